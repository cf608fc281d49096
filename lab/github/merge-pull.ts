/** Merging a pull request. */
import { type By, refChanges } from './announce.ts';
import { refuse } from './answers.ts';
import type { Repository } from './facts.ts';
import { followRefs } from './follow-refs.ts';
import { readRefs } from './git/read.ts';
import { git } from './git/run.ts';
import { type MergeMethod, makeMerge } from './git/write.ts';
import { markMerged } from './pulls.ts';
import { missingChecks } from './push-rules.ts';
import { type PullRequest, tipOf, type World } from './world.ts';

export interface Merge {
  readonly method: MergeMethod;
  readonly title?: string;
  readonly message?: string;
  /** The head that is meant. */
  readonly sha?: string;
}

/** Merges, and gives the oid of what the base branch is now. Refuses as GitHub does (405, 409). */
export async function mergePull(
  world: World,
  repository: Repository,
  issue: PullRequest,
  merge: Merge,
  by: By,
): Promise<string> {
  const { pull, number } = issue;
  const { folder } = repository;
  const ref = `refs/heads/${pull.baseBranch}`;
  const base = await tipOf(repository, pull.baseBranch);
  if (issue.state === 'closed' || base === undefined) throw refuse(405, 'Pull Request is not mergeable');
  if (pull.draft) throw refuse(405, 'Pull Request is still a draft');
  if (merge.sha !== undefined && merge.sha !== pull.headSha) {
    throw refuse(409, 'Head branch was modified. Review and try the merge again.');
  }
  const rule = repository.protections.find(
    ({ branch, bypass }) => branch === pull.baseBranch && !bypass.includes(by.actor),
  );
  const [missing] = missingChecks(repository, pull.headSha, rule?.requiredChecks ?? []);
  if (missing !== undefined) throw refuse(405, `Required status check "${missing}" is expected.`);
  const merged = await makeMerge(folder, {
    base,
    head: pull.headSha,
    method: merge.method,
    message: messageOf(issue, merge),
    who: { name: by.actor, email: `${by.actor}@users.noreply.github.com`, date: world.now() },
  });
  if (merged === undefined) throw refuse(405, 'Pull Request is not mergeable');
  const before = await readRefs(folder);
  await git(folder, ['update-ref', '-m', `merge #${number}`, ref, merged, base]);
  await markMerged(world, repository, issue, merged, by);
  await followRefs(world, repository, refChanges(before, await readRefs(folder)), by);
  return merged;
}

function messageOf({ number, title, pull }: PullRequest, merge: Merge): string {
  const from = `${pull.headRepository.owner}/${pull.headBranch}`;
  const subject = merge.method === 'squash' ? `${title} (#${number})` : `Merge pull request #${number} from ${from}`;
  return [merge.title ?? subject, merge.message ?? (merge.method === 'squash' ? '' : title)].join('\n\n').trim();
}
