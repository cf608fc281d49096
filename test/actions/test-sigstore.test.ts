/** A Sigstore client takes its trust root from a repository that we publish, and verifies with it. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { changesTo, programsFolder, runIn } from '../support/commands.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';
import { onlineSign, type Sigstore, startSigstore } from '../support/sigstore.ts';
import { now, soundRepository } from '../support/sound-repository.ts';

const artifact = Buffer.from('an artifact\n');
const workspace = temporaryFolder();
let sigstore: Sigstore;
let site: Running;

beforeAll(async () => {
  sigstore = await startSigstore();
  const draft = soundRepository()
    .file('targets/trusted_root.json', JSON.stringify(sigstore.trustedRoot))
    .list('targets')
    .resign('targets')
    .online(now);
  const git = throwAwayRepository();
  git.commit(changesTo(draft));
  git.push('main');
  const folder = temporaryFolder();
  const built = runIn(git, 'build-repository', ['--metadata', folder, '--artifacts', join(folder, 'targets')]);
  expect(built).toMatchObject({ code: 0 });
  site = await startStaticServer(folder);
  mkdirSync(join(workspace, 'metadata/root_history'), { recursive: true });
  writeFileSync(join(workspace, 'metadata/root_history/1.root.json'), draft.bytes('metadata/root_history/1.root.json'));
  writeFileSync(join(workspace, 'artifact'), artifact);
  const { bundle } = await sigstore.sign(artifact, onlineSign);
  writeFileSync(join(workspace, 'bundle'), JSON.stringify(bundle));
  const other = await sigstore.sign(Buffer.from('another one\n'), onlineSign);
  writeFileSync(join(workspace, 'other'), JSON.stringify(other.bundle));
});
afterAll(async () => {
  await sigstore.close();
  await site.close();
});

function runAction(inputs: Readonly<Record<string, string>> = {}): Promise<{ code: number; log: string }> {
  const given = {
    metadata_url: site.url,
    artifact: 'artifact',
    bundle: 'bundle',
    certificate_identity: onlineSign.identity,
    ...inputs,
  };
  const env = {
    PATH: process.env['PATH'],
    HOME: temporaryFolder(),
    RUNNER_TEMP: temporaryFolder(),
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'octo/tuf',
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${programsFolder}/test-sigstore.js`], { env, cwd: workspace });
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
    child.once('close', (code) => resolve({ code: code ?? -1, log: Buffer.concat(pieces).toString() }));
  });
}

describe('test-sigstore', () => {
  it('verifies a bundle with the published trust root', async () => {
    expect(await runAction()).toMatchObject({ code: 0, log: expect.stringContaining('The bundle verifies') });
  });

  it.each([
    ['the bundle of another artifact', { bundle: 'other' }, 'does not verify'],
    ['another identity', { certificate_identity: `${onlineSign.identity}x` }, 'was not made by'],
    ['an identity as a pattern', { certificate_identity: '.*' }, 'was not made by'],
    ['a file that is not there', { artifact: 'nothing' }, 'cannot be read'],
    ['no identity', { certificate_identity: '' }, 'certificate_identity is missing'],
  ])('refuses %s', async (_, inputs, why) => {
    expect(await runAction(inputs)).toMatchObject({ code: 1, log: expect.stringContaining(why) });
  });

  it('says what is wrong when the repository cannot be updated from', async () => {
    const nowhere = await runAction({ metadata_url: `${site.url}nowhere/` });
    expect(nowhere).toMatchObject({ code: 1, log: expect.stringContaining('trusted_root.json') });
  });
});
