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

/** Path and text of each workflow file of a commit. */
export function workflowFiles(folder: string, commit: string): { path: string; content: string }[] {
  const paths = git(folder, 'ls-tree', '-z', '--name-only', commit, '.github/workflows/').split('\0');
  return paths
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => ({ path, content: git(folder, 'cat-file', 'blob', `${commit}:${path}`) }));
}
