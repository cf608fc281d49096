import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  delegationOf,
  metadataOf,
  signerName
} from "./chunk-KL6IPUUD.js";
import {
  keyId
} from "./chunk-I7FKXDV7.js";
import {
  countSignatures,
  delegationsOf,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  signatureEncoding
} from "./chunk-HCQJNT53.js";
import {
  schemeOfKey
} from "./chunk-HOLSBB6Y.js";
import {
  entries,
  equalJson,
  get,
  isObject,
  names
} from "./chunk-MJSS5T6T.js";

// src/tuf/root-chain.ts
function oldestTrustedRoot(versions) {
  let oldest2 = 1;
  for (const version of versions) oldest2 = Math.max(oldest2, version);
  while (versions.has(oldest2 - 1)) oldest2--;
  return oldest2;
}
function countRootSignatures(root, previous, verifier) {
  const by = ({ metadata: { signed } }) => {
    const role = rootRole(signed);
    return role ? countSignatures(root.metadata, root.payload, { role, keys: signed.keys }, verifier) : nobody;
  };
  return { own: by(root), previous: previous && by(previous) };
}
function rootRole({ roles }) {
  return get(roles, "root");
}
var nobody = { signed: [], missing: [], complete: false };
function brokenLinks(root, previous, verifier) {
  const { version } = root.metadata.signed;
  const counted = countRootSignatures(root, previous, verifier);
  const links = [];
  const check = (signatures, keysOf) => {
    if (!signatures || !keysOf || signatures.complete) return;
    const { signed } = keysOf.metadata;
    const threshold = rootRole(signed)?.threshold ?? 1;
    links.push({ version, keysOf: signed.version, signed: signatures.signed.length, threshold });
  };
  check(counted.own, root);
  check(counted.previous, previous);
  return links;
}

// src/verifier/root-versions.ts
function rootVersion(state, version) {
  const document = state.rootHistory.get(version)?.document;
  const metadata = document?.metadata("root");
  return document && metadata?.signed.version === version ? { metadata, payload: document.payload } : void 0;
}
var readable = /* @__PURE__ */ new WeakMap();
function readableRootVersions(state) {
  let versions = readable.get(state);
  if (!versions) {
    versions = new Set([...state.rootHistory.keys()].filter((version) => rootVersion(state, version)));
    readable.set(state, versions);
  }
  return versions;
}
var oldest = /* @__PURE__ */ new WeakMap();
function chainStart(state) {
  let start = oldest.get(state);
  if (start === void 0) {
    const newest = metadataOf(state, "root")?.signed.version ?? 0;
    start = oldestTrustedRoot(new Set([...readableRootVersions(state), newest].filter((version) => version <= newest)));
    oldest.set(state, start);
  }
  return start;
}

// src/verifier/eligible-keys.ts
var known = /* @__PURE__ */ new WeakMap();
function eligibleKeys(state, role) {
  const byRole = known.get(state) ?? /* @__PURE__ */ new Map();
  known.set(state, byRole);
  if (!byRole.has(role)) byRole.set(role, collect(signersOfRole(state, role)));
  return byRole.get(role);
}
function signersOfRole(state, role) {
  const own = delegationOf(state, role);
  if (!own) return [];
  const root = role === "root" ? metadataOf(state, "root") : void 0;
  const previous = root && rootVersion(state, root.signed.version - 1)?.metadata.signed;
  const before = previous && get(previous.roles, "root");
  return before ? [own, { role: before, keys: previous.keys }] : [own];
}
function collect(signers) {
  if (signers.length === 0) return void 0;
  const eligible = /* @__PURE__ */ new Map();
  for (const { role, keys } of signers) {
    for (const keyid of new Set(role.keyids)) {
      eligible.set(keyid, [...eligible.get(keyid) ?? [], ...keyOf(keys, keyid)]);
    }
  }
  return eligible;
}
function keyOf(keys, keyid) {
  const key = get(keys, keyid);
  return key ? [key] : [];
}

