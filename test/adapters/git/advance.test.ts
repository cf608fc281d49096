import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Change, Repository } from '../../../src/ports/repository.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

const author = { name: 'A', email: 'a@example.com' };

function commit(repository: Repository, parent: string, contents: Record<string, string | null>): Promise<string> {
  const changes = Object.entries(contents).map(
    ([path, text]): Change => ({ path, content: text === null ? null : Buffer.from(text) }),
  );
  return repository.commit(changes, { parents: [parent], message: 'm', author, now: 1_800_000_000 });
}

const sound = {
  'metadata/root.json': 'root',
  'metadata/a.json': 'a 1',
  'metadata/old/older/b.json': 'b 1',
  'targets/x': 'x',
};
const changes = { 'metadata/a.json': 'a 2', 'metadata/old/older/b.json': null, 'metadata/new/c.json': 'c 1' };

function expectAllNew({ folder, git }: ThrowAwayRepository): void {
  expect(readFileSync(join(folder, 'metadata/a.json'), 'utf8')).toBe('a 2');
  expect(readFileSync(join(folder, 'metadata/new/c.json'), 'utf8')).toBe('c 1');
  expect(existsSync(join(folder, 'metadata/old'))).toBe(false);
  expect(git('status', '--porcelain')).toBe('');
  expectNoTraces(folder);
}

function expectAllOld({ folder, git }: ThrowAwayRepository): void {
  expect(readFileSync(join(folder, 'metadata/a.json'), 'utf8')).toBe('a 1');
  expect(readFileSync(join(folder, 'metadata/old/older/b.json'), 'utf8')).toBe('b 1');
  expect(git('status', '--porcelain')).toBe('');
  expectNoTraces(folder);
}

function expectNoTraces(folder: string): void {
  expect(readdirSync(join(folder, '.git')).filter((name) => name.startsWith('tuf-on-ci'))).toEqual([]);
}

describe('a checkout follows a new commit', () => {
  test.each([
    ['on a branch', []],
    ['on a detached head', ['switch', '-q', '--detach']],
  ])('%s: HEAD, index and files', async (_story, before) => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    if (before.length > 0) made.git(...before);
    const repository = await opened(made);
    const to = await commit(repository, from, changes);
    await repository.advance(from, to);
    expect(made.git('rev-parse', 'HEAD')).toBe(to);
    expect(made.git('rev-parse', 'main')).toBe(before.length > 0 ? from : to);
    expectAllNew(made);
    expect(await repository.uncommittedPaths()).toEqual([]);
  });

  test('files that the commit does not touch are left alone, also when they are edited', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    made.write('targets/x', 'edited');
    const { mtimeNs } = lstatSync(join(made.folder, 'metadata/root.json'), { bigint: true });
    const repository = await opened(made);
    await repository.advance(from, await commit(repository, from, changes));
    expect(readFileSync(join(made.folder, 'targets/x'), 'utf8')).toBe('edited');
    expect(lstatSync(join(made.folder, 'metadata/root.json'), { bigint: true }).mtimeNs).toBe(mtimeNs);
    expect(await repository.uncommittedPaths()).toEqual(['targets/x']);
  });

  test('over several commits at once', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    const repository = await opened(made);
    const first = await commit(repository, from, { 'metadata/a.json': 'a 2' });
    const second = await commit(repository, first, { 'metadata/old/older/b.json': null, 'metadata/new/c.json': 'c 1' });
    await repository.advance(from, second);
    expectAllNew(made);
  });

  test('a bare repository has only its branch to move', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    made.push('main');
    const repository = await opened({ folder: made.origin, env: made.env });
    const to = await commit(repository, from, changes);
    await repository.advance(from, to);
    expect(await repository.resolve('refs/heads/main')).toBe(to);
  });
});

