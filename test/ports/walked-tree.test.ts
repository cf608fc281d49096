import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathChange, TreeEntry } from '../../src/ports/repository.ts';
import { entriesAfter } from '../../src/ports/walked-tree.ts';
import { byCodePoint } from '../../src/text/code-point-order.ts';

type Files = ReadonlyMap<string, string>;

const entriesOf = (files: Files): TreeEntry[] =>
  [...files]
    .map(([path, oid]): TreeEntry => ({ path, oid, mode: '100644' }))
    .sort((a, b) => byCodePoint(a.path, b.path));

/** What `git diff-tree` says of two trees. */
const changesBetween = (before: Files, after: Files): PathChange[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => {
      const [from, to] = [before.get(path) ?? null, after.get(path) ?? null];
      return { path, before: from, after: to, mode: to === null ? null : '100644' };
    });

const files = fc.array(
  fc.tuple(fc.constantFrom('a', 'a.b', 'a/b', '__proto__', 'é', '\u{1f600}', '\uffee', 'z'), fc.constantFrom('1', '2')),
);

describe('the entries of a commit', () => {
  it('are those of its parent and what it changed, in git’s order', () => {
    fc.assert(
      fc.property(files, files, (first, second) => {
        const [before, after] = [new Map(first), new Map(second)];
        expect(entriesAfter(entriesOf(before), changesBetween(before, after))).toEqual(entriesOf(after));
      }),
    );
  });

  it('take over a change of mode', () => {
    const before = entriesOf(new Map([['targets/a', '1']]));
    const change: PathChange = { path: 'targets/a', before: '1', after: '1', mode: '120000' };
    expect(entriesAfter(before, [change])).toEqual([{ path: 'targets/a', oid: '1', mode: '120000' }]);
  });
});
