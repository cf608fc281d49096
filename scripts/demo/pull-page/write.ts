/** Reads a pull request of the lab's GitHub and writes its page. */
import { writeFileSync } from 'node:fs';
import type { Repository } from '../../../lab/github/facts.ts';
import { commitsOf } from '../../../lab/github/pulls.ts';
import type { PullRequest } from '../lab.ts';
import { type Check, type PullPage, renderPullPage } from './page.ts';

/** @param now when that is */
export async function writePullPage(
  file: string,
  repository: Repository,
  issue: PullRequest,
  now: Date,
): Promise<void> {
  const { number, title, author, body, createdAt, labels, comments, pull } = issue;
  const commits = await commitsOf(repository, issue);
  const page: PullPage = {
    repository: repository.fullName,
    number,
    title,
    state: pull.mergedAt !== null ? 'merged' : issue.state === 'closed' ? 'closed' : pull.draft ? 'draft' : 'open',
    head: pull.headBranch,
    base: pull.baseBranch,
    labels,
    posts: [{ author, body: body ?? '', createdAt, updatedAt: createdAt }, ...comments],
    commits: commits.map(({ sha, author, message }) => ({
      oid: sha,
      author: author.name,
      title: message.split('\n', 1)[0]!,
    })),
    checks: checksOf(repository, pull.headSha),
    asOf: now.toISOString(),
  };
  writeFileSync(file, renderPullPage(page));
}

/** The last word of each status and check of a commit. */
function checksOf({ statuses, checkRuns }: Repository, commit: string): Check[] {
  const checks = new Map<string, Check>();
  for (const { sha, context, state, description } of statuses) {
    if (sha !== commit) continue;
    const shown = state === 'error' ? 'failure' : state;
    checks.set(`status ${context}`, { name: context, state: shown, description: description ?? '' });
  }
  for (const { sha, name, conclusion } of checkRuns) {
    if (sha !== commit) continue;
    const state = conclusion === null ? 'pending' : conclusion === 'success' ? 'success' : 'failure';
    checks.set(`check ${name}`, { name, state, description: 'a job of a workflow' });
  }
  return [...checks.values()];
}
