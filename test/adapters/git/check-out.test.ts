/** Bringing a commit to an empty place: what is fetched, what is left behind, what is left alone. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkOut, readRemote, updatesFor } from '../../../src/adapters/git/check-out.ts';
import { openRepository } from '../../../src/adapters/git/open-repository.ts';
import { tokenCredentials } from '../../../src/adapters/git/token.ts';
import { readBlobs } from '../../../src/ports/read-tree.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../../support/git.ts';

function remote(): { git: ThrowAwayRepository; url: string } {
  const git = throwAwayRepository();
  for (const setting of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) {
    execFileSync('git', ['config', setting, 'true'], { cwd: git.origin });
  }
  return { git, url: pathToFileURL(git.origin).href };
}

async function bring(url: string, git: ThrowAwayRepository, ref: string, workspace = join(temporaryFolder(), 'work')) {
  const options = { env: git.env };
  const heads = await readRemote(url, git.folder, options);
  const { updates, revision } = updatesFor(ref, heads);
  const place = { url, updates, revision, depth: 'all' as const, workspace, temporary: temporaryFolder() };
  return checkOut(
    { ...place, branch: heads.branches.has(`refs/heads/${ref}`) ? `refs/heads/${ref}` : undefined },
    options,
  );
}

describe('a commit', () => {
  it('comes whole, and of its history what is small: the rest when it is read', async () => {
    const { git, url } = remote();
    const large = 'x'.repeat(300_000);
    const first = git.commit({ 'targets/old.bin': large, 'metadata/root.json': '{}' });
    git.commit({ 'targets/old.bin': null, 'targets/new.bin': `${large}y` });
    git.push('main');
    const { folder } = await bring(url, git, 'main');
    expect(readFileSync(join(folder, 'targets/new.bin'), 'utf8')).toHaveLength(300_001);
    const missing = execFileSync('git', ['rev-list', '--objects', '--all', '--missing=print'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(missing.split('\n').filter((line) => line.startsWith('?'))).toHaveLength(1);

    const repository = await openRepository(folder, { env: git.env });
    const tree = repository.tree(first);
    const { oid } = (await tree.entries()).find(({ path }) => path === 'targets/old.bin')!;
    expect((await readBlobs(tree, [oid])).get(oid)).toHaveLength(300_000);
    await repository.close();
  });

  it('is found by its id, its tag and its branch', async () => {
    const { git, url } = remote();
    const commit = git.commit({ a: '1' });
    git.git('tag', '-a', '-m', 'v1', 'v1');
    git.commit({ a: '2' });
    git.push('main');
    git.git('push', '-q', 'origin', 'v1');
    for (const ref of [commit, 'v1', 'refs/tags/v1']) expect((await bring(url, git, ref)).commit).toBe(commit);
    expect((await bring(url, git, 'main')).commit).toBe(git.git('rev-parse', 'main'));
    await expect(bring(url, git, 'nowhere')).rejects.toMatchObject({ code: 'git' });
    await expect(bring(url, git, '--upload-pack=x')).rejects.toMatchObject({ code: 'git' });
  });

  it('leaves alone a workspace with other things in it', async () => {
    const { git, url } = remote();
    git.commit({ a: '1' });
    git.push('main');
    const workspace = temporaryFolder();
    writeFileSync(join(workspace, 'notes.txt'), 'mine');
    const { folder } = await bring(url, git, 'main', workspace);
    expect(folder).not.toBe(workspace);
    expect(existsSync(join(workspace, '.git'))).toBe(false);
  });
});

describe('a token', () => {
  it('replaces what an earlier step has configured for the server, and continues its variables', () => {
    const own = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'x.y', GIT_CONFIG_VALUE_0: 'z' };
    const variables = tokenCredentials('https://github.com', 'secret', own);
    const env = { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder(), ...own, ...variables };
    const headers = execFileSync('git', ['config', '--get-all', 'http.https://github.com/.extraheader'], {
      env,
      encoding: 'utf8',
    });
    expect(headers.split('\n')).toEqual(['', `AUTHORIZATION: basic ${btoa('x-access-token:secret')}`, '']);
    expect(execFileSync('git', ['config', 'x.y'], { env, encoding: 'utf8' })).toBe('z\n');
  });
});
