/** What follows from a push: events, and pull requests that come along. */
import { announcePull, announcePush, type By, type RefChange } from './announce.ts';
import type { Repository } from './facts.ts';
import { isAncestor, zeros } from './git/read.ts';
import { closePull, markMerged, takeHead } from './pulls.ts';
import { allPulls, type PullRequest, type World } from './world.ts';

/** After branches have changed: tells of the pushes, and lets pull requests follow. */
export async function followRefs(
  world: World,
  repository: Repository,
  changes: readonly RefChange[],
  by: By,
): Promise<void> {
  for (const change of changes) {
    await announcePush(world, repository, change, by);
    if (!change.ref.startsWith('refs/heads/')) continue;
    const branch = change.ref.slice('refs/heads/'.length);
    for (const { repository: base, pull: issue } of allPulls(world)) {
      if (issue.state === 'closed') continue;
      const { pull } = issue;
      if (pull.headRepository === repository && pull.headBranch === branch) {
        await followHead(world, base, issue, change, by);
      } else if (base === repository && pull.baseBranch === branch) {
        await followBase(world, base, issue, change, by);
      }
    }
  }
}

async function followHead(
  world: World,
  base: Repository,
  issue: PullRequest,
  { before, after }: RefChange,
  by: By,
): Promise<void> {
  if (after === zeros) return closePull(world, base, issue, by);
  await takeHead(base, issue, after);
  issue.updatedAt = world.now();
  await announcePull(world, base, issue, 'synchronize', by, { before, after });
}

/** A base branch that has come to hold the head has merged it, by whatever way. */
async function followBase(
  world: World,
  base: Repository,
  issue: PullRequest,
  { after }: RefChange,
  by: By,
): Promise<void> {
  if (after === zeros) return closePull(world, base, issue, by);
  issue.pull.baseSha = after;
  if (await isAncestor(base.folder, issue.pull.headSha, after)) await markMerged(world, base, issue, after, by);
}
