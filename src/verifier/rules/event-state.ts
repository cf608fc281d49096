/** Family *event state* (SPEC B1): who is invited to what. */
import { isUserName, keyOwner, onlineUri } from '../../deployment/custom-fields.ts';
import { listInWords } from '../../text/quantities.ts';
import { isTopLevelRole } from '../../tuf/metadata.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { isPlainRoleName } from '../names.ts';
import type { Delegation } from '../role-graph.ts';
import { type Rule, stateRule } from '../rule.ts';
import { delegationOf, invitesOf } from '../state.ts';
import type { FileSubject, InviteSubject } from '../subjects.ts';

const inviteAnew = (role: string) => `Invite people with the signer's tool: tuf-on-ci-delegate EVENT ${role}`;
const rewrite =
  'Let the signer\'s tool write it: "git checkout origin/HEAD -- metadata/.signing-event-state" or "git rm" it, then tuf-on-ci-delegate EVENT';

const form = stateRule({
  id: 'event-state/form',
  on: 'file',
  why: 'Invites that cannot be read are invites that nobody sees (SPEC A1).',
  check: ({ place }: FileSubject, { state: { eventState } }) =>
    place.kind === 'event-state' && !eventState.ok ? { problem: eventState.problem } : undefined,
  say: ({ problem }, { entry }) => `${entry.path} cannot be read: ${problem}`,
  remedy: () => rewrite,
});

const userNames = stateRule({
  id: 'event-state/user-name',
  on: 'file',
  why: 'An invite to a name that nobody can have is never answered (SPEC A3).',
  check: ({ place }: FileSubject, { state }) =>
    place.kind === 'event-state'
      ? [...invitesOf(state).keys()].filter((user) => !isUserName(user)).map((user) => ({ user }))
      : undefined,
  say: ({ user }) => `"${user}" is invited, which is no user name (@ and lower-case letters, digits or -)`,
  remedy: () => inviteAnew('<role>'),
});

const empty = stateRule({
  id: 'event-state/empty',
  on: 'file',
  why: 'The file exists only while invites are open (SPEC A1).',
  severity: 'warning',
  check({ place }: FileSubject, { state: { eventState } }) {
    if (place.kind !== 'event-state' || !eventState.ok) return undefined;
    const { invites } = eventState;
    return invites.size === 0 || [...invites.values()].some((roles) => roles.length === 0) ? {} : undefined;
  },
  say: (_, { entry }) => `${entry.path} has an empty list of invites`,
  remedy: (_, { entry }) => `Remove it when no invite is open: git rm ${entry.path}`,
});

const onlineRole = stateRule({
  id: 'event-state/online-role',
  on: 'invite',
  why: 'Nobody signs snapshot and timestamp by hand: a person invited there would stop the pipeline (SPEC B1).',
  check: ({ invitedTo }: InviteSubject) => (isTopLevelRole(invitedTo) && !isOffline(invitedTo) ? {} : undefined),
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo}, which is signed by an online key`,
  remedy: (_, { invitedTo }) => inviteAnew(invitedTo),
});

function isOffline(role: string): boolean {
  return role === 'root' || role === 'targets';
}

const roleName = stateRule({
  id: 'event-state/role-name',
  on: 'invite',
  why: 'An invite to a role that is not there makes that role: its name must be one (SPEC B1).',
  check: ({ invitedTo }: InviteSubject, { state }) =>
    delegationOf(state, invitedTo) || isTopLevelRole(invitedTo) || isPlainRoleName(invitedTo) ? undefined : {},
  say: (_, { user, invitedTo }) => `${user} is invited to "${invitedTo}", which can be no role's name`,
  remedy: () => inviteAnew('<role>'),
});

const onlineKey = stateRule({
  id: 'event-state/online-key',
  on: 'invite',
  why: 'An online key is the only key of its role (SPEC A7).',
  check({ invitedTo }: InviteSubject, { state }) {
    const delegation = delegationOf(state, invitedTo);
    // Those of snapshot and timestamp are event-state/online-role.
    if (!delegation || (isTopLevelRole(invitedTo) && !isOffline(invitedTo))) return undefined;
    return holdersOf(delegation).hasOnlineKey ? {} : undefined;
  },
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo}, which has an online key`,
  remedy: (_, { invitedTo }) => inviteAnew(invitedTo),
});

const alreadySigner = stateRule({
  id: 'event-state/already-signer',
  on: 'invite',
  why: 'Who has a key of the role already gets a second one, or replaces theirs: others should know which (SPEC B6).',
  severity: 'warning',
  check({ user, invitedTo }: InviteSubject, { state }) {
    const delegation = delegationOf(state, invitedTo);
    return delegation && holdersOf(delegation).owners.has(user) ? {} : undefined;
  },
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo} and has a key of it already`,
  remedy: (_, { user, invitedTo }) =>
    `If ${user} keeps their key, withdraw the invite: tuf-on-ci-delegate EVENT ${invitedTo}`,
});

interface Holders {
  readonly owners: ReadonlySet<string>;
  readonly hasOnlineKey: boolean;
}

const holders = new WeakMap<Delegation, Holders>();

/** Who holds the keys of a role; found once, an attacker chooses how many are invited. */
function holdersOf(delegation: Delegation): Holders {
  let found = holders.get(delegation);
  if (!found) {
    const keys = signersOf(delegation).map(({ key }) => key);
    found = {
      owners: new Set(keys.flatMap((key) => keyOwner(key) ?? [])),
      hasOnlineKey: keys.some((key) => onlineUri(key) !== undefined),
    };
    holders.set(delegation, found);
  }
  return found;
}

const usersNamed = 10;

const openOnDefault = stateRule({
  id: 'event-state/open-on-default',
  on: 'file',
  why: 'An invite that was merged unanswered waits for somebody who is no longer asked (SPEC B1).',
  severity: 'warning',
  check({ place }: FileSubject, { state }) {
    const users = [...invitesOf(state)].flatMap(([user, roles]) => (roles.length > 0 ? [user] : []));
    if (place.kind !== 'event-state' || users.length === 0) return undefined;
    return { users: users.slice(0, usersNamed), more: Math.max(users.length - usersNamed, 0) };
  },
  say: ({ users, more }) =>
    `Invites of ${listInWords([...users, ...(more > 0 ? [`${more} more`] : [])])} are still open on the default branch`,
  remedy: () => 'Finish or withdraw them in a signing event: tuf-on-ci-delegate EVENT <role>',
});

export const eventStateRules: readonly Rule[] = [
  form,
  userNames,
  empty,
  onlineRole,
  roleName,
  onlineKey,
  alreadySigner,
  openOnDefault,
];
