/** `tuf-on-ci doctor`, as a maintainer runs it who wonders whether tonight's online signing will work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onlineKeysOf } from '../../src/cli/online-keys.ts';
import { workflowKey } from '../../src/deployment/workflow-key.ts';
import type { Key } from '../../src/tuf/key.ts';
import { type CloudService, cloudServices } from '../support/cloud-services.ts';
import { changesTo, projectFolder, runIn } from '../support/commands.ts';
import { throwAwayRepository } from '../support/git.ts';
import { everythingOf, repositoryOf, runAlongside } from '../support/online-key-repository.ts';
import { soundRepository } from '../support/sound-repository.ts';

function soundClone() {
  const git = throwAwayRepository();
  git.commit(changesTo(soundRepository()));
  git.push('main');
  return git;
}

describe('doctor', () => {
  it('lets the key file of a repository sign, and changes nothing', () => {
    const git = soundClone();
    const before = everythingOf(git);
    const { code, stdout } = runIn(git, 'doctor', ['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      onlineKeys: [{ uri: 'file2:test/keys/online.pem', roles: ['snapshot', 'timestamp'], signs: true, error: null }],
      github: null,
    });
    expect(everythingOf(git)).toBe(before);
  });

  it('exits 2 when a key cannot be used, and says why', () => {
    const git = soundClone();
    const { code, stdout } = runIn(git, 'doctor', [], {
      env: { CRYPTO_SIGNER_PATH_PREFIX: `${projectFolder}/nowhere` },
    });
    expect(code).toBe(2);
    expect(stdout).toContain('fails');
    expect(stdout).toContain('CRYPTO_SIGNER_PATH_PREFIX');
  });

  it('has nothing to look at before there is a root', () => {
    const git = throwAwayRepository();
    git.commit({ 'README.md': 'soon' });
    expect(runIn(git, 'doctor')).toMatchObject({ code: 2, stderr: expect.stringContaining('no metadata/root.json') });
  });

  it('signs with Sigstore only when it is told to: such a signature is public', () => {
    const git = repositoryOf(workflowKey({ owner: 'octo', repository: 'tuf', defaultBranch: 'main' }));
    const asked = runIn(git, 'doctor', ['--json'], { now: null });
    expect(asked.code).toBe(0);
    expect(JSON.parse(asked.stdout).onlineKeys).toMatchObject([{ uri: 'sigstore:', signs: null }]);
  });

  it('shows a hostile URI as what it is', () => {
    const git = repositoryOf({ ...online(), 'x-tuf-on-ci-online-uri': 'file2:\u001b[2Jx\n::error::y' });
    const { code, stdout } = runIn(git, 'doctor');
    expect(code).toBe(2);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toMatch(/^::error/m);
  });
});

/** The online key of the sound repository. */
function online(): Key {
  const { keys, roles } = soundRepository().document('root').signed;
  return keys[roles.timestamp.keyids[0]];
}

describe('doctor, with a key in a cloud', () => {
  let service: CloudService;
  let key: Key;
  beforeAll(async () => {
    service = await cloudServices['Google Cloud KMS']();
    key = await onlineKeysOf({ variables: service.variables }).import(service.choice);
  });
  afterAll(() => service.stub.close());

  it('finds that it works', async () => {
    const { code, stdout } = await runAlongside(repositoryOf(key), 'doctor', [], service.variables);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `Online keys:\n  signs     ${service.uri} (snapshot, timestamp)\n`,
    });
  });

  it('finds that it is another key', async () => {
    const git = repositoryOf({ ...key, 'x-tuf-on-ci-online-uri': service.otherUri });
    const { code, stdout } = await runAlongside(git, 'doctor', ['--json'], service.variables);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, onlineKeys: [{ signs: false, error: { code: 'signer' } }] });
  });
});
