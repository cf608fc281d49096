/** Family *signatures* (SPEC B1): a list does not say whose it is, so what was signed for one role can be shown for another. */
import type { Metadata } from '../../tuf/metadata.ts';
import type { Document } from '../document.ts';
import { eligibleKeys } from '../eligible-keys.ts';
import { type Rule, stepRule } from '../rule.ts';
import { entryOf, isUntouched, samePayload } from '../signature-entries.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { SignatureSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';

/**
 * Equal signatures over equal lists: an ECDSA or PSS signature that was made twice would differ. Of signers whose
 * schemes always give the same, two roles that mean the same are refused as well: nobody could tell.
 */
export const copied: Rule = stepRule({
  id: 'signatures/copied',
  on: 'signature',
  why: 'The empty list of one role, signed for that role, would empty any other that its signer signs (TUF 4.5: no list names its role).',
  step({ role, entry, document }: SignatureSubject, _, { state, base }) {
    if (isOnlineRole(role) || entry.sig === '') return undefined;
    // A stranger's is signatures/stranger.
    if (!eligibleKeys(state, role)?.has(entry.keyid)) return undefined;
    if (isUntouched({ document, entry }, entryOf(base, role, entry.keyid))) return undefined;
    const other = [base, state]
      .flatMap((of) => placesOf(of).get(placeOf(entry)) ?? [])
      .find((place) => place.role !== role && samePayload(place.document, document));
    return other && { keyid: entry.keyid, other: other.role };
  },
  say: ({ keyid, other }, { role }) =>
    `The signature of ${keyid} on ${role} is the one on ${other}, and was made for one of them`,
  remedy: (_, { role }) => `Give ${role} a new version and let it be signed: tuf-on-ci-delegate EVENT ${role}`,
});

interface Place {
  readonly role: string;
  readonly document: Document;
}

const places = new WeakMap<RepositoryState, ReadonlyMap<string, readonly Place[]>>();

/** Signature -> the roles that carry it: two of them tell as much as a million. */
function placesOf(state: RepositoryState): ReadonlyMap<string, readonly Place[]> {
  let known = places.get(state);
  if (!known) {
    known = collect(state);
    places.set(state, known);
  }
  return known;
}

function collect(state: RepositoryState): ReadonlyMap<string, readonly Place[]> {
  const known = new Map<string, Place[]>();
  for (const [role, { document }] of state.roles) {
    const metadata: Metadata | undefined = isOnlineRole(role) ? undefined : metadataOf(state, role);
    for (const entry of metadata?.signatures ?? []) {
      if (entry.sig === '') continue;
      const found = known.get(placeOf(entry));
      if (!found) known.set(placeOf(entry), [{ role, document }]);
      else if (found.length < 2) found.push({ role, document });
    }
  }
  return known;
}

const placeOf = ({ keyid, sig }: SignatureSubject['entry']): string => `${keyid}\n${sig.toLowerCase()}`;
