/** Family *roles* (SPEC B1), people and machines: which roles an online key signs, and that it signs them alone. */
import type { KeyHolder } from '../../deployment/key-holder.ts';
import { delegationsOf } from '../../tuf/metadata.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { holderOf } from '../key-index.ts';
import type { Delegation } from '../role-graph.ts';
import { type Rule, stateRule } from '../rule.ts';
import { delegationOf } from '../state.ts';
import type { DelegationSubject, RoleSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';
import { keyName } from './key-sentences.ts';

const onlineRolePerson = stateRule({
  id: 'roles/online-role-person',
  on: 'delegation',
  why: 'snapshot and timestamp are renewed by machine every few days: a person would have to be there each time (SPEC B1).',
  check: ({ delegation }: DelegationSubject) =>
    isRootRole(delegation) && isOnlineRole(delegation.name) ? signersOfKind(delegation, 'person') : [],
  say: ({ signer }, { delegation: { name } }) => `${name} may be signed by a person's key, ${signer}`,
  remedy: (_, { delegation: { name } }) => `Give it an online key alone: tuf-on-ci-delegate EVENT ${name}`,
});

const rootOnlineKey = stateRule({
  id: 'roles/root-online-key',
  on: 'delegation',
  why: "A thief of the online key must not come near root: root has people's keys only (SPEC B1).",
  check: ({ delegation }: DelegationSubject) =>
    isRootRole(delegation) && delegation.name === 'root' ? signersOfKind(delegation, 'online') : [],
  say: ({ signer }) => `root may be signed by an online key, ${signer}`,
  remedy: () => 'Let people alone sign root: tuf-on-ci-delegate EVENT root',
});

const isRootRole = ({ delegator }: Delegation): boolean => delegator === 'root';

function signersOfKind(delegation: Delegation, kind: KeyHolder['kind']): { signer: string }[] {
  const found = signersOf(delegation).filter(({ key }) => holderOf(key).kind === kind);
  return found.map((signer) => ({ signer: keyName(signer) }));
}

/**
 * A convention of SPEC A7 and not of TUF, and thresholds hold without it: an imported repository may have such a role, so
 * this is hygiene. A new one is an error, because one of the people who are counted would be a machine.
 */
const onlineKeyNotAlone = stateRule({
  id: 'roles/online-key-not-alone',
  on: 'delegation',
  why: 'Among people an online key is one signer whom nobody asks, or makes them all needless (SPEC A7: the only key of its role).',
  historic: true,
  check({ delegation }: DelegationSubject) {
    if (delegation.name === 'root' || isOnlineRole(delegation.name)) return undefined;
    const online = signersOfKind(delegation, 'online');
    const keys = new Set(delegation.role.keyids).size;
    return keys > 1 ? online.map(({ signer }) => ({ signer, keys, threshold: delegation.role.threshold })) : undefined;
  },
  say: ({ signer, keys }, { delegation: { name } }) => `${name} has an online key, ${signer}, and ${keys - 1} more`,
  remedy: (_, { delegation: { name } }) => `Choose people or one online key: tuf-on-ci-delegate EVENT ${name}`,
});

const severalOnlineKeys = stateRule({
  id: 'roles/several-online-keys',
  on: 'delegation',
  why: 'Where one of two online keys will do, either thief is enough, and nobody has to touch the key that is known (SPEC A7).',
  severity: 'warning',
  check({ delegation }: DelegationSubject, { state }) {
    const snapshot = delegationOf(state, 'snapshot');
    if (!isRootRole(delegation) || delegation.name !== 'timestamp' || !snapshot) return undefined;
    // What one of the two roles alone has is roles/online-roles-differ.
    const shared = new Set(snapshot.role.keyids);
    const keys = signersOf(delegation).filter(
      ({ keyid, key }) => shared.has(keyid) && holderOf(key).kind === 'online',
    ).length;
    const threshold = Math.max(delegation.role.threshold, snapshot.role.threshold);
    return keys > 1 && keys > threshold ? { keys, threshold } : undefined;
  },
  say: ({ keys, threshold }) => `timestamp and snapshot have ${keys} keys, and ${threshold} of them will do`,
  remedy: () => 'Choose one online key: tuf-on-ci-delegate EVENT timestamp',
});

const onlineKeyDelegates = stateRule({
  id: 'roles/online-key-delegates',
  on: 'role',
  why: 'Who can push to an event makes the online key sign: where the role delegates, they choose the signers of others.',
  severity: 'warning',
  check({ delegation, metadata }: RoleSubject) {
    const delegated = delegationsOf(metadata.signed)?.roles.length ?? 0;
    if (!delegation || delegated === 0) return undefined;
    const online = signersOfKind(delegation, 'online').length;
    // Beside people it is roles/online-key-not-alone.
    return online > 0 && online === signersOf(delegation).length ? { delegated } : undefined;
  },
  say: ({ delegated }, { role }) =>
    `${role} decides who signs ${delegated} other ${delegated === 1 ? 'role' : 'roles'}, and is signed by an online key`,
  remedy: (_, { role }) => `Let people sign ${role}: tuf-on-ci-delegate EVENT ${role}`,
});

export const onlineKeyRules: readonly Rule[] = [
  onlineRolePerson,
  rootOnlineKey,
  onlineKeyNotAlone,
  severalOnlineKeys,
  onlineKeyDelegates,
];