describe('what is refused is refused before anything changes', () => {
  test('the branch has moved meanwhile', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    const repository = await opened(made);
    const to = await commit(repository, from, changes);
    const other = made.commit({ 'README.md': 'someone else was faster' });
    expect(await failed(repository.advance(from, to))).toMatchObject({
      code: 'git',
      hint: expect.stringContaining('again'),
    });
    expect(made.git('rev-parse', 'HEAD')).toBe(other);
    expectAllOld(made);
  });

  test('a file cannot be written', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    made.write('metadata/new', 'a file where a folder is to be');
    const repository = await opened(made);
    const to = await commit(repository, from, changes);
    expect(await failed(repository.advance(from, to))).toMatchObject({ code: 'io' });
    expect(made.git('rev-parse', 'HEAD')).toBe(from);
    made.git('clean', '-qfd');
    expectAllOld(made);
  });

  test('a folder of the work tree is a link that leads out of it', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    const outside = temporaryFolder();
    symlinkSync(outside, join(made.folder, 'metadata/new'));
    const repository = await opened(made);
    const to = await commit(repository, from, changes);
    expect(await failed(repository.advance(from, to))).toMatchObject({ code: 'io' });
    expect(readdirSync(outside)).toEqual([]);
  });

  test('another git holds the branch', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    const repository = await opened(made);
    const to = await commit(repository, from, changes);
    made.write('.git/refs/heads/main.lock', '');
    expect(await failed(repository.advance(from, to))).toMatchObject({
      code: 'git',
      message: expect.stringContaining('.lock'),
    });
    expectAllOld(made);
  });
});

test('a link in place of a file is replaced, not followed', async () => {
  const made = throwAwayRepository();
  const outside = join(temporaryFolder(), 'outside');
  writeFileSync(outside, 'mine');
  const from = made.commit({ 'metadata/a.json': { link: outside } });
  const repository = await opened(made);
  await repository.advance(from, await commit(repository, from, { 'metadata/a.json': 'a 2' }));
  expect(readFileSync(outside, 'utf8')).toBe('mine');
  expect(lstatSync(join(made.folder, 'metadata/a.json')).isFile()).toBe(true);
  expect(await repository.uncommittedPaths()).toEqual([]);
});

test('a checkout with other line ends counts as clean after as before', async () => {
  const made = throwAwayRepository();
  made.git('config', '--global', 'core.autocrlf', 'true');
  const from = made.commit({ 'metadata/a.json': '{\n}\n', 'metadata/b.json': '{\n}\n' });
  expect(readFileSync(join(made.folder, 'metadata/a.json'), 'utf8')).toBe('{\r\n}\r\n');
  const repository = await opened(made);
  expect(await repository.uncommittedPaths()).toEqual([]);
  await repository.advance(from, await commit(repository, from, { 'metadata/a.json': '{\n"a": 1\n}\n' }));
  expect(await repository.uncommittedPaths()).toEqual([]);
});

describe('a command that is killed while it advances', () => {
  let program = '';

  beforeAll(() => {
    program = join(temporaryFolder(), 'advance.mjs');
    const entryPoints = [join(import.meta.dirname, 'advance-and-commit.ts')];
    buildSync({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  });

  /** Runs the program with a git that kills it before or after a certain call. */
  function runAndKill(made: ThrowAwayRepository, moment: 'before' | 'after', call: string): void {
    const shim = temporaryFolder();
    const real = made.env['PATH'];
    const kill = 'kill -9 $PPID; exit 1';
    const action = moment === 'before' ? kill : `git "$@"; ${kill}`;
    const script = `#!/bin/sh\nPATH='${real}'\n[ -z "$GIT_INDEX_FILE" ] && case "$*" in ${call}) ${action};; esac\nexec git "$@"\n`;
    writeFileSync(join(shim, 'git'), script, { mode: 0o755 });
    const env = { ...made.env, PATH: `${shim}:${real}` };
    const { signal } = spawnSync(process.execPath, [program, made.folder, JSON.stringify(changes)], { env });
    expect(signal).toBe('SIGKILL');
  }

  test.each([
    ['before', '*diff-tree*', 'it has not begun'],
    ['before', '*update-ref*', 'new files lie beside the old'],
  ] as const)('%s %s: nothing has changed (%s)', async (moment, call, _state) => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    runAndKill(made, moment, call);
    expect(made.git('rev-parse', 'HEAD')).toBe(from);
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expectAllOld(made);
  });

  test.each([
    ['after', '*update-ref*', 'HEAD has moved, the files have not'],
    ['after', '*update-index*', 'the index has followed, the files have not'],
  ] as const)('%s %s: the next one completes it (%s)', async (moment, call, _state) => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    runAndKill(made, moment, call);
    expect(made.git('rev-parse', 'HEAD^')).toBe(from);
    expect(made.git('status', '--porcelain')).not.toBe('');
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expectAllNew(made);
  });

  test('between two files: the next one completes it', async () => {
    const made = throwAwayRepository();
    made.commit(sound);
    runAndKill(made, 'after', '*update-index*');
    const [prepared = ''] = readdirSync(join(made.folder, 'metadata')).filter((name) => /^a\.json\../.test(name));
    renameSync(join(made.folder, 'metadata', prepared), join(made.folder, 'metadata/a.json'));
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expectAllNew(made);
  });

  test('what a person has edited since is theirs', async () => {
    const made = throwAwayRepository();
    made.commit(sound);
    runAndKill(made, 'after', '*update-ref*');
    made.write('metadata/a.json', 'edited by hand');
    made.write('metadata/new/c.json', 'made by hand');
    const uncommitted = await (await opened(made)).uncommittedPaths();
    expect(uncommitted).toEqual(['metadata/a.json', 'metadata/new/c.json']);
    expect(readFileSync(join(made.folder, 'metadata/a.json'), 'utf8')).toBe('edited by hand');
    expect(readFileSync(join(made.folder, 'metadata/new/c.json'), 'utf8')).toBe('made by hand');
    expect(existsSync(join(made.folder, 'metadata/old'))).toBe(false);
    expectNoTraces(made.folder);
  });

  test('and a person who has gone elsewhere with HEAD is not followed', async () => {
    const made = throwAwayRepository();
    const from = made.commit(sound);
    runAndKill(made, 'after', '*update-ref*');
    made.git('reset', '-q', '--hard', from);
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expectAllOld(made);
  });

  test('a commit that HEAD never came to and that has been pruned since is forgotten', async () => {
    const made = throwAwayRepository();
    made.commit(sound);
    runAndKill(made, 'before', '*update-ref*');
    made.git('clean', '-qfd');
    made.git('prune', '--expire=now');
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expectAllOld(made);
  });
});

