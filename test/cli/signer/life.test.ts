/** The life of a repository at its signers' clones, prompt by prompt (SPEC A7). */
import { describe, expect, it } from 'vitest';
import { runIn } from '../../support/commands.ts';
import type { ThrowAwayRepository } from '../../support/git.ts';
import {
  emptyDeployment,
  enter,
  fileOf,
  keyFile,
  runSigner,
  type SignerClone,
  signerClone,
  subjectsOf,
} from '../../support/signers.ts';

const onlineKey = ['1', '0'];

/** The status of an event as CI sees it. */
function statusOf(origin: ThrowAwayRepository, event: string) {
  const ci = origin.clone();
  ci.git('checkout', '-q', event);
  return JSON.parse(runIn(ci, 'status', ['--json']).stdout);
}

/** A maintainer merges an event that is complete. */
function merge(origin: ThrowAwayRepository, event: string): void {
  const ci = origin.clone();
  ci.git('merge', '-q', '--no-ff', '-m', `Merge ${event}`, `origin/${event}`);
  expect(runIn(ci, 'online-sign', ['--push']).code).toBe(0);
  ci.git('push', '-q', 'origin', 'main', `:refs/heads/${event}`);
}

const document = (clone: ThrowAwayRepository, branch: string, role: string) =>
  JSON.parse(fileOf(clone, branch, `metadata/${role}.json`)).signed;

/** A repository that alice and bob have started: root and targets by both of them. */
function startedBy(origin: ThrowAwayRepository): { alice: SignerClone; bob: SignerClone } {
  const alice = signerClone(origin, 'alice');
  const bob = signerClone(origin, 'bob');
  const both = '[@tuf-test-alice, TUF-test-bob]';
  const start = runSigner(
    alice,
    'delegate',
    ['sign/start'],
    ['1', both, '2', enter, enter, ...onlineKey, enter, ...keyFile('alice'), enter],
  );
  expect(start).toMatchObject({ code: 0, stderr: expect.stringContaining('TUF_ON_CI_NOW') });
  expect(JSON.parse(fileOf(bob, 'sign/start', 'metadata/.signing-event-state'))).toEqual({
    invites: { '@tuf-test-bob': ['root', 'targets'] },
  });
  expect(runSigner(bob, 'sign', ['sign/start'], [...keyFile('bob'), enter])).toMatchObject({ code: 0 });
  expect(runSigner(alice, 'sign', ['sign/start'], [enter])).toMatchObject({ code: 0 });
  return { alice, bob };
}

describe('a new repository', () => {
  it('is started by one signer, joined by the invited one, signed by both, and complete', () => {
    const origin = emptyDeployment();
    const { alice } = startedBy(origin);
    expect(subjectsOf(alice, 'sign/start')).toEqual([
      'Signature from @tuf-test-alice',
      '@tuf-test-bob accepted invitation',
      // Of targets: root waits for bob.
      'Signed by @tuf-test-alice',
      'Initial root and targets',
      'First commit',
    ]);
    const status = statusOf(origin, 'sign/start');
    expect(status).toMatchObject({ complete: true, findings: [] });
    const signedBy = status.roles.map(({ role, signed }: { role: string; signed: string[] }) => [role, signed]);
    expect(signedBy.slice(0, 2)).toEqual([
      ['root', ['@tuf-test-alice', '@tuf-test-bob']],
      ['targets', ['@tuf-test-alice', '@tuf-test-bob']],
    ]);
    expect(alice.git('log', '-1', '--format=%an <%ae>%n%b', 'refs/test/sign/start')).toBe(
      'alice <alice@example.com>\nSigned-off-by: alice <alice@example.com>',
    );
    merge(origin, 'sign/start');
  });

  it('is signed by its only signer at once', () => {
    const origin = emptyDeployment();
    const alice = signerClone(origin, 'alice');
    const answers = [enter, enter, ...onlineKey, enter, ...keyFile('alice'), enter];
    expect(runSigner(alice, 'delegate', ['sign/start'], answers)).toMatchObject({ code: 0 });
    expect(subjectsOf(alice, 'sign/start')).toEqual([
      'Signed by @tuf-test-alice',
      'Initial root and targets',
      'First commit',
    ]);
    expect(statusOf(origin, 'sign/start')).toMatchObject({ complete: true });
  });
});

