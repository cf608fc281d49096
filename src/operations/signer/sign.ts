/** `tuf-on-ci-sign EVENT`: accepts the user's invites and makes the signatures that they owe (SPEC A7). */
import { eventContent } from '../../signing-event/edit/event-content.ts';
import { invitedRoles } from '../../signing-event/edit/keys.ts';
import { planSignatures } from '../../signing-event/signature-plan.ts';
import { listInWords } from '../../text/quantities.ts';
import type { Finding } from '../../verifier/finding.ts';
import { sayNextSteps } from './next-steps.ts';
import { say } from './prompts/say.ts';
import { type Proposal, propose } from './proposal.ts';
import { publish } from './publish.ts';
import { review, sayVoided } from './review.ts';
import type { SignerOptions, SignerOutcome, SignerSession } from './session.ts';
import { chooseKey, rememberKey, requireSignature, signRoles, withKeyAccepted } from './signing.ts';
import { requireSoundEvent, sayErrors } from './verdict.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * Errors: `usage`, `no-remote`, `git`, `unsound` before a key is touched, `aborted`, `signer`, `push-rejected`. Whatever it
 * ends with, either everything is pushed or nothing has changed.
 */
export async function signEvent(session: SignerSession, options: SignerOptions): Promise<SignerOutcome> {
  const workspace = await openWorkspace(session, options);
  const { user, verifier, terminal } = session;
  const { reading } = workspace;
  const { state, base } = reading.context;
  const invited = invitedRoles(eventContent(state), user);
  if (invited.length === 0 && planSignatures(state, base, user, verifier).length === 0) {
    const { event, isNew } = workspace;
    const why = isNew ? `${session.remote} has no event ${event}` : `${event} needs no signature of ${user}`;
    say(terminal, `Nothing to do: ${why}`);
    sayErrors(session, reading, 'It has errors that have to be mended before anybody can sign it.');
    return 'nothing-to-do';
  }
  if (invited.length > 0) say(terminal, `You are invited to sign ${listInWords(invited)}.`);
  const findings = requireSoundEvent('Nothing was signed', reading, options);
  await review(session, workspace, { reading, findings }, options);
  const signed =
    invited.length > 0
      ? await accept(session, workspace, options, findings)
      : await addSignatures(session, workspace, options);
  const { commit } = signed;
  const result = await publish(session, options, {
    workspace,
    commits: [commit],
    result: signed,
    title: commit.message,
  });
  sayNextSteps(session, options, workspace, result);
  return 'done';
}

const refusal = 'What was signed cannot be pushed';

/** The key goes into the delegating metadata, then the roles are signed; all of it is one commit (SPEC A7 *Commits*). */
async function accept(
  session: SignerSession,
  workspace: Workspace,
  options: SignerOptions,
  shown: readonly Finding[],
): Promise<Proposal> {
  const { user } = session;
  const key = await chooseKey(session);
  const accepted = withKeyAccepted(session, workspace.reading, eventContent(workspace.reading.context.state), key);
  const message = `${user} accepted invitation`;
  const unsigned = { event: accepted, message, refusal: 'Your invitation was not accepted' };
  const proposal = await propose(session, workspace, options, unsigned);
  const { reading } = proposal;
  sayVoided(session, proposal, shown);
  await rememberKey(session, reading, key);
  const { event } = await signRoles(session, reading, accepted);
  return propose(session, workspace, options, { event, message, refusal });
}

async function addSignatures(session: SignerSession, workspace: Workspace, options: SignerOptions): Promise<Proposal> {
  const { reading } = workspace;
  const signed = await signRoles(session, reading, eventContent(reading.context.state));
  requireSignature(signed);
  const message = `Signature from ${session.user}`;
  return propose(session, workspace, options, { event: signed.event, message, refusal });
}
