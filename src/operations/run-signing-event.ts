/** The action `signing-event`: brings a signing event and its pull request up to date (SPEC A9, B3, B4). */
import { TufError } from '../errors.ts';
import type { GitHub, PullRequest } from '../ports/github.ts';
import type { Repository } from '../ports/repository.ts';
import { renderStatus } from '../render/status-comment.ts';
import type { EventStatus } from '../signing-event/event-status.ts';
import {
  type EventBranches,
  findPullRequest,
  openPullRequest,
  type PullRequestPorts,
  setCommitStatus,
  setDraft,
  tellStatus,
} from './event-pull-request.ts';
import { type MergedSignatures, mergeForkSignatures } from './merge-fork-signatures.ts';
import type { Surroundings } from './read-event.ts';
import { readStatus, type StatusOutcome } from './status.ts';
import { followRemote, untilPushed } from './until-pushed.ts';
import { type UpdateTargetsOutcome, updateTargets } from './update-targets.ts';

export interface SigningEventInput extends EventBranches {
  /** Page of this run. */
  readonly runUrl: string;
  /** What this run pushes starts the next run by itself (SPEC A9). */
  readonly pushesStartWorkflows: boolean;
}

export interface SigningEventPorts extends PullRequestPorts {
  /** Told the status before GitHub is: what goes wrong there must not hide it. `text` is Markdown. */
  onStatus(status: EventStatus, text: string): Promise<void>;
}

interface Common {
  /** Signatures that came in pull requests of their own. */
  readonly merged: readonly MergedSignatures[];
}

export type SigningEventOutcome = Common &
  (
    | { /** The branch was deleted meanwhile. */ readonly kind: 'gone' }
    /** update-targets committed something: the status is the next run's. */
    | {
        readonly kind: 'updated';
        readonly roles: UpdateTargetsOutcome['roles'];
        readonly pullRequest: PullRequest | undefined;
      }
    | {
        readonly kind: 'status';
        readonly status: EventStatus;
        readonly pullRequest: PullRequest | undefined;
      }
  );

const workflow = 'signing-event.yml';
/** Whoever pushes faster than we read is told by the run that the push starts. */
const readings = 3;

/**
 * HEAD is the event's tip.
 * Errors: `push-rejected`, `git`, `github`, `signer`.
 */
export async function runSigningEvent(
  surroundings: Surroundings,
  input: SigningEventInput,
  ports: SigningEventPorts,
): Promise<SigningEventOutcome> {
  const { repository } = surroundings;
  const follow = () => followRemote(repository, [input.event, input.defaultBranch]);
  const merged: MergedSignatures[] = [];
  for (let reading = 1; ; reading++) {
    const found = await untilPushed(follow, () => mergeIntoHead(surroundings, input.event, ports));
    merged.push(...(found ?? []));
    const updated = await untilPushed(follow, () => updateAndPush(surroundings, input.event));
    if (updated === undefined) return { kind: 'gone', merged };
    if (updated.length > 0) return { ...(await handOver(repository, updated, input, ports)), merged };

    const outcome = await readStatus(surroundings);
    const tip = (await repository.remoteBranches('origin')).get(`refs/heads/${input.event}`);
    if (tip === undefined) return { kind: 'gone', merged };
    if (tip !== outcome.status.head && reading < readings) {
      await follow();
      continue;
    }
    return { ...(await tell(outcome, input, ports)), merged };
  }
}

async function mergeIntoHead(
  surroundings: Surroundings,
  event: string,
  { github, warn }: SigningEventPorts,
): Promise<readonly MergedSignatures[]> {
  const { repository } = surroundings;
  const head = (await repository.resolve('HEAD'))!;
  const pullRequests = await github.pullRequests({ base: event });
  const { tip, merged } = await mergeForkSignatures(surroundings, { event, head, pullRequests }, { github, warn });
  if (tip !== head) await repository.advance(head, tip);
  return merged;
}

/** Nothing when there was nothing to do; never makes a branch anew that somebody has deleted. */
async function updateAndPush(surroundings: Surroundings, event: string): Promise<UpdateTargetsOutcome['roles']> {
  const { repository } = surroundings;
  const before = await repository.resolve('HEAD');
  try {
    const { roles, head } = await updateTargets(surroundings, { push: false, githubRef: undefined });
    if (roles.length > 0) {
      await repository.push('origin', [
        { source: head, target: `refs/heads/${event}`, ...(before && { expected: before }) },
      ]);
    }
    return roles;
  } catch (error) {
    // An event that has nothing in common with the default branch: the status says so.
    if (error instanceof TufError && error.code === 'no-common-ancestor') return [];
    throw error;
  }
}

async function handOver(
  repository: Repository,
  roles: UpdateTargetsOutcome['roles'],
  input: SigningEventInput,
  ports: SigningEventPorts,
): Promise<{ kind: 'gone' } | { kind: 'updated'; roles: typeof roles; pullRequest: PullRequest | undefined }> {
  // First what the next run depends on: should this one end here, that one does the rest.
  if (!input.pushesStartWorkflows && !(await startNext(repository, input.event, ports.github))) return { kind: 'gone' };
  const pullRequest = await openPullRequest(input, ports);
  if (pullRequest) await setDraft(pullRequest, true, ports);
  return { kind: 'updated', roles, pullRequest };
}

/** False when there is no branch any more to start a workflow on. */
async function startNext(repository: Repository, event: string, github: GitHub): Promise<boolean> {
  try {
    await github.dispatchWorkflow(workflow, event);
    return true;
  } catch (error) {
    const isGone = !(await repository.remoteBranches('origin')).has(`refs/heads/${event}`);
    if (isGone && error instanceof TufError && error.code === 'github') return false;
    throw error;
  }
}

/** Pull request, comments, commit status. */
async function tell(
  { kind, status, knownGood }: StatusOutcome,
  input: SigningEventInput,
  ports: SigningEventPorts,
): Promise<{ kind: 'status'; status: EventStatus; pullRequest: PullRequest | undefined }> {
  const text = renderStatus(status, { hasMetadata: kind !== 'no-metadata', knownGood });
  await ports.onStatus(status, text);
  const hasChanges = kind === 'event' && status.head !== status.knownGood;
  const pullRequest = await (hasChanges ? openPullRequest(input, ports) : findPullRequest(input, ports));
  if (pullRequest) {
    await tellStatus(pullRequest.number, status, text, ports);
    await setDraft(pullRequest, !status.complete, ports);
  }
  await setCommitStatus(status, pullRequest?.url ?? input.runUrl, ports);
  return { kind: 'status', status, pullRequest };
}
