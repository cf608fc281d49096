/** The actions publish (upload-repository) and test-repository: what is handed over, and what a client makes of it (SPEC A9, B5). */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readZip } from '../../lab/github/archive.ts';
import type { Running } from '../../lab/listen.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { artifactUrlBeside, pagesMetadataUrl } from '../../src/actions/test-repository.ts';
import { projectFolder } from '../support/commands.ts';
import { temporaryFolder } from '../support/git.ts';
import { alice, now, soundRepository } from '../support/sound-repository.ts';
import { type Ran, type Workplace, workplace } from './workplace.ts';

const servers: Running[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** The files of an artifact that was uploaded whole. */
function artifact({ repository }: Workplace, name: string): Map<string, Buffer> | undefined {
  const found = repository.artifacts.find((one) => one.name === name && one.finalized);
  return found && readZip(found.content);
}

/** The site, unpacked by the tar of this machine: another program than the one that packed it. */
function siteOf(place: Workplace): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'artifact.tar'), artifact(place, 'github-pages')!.get('artifact.tar')!);
  mkdirSync(join(folder, 'site'));
  execFileSync('tar', ['-xf', join(folder, 'artifact.tar'), '-C', join(folder, 'site')]);
  return join(folder, 'site');
}

const filesIn = (folder: string) =>
  execFileSync('find', ['.', '-type', 'f'], { cwd: folder, encoding: 'utf8' }).trim().split('\n').sort();
const hashOf = (path: string) =>
  soundRepository().document(path.includes('/') ? 'releases' : 'targets').signed.targets[path].hashes.sha256;

describe('publish', () => {
  it('hands over two artifacts', async () => {
    const place = await workplace();
    expect(await place.run('publish')).toMatchObject({ code: 0, outputs: { rev: await place.tip('main') } });
    expect([...artifact(place, 'metadata')!.keys()].sort()).toEqual([
      '1.releases.json',
      '1.root.json',
      '1.snapshot.json',
      '1.targets.json',
      '2.root.json',
      'index.html',
      'timestamp.json',
    ]);
    expect([...artifact(place, 'artifacts')!.keys()].sort()).toEqual([
      `${hashOf('hello.txt')}.hello.txt`,
      `releases/1.0/${hashOf('releases/1.0/tool.txt')}.tool.txt`,
    ]);
  });

  it('hands over a site for Pages, in folders of the workflow’s choice', async () => {
    const place = await workplace();
    const inputs = { gh_pages: 'true', metadata_path: './', artifacts_path: 'files' };
    expect(await place.run('publish', { inputs })).toMatchObject({ code: 0 });
    expect([...artifact(place, 'github-pages')!.keys()]).toEqual(['artifact.tar']);
    const files = filesIn(siteOf(place));
    expect(files).toContain('./timestamp.json');
    expect(files).toContain(`./files/${hashOf('hello.txt')}.hello.txt`);
  });

  it('keeps on Pages what a client may be about to fetch', async () => {
    const place = await workplace();
    const changed = soundRepository()
      .file('targets/hello.txt', 'new\n')
      .list('targets')
      .resign('targets', [alice])
      .online();
    await place.pushDraft('main', changed);
    await place.run('publish', { inputs: { gh_pages: 'true', keep_days: '3000' } });
    expect(filesIn(join(siteOf(place), 'metadata'))).toEqual(
      expect.arrayContaining(['./1.snapshot.json', './1.targets.json', './2.snapshot.json', './2.targets.json']),
    );
    // What was replaced years ago is kept for nobody.
    const later = await workplace();
    await later.pushDraft('main', changed);
    await later.run('publish', { inputs: { gh_pages: 'true' } });
    expect(filesIn(join(siteOf(later), 'metadata'))).not.toContain('./1.snapshot.json');
  });

  it('builds the commit that it is told, whatever the branch has come to', async () => {
    const place = await workplace();
    const first = (await place.tip('main'))!;
    await place.push('main', { 'targets/stray.txt': 'x\n' });
    expect(await place.run('publish', { inputs: { ref: first } })).toMatchObject({ code: 0, outputs: { rev: first } });
    const ran = await place.run('publish');
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('::error::Nothing was written');
    expect(place.repository.artifacts).toHaveLength(2);
  });

  it('leads nowhere out of the site', async () => {
    const place = await workplace();
    const ran = await place.run('publish', { inputs: { gh_pages: 'true', metadata_path: '../../x' } });
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('metadata_path');
  });

  it('takes `true` alone for true', async () => {
    const place = await workplace();
    await place.run('publish', { inputs: { gh_pages: 'True' } });
    expect(place.repository.artifacts.map(({ name }) => name)).toEqual(['metadata', 'artifacts']);
  });

  it('goes by its old name, too', () => {
    const yaml = (name: string) => readFileSync(join(projectFolder, 'actions', name, 'action.yml'), 'utf8');
    expect(yaml('upload-repository').replace('TUF-on-CI upload-repository', 'TUF-on-CI publish')).toBe(yaml('publish'));
  });
});

