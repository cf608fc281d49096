/** The content of a commit (SPEC A1), from git's objects: no work tree, no `.gitattributes`, no filter in between. */
import { TufError } from '../../errors.ts';
import type { FileMode, Oid, Tree, TreeEntry } from '../../ports/repository.ts';
import { byCodePoint } from '../../text/code-point-order.ts';
import { recordBatches } from './bytes.ts';
import type { BlobReader } from './cat-file.ts';
import { asOid } from './names.ts';
import type { Git } from './run-git.ts';

const modes: ReadonlySet<string> = new Set<FileMode>(['100644', '100755', '120000', '160000']);

/**
 * The trees of a repository. Each shares with the one listed before it the entries that they have in common: what an event changes
 * is a few of perhaps 100,000 files.
 */
export function treesOf(git: Git, reader: BlobReader): (commit: Oid) => Tree {
  let last: readonly TreeEntry[] = [];
  async function list(commit: Oid): Promise<readonly TreeEntry[]> {
    last = await listEntries(git, commit, last);
    return last;
  }
  return (commit) => {
    let entries: Promise<readonly TreeEntry[]> | undefined;
    return {
      entries() {
        entries ??= list(commit);
        return entries;
      },
      read: (oids, open) => reader.read(oids, open),
    };
  };
}

/** One process, without `-l`: sizes would cost git a look at every blob (100,000: 1.4 s against 36 ms). */
async function listEntries(git: Git, commit: Oid, known: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', asOid(commit), '--', 'metadata', 'targets'];
  const entries: TreeEntry[] = [];
  let at = 0;
  for await (const batch of recordBatches(git.stream(args))) {
    for (const record of batch) {
      const entry = parseEntry(record);
      while (at < known.length && byCodePoint(known[at]!.path, entry.path) < 0) at++;
      const same = known[at];
      entries.push(same && isSame(same, entry) ? same : entry);
    }
  }
  if (!areInOrder(entries) && new Set(entries.map(({ path }) => path)).size !== entries.length) {
    throw new TufError('git', `The tree of commit ${commit} lists a path twice: no two programs would read it alike`);
  }
  return entries;
}

function isSame(a: TreeEntry, b: TreeEntry): boolean {
  return a.path === b.path && a.oid === b.oid && a.mode === b.mode;
}

/** As git writes trees: then no path is there twice, and no set of all paths is needed to see it. */
function areInOrder(entries: readonly TreeEntry[]): boolean {
  return entries.every(({ path }, i) => i === 0 || byCodePoint(entries[i - 1]!.path, path) < 0);
}

/** `<mode> SP <type> SP <oid> TAB <path>` */
function parseEntry(record: string): TreeEntry {
  const mode = record.slice(0, 6);
  const tab = record.indexOf('\t');
  if (!modes.has(mode)) throw new TufError('git', `A tree holds an entry of the unknown mode ${mode}`);
  return {
    path: record.slice(tab + 1),
    mode: mode as FileMode,
    oid: record.slice(record.lastIndexOf(' ', tab) + 1, tab),
  };
}
