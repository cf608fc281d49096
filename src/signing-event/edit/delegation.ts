/** Delegations in an event's content: where a role's keys and threshold are written, and how they are written anew. */
import { withMembers } from '../../tuf/edit.ts';
import { entries, equalJson, get, names, objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyId } from '../../tuf/keyid.ts';
import {
  type DelegatedRole,
  type Delegations,
  delegationsOf,
  isTopLevelRole,
  type Keys,
  type Role,
  type Root,
  type Signed,
} from '../../tuf/metadata.ts';
import type { EventContent } from './event-content.ts';

/** A role as its delegator names it. */
export interface DelegationIn {
  /** root, targets, or (in imported repositories) another targets role. */
  readonly delegator: string;
  readonly role: Role;
  readonly keys: Keys;
}

/** The delegation of a role; undefined when nobody delegates it. */
export function delegationIn(event: EventContent, role: string): DelegationIn | undefined {
  const delegators = isTopLevelRole(role) ? ['root'] : ['targets', ...event.documents.keys()];
  for (const delegator of delegators) {
    const signed = event.documents.get(delegator)?.signed;
    const found = signed && rolesOf(signed).find(([name]) => name === role);
    if (found) return { delegator, role: found[1], keys: keysOf(signed) };
  }
  return undefined;
}

/** The roles that a document delegates, in its order. */
export function rolesOf(signed: Signed): readonly (readonly [name: string, role: Role])[] {
  if (signed._type === 'root') return entries((signed as Root).roles) as [string, Role][];
  return (delegationsOf(signed)?.roles ?? []).map((role) => [role.name, role] as const);
}

/** The key list that the delegations of a document refer to. */
export function keysOf(signed: Signed): Keys {
  if (signed._type === 'root') return (signed as Root).keys;
  return delegationsOf(signed)?.keys ?? (objectOf([]) as Keys);
}

/**
 * The delegator's signed part with a role as given, or without it. Keys that the role no longer lists leave the key list when no
 * other role uses them (SPEC A7); other unused keys are not this edit's business.
 */
export function withRoleIn(
  signed: Signed,
  name: string,
  role: Role | undefined,
  newKeys: Iterable<readonly [keyid: string, key: Key]> = [],
): Signed {
  const known = rolesOf(signed);
  const before = known.find(([other]) => other === name)?.[1];
  if (role && before && equalJson(role, before)) return signed;
  const others = known.filter(([other]) => other !== name);
  const stillUsed = new Set([...others.flatMap(([, { keyids }]) => keyids), ...(role?.keyids ?? [])]);
  const dropped = new Set(before?.keyids.filter((keyid) => !stillUsed.has(keyid)));
  const kept = entries(keysOf(signed)).filter(([keyid]) => !dropped.has(keyid));
  const keys = objectOf([...kept, ...newKeys]) as Keys;
  if (signed._type === 'root') {
    const roles = objectOf([...others, ...(role ? [[name, role] as const] : [])]);
    return withMembers(signed, { keys, roles });
  }
  return withDelegations(signed, { keys, roles: replaced(delegationsOf(signed)?.roles ?? [], name, role) });
}

/** In its place in the list, a new one at the end: clients ask roles in this order (TUF 5.6.7). */
function replaced(roles: readonly DelegatedRole[], name: string, role: Role | undefined): readonly DelegatedRole[] {
  const list = role ? [role as DelegatedRole] : [];
  const place = roles.findIndex((other) => other.name === name);
  if (place < 0) return [...roles, ...list];
  return [...roles.slice(0, place), ...list, ...roles.slice(place + 1)];
}

/** New metadata has no empty `delegations` (SPEC A2): the member goes with the last role, unless it says more. */
function withDelegations(signed: Signed, members: Pick<Delegations, 'keys' | 'roles'>): Signed {
  const delegations = withMembers(delegationsOf(signed) ?? objectOf([]), members);
  const isEmpty = members.roles.length === 0 && names(members.keys).length === 0 && names(delegations).length === 2;
  if (!isEmpty) return withMembers(signed, { delegations });
  return objectOf(entries(signed).filter(([name]) => name !== 'delegations')) as Signed;
}

/** The keyid that the list has for this very key, else the one of SPEC A3: historic keyids are kept. */
export function keyidIn(keys: Keys, key: Key): string {
  return names(keys).find((keyid) => equalJson(get(keys, keyid)!, key)) ?? keyId(key);
}
