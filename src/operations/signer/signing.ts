/** Making the signatures that a person owes in an event (SPEC A7 *sign a role*). */
import { keyOwnerField } from '../../deployment/custom-fields.ts';
import { TufError } from '../../errors.ts';
import type { NewKey } from '../../ports/own-keys.ts';
import type { EditContext, EventContent } from '../../signing-event/edit/event-content.ts';
import { withAcceptedInvites } from '../../signing-event/edit/keys.ts';
import { planSignatures, withSignature } from '../../signing-event/signature-plan.ts';
import { withMembers } from '../../tuf/edit.ts';
import { equalJson } from '../../tuf/json.ts';
import { rememberPlace } from '../own-keys/remember-place.ts';
import type { EventReading } from '../read-event.ts';
import { say } from './prompts/say.ts';
import { askSigningKey } from './prompts/signing-key.ts';
import type { SignerSession } from './session.ts';

/** What edits are made against. */
export function editContext({ now, verifier }: SignerSession, { context: { base } }: EventReading): EditContext {
  return { knownGood: base, now, verifier };
}

export interface Signed {
  readonly event: EventContent;
  /** Signatures made, and signatures that could not be made. */
  readonly made: number;
  readonly missing: number;
}

/**
 * Asks for each signature that the user owes.
 * @param reading the event as it is to be signed, and the content it has
 * Errors: `aborted`; `signer` when there was something to sign and nothing could be signed.
 */
export async function signRoles(session: SignerSession, reading: EventReading, event: EventContent): Promise<Signed> {
  const { user, verifier, ownKeys, terminal } = session;
  const { state, base } = reading.context;
  let signed = event;
  let [made, missing] = [0, 0];
  for (const due of planSignatures(state, base, user, verifier)) {
    // Told before a login, not after it.
    if (due.key.keytype === 'sigstore-oidc') await session.prepareSigstore();
    const payload = state.roles.get(due.role)?.document.payload.bytes;
    const fields = payload && (await ownKeys.sign({ ...due, payload }));
    if (fields) {
      if (fields.bundle) await session.prepareSigstore();
      signed = withSignature(signed, state, due, fields, verifier);
      made += 1;
      say(terminal, `✓ Signed ${due.role}`, 'green');
    } else missing += 1;
  }
  return { event: signed, made, missing };
}

/** Asks which key the user signs with from now on. Errors: `aborted`. */
export function chooseKey(session: SignerSession): Promise<NewKey> {
  return askSigningKey(session.terminal, session.ownKeys);
}

/** The event with the user's invites accepted. */
export function withKeyAccepted(
  session: SignerSession,
  reading: EventReading,
  event: EventContent,
  { key }: NewKey,
): EventContent {
  return withAcceptedInvites(event, session.user, key, editContext(session, reading));
}

/** Keeps where a new key is, under the keyid that it has got: what follows asks for its signatures (SPEC B6). */
export async function rememberKey(session: SignerSession, reading: EventReading, { key, uri }: NewKey): Promise<void> {
  // A login is what such a key needs anyway (SPEC A7).
  if (uri.startsWith('sigstore:')) return;
  const owned = withMembers(key, { [keyOwnerField]: session.user });
  const keyids = new Set<string>();
  for (const { keys } of reading.context.state.graph.all) {
    for (const [keyid, listed] of Object.entries(keys)) if (equalJson(listed, owned)) keyids.add(keyid);
  }
  for (const keyid of keyids) await rememberPlace(session, keyid, uri);
}

/** Refuses to go on when there was something to sign and nothing was. */
export function requireSignature({ made, missing }: Signed): void {
  if (made > 0 || missing === 0) return;
  throw new TufError('signer', 'Nothing was signed, so there is nothing to push', {
    hint: 'Run the command again when you have your signing device',
  });
}
