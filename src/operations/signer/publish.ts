/** Handing over what was made (SPEC A7 *Branches*, B4): a push of one commit to one branch, or a local branch. */
import { forkPullRequestUrl, parseGithubUrl } from '../../deployment/github-url.ts';
import { TufError } from '../../errors.ts';
import { planEventMerge } from '../../signing-event/merge-signatures.ts';
import { shellWord } from '../../text/shell.ts';
import { styled, terminal as text } from '../../text/terminal.ts';
import type { Judgement } from '../../verifier/judge.ts';
import type { EventReading } from '../read-event.ts';
import { askForEnter } from './prompts/question.ts';
import type { SignerOptions, SignerSession } from './session.ts';
import { judgeForSigner, requireSoundEvent } from './verdict.ts';
import { commitFor, fetchEvent, type MadeCommit, readCommit, type Workspace } from './workspace.ts';

/** An event as it is at one of its commits. */
export interface JudgedEvent {
  readonly reading: EventReading;
  readonly judgement: Judgement;
}

/** What is published, and what it came from. */
export interface Publication {
  readonly workspace: Workspace;
  /** At least one, each on top of the one before, the first on top of the workspace's head. */
  readonly commits: readonly MadeCommit[];
  /** The event with all of them. */
  readonly result: JudgedEvent;
  /** Of a pull request from a fork. */
  readonly title: string;
  /** A fork gets a pull request to the event (SPEC A7: but not for an import). Default: yes. */
  readonly pullRequest?: boolean;
}

/** How often others may be faster before it is given up. */
const attempts = 5;

/**
 * Pushes, after enter; with `--no-push` makes the local branch. Gives back the event as it is then: others may have worked on it.
 * Errors: `aborted`; `push-rejected` when others changed the same; `git` and `no-remote` say where the commit is.
 */
export async function publish(
  session: SignerSession,
  options: Pick<SignerOptions, 'event' | 'push' | 'signDespiteErrors'>,
  publication: Publication,
): Promise<JudgedEvent> {
  const { repository, terminal, pushRemote } = session;
  const { event } = publication.workspace;
  if (!options.push) {
    await repository.createBranch(`refs/heads/${event}`, tipOf(publication.commits));
    say(
      session,
      text`Nothing was pushed: the result is the local branch ${event}. To push it:\n  git push ${shellWord(pushRemote)} ${shellWord(event)}`
        .text,
    );
    return publication.result;
  }
  await askForEnter(terminal, text`Press enter to push to ${event} of ${pushRemote}`);
  const isFork = pushRemote !== session.remote;
  if (isFork) {
    await pushOnce(session, publication, true);
    say(session, text`Pushed to ${event} of ${pushRemote}`.text);
    if (publication.pullRequest !== false) await openPullRequest(session, publication);
    return publication.result;
  }
  const { result } = await pushWithOthers(session, options, publication);
  say(session, text`Pushed to ${event} of ${pushRemote}`.text);
  return result;
}

/** Where others have been faster, their work and ours are put together and pushed again. */
async function pushWithOthers(
  session: SignerSession,
  options: Pick<SignerOptions, 'signDespiteErrors'>,
  publication: Publication,
): Promise<Publication> {
  let current = await onMovedDefaultBranch(session, options, publication);
  for (let attempt = 1; current.commits.length > 0; attempt++) {
    try {
      await pushOnce(session, current, false);
      break;
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== 'push-rejected' || attempt === attempts) throw error;
      current = await replayed(
        session,
        options,
        current,
        await fetchEvent(session, publication.workspace.event),
        error,
      );
    }
  }
  return current;
}

/** An event that was merged meanwhile, or another one, makes known good another: no push is rejected for that. */
async function onMovedDefaultBranch(
  session: SignerSession,
  options: Pick<SignerOptions, 'signDespiteErrors'>,
  publication: Publication,
): Promise<Publication> {
  const { workspace } = publication;
  const main = await tipOfDefaultBranch(session, workspace);
  if (main === undefined || main === workspace.main) return publication;
  const theirs = await fetchEvent(session, workspace.event);
  return isSameGround(workspace, theirs) ? publication : replayed(session, options, publication, theirs);
}

