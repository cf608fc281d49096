/** The trees of a history, each made from the one before: a listing per commit would be a process per commit. */
import { byCodePoint } from '../text/code-point-order.ts';
import type { PathChange, Tree, TreeEntry } from './repository.ts';

/** The entries of a commit, from those of its first parent and what it changed against it. */
export function entriesAfter(before: readonly TreeEntry[], changes: readonly PathChange[]): readonly TreeEntry[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const after: TreeEntry[] = [];
  for (const entry of before) {
    const change = changed.get(entry.path);
    changed.delete(entry.path);
    const now = change ? entryAfter(change) : entry;
    if (now) after.push(now);
  }
  if (changed.size === 0) return after;
  for (const change of changed.values()) {
    const added = entryAfter(change);
    if (added) after.push(added);
  }
  // git's own order: by code point. Two sorted runs, which costs one merge.
  return after.sort((a, b) => byCodePoint(a.path, b.path));
}

function entryAfter({ path, mode, after }: PathChange): TreeEntry | undefined {
  return mode !== null && after !== null ? { path, mode, oid: after } : undefined;
}

/** A tree of these entries; their content comes from `source`. */
export function walkedTree(entries: readonly TreeEntry[], source: Pick<Tree, 'read'>): Tree {
  return { entries: () => Promise.resolve(entries), read: (oids, open) => source.read(oids, open) };
}
