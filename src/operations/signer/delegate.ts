/** `tuf-on-ci-delegate EVENT [ROLE]`: starts a repository, or changes who signs a role and how (SPEC A7). */
import { metadataPath } from '../../deployment/layout.ts';
import { eventContent } from '../../signing-event/edit/event-content.ts';
import { invitedRoles, withReplacedKey } from '../../signing-event/edit/keys.ts';
import { type DelegationEdit, editDelegation, startRepository } from './edit-delegation.ts';
import { sayNextSteps } from './next-steps.ts';
import { askSigningKeyInVain } from './prompts/signing-key.ts';
import { type Proposal, propose } from './proposal.ts';
import { publish } from './publish.ts';
import { review, sayVoided } from './review.ts';
import type { SignerOptions, SignerOutcome, SignerSession } from './session.ts';
import { chooseKey, editContext, rememberKey, signRoles, withKeyAccepted } from './signing.ts';
import { sayErrors } from './verdict.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface DelegateOptions extends SignerOptions {
  /** Asked for when it is not given. */
  readonly role: string | undefined;
  readonly forceCompliantKeyids: boolean;
}

/**
 * Errors: as `signEvent`. An event with error findings may be edited; what comes out must be sound before a key is touched.
 */
export async function delegate(session: SignerSession, options: DelegateOptions): Promise<SignerOutcome> {
  const workspace = await openWorkspace(session, options);
  const edit = isEmpty(workspace)
    ? await startRepository(session, workspace, options)
    : await editExisting(session, workspace, options);
  if (!edit) {
    session.terminal.show('Nothing to do: everything stays as it is\n');
    return 'nothing-to-do';
  }
  const { event, message } = edit;
  const planned = await propose(session, workspace, options, { event, message, refusal: 'Nothing was changed' });
  await review(session, workspace, planned, options);
  const edited = await withOwnKey(session, workspace, options, edit, planned);
  const signed = await withSignatures(session, workspace, options, edited);
  const commits = signed ? [edited.commit, signed.commit] : [edited.commit];
  const result = await publish(session, options, { workspace, commits, result: signed ?? edited, title: message });
  sayNextSteps(session, options, workspace, result);
  return 'done';
}

/** What is wrong already is said first: the edit may be the one that mends it. */
function editExisting(
  session: SignerSession,
  workspace: Workspace,
  options: DelegateOptions,
): Promise<DelegationEdit | undefined> {
  sayErrors(session, workspace.reading, 'Unless what you change now mends this, it cannot be signed.');
  return editDelegation(session, workspace, options);
}

function isEmpty({ reading: { context } }: Workspace): boolean {
  const root = metadataPath('root');
  return !context.state.entries.has(root) && !context.base.entries.has(root);
}

/** Puts the user's own key into the edit where one is asked for (SPEC A7 `delegate`). */
async function withOwnKey(
  session: SignerSession,
  workspace: Workspace,
  options: DelegateOptions,
  { event, message, isSigner, replaceKey }: DelegationEdit,
  planned: Proposal,
): Promise<Proposal> {
  const { terminal, user } = session;
  const isInvited = isSigner && invitedRoles(event, user).length > 0;
  if (!replaceKey && !isInvited) {
    if (isSigner) await askSigningKeyInVain(terminal);
    return planned;
  }
  const key = await chooseKey(session);
  const accepted = isInvited ? withKeyAccepted(session, workspace.reading, event, key) : event;
  const context = editContext(session, workspace.reading);
  const edited = replaceKey ? withReplacedKey(accepted, user, key.key, context) : accepted;
  const input = { event: edited, message, refusal: 'Your key cannot be used' };
  const proposal = await propose(session, workspace, options, input);
  sayVoided(session, proposal, planned.findings);
  await rememberKey(session, proposal.reading, key);
  return proposal;
}

/** The user's signatures are a commit of their own (SPEC A7 *Commits*); there may be none. */
async function withSignatures(
  session: SignerSession,
  workspace: Workspace,
  options: DelegateOptions,
  onto: Proposal,
): Promise<Proposal | undefined> {
  const { user } = session;
  const { event, made } = await signRoles(session, onto.reading, eventContent(onto.reading.context.state));
  if (made === 0) return undefined;
  const refusal = 'What was signed cannot be pushed';
  return propose(session, workspace, options, { event, message: `Signed by ${user}`, refusal, onto });
}
