/** Events as they come in practice: edited more than once, begun by others, overtaken by the default branch (SPEC A5, A7, B4). */
import { describe, expect, it } from 'vitest';
import { changesTo, runIn } from '../../support/commands.ts';
import type { ThrowAwayRepository } from '../../support/git.ts';
import { bobsHistoricKeyid, historicRepository } from '../../support/historic-keyid.ts';
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
} from '../../support/signers.ts';
import { alice, bob, carol, type Draft, now, soundRepository } from '../../support/sound-repository.ts';

interface Deployment {
  readonly origin: ThrowAwayRepository;
  readonly alice: SignerClone;
  readonly bob: SignerClone;
  readonly carol: SignerClone;
}

/** A published repository, and the clones of its signers, whose tools know their keys. */
function deployment(published: Draft = soundRepository()): Deployment {
  const origin = emptyDeployment();
  origin.commit(changesTo(published), { message: 'Published' });
  origin.push('main');
  const cloneOf = ({ name, keyid }: typeof alice) => {
    const clone = signerClone(origin, name);
    const uri = `file2:test/keys/${name}.pem`;
    rememberKeys(clone, { [keyid]: uri, [bobsHistoricKeyid]: 'file2:test/keys/bob.pem' });
    return clone;
  };
  return { origin, alice: cloneOf(alice), bob: cloneOf(bob), carol: cloneOf(carol) };
}

function statusOf(origin: ThrowAwayRepository, event: string) {
  const ci = origin.clone();
  ci.git('checkout', '-q', event);
  return JSON.parse(runIn(ci, 'status', ['--json']).stdout);
}

function merge(origin: ThrowAwayRepository, event: string): void {
  const ci = origin.clone();
  ci.git('merge', '-q', '--no-ff', '-m', `Merge ${event}`, `origin/${event}`);
  expect(runIn(ci, 'online-sign', ['--push']).code).toBe(0);
}

const done = expect.objectContaining({ code: 0 });
const signedOf = (clone: ThrowAwayRepository, event: string, role: string) =>
  JSON.parse(fileOf(clone, event, `metadata/${role}.json`)).signed;

const bobKeyid = bob.keyid;

/** Leaves the menu; the answer to *signing key* changes nothing; pushes. */
const leave = [enter, ...keyFile('alice'), enter];

describe('an event that is edited more than once', () => {
  it('ends complete, whatever was added, removed and replaced in between; voided signatures are named', () => {
    const { origin, alice, bob, carol } = deployment();
    expect(runSigner(alice, 'delegate', ['sign/roles', 'tools'], leave)).toEqual(done);
    expect(runSigner(alice, 'delegate', ['sign/roles', 'docs'], ['1', '1', carol.user, enter, enter])).toEqual(done);
    expect(runSigner(alice, 'delegate', ['sign/roles', 'tools'], ['7', enter])).toEqual(done);
    expect(runSigner(alice, 'delegate', ['sign/roles', 'tools'], leave)).toEqual(done);
    // Her key is replaced while carol's invite is open.
    const replaced = ['6', enter, ...keyFile('dave'), enter];
    expect(runSigner(alice, 'delegate', ['sign/roles', 'root'], replaced)).toEqual(done);
    expect(runSigner(carol, 'sign', ['sign/roles'], [...keyFile('carol'), enter])).toEqual(done);
    for (const signer of [alice, bob]) expect(runSigner(signer, 'sign', ['sign/roles'], [enter])).toEqual(done);
    expect(statusOf(origin, 'sign/roles')).toMatchObject({ complete: true });
    for (const role of ['targets', 'tools', 'docs']) {
      expect(signedOf(alice, 'sign/roles', role).version).toBe(role === 'targets' ? 2 : 1);
    }

    const voiding = runSigner(alice, 'delegate', ['sign/roles', 'targets'], ['2', '300', '30', ...leave]);
    expect(voiding).toEqual(done);
    expect(voiding.stdout).toMatch(/tuf-test-bob.* signed targets earlier in this event/);
  });

  it('was begun by CI: the version that is there already is kept', () => {
    const { origin, alice } = deployment();
    const ci = origin.clone();
    const later = { now: now + 320 * 86_400 };
    expect(runIn(ci, 'create-signing-events', ['--push'], later).code).toBe(0);
    const [event] = ci.git('ls-remote', '--heads', 'origin', 'sign/targets*').split('refs/heads/').slice(-1);
    const { version } = signedOf(alice, event!, 'targets');
    const env = { TUF_ON_CI_NOW: String(later.now) };
    expect(runSigner(alice, 'delegate', [event!, 'targets'], ['2', '200', '20', ...leave], { env })).toEqual(done);
    expect(signedOf(alice, event!, 'targets')).toMatchObject({ version, 'x-tuf-on-ci-expiry-period': 200 });
  });

  it('gets a signer whose key makes signatures void: who accepts is told whose', () => {
    const { origin, alice, bob, carol } = deployment();
    expect(runSigner(alice, 'delegate', ['sign/join', 'root'], ['2', '300', '30', ...leave])).toEqual(done);
    expect(runSigner(bob, 'sign', ['sign/join'], [enter])).toEqual(done);
    const dave = signerClone(origin, 'dave');
    const invite = ['1', [alice, bob, carol, dave].map(({ user }) => user).join(), enter, ...leave];
    expect(runSigner(alice, 'delegate', ['sign/join', 'root'], invite)).toEqual(done);
    const accepted = runSigner(dave, 'sign', ['sign/join'], [...keyFile('dave'), enter]);
    expect(accepted).toEqual(done);
    expect(accepted.stdout).toMatch(/tuf-test-alice and @tuf-test-bob signed root earlier in this event/);
  });
});

