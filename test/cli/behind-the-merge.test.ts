/** What online-sign and build-repository make of a default branch on which something went wrong, or only looks so. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/tuf/json.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import { changesTo, runIn } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { type Draft, day, type Loose, online, signedAt, soundRepository } from '../support/sound-repository.ts';

const sound = soundRepository();
const keyidOf = (key: Loose) => keyId(key as JsonObject);

/** Commits one draft after the other on main and pushes. */
function mainOf(...drafts: Draft[]): ThrowAwayRepository {
  const git = throwAwayRepository();
  let before: Draft | undefined;
  for (const draft of drafts) {
    git.commit(changesTo(draft, before));
    before = draft;
  }
  git.push('main');
  return git;
}

const build = (git: ThrowAwayRepository) =>
  runIn(git, 'build-repository', ['--metadata', join(temporaryFolder(), 'm')]);
const versionOf = (git: ThrowAwayRepository, role: string) =>
  JSON.parse(git.git('show', `HEAD:metadata/${role}.json`)).signed.version as number;

describe('versions', () => {
  it('may rise by more than one: a squashed event of three commits is signed', () => {
    const squashed = sound.step('targets').step('targets').step('targets').resign('targets');
    const git = mainOf(sound, squashed);
    expect(runIn(git, 'online-sign')).toMatchObject({
      code: 0,
      stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n',
    });
    expect(build(git).code).toBe(0);
  });

  it('never go down: an old, validly signed targets is refused, and the newer one is signed', () => {
    const newer = sound.step('targets').resign('targets').online();
    const back = newer.file('metadata/targets.json', sound.bytes('metadata/targets.json'));
    const git = mainOf(sound, newer, back);
    const refused = runIn(git, 'online-sign');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('targets');
    expect(versionOf(git, 'snapshot')).toBe(2);
  });

  it('never go down: an old, validly signed snapshot and timestamp are refused, not signed over', () => {
    const newer = sound.step('targets').resign('targets').online();
    const back = ['snapshot', 'timestamp'].reduce(
      (draft, role) => draft.file(`metadata/${role}.json`, sound.bytes(`metadata/${role}.json`)),
      newer,
    );
    const git = mainOf(sound, newer, back);
    expect(runIn(git, 'online-sign').code).toBe(2);
    expect(build(git).code).toBe(2);
  });

  it('do not follow an unsigned timestamp to a number that nobody can pass', () => {
    const planted = sound.with('timestamp', (signed) => {
      signed.version = 2 ** 53 - 1;
    });
    const git = mainOf(sound, planted);
    expect(build(git).code).toBe(2);
    expect(runIn(git, 'online-sign')).toMatchObject({ code: 0 });
    expect(versionOf(git, 'timestamp')).toBe(2);
    expect(build(git).code).toBe(0);
  });
});

describe('online keys', () => {
  it('are replaced: what the old one signed is signed again by the new one', () => {
    const rotated = sound
      .step('root', (signed) => {
        // The same material under a new name is a new key, and its file is here.
        const key = { ...online.key, 'x-tuf-on-ci-online-uri': 'file2:./test/keys/online.pem' };
        const keyid = keyidOf(key);
        delete signed.keys[online.keyid];
        signed.keys[keyid] = key;
        for (const role of ['snapshot', 'timestamp']) signed.roles[role].keyids = [keyid];
      })
      .resign('root');
    const git = mainOf(sound, rotated);
    expect(build(git).code).toBe(2);
    expect(runIn(git, 'online-sign')).toMatchObject({
      code: 0,
      stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n',
    });
    expect(build(git).code).toBe(0);
  });
});

describe('a first online signature', () => {
  it('is version 1 of both', () => {
    const unsigned = sound.file('metadata/snapshot.json', null).file('metadata/timestamp.json', null);
    const git = mainOf(unsigned);
    expect(build(git).code).toBe(2);
    expect(runIn(git, 'online-sign')).toMatchObject({
      code: 0,
      stdout: 'Signed snapshot version 1\nSigned timestamp version 1\n',
    });
    expect(build(git).code).toBe(0);
  });
});

describe('a delegated role', () => {
  it('that left stays in the snapshot for ever', () => {
    const left = ['metadata/releases.json', 'targets/releases/1.0/tool.txt']
      .reduce((draft, path) => draft.file(path, null), sound)
      .step('targets', (signed) => {
        delete signed.delegations;
      })
      .resign('targets');
    const git = mainOf(sound, left);
    expect(runIn(git, 'online-sign')).toMatchObject({ code: 0 });
    const { meta } = JSON.parse(git.git('show', 'HEAD:metadata/snapshot.json')).signed;
    expect(meta).toEqual({ 'releases.json': { version: 1 }, 'targets.json': { version: 2 } });
    expect(build(git).code).toBe(0);
  });
});

describe('the clock', () => {
  it('that is set is said loudly, and refused with any signer but a key file', () => {
    const cloud = sound
      .step('root', (signed) => {
        const key = {
          ...online.key,
          'x-tuf-on-ci-online-uri': 'gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1',
        };
        const keyid = keyidOf(key);
        delete signed.keys[online.keyid];
        signed.keys[keyid] = key;
        for (const role of ['snapshot', 'timestamp']) signed.roles[role].keyids = [keyid];
      })
      .resign('root');
    const git = mainOf(sound, cloud);
    const refused = runIn(git, 'online-sign', [], { now: signedAt + 16 * day });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('WARNING: TUF_ON_CI_NOW is set');
    expect(refused.stderr).toContain('nothing is signed with gcpkms:');
  });
});
