/** The action `online-sign`: signs, pushes, and hands the result over to publishing (SPEC A9, B5). */
import { TufError } from '../errors.ts';
import type { GitHub } from '../ports/github.ts';
import type { Oid, Repository } from '../ports/repository.ts';
import type { FetchUrl } from '../ports/web.ts';
import { type LiveDifference, readLiveDifference } from './live-difference.ts';
import { type OnlineSignOutcome, type OnlineSignPorts, onlineSign } from './online-sign.ts';
import type { Surroundings } from './read-event.ts';
import { followRemote, untilPushed } from './until-pushed.ts';

export interface RunOnlineSignInput {
  /** Name. */
  readonly defaultBranch: string;
  /** On a schedule publishing is started when there is something new, live differs or it has failed; otherwise always (SPEC A9). */
  readonly isSchedule: boolean;
  /** Where the metadata is published, when it is said. */
  readonly liveUrl: string | undefined;
  /** Where GitHub Pages serves a repository like this one, for tokens that may not ask; with `/` at the end. */
  readonly usualPagesUrl: string | undefined;
}

export interface RunOnlineSignPorts extends OnlineSignPorts {
  readonly github: GitHub;
  readonly fetchUrl: FetchUrl;
}

export interface RunOnlineSignOutcome extends OnlineSignOutcome {
  /** Whether publishing was started, and why. */
  readonly publishing: Publishing;
}

export type Publishing =
  | { readonly isStarted: true; readonly because: 'asked' | 'signed' | 'moved' | 'failed' }
  | { readonly isStarted: true; readonly because: 'differs'; readonly live: LiveDifference }
  | { readonly isStarted: false; readonly live: LiveDifference };

const publishBranch = 'publish';
const workflow = 'publish.yml';

/**
 * HEAD is the default branch's tip. What is signed is pushed before anything else is done with it.
 * Errors: those of `onlineSign`, `github`.
 */
export async function runOnlineSign(
  surroundings: Surroundings,
  input: RunOnlineSignInput,
  ports: RunOnlineSignPorts,
  onSigned: (outcome: OnlineSignOutcome) => void,
): Promise<RunOnlineSignOutcome> {
  const { repository } = surroundings;
  const branch = `refs/heads/${input.defaultBranch}`;
  const follow = () => followRemote(repository, [input.defaultBranch]);
  const outcome = await untilPushed(follow, () => onlineSign(surroundings, ports, { push: true, githubRef: branch }));
  if (outcome === undefined) {
    throw new TufError('git', `The default branch '${input.defaultBranch}' is not there any more`, {
      hint: 'Run the workflow again',
    });
  }
  onSigned(outcome);
  const hasMoved = await movePublish(repository, outcome.head);
  const publishing = await decide(surroundings, input, ports, outcome, hasMoved);
  if (publishing.isStarted) await ports.github.dispatchWorkflow(workflow, publishBranch, { ref: outcome.head });
  return { ...outcome, publishing };
}

async function decide(
  surroundings: Surroundings,
  { isSchedule, liveUrl, usualPagesUrl }: RunOnlineSignInput,
  { github, fetchUrl }: RunOnlineSignPorts,
  { signed, head }: OnlineSignOutcome,
  hasMoved: boolean,
): Promise<Publishing> {
  if (!isSchedule) return { isStarted: true, because: 'asked' };
  if (signed.length > 0) return { isStarted: true, because: 'signed' };
  if (hasMoved) return { isStarted: true, because: 'moved' };
  const pages = liveUrl === undefined ? ((await github.pagesUrl()) ?? usualPagesUrl) : undefined;
  const urls = liveUrl !== undefined ? [liveUrl] : pages !== undefined ? [`${pages}metadata/`, pages] : [];
  const live = await readLiveDifference(surroundings, head, urls, fetchUrl);
  if (live.kind === 'differs') return { isStarted: true, because: 'differs', live };
  return (await hasFailed(head, github)) ? { isStarted: true, because: 'failed' } : { isStarted: false, live };
}

/** A test, or a deployment elsewhere, that failed after the site was right; and the issue that is open for it (SPEC B5). */
async function hasFailed(head: Oid, github: GitHub): Promise<boolean> {
  try {
    return (await github.standing(workflow, publishBranch, head)) === 'failed';
  } catch (error) {
    // A token that may not look leaves it at what is served.
    if (error instanceof TufError && error.code === 'github') return false;
    throw error;
  }
}

/**
 * `publish` goes to the commit, never backwards (SPEC A1). Answers whether it was somewhere else before.
 * Errors: `push-rejected` when it holds what the default branch does not.
 */
async function movePublish(repository: Repository, commit: Oid): Promise<boolean> {
  const ref = `refs/heads/${publishBranch}`;
  const before = (await repository.remoteBranches('origin')).get(ref);
  if (before === commit) return false;
  try {
    await repository.push('origin', [{ source: commit, target: ref }]);
    return true;
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== 'push-rejected') throw error;
    if (await isNewer(repository, commit)) return true;
    throw new TufError(
      'push-rejected',
      `The branch '${publishBranch}' holds commits that are not on the default branch`,
      {
        hint: `Look at what they are; when nothing is lost by it, delete the branch '${publishBranch}' and run this workflow again`,
        cause: error,
      },
    );
  }
}

/** Another run, which began later, was faster: then it hands over more than we would. */
async function isNewer(repository: Repository, commit: Oid): Promise<boolean> {
  const tracking = `refs/remotes/origin/${publishBranch}`;
  await repository.fetch('origin', [{ source: `refs/heads/${publishBranch}`, target: tracking, force: true }]);
  const present = await repository.resolve(tracking);
  return present !== undefined && (await repository.mergeBase(present, commit)) === commit;
}
