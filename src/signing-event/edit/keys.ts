/** A person's key in roles (SPEC A7): accepting invites, and one's new key in the place of the old one (SPEC B6). */
import { keyOwner, keyOwnerField } from '../../deployment/custom-fields.ts';
import { TufError } from '../../errors.ts';
import { withMembers } from '../../tuf/edit.ts';
import { get } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { delegationIn, keyidIn, keysOf, rolesOf } from './delegation.ts';
import type { EditContext, EventContent } from './event-content.ts';
import { withoutInvitesOf } from './invites.ts';
import { withVersionDue } from './new-version.ts';
import { withDelegation, withNewRole } from './role.ts';
import { newRolePeriods } from './role-config.ts';

/** Roles that the user is invited to. */
export function invitedRoles(event: EventContent, user: string): readonly string[] {
  return event.invites.get(user) ?? [];
}

/**
 * Accepts all open invites of a user with one key: it goes, with its owner, into the roles that delegate those invited to. The user
 * then signs the latter; signatures of others stay (SPEC A7).
 * @param key as the device gives it; an owner in it is replaced
 */
export function withAcceptedInvites(event: EventContent, user: string, key: Key, context: EditContext): EventContent {
  return withKeyOf(withoutInvitesOf(event, user), user, key, invitedRoles(event, user), context);
}

/** Roles that list a key of the user. */
export function rolesOfUser({ documents }: EventContent, user: string): readonly string[] {
  return [...documents.values()].flatMap(({ signed }) => {
    const owns = (keyid: string): boolean => {
      const key = get(keysOf(signed), keyid) as Key | undefined;
      return key !== undefined && keyOwner(key) === user;
    };
    return rolesOf(signed).flatMap(([role, { keyids }]) => (keyids.some(owns) ? [role] : []));
  });
}

/**
 * Puts a new key in the place of the user's old ones, in every role at once. Open invites stay open. For root both keys sign: the old
 * one counts for the known-good root, unless others meet its threshold.
 * @throws TufError('usage') when the user has no key in any role
 */
export function withReplacedKey(event: EventContent, user: string, key: Key, context: EditContext): EventContent {
  const roles = rolesOfUser(event, user);
  if (roles.length === 0) {
    throw new TufError('usage', `${user} has no key in any role that could be replaced`, {
      hint: 'Keys come into roles by invites: tuf-on-ci-delegate EVENT <role>',
    });
  }
  return withKeyOf(event, user, key, roles, context);
}

function withKeyOf(
  event: EventContent,
  user: string,
  key: Key,
  roles: readonly string[],
  context: EditContext,
): EventContent {
  const owned = withMembers(key, { [keyOwnerField]: user });
  const changed = roles.reduce((next, role) => withSigner(next, role, user, owned, context), event);
  return roles.reduce((next, role) => {
    const delegation = delegationIn(next, role);
    const acceptors = new Set(delegation ? [keyidIn(delegation.keys, owned)] : []);
    return withVersionDue(next, role, context, acceptors);
  }, changed);
}

/** The key at the end of the role's list; another key of the same person leaves: nobody signs twice (SPEC B1 *keys*). */
function withSigner(event: EventContent, role: string, user: string, key: Key, context: EditContext): EventContent {
  const delegation = delegationIn(event, role);
  // An invite to a role that is not there makes that role (SPEC B1 *event state*).
  if (!delegation) return withSigner(withNewRole(event, role, newRolePeriods, context), role, user, key, context);
  const keyid = keyidIn(delegation.keys, key);
  if (delegation.role.keyids.includes(keyid)) return event;
  const replaced = new Set(
    signersOf(delegation).flatMap((signer) => (keyOwner(signer.key) === user ? [signer.keyid] : [])),
  );
  const keyids = [...delegation.role.keyids.filter((other) => !replaced.has(other)), keyid];
  return withDelegation(event, role, delegation, { keyids }, [[keyid, key]], context);
}
