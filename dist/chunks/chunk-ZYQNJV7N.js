import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  keysOf,
  rolesOf,
  withSigned,
  withVersionOf
} from "./chunk-GXR7E2TB.js";
import {
  keyId
} from "./chunk-I7FKXDV7.js";
import {
  withMembers
} from "./chunk-CMAMZ6TD.js";
import {
  delegationsOf
} from "./chunk-RL5XKQ36.js";
import {
  entries,
  objectOf
} from "./chunk-MJSS5T6T.js";

// src/signing-event/edit/compliant-keyids.ts
function withCompliantKeyids(event, delegator, context) {
  const before = event.documents.get(delegator)?.signed;
  if (!before) return event;
  const renamed = renamedKeyids(before);
  const concerned = rolesOf(before).flatMap(
    ([role, { keyids }]) => keyids.some((keyid) => renamed.has(keyid)) ? [role] : []
  );
  const changed = withSigned(event, delegator, withKeyids(before, renamed), context);
  return concerned.reduce((next, role) => {
    const signed = role === delegator ? void 0 : next.documents.get(role)?.signed;
    return signed ? withVersionOf(next, role, signed, context) : next;
  }, changed);
}
function renamedKeyids(signed) {
  return new Map(
    entries(keysOf(signed)).flatMap(([keyid, key]) => {
      const own = keyId(key);
      return own === keyid ? [] : [[keyid, own]];
    })
  );
}
function withKeyids(signed, renamed) {
  if (renamed.size === 0) return signed;
  const own = (keyid) => renamed.get(keyid) ?? keyid;
  const keys = objectOf(entries(keysOf(signed)).map(([keyid, key]) => [own(keyid), key]));
  const ofRole = (role) => withMembers(role, { keyids: [...new Set(role.keyids.map(own))] });
  const delegations = delegationsOf(signed);
  if (delegations) {
    return withMembers(signed, {
      delegations: withMembers(delegations, { keys, roles: delegations.roles.map(ofRole) })
    });
  }
  if (signed._type !== "root") return signed;
  return withMembers(signed, { keys, roles: objectOf(rolesOf(signed).map(([name, role]) => [name, ofRole(role)])) });
}

export {
  withCompliantKeyids,
  renamedKeyids,
  withKeyids
};
