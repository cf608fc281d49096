/** Which roles an event changes (SPEC A5). */
import { roleOrder } from '../deployment/role-order.ts';
import { equalJson, get, type Json } from '../tuf/json.ts';
import type { Delegation } from '../verifier/role-graph.ts';
import { delegationOf, invitesOf, type RepositoryState } from '../verifier/state.ts';

/**
 * Every role whose file is new, different or gone against known good, every role whose keyids, key contents or
 * threshold changed, and every role that delegates to somebody who is still invited; in the order root, targets, then by name.
 */
export function changedRoles(state: RepositoryState, base: RepositoryState): readonly string[] {
  const names = new Set([...state.roles.keys(), ...base.roles.keys()]);
  const changed = new Set([...names].filter((role) => hasFileChanged(state, base, role)));
  for (const role of new Set([...state.graph.byName.keys(), ...base.graph.byName.keys()])) {
    if (haveSignersChanged(delegationOf(state, role), delegationOf(base, role))) changed.add(role);
  }
  for (const role of pendingDelegators(state)) changed.add(role);
  return [...changed].sort(roleOrder);
}

function hasFileChanged(state: RepositoryState, base: RepositoryState, role: string): boolean {
  return state.roles.get(role)?.document.oid !== base.roles.get(role)?.document.oid;
}

function haveSignersChanged(now: Delegation | undefined, before: Delegation | undefined): boolean {
  if (!now || !before) return now !== before;
  return (
    now.role.threshold !== before.role.threshold ||
    !equalJson(now.role.keyids as Json, before.role.keyids as Json) ||
    now.role.keyids.some((keyid) => !equalJson(get(now.keys, keyid) ?? null, get(before.keys, keyid) ?? null))
  );
}

/** The role that delegates another: root its own four, targets the rest (SPEC A5: invites count for it). */
export function delegatorOf(role: string): 'root' | 'targets' {
  return ['root', 'targets', 'snapshot', 'timestamp'].includes(role) ? 'root' : 'targets';
}

/** People invited to roles that this role delegates, with the roles they are invited to. */
export function invitesDelegatedBy(state: RepositoryState, delegator: string): ReadonlyMap<string, readonly string[]> {
  const invited = new Map<string, readonly string[]>();
  for (const [user, roles] of invitesOf(state)) {
    const own = roles.filter((role) => delegatorOf(role) === delegator);
    if (own.length > 0) invited.set(user, own);
  }
  return invited;
}

function pendingDelegators(state: RepositoryState): readonly string[] {
  return ['root', 'targets'].filter((delegator) => invitesDelegatedBy(state, delegator).size > 0);
}
