/** Reads a bare repository for the runner. */
import { execFileSync } from 'node:child_process';

function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['--git-dir', folder, ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The commit of a branch, when it is there. */
export function commitOf(folder: string, branch: string): string | undefined {
  try {
    return git(folder, 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`).trim();
  } catch {
    return undefined;
  }
}

export interface WorkflowFile {
  readonly path: string;
  readonly content: string;
}

/** By the listing of the folder that they lie in: most commits have those of the one before. */
const known = new Map<string, readonly WorkflowFile[]>();

/** Path and text of each workflow file of a commit. */
export function workflowFiles(folder: string, commit: string): readonly WorkflowFile[] {
  const listing = git(folder, 'ls-tree', '-z', commit, '.github/workflows/');
  const files = known.get(listing) ?? readFiles(folder, commit, listing);
  known.set(listing, files);
  return files;
}

function readFiles(folder: string, commit: string, listing: string): readonly WorkflowFile[] {
  const paths = listing.split('\0').map((line) => line.slice(line.indexOf('\t') + 1));
  return paths
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => ({ path, content: git(folder, 'cat-file', 'blob', `${commit}:${path}`) }));
}