describe('test-repository', () => {
  async function published(): Promise<{
    place: Workplace;
    url: string;
    test(inputs: Record<string, string>, workspace?: string): Promise<Ran>;
  }> {
    const place = await workplace();
    await place.git('push', '-q', 'origin', 'main:refs/heads/publish');
    await place.run('publish', { inputs: { gh_pages: 'true' } });
    const server = await startStaticServer(siteOf(place));
    servers.push(server);
    const url = `${server.url}metadata/`;
    return {
      place,
      url,
      test: (inputs, workspace) =>
        place.run('test-repository', {
          inputs: { metadata_url: url, ...inputs },
          ...(workspace !== undefined && { workspace }),
        }),
    };
  }

  it('updates a client, compares with the branch publish and keeps what it got', async () => {
    const { test } = await published();
    const ran = await test({
      expected_artifact: 'releases/1.0/tool.txt',
      metadata_dir: 'got',
      valid_days: '3',
      offline_valid_days: '100',
    });
    expect({ code: ran.code, log: ran.code === 0 ? '' : ran.log }).toEqual({ code: 0, log: '' });
    expect(ran.log).toContain('passed: compare source');
    expect(filesIn(join(ran.workspace, 'got'))).toContain('./timestamp.json');
    expect(filesIn(ran.workspace)).toContain('./source/metadata/timestamp.json');
  });

  it('notices a deployment that failed, unless it shall not compare', async () => {
    const { place, test } = await published();
    await place.push('publish', {
      'metadata/timestamp.json': soundRepository().online(now).bytes('metadata/timestamp.json'),
    });
    const ran = await test({});
    expect(ran.code).toBe(1);
    expect(ran.log).toContain('compare source');
    expect(await test({ compare_source: 'false' })).toMatchObject({ code: 0 });
  });

  it('fails when roles will not be valid long enough', async () => {
    const { test } = await published();
    expect(await test({ valid_days: '30' })).toMatchObject({ code: 1 });
    expect(await test({ offline_valid_days: '400' })).toMatchObject({ code: 1 });
  });

  it('starts from root.json of the workspace', async () => {
    const { test } = await published();
    const workspace = temporaryFolder();
    writeFileSync(join(workspace, 'root.json'), '{}');
    expect(await test({}, workspace)).toMatchObject({ code: 1 });
    writeFileSync(join(workspace, 'root.json'), soundRepository().bytes('metadata/root.json'));
    expect(await test({}, workspace)).toMatchObject({ code: 0 });
  });

  it('expects the metadata on Pages of the repository, and the target files beside it', () => {
    expect(pagesMetadataUrl('octo/tuf')).toBe('https://octo.github.io/tuf/metadata/');
    expect(artifactUrlBeside('https://octo.github.io/tuf/metadata/')).toBe('https://octo.github.io/tuf/targets/');
    expect(artifactUrlBeside('https://tuf.example')).toBe('https://tuf.example/targets/');
  });
});
