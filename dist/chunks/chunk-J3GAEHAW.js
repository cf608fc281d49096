import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  Form
} from "./chunk-RL5XKQ36.js";
import {
  get,
  isObject,
  names
} from "./chunk-MJSS5T6T.js";
import {
  isExpires
} from "./chunk-ZRM25W27.js";

// src/tuf/read-metadata.ts
var hex64 = /^[0-9a-f]{64}$/;
var specVersion = /^1(\.[0-9]{1,9}){1,2}$/;
function readMetadata(document, type) {
  const form = new Form();
  if (form.object(document, [])) {
    checkSignatures(form, get(document, "signatures"));
    checkSigned(form, get(document, "signed"), type);
  }
  return form.problems.length === 0 ? { ok: true, metadata: document } : { ok: false, problems: form.problems };
}
function checkSignatures(form, signatures) {
  if (!form.list(signatures, ["signatures"])) return;
  signatures.forEach((entry, i) => {
    if (!form.object(entry, ["signatures", i])) return;
    form.string(get(entry, "keyid"), ["signatures", i, "keyid"]);
    form.string(get(entry, "sig"), ["signatures", i, "sig"]);
  });
}
function checkSigned(form, signed, type) {
  if (!form.object(signed, ["signed"])) return;
  if (get(signed, "_type") !== type) {
    form.wrong(["signed", "_type"], `"${type}"`);
    return;
  }
  form.matches(
    get(signed, "spec_version"),
    ["signed", "spec_version"],
    specVersion,
    "a version 1.x of the specification"
  );
  form.integer(get(signed, "version"), ["signed", "version"], 1);
  const expires = get(signed, "expires");
  if (typeof expires !== "string" || !isExpires(expires)) {
    form.wrong(["signed", "expires"], "a date like 2030-01-31T00:00:00Z");
  }
  checkByType[type](form, signed);
}
var checkByType = {
  root(form, signed) {
    form.boolean(get(signed, "consistent_snapshot"), ["signed", "consistent_snapshot"]);
    checkKeys(form, get(signed, "keys"), ["signed", "keys"]);
    const roles = get(signed, "roles");
    if (!form.object(roles, ["signed", "roles"])) return;
    for (const name of names(roles)) checkRole(form, get(roles, name), ["signed", "roles", name]);
  },
  targets(form, signed) {
    checkTargetFiles(form, get(signed, "targets"));
    const delegations = get(signed, "delegations");
    if (delegations !== void 0) checkDelegations(form, delegations);
  },
  snapshot: checkMeta,
  timestamp: checkMeta
};
function checkKeys(form, keys, at) {
  if (!form.object(keys, at)) return;
  for (const keyid of names(keys)) {
    const key = get(keys, keyid);
    if (!form.object(key, [...at, keyid])) continue;
    form.string(get(key, "keytype"), [...at, keyid, "keytype"]);
    form.string(get(key, "scheme"), [...at, keyid, "scheme"]);
    form.object(get(key, "keyval"), [...at, keyid, "keyval"]);
  }
}
function checkRole(form, role, at) {
  if (!form.object(role, at)) return false;
  const keyids = get(role, "keyids");
  if (form.list(keyids, [...at, "keyids"])) {
    keyids.forEach((keyid, i) => {
      form.string(keyid, [...at, "keyids", i]);
    });
  }
  form.integer(get(role, "threshold"), [...at, "threshold"], 0);
  return true;
}
function checkDelegations(form, delegations) {
  const at = ["signed", "delegations"];
  if (!form.object(delegations, at)) return;
  checkKeys(form, get(delegations, "keys"), [...at, "keys"]);
  const roles = get(delegations, "roles");
  if (!form.list(roles, [...at, "roles"])) return;
  roles.forEach((role, i) => {
    const here = [...at, "roles", i];
    if (!checkRole(form, role, here)) return;
    form.string(get(role, "name"), [...here, "name"]);
    form.boolean(get(role, "terminating"), [...here, "terminating"]);
    const lists = ["paths", "path_hash_prefixes"].filter((name) => get(role, name) !== void 0);
    if (lists.length !== 1) form.wrong(here, 'either "paths" or "path_hash_prefixes"');
    for (const list of lists) checkStrings(form, get(role, list), [...here, list]);
  });
}
function checkStrings(form, list, at) {
  if (!form.list(list, at)) return;
  list.forEach((item, i) => {
    form.string(item, [...at, i]);
  });
}
function checkTargetFiles(form, targets) {
  const at = ["signed", "targets"];
  if (!form.object(targets, at)) return;
  for (const path of names(targets)) {
    const file = get(targets, path);
    if (isObject(file) && isLength(get(file, "length")) && areHashes(get(file, "hashes"))) continue;
    if (!form.object(file, [...at, path])) continue;
    form.integer(get(file, "length"), [...at, path, "length"], 0);
    checkHashes(form, get(file, "hashes"), [...at, path, "hashes"]);
  }
}
var isLength = (value) => typeof value === "number" && value >= 0;
function areHashes(value) {
  if (!isObject(value)) return false;
  const algorithms = names(value);
  return algorithms.length > 0 && algorithms.every((algorithm) => typeof value[algorithm] === "string");
}
function checkHashes(form, hashes, at) {
  if (!form.object(hashes, at)) return;
  if (names(hashes).length === 0) form.wrong(at, "at least one hash");
  for (const algorithm of names(hashes)) form.string(get(hashes, algorithm), [...at, algorithm]);
}
function checkMeta(form, signed) {
  const meta = get(signed, "meta");
  const at = ["signed", "meta"];
  if (!form.object(meta, at)) return;
  for (const file of names(meta)) {
    const entry = get(meta, file);
    if (!form.object(entry, [...at, file])) continue;
    form.integer(get(entry, "version"), [...at, file, "version"], 1);
    if (get(entry, "length") !== void 0) form.integer(get(entry, "length"), [...at, file, "length"], 1);
    if (get(entry, "hashes") !== void 0) checkHashes(form, get(entry, "hashes"), [...at, file, "hashes"]);
  }
}
function isKeyIdForm(keyid) {
  return hex64.test(keyid);
}

export {
  readMetadata,
  isKeyIdForm
};
