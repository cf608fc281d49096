/** The role menu's work (SPEC A7 "What an edit changes"): signers, threshold and periods of a role, and new delegated roles. */
import { expiryPeriodField, keyOwner, onlineUri, signingPeriodField } from '../../deployment/custom-fields.ts';
import { type Periods, parsePeriods } from '../../deployment/periods.ts';
import { TufError } from '../../errors.ts';
import { withMembers } from '../../tuf/edit.ts';
import { type Json, type JsonObject, objectOf } from '../../tuf/json.ts';
import { isTopLevelRole, type Role, type Signed } from '../../tuf/metadata.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { foldedName, isPlainRoleName } from '../../verifier/names.ts';
import { type DelegationIn, delegationIn, keyidIn, withRoleIn } from './delegation.ts';
import type { EditContext, EventContent } from './event-content.ts';
import { withInvitees } from './invites.ts';
import { withSigned, withVersionDue, withVersionOf } from './new-version.ts';
import {
  areSameSigners,
  inviteesOf,
  newRolePeriods,
  type RoleConfig,
  type RoleSigners,
  readRoleConfig,
} from './role-config.ts';

/**
 * Gives root, targets or a delegated role the config; makes a delegated role that is not there yet. What the config leaves as it
 * is stays byte for byte: nothing to do gives the same event back.
 * @throws TufError('usage') for a name or a config that cannot be, `no-metadata` when its delegator is missing
 */
export function withRole(event: EventContent, role: string, config: RoleConfig, context: EditContext): EventContent {
  const isNew = !delegationIn(event, role);
  const delegated = isNew ? withNewRole(event, role, config.periods ?? newRolePeriods, context) : event;
  const signed = withSigners(delegated, role, config.signers, context);
  const dated = isNew ? signed : withPeriods(signed, role, config.periods, context);
  return dated === event ? event : withVersionDue(dated, role, context);
}

/** Signers and threshold: the delegating role and the invites alone. */
function withSigners(event: EventContent, role: string, signers: RoleSigners, context: EditContext): EventContent {
  const delegation = delegationIn(event, role)!;
  if (areSameSigners(readRoleConfig(event, role)!.signers, signers)) return event;
  if (signers.kind === 'online') {
    const keyid = keyidIn(delegation.keys, signers.key);
    const online = { keyids: [keyid], threshold: 1 };
    const changed = withDelegation(event, role, delegation, online, [[keyid, signers.key]], context);
    return withInvitees(changed, role, []);
  }
  checkPeople(role, signers);
  const users = new Set(signers.users);
  const kept = signersOf(delegation).filter(({ key }) => {
    const owner = keyOwner(key);
    // Nobody can list a key without an owner (imported repositories), so leaving it off is not meant.
    return owner === undefined ? onlineUri(key) === undefined : users.has(owner);
  });
  const holders = new Set(kept.map(({ key }) => keyOwner(key)));
  const invited = new Set(inviteesOf(event, role));
  const invitees = [...users].filter((user) => invited.has(user) || !holders.has(user));
  const people = { keyids: kept.map(({ keyid }) => keyid), threshold: signers.threshold };
  return withInvitees(withDelegation(event, role, delegation, people, [], context), role, invitees);
}

function checkPeople(role: string, { users, threshold }: RoleSigners & { kind: 'people' }): void {
  const count = new Set(users).size;
  if (count === 0) throw new TufError('usage', `${role} needs at least one signer`);
  if (!Number.isSafeInteger(threshold) || threshold < 1) {
    throw new TufError('usage', `A threshold of ${threshold} cannot be`, { hint: 'Give a whole number of at least 1' });
  }
}

/** Writes keyids, threshold or other members of a role into its delegator. */
export function withDelegation(
  event: EventContent,
  role: string,
  { delegator, role: before }: DelegationIn,
  members: Readonly<Record<string, Json>>,
  newKeys: Parameters<typeof withRoleIn>[3],
  context: EditContext,
): EventContent {
  const { signed } = event.documents.get(delegator)!;
  const changed = withRoleIn(signed, role, withMembers(before, members) as Role, newKeys);
  return withSigned(event, delegator, changed, context);
}

function withPeriods(
  event: EventContent,
  role: string,
  periods: Periods | undefined,
  context: EditContext,
): EventContent {
  const signed = event.documents.get(role)?.signed;
  if (!periods || !signed) return event;
  return withSigned(event, role, withPeriodMembers(signed, periods), context);
}

/** The holder of periods (SPEC A3) with these; what says the same already stays as it is written. */
export function withPeriodMembers<T extends JsonObject>(holder: T, periods: Periods): T {
  const before = parsePeriods(holder);
  if (before?.expiry === periods.expiry && before.signing === periods.signing) return holder;
  return withMembers(holder, { [expiryPeriodField]: periods.expiry, [signingPeriodField]: periods.signing });
}

/** The paths of a delegated role down to a depth of folders (SPEC A5: four). */
export function ownPaths(role: string, depth = 4): readonly string[] {
  return Array.from({ length: depth }, (_, i) => `${role}${'/*'.repeat(i + 1)}`);
}

/** A new role below targets: its delegation, without signers yet, and its file, which lists nothing. */
export function withNewRole(event: EventContent, role: string, periods: Periods, context: EditContext): EventContent {
  const targets = event.documents.get('targets')?.signed;
  if (isTopLevelRole(role) || !targets) {
    throw new TufError(
      'no-metadata',
      `Without metadata/${isTopLevelRole(role) ? 'root' : 'targets'}.json there is no ${role}`,
    );
  }
  checkRoleName(event, role);
  const delegation = { keyids: [], threshold: 1, name: role, paths: ownPaths(role), terminating: true };
  const delegating = withRoleIn(targets, role, objectOf(Object.entries(delegation)) as Role);
  const delegated = withSigned(event, 'targets', delegating, context);
  if (delegated.documents.has(role)) return delegated;
  return withVersionOf(delegated, role, newSigned('targets', { targets: objectOf([]) }, periods), context);
}

/** The signed part of new metadata; version and expiry are the new version's to set. */
export function newSigned(type: 'root' | 'targets', members: Readonly<Record<string, Json>>, periods: Periods): Signed {
  const first = { _type: type, spec_version: '1.0.31', ...members };
  return withPeriodMembers(objectOf(Object.entries(first)), periods) as Signed;
}

/** May a new role have this name? @throws TufError('usage') */
export function checkRoleName(event: EventContent, role: string): void {
  if (!isPlainRoleName(role)) {
    throw new TufError('usage', `"${role}" cannot be the name of a role`, {
      hint: 'Use letters of one script, digits, - and _: it becomes a file name and a folder',
    });
  }
  const folded = foldedName(role);
  const twin = [...event.documents.keys(), 'timestamp', 'snapshot'].find((name) => foldedName(name) === folded);
  if (twin !== undefined && twin !== role) {
    throw new TufError('usage', `"${role}" and the role "${twin}" differ by letter case alone`, {
      hint: 'Choose a name that no disk takes for the other',
    });
  }
}
