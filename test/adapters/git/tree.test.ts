import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blobs, digestBlobs, readBlobs } from '../../../src/ports/read-tree.ts';
import type { Repository, Tree } from '../../../src/ports/repository.ts';
import { temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

/** Content by path of everything that has content. */
async function contentOf(tree: Tree): Promise<Record<string, string>> {
  const entries = blobs(await tree.entries());
  const contents = await readBlobs(
    tree,
    entries.map(({ oid }) => oid),
  );
  return Object.fromEntries(entries.map(({ path, oid }) => [path, text(contents.get(oid))]));
}

describe.each(['sha1', 'sha256'] as const)('the tree of a commit (%s)', (objectFormat) => {
  test('holds metadata/ and targets/ and nothing else', async () => {
    const repository = throwAwayRepository(objectFormat);
    const commit = repository.commit({
      'README.md': 'no',
      'metadata/root.json': '{}',
      'metadata/root_history/1.root.json': '{}',
      'metadata.md': 'no',
      'targets/__proto__': 'p',
      'targets/role/a/b c': '',
      'other/metadata/x': 'no',
    });
    const tree = (await opened(repository)).tree(commit);
    expect(await contentOf(tree)).toEqual({
      'metadata/root.json': '{}',
      'metadata/root_history/1.root.json': '{}',
      ['targets/__proto__']: 'p',
      'targets/role/a/b c': '',
    });
  });
});

describe('what an attacker can put into a tree', () => {
  test('symbolic links and submodules are listed as what they are; a submodule is never asked for', async () => {
    const repository = throwAwayRepository();
    const submodule = 'ab'.repeat(20);
    const commit = repository.commit({
      'metadata/l': { link: '/etc/passwd' },
      'targets/s': { submodule },
      'targets/f': 'f',
    });
    const tree = (await opened(repository)).tree(commit);
    expect(await tree.entries()).toMatchObject([
      { path: 'metadata/l', mode: '120000' },
      { path: 'targets/f', mode: '100644' },
      { path: 'targets/s', mode: '160000', oid: submodule },
    ]);
    expect(await contentOf(tree)).toEqual({ 'metadata/l': '/etc/passwd', 'targets/f': 'f' });
    expect(await failed(readBlobs(tree, [submodule]))).toMatchObject({ code: 'git' });
  });

  test('metadata itself is a link', async () => {
    const repository = throwAwayRepository();
    const commit = repository.commit({ metadata: { link: 'elsewhere' } });
    const tree = (await opened(repository)).tree(commit);
    expect(await tree.entries()).toMatchObject([{ path: 'metadata', mode: '120000' }]);
  });

  test('names that are not UTF-8 stay apart and readable', async () => {
    const repository = throwAwayRepository();
    const name = (...bytes: number[]) => Buffer.concat([Buffer.from('targets/é'), Buffer.from(bytes)]);
    const commit = repository.commit([
      [name(0xff), '1'],
      [name(0xfe, 0x41), '2'],
      [name(0xf0, 0x9f, 0x98), '3'],
      [name(0xf0, 0x9f, 0x98, 0x80), '4'],
    ]);
    expect(await contentOf((await opened(repository)).tree(commit))).toEqual({
      'targets/é\\xff': '1',
      'targets/é\\xfeA': '2',
      'targets/é\\xf0\\x9f\\x98': '3',
      'targets/é😀': '4',
    });
  });

  test('names full of newlines, quotes, options and pathspec magic come out as they are', async () => {
    const repository = throwAwayRepository();
    const names = ['a\nb', '"quoted"', '-rf', ':(glob)*', 'tab\there', "it's", '$(touch x)', 'ünï'];
    const commit = repository.commit(Object.fromEntries(names.map((name) => [`targets/${name}`, name])));
    const content = await contentOf((await opened(repository)).tree(commit));
    expect(content).toEqual(Object.fromEntries(names.map((name) => [`targets/${name}`, name])));
  });

  test.each([
    ['a', 'a'],
    ['a', 'b', 'a'],
  ])('a tree that lists a path twice is refused: %s, %s', async (...names) => {
    const { gitWithInput, folder, env, commit } = throwAwayRepository();
    commit({ 'targets/a': 'a' });
    const blob = gitWithInput('evil', 'hash-object', '-w', '--stdin');
    const targets = gitWithInput(
      Buffer.concat(names.flatMap((name) => [Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')])),
      'hash-object',
      '-w',
      '-t',
      'tree',
      '--literally',
      '--stdin',
    );
    const top = gitWithInput(`040000 tree ${targets}\ttargets\n`, 'mktree');
    const hostile = gitWithInput('m', 'commit-tree', top);
    const tree = (await opened({ folder, env })).tree(hostile);
    expect(await failed(tree.entries())).toMatchObject({ code: 'git' });
  });

  test('two trees that are listed one after the other are both as they are', async () => {
    const repository = throwAwayRepository();
    const before = { 'metadata/a.json': '1', 'targets/b': 'b', 'targets/c': 'c', 'targets/d/e': 'e' };
    const first = repository.commit(before);
    const second = repository.commit({
      'metadata/a.json': '2',
      'targets/b': null,
      'targets/bb': 'b',
      'targets/d/f': 'f',
    });
    const { tree } = await opened(repository);
    expect(await contentOf(tree(first))).toEqual(before);
    const after = {
      'metadata/a.json': '2',
      'targets/bb': 'b',
      'targets/c': 'c',
      'targets/d/e': 'e',
      'targets/d/f': 'f',
    };
    expect(await contentOf(tree(second))).toEqual(after);
    expect(await contentOf(tree(first))).toEqual(before);
  });

  test('attributes and filters of the branch do not touch what is read', async () => {
    const repository = throwAwayRepository();
    repository.git('config', '--global', 'filter.evil.smudge', 'echo smudged');
    const commit = repository.commit({
      '.gitattributes': '* text eol=crlf filter=evil ident export-subst working-tree-encoding=UTF-16\n',
      'metadata/root.json': '{"$Id$": 1}\n',
    });
    expect(await contentOf((await opened(repository)).tree(commit))).toEqual({ 'metadata/root.json': '{"$Id$": 1}\n' });
  });

  test('replacements in the clone do not change history', async () => {
    const repository = throwAwayRepository();
    const sound = repository.commit({ 'metadata/root.json': 'sound' });
    const other = repository.commit({ 'metadata/root.json': 'other' });
    repository.git('replace', sound, other);
    expect(await contentOf((await opened(repository)).tree(sound))).toEqual({ 'metadata/root.json': 'sound' });
  });
});

describe('reading blobs', () => {
  async function many(): Promise<{ tree: Tree; repository: Repository; count: number }> {
    const count = 5000;
    const made = throwAwayRepository();
    const files = Array.from(
      { length: count },
      (_, i) => [`targets/${i % 7}/${i}`, `${'x'.repeat(i % 400)}${i}`] as const,
    );
    const commit = made.commit({ ...Object.fromEntries(files), 'targets/large': Buffer.alloc(3_000_000, 'large ') });
    const repository = await opened(made);
    return { repository, tree: repository.tree(commit), count: count + 1 };
  }

  test('5,000 of them and a large one, in the order asked for, through one process', async () => {
    const { tree, count } = await many();
    const oids = (await tree.entries()).map(({ oid }) => oid).reverse();
    const order: string[] = [];
    let length = 0;
    await tree.read(oids, (oid) => ({ write: (piece) => (length += piece.length), end: () => order.push(oid) }));
    expect(order).toEqual(oids);
    expect(order).toHaveLength(count);
    const contents = await readBlobs(tree, oids);
    expect(length).toBe([...contents.values()].reduce((sum, { length: size }) => sum + size, 0));
    expect(text(contents.get(oids[0] as string))).toMatch(/^(large )+$/);
  });

  test('readings at the same time do not mix, and one process serves them all', async () => {
    const made = throwAwayRepository();
    const commit = made.commit({ 'targets/a': 'a', 'targets/b': 'b'.repeat(300_000), 'targets/c': 'c' });
    const calls: string[] = [];
    const tree = (await opened(made, { log: (call) => calls.push(call) })).tree(commit);
    const [a, b, c] = (await tree.entries()).map(({ oid }) => oid) as [string, string, string];
    const asked = [[a], [b, a], [], [c, b], [a, b, c]];
    const answers = await Promise.all(asked.map((oids) => readBlobs(tree, oids)));
    expect(answers.map((contents) => [...contents.values()].map((bytes) => text(bytes).charAt(0)))).toEqual([
      ['a'],
      ['b', 'a'],
      [],
      ['c', 'b'],
      ['a', 'b', 'c'],
    ]);
    expect(calls.filter((call) => call.startsWith('git cat-file'))).toHaveLength(1);
  });

  test('objects written after the process began are found', async () => {
    const made = throwAwayRepository();
    const repository = await opened(made);
    expect(await contentOf(repository.tree(made.commit({ 'targets/a': '1' })))).toEqual({ 'targets/a': '1' });
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`targets/${i}`, `packed ${i}`]));
    expect(await contentOf(repository.tree(made.commit(files)))).toMatchObject({
      'targets/a': '1',
      'targets/149': 'packed 149',
    });
  });

  test('an error of whoever reads ends that reading only', async () => {
    const { tree } = await many();
    const oids = (await tree.entries()).map(({ oid }) => oid);
    const broken = tree.read(oids, () => {
      throw new RangeError('too large for me');
    });
    await expect(broken).rejects.toThrow(RangeError);
    expect((await readBlobs(tree, oids.slice(0, 3))).size).toBe(3);
  });

  test.each([
    ['a blob that the clone lacks', '12'.repeat(20)],
    ['what is no object id', '--help'],
    ['two lines in one', `${'12'.repeat(20)}\n${'34'.repeat(20)}`],
  ])('%s is an error, and the next reading works', async (_story, oid) => {
    const made = throwAwayRepository();
    const tree = (await opened(made)).tree(made.commit({ 'targets/a': 'a' }));
    expect(await failed(readBlobs(tree, [oid]))).toMatchObject({ code: 'git' });
    expect(await contentOf(tree)).toEqual({ 'targets/a': 'a' });
  });

  test('a damaged clone that lost a file says which', async () => {
    const made = throwAwayRepository();
    const tree = (await opened(made)).tree(made.commit({ 'targets/a': 'a' }));
    const [entry] = await tree.entries();
    const oid = entry?.oid ?? '';
    rmSync(join(made.folder, '.git', 'objects', oid.slice(0, 2), oid.slice(2)));
    expect(await failed(readBlobs(tree, [oid]))).toMatchObject({ code: 'git', message: expect.stringContaining(oid) });
  });

  test('a git that is killed while it answers is an error, and the next reading starts another', async () => {
    const made = throwAwayRepository();
    const shim = temporaryFolder();
    const { writeFileSync } = await import('node:fs');
    const real = made.env['PATH'];
    // Dies after the first answer, once.
    writeFileSync(
      join(shim, 'git'),
      `#!/bin/sh\nPATH='${real}'\ncase "$*" in *cat-file*) if mkdir '${shim}/once' 2>/dev/null; then read oid; echo "$oid" | git cat-file --batch; kill -9 $$; fi;; esac\nexec git "$@"\n`,
      { mode: 0o755 },
    );
    const commit = made.commit({ 'targets/a': 'a', 'targets/b': 'b' });
    const tree = (await opened({ folder: made.folder, env: { ...made.env, PATH: `${shim}:${real}` } })).tree(commit);
    expect(await failed(contentOf(tree))).toMatchObject({ code: 'git', message: expect.stringContaining('SIGKILL') });
    expect(await contentOf(tree)).toEqual({ 'targets/a': 'a', 'targets/b': 'b' });
  });

  test('an unknown commit is an error', async () => {
    const repository = await opened(throwAwayRepository());
    expect(await failed(repository.tree('12'.repeat(20)).entries())).toMatchObject({ code: 'git' });
    expect(await failed(repository.tree('--help').entries())).toMatchObject({ code: 'git' });
  });
});

test('a file digested as it streams by has the hashes of its content', async () => {
  const made = throwAwayRepository();
  const commit = made.commit({ 'targets/empty': '', 'targets/abc': 'abc', 'targets/same': 'abc' });
  const tree = (await opened(made)).tree(commit);
  const [abc, empty] = await tree.entries();
  const digests = await digestBlobs(tree, [abc?.oid ?? '', empty?.oid ?? '', abc?.oid ?? ''], ['sha512']);
  expect([...digests.values()]).toMatchObject([
    {
      length: 3,
      hashes: {
        sha256: expect.stringMatching(/^ba7816bf8f01cfea/),
        sha512: expect.stringMatching(/^ddaf35a193617aba/),
      },
    },
    { length: 0, hashes: { sha256: expect.stringMatching(/^e3b0c44298fc1c14/) } },
  ]);
  const plain = await digestBlobs(tree, [abc?.oid ?? '']);
  expect(plain.get(abc?.oid ?? '')?.hashes).not.toHaveProperty('sha512');
});

test('so has one that comes in many pieces', async () => {
  const content = Buffer.alloc(1_000_003, 'a large file ');
  const made = throwAwayRepository();
  const tree = (await opened(made)).tree(made.commit({ 'targets/large': content }));
  const [large] = await tree.entries();
  const digests = await digestBlobs(tree, [large!.oid], ['sha512']);
  expect(digests.get(large!.oid)).toEqual({
    length: content.length,
    hashes: { sha256: hash('sha256', content, 'hex'), sha512: hash('sha512', content, 'hex') },
  });
});