describe('uncommitted paths', () => {
  test('are all that differ from HEAD below metadata/ and targets/, untracked ones included', async () => {
    const made = throwAwayRepository();
    made.commit({
      ...sound,
      '.gitignore': '*.tmp\n',
      'targets/old name': 'moved '.repeat(30),
      'targets/s': { submodule: '1'.repeat(40) },
    });
    const repository = await opened(made);
    expect(await repository.uncommittedPaths()).toEqual([]);
    made.write('README.md', 'outside');
    made.write('metadata/a.tmp', 'ignored');
    expect(await repository.uncommittedPaths()).toEqual([]);

    made.write('metadata/a.json', 'edited');
    made.write('metadata/staged.json', 'staged');
    made.git('add', 'metadata/staged.json');
    made.git('rm', '-q', '--cached', 'metadata/root.json');
    made.git('mv', 'targets/old name', 'targets/new name');
    made.write('targets/deep/1 2', 'untracked');
    made.write('targets/deep/a\nb', 'untracked');
    expect([...(await repository.uncommittedPaths())].sort()).toEqual([
      'metadata/a.json',
      'metadata/root.json',
      'metadata/staged.json',
      'targets/deep/1 2',
      'targets/deep/a\nb',
      'targets/new name',
      'targets/old name',
    ]);
  });

  test('tell of a conflict', async () => {
    const made = throwAwayRepository();
    const base = made.commit(sound);
    made.commit({ 'metadata/a.json': 'theirs' }, { branch: 'other', from: base });
    made.commit({ 'metadata/a.json': 'ours' });
    expect(() => made.git('merge', '-q', 'other')).toThrow();
    expect(await (await opened(made)).uncommittedPaths()).toEqual(['metadata/a.json']);
  });

  test('asking writes nothing, not even the index', async () => {
    const made = throwAwayRepository();
    made.commit(sound);
    // The same content with another time: git would like to take note of that.
    utimesSync(join(made.folder, 'metadata/a.json'), 1, 1);
    const index = () => readFileSync(join(made.folder, '.git/index'));
    const before = index();
    expect(await (await opened(made)).uncommittedPaths()).toEqual([]);
    expect(index()).toEqual(before);
  });

  test('in a new repository without a commit', async () => {
    const made = throwAwayRepository();
    mkdirSync(join(made.folder, 'metadata'));
    const repository = await opened(made);
    expect(await repository.uncommittedPaths()).toEqual([]);
    made.write('metadata/root.json', '{}');
    expect(await repository.uncommittedPaths()).toEqual(['metadata/root.json']);
  });
});
