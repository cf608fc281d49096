/** How a document becomes a new version (SPEC A5): known good + 1, a new date, and nobody's signature. */
import { arePeriodsSound, parsePeriods } from '../../deployment/periods.ts';
import { canonicalJson } from '../../tuf/canonical-json.ts';
import { unsigned, withMembers, withNewVersion } from '../../tuf/edit.ts';
import { equalJson, objectOf } from '../../tuf/json.ts';
import type { Metadata, Signed } from '../../tuf/metadata.ts';
import { countSignatures, signersOf } from '../../tuf/signatures.ts';
import { payloadOf } from '../../tuf/verify.ts';
import { delegationOf } from '../../verifier/state.ts';
import { delegationIn } from './delegation.ts';
import { type EditContext, type EventContent, knownVersion, withDocuments } from './event-content.ts';
import { inviteesOf } from './role-config.ts';

/** The event with another signed part of a role; where nothing differs, the event as it was, signatures and all. */
export function withSigned(event: EventContent, role: string, signed: Signed, context: EditContext): EventContent {
  const before = event.documents.get(role);
  if (before && equalJson(before.signed, signed)) return event;
  return withVersionOf(event, role, signed, context);
}

/**
 * The event with a role as a new version, whether or not its content differs ("sign again now").
 * @throws TufError('version') past 2^53-1
 */
export function withVersionOf(event: EventContent, role: string, signed: Signed, context: EditContext): EventContent {
  const version = knownVersion(role, context) + 1;
  const periods = parsePeriods(signed);
  // Without a sound period nobody can say when it should expire, so the date stays.
  const next =
    periods && arePeriodsSound(periods)
      ? withNewVersion(signed, version, context.now, periods.expiry)
      : withMembers(signed, { version });
  const document = event.documents.get(role) ?? (objectOf([]) as Metadata);
  const changed = withDocuments(event, [[role, withMembers(document, { signed: next, signatures: [] })]]);
  return withDocuments(changed, [[role, unsigned(document, next, eligibleKeyids(changed, role, context)) as Metadata]]);
}

/** Who may sign a role, in the order of its signature entries (SPEC A2): root by the keys of known good first. */
function eligibleKeyids(event: EventContent, role: string, { knownGood }: EditContext): readonly string[] {
  const before = role === 'root' ? delegationOf(knownGood, 'root')?.role.keyids : undefined;
  return [...(before ?? []), ...(delegationIn(event, role)?.role.keyids ?? [])];
}

/**
 * Gives a role whose keys or threshold have changed a new version when its present signatures cannot meet them any more (SPEC A7).
 * A version that is new in the event waits for signatures anyway; so does one whose invitees can still make up for what is missing.
 * @param acceptors keyids that are about to sign
 */
export function withVersionDue(
  event: EventContent,
  role: string,
  context: EditContext,
  acceptors: ReadonlySet<string> = new Set(),
): EventContent {
  const document = event.documents.get(role);
  const delegation = delegationIn(event, role);
  if (role === 'root' || !document || !delegation) return event;
  if (document.signed.version !== knownVersion(role, context)) return withEmptyEntries(event, role, context);
  const payload = payloadOf(canonicalJson(document.signed));
  const counted = countSignatures(document, payload, delegation, context.verifier);
  const coming = signersOf(delegation).filter(({ keyid }) => acceptors.has(keyid));
  const signers = new Set([...counted.signed, ...coming].map(({ keyid }) => keyid)).size;
  const isMet = signers + inviteesOf(event, role).length >= delegation.role.threshold;
  return isMet ? event : withVersionOf(event, role, document.signed, context);
}

/** What is new in the event and signed by nobody yet has an empty entry for each of its present keys (SPEC A5). */
function withEmptyEntries(event: EventContent, role: string, context: EditContext): EventContent {
  const document = event.documents.get(role)!;
  if (document.signatures.some(({ sig }) => sig !== '')) return event;
  const empty = unsigned(document, document.signed, eligibleKeyids(event, role, context));
  return equalJson(empty, document) ? event : withDocuments(event, [[role, empty as Metadata]]);
}
