import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change, CommitInput, Person } from '../../../src/ports/repository.ts';
import { throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

const ciAuthor: Person = { name: 'TUF-on-CI', email: '41898282+github-actions[bot]@users.noreply.github.com' };

const bytes = (text: string) => Buffer.from(text);
const input = (parents: string[], more: Partial<CommitInput> = {}): CommitInput => ({
  parents,
  message: 'Online sign (timestamp)',
  author: ciAuthor,
  now: 1_800_000_000.9,
  ...more,
});

describe('a commit', () => {
  test('carries author, time and the trailer that all commits carry', async () => {
    const made = throwAwayRepository();
    const parent = made.commit({ 'metadata/a.json': '1' });
    const message = "'röle' role/delegation change\n\nSigned by @u\n";
    const oid = await (await opened(made)).commit([], input([parent], { message }));
    const who = 'TUF-on-CI <41898282+github-actions[bot]@users.noreply.github.com>';
    expect(made.git('cat-file', 'commit', oid).split('\n').slice(1)).toEqual([
      `parent ${parent}`,
      `author ${who} 1800000000 +0000`,
      `committer ${who} 1800000000 +0000`,
      '',
      "'röle' role/delegation change",
      '',
      'Signed by @u',
      '',
      `Signed-off-by: ${who}`,
    ]);
    expect(made.git('log', '-1', '--format=%(trailers:key=Signed-off-by,valueonly)', oid)).toBe(who);
  });

  test('has exactly the bytes of the changes, whatever attributes and filters say', async () => {
    const made = throwAwayRepository();
    made.git('config', '--global', 'filter.evil.clean', 'echo cleaned');
    made.git('config', '--global', 'core.autocrlf', 'input');
    const parent = made.commit({ '.gitattributes': '* text filter=evil working-tree-encoding=UTF-16\n' });
    const content = Buffer.from([0, 0xff, 13, 10, 0x20, 10, 13]);
    const oid = await (await opened(made)).commit([{ path: 'metadata/a.json', content }], input([parent]));
    const { execFileSync } = await import('node:child_process');
    expect(execFileSync('git', ['cat-file', 'blob', `${oid}:metadata/a.json`], { cwd: made.folder })).toEqual(content);
  });

  test('changes what it is told and nothing else', async () => {
    const made = throwAwayRepository();
    const parent = made.commit({
      'metadata/a.json': 'a',
      'metadata/b.json': 'b',
      'metadata/root_history/1.root.json': '1',
      'metadata/l.json': { link: 'a.json' },
      'targets/s': { submodule: '1'.repeat(40) },
      'README.md': 'r',
    });
    const changes: Change[] = [
      { path: 'metadata/a.json', content: bytes('A') },
      { path: 'metadata/b.json', content: null },
      { path: 'metadata/l.json', content: bytes('a file now') },
      { path: 'metadata/root_history/2.root.json', content: bytes('') },
      { path: 'metadata/never-there.json', content: null },
      { path: 'targets/__proto__/deep/--x', content: bytes('x') },
    ];
    const repository = await opened(made);
    const changed = await repository.changesBetween(parent, await repository.commit(changes, input([parent])));
    expect(changed.map(({ path, mode }) => [path, mode])).toEqual([
      ['metadata/a.json', '100644'],
      ['metadata/b.json', null],
      ['metadata/l.json', '100644'],
      ['metadata/root_history/2.root.json', '100644'],
      ['targets/__proto__/deep/--x', '100644'],
    ]);
  });

  test.each(['sha1', 'sha256'] as const)('can be the first of all (%s)', async (objectFormat) => {
    const made = throwAwayRepository(objectFormat);
    const changes = [
      { path: 'metadata/root.json', content: bytes('{}') },
      { path: 'metadata/gone.json', content: null },
    ];
    const repository = await opened(made);
    const oid = await repository.commit(changes, input([]));
    expect(made.git('ls-tree', '-r', '--name-only', oid)).toBe('metadata/root.json');
    await repository.advance(undefined, oid);
    expect(await repository.resolve('HEAD')).toBe(oid);
    const next = await repository.commit([{ path: 'metadata/root.json', content: null }], input([oid]));
    await repository.advance(oid, next);
    expect(await repository.uncommittedPaths()).toEqual([]);
  });

  test('can be a merge', async () => {
    const made = throwAwayRepository();
    const base = made.commit({ 'metadata/a.json': '1' });
    const fork = made.commit({ 'metadata/a.json': '2' }, { branch: 'sign/x', from: base });
    const repository = await opened(made);
    const oid = await repository.commit([{ path: 'metadata/a.json', content: bytes('2') }], input([base, fork]));
    expect(made.git('log', '-1', '--format=%P', oid)).toBe(`${base} ${fork}`);
  });

  test('of 1,000 files takes no process per file', async () => {
    const made = throwAwayRepository();
    const parent = made.commit({ 'metadata/a.json': '1' });
    const calls: string[] = [];
    const repository = await opened(made, { log: (call) => calls.push(call) });
    const before = calls.length;
    const changes = Array.from({ length: 1000 }, (_, i) => ({
      path: `metadata/role${i}.json`,
      content: bytes(`${i}\n`),
    }));
    const oid = await repository.commit(changes, input([parent]));
    expect(calls.length - before).toBeLessThan(8);
    expect(made.git('cat-file', 'blob', `${oid}:metadata/role999.json`)).toBe('999');
    expect(made.git('ls-tree', '-r', '--name-only', oid).split('\n')).toHaveLength(1001);
  });

  test('is seen by nobody until a ref moves: a process killed here leaves unreachable objects only', async () => {
    const made = throwAwayRepository();
    const parent = made.commit({ 'metadata/a.json': '1' });
    const state = () => [
      made.git('for-each-ref'),
      made.git('rev-parse', 'HEAD'),
      made.git('status', '--porcelain=v2'),
      made.git('ls-files', '--stage', '--debug').replaceAll(/[cm]time.*| {2}size.*| {2}dev.*| {2}uid.*/g, ''),
      readFileSync(join(made.folder, 'metadata/a.json'), 'utf8'),
    ];
    const before = state();
    const oid = await (await opened(made)).commit([{ path: 'metadata/a.json', content: bytes('2') }], input([parent]));
    expect(state()).toEqual(before);
    expect(made.git('fsck', '--unreachable', '--no-reflogs', '--strict')).toContain(`unreachable commit ${oid}`);
  });

  test.each(['../outside', '.git/hooks/pre-commit', 'metadata/../../x', '/etc/x', 'metadata\\x'])(
    'never writes %j',
    async (path) => {
      const made = throwAwayRepository();
      const parent = made.commit({ 'metadata/a.json': '1' });
      const commit = (await opened(made)).commit([{ path, content: bytes('x') }], input([parent]));
      expect(await failed(commit)).toMatchObject({ code: 'io' });
    },
  );

  test('on a parent that is not there, or by nobody, is an error', async () => {
    const made = throwAwayRepository();
    const parent = made.commit({ 'metadata/a.json': '1' });
    const repository = await opened(made);
    expect(await failed(repository.commit([], input(['1'.repeat(40)])))).toMatchObject({ code: 'git' });
    expect(await failed(repository.commit([], input(['--help'])))).toMatchObject({ code: 'git' });
    expect(await failed(repository.commit([], input([parent], { author: { name: '', email: '' } })))).toMatchObject({
      code: 'git',
    });
  });
});