describe('keyids of long ago', () => {
  it('become compliant with --force-compliant-keyids; old and new ones sign root', () => {
    const { origin, alice, bob, carol } = deployment(historicRepository());
    const options = ['--force-compliant-keyids', 'sign/keyids', 'root'];
    expect(runSigner(alice, 'delegate', options, leave)).toEqual(done);
    expect(runSigner(bob, 'sign', ['sign/keyids'], [enter]).stdout.match(/✓ Signed root/g)).toHaveLength(2);
    expect(statusOf(origin, 'sign/keyids').roles).toContainEqual(
      expect.objectContaining({ role: 'root', complete: true }),
    );
    const keyids = Object.keys(signedOf(alice, 'sign/keyids', 'root').keys);
    expect(keyids).toContain(bobKeyid);
    expect(keyids).not.toContain(bobsHistoricKeyid);
    expect(runSigner(carol, 'sign', ['sign/keyids'], [enter])).toEqual(done);
    merge(origin, 'sign/keyids');
    expect(runSigner(alice, 'delegate', ['--force-compliant-keyids', 'sign/again', 'root'], [enter]).stdout).toContain(
      'Nothing to do',
    );
  });

  it('are taken as they are where TUF_ON_CI_NO_VERIFY_KID is set', () => {
    const { origin, alice } = deployment();
    const event = changesTo(
      historicRepository().resign('root', []).resign('targets', []).resign('releases', []),
      soundRepository(),
    );
    for (const path of ['metadata/timestamp.json', 'metadata/snapshot.json']) delete event[path];
    origin.commit(event, { branch: 'sign/historic', from: 'main', message: 'Historic keyids' });
    origin.push('sign/historic');
    expect(runSigner(alice, 'sign', ['sign/historic'], [enter])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('keys/keyid'),
    });
    const env = { TUF_ON_CI_NO_VERIFY_KID: '1' };
    expect(runSigner(alice, 'sign', ['sign/historic'], [enter], { env })).toEqual(done);
  });
});

