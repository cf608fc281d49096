/** Committing in CI, the same way for every command (SPEC A1, A6). */
import { TufError } from '../errors.ts';
import type { Change, Oid, Person, Repository } from '../ports/repository.ts';
import type { Seconds } from '../tuf/expires.ts';

/** Who commits in CI (SPEC A1). */
export const ciAuthor: Person = {
  name: 'TUF-on-CI',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** A commit to be made: what changes, and its subject. */
export interface PlannedCommit {
  readonly message: string;
  readonly changes: readonly Change[];
}

/**
 * Commits one after the other on top of HEAD; HEAD and the checkout move once, at the end: a killed command leaves
 * unreachable objects only.
 */
export async function commitOnHead(
  repository: Repository,
  head: Oid,
  commits: readonly PlannedCommit[],
  now: Seconds,
): Promise<Oid> {
  const tip = await commitOn(repository, head, commits, now);
  if (tip !== head) await repository.advance(head, tip);
  return tip;
}

/** The same without moving anything: nothing refers to the commits yet. */
export async function commitOn(
  repository: Repository,
  head: Oid,
  commits: readonly PlannedCommit[],
  now: Seconds,
): Promise<Oid> {
  let tip = head;
  for (const { message, changes } of commits) {
    tip = await repository.commit(changes, { parents: [tip], message, author: ciAuthor, now });
  }
  return tip;
}

/**
 * Pushes HEAD to the checked-out branch, from a detached HEAD to GITHUB_REF (SPEC A6).
 * Errors: `usage` when there is no branch to push to, `push-rejected`, `git`.
 */
export async function pushHead(repository: Repository, commit: Oid, githubRef: string | undefined): Promise<void> {
  const branch = await branchOfHead(repository, githubRef);
  if (!branch) {
    throw new TufError('usage', 'HEAD is detached and GITHUB_REF names no branch, so there is nowhere to push to', {
      hint: 'Check out the branch, or run with --no-push',
    });
  }
  await repository.push('origin', [{ source: commit, target: branch }]);
}

async function branchOfHead(repository: Repository, githubRef: string | undefined): Promise<string | undefined> {
  return (await repository.currentBranch()) ?? (githubRef?.startsWith('refs/heads/') ? githubRef : undefined);
}

/**
 * Pushes what an earlier run committed here and did not get to push: it was killed, or the remote was out of reach. Only
 * commits that are made in CI, and only on top of what the remote has. Says whether there was something.
 * Errors: `push-rejected`, `git`, `no-remote`.
 */
export async function pushLeftOver(repository: Repository, head: Oid, githubRef: string | undefined): Promise<boolean> {
  const branch = await branchOfHead(repository, githubRef);
  const onRemote = branch && (await repository.remoteBranches('origin')).get(branch);
  if (!branch || !onRemote || onRemote === head || (await repository.resolve(onRemote)) === undefined) return false;
  if ((await repository.mergeBase(onRemote, head)) !== onRemote) return false;
  const commits = await repository.eventCommits(onRemote, head, { folders: ['metadata'] });
  if (!commits.every(({ author }) => author.email === ciAuthor.email)) return false;
  await repository.push('origin', [{ source: head, target: branch }]);
  return true;
}

/**
 * The commands that write read HEAD alone (SPEC A6).
 * Errors: `uncommitted` when something below metadata/ or targets/ differs from it; `git` without a commit.
 */
export async function cleanHead(repository: Repository): Promise<Oid> {
  return (await readCleanHead(repository, () => Promise.resolve())).head;
}

/** The same, and what is read of HEAD meanwhile: git looks at 100,000 files of a checkout for a while. */
export async function readCleanHead<T>(
  repository: Repository,
  read: (head: Oid) => Promise<T>,
): Promise<{ readonly head: Oid; readonly reading: T }> {
  const head = await repository.resolve('HEAD');
  if (!head)
    throw new TufError('git', 'This repository has no commit yet', {
      hint: 'Commit and push the default branch first',
    });
  // Both come to their end: behind an error nothing is read any more.
  const [uncommitted, reading] = await Promise.allSettled([repository.uncommittedPaths(), read(head)]);
  const paths = settled(uncommitted);
  if (paths.length > 0) {
    const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
    throw new TufError('uncommitted', `Uncommitted changes: ${paths[0]}${more}`, {
      hint: 'Commit or discard the changes below metadata/ and targets/ first; this command reads HEAD',
    });
  }
  return { head, reading: settled(reading) };
}

function settled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
