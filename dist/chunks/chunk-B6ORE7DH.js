import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  delegationOf,
  invitesOf,
  roleOrder
} from "./chunk-KL6IPUUD.js";
import {
  equalJson,
  get
} from "./chunk-MJSS5T6T.js";

// src/signing-event/changed-roles.ts
function changedRoles(state, base) {
  const names = /* @__PURE__ */ new Set([...state.roles.keys(), ...base.roles.keys()]);
  const changed = new Set([...names].filter((role) => hasFileChanged(state, base, role)));
  for (const role of /* @__PURE__ */ new Set([...state.graph.byName.keys(), ...base.graph.byName.keys()])) {
    if (haveSignersChanged(delegationOf(state, role), delegationOf(base, role))) changed.add(role);
  }
  for (const role of pendingDelegators(state)) changed.add(role);
  return [...changed].sort(roleOrder);
}
function hasFileChanged(state, base, role) {
  return state.roles.get(role)?.document.oid !== base.roles.get(role)?.document.oid;
}
function haveSignersChanged(now, before) {
  if (!now || !before) return now !== before;
  return now.role.threshold !== before.role.threshold || !equalJson(now.role.keyids, before.role.keyids) || now.role.keyids.some((keyid) => !equalJson(get(now.keys, keyid) ?? null, get(before.keys, keyid) ?? null));
}
function delegatorOf(role) {
  return ["root", "targets", "snapshot", "timestamp"].includes(role) ? "root" : "targets";
}
function invitesDelegatedBy(state, delegator) {
  const invited = /* @__PURE__ */ new Map();
  for (const [user, roles] of invitesOf(state)) {
    const own = roles.filter((role) => delegatorOf(role) === delegator);
    if (own.length > 0) invited.set(user, own);
  }
  return invited;
}
function pendingDelegators(state) {
  return ["root", "targets"].filter((delegator) => invitesDelegatedBy(state, delegator).size > 0);
}

export {
  changedRoles,
  delegatorOf,
  invitesDelegatedBy
};
