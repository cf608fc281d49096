/** Family *roles* (SPEC B1): who may sign what, and whether they can. */

import { get, has, names } from '../../tuf/json.ts';
import { isTopLevelRole, type Role, type Root, topLevelRoles } from '../../tuf/metadata.ts';
import { type Signer, signersOf } from '../../tuf/signatures.ts';
import { holderOf, materialOf } from '../key-index.ts';
import type { Delegation } from '../role-graph.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import { delegationOf, invitesOf, type RepositoryState } from '../state.ts';
import type { DelegationSubject, KeySubject, RoleSubject } from '../subjects.ts';
import { keyName } from './key-sentences.ts';
import { onlineKeyRules } from './online-keys.ts';

const delegate = (_: unknown, { delegation: { name } }: DelegationSubject): string =>
  `Set its signers and threshold: tuf-on-ci-delegate EVENT ${name}`;

const thresholdZero = stateRule({
  id: 'roles/threshold-zero',
  on: 'delegation',
  why: 'A role that needs no signature is signed by everybody (TUF 4.3).',
  check: ({ delegation: { role } }: DelegationSubject) =>
    role.threshold < 1 ? { threshold: role.threshold } : undefined,
  say: ({ threshold }, { delegation: { name } }) => `${name} has a threshold of ${threshold}; it must be at least 1`,
  remedy: delegate,
});

const thresholdUnreachable = stateRule({
  id: 'roles/threshold-unreachable',
  on: 'delegation',
  why: 'A role that its keys can never sign is lost, and root with it everything (TUF 4.3).',
  check({ delegation }: DelegationSubject, context) {
    const { threshold } = delegation.role;
    const keys = distinctKeys(delegation);
    // Without any key it is roles/no-keys.
    if (keys === 0 || threshold <= keys || awaitsSigners(delegation, context)) return undefined;
    return { threshold, keys };
  },
  say: ({ threshold, keys }, { delegation: { name } }) =>
    `${name} needs ${threshold} signatures but has ${keys} different ${keys === 1 ? 'key' : 'keys'}`,
  remedy: delegate,
});

/** Distinct key materials. A key that is missing or cannot be used is a finding of its own, and counts here. */
function distinctKeys({ role, keys }: Delegation): number {
  const identities = role.keyids.map((keyid) => {
    const key = get(keys, keyid) as Signer['key'] | undefined;
    const material = key && materialOf(key);
    return material === undefined ? `keyid ${keyid}` : `material ${material}`;
  });
  return new Set(identities).size;
}

const noKeys = stateRule({
  id: 'roles/no-keys',
  on: 'delegation',
  why: 'What nobody can sign no client accepts; only open invites make that pass (SPEC B1).',
  check: ({ delegation }: DelegationSubject, context) =>
    delegation.role.keyids.length === 0 && !awaitsSigners(delegation, context) ? {} : undefined,
  say: (_, { delegation: { name } }) => `${name} has no keys, and nobody is invited`,
  remedy: (_, { delegation: { name } }) => `Invite signers: tuf-on-ci-delegate EVENT ${name}`,
});

/** Are invites to the role open? Behind the merge nobody waits for them: what is published must be complete. */
function awaitsSigners({ name }: Delegation, { state, door }: Context): boolean {
  return (door === 'event' || door === 'sign') && invitedRoles(state).has(name);
}

const invited = new WeakMap<RepositoryState, ReadonlySet<string>>();

function invitedRoles(state: RepositoryState): ReadonlySet<string> {
  let roles = invited.get(state);
  if (!roles) {
    roles = new Set([...invitesOf(state).values()].flat());
    invited.set(state, roles);
  }
  return roles;
}

const keyMissing = stateRule({
  id: 'roles/key-missing',
  on: 'delegation',
  why: 'go-tuf refuses metadata with a keyid that has no key (CLIENTS.md).',
  check: ({ delegation: { role, keys } }: DelegationSubject) =>
    [...new Set(role.keyids)].filter((keyid) => !has(keys, keyid)).map((keyid) => ({ keyid })),
  say: ({ keyid }, { delegation: { name } }) => `${name} lists the keyid ${keyid}, which has no key`,
  remedy: delegate,
});

const keyidTwice = stateRule({
  id: 'roles/keyid-twice',
  on: 'delegation',
  why: 'Clients refuse a role whose keyids repeat, or count its key twice (TUF 4.3).',
  check({ delegation: { role } }: DelegationSubject) {
    const seen = new Set<string>();
    const twice = role.keyids.filter((keyid) => seen.size === seen.add(keyid).size);
    return [...new Set(twice)].map((keyid) => ({ keyid }));
  },
  say: ({ keyid }, { delegation: { name } }) => `${name} lists the keyid ${keyid} more than once`,
  remedy: delegate,
});

const unusedKey = stateRule({
  id: 'roles/unused-key',
  on: 'key',
  why: 'A key that no role lists is one that nobody reviews, until a later change quietly makes use of it (SPEC B1).',
  historic: true,
  // Who lists the keys of a role that nobody delegates to is not looked at: the role is another family's finding.
  check: ({ role, usedBy }: KeySubject, { state }) =>
    usedBy.length === 0 && delegationOf(state, role) ? {} : undefined,
  say: (_, { keyid, key, role }) => `No role that ${role} delegates uses the key ${keyName({ keyid, key })}`,
  remedy: (_, { role }) => `Take the key off the list of ${role}: tuf-on-ci-delegate EVENT ${role}`,
});