// src/verifier/client-facts.ts
var clients = [
  { name: "tuf-js", version: "6.0.2" },
  { name: "python-tuf", version: "7.0.1" },
  { name: "go-tuf", version: "2.4.2" },
  { name: "tough", version: "0.24.0" },
  { name: "sigstore-java", version: "2.0.0" },
  { name: "old go-tuf", version: "0.7.0" }
];
var everyone = clients.map(({ name }) => name);
function only(effect, names2) {
  return Object.fromEntries(names2.map((name) => [name, effect]));
}
function knownTo(...names2) {
  const others = everyone.filter((name) => !names2.includes(name));
  const effects = only("cannot-verify", others);
  return others.includes("tough") ? { ...effects, tough: "refuses" } : effects;
}
var mlDsaKey = {
  ...only("refuses", ["tough", "old go-tuf"]),
  "go-tuf": "refuses-when-listed",
  ...only("cannot-verify", ["tuf-js", "sigstore-java"])
};
var unknownKey = { ...mlDsaKey, "python-tuf": "refuses" };
var misreadByGo = { "go-tuf": "refuses-when-listed", "old go-tuf": "refuses" };
var otherKey = "Use P-256, ed25519 or rsassa-pss-sha256, which every client knows, or accept that these cannot use it";
var renameTarget = "Rename the files, or accept that these clients cannot download them";
var facts = {
  "p-384": {
    what: "P-384 keys",
    effects: knownTo("tuf-js", "python-tuf", "go-tuf"),
    warning: {
      why: "tough refuses the whole root when one P-384 key is listed, even unused (CLIENTS.md).",
      remedy: otherKey
    }
  },
  "p-384-keytype": {
    what: "P-384 keys of key type ecdsa-sha2-nistp384",
    effects: { ...knownTo("tuf-js", "python-tuf"), ...misreadByGo },
    warning: { why: "go-tuf knows P-384 keys only as key type ecdsa (CLIENTS.md).", remedy: otherKey }
  },
  "p-521": {
    what: "P-521 keys",
    effects: knownTo("python-tuf"),
    warning: { why: "P-521 is known to python-tuf alone (CLIENTS.md).", remedy: otherKey }
  },
  "rsa-pkcs1v15": {
    what: "RSA keys with PKCS#1 v1.5 or SHA-224 signatures",
    effects: knownTo("python-tuf"),
    warning: { why: "These RSA schemes are known to python-tuf alone (CLIENTS.md).", remedy: otherKey }
  },
  "rsa-pss-long": {
    what: "RSA keys with PSS signatures over SHA-384 or SHA-512",
    effects: knownTo("tuf-js", "python-tuf"),
    warning: {
      why: "PSS with the longer digests is known to tuf-js and python-tuf alone (CLIENTS.md).",
      remedy: otherKey
    }
  },
  "ecdsa-hex-point": {
    what: "ECDSA keys written as hexadecimal points",
    effects: { ...knownTo("tuf-js", "tough"), ...misreadByGo },
    warning: {
      why: "Only tuf-js and tough read this historic form (CLIENTS.md).",
      remedy: "Write the key anew: tuf-on-ci-import-repo EVENT"
    }
  },
  "sigstore-key": {
    what: "sigstore-oidc keys",
    effects: { ...knownTo(), ...only("refuses", ["python-tuf", "go-tuf", "old go-tuf"]) },
    warning: {
      why: "No client can verify sigstore-oidc signatures, and some refuse the file (CLIENTS.md).",
      remedy: otherKey
    }
  },
  "ml-dsa": {
    what: "ML-DSA keys",
    effects: mlDsaKey,
    warning: {
      why: "A key type that few know is refused by some clients even when it is unused (CLIENTS.md).",
      remedy: otherKey
    }
  },
  "unknown-key": { what: "keys of an unknown type or scheme", effects: unknownKey },
  keyid: {
    what: "keyids that are not the hash of their key",
    effects: { tough: "refuses" },
    warning: {
      why: "tough compares every keyid with its key; the others do not look (CLIENTS.md).",
      remedy: "Give the keys proper keyids: tuf-on-ci-delegate --force-compliant-keyids EVENT"
    }
  },
  "keyid-without-key": { what: "listed keyids without a key", effects: { "go-tuf": "refuses" } },
  "repeated-signature": {
    what: "keyids with two signatures",
    effects: only(
      "refuses",
      everyone.filter((name) => name !== "old go-tuf")
    )
  },
  "delegation-fields": {
    what: "unknown fields in its delegations",
    effects: { tough: "refuses" },
    warning: {
      why: "tough forgets unknown fields of delegations, and then finds the signatures wrong (CLIENTS.md).",
      remedy: "Put them elsewhere: clients keep unknown fields of keys and of the signed part"
    }
  },
  "role-name-slash": { what: "delegated roles with a slash in their name", effects: { "old go-tuf": "refuses" } },
  "hash-algorithms": {
    what: "target files with several hash algorithms",
    effects: { "go-tuf": "differs" },
    warning: {
      why: "Clients differ in the hash by which they ask for a target file, go-tuf chooses at random (CLIENTS.md).",
      remedy: "Let tuf-on-ci-update-targets write the list: it lists SHA-256 alone"
    }
  },
  "percent-name": {
    what: 'target files with a "%" and two digits in their name',
    effects: only("misses", everyone),
    warning: {
      why: "A literal %xx in a target name is decoded on the way by every client (CLIENTS.md).",
      remedy: renameTarget
    }
  },
  "blank-name": {
    what: "target files with a blank in their name",
    effects: { "sigstore-java": "misses" },
    warning: { why: "sigstore-java makes no URL of a name with a blank (CLIENTS.md).", remedy: renameTarget }
  },
  "folder-target": {
    what: "target files in folders (published for it with --tough-paths)",
    effects: { tough: "misses" }
  },
  custom: {
    what: 'target files with custom data but no "sigstore" in it',
    effects: { "sigstore-java": "refuses" },
    warning: {
      why: "sigstore-java reads every custom object as its own (CLIENTS.md).",
      remedy: "Nothing to do unless sigstore-java is a client of this repository"
    }
  }
};

