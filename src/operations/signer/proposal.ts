/** An event as it is about to be: committed where no ref names it, read back from there, and judged (SPEC B1, B6). */
import { changesOf, type EventContent } from '../../signing-event/edit/event-content.ts';
import type { Finding } from '../../verifier/finding.ts';
import type { Judgement } from '../../verifier/judge.ts';
import type { RepositoryState } from '../../verifier/state.ts';
import type { EventReading } from '../read-event.ts';
import type { SignerOptions, SignerSession } from './session.ts';
import { judgeForSigner, requireSoundEvent } from './verdict.ts';
import { commitFor, type MadeCommit, readCommit, type Workspace } from './workspace.ts';

export interface Proposal {
  readonly event: EventContent;
  readonly commit: MadeCommit;
  readonly reading: EventReading;
  readonly judgement: Judgement;
  readonly findings: readonly Finding[];
}

export interface ProposalInput {
  readonly event: EventContent;
  /** The commit's. */
  readonly message: string;
  /** What is said first when it is unsound: `Nothing was changed`. */
  readonly refusal: string;
  /** What it goes on top of. Default: the workspace's head. */
  readonly onto?: Proposal;
}

/** Errors: `unsound`, unless the person insists; `git`. */
export async function propose(
  session: SignerSession,
  workspace: Workspace,
  options: Pick<SignerOptions, 'signDespiteErrors'>,
  { event, message, refusal, onto }: ProposalInput,
): Promise<Proposal> {
  const before: RepositoryState = (onto?.reading ?? workspace.reading).context.state;
  const parent = onto?.commit.oid ?? workspace.head;
  const commit = await commitFor(session, parent, message, changesOf(before, event));
  const reading = await readCommit(session, workspace, commit.oid);
  const judgement = judgeForSigner(reading);
  const findings = requireSoundEvent(refusal, reading, options, judgement);
  return { event, commit, reading, judgement, findings };
}