describe('an event that the default branch has overtaken', () => {
  it('is not pushed when it was merged while somebody still worked on it', async () => {
    const { origin, alice, bob } = deployment();
    expect(runSigner(alice, 'delegate', ['sign/renew', 'targets'], ['5', ...leave])).toEqual(done);
    const slow = converse(alice, 'delegate', ['sign/renew', 'targets']);
    slow.answer('2', '300', '30', enter, ...keyFile('alice'));
    await slow.said('Press enter to push');
    expect(runSigner(bob, 'sign', ['sign/renew'], [enter])).toEqual(done);
    merge(origin, 'sign/renew');
    const before = subjectsOf(origin, 'sign/renew');
    slow.answer(enter);
    expect(await slow.ended).toMatchObject({ code: 2 });
    expect(subjectsOf(origin, 'sign/renew')).toEqual(before);
  });

  it('can be brought up to date by a merge, and signed then', () => {
    const { origin, alice, bob } = deployment();
    expect(runSigner(alice, 'delegate', ['sign/slow', 'root'], ['2', '300', '30', ...leave])).toEqual(done);
    expect(runSigner(alice, 'delegate', ['sign/quick', 'targets'], ['5', ...leave])).toEqual(done);
    expect(runSigner(bob, 'sign', ['sign/quick'], [enter])).toEqual(done);
    merge(origin, 'sign/quick');
    const maintainer = origin.clone();
    maintainer.git('checkout', '-q', 'sign/slow');
    maintainer.git('merge', '-q', '--no-ff', '-m', 'Bring it up to date', 'origin/main');
    maintainer.git('push', '-q', 'origin', 'sign/slow');
    expect(runSigner(bob, 'sign', ['sign/slow'], [enter])).toEqual(done);
    expect(statusOf(origin, 'sign/slow')).toMatchObject({ complete: true, findings: [] });
  });

  it('tells who has to sign by what is there after others have pushed', async () => {
    const { alice, bob } = deployment();
    const slow = converse(alice, 'delegate', ['sign/both', 'targets']);
    slow.answer('5', enter, ...keyFile('alice'));
    await slow.said('Press enter to push');
    const same = ['5', enter, ...keyFile('bob'), enter];
    expect(runSigner(bob, 'delegate', ['sign/both', 'targets'], same)).toEqual(done);
    slow.answer(enter);
    expect((await slow.ended).stdout).toContain('The event is complete');
  });
});

describe('a name that cannot be', () => {
  it('of a role is refused before any question', () => {
    const { alice } = deployment();
    for (const role of ['../up', '.git', 'con', '-x', 'Releases', 'TIMESTAMP', '']) {
      const { code, stdout, stderr } = runSigner(alice, 'delegate', ['sign/new', '--', role]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(JSON.stringify(role));
    }
  });

  it('of a role is asked for again', () => {
    const { alice } = deployment();
    const answers = ['../up', enter, 'Releases', '__proto__', ...leave];
    expect(runSigner(alice, 'delegate', ['sign/new'], answers)).toEqual(done);
    expect(signedOf(alice, 'sign/new', '__proto__').version).toBe(1);
  });

  it('of an event beside another is refused before anything is signed', () => {
    const { alice } = deployment();
    expect(runSigner(alice, 'delegate', ['sign/one', 'targets'], ['5', ...leave])).toEqual(done);
    for (const event of ['sign/one/more', 'sign']) {
      const { code, stdout, stderr } = runSigner(alice, 'delegate', [event, 'targets'], ['5', ...leave]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('another name');
    }
  });
});

describe('an event that somebody has broken', () => {
  /** A push of these files to a new event. */
  function broken(files: Parameters<ThrowAwayRepository['commit']>[0]): Deployment {
    const all = deployment();
    all.origin.commit(files, { branch: 'sign/broken', from: 'main', message: 'Broken' });
    all.origin.push('sign/broken');
    return all;
  }

  it('is said to be so to who has nothing to sign', () => {
    const { alice } = broken({ 'metadata/root.json': { link: '/etc/passwd' } });
    const { code, stdout } = runSigner(alice, 'sign', ['sign/broken']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Nothing to do.*metadata\/root\.json.*mended/s);
  });

  it.each(['root', 'targets'])(
    'is not edited without its %s: no question is asked, and it is said how to go on',
    (role) => {
      for (const content of [null, '{']) {
        const { alice } = broken({ [`metadata/${role}.json`]: content });
        const { code, stderr, stdout } = runSigner(alice, 'delegate', ['sign/broken', 'releases'], [enter]);
        expect(code).toBe(2);
        expect(stdout).not.toContain('Your choice');
        expect(stderr).toContain(`git checkout origin/main -- metadata/${role}.json`);
      }
    },
  );
});

it('a role that an online key signs waits for the workflow, not for a person', () => {
  const { alice } = deployment();
  const edited = runSigner(alice, 'delegate', ['sign/online', 'releases'], ['1', '2', '0', enter, enter]);
  expect(edited).toEqual(done);
  expect(edited.stdout).toContain('releases waits for its online key file2:test/keys/online.pem: a workflow signs');
});