// src/verifier/signature-entries.ts
var indexes = /* @__PURE__ */ new WeakMap();
function firstEntries(metadata) {
  let first = indexes.get(metadata);
  if (!first) {
    first = new Map(metadata.signatures.map(({ keyid }, index) => [keyid, index]).reverse());
    indexes.set(metadata, first);
  }
  return first;
}
function entryIn(document, role, keyid) {
  const metadata = document.metadata(typeOfRole(role));
  const index = metadata && firstEntries(metadata).get(keyid);
  return index === void 0 ? void 0 : { document, entry: metadata.signatures[index] };
}
function entryOf(state, role, keyid) {
  const document = state.roles.get(role)?.document;
  return document && entryIn(document, role, keyid);
}
function encodingOf({ entry }, keys) {
  return keys[0] ? signatureEncoding(entry.sig, keys[0]) : "empty";
}
function verifies({ document, entry }, keys, verifier) {
  return keys.some((key) => verifier.verify(key, document.payload, entry));
}
function isWrong(entry, keys, verifier) {
  return !["empty", "malformed"].includes(encodingOf(entry, keys)) && !verifies(entry, keys, verifier);
}
function samePayload(a, b) {
  if (a.oid === b.oid) return true;
  return a.signed["version"] === b.signed["version"] && a.payload.digest("sha256") === b.payload.digest("sha256");
}
function isUntouched(now, before) {
  return before !== void 0 && equalJson(now.entry, before.entry) && samePayload(now.document, before.document);
}
function signerOf(keyid, keys) {
  return { keyid, signer: keys[0] ? signerName(keyid, keys[0]) : keyid };
}

