/** The pull request of a signing event: found or opened, and told the status (SPEC A9, B3). */
import type { Comment, GitHub, PullRequest, Refused } from '../ports/github.ts';
import {
  calledIn,
  callsOf,
  errorsOf,
  isStatusComment,
  renderCall,
  renderCommitStatus,
  renderPullRequestBody,
  renderStatusComment,
} from '../render/event-comment.ts';
import type { EventStatus } from '../signing-event/event-status.ts';

/** Names of branches. */
export interface EventBranches {
  readonly event: string;
  readonly defaultBranch: string;
}

export interface PullRequestPorts {
  readonly github: GitHub;
  /** Said of what could not be done and is gone on without. */
  warn(text: string): void;
}

/** The open one from the event's branch to the default branch, whoever opened it. */
export async function findPullRequest(
  { event, defaultBranch }: EventBranches,
  { github }: PullRequestPorts,
): Promise<PullRequest | undefined> {
  return (await github.pullRequests({ head: event, base: defaultBranch }))[0];
}

/** The same, or a new one. None where GitHub sees nothing to merge: that is said. */
export async function openPullRequest(
  branches: EventBranches,
  ports: PullRequestPorts,
): Promise<PullRequest | undefined> {
  const found = await findPullRequest(branches, ports);
  if (found) return found;
  const { github, warn } = ports;
  const { event, defaultBranch } = branches;
  const opened = await github.openPullRequest({
    title: `Signing event: ${event}`,
    body: renderPullRequestBody(event),
    head: event,
    base: defaultBranch,
  });
  if ('refused' in opened) {
    // The summary and the commit status say the rest.
    warn(opened.refused);
    return undefined;
  }
  return opened;
}

/** A draft while the event is not complete, then ready for review. */
export async function setDraft(
  pullRequest: PullRequest,
  isDraft: boolean,
  { github, warn }: PullRequestPorts,
): Promise<void> {
  if (pullRequest.isDraft !== isDraft) told(await github.setDraft(pullRequest, isDraft), warn);
}

/**
 * The status comment is edited in place; a comment of its own calls people whom nothing has called yet.
 * @param text the status as Markdown
 */
export async function tellStatus(
  number: number,
  status: EventStatus,
  text: string,
  { github, warn }: PullRequestPorts,
): Promise<void> {
  const own = (await github.comments(number)).filter(({ isTrusted }) => isTrusted);
  const [first, ...others] = own.filter(({ body }) => isStatusComment(body));
  if (first === undefined) {
    // Not where the pull request is opened: the run that did may have come no further.
    told(await github.addLabel(number, 'signing-event'), warn);
    const called = callsOf(status).flatMap(({ keys }) => keys);
    await github.addComment(number, renderStatusComment(text, status.head, called));
    return;
  }
  const body = renderStatusComment(text, status.head, calledIn(first.body));
  if (body !== first.body) await github.editComment(first.id, body);
  // Runs that overlapped have made one each.
  for (const { id } of others) await github.removeComment(id);
  await callNewOnes(number, status, own, github);
}

async function callNewOnes(
  number: number,
  status: EventStatus,
  comments: readonly Comment[],
  github: GitHub,
): Promise<void> {
  // While something is wrong, signing is not what has to be done.
  if (errorsOf(status) > 0) return;
  const called = new Set(comments.flatMap(({ body }) => calledIn(body)));
  const calls = callsOf(status).filter(({ keys }) => keys.some((key) => !called.has(key)));
  if (calls.length > 0) await github.addComment(number, renderCall(status.event, calls));
}

/** `tuf-on-ci/signing-event` on the head of the event, so that it can be required. */
export async function setCommitStatus(
  status: EventStatus,
  url: string,
  { github, warn }: PullRequestPorts,
): Promise<void> {
  const state = status.complete ? 'success' : errorsOf(status) > 0 ? 'failure' : 'pending';
  const description = renderCommitStatus(status);
  const context = 'tuf-on-ci/signing-event';
  told(await github.setCommitStatus(status.head, { context, state, description, url }), warn);
}

function told(outcome: Refused | undefined, warn: (text: string) => void): void {
  if (outcome) warn(outcome.refused);
}
