/** What is in a bare repository: refs, commits, changes, files. */
import { askGit, git, tryGit } from './run.ts';

export const zeros = '0'.repeat(40);

/** Oids by full name, pull requests' own among them. */
export async function readRefs(folder: string): Promise<Map<string, string>> {
  const lines = await git(folder, ['for-each-ref', '--format=%(refname) %(objectname)']);
  return new Map(lines.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ') as [string, string]])));
}

/** The commit that a branch, tag or oid is, in that order; undefined when there is none. */
export async function resolveCommit(folder: string, name: string): Promise<string | undefined> {
  for (const revision of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const { code, stdout } = await tryGit(folder, [
      'rev-parse',
      '-q',
      '--verify',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    if (code === 0) return stdout.toString().trim();
  }
  return undefined;
}

export async function isAncestor(folder: string, ancestor: string, commit: string): Promise<boolean> {
  return (await askGit(folder, ['merge-base', '--is-ancestor'], [ancestor, commit])).code === 0;
}

export async function mergeBase(folder: string, a: string, b: string): Promise<string | undefined> {
  const { code, stdout } = await askGit(folder, ['merge-base'], [a, b]);
  return code === 0 ? stdout.toString().trim() : undefined;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

/** @param range what git-rev-list(1) takes; newest first */
export async function readCommits(folder: string, range: readonly string[], limit = 1000): Promise<Commit[]> {
  const args = ['log', '-z', `--format=${fields}%x01`, `-n${limit}`, ...range, '--'];
  const { stdout } = await tryGit(folder, args);
  return stdout
    .toString()
    .split('\x01')
    .map((text) => text.replace(/^\0/, '').split('\0'))
    .filter((parts) => parts.length >= 10)
    .map(([sha = '', tree = '', parents = '', an = '', ae = '', ai = '', cn = '', ce = '', ci = '', message = '']) => ({
      sha,
      tree,
      parents: parents === '' ? [] : parents.split(' '),
      author: { name: an, email: ae, date: utc(ai) },
      committer: { name: cn, email: ce, date: utc(ci) },
      message: message.trimEnd(),
    }));
}

export const utc = (time: string | Date) => new Date(time).toISOString().replace('.000Z', 'Z');

export interface FileChange {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly previousPath?: string;
  readonly additions: number;
  readonly deletions: number;
  /** Of the blob. */
  readonly sha: string;
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const statusOf: Readonly<Record<string, FileChange['status']>> = { A: 'added', D: 'removed', R: 'renamed', C: 'added' };

/** What differs between two commits; all files when `from` is undefined. */
export async function readChanges(folder: string, from: string | undefined, to: string): Promise<FileChange[]> {
  const diff = ['diff-tree', '-r', '-z', '-M', '--raw', '--numstat'];
  const { stdout } = await askGit(folder, diff, [from ?? emptyTree, to]);
  const parts = stdout.toString().split('\0');
  // First all lines of the raw format, each with a colon before it, then all counts.
  const end = endOfRaw(parts);
  const counts = parseCounts(parts.slice(end));
  const changes: FileChange[] = [];
  for (let at = 0; at < end; ) {
    const [, , before = '', after = '', letter = ''] = parts[at]!.split(' ');
    const moved = letter.startsWith('R') || letter.startsWith('C');
    const path = parts[at + (moved ? 2 : 1)]!;
    changes.push({
      path,
      status: statusOf[letter[0]!] ?? 'modified',
      ...(moved ? { previousPath: parts[at + 1]! } : {}),
      ...(counts.get(path) ?? { additions: 0, deletions: 0 }),
      sha: after === zeros ? before : after,
    });
    at += moved ? 3 : 2;
  }
  return changes;
}

function endOfRaw(parts: readonly string[]): number {
  let at = 0;
  while (parts[at]?.startsWith(':')) at += /[RC]\d+$/.test(parts[at]!) ? 3 : 2;
  return at;
}

/** `added TAB removed TAB path`; of a renamed file the path is empty, and the old and the new one follow. */
function parseCounts(parts: readonly string[]): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let at = 0; at + 1 < parts.length; ) {
    const [added = '', removed = '', path = ''] = parts[at]!.split('\t');
    const count = { additions: Number(added) || 0, deletions: Number(removed) || 0 };
    counts.set(path === '' ? parts[at + 2]! : path, count);
    at += path === '' ? 3 : 1;
  }
  return counts;
}

/** The bytes of a file of a commit. */
export async function readBlob(folder: string, commit: string, path: string): Promise<Buffer | undefined> {
  const { code, stdout } = await askGit(folder, ['cat-file', 'blob'], [`${commit}:${path}`]);
  return code === 0 ? stdout : undefined;
}

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
}

/** The members of a folder, or the one entry that a file is; nothing when it does not exist. */
export async function readFolder(folder: string, commit: string, path: string): Promise<TreeEntry[]> {
  const { stdout } = await tryGit(folder, ['ls-tree', '-lz', commit, '--', ...(path === '' ? [] : [path])]);
  return stdout
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [head = '', name = ''] = line.split('\t', 2);
      const [mode = '', type = '', sha = '', size = ''] = head.split(/ +/);
      return { path: name, mode, type, sha, size: Number(size) || 0 };
    });
}