/** Undefined where the remote cannot be asked: the push says so, and what to do. */
async function tipOfDefaultBranch({ repository, remote }: SignerSession, { defaultBranch }: Workspace) {
  try {
    return (await repository.remoteBranches(remote)).get(`refs/heads/${defaultBranch}`);
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

function isSameGround(one: Workspace, other: Workspace): boolean {
  return one.head === other.head && one.reading.knownGood === other.reading.knownGood;
}

async function pushOnce(session: SignerSession, { workspace, commits }: Publication, force: boolean): Promise<void> {
  const { repository, pushRemote } = session;
  const { event, head, isNew } = workspace;
  const source = tipOf(commits);
  const target = `refs/heads/${event}`;
  try {
    // A branch that was merged and deleted meanwhile must not come to life again.
    await repository.push(pushRemote, [{ source, target, ...(force ? { force } : !isNew && { expected: head }) }]);
  } catch (error) {
    if (!(error instanceof TufError) || error.code === 'push-rejected') throw error;
    throw new TufError(error.code, error.message, {
      hint: `Nothing is lost, your signatures are in this clone. To push them later: git push ${shellWord(pushRemote)} ${source}:${shellWord(target)}`,
      cause: error,
    });
  }
}

/**
 * Our commits on top of what the others have pushed, judged anew.
 * @param rejection why they were not pushed; without one it was not tried
 * Errors: `push-rejected` when both changed the same, `unsound`
 */
async function replayed(
  session: SignerSession,
  options: Pick<SignerOptions, 'signDespiteErrors'>,
  { workspace, commits, ...rest }: Publication,
  theirs: Workspace,
  rejection?: TufError,
): Promise<Publication> {
  if (theirs.isNew && !workspace.isNew) {
    throw new TufError(
      'push-rejected',
      `The event ${workspace.event} is not there any more: it was merged or given up`,
      {
        hint: 'If it was not yet complete, ask who removed the branch; what you made was not pushed',
        ...(rejection && { cause: rejection }),
      },
    );
  }
  if (rejection && isSameGround(workspace, theirs)) throw rejection;
  session.terminal.show('Somebody else has pushed meanwhile: bringing your work and theirs together\n');
  const made: MadeCommit[] = [];
  let base = workspace.reading.context.state;
  let onto = theirs.reading;
  for (const commit of commits) {
    const ours = (await readCommit(session, workspace, commit.oid)).context.state;
    const merge = planEventMerge({ base, ours, theirs: onto.context.state }, session.verifier);
    if (merge.kind === 'conflict') {
      const [first] = merge.conflicts;
      throw new TufError(
        'push-rejected',
        `Somebody else has changed ${first?.path} meanwhile (${first?.reason}), so what you made does not fit any more`,
        {
          hint: 'Run the same command again: it starts from their work, and asks for your signature on that',
          ...(rejection && { cause: rejection }),
        },
      );
    }
    if (merge.changes.length > 0) {
      const next = await commitFor(session, onto.head, commit.message, merge.changes);
      made.push(next);
      onto = await readCommit(session, theirs, next.oid);
    }
    base = ours;
  }
  const judgement = judgeForSigner(onto);
  requireSoundEvent('Together with what was pushed meanwhile this cannot be pushed', onto, options, judgement);
  return { ...rest, workspace: theirs, commits: made, result: { reading: onto, judgement } };
}

function tipOf(commits: readonly MadeCommit[]): string {
  const tip = commits.at(-1);
  if (!tip) throw new TufError('internal', 'there is no commit to publish');
  return tip.oid;
}

/** Shows the address of the page on which the pull request is made, and opens it where there is a person. */
async function openPullRequest(session: SignerSession, { workspace, title }: Publication): Promise<void> {
  const { repository, terminal, remote, pushRemote } = session;
  const [upstream, fork] = await Promise.all(
    [remote, pushRemote].map(async (name) => parseGithubUrl(await repository.remoteUrl(name))),
  );
  if (!upstream || !fork) {
    say(session, text`Now ask for your branch to be merged into ${workspace.event} of ${remote}`.text);
    return;
  }
  const url = forkPullRequestUrl({ upstream, fork, event: workspace.event, title });
  say(session, text`Open a pull request to hand it over:\n  ${url}`.text);
  if (workspace.isNew) {
    terminal.show(
      text`The event has no branch in ${remote} yet: a maintainer has to make ${workspace.event} there first\n`.text,
    );
  }
  if (terminal.isInteractive) await session.openPage(url);
}

function say({ terminal }: SignerSession, sentence: string): void {
  terminal.show(`${styled('green', '✓', terminal.colour).text} ${sentence}\n`);
}
