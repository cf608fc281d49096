/** Which signatures a person has to make in an event (SPEC A7), and how one is put into its document (SPEC A2). */
import { keyOwner } from '../deployment/custom-fields.ts';
import type { SignatureFields } from '../ports/signer.ts';
import { attachSignature, withMembers } from '../tuf/edit.ts';
import type { Key, SignatureEntry } from '../tuf/key.ts';
import { type Signer, signersOf } from '../tuf/signatures.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { signersOfRole } from '../verifier/eligible-keys.ts';
import { materialOf } from '../verifier/key-index.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import { entryOf, verifies } from '../verifier/signature-entries.ts';
import { delegationOf, type RepositoryState } from '../verifier/state.ts';
import { changedRoles, invitesDelegatedBy } from './changed-roles.ts';
import { type EventContent, withDocuments } from './edit/event-content.ts';

/** One signature that is missing: of which role, with which key. */
export interface DueSignature {
  readonly role: string;
  readonly keyid: string;
  readonly key: Key;
}

/**
 * The signatures that the user owes, role by role in SPEC A5's order; within a role the present keys in the order of its keyids, then
 * (root) those of known good.
 * @param state the event as it is to be signed
 */
export function planSignatures(
  state: RepositoryState,
  knownGood: RepositoryState,
  user: string,
  verifier: SignatureVerifier,
): readonly DueSignature[] {
  return changedRoles(state, knownGood)
    .filter((role) => !isOnlineRole(role) && !awaitsInvitees(state, role))
    .flatMap((role) =>
      keysOfUser(state, knownGood, role, user)
        .filter(({ keyid, key }) => {
          const entry = entryOf(state, role, keyid);
          return state.roles.has(role) && !(entry && verifies(entry, [key], verifier));
        })
        .map(({ keyid, key }) => ({ role, keyid, key })),
    );
}

/** What is signed now would be void when somebody accepts an invite to one of the role's delegations. */
export function awaitsInvitees(state: RepositoryState, role: string): boolean {
  return invitesDelegatedBy(state, role).size > 0;
}

/** The user's keys among those that may sign the role, each keyid once. */
function keysOfUser(state: RepositoryState, knownGood: RepositoryState, role: string, user: string): readonly Signer[] {
  const delegation = delegationOf(state, role);
  const present = delegation ? signersOf(delegation).filter(({ key }) => keyOwner(key) === user) : [];
  const known = role === 'root' ? delegationOf(knownGood, 'root') : undefined;
  const materials = new Set(present.map(({ key }) => materialOf(key)));
  const former = known
    ? signersOf(known).filter(({ key }) => keyOwner(key) === user || isUnderOldKeyid(key, materials))
    : [];
  return [...new Map([...former, ...present].map((signer) => [signer.keyid, signer])).values()].sort(
    (a, b) => rank(a, present) - rank(b, present),
  );
}

/** The key of an import: known good has it without an owner, the user has it now under another keyid (SPEC A7 *import-repo*). */
function isUnderOldKeyid(key: Key, materials: ReadonlySet<string | undefined>): boolean {
  const material = keyOwner(key) === undefined ? materialOf(key) : undefined;
  return material !== undefined && materials.has(material);
}

function rank(signer: Signer, present: readonly Signer[]): number {
  const place = present.indexOf(signer);
  return place < 0 ? present.length : place;
}

/**
 * Puts a signature into the event: in its place among the entries of those who may sign. Entries of others are dropped (SPEC B1).
 * @param state the event as it was signed
 * @throws TufError('signature') when it does not verify with the key
 */
export function withSignature(
  event: EventContent,
  state: RepositoryState,
  { role, keyid, key }: DueSignature,
  fields: SignatureFields,
  verifier: SignatureVerifier,
): EventContent {
  const document = event.documents.get(role)!;
  const { payload } = state.roles.get(role)!.document;
  const signed = attachSignature(document, payload, keyid, key, fields, verifier);
  const order = signatureOrder(state, role);
  return withDocuments(event, [[role, withMembers(signed, { signatures: inOrder(signed.signatures, order) })]]);
}

/** Keyids that may sign a role, as its entries are ordered: root by those of the version before first (SPEC A2). */
export function signatureOrder(state: RepositoryState, role: string): readonly string[] {
  const [own, before] = signersOfRole(state, role);
  return [...new Set([...(before?.role.keyids ?? []), ...(own?.role.keyids ?? [])])];
}

/** The entries of these keyids in this order, each once; those of nobody else. */
export function inOrder(entries: readonly SignatureEntry[], keyids: readonly string[]): readonly SignatureEntry[] {
  const byKeyid = new Map(entries.map((entry) => [entry.keyid, entry] as const).reverse());
  return keyids.flatMap((keyid) => byKeyid.get(keyid) ?? []);
}
