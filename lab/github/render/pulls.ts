/** Pull requests as GitHub's REST objects. */
import type { Repository } from '../facts.ts';
import { mergeBase, readChanges, readCommits } from '../git/read.ts';
import { missingChecks } from '../push-rules.ts';
import { complete } from '../schema.ts';
import { testMerge } from '../test-merge.ts';
import type { PullRequest, World } from '../world.ts';
import { shared } from './issues.ts';
import { apiOf, pageOf, type Rendered, renderRepository, renderUser } from './repository.ts';

/** As lists of pull requests show one. */
export function renderPull(world: World, repository: Repository, issue: PullRequest): Rendered {
  return complete('pull-request-simple', pullFacts(world, repository, issue));
}

function pullFacts(world: World, repository: Repository, issue: PullRequest): Rendered {
  const { pull, number } = issue;
  const url = `${apiOf(world, repository)}/pulls/${number}`;
  const page = `${pageOf(world, repository)}/pull/${number}`;
  const side = (of: Repository, ref: string, sha: string) => ({
    label: `${of.owner}:${ref}`,
    ref,
    sha,
    user: renderUser(world, of.owner),
    repo: renderRepository(world, of),
  });
  return {
    ...shared(world, repository, issue),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${apiOf(world, repository)}/issues/${number}`,
    comments_url: `${apiOf(world, repository)}/issues/${number}/comments`,
    statuses_url: `${apiOf(world, repository)}/statuses/${pull.headSha}`,
    draft: pull.draft,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    head: side(pull.headRepository, pull.headBranch, pull.headSha),
    base: side(repository, pull.baseBranch, pull.baseSha),
  };
}

/** As GitHub shows a single one: with what only git can tell. */
export async function renderFullPull(world: World, repository: Repository, issue: PullRequest): Promise<Rendered> {
  const { pull } = issue;
  const { folder } = repository;
  const base = await mergeBase(folder, pull.baseSha, pull.headSha);
  const changes = await readChanges(folder, base, pull.headSha);
  const commits = await readCommits(folder, [`${pull.baseSha}..${pull.headSha}`]);
  const mergeable = issue.state === 'open' ? (await testMerge(world, repository, issue)) !== undefined : null;
  return complete('pull-request', {
    ...pullFacts(world, repository, issue),
    merged: pull.mergedAt !== null,
    merged_by: pull.mergedBy === null ? null : renderUser(world, pull.mergedBy),
    maintainer_can_modify: pull.maintainerCanModify,
    mergeable,
    mergeable_state: mergeableState(repository, issue, mergeable),
    rebaseable: mergeable,
    comments: issue.comments.length,
    review_comments: 0,
    commits: commits.length,
    additions: changes.reduce((sum, { additions }) => sum + additions, 0),
    deletions: changes.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: changes.length,
  });
}

function mergeableState(repository: Repository, { pull }: PullRequest, mergeable: boolean | null): string {
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  if (pull.draft) return 'draft';
  const required = repository.protections.find(({ branch }) => branch === pull.baseBranch)?.requiredChecks ?? [];
  return missingChecks(repository, pull.headSha, required).length > 0 ? 'blocked' : 'clean';
}
