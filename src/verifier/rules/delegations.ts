/** Family *delegations* (SPEC B1): the tree of roles is what its files say, and no deeper than it looks. */
import { metadataPath } from '../../deployment/layout.ts';
import { plural } from '../../text/quantities.ts';
import { equalJson, get, names } from '../../tuf/json.ts';
import { type DelegatedRole, delegationsOf, isTopLevelRole, typeOfRole } from '../../tuf/metadata.ts';
import { pathsOf } from '../delegated-paths.ts';
import type { Delegation } from '../role-graph.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
import { delegationOf, metadataOf, type RepositoryState } from '../state.ts';
import { counterpart } from '../subject-walk.ts';
import type { DelegationSubject, FileSubject, RoleSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';
import { delegatedPathRules } from './delegated-paths.ts';

const noRoot = stateRule({
  id: 'delegations/no-root',
  on: 'repository',
  why: 'Everything hangs on root: without its file nobody can say who may sign what (TUF 5.3).',
  check(_, { state, base }) {
    const path = metadataPath('root');
    if (state.entries.has(path)) return undefined;
    const removed = base?.entries.has(path) ?? false;
    return removed || state.roles.size > 0 ? { removed } : undefined;
  },
  say: ({ removed }) => (removed ? 'metadata/root.json is removed' : 'There is no metadata/root.json'),
  remedy: () => 'Restore it: git checkout origin/HEAD -- metadata/root.json',
});

const noMetadata = stateRule({
  id: 'delegations/no-metadata',
  on: 'delegation',
  why: 'A client that is sent to a role without metadata stops there, whatever it looked for (TUF 5.6.7).',
  check({ delegation }: DelegationSubject, { state, base }) {
    const { name, depth } = delegation;
    // timestamp and snapshot are absent before the first online signature; a fifth role of root is another family's.
    const isExpected = depth > 1 || name === 'targets';
    const path = metadataPath(name);
    if (!isExpected || delegationOf(state, name) !== delegation || state.entries.has(path)) return undefined;
    return { removed: base?.entries.has(path) ?? false };
  },
  say: ({ removed }, { delegation: { name, delegator } }) =>
    removed
      ? `${metadataPath(name)} is removed, but ${delegator} still delegates to "${name}"`
      : `${delegator} delegates to "${name}", which has no ${metadataPath(name)}`,
  remedy: ({ removed }, { delegation: { name } }) =>
    removed
      ? `Restore the file (git checkout origin/HEAD -- ${metadataPath(name)}), or remove the delegation too: tuf-on-ci-delegate EVENT ${name}`
      : `Let the signer's tool make the role: tuf-on-ci-delegate EVENT ${name}`,
});

const notDelegated = stateRule({
  id: 'delegations/not-delegated',
  on: 'file',
  why: 'Metadata that nobody delegates to is signed by nobody in particular, and reached by no client (SPEC B1).',
  check({ place }: FileSubject, { state, base }) {
    if (place.kind !== 'metadata' || isTopLevelRole(place.role)) return undefined;
    if (delegationOf(state, place.role) || !areDelegationsKnown(state)) return undefined;
    return { name: place.role, removed: base ? delegationOf(base, place.role) !== undefined : false };
  },
  say: ({ name, removed }, { entry }) =>
    removed
      ? `The delegation of "${name}" is removed, but ${entry.path} is still there`
      : `No role delegates to "${name}", but ${entry.path} is there`,
  remedy: ({ name }, { entry }) =>
    `Remove the file (git rm -- ${entry.path}), or delegate to it: tuf-on-ci-delegate EVENT ${name}`,
});

const completeGraphs = new WeakMap<RepositoryState, boolean>();

/** Could the delegations of every targets role be read? What an unreadable one delegates nobody knows. */
function areDelegationsKnown(state: RepositoryState): boolean {
  let known = completeGraphs.get(state);
  if (known === undefined) {
    const delegators = ['targets', ...state.graph.byName.keys()].filter((role) => typeOfRole(role) === 'targets');
    known =
      metadataOf(state, 'targets') !== undefined &&
      delegators.every((role) => !state.roles.has(role) || metadataOf(state, role));
    completeGraphs.set(state, known);
  }
  return known;
}

const repeatedName = stateRule({
  id: 'delegations/repeated-name',
  on: 'delegation',
  why: 'Clients ask the first of two delegations of one name, or the last, or both: keys and paths differ (TUF 4.5).',
  check(subject: DelegationSubject, { state }) {
    const { delegation } = subject;
    const first = counterpart('delegation', subject, state)?.delegation ?? delegation;
    const isSame = first.delegator === delegation.delegator && first.name === delegation.name;
    return isSame && first !== delegation ? { place: delegation.index } : undefined;
  },
  say: (_, { delegation: { name, delegator } }) => `${delegator} delegates to "${name}" more than once`,
  remedy: (_, { delegation: { name } }) => `Keep one delegation of each name: tuf-on-ci-delegate EVENT ${name}`,
});

const nameTaken = stepRule({
  id: 'delegations/name-taken',
  on: 'delegation',
  why: 'Who delegates a name that hangs deeper already puts other keys in its place: clients find one role by two ways (TUF 4.5).',
  step({ delegation }: DelegationSubject, before, { state, base }) {
    const { name, delegator } = delegation;
    // A delegation that is deeper and new is delegations/too-deep.
    if (!before || delegationOf(base, name)?.delegator !== delegator) return undefined;
    const first = delegationOf(state, name)!.delegator;
    return first === delegator ? undefined : { first };
  },
  say: ({ first }, { delegation: { name, delegator } }) =>
    `${first} delegates to "${name}", which ${delegator} delegates to already`,
  remedy: ({ first }) => `Choose another name: tuf-on-ci-delegate EVENT ${first}`,
});

const topLevelName = stateRule({
  id: 'delegations/top-level-name',
  on: 'delegation',
  why: 'Only root says who signs root, targets, snapshot and timestamp; a second answer is a trap (TUF 4.3).',
  check: ({ delegation: { name, depth } }: DelegationSubject) => (depth > 1 && isTopLevelRole(name) ? {} : undefined),
  say: (_, { delegation: { name, delegator } }) => `${delegator} delegates to ${name}, which only root can`,
  remedy: (_, { delegation: { delegator } }) =>
    `Remove this delegation from ${delegator}: tuf-on-ci-delegate EVENT ${delegator}`,
});

const tooDeep = stateRule({
  id: 'delegations/too-deep',
  on: 'delegation',
  why: 'Only targets delegates here: a signer of another role must not name signers whom nobody reviews (SPEC A5).',
  historic: true,
  check: ({ delegation: { name, depth, delegator } }: DelegationSubject) =>
    depth > 2 && !isTopLevelRole(name) ? { delegator, depth } : undefined,
  say: ({ delegator }, { delegation: { name } }) =>
    `${delegator} delegates to "${name}"; only root and targets can delegate`,
  remedy: ({ delegator }, { delegation: { name } }) =>
    `Remove this delegation from ${delegator} and let targets delegate: tuf-on-ci-delegate EVENT ${name}`,
});

const roleRemoved = stepRule({
  id: 'delegations/role-removed',
  on: 'removed-file',
  why: 'What a removed role had signed is gone for every client: its users should know (SPEC B1).',
  severity: 'warning',
  step({ place }: FileSubject, _, { state, base }) {
    if (place.kind !== 'metadata' || isTopLevelRole(place.role)) return undefined;
    // Still delegated: delegations/no-metadata. Never delegated: a stray file is rightly gone.
    if (!areDelegationsKnown(state) || delegationOf(state, place.role) || !delegationOf(base, place.role))
      return undefined;
    const signed = metadataOf(base, place.role)?.signed;
    return { name: place.role, files: signed?._type === 'targets' ? names(signed.targets).length : 0 };
  },
  say: ({ name, files }) => `The role "${name}" is removed, with the ${plural(files, 'target file')} that it lists`,
  remedy: ({ name }, { entry }) =>
    `Nothing to do if it is meant; else take it back: git checkout origin/HEAD -- ${entry.path} metadata/targets.json targets/${name}`,
});

const signersChanged = stepRule({
  id: 'delegations/signers-changed',
  on: 'delegation',
  why: 'Signatures that were good for other keys or another threshold may not do any more (SPEC B1).',
  severity: 'note',
  step({ delegation }: DelegationSubject, before, { state, base }) {
    const { name } = delegation;
    // Another delegation of the same name is delegations/repeated-name.
    if (!before || isOnlineRole(name) || delegationOf(state, name) !== delegation) return undefined;
    if (haveSameSigners(delegation, before.delegation)) return undefined;
    const version = metadataOf(state, name)?.signed.version;
    return version !== undefined && version === metadataOf(base, name)?.signed.version ? { version } : undefined;
  },
  say: ({ version }, { delegation: { name } }) =>
    `The keys or the threshold of "${name}" change, but it stays version ${version}`,
  remedy: (_, { delegation: { name } }) =>
    `Nothing to do while its signatures suffice; else sign ${name}: tuf-on-ci-sign EVENT`,
});

/** The same keys, in any order, and the same threshold? */
function haveSameSigners(one: Delegation, other: Delegation): boolean {
  const keyids = new Set(one.role.keyids);
  const others = new Set(other.role.keyids);
  return (
    one.role.threshold === other.role.threshold &&
    keyids.size === others.size &&
    [...keyids].every((id) => others.has(id) && equalJson(get(one.keys, id) ?? null, get(other.keys, id) ?? null))
  );
}

const notTerminating = stepRule({
  id: 'delegations/not-terminating',
  on: 'delegation',
  why: 'Without "terminating" clients go on to later roles for paths that this role covers but does not list (TUF 5.6.7).',
  severity: 'note',
  step({ delegation }: DelegationSubject, before) {
    const paths = pathsOf(delegation);
    if (!paths || paths.terminating) return undefined;
    const known = before && (before.delegation.role as DelegatedRole).terminating;
    return known === false ? undefined : { isNew: known === undefined };
  },
  say: ({ isNew }, { delegation: { name } }) =>
    `The delegation of "${name}" is ${isNew ? 'not' : 'no longer'} terminating: clients look in later roles too`,
  remedy: (_, { delegation: { name } }) =>
    `Nothing to do if it is meant; else make it terminating: tuf-on-ci-delegate EVENT ${name}`,
});

const orderChanged = stepRule({
  id: 'delegations/order-changed',
  on: 'role',
  why: 'Clients ask delegated roles in the order of the list: the first that has a path wins (TUF 5.6.7).',
  severity: 'note',
  step({ metadata }: RoleSubject, before) {
    const now = delegatedNames(metadata.signed);
    const then = before ? delegatedNames(before.metadata.signed) : new Set<string>();
    const stayed = [...now].filter((name) => then.has(name));
    const order = [...then].filter((name) => now.has(name));
    const first = stayed.find((name, i) => name !== order[i]);
    return first === undefined ? undefined : { first };
  },
  say: ({ first }, { role }) => `The order in which ${role} delegates changes, from "${first}" on`,
  remedy: () => 'Nothing to do while no two roles cover the same path',
});

/** In the order of the list, each once. */
function delegatedNames(signed: RoleSubject['metadata']['signed']): Set<string> {
  return new Set(delegationsOf(signed)?.roles.map(({ name }) => name));
}

export const delegationRules: readonly Rule[] = [
  noRoot,
  noMetadata,
  notDelegated,
  repeatedName,
  nameTaken,
  topLevelName,
  tooDeep,
  ...delegatedPathRules,
  roleRemoved,
  signersChanged,
  notTerminating,
  orderChanged,
];
