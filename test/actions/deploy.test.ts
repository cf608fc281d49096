/** The action deploy: what an earlier job has built, or the commit itself, at a destination (issue 7, SPEC B5). */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../support/commands.ts';
import { temporaryFolder } from '../support/git.ts';
import { now, soundRepository } from '../support/sound-repository.ts';
import { type Workplace, workplace } from './workplace.ts';

const versionAt = (site: string) =>
  JSON.parse(readFileSync(join(site, 'metadata', 'timestamp.json'), 'utf8')).signed.version;

/** A workspace that an earlier job's artifacts were downloaded to. */
function built({ clone }: Workplace): string {
  const workspace = temporaryFolder();
  const folders = ['--metadata', join(workspace, 'metadata'), '--artifacts', join(workspace, 'targets')];
  expect(runIn(clone, 'build-repository', folders).code).toBe(0);
  return workspace;
}

describe('deploy', () => {
  it('uploads what an earlier job has built', async () => {
    const place = await workplace();
    const workspace = built(place);
    const site = join(temporaryFolder(), 'site');
    const inputs = { destination: `file:${site}` };
    expect(await place.run('deploy', { inputs, workspace })).toMatchObject({
      code: 0,
      outputs: { outcome: 'deployed' },
    });
    expect(versionAt(site)).toBe(1);
    expect(await place.run('deploy', { inputs, workspace })).toMatchObject({
      code: 0,
      outputs: { outcome: 'unchanged' },
    });
  });

  it('builds the commit where nothing is built: in an empty workspace, and in a checkout', async () => {
    const place = await workplace();
    const checkout = temporaryFolder();
    for (const folder of ['metadata', 'targets'])
      cpSync(join(place.clone.folder, folder), join(checkout, folder), { recursive: true });
    for (const workspace of [temporaryFolder(), checkout]) {
      const site = join(temporaryFolder(), 'site');
      const inputs = { destination: `file:${site}`, metadata_destination: './', artifacts_destination: 'files' };
      const { code, outputs } = await place.run('deploy', { inputs, workspace });
      expect([code, outputs]).toEqual([0, { outcome: 'deployed', rev: await place.tip('main') }]);
      expect(readdirSync(site).sort()).toEqual(expect.arrayContaining(['files', 'index.html', 'timestamp.json']));
    }
  });

  it('leaves something newer alone, whichever commit it is asked for', async () => {
    const place = await workplace();
    const older = await place.tip('main');
    await place.pushDraft('main', soundRepository().online(now));
    const site = join(temporaryFolder(), 'site');
    const inputs = { destination: `file:${site}` };
    await place.run('deploy', { inputs });
    expect(await place.run('deploy', { inputs: { ...inputs, ref: older! } })).toMatchObject({
      code: 0,
      outputs: { outcome: 'superseded' },
    });
    expect(versionAt(site)).toBe(2);
  });

  it.each([
    [{ destination: '' }, /destination is missing/],
    [{ destination: 'ftp://x' }, /names no destination/],
    [{ destination: 'file:x', prune_older_than: '0' }, /prune_older_than/],
    [{ destination: 'file:x', metadata_destination: '../x' }, /names no destination/],
    [{ destination: 's3://bucket', aws_role_to_assume: 'arn:aws:iam::123456789012:role/x' }, /aws_region is not/],
  ])('fails with %j', async (inputs, message) => {
    const place = await workplace();
    const { code, log } = await place.run('deploy', { inputs });
    expect([code, log]).toEqual([1, expect.stringMatching(message)]);
  });

  it('fails for a build that was tampered with, and uploads nothing of it', async () => {
    const place = await workplace();
    const workspace = built(place);
    const site = join(temporaryFolder(), 'site');
    mkdirSync(site);
    const [hello] = readdirSync(join(workspace, 'targets')).filter((name) => name.endsWith('hello.txt'));
    cpSync(join(workspace, 'metadata', '1.targets.json'), join(workspace, 'targets', hello!));
    const { code, log } = await place.run('deploy', { inputs: { destination: `file:${site}` }, workspace });
    expect([code, log]).toEqual([1, expect.stringMatching(/Nothing was uploaded/)]);
    expect(existsSync(join(site, 'metadata'))).toBe(false);
  });
});