describe('a repository that is in use', () => {
  const origin = emptyDeployment();
  const { alice, bob } = startedBy(origin);
  merge(origin, 'sign/start');

  it('has nothing to sign and nothing to change, and says so', () => {
    expect(runSigner(bob, 'sign', ['sign/nothing'])).toMatchObject({
      code: 0,
      stdout: 'Nothing to do: origin has no event sign/nothing\n',
    });
    // Signing key and push are not asked for.
    expect(runSigner(bob, 'delegate', ['sign/nothing', 'root'], [enter])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
    expect(runSigner(bob, 'delegate', ['sign/nothing', 'timestamp'], [enter])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing to do'),
    });
    expect(bob.git('ls-remote', 'origin', 'refs/heads/sign/nothing')).toBe('');
  });

  it('lowers a threshold and a period, signed by whom it takes', () => {
    // Signers as they are, threshold 1; then 200 and 20 days; continue; the signing key changes nothing; push.
    const answers = ['1', enter, '1', '2', '200', '20', enter, ...keyFile('alice'), enter];
    expect(runSigner(alice, 'delegate', ['sign/lower', 'root'], answers)).toMatchObject({ code: 0 });
    expect(subjectsOf(alice, 'sign/lower').slice(0, 2)).toEqual([
      'Signed by @tuf-test-alice',
      "'root' role/delegation change",
    ]);
    const root = document(alice, 'sign/lower', 'root');
    expect(root).toMatchObject({
      version: 2,
      roles: { root: { threshold: 1 } },
      'x-tuf-on-ci-expiry-period': 200,
      'x-tuf-on-ci-signing-period': 20,
    });
    // Known good's root asks for both.
    expect(statusOf(origin, 'sign/lower')).toMatchObject({ complete: false });
    expect(runSigner(bob, 'sign', ['sign/lower'], [enter])).toMatchObject({ code: 0 });
    expect(statusOf(origin, 'sign/lower')).toMatchObject({ complete: true });
    merge(origin, 'sign/lower');
  });

  it('delegates to a new role, whose signer accepts', () => {
    const carol = signerClone(origin, 'carol');
    const answers = ['releases', '1', '1', '@tuf-test-carol', enter, enter];
    expect(runSigner(alice, 'delegate', ['sign/releases'], answers)).toMatchObject({ code: 0 });
    // The open invite keeps targets from being signed.
    expect(subjectsOf(alice, 'sign/releases')[0]).toBe("'releases' role/delegation change");
    expect(runSigner(carol, 'sign', ['sign/releases'], [...keyFile('carol'), enter])).toMatchObject({ code: 0 });
    for (const signer of [alice, bob]) {
      expect(runSigner(signer, 'sign', ['sign/releases'], [enter])).toMatchObject({ code: 0 });
    }
    expect(statusOf(origin, 'sign/releases')).toMatchObject({ complete: true });
    const [role] = document(alice, 'sign/releases', 'targets').delegations.roles;
    expect(role).toMatchObject({
      name: 'releases',
      terminating: true,
      paths: ['releases/*', 'releases/*/*', 'releases/*/*/*', 'releases/*/*/*/*'],
    });
    merge(origin, 'sign/releases');
  });

  it('gives a role its own paths, looks for its files elsewhere too, and signs a role again without a change', () => {
    expect(runSigner(alice, 'delegate', ['sign/paths', 'releases'], ['3', '2', '4', enter, enter])).toMatchObject({
      code: 0,
    });
    const [role] = document(alice, 'sign/paths', 'targets').delegations.roles;
    expect(role).toMatchObject({ terminating: false, paths: ['releases/*', 'releases/*/*'] });
    const answers = ['5', enter, ...keyFile('alice'), enter];
    expect(runSigner(alice, 'delegate', ['sign/again', 'root'], answers)).toMatchObject({ code: 0 });
    expect(document(alice, 'sign/again', 'root').version).toBe(3);
  });

  it('removes a delegated role with its file', () => {
    expect(runSigner(alice, 'delegate', ['sign/remove', 'releases'], ['7', enter])).toMatchObject({ code: 0 });
    expect(runSigner(bob, 'sign', ['sign/remove'], [enter])).toMatchObject({ code: 0 });
    expect(statusOf(origin, 'sign/remove')).toMatchObject({ complete: true });
    expect(() => fileOf(alice, 'sign/remove', 'metadata/releases.json')).toThrow();
  });

  it("replaces a signer's key in every role at once; both keys sign root", () => {
    const answers = ['6', enter, ...keyFile('dave'), enter];
    expect(runSigner(alice, 'delegate', ['sign/new-key', 'root'], answers)).toMatchObject({ code: 0 });
    expect(runSigner(bob, 'sign', ['sign/new-key'], [enter])).toMatchObject({ code: 0 });
    expect(statusOf(origin, 'sign/new-key')).toMatchObject({ complete: true });
  });

  it('puts another online key into root', () => {
    const answers = [...onlineKey, '2', '4', '2', '3', '300', '30', enter, enter];
    const env = { TUF_ON_CI_TEST_KEY: 'test/keys/dave.pem' };
    expect(runSigner(alice, 'delegate', ['sign/online', 'timestamp'], answers, { env })).toMatchObject({ code: 0 });
    expect(runSigner(bob, 'sign', ['sign/online'], [enter])).toMatchObject({ code: 0 });
    const { roles } = document(alice, 'sign/online', 'root');
    expect(roles.timestamp).toMatchObject({ 'x-tuf-on-ci-expiry-period': 4, 'x-tuf-on-ci-signing-period': 2 });
    expect(roles.snapshot).toMatchObject({ 'x-tuf-on-ci-expiry-period': 300, 'x-tuf-on-ci-signing-period': 30 });
    expect(roles.timestamp.keyids).toEqual(roles.snapshot.keyids);
    expect(statusOf(origin, 'sign/online')).toMatchObject({ complete: true });
  });
});
