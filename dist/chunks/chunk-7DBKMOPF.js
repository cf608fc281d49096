import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  require_store
} from "./chunk-G3IKMRV3.js";
import {
  delegationsOf,
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  get,
  isArray,
  isObject,
  names
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/client/trusted-store.ts
var import_store = __toESM(require_store(), 1);
function openStore(root) {
  const inside = { trustedSet: { root }, referenceTime: /* @__PURE__ */ new Date(0) };
  return Object.assign(Object.create(import_store.TrustedMetadataStore.prototype), inside);
}
function setTime(store, time) {
  insideOf(store).referenceTime = new Date(time * 1e3);
}
function assume(store, role, metadata) {
  insideOf(store).trustedSet[role] = metadata;
}
function setClientTime(updater, time) {
  const { trustedSet } = updater;
  setTime(trustedSet, time);
}
function insideOf(store) {
  const inside = store;
  if (inside?.referenceTime instanceof Date && inside.trustedSet?.["root"]) return inside;
  throw new TufError(
    "internal",
    "This version of tuf-js keeps its time elsewhere: adapters/client/trusted-store.ts needs work"
  );
}

// src/adapters/client/tuf-js-limits.ts
var entryLimit = 2e3;
var schemesByKeyType = /* @__PURE__ */ new Map([
  ["ed25519", ["ed25519"]],
  ["ecdsa", ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384"]],
  ["ecdsa-sha2-nistp256", ["ecdsa-sha2-nistp256"]],
  ["ecdsa-sha2-nistp384", ["ecdsa-sha2-nistp384"]],
  ["rsa", ["rsassa-pss-sha256", "rsassa-pss-sha384", "rsassa-pss-sha512"]]
]);
function canVerify({ keytype, scheme }) {
  return schemesByKeyType.get(keytype)?.includes(scheme) ?? false;
}
function unknownKeys(document, signers) {
  const signed = new Set(document.signatures.filter(({ sig }) => sig !== "").map(({ keyid }) => keyid));
  const present = signersOf(signers).filter(({ keyid }) => signed.has(keyid));
  const unknown = present.filter(({ key }) => !canVerify(key));
  const { threshold } = signers.role;
  if (present.length < threshold || present.length - unknown.length >= threshold) return void 0;
  const kinds = unknown.map(
    ({ key: { keytype, scheme } }) => keytype === scheme ? keytype : `${keytype} (${scheme})`
  );
  return `tuf-js cannot verify signatures by keys of type ${sortedByCodePoint(new Set(kinds)).join(", ")}`;
}
function unloadable(role, { signed }) {
  if (role in {}) return "tuf-js cannot load a role of this name";
  if (membersOf(signed, "meta") > entryLimit) return tooMany("metadata files");
  if ((delegationsOf(signed)?.roles.length ?? 0) > entryLimit) return tooMany("delegated roles");
  return void 0;
}
function tooManyTargets({ signed }) {
  return membersOf(signed, "targets") > entryLimit ? tooMany("target files") : void 0;
}
function membersOf(signed, name) {
  const member = get(signed, name);
  return isObject(member) ? names(member).length : 0;
}
function tooMany(things) {
  return `it has more than ${entryLimit} ${things}, and tuf-js would take too long`;
}
function reordered({ signed }) {
  const roles = delegationsOf(signed)?.roles.map(({ name }) => name) ?? [];
  const asMembers = Object.keys(Object.fromEntries(roles.map((name) => [name, true])));
  if (asMembers.some((name, i) => name !== roles[i]))
    return "tuf-js changes the order of delegated roles named by numbers";
  if (!sortsAlike(signed)) return "tuf-js sorts names with characters above U+FFFF differently";
  return void 0;
}
function sortsAlike(value) {
  if (isArray(value)) return value.every(sortsAlike);
  if (!isObject(value)) return true;
  const members = names(value);
  if (members.some((name) => /[\ud800-\udbff]/.test(name))) {
    const byUnit = [...members].sort();
    if (sortedByCodePoint(members).some((name, i) => name !== byUnit[i])) return false;
  }
  return members.every((name) => sortsAlike(value[name]));
}

export {
  openStore,
  setTime,
  assume,
  setClientTime,
  unknownKeys,
  unloadable,
  tooManyTargets,
  reordered
};
