/** What the menus show and change (SPEC A7): signers, threshold, periods and online keys of roles, read from an event's content. */
import { keyOwner, onlineUri } from '../../deployment/custom-fields.ts';
import { type Periods, parsePeriods, periodsHolder } from '../../deployment/periods.ts';
import { TufError } from '../../errors.ts';
import { equalJson } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { delegationIn } from './delegation.ts';
import { type EventContent, rootOf } from './event-content.ts';

/** Who signs a role: people by name, or one online key (threshold 1). */
export type RoleSigners =
  | { readonly kind: 'people'; readonly users: readonly string[]; readonly threshold: number }
  | { readonly kind: 'online'; readonly key: Key };

/** The role menu. */
export interface RoleConfig {
  readonly signers: RoleSigners;
  /** Undefined where none are written, or what is written makes no sense (imported repositories): then an edit leaves them. */
  readonly periods: Periods | undefined;
}

/** The online menu. */
export interface OnlineConfig {
  /** With its custom fields. */
  readonly key: Key;
  readonly timestamp: Periods | undefined;
  readonly snapshot: Periods | undefined;
}

/** Days: of new roles (SPEC A7). */
export const newRolePeriods: Periods = { expiry: 365, signing: 60 };
/** Days: of timestamp in a new repository (SPEC A7). */
export const newTimestampPeriods: Periods = { expiry: 2, signing: 1 };

/** A new role's config: the user alone (SPEC A7). */
export function newRoleConfig(user: string): RoleConfig {
  return { signers: { kind: 'people', users: [user], threshold: 1 }, periods: newRolePeriods };
}

/**
 * The present config of root, targets or a delegated role; undefined when nobody delegates it. People are the open invitees, then
 * the key holders, each once (SPEC A7 "Signer list").
 */
export function readRoleConfig(event: EventContent, role: string): RoleConfig | undefined {
  const delegation = delegationIn(event, role);
  if (!delegation) return undefined;
  const keys = signersOf(delegation).map(({ key }) => key);
  const signed = event.documents.get(role)?.signed;
  const periods = signed && parsePeriods(signed);
  const [first] = keys;
  // Beside people (imported repositories) an online key is left to whoever changes the list of people.
  if (first && keys.every((key) => onlineUri(key) !== undefined))
    return { signers: { kind: 'online', key: first }, periods };
  const users = new Set([...inviteesOf(event, role), ...keys.flatMap((key) => keyOwner(key) ?? [])]);
  return { signers: { kind: 'people', users: [...users], threshold: delegation.role.threshold }, periods };
}

/** Do the two say the same? The order of people does not matter. */
export function areSameSigners(one: RoleSigners, other: RoleSigners): boolean {
  if (one.kind === 'online' || other.kind === 'online') {
    return one.kind === 'online' && other.kind === 'online' && equalJson(one.key, other.key);
  }
  const [users, others] = [new Set(one.users), new Set(other.users)];
  const isSame = users.size === others.size && [...users].every((user) => others.has(user));
  return isSame && one.threshold === other.threshold;
}

/** People invited to the role, in order of invitation. */
export function inviteesOf({ invites }: EventContent, role: string): readonly string[] {
  return [...invites].flatMap(([user, roles]) => (roles.includes(role) ? [user] : []));
}

/** The present config of timestamp and snapshot. @throws TufError('no-metadata') without root, or without an online key */
export function readOnlineConfig(event: EventContent): OnlineConfig {
  const root = rootOf(event)?.signed;
  const timestamp = delegationIn(event, 'timestamp');
  const key = timestamp && signersOf(timestamp)[0]?.key;
  if (!root || !key) {
    throw new TufError('no-metadata', 'root does not say which online key signs timestamp and snapshot', {
      hint: 'Start a repository with tuf-on-ci-delegate EVENT, or restore metadata/root.json',
    });
  }
  const periodsOf = (role: string): Periods | undefined => {
    const holder = periodsHolder(role, undefined, root);
    return holder && parsePeriods(holder);
  };
  return { key, timestamp: periodsOf('timestamp'), snapshot: periodsOf('snapshot') };
}
