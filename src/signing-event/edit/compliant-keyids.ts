/** `--force-compliant-keyids` (SPEC A7): historic keyids become those of SPEC A3. */
import { withMembers } from '../../tuf/edit.ts';
import { entries, objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyId } from '../../tuf/keyid.ts';
import { delegationsOf, type Keys, type Role, type Signed } from '../../tuf/metadata.ts';
import { keysOf, rolesOf } from './delegation.ts';
import type { EditContext, EventContent } from './event-content.ts';
import { withSigned, withVersionOf } from './new-version.ts';

/**
 * Replaces every keyid in the key list and the roles of root or targets that is not its key's own. The targets roles concerned get a
 * new version: their signatures are filed under the old keyids. Nothing to replace gives the same event back.
 */
export function withCompliantKeyids(
  event: EventContent,
  delegator: 'root' | 'targets',
  context: EditContext,
): EventContent {
  const before = event.documents.get(delegator)?.signed;
  if (!before) return event;
  const renamed = renamedKeyids(before);
  const concerned = rolesOf(before).flatMap(([role, { keyids }]) =>
    keyids.some((keyid) => renamed.has(keyid)) ? [role] : [],
  );
  const changed = withSigned(event, delegator, withKeyids(before, renamed), context);
  return concerned.reduce((next, role) => {
    const signed = role === delegator ? undefined : next.documents.get(role)?.signed;
    return signed ? withVersionOf(next, role, signed, context) : next;
  }, changed);
}

/** Old keyid -> the one of SPEC A3, where they differ. */
export function renamedKeyids(signed: Signed): ReadonlyMap<string, string> {
  return new Map(
    entries(keysOf(signed)).flatMap(([keyid, key]): [string, string][] => {
      const own = keyId(key as Key);
      return own === keyid ? [] : [[keyid, own]];
    }),
  );
}

/** The signed part with other keyids, in keys and in roles. Two that become one are listed once. */
export function withKeyids(signed: Signed, renamed: ReadonlyMap<string, string>): Signed {
  if (renamed.size === 0) return signed;
  const own = (keyid: string): string => renamed.get(keyid) ?? keyid;
  const keys = objectOf(entries(keysOf(signed)).map(([keyid, key]) => [own(keyid), key])) as Keys;
  const ofRole = <R extends Role>(role: R): R => withMembers(role, { keyids: [...new Set(role.keyids.map(own))] });
  const delegations = delegationsOf(signed);
  if (delegations) {
    return withMembers(signed, {
      delegations: withMembers(delegations, { keys, roles: delegations.roles.map(ofRole) }),
    });
  }
  if (signed._type !== 'root') return signed;
  return withMembers(signed, { keys, roles: objectOf(rolesOf(signed).map(([name, role]) => [name, ofRole(role)])) });
}
