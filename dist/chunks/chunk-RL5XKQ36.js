import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import {
  get,
  isObject
} from "./chunk-MJSS5T6T.js";

// src/tuf/metadata.ts
var topLevelRoles = ["root", "targets", "snapshot", "timestamp"];
function isTopLevelRole(name) {
  return topLevelRoles.includes(name);
}
function typeOfRole(role) {
  return isTopLevelRole(role) ? role : "targets";
}
function delegationsOf(signed) {
  return signed._type === "targets" ? signed["delegations"] : void 0;
}
function pathPatterns(role) {
  return role["paths"];
}
function pathHashPrefixes(role) {
  return role["path_hash_prefixes"];
}

// src/tuf/signatures.ts
function signersOf({ role, keys }) {
  return [...new Set(role.keyids)].flatMap((keyid) => {
    const key = get(keys, keyid);
    return key ? [{ keyid, key }] : [];
  });
}
function countSignatures(metadata, payload, signers, verifier) {
  const entries = entriesByKeyid(metadata.signatures);
  const signed = [];
  const missing = [];
  const materials = /* @__PURE__ */ new Set();
  for (const signer of signersOf(signers)) {
    const entry = entries.get(signer.keyid);
    if (entry && verifier.verify(signer.key, payload, entry)) {
      signed.push(signer);
      materials.add(materialOf(signer));
    } else missing.push(signer);
  }
  return { signed, missing, complete: materials.size > 0 && materials.size >= signers.role.threshold };
}
function entriesByKeyid(entries) {
  const byKeyid = /* @__PURE__ */ new Map();
  for (const entry of entries) byKeyid.set(entry.keyid, byKeyid.has(entry.keyid) ? void 0 : entry);
  return byKeyid;
}
function materialOf({ keyid, key }) {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : keyid;
}

// src/tuf/form.ts
var Form = class _Form {
  problems = [];
  static limit = 20;
  wrong(at, expected) {
    if (this.problems.length < _Form.limit) this.problems.push({ at, expected });
    return false;
  }
  object(value, at) {
    return isObject(value) || this.wrong(at, "an object");
  }
  list(value, at) {
    return Array.isArray(value) || this.wrong(at, "a list");
  }
  string(value, at) {
    return typeof value === "string" || this.wrong(at, "a string");
  }
  boolean(value, at) {
    return typeof value === "boolean" || this.wrong(at, "true or false");
  }
  integer(value, at, least) {
    return typeof value === "number" && value >= least || this.wrong(at, `an integer of at least ${least}`);
  }
  matches(value, at, pattern, expected) {
    return typeof value === "string" && pattern.test(value) || this.wrong(at, expected);
  }
};
function formatPlace(at) {
  return at.length === 0 ? "the document" : at.map((part) => String(part)).join(".");
}

export {
  Form,
  formatPlace,
  topLevelRoles,
  isTopLevelRole,
  typeOfRole,
  delegationsOf,
  pathPatterns,
  pathHashPrefixes,
  signersOf,
  countSignatures
};
