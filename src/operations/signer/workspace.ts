/**
 * A signing event to work on, read from the pull remote without a checkout (SPEC A7 *Branches*). Nothing of the user's is touched:
 * no branch, no index, no file. What is made are objects that no ref names until it is published.
 */
import { TufError } from '../../errors.ts';
import type { Change, Oid } from '../../ports/repository.ts';
import { shellWord } from '../../text/shell.ts';
import { type EventReading, readEvent } from '../read-event.ts';
import { say } from './prompts/say.ts';
import type { SignerOptions, SignerSession } from './session.ts';

export interface Workspace {
  /** Branch name. */
  readonly event: string;
  /** Name of the default branch that it will be merged into. */
  readonly defaultBranch: string;
  /** The event's commit, or the default branch's where the event is yet to come. */
  readonly head: Oid;
  /** The default branch's commit. */
  readonly main: Oid;
  /** The pull remote does not have the branch yet. */
  readonly isNew: boolean;
  /** What is at `head`, and known good behind it. */
  readonly reading: EventReading;
}

/** One of the commits to be published, on top of the one before. */
export interface MadeCommit {
  readonly oid: Oid;
  readonly parent: Oid;
  readonly message: string;
}

/** Fetches and reads an event. Errors: `usage` for a name that cannot be, `no-remote`, `git`, `no-common-ancestor`. */
export async function openWorkspace(
  session: SignerSession,
  { event, push }: Pick<SignerOptions, 'event' | 'push'>,
): Promise<Workspace> {
  const { repository, remote, pushRemote } = session;
  if (!repository.isBranchName(event)) {
    throw new TufError('usage', `"${event}" cannot be the name of a branch`, {
      hint: 'Name the event sign/<something>',
    });
  }
  for (const name of new Set([remote, pushRemote])) await repository.remoteUrl(name);
  // Told before anything is asked for, not once everything is signed.
  await repository.user();
  if (!push) await refuseExisting(session, event);
  const workspace = await fetchEvent(session, event);
  if (workspace.isNew && !event.startsWith('sign/')) {
    say(
      session.terminal,
      `The workflows look at branches named sign/… only, so nothing will happen to ${event}.`,
      'magenta',
    );
  }
  return workspace;
}

async function refuseExisting({ repository }: SignerSession, event: string): Promise<void> {
  const branches = await repository.refs('refs/heads');
  refuseBeside(event, branches.keys());
  if (!branches.has(`refs/heads/${event}`)) return;
  throw new TufError('git', `There is a local branch "${event}" already`, {
    hint: `With --no-push the result becomes that branch: remove it (git branch -D ${shellWord(event)}), or push`,
  });
}

/** A branch is a file for git: none can be a folder too. Told before anything is signed. */
function refuseBeside(event: string, branches: Iterable<string>): void {
  const own = `refs/heads/${event}`;
  const other = [...branches].find((ref) => ref.startsWith(`${own}/`) || own.startsWith(`${ref}/`));
  if (other === undefined) return;
  throw new TufError('usage', `git cannot have a branch "${event}" beside "${other.slice('refs/heads/'.length)}"`, {
    hint: 'Choose another name for the event',
  });
}

/** Brings what the pull remote has now. */
export async function fetchEvent(session: SignerSession, event: string): Promise<Workspace> {
  const { repository, remote } = session;
  const main = await nameOfDefaultBranch(session);
  if (event === main || event === 'publish') {
    throw new TufError('usage', `${event} is no signing event`, { hint: 'Name the event sign/<something>' });
  }
  const branches = await repository.remoteBranches(remote);
  if (!branches.has(`refs/heads/${main}`)) {
    throw new TufError('git', `The remote '${remote}' has no branch '${main}'`, {
      hint: 'Push a first commit to it, or name the default branch in the settings: default-branch = NAME',
    });
  }
  const tip = branches.get(`refs/heads/${event}`);
  if (tip === undefined) refuseBeside(event, branches.keys());
  const tracking = `refs/remotes/${remote}/${main}`;
  await repository.fetch(remote, [
    { source: `refs/heads/${main}`, target: tracking, force: true },
    // The objects alone are enough: no ref of the user's moves for it.
    ...(tip === undefined ? [] : [{ source: `refs/heads/${event}` }]),
  ]);
  const head = await repository.resolve(tip ?? tracking);
  if (head === undefined) {
    throw new TufError('git', `The branch '${event}' of '${remote}' moved while it was read`, {
      hint: 'Run the command again',
    });
  }
  const reading = await readAt(session, main, head);
  return {
    event,
    defaultBranch: main,
    head,
    main: branches.get(`refs/heads/${main}`)!,
    isNew: tip === undefined,
    reading,
  };
}

/** The settings' or the environment's, else the remote's own (SPEC A1). */
async function nameOfDefaultBranch({ repository, remote, defaultBranchNames }: SignerSession): Promise<string> {
  const given = defaultBranchNames.find((name) => name !== undefined && name !== '');
  return given ?? (await repository.remoteHead(remote)) ?? 'main';
}

function readAt(session: SignerSession, defaultBranch: string, head: Oid, after?: EventReading): Promise<EventReading> {
  const surroundings = { ...session, defaultBranchNames: [defaultBranch] };
  return readEvent(surroundings, head, { digests: true, ...(after && { after }) });
}

/** Reads a commit that is to become the event's. */
export function readCommit(
  session: SignerSession,
  { defaultBranch, reading }: Workspace,
  commit: Oid,
): Promise<EventReading> {
  return readAt(session, defaultBranch, commit, reading);
}

/** Writes a commit of the user's that no ref names. Errors: `git`. */
export async function commitFor(
  { repository, now }: SignerSession,
  parent: Oid,
  message: string,
  changes: readonly Change[],
): Promise<MadeCommit> {
  const author = await repository.user();
  const oid = await repository.commit(changes, { parents: [parent], message, author, now });
  return { oid, parent, message };
}
