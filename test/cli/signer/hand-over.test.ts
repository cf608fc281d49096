/** What was signed reaches the event, whoever else works on it, and the clone stays as it was (SPEC A7 *Branches*, B4, B6). */
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesTo, runIn } from '../../support/commands.ts';
import type { ThrowAwayRepository } from '../../support/git.ts';
import {
  converse,
  emptyDeployment,
  enter,
  fileOf,
  keyFile,
  rememberKeys,
  runSigner,
  type SignerClone,
  signerClone,
  subjectsOf,
  untouchable,
  withWorkInProgress,
} from '../../support/signers.ts';
import { alice as aliceKey, bob as bobKey, soundRepository } from '../../support/sound-repository.ts';

/** A published repository of alice and bob, and an event that waits for both to sign targets. */
function openEvent(): { origin: ThrowAwayRepository; alice: SignerClone; bob: SignerClone } {
  const origin = emptyDeployment();
  const published = soundRepository();
  origin.commit(changesTo(published), { message: 'Published' });
  const unsigned = published.step('targets').resign('targets', []);
  origin.commit(changesTo(unsigned), { branch: 'sign/renew', from: 'main', message: 'A new version' });
  origin.push('main', 'sign/renew');
  const alice = signerClone(origin, 'alice');
  const bob = signerClone(origin, 'bob');
  rememberKeys(alice, { [aliceKey.keyid]: 'file2:test/keys/alice.pem' });
  rememberKeys(bob, { [bobKey.keyid]: 'file2:test/keys/bob.pem' });
  return { origin, alice, bob };
}

/** How many of targets' signatures are made. */
function signaturesOn(clone: ThrowAwayRepository, branch: string): number {
  const { signatures } = JSON.parse(fileOf(clone, branch, 'metadata/targets.json'));
  return signatures.filter(({ sig }: { sig: string }) => sig !== '').length;
}

const branches = (clone: ThrowAwayRepository) =>
  clone.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads');

describe("a signer's clone", () => {
  it('is not touched, whatever work is in progress there', () => {
    const { alice } = openEvent();
    withWorkInProgress(alice);
    const before = untouchable(alice);
    expect(runSigner(alice, 'sign', ['sign/renew'], [enter])).toMatchObject({ code: 0 });
    expect(untouchable(alice)).toEqual(before);
    expect(signaturesOn(alice, 'sign/renew')).toBe(1);
  });

  it('may be a folder inside it, or a linked work tree', () => {
    const { alice } = openEvent();
    alice.write('docs/notes.txt', 'notes');
    const ran = runSigner(alice, 'sign', ['sign/renew'], [enter], { folder: `${alice.folder}/docs` });
    expect(ran).toMatchObject({ code: 0 });
  });

  it('gets a local branch with --no-push, and nothing is asked or pushed', () => {
    const { alice } = openEvent();
    expect(runSigner(alice, 'sign', ['--no-push', 'sign/renew'])).toMatchObject({ code: 0 });
    expect(alice.git('log', '-1', '--format=%s', 'sign/renew')).toBe('Signature from @tuf-test-alice');
    expect(signaturesOn(alice, 'sign/renew')).toBe(0);
    const again = runSigner(alice, 'sign', ['--no-push', 'sign/renew']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('already') });
  });

  it('keeps what could not be pushed, and says how to push it', () => {
    const { origin, alice } = openEvent();
    const running = converse(alice, 'sign', ['sign/renew']);
    return running.said('Press enter to push').then(async () => {
      rmSync(origin.origin, { recursive: true });
      running.answer(enter);
      const { code, stderr } = await running.ended;
      expect(code).toBe(2);
      const [, commit] = /git push origin ([0-9a-f]{40}):refs\/heads\/sign\/renew/.exec(stderr) ?? [];
      expect(alice.git('log', '-1', '--format=%s', commit!)).toBe('Signature from @tuf-test-alice');
    });
  });
});