// src/verifier/client-quirks.ts
var known2 = /* @__PURE__ */ new WeakMap();
function quirksOf(metadata) {
  let quirks = known2.get(metadata);
  if (!quirks) {
    quirks = collect2(metadata);
    known2.set(metadata, quirks);
  }
  return quirks;
}
function collect2(metadata) {
  const found = /* @__PURE__ */ new Map();
  const note = (fact, item) => {
    const items = found.get(fact);
    if (items) items.push(item);
    else found.set(fact, [item]);
  };
  const { signed, signatures } = metadata;
  const first = firstEntries(metadata);
  for (const [i, { keyid }] of signatures.entries()) if (first.get(keyid) !== i) note("repeated-signature", keyid);
  if (signed._type === "root") noteKeys(signed.keys, listedKeyids(metadata), note);
  if (signed._type === "targets") {
    const delegations = delegationsOf(signed);
    if (delegations) {
      noteKeys(delegations.keys, listedKeyids(metadata), note);
      noteDelegations(delegations, note);
    }
    for (const path of names(signed.targets)) noteTarget(path, get(signed.targets, path), note);
  }
  return found;
}
function noteKeys(keys, listed, note) {
  for (const [keyid, key] of entries(keys)) {
    const fact = factOfKey(key);
    if (fact) note(fact, keyid);
    if (keyId(key) !== keyid) note("keyid", keyid);
  }
  for (const keyid of listed) if (get(keys, keyid) === void 0) note("keyid-without-key", keyid);
}
function listedKeyids({ signed }) {
  const keyids = /* @__PURE__ */ new Set();
  for (const role of delegatedRoles(signed)) for (const keyid of role.keyids) keyids.add(keyid);
  return keyids;
}
function delegatedRoles(signed) {
  if (signed._type !== "root") return delegationsOf(signed)?.roles ?? [];
  const { roles } = signed;
  return names(roles).map((name) => get(roles, name));
}
function factOfKey({ keytype, scheme: name, keyval }) {
  const scheme = schemeOfKey(keytype, name);
  if (typeof scheme === "string") return "unknown-key";
  switch (scheme.family) {
    case "ed25519":
      return void 0;
    case "ml-dsa":
      return "ml-dsa";
    case "sigstore-oidc":
      return "sigstore-key";
    case "rsa":
      if (scheme.padding === "pkcs1v15" || scheme.digest === "sha224") return "rsa-pkcs1v15";
      return scheme.digest === "sha256" ? void 0 : "rsa-pss-long";
    case "ecdsa":
      if (scheme.curve === "P-521") return "p-521";
      if (scheme.curve === "P-384") return keytype === "ecdsa" ? "p-384" : "p-384-keytype";
      return /^[0-9A-Fa-f]+$/.test(String(get(keyval, "public"))) ? "ecdsa-hex-point" : void 0;
  }
}
var delegationFields = /* @__PURE__ */ new Set(["keys", "roles"]);
var roleFields = /* @__PURE__ */ new Set([
  "name",
  "keyids",
  "threshold",
  "terminating",
  "paths",
  "path_hash_prefixes"
]);
function noteDelegations(delegations, note) {
  for (const field of names(delegations)) if (!delegationFields.has(field)) note("delegation-fields", field);
  for (const role of delegations.roles) {
    if (role.name.includes("/")) note("role-name-slash", role.name);
    for (const field of names(role)) if (!roleFields.has(field)) note("delegation-fields", `${role.name}.${field}`);
  }
}
function noteTarget(path, file, note) {
  if (names(file.hashes).length > 1) note("hash-algorithms", path);
  if (/%[0-9A-Fa-f]{2}/.test(path)) note("percent-name", path);
  if (path.includes(" ")) note("blank-name", path);
  if (path.includes("/")) note("folder-target", path);
  const custom = get(file, "custom");
  if (custom !== void 0 && !(isObject(custom) && isObject(get(custom, "sigstore")))) note("custom", path);
}

export {
  firstEntries,
  entryIn,
  entryOf,
  encodingOf,
  verifies,
  isWrong,
  samePayload,
  isUntouched,
  signerOf,
  oldestTrustedRoot,
  brokenLinks,
  rootVersion,
  readableRootVersions,
  chainStart,
  eligibleKeys,
  signersOfRole,
  clients,
  facts,
  quirksOf,
  listedKeyids,
  factOfKey
};
