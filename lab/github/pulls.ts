/** What people and tokens do with pull requests. */
import { announcePull, type By } from './announce.ts';
import { invalid } from './answers.ts';
import type { Issue, Repository } from './facts.ts';
import { isAncestor, mergeBase, readCommits } from './git/read.ts';
import { git } from './git/run.ts';
import { fetchRef } from './git/write.ts';
import { isPull, type PullRequest, tipOf, type World } from './world.ts';

export interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

export function addIssue(
  world: World,
  repository: Repository,
  author: string,
  asked: NewIssue,
  pull?: Issue['pull'],
): Issue {
  const id = world.newId();
  const now = world.now();
  const issue: Issue = {
    id,
    nodeId: `${pull ? 'PR' : 'I'}_${id}`,
    number: repository.issues.length + 1,
    author,
    title: asked.title,
    body: asked.body,
    state: 'open',
    stateReason: null,
    labels: [...(asked.labels ?? [])],
    assignees: [...(asked.assignees ?? [])],
    comments: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    ...(pull ? { pull } : {}),
  };
  repository.issues.push(issue);
  return issue;
}

export interface NewPull extends NewIssue {
  readonly headRepository: Repository;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** Refuses as GitHub does: unknown branches, nothing to merge, one that is open already. */
export async function openPull(world: World, repository: Repository, asked: NewPull, by: By): Promise<PullRequest> {
  const { headRepository, head, base } = asked;
  const headSha = await tipOf(headRepository, head);
  const baseSha = await tipOf(repository, base);
  if (headSha === undefined) throw invalid('PullRequest', { field: 'head', code: 'invalid' });
  if (baseSha === undefined) throw invalid('PullRequest', { field: 'base', code: 'invalid' });
  const label = `${headRepository.owner}:${head}`;
  const open = repository.issues.filter(isPull).find(({ state, pull }) => {
    return (
      state === 'open' && pull.headRepository === headRepository && pull.headBranch === head && pull.baseBranch === base
    );
  });
  if (open !== undefined) throw invalid('PullRequest', { message: `A pull request already exists for ${label}.` });
  const number = repository.issues.length + 1;
  const headRef = `refs/pull/${number}/head`;
  await fetchRef(repository.folder, headRepository.folder, `refs/heads/${head}`, headRef);
  const refusal = await nothingToMerge(repository, { base, baseSha, head, headSha });
  if (refusal !== undefined) {
    await git(repository.folder, ['update-ref', '-d', headRef]);
    throw invalid('PullRequest', { message: refusal });
  }
  const issue = addIssue(world, repository, by.actor, asked, {
    draft: asked.draft,
    headRepository,
    headBranch: head,
    headSha,
    baseBranch: base,
    baseSha,
    maintainerCanModify: asked.maintainerCanModify,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
  }) as PullRequest;
  await announcePull(world, repository, issue, 'opened', by);
  return issue;
}

async function nothingToMerge(
  { folder }: Repository,
  { base, baseSha, head, headSha }: { base: string; baseSha: string; head: string; headSha: string },
): Promise<string | undefined> {
  if ((await mergeBase(folder, baseSha, headSha)) === undefined) {
    return `The ${head} branch has no history in common with ${base}`;
  }
  return (await isAncestor(folder, headSha, baseSha)) ? `No commits between ${base} and ${head}` : undefined;
}

export async function setDraft(
  world: World,
  repository: Repository,
  issue: PullRequest,
  draft: boolean,
  by: By,
): Promise<void> {
  if (issue.pull.draft === draft) return;
  issue.pull.draft = draft;
  issue.updatedAt = world.now();
  await announcePull(world, repository, issue, draft ? 'converted_to_draft' : 'ready_for_review', by);
}

export async function closePull(world: World, repository: Repository, issue: PullRequest, by: By): Promise<void> {
  if (issue.state === 'closed') return;
  close(world, issue);
  await announcePull(world, repository, issue, 'closed', by);
}

/** A closed one opens again; not when it was merged, or its branch is gone or holds nothing to merge. */
export async function reopenPull(world: World, repository: Repository, issue: PullRequest, by: By): Promise<void> {
  if (issue.state === 'open') return;
  const { pull } = issue;
  const tip = await tipOf(pull.headRepository, pull.headBranch);
  if (pull.mergedAt !== null || tip === undefined || (await tipOf(repository, pull.baseBranch)) === undefined) {
    throw invalid('PullRequest', { message: 'state cannot be changed. The branch is gone or was merged.' });
  }
  issue.state = 'open';
  issue.closedAt = null;
  await takeHead(repository, issue, tip);
  await announcePull(world, repository, issue, 'reopened', by);
}

function close(world: World, issue: Issue): void {
  issue.state = 'closed';
  issue.closedAt = world.now();
  issue.updatedAt = world.now();
}

export async function takeHead(repository: Repository, { number, pull }: PullRequest, sha: string): Promise<void> {
  const { headRepository, headBranch } = pull;
  await fetchRef(repository.folder, headRepository.folder, `refs/heads/${headBranch}`, `refs/pull/${number}/head`);
  pull.headSha = sha;
  pull.baseSha = (await tipOf(repository, pull.baseBranch)) ?? pull.baseSha;
}

export async function markMerged(
  world: World,
  repository: Repository,
  issue: PullRequest,
  merged: string,
  by: By,
): Promise<void> {
  const { pull } = issue;
  pull.mergedAt = world.now();
  pull.mergedBy = by.actor;
  pull.mergeCommitSha = merged;
  close(world, issue);
  await announcePull(world, repository, issue, 'closed', by);
}

/** The commits that a pull request would bring, oldest first. */
export async function commitsOf({ folder }: Repository, { pull }: PullRequest) {
  const base = await mergeBase(folder, pull.baseSha, pull.headSha);
  return (await readCommits(folder, [pull.headSha, ...(base === undefined ? [] : [`^${base}`])], 250)).reverse();
}
