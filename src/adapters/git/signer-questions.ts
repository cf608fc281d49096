/** What the signer's tool asks of a clone and its remotes, and the commands of CI do not. */

import { isRef } from './names.ts';
import { unreadable } from './remote.ts';
import type { Git } from './run-git.ts';

/** See `Repository.remoteHead`. */
export async function remoteHead(git: Git, remote: string): Promise<string | undefined> {
  const answer = await git.askRemote(['ls-remote', '--symref', '--', remote, 'HEAD']);
  if (answer.status !== 0) throw unreadable(remote, answer);
  return /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer.stdout.toString('utf8'))?.[1];
}

/** See `Repository.isTracked`. */
export async function isTracked(git: Git, path: string): Promise<boolean> {
  // Disks that do not tell letter case find a file under the other's name.
  const env = { GIT_LITERAL_PATHSPECS: '0', GIT_ICASE_PATHSPECS: '1' };
  const listed = await git.run(['ls-files', '-z', '--cached', '--', path], { env });
  if (listed.length > 0) return true;
  // Also what only HEAD has: a file that was taken out of the index is still somebody else's.
  const head = await git.ask(['ls-tree', '-z', '--name-only', 'HEAD'], { env: { GIT_LITERAL_PATHSPECS: '1' } });
  const names = head.status === 0 ? head.stdout.toString('utf8').split('\0') : [];
  return names.some((name) => name.toLowerCase() === path.toLowerCase());
}

/** See `Repository.isBranchName`. */
export function isBranchName(name: string): boolean {
  return isRef(`refs/heads/${name}`) && !name.startsWith('-') && name !== 'HEAD';
}