const topLevelMissing = stateRule({
  id: 'roles/top-level-missing',
  on: 'role',
  why: 'Clients refuse a root without one of its four roles (TUF 4.3).',
  check: (subject: RoleSubject) =>
    rootOf(subject, (root) => topLevelRoles.filter((name) => !has(root.roles, name)).map((name) => ({ name }))),
  say: ({ name }) => `root does not say who signs ${name}`,
  remedy: ({ name }) => `Add the role: tuf-on-ci-delegate EVENT ${name}`,
});

const topLevelExtra = stateRule({
  id: 'roles/top-level-extra',
  on: 'role',
  why: 'root delegates four roles and no fifth: some clients refuse one, the others never look at it (TUF 4.3).',
  check: (subject: RoleSubject) =>
    rootOf(subject, (root) =>
      names(root.roles)
        .filter((name) => !isTopLevelRole(name))
        .map((name) => ({ name })),
    ),
  say: ({ name }) => `root has a role "${name}", which is none of root, targets, snapshot and timestamp`,
  remedy: () => 'Make the change of root again without it: tuf-on-ci-delegate EVENT root',
});

const consistentSnapshot = stateRule({
  id: 'roles/consistent-snapshot',
  on: 'role',
  why: 'Only with consistent snapshots can a client download while a new version is published (SPEC A2).',
  check: (subject: RoleSubject) => rootOf(subject, (root) => (root.consistent_snapshot ? [] : [{}])),
  say: () => 'root turns consistent_snapshot off',
  remedy: () => 'Make the change of root again with consistent_snapshot true: tuf-on-ci-delegate EVENT root',
});

const onlineRolesDiffer = stateRule({
  id: 'roles/online-roles-differ',
  on: 'role',
  why: 'snapshot and timestamp are signed in one go: one key more on either side is a weaker side (SPEC B1).',
  check: (subject: RoleSubject) =>
    rootOf(subject, ({ roles }) => {
      const [snapshot, timestamp] = ['snapshot', 'timestamp'].map((name) => get(roles, name) as Role | undefined);
      if (!snapshot || !timestamp) return [];
      const sameKeys = sameSet(snapshot.keyids, timestamp.keyids);
      return sameKeys && snapshot.threshold === timestamp.threshold ? [] : [{ what: sameKeys ? 'threshold' : 'keys' }];
    }),
  say: ({ what }) => `snapshot and timestamp do not have the same ${what}`,
  remedy: () => 'Set the online key of both: tuf-on-ci-delegate EVENT timestamp',
});

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const set = new Set(one);
  const others = new Set(other);
  return set.size === others.size && other.every((item) => set.has(item));
}

function rootOf<E>({ metadata: { signed } }: RoleSubject, check: (root: Root) => E[]): E[] {
  return signed._type === 'root' ? check(signed as Root) : [];
}

const thresholdLowered = stepRule({
  id: 'roles/threshold-lowered',
  on: 'delegation',
  why: 'Fewer signers than before will do from now on: everybody who signs this should know.',
  severity: 'warning',
  step({ delegation: { role } }: DelegationSubject, before) {
    const known = before?.delegation.role.threshold ?? 0;
    // 0 is roles/threshold-zero.
    return role.threshold >= 1 && role.threshold < known ? { threshold: role.threshold, known } : undefined;
  },
  say: ({ threshold, known }, { delegation: { name } }) =>
    `The threshold of ${name} goes down from ${known} to ${threshold}`,
  remedy: (_, { delegation: { name } }) =>
    `Sign only if this is agreed; otherwise set it back: tuf-on-ci-delegate EVENT ${name}`,
});

const allReplaced = stepRule({
  id: 'roles/all-replaced',
  on: 'delegation',
  why: 'When nobody who could sign a role is left, its people have lost it at one stroke, or somebody takes it.',
  severity: 'warning',
  step({ delegation }: DelegationSubject, before) {
    if (!before || before.delegation === delegation) return undefined;
    const known = signersOf(before.delegation);
    const now = signersOf(delegation);
    if (known.length === 0 || now.length === 0 || isOnlineRotation(known, now)) return undefined;
    const stayed = new Set(known.flatMap(marksOf));
    return now.some((signer) => marksOf(signer).some((mark) => stayed.has(mark))) ? undefined : { known: known.length };
  },
  say: ({ known }, { delegation: { name } }) =>
    `Nobody who could sign ${name} until now can sign it any more (${known} ${known === 1 ? 'key' : 'keys'})`,
  remedy: (_, { delegation: { name } }) =>
    `Sign only if this is agreed; otherwise restore its signers: tuf-on-ci-delegate EVENT ${name}`,
});

/** One online key for another: there is no other way to renew it. */
function isOnlineRotation(known: readonly Signer[], now: readonly Signer[]): boolean {
  const kinds = [...known, ...now].map(({ key }) => holderOf(key).kind);
  return known.length === 1 && kinds.every((kind) => kind === 'online' || kind === 'bad-uri');
}

/** What a signer is recognised by: the key material, and the person. */
function marksOf({ keyid, key }: Signer): string[] {
  const holder = holderOf(key);
  return [`material ${materialOf(key) ?? keyid}`, ...(holder.kind === 'person' ? [`owner ${holder.owner}`] : [])];
}

export const roleRules: readonly Rule[] = [
  thresholdZero,
  thresholdUnreachable,
  noKeys,
  keyMissing,
  keyidTwice,
  unusedKey,
  topLevelMissing,
  topLevelExtra,
  consistentSnapshot,
  onlineRolesDiffer,
  thresholdLowered,
  allReplaced,
  ...onlineKeyRules,
];