describe('two signers at the same time', () => {
  it('both get their signature in, without a second PIN', async () => {
    const { origin, alice, bob } = openEvent();
    const slow = converse(alice, 'sign', ['sign/renew']);
    await slow.said('Press enter to push');
    expect(runSigner(bob, 'sign', ['sign/renew'], [enter])).toMatchObject({ code: 0 });
    slow.answer(enter);
    expect(await slow.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Somebody else has pushed') });
    expect(signaturesOn(origin, 'sign/renew')).toBe(2);
    expect(subjectsOf(origin, 'sign/renew').slice(0, 2)).toEqual([
      'Signature from @tuf-test-alice',
      'Signature from @tuf-test-bob',
    ]);
    const ci = origin.clone();
    ci.git('checkout', '-q', 'sign/renew');
    expect(runIn(ci, 'status')).toMatchObject({ code: 0 });
  });

  it('are told when what one of them signed is not what is there any more', async () => {
    const { origin, alice } = openEvent();
    const slow = converse(alice, 'sign', ['sign/renew']);
    await slow.said('Press enter to push');
    const other = soundRepository().step('targets', (signed) => {
      signed.expires = '2030-06-01T00:00:00Z';
    });
    origin.commit(changesTo(other.resign('targets', [])), { branch: 'sign/renew', message: 'Another version' });
    origin.push('sign/renew');
    slow.answer(enter);
    expect(await slow.ended).toMatchObject({ code: 2, stderr: expect.stringContaining('Run the same command again') });
    expect(subjectsOf(origin, 'sign/renew')[0]).toBe('Another version');
  });

  it('do not bring an event back that was merged meanwhile', async () => {
    const { origin, alice } = openEvent();
    const slow = converse(alice, 'sign', ['sign/renew']);
    await slow.said('Press enter to push');
    origin.git('push', '-q', 'origin', ':refs/heads/sign/renew');
    slow.answer(enter);
    expect(await slow.ended).toMatchObject({ code: 2 });
    expect(origin.git('ls-remote', 'origin', 'refs/heads/sign/renew')).toBe('');
  });

  it('can start the same event', async () => {
    const { origin, alice, bob } = openEvent();
    const slow = converse(alice, 'delegate', ['sign/roles', 'one']);
    slow.answer('1', '1', enter, enter, ...keyFile('alice'));
    await slow.said('Press enter to push');
    expect(runSigner(bob, 'delegate', ['sign/roles', 'root'], ['5', enter, ...keyFile('bob'), enter])).toMatchObject({
      code: 0,
    });
    slow.answer(enter);
    expect(await slow.ended).toMatchObject({ code: 0 });
    const subjects = subjectsOf(origin, 'sign/roles');
    expect(subjects).toContain("'root' role/delegation change");
    expect(subjects).toContain("'one' role/delegation change");
  });
});

describe('a signer with a fork', () => {
  /** A bare fork of the origin, as the remote `fork` of a clone whose `origin` is upstream. */
  function withFork(): { origin: ThrowAwayRepository; alice: SignerClone } {
    const { origin } = openEvent();
    const alice = signerClone(origin, 'alice', { push: 'fork' });
    rememberKeys(alice, { [aliceKey.keyid]: 'file2:test/keys/alice.pem' });
    alice.git('init', '-q', '--bare', `${alice.data}/fork.git`);
    alice.git('remote', 'add', 'fork', `${alice.data}/fork.git`);
    return { origin, alice };
  }

  /** URLs of GitHub, which git takes for the folders. */
  function asGithub(alice: SignerClone): void {
    for (const [remote, name] of [
      ['origin', 'upstream/tuf'],
      ['fork', 'alice/tuf-fork'],
    ] as const) {
      const folder = alice.git('remote', 'get-url', remote);
      alice.git('remote', 'set-url', remote, `https://github.com/${name}.git`);
      alice.git('config', `url.${folder}.insteadOf`, `https://github.com/${name}.git`);
    }
  }

  it('pushes there, over what was there before, and is told where the pull request is made', () => {
    const { origin, alice } = withFork();
    asGithub(alice);
    const before = branches(origin);
    const ran = runSigner(alice, 'sign', ['sign/renew'], [enter]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain(
      'https://github.com/upstream/tuf/compare/sign/renew...alice:tuf-fork:sign/renew?quick_pull=1&title=Signature%20from%20%40tuf-test-alice&template=signing_event.md',
    );
    expect(alice.git('log', '-1', '--format=%s', 'fork/sign/renew')).toBe('Signature from @tuf-test-alice');
    expect(branches(origin)).toBe(before);
    // The event still waits upstream, so it can be signed again: the fork's branch is replaced.
    expect(runSigner(alice, 'sign', ['sign/renew'], [enter])).toMatchObject({ code: 0 });
  });
});

describe('the default branch', () => {
  it('is what the settings say, else what the remote says itself', () => {
    const { origin } = openEvent();
    origin.git('push', '-q', 'origin', 'main:refs/heads/trunk', ':refs/heads/sign/renew');
    origin.git('--git-dir', origin.origin, 'symbolic-ref', 'HEAD', 'refs/heads/trunk');
    origin.git('push', '-q', 'origin', ':refs/heads/main');
    const alice = signerClone(origin, 'alice');
    rememberKeys(alice, { [aliceKey.keyid]: 'file2:test/keys/alice.pem' });
    const renew = ['5', enter, ...keyFile('alice'), enter];
    expect(runSigner(alice, 'delegate', ['sign/x', 'root'], renew)).toMatchObject({ code: 0 });
    expect(subjectsOf(origin, 'sign/x')).toContain('Published');
    expect(runSigner(alice, 'sign', ['trunk'])).toMatchObject({ code: 2 });
    const bob = signerClone(origin, 'bob', { settings: 'default-branch = stable\n' });
    expect(runSigner(bob, 'sign', ['sign/x'])).toMatchObject({ code: 2, stderr: expect.stringContaining("'stable'") });
  });
});

describe('an event with an error', () => {
  it('is mended by the change that mends it, and by no other', () => {
    const { origin, alice } = openEvent();
    const tooLong = soundRepository().step('root', (signed) => {
      signed['x-tuf-on-ci-expiry-period'] = 9_999;
    });
    origin.commit(changesTo(tooLong.resign('root', [])), { branch: 'sign/long', from: 'main', message: 'Too long' });
    origin.push('sign/long');
    const other = runSigner(alice, 'delegate', ['sign/long', 'timestamp'], ['2', '3', '1', enter]);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('9999') });
    expect(subjectsOf(origin, 'sign/long')[0]).toBe('Too long');
    const mend = ['2', '365', '60', enter, ...keyFile('alice'), enter];
    expect(runSigner(alice, 'delegate', ['sign/long', 'root'], mend)).toMatchObject({ code: 0 });
    expect(subjectsOf(origin, 'sign/long')[0]).toBe('Signed by @tuf-test-alice');
  });

  it('is shown without a word of it being taken for a command of the terminal', () => {
    const { origin, alice } = openEvent();
    const hostile = soundRepository().step('targets', (signed) => {
      signed['x-\u001b[2J'] = '\u001b]0;gotcha\u0007';
      signed.delegations.roles[0].paths = ['releases/*', '\u202e*'];
    });
    origin.commit(changesTo(hostile.resign('targets', [])), {
      branch: 'sign/hostile',
      from: 'main',
      message: 'Hostile',
    });
    origin.push('sign/hostile');
    const { stdout, stderr } = runSigner(alice, 'sign', ['--sign-despite-errors', 'sign/hostile'], [enter]);
    expect(stdout).toContain('gotcha');
    expect(`${stdout}${stderr}`).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('what a signer is kept from', () => {
  it.each(['main', 'publish', '-x', 'a..b', 'x y', 'sign/', 'HEAD', '', 'a\u0007b'])('an event named %j', (event) => {
    const { alice } = openEvent();
    const ran = runSigner(alice, 'sign', ['--', event]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('error: ');
  });

  it('signing an event with errors, unless they insist', () => {
    const { origin, alice } = openEvent();
    const tampered = soundRepository().step('targets', (signed) => {
      signed.version = 7;
    });
    origin.commit(changesTo(tampered.resign('targets', [])), { branch: 'sign/bad', from: 'main', message: 'Bad' });
    origin.push('sign/bad');
    const refused = runSigner(alice, 'sign', ['sign/bad'], [enter]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('versions/too-high') });
    expect(subjectsOf(origin, 'sign/bad')[0]).toBe('Bad');
    expect(runSigner(alice, 'sign', ['--sign-despite-errors', 'sign/bad'], [enter])).toMatchObject({ code: 0 });
    expect(subjectsOf(origin, 'sign/bad')[0]).toBe('Signature from @tuf-test-alice');
  });

  it('a settings file that a branch brings: it chooses no module', () => {
    const { origin, alice } = openEvent();
    const settings = '[settings]\nuser-name = @tuf-test-alice\npull-remote = origin\npush-remote = origin\n';
    origin.commit({ '.tuf-on-ci-sign.ini': `${settings}pykcs11lib = ./evil.so\n` }, { message: 'Settings' });
    origin.push('main');
    rmSync(`${alice.folder}/.tuf-on-ci-sign.ini`);
    alice.git('pull', '-q');
    expect(runSigner(alice, 'sign', ['sign/renew'], [enter])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('PYKCS11LIB'),
    });
  });

  it('a settings file that a branch brings: it does not choose what an event is compared with', () => {
    const { origin, alice } = openEvent();
    const settings = '[settings]\nuser-name = @tuf-test-alice\npull-remote = origin\npush-remote = origin\n';
    origin.commit({ '.tuf-on-ci-sign.ini': `${settings}default-branch = sign/renew\n` }, { message: 'Settings' });
    origin.push('main');
    rmSync(`${alice.folder}/.tuf-on-ci-sign.ini`);
    alice.git('pull', '-q');
    expect(runSigner(alice, 'sign', ['sign/renew'], [enter])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('TUF_ON_CI_DEFAULT_BRANCH'),
    });
  });

  it('a new event that no workflow would look at, unless they mean it', () => {
    const { alice } = openEvent();
    const answers = ['5', enter, ...keyFile('alice'), enter];
    const { code, stdout } = runSigner(alice, 'delegate', ['renew', 'root'], answers);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('branches named sign/') });
  });

  it('a clone without settings: it is said what to write', () => {
    const { alice } = openEvent();
    rmSync(`${alice.folder}/.tuf-on-ci-sign.ini`);
    const { code, stderr } = runSigner(alice, 'sign', ['sign/renew'], [enter]);
    expect(code).toBe(2);
    expect(stderr).toContain('user-name = @your-github-name');
  });
});
