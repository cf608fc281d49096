/** The lab's git server, used by a real git. */
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { type GitServer, startGitServer } from '../../lab/git-server.ts';
import { temporaryFolder, throwAwayRepository } from '../support/git.ts';

let server: GitServer;

afterEach(() => server.close());

/** Not execFileSync: the server runs in this very process. */
const run = promisify(execFile);

test('a maintainer pushes a branch that another one clones', async () => {
  server = await startGitServer(temporaryFolder());
  const url = await server.create('sample');
  const { commit, folder: cwd, env } = throwAwayRepository();
  const git = (...args: string[]) => run('git', args, { cwd, env });

  const first = commit({ 'metadata/root.json': '{}' });
  // Longer than http.postBuffer: the request comes in chunks, compressed.
  const second = commit(
    { 'targets/large': Buffer.alloc(3_000_000, 'tuf on ci') },
    { branch: 'sign/large', from: first },
  );
  await git('-c', 'http.postBuffer=65536', '-c', 'core.compression=0', 'push', '-q', url, 'main', 'sign/large');
  const clone = join(temporaryFolder(), 'clone');
  await git('clone', '-q', url, clone);
  expect(existsSync(join(clone, 'metadata/root.json'))).toBe(true);
  const refs = (await git('-C', clone, 'for-each-ref', '--format=%(objectname) %(refname)', 'refs/remotes/')).stdout;
  expect(refs).toContain(`${second} refs/remotes/origin/sign/large`);
  expect((await git('-C', clone, 'symbolic-ref', 'refs/remotes/origin/HEAD')).stdout).toBe(
    'refs/remotes/origin/main\n',
  );
});

test('a push that would lose commits is refused', async () => {
  server = await startGitServer(temporaryFolder());
  const url = await server.create('sample');
  const { commit, folder: cwd, env } = throwAwayRepository();
  const push = (commitId: string) => run('git', ['push', url, `${commitId}:refs/heads/main`], { cwd, env });
  const first = commit({ file: '1' });
  await push(commit({ file: '2' }));
  await expect(push(commit({ file: '3' }, { branch: 'other', from: first }))).rejects.toThrow(/rejected/);
});

test('nothing beside the repositories is served', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'secret'), 'secret');
  server = await startGitServer(join(folder, '.'));
  await server.create('sample');
  for (const path of [
    'other.git/info/refs?service=git-upload-pack',
    'secret',
    'sample.git/%2e%2e/secret',
    'sample.git/config',
  ]) {
    expect((await fetch(`${server.url}${path}`)).status, path).toBeGreaterThanOrEqual(400);
  }
});
