import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../../src/adapters/git/open-repository.ts';
import { Git } from '../../../src/adapters/git/run-git.ts';
import type { CommitRecord } from '../../../src/ports/repository.ts';
import { temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

describe('starting git', () => {
  test('without git on PATH it says what to install', async () => {
    const error = await failed(openRepository(temporaryFolder(), { env: { PATH: temporaryFolder() } }));
    expect(error).toMatchObject({ code: 'git', hint: expect.stringContaining('Install git') });
  });

  test('in a folder that is not there', async () => {
    const { env } = throwAwayRepository();
    expect(await failed(openRepository('/no/such/folder', { env }))).toMatchObject({ code: 'no-repository' });
  });

  test('an argument that no program can be given is an error, not a crash', async () => {
    const { folder, env } = throwAwayRepository();
    expect(await failed(new Git(folder, { env }).run(['rev-parse', 'a\0b']))).toMatchObject({ code: 'git' });
  });

  test('input that git does not want to read to its end is no crash either', async () => {
    const { folder, env } = throwAwayRepository();
    const input = 'x'.repeat(5_000_000);
    expect(await failed(new Git(folder, { env }).run(['no-such-command'], { input }))).toMatchObject({ code: 'git' });
  });

  test('the log has each call on one line, without the credentials of a URL', async () => {
    const { folder, env } = throwAwayRepository();
    const calls: string[] = [];
    const repository = await opened({ folder, env }, { log: (call) => calls.push(call) });
    const error = await failed(repository.remoteBranches('https://bot:s3cret@localhost:1/r'));
    expect(error).toMatchObject({ code: 'no-remote' });
    expect(`${error.message}${calls.join()}`).not.toContain('s3cret');
    expect(calls.at(-1)).toBe('git ls-remote --heads --refs -- https://localhost:1/r');
  });
});

test('nothing that the user or the clone configured is run or changes what is read', async () => {
  const { folder, env, git, gitWithInput, commit, write } = throwAwayRepository();
  const base = commit({ 'metadata/root.json': '{}', 'targets/old': 'content '.repeat(20) });
  const moved = commit({ 'metadata/moved.json': 'content '.repeat(20), 'targets/old': null });
  commit({ 'metadata/root.json': '{"a":1}\n', 'targets/x': 'x' });
  const signed = git('cat-file', 'commit', 'HEAD').replace('\n\n', '\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n\n');
  const head = gitWithInput(signed, 'hash-object', '-w', '-t', 'commit', '--stdin');
  git('reset', '-q', '--hard', head);
  const trap = `${temporaryFolder()}/trap`;
  const alarm = `sh -c 'echo "$0 $@" >> ${trap}; cat'`;
  write('../hooks/reference-transaction', `#!/bin/sh\necho hook >> ${trap}\n`);
  for (const [name, value] of [
    ['core.hooksPath', `${folder}/../hooks`],
    ['core.fsmonitor', alarm],
    ['commit.gpgSign', 'true'],
    ['gpg.program', alarm],
    ['log.showSignature', 'true'],
    ['log.follow', 'true'],
    ['log.showRoot', 'false'],
    ['log.mailmap', 'true'],
    ['diff.external', alarm],
    ['diff.renames', 'true'],
    ['diff.noprefix', 'true'],
    ['diff.orderFile', '/dev/null'],
    ['diff.ignoreSubmodules', 'all'],
    ['format.pretty', 'oneline'],
    ['i18n.logOutputEncoding', 'UTF-16'],
    ['color.ui', 'always'],
    ['status.branch', 'true'],
    ['status.showUntrackedFiles', 'no'],
  ]) {
    git('config', '--global', name as string, value as string);
  }
  chmodSync(`${folder}/../hooks/reference-transaction`, 0o755);

  const repository = await opened({ folder, env });
  const commits = await repository.eventCommits(base, head);
  expect(commits).toMatchObject([
    { oid: moved, changes: [{ path: 'metadata/moved.json' }, { path: 'targets/old' }] },
    { oid: head, changes: [{ path: 'metadata/root.json' }, { path: 'targets/x' }] },
  ]);
  const line: CommitRecord[] = [];
  for await (const record of repository.firstParentLine(head, { folders: ['metadata'] })) line.push(record);
  expect(line.map(({ changes }) => changes.map(({ path }) => path))).toEqual([
    ['metadata/root.json'],
    ['metadata/moved.json'],
    ['metadata/root.json'],
  ]);
  const author = { name: 'A', email: 'a@example.com' };
  const next = await repository.commit([{ path: 'metadata/new.json', content: Buffer.from('{}') }], {
    parents: [head],
    message: 'm',
    author,
    now: 1_800_000_000,
  });
  await repository.advance(head, next);
  write('targets/untracked', 'u');
  expect(await repository.uncommittedPaths()).toEqual(['targets/untracked']);
  expect(existsSync(trap)).toBe(false);
  expect(git('cat-file', 'commit', next)).not.toContain('gpgsig');

  // The traps are armed: plain git walks into them.
  git('status');
  git('update-ref', 'refs/heads/other', head);
  const sprung = readFileSync(trap, 'utf8');
  expect(sprung).toContain('hook');
});
