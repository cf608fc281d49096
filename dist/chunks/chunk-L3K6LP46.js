import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  canSign,
  isOnlineSigner,
  needsPerson,
  parseSignerUri
} from "./chunk-DWWFIPOT.js";
import {
  brokenLinks,
  chainStart,
  clients,
  eligibleKeys,
  encodingOf,
  entryIn,
  entryOf,
  facts,
  firstEntries,
  isUntouched,
  isWrong,
  quirksOf,
  readableRootVersions,
  rootVersion,
  samePayload,
  signerOf,
  signersOfRole,
  verifies
} from "./chunk-RPGOALWW.js";
import {
  arePathsSound,
  arePeriodsSound,
  covers,
  escapes,
  hasTooManyPaths,
  isDotFile,
  isListable,
  isOnlineRole,
  isSearched,
  longestPeriod,
  maxPatterns,
  outsideEntries,
  ownerDelegation,
  ownersOfChangedFiles,
  parsePeriods,
  pathEntries,
  pathsOf,
  periodsHolder,
  signedPartChanged,
  signingStart,
  unsoundPaths,
  writtenPeriods
} from "./chunk-BMQL7HQC.js";
import {
  delegationOf,
  expiryPeriodField,
  invitesOf,
  isRegularFile,
  isUserName,
  keyOwner,
  keyOwnerField,
  metadataOf,
  metadataPath,
  onlineUri,
  onlineUriField,
  owningRole,
  placeOf,
  roleOrder,
  rootHistoryPath,
  signerName,
  signingPeriodField,
  targetFilePath
} from "./chunk-KL6IPUUD.js";
import {
  keyId
} from "./chunk-I7FKXDV7.js";
import {
  PathPattern,
  isWild,
  segmentsOf,
  withMembers,
  withNewVersion
} from "./chunk-CMAMZ6TD.js";
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  isKeyIdForm
} from "./chunk-J3GAEHAW.js";
import {
  countSignatures,
  delegationsOf,
  formatPlace,
  isTopLevelRole,
  pathHashPrefixes,
  pathPatterns,
  signersOf,
  topLevelRoles,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  byCodePoint,
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  readPublicKey,
  schemeOfKey
} from "./chunk-HOLSBB6Y.js";
import {
  entries,
  equalJson,
  get,
  has,
  isArray,
  isObject,
  names,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  listInWords,
  plural,
  shortened,
  visible
} from "./chunk-XRWBEMI4.js";
import {
  isExpired,
  parseExpires,
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/snapshot.ts
import { hash } from "node:crypto";
function isSnapshotCurrent(snapshot, roleVersions2) {
  return [...roleVersions2].every(([role, version]) => versionIn(snapshot.meta, `${role}.json`) === version);
}
function planSnapshot({ previous, roleVersions: roleVersions2, now, expiryDays }) {
  const before = previous?.signed;
  const changed4 = [...roleVersions2].map(
    ([role, version]) => [`${role}.json`, nextEntry(before?.meta, `${role}.json`, version)]
  );
  const meta = objectOf([...entries(before?.meta ?? objectOf([])), ...changed4]);
  return nextOnline("snapshot", before, meta, now, expiryDays);
}
function versionIn(meta, file) {
  return get(meta, file)?.version;
}
var hashAlgorithms = /* @__PURE__ */ new Set(["sha224", "sha256", "sha384", "sha512"]);
function wrongFact(entry, bytes2) {
  const length2 = get(entry, "length");
  if (length2 !== void 0 && length2 !== bytes2.length) return "length";
  const hashes = entries(get(entry, "hashes") ?? objectOf([]));
  const isWrong2 = ([algorithm, digest]) => hashAlgorithms.has(algorithm) && digest !== hash(algorithm, bytes2, "hex");
  return hashes.some(isWrong2) ? "hashes" : void 0;
}
function nextEntry(meta, file, version) {
  const before = meta && get(meta, file);
  if (!before) return objectOf([["version", version]]);
  if (before.version === version) return before;
  if (before.version > version) {
    throw new TufError("version", `${file} has version ${version}, but version ${before.version} has been published`, {
      hint: "Restore the newer file: clients never go back to an older version"
    });
  }
  const kept = entries(before).filter(([name]) => name !== "length" && name !== "hashes");
  return withMembers(objectOf(kept), { version });
}
function nextOnline(type, before, meta, now, expiryDays) {
  const signed = before ?? objectOf([
    ["_type", type],
    ["spec_version", "1.0.31"]
  ]);
  return withNewVersion(withMembers(signed, { meta }), (before?.version ?? 0) + 1, now, expiryDays);
}

// src/verifier/online-roles.ts
var onlineRoles = ["snapshot", "timestamp"];
function areOnlineRolesJudged({ door, state, base }) {
  return door !== "audit" || onlineRoles.some((role) => blobOf(state, role) !== blobOf(base, role));
}
function blobOf(state, role) {
  return state?.roles.get(role)?.document.oid;
}
function onlineSignatures(state, role, verifier) {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  if (!metadata || !delegation) return void 0;
  const { payload } = state.roles.get(role).document;
  const { signed, complete } = countSignatures(metadata, payload, delegation, verifier);
  const isRepeated = firstEntries(metadata).size < metadata.signatures.length;
  return { signed: signed.length, threshold: delegation.role.threshold, complete: complete && !isRepeated };
}
function isOnlineRoleSigned(state, role, verifier) {
  return onlineSignatures(state, role, verifier)?.complete === true;
}
var versions = /* @__PURE__ */ new WeakMap();
function roleVersions(state) {
  let known2 = versions.get(state);
  if (!known2) {
    const names2 = [...state.graph.byName.values()].filter(({ name, depth }) => depth > 1 || name === "targets");
    known2 = new Map(
      names2.flatMap(({ name }) => {
        const metadata = metadataOf(state, name);
        return metadata ? [[name, metadata.signed.version]] : [];
      })
    );
    versions.set(state, known2);
  }
  return known2;
}
function listedVersion(state, file) {
  const meta = metadataOf(state, "snapshot")?.signed.meta;
  return meta && versionIn(meta, file);
}

// src/tuf/timestamp.ts
var snapshotFile = "snapshot.json";
function isTimestampCurrent(timestamp, snapshotVersion) {
  return versionIn(timestamp.meta, snapshotFile) === snapshotVersion && otherFiles(timestamp).length === 0;
}
function otherFiles(timestamp) {
  return Object.keys(timestamp.meta).filter((file) => file !== snapshotFile);
}
function planTimestamp({ previous, snapshotVersion, now, expiryDays }) {
  const before = previous?.signed;
  const meta = objectOf([[snapshotFile, nextEntry(before?.meta, snapshotFile, snapshotVersion)]]);
  return nextOnline("timestamp", before, meta, now, expiryDays);
}

// src/verifier/doors.ts
var behindTheMerge = { "create-events": "off", "online-sign": "off", publish: "off" };
var notInEvents = { event: "off", sign: "off", "create-events": "off" };
var inEvents = { "create-events": "off", "online-sign": "off", publish: "off", audit: "off" };
var mendedBySigning = { sign: "warning" };
var mendedByOnlineSign = { ...notInEvents, "online-sign": "off" };
var doors = {
  // Behind the merge versions may have risen by more than one since known good.
  "versions/too-high": { "online-sign": "off", publish: "off" },
  "versions/root-step": { "online-sign": "off", publish: "off" },
  // An expired offline role must not take the others with it: a loud warning there (versions/expired).
  "versions/expired-change": {
    sign: "warning",
    "create-events": "off",
    "online-sign": "off",
    publish: "off",
    audit: "off"
  },
  // What the signers of an event should look at; once they have signed it is their decision.
  "versions/expires-soon": { ...behindTheMerge, audit: "off" },
  "versions/period-raised": behindTheMerge,
  "target-files/name-windows": behindTheMerge,
  // A period may have been lowered since.
  "versions/expiry-too-far": { "online-sign": "warning", publish: "warning" },
  "keys/owner-new-key": behindTheMerge,
  "roles/threshold-lowered": behindTheMerge,
  "roles/all-replaced": behindTheMerge,
  // In an event a threshold that is not met is incompleteness (SPEC A5).
  "signatures/threshold": { event: "off", sign: "off" },
  "signatures/wrong": mendedBySigning,
  "signatures/malformed": mendedBySigning,
  // Whether the key could sign earlier in the event is no longer known.
  "signatures/stranger": { "online-sign": "warning", publish: "warning", audit: "warning" },
  "online-roles/changed": inEvents,
  "online-roles/pinned-bytes": inEvents,
  "online-roles/removed": { ...inEvents, audit: "error" },
  "online-roles/missing": { ...mendedByOnlineSign, audit: "off" },
  // History is full of what has expired since.
  "online-roles/expired": { ...mendedByOnlineSign, audit: "off" },
  "online-roles/signatures": mendedByOnlineSign,
  "online-roles/outdated": mendedByOnlineSign,
  "online-roles/timestamp-outdated": mendedByOnlineSign,
  "online-roles/timestamp-others": mendedByOnlineSign,
  "online-roles/older-than-timestamp": notInEvents,
  "online-roles/rollback": notInEvents,
  "online-roles/too-high": notInEvents,
  "online-roles/role-rollback": notInEvents,
  "online-roles/entry-lost": notInEvents,
  "online-roles/entry-planted": notInEvents,
  "online-roles/meta-facts": notInEvents,
  // While an event is open so are its invites.
  "event-state/open-on-default": { event: "off", sign: "off" }
};
function severityAt(rule, door) {
  return doors[rule.id]?.[door] ?? rule.severity ?? "error";
}
var ruleIdsWithDoors = Object.keys(doors);

// src/verifier/names.ts
function hasInvisible(text) {
  return visible(text) !== text;
}
var scripts = [
  new RegExp("\\p{Script=Latin}", "u"),
  new RegExp("\\p{Script=Cyrillic}", "u"),
  new RegExp("\\p{Script=Greek}", "u"),
  new RegExp("\\p{Script=Armenian}", "u"),
  new RegExp("\\p{Script=Cherokee}", "u"),
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u
];
function isOneScript(text) {
  const found = scripts.filter((script) => script.test(text)).length;
  const others = [...text].some((c) => new RegExp("\\p{L}", "u").test(c) && !scripts.some((script) => script.test(c)));
  return found + (others ? 1 : 0) <= 1;
}
var notPlain = /[/\\*?[\]<>:"|%\s]/;
function isPlainRoleName(name) {
  return name.length > 0 && Buffer.byteLength(name) <= 200 && !notPlain.test(name) && !/^[.-]|\.$/.test(name) && !isReservedOnWindows(name) && !hasInvisible(name) && name === name.normalize("NFC") && isOneScript(name);
}
function foldedName(name) {
  const seen = name.normalize("NFKC").toLowerCase().replace(new RegExp("\\p{Default_Ignorable_Code_Point}", "gu"), "");
  const plain = seen.split(":", 1)[0];
  let end = plain.length;
  while (end > 0 && ". ".includes(plain[end - 1])) end--;
  return plain.slice(0, end);
}
function isJsonName(path) {
  return foldedName(path.slice(path.lastIndexOf("/") + 1)).endsWith(".json");
}
function isReservedOnWindows(name) {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i.test(name);
}
function isLostOnWindows(path) {
  return path.split("/").some((name) => /[<>:"|?*]|[. ]$/.test(name) || isReservedOnWindows(name));
}
function skeleton(name) {
  return name.toLowerCase().replace(/[1i]/g, "l").replace(/0/g, "o").replace(/rn/g, "m").replace(/vv/g, "w").replace(/-/g, "");
}

// src/verifier/rule.ts
function stateRule(rule) {
  return rule;
}
function stepRule(rule) {
  return rule;
}

// src/verifier/rules/around.ts
var noCommonAncestor = stateRule({
  id: "around/no-common-ancestor",
  on: "repository",
  why: "Without a common ancestor nothing is known good, and every version is new (SPEC A5).",
  check: (_, { history }) => history.hasCommonAncestor ? void 0 : {},
  say: () => "This branch has no common ancestor with the default branch",
  remedy: () => "Start the event from the default branch: git switch -c EVENT origin/HEAD"
});
var sensitive = [
  /^\.github\/(workflows|actions)\/|(^|\/)action\.ya?ml$/,
  /(^|\/)\.git(attributes|modules)$/,
  /^\.github\/|^\.tuf-on-ci-sign\.ini$/
];
function rankOf(path) {
  const rank2 = sensitive.findIndex((pattern) => pattern.test(path));
  return rank2 < 0 ? sensitive.length : rank2;
}
var filesNamed = 20;
function mostSensitive(paths) {
  const byRank = sensitive.map(() => []).concat([[]]);
  for (const path of new Set(paths)) byRank[rankOf(path)].push(path);
  return byRank.flatMap(sortedByCodePoint).slice(0, filesNamed);
}
var filesElsewhere = stateRule({
  id: "around/files-elsewhere",
  on: "repository",
  why: "Signers look at metadata and target files; a workflow that comes along is merged unseen (SPEC B1).",
  severity: "warning",
  check(_, { history: { filesElsewhere: filesElsewhere2 } }) {
    if (filesElsewhere2.length === 0) return void 0;
    const files = mostSensitive(filesElsewhere2);
    return { files, more: new Set(filesElsewhere2).size - files.length };
  },
  say: ({ files, more }) => `This event changes files outside metadata/ and targets/: ${files.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  remedy: () => "Change them in a pull request of their own, or look at each of them before you merge"
});
var lookalikeFolder = stateRule({
  id: "around/lookalike-folder",
  on: "repository",
  why: "On a disk without letter case Metadata/root.json is metadata/root.json, and replaces it unjudged.",
  check(_, { history: { filesElsewhere: filesElsewhere2 } }) {
    const files = new Set(
      filesElsewhere2.filter((path) => ["metadata", "targets"].includes(foldedName(path.split("/", 1)[0])))
    );
    const [first] = sortedByCodePoint(files);
    return first === void 0 ? void 0 : { first, more: files.size - 1 };
  },
  say: ({ first, more }) => `${first}${more > 0 ? ` (and ${more} more)` : ""} lies in a folder that some disks take for metadata or targets`,
  remedy: ({ first }) => `Remove it: git rm -- ${first}`
});
var delegators = /* @__PURE__ */ new Set(["metadata/root.json", "metadata/targets.json"]);
var defaultMoved = stateRule({
  id: "around/default-moved",
  on: "repository",
  why: "Who was taken off a role since can still complete an event that began before: what is judged is not what will be merged.",
  severity: "warning",
  check(_, { history: { changedSince = [] } }) {
    const files = sortedByCodePoint(new Set(changedSince.filter((path) => delegators.has(path))));
    return files.length > 0 ? { files } : void 0;
  },
  say: ({ files }) => `The default branch has changed ${listInWords(files)} since this event began`,
  remedy: () => "Merge the default branch into the event, so that it is judged as it will be merged: git merge origin/HEAD"
});
var aroundRules = [noCommonAncestor, filesElsewhere, lookalikeFolder, defaultMoved];

// src/verifier/rules/clients.ts
var itemsNamed = 5;
var verbs = {
  refuses: ["refuses the file", "refuse the file"],
  "refuses-when-listed": ["refuses what such a key signs", "refuse what such a key signs"],
  "cannot-verify": ["cannot verify their signatures", "cannot verify their signatures"],
  misses: ["cannot find them", "cannot find them"],
  differs: ["asks for another name than others", "ask for another name than others"]
};
function consequence(effects) {
  const named = Object.keys(verbs).map((effect) => ({
    verb: verbs[effect],
    names: clients.map(({ name }) => name).filter((name) => effects[name] === effect)
  }));
  return named.filter(({ names: names2 }) => names2.length > 0).map(({ names: names2, verb }) => `${listInWords(names2)} ${names2.length === 1 ? verb[0] : verb[1]}`).join("; ");
}
function itemsToSay(fact, { role, metadata }, { door, base }) {
  const items = quirksOf(metadata).get(fact) ?? [];
  const before = items.length > 0 && base && door !== "publish" ? metadataOf(base, role) : void 0;
  if (!before) return items;
  const known2 = new Set(quirksOf(before).get(fact));
  return items.filter((item) => !known2.has(item));
}
function isSaidElsewhere(fact, { noVerifyKeyid }) {
  return fact === "keyid" && !noVerifyKeyid;
}
function ruleOf(fact, { what, effects, warning }) {
  return stateRule({
    id: `clients/${fact}`,
    on: "role",
    why: warning.why,
    severity: "warning",
    check(subject, context) {
      const items = isSaidElsewhere(fact, context) ? [] : itemsToSay(fact, subject, context);
      return items.length > 0 ? { items: items.slice(0, itemsNamed), count: items.length } : void 0;
    },
    say({ items, count }, { role }) {
      const more = count > items.length ? ` and ${count - items.length} more` : "";
      return `${role} has ${what}: ${items.join(", ")}${more}; ${consequence(effects)}`;
    },
    remedy: () => warning.remedy
  });
}
var clientRules = Object.entries(facts).flatMap(
  ([id, fact]) => fact.warning ? [ruleOf(id, { ...fact, warning: fact.warning })] : []
);

// src/verifier/subject-walk.ts
var subjectsOf = {
  file: fileSubjects,
  role: roleSubjects,
  key: keySubjects,
  delegation: delegationSubjects,
  target: targetSubjects,
  signature: signatureSubjects,
  "root-version": rootVersionSubjects,
  invite: inviteSubjects,
  repository: (state) => [{ address: "", state }],
  "removed-file": removedFileSubjects,
  "removed-role": (state, base) => gone(base, roleSubjects, (subject) => state.roles.has(subject.role)),
  "removed-root-version": (state, base) => gone(base, rootVersionSubjects, (subject) => state.rootHistory.has(subject.version))
};
function* gone(base, subjects, isThere) {
  if (base) {
    for (const subject of subjects(base)) if (!isThere(subject)) yield subject;
  }
}
function* roleSubjects(state) {
  for (const role of state.roles.keys()) {
    const subject = roleSubject(state, role);
    if (subject) yield subject;
  }
}
function roleSubject(state, role) {
  const document = state.roles.get(role)?.document;
  const metadata = document?.metadata(typeOfRole(role));
  return document && metadata && { address: role, role, metadata, document, delegation: delegationOf(state, role) };
}
function* fileSubjects(state) {
  for (const entry of state.entries.values()) yield fileSubject(state, entry);
}
function* removedFileSubjects(state, base) {
  for (const entry of base?.entries.values() ?? []) if (!state.entries.has(entry.path)) yield fileSubject(base, entry);
}
function fileSubject(state, entry) {
  const place = placeOf(entry.path);
  const subject = { address: entry.path, entry, place };
  if (place.kind === "metadata") {
    const document = state.roles.get(place.role)?.document;
    return { ...subject, role: place.role, ...document && { document } };
  }
  if (place.kind === "root-history") {
    const document = state.rootHistory.get(place.version)?.document;
    return { ...subject, role: "root", ...document && { document } };
  }
  const owner = place.kind === "target" ? owningRole(place.target) : void 0;
  return owner !== void 0 && isRole(state, owner) ? { ...subject, role: owner } : subject;
}
function isRole(state, name) {
  return state.roles.has(name) || delegationOf(state, name) !== void 0;
}
function* keySubjects(state) {
  for (const { role, metadata } of roleSubjects(state)) {
    const keys = keysHeldBy(metadata);
    for (const keyid2 of keys ? names(keys) : []) yield keySubject(state, role, keyid2, get(keys, keyid2));
  }
}
function keySubject(state, role, keyid2, key) {
  const usedBy = indexOf(state).usersOfKeys.get(role)?.get(keyid2) ?? [];
  return { address: `${role}/keys/${keyid2}`, role, keyid: keyid2, key, usedBy };
}
function keysHeldBy(metadata) {
  return metadata.signed._type === "root" ? metadata.signed.keys : delegationsOf(metadata.signed)?.keys;
}
var indexes = /* @__PURE__ */ new WeakMap();
function indexOf(state) {
  let index = indexes.get(state);
  if (!index) {
    index = {
      usersOfKeys: usersOfKeys(state),
      delegations: byAddress(delegationSubjects(state)),
      signatures: /* @__PURE__ */ new Map()
    };
    indexes.set(state, index);
  }
  return index;
}
function usersOfKeys(state) {
  const byDelegator = /* @__PURE__ */ new Map();
  for (const { delegator, name, role } of state.graph.all) {
    const users = byDelegator.get(delegator) ?? /* @__PURE__ */ new Map();
    byDelegator.set(delegator, users);
    for (const keyid2 of new Set(role.keyids)) {
      const known2 = users.get(keyid2);
      if (known2) known2.push(name);
      else users.set(keyid2, [name]);
    }
  }
  return byDelegator;
}
function byAddress(subjects) {
  const map = /* @__PURE__ */ new Map();
  for (const subject of subjects) if (!map.has(subject.address)) map.set(subject.address, subject);
  return map;
}
function* delegationSubjects(state) {
  for (const delegation of state.graph.all) {
    yield { address: `${delegation.delegator}/roles/${delegation.name}`, role: delegation.delegator, delegation };
  }
}
function* targetSubjects(state) {
  for (const { role, metadata } of roleSubjects(state)) {
    if (metadata.signed._type !== "targets") continue;
    const { targets } = metadata.signed;
    for (const path of names(targets)) {
      const file = state.targetFiles.get(path);
      const digest = file && isRegularFile(file) ? state.digests.get(file.oid) : void 0;
      yield { address: `${role}/targets/${path}`, role, path, entry: get(targets, path), file, digest };
    }
  }
}
function* signatureSubjects(state) {
  for (const subject of roleSubjects(state)) yield* signaturesOf(subject);
}
function* signaturesOf({ role, metadata, document }) {
  for (const [index, entry] of metadata.signatures.entries()) {
    yield { address: `${role}/signatures/${entry.keyid}`, role, entry, index, metadata, document };
  }
}
function signatureIndex(state, role) {
  const { signatures: signatures2 } = indexOf(state);
  let index = signatures2.get(role);
  if (!index) {
    const subject = roleSubject(state, role);
    index = byAddress(subject ? signaturesOf(subject) : []);
    signatures2.set(role, index);
  }
  return index;
}
function* rootVersionSubjects(state) {
  for (const [version, { path, document }] of state.rootHistory)
    yield { address: path, role: "root", version, document };
}
function* inviteSubjects(state) {
  for (const [user, roles] of invitesOf(state)) {
    for (const invitedTo of roles) yield { address: `invites/${user}/${invitedTo}`, user, invitedTo };
  }
}
function counterpart(kind, subject, state) {
  return find[kind](subject, state);
}
var find = {
  file: ({ entry }, state) => {
    const other = state.entries.get(entry.path);
    return other && fileSubject(state, other);
  },
  role: ({ role }, state) => roleSubject(state, role),
  key: ({ role, keyid: keyid2 }, state) => {
    const metadata = metadataOf(state, role);
    const keys = metadata && keysHeldBy(metadata);
    const key = keys && get(keys, keyid2);
    return key && keySubject(state, role, keyid2, key);
  },
  delegation: ({ address }, state) => indexOf(state).delegations.get(address),
  target: ({ role, path }, state) => {
    const metadata = metadataOf(state, role);
    if (metadata?.signed._type !== "targets") return void 0;
    const entry = get(metadata.signed.targets, path);
    return entry && {
      address: `${role}/targets/${path}`,
      role,
      path,
      entry,
      file: state.targetFiles.get(path),
      digest: void 0
    };
  },
  signature: ({ role, address }, state) => signatureIndex(state, role).get(address),
  "root-version": ({ version }, state) => {
    const file = state.rootHistory.get(version);
    return file && { address: file.path, role: "root", version, document: file.document };
  },
  invite: (subject, state) => invitesOf(state).get(subject.user)?.includes(subject.invitedTo) ? subject : void 0,
  repository: (_, state) => ({ address: "", state }),
  "removed-file": () => void 0,
  "removed-role": () => void 0,
  "removed-root-version": () => void 0
};

// src/verifier/foreign-coverage.ts
import { hash as hash2 } from "node:crypto";
var examples = 3;
var known = /* @__PURE__ */ new WeakMap();
function foreignCoverageOf(state) {
  let coverage = known.get(state);
  if (!coverage) {
    coverage = readCoverage(state);
    known.set(state, coverage);
  }
  return coverage;
}
function readCoverage(state) {
  const files = /* @__PURE__ */ new Map();
  const unjudged = /* @__PURE__ */ new Set();
  const search = new FileSearch(state);
  let left = maxPatterns;
  for (const delegation of state.graph.all) {
    const paths = pathsOf(delegation);
    if (!paths || !arePathsSound(paths)) continue;
    const outside = outsideEntries(paths);
    const searches = outside.filter((entry) => isSearched(paths, entry)).length;
    if (searches > left) {
      unjudged.add(delegation);
      continue;
    }
    left -= searches;
    const found = firstForeign(outside, delegation, search, state);
    if (found.length > 0) files.set(delegation, found);
  }
  return { files, unjudged };
}
function firstForeign(entries2, delegation, search, state) {
  const found = /* @__PURE__ */ new Set();
  for (const entry of entries2) {
    for (const path of search.matches(delegation, entry)) {
      const owner = owningRole(path);
      if (owner === void 0 || owner === delegation.name || !delegationOf(state, owner)) continue;
      if (found.add(path).size === examples) return [...found];
    }
  }
  return [...found];
}
var FileSearch = class {
  #files;
  #segments;
  #hashes;
  constructor({ targetFiles }) {
    this.#files = targetFiles;
  }
  /** The files that an entry of the delegation's `paths` or `path_hash_prefixes` matches. */
  *matches({ role }, entry) {
    if (role["paths"] === void 0) yield* this.#byHash(entry);
    else if (isWild(entry)) yield* this.#byPattern(new PathPattern(entry));
    else if (this.#files.has(entry)) yield entry;
  }
  *#byPattern(pattern) {
    this.#segments ??= [...this.#files.keys()].map(segmentsOf);
    for (const segments of this.#segments) if (pattern.matches(segments)) yield segments.path;
  }
  *#byHash(prefix) {
    this.#hashes ??= [...this.#files.keys()].map((path) => [path, hash2("sha256", path, "hex")]);
    for (const [path, digest] of this.#hashes) if (digest.startsWith(prefix)) yield path;
  }
};

// src/verifier/rules/delegated-paths.ts
function some(texts) {
  return texts.length === 0 ? void 0 : { first: texts.slice(0, 3), count: texts.length };
}
function list({ first, count }) {
  const named = first.map((text) => `"${text}"`).join(", ");
  return count > first.length ? `${named} and ${count - first.length} more` : named;
}
var setPaths = ({ delegation: { name } }) => `Delegate to "${name}" again with the paths ${name}/*, ${name}/*/* and so on: tuf-on-ci-delegate EVENT ${name}`;
function of({ delegation }, check) {
  const paths = pathsOf(delegation);
  return paths && !isTopLevelRole(paths.name) ? check(paths) : void 0;
}
var noPaths = stateRule({
  id: "delegations/no-paths",
  on: "delegation",
  why: "A role that covers no path can list nothing, whoever signs it (TUF 4.5).",
  check: (subject) => of(subject, (role) => pathEntries(role).length === 0 ? {} : void 0),
  say: (_, { delegation: { name } }) => `The delegation of "${name}" has an empty list of paths`,
  remedy: (_, subject) => setPaths(subject)
});
var tooManyPaths = stateRule({
  id: "delegations/too-many-paths",
  on: "delegation",
  why: "Nobody reviews a list that long, and each pattern is compared with each file: it wears out tools and clients (SPEC B1).",
  check: (subject, { state }) => of(subject, (role) => {
    if (hasTooManyPaths(role)) return { outside: false };
    return foreignCoverageOf(state).unjudged.has(subject.delegation) ? { outside: true } : void 0;
  }),
  say: ({ outside }, { delegation: { name } }) => outside ? `"${name}" is not judged: more than ${maxPatterns} patterns lie outside of their role's folder` : `"${name}" is not judged: its delegation has more than ${maxPatterns} patterns`,
  remedy: (_, subject) => setPaths(subject)
});
var pathForm = stateRule({
  id: "delegations/path-form",
  on: "delegation",
  why: "Clients agree on * alone: other wildcards, dot segments and slashes are read differently, or never match (SPEC B1).",
  check: (subject) => of(subject, (role) => {
    const unsound = unsoundPaths(role);
    const [first] = unsound;
    return first && { text: first[0], problem: first[1], count: unsound.length };
  }),
  say: ({ text, problem, count }, { delegation: { name } }) => `The path "${text}" of "${name}" ${problem}${count > 1 ? ` (and ${count - 1} more are unsound)` : ""}`,
  remedy: (_, subject) => setPaths(subject)
});
var hiddenPath = stateRule({
  id: "delegations/path-unseen",
  on: "delegation",
  why: "A path with characters that do not show is not the one that signers read (SPEC B1).",
  severity: "warning",
  check: (subject) => of(subject, (role) => some(pathEntries(role).filter(hasInvisible))),
  say: (found, { delegation: { name } }) => `Paths of "${name}" have characters that do not show: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject)
});
var repeatedPath = stateRule({
  id: "delegations/repeated-path",
  on: "delegation",
  why: "A path that stands there twice is taken away once and stays (SPEC B1).",
  severity: "warning",
  check: (subject) => of(subject, (role) => {
    const seen = /* @__PURE__ */ new Set();
    return some([...new Set(pathEntries(role).filter((path) => seen.size === seen.add(path).size))]);
  }),
  say: (found, { delegation: { name } }) => `The delegation of "${name}" lists paths more than once: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject)
});
var hashPrefixes = stateRule({
  id: "delegations/hash-prefixes",
  on: "delegation",
  why: "What a hash prefix covers nobody can see, and it keeps to no folder; SPEC A5 delegates by paths.",
  severity: "warning",
  check: (subject, { state }) => of(subject, (role) => {
    const prefixes = pathHashPrefixes(role);
    return prefixes && !foreignFiles(subject, state) ? { count: prefixes.length } : void 0;
  }),
  say: (_, { delegation: { name } }) => `The delegation of "${name}" is by hash prefixes, not by paths`,
  remedy: (_, subject) => setPaths(subject)
});
var outsideFolder = stateRule({
  id: "delegations/outside-folder",
  on: "delegation",
  why: "A role that covers more than its own folder can take a path from another role the day it appears (SPEC B1).",
  severity: "warning",
  check: (subject, { state }) => of(subject, (role) => {
    if (!pathPatterns(role) || !arePathsSound(role) || foreignFiles(subject, state)) return void 0;
    return some(outsideEntries(role));
  }),
  say: (found, { delegation: { name } }) => `"${name}" may list files outside of targets/${name}: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject)
});
var coversOthers = stateRule({
  id: "delegations/covers-others",
  on: "delegation",
  why: "Clients would take another role's file from whoever signs this one (SPEC B1, TUF 5.6.7).",
  check: (subject, { state }) => of(subject, () => foreignFiles(subject, state)),
  say: (found, { delegation: { name } }) => `The paths of "${name}" cover files of other roles: ${list(found)}`,
  remedy: (_, subject) => setPaths(subject)
});
function foreignFiles({ delegation }, state) {
  return some(foreignCoverageOf(state).files.get(delegation) ?? []);
}
var delegatedPathRules = [
  noPaths,
  tooManyPaths,
  pathForm,
  hiddenPath,
  repeatedPath,
  hashPrefixes,
  outsideFolder,
  coversOthers
];

// src/verifier/rules/delegations.ts
var noRoot = stateRule({
  id: "delegations/no-root",
  on: "repository",
  why: "Everything hangs on root: without its file nobody can say who may sign what (TUF 5.3).",
  check(_, { state, base }) {
    const path = metadataPath("root");
    if (state.entries.has(path)) return void 0;
    const removed4 = base?.entries.has(path) ?? false;
    return removed4 || state.roles.size > 0 ? { removed: removed4 } : void 0;
  },
  say: ({ removed: removed4 }) => removed4 ? "metadata/root.json is removed" : "There is no metadata/root.json",
  remedy: () => "Restore it: git checkout origin/HEAD -- metadata/root.json"
});
var noMetadata = stateRule({
  id: "delegations/no-metadata",
  on: "delegation",
  why: "A client that is sent to a role without metadata stops there, whatever it looked for (TUF 5.6.7).",
  check({ delegation }, { state, base }) {
    const { name, depth } = delegation;
    const isExpected = depth > 1 || name === "targets";
    const path = metadataPath(name);
    if (!isExpected || delegationOf(state, name) !== delegation || state.entries.has(path)) return void 0;
    return { removed: base?.entries.has(path) ?? false };
  },
  say: ({ removed: removed4 }, { delegation: { name, delegator } }) => removed4 ? `${metadataPath(name)} is removed, but ${delegator} still delegates to "${name}"` : `${delegator} delegates to "${name}", which has no ${metadataPath(name)}`,
  remedy: ({ removed: removed4 }, { delegation: { name } }) => removed4 ? `Restore the file (git checkout origin/HEAD -- ${metadataPath(name)}), or remove the delegation too: tuf-on-ci-delegate EVENT ${name}` : `Let the signer's tool make the role: tuf-on-ci-delegate EVENT ${name}`
});
var notDelegated = stateRule({
  id: "delegations/not-delegated",
  on: "file",
  why: "Metadata that nobody delegates to is signed by nobody in particular, and reached by no client (SPEC B1).",
  check({ place }, { state, base }) {
    if (place.kind !== "metadata" || isTopLevelRole(place.role)) return void 0;
    if (delegationOf(state, place.role) || !areDelegationsKnown(state)) return void 0;
    return { name: place.role, removed: base ? delegationOf(base, place.role) !== void 0 : false };
  },
  say: ({ name, removed: removed4 }, { entry }) => removed4 ? `The delegation of "${name}" is removed, but ${entry.path} is still there` : `No role delegates to "${name}", but ${entry.path} is there`,
  remedy: ({ name }, { entry }) => `Remove the file (git rm -- ${entry.path}), or delegate to it: tuf-on-ci-delegate EVENT ${name}`
});
var completeGraphs = /* @__PURE__ */ new WeakMap();
function areDelegationsKnown(state) {
  let known2 = completeGraphs.get(state);
  if (known2 === void 0) {
    const delegators2 = ["targets", ...state.graph.byName.keys()].filter((role) => typeOfRole(role) === "targets");
    known2 = metadataOf(state, "targets") !== void 0 && delegators2.every((role) => !state.roles.has(role) || metadataOf(state, role));
    completeGraphs.set(state, known2);
  }
  return known2;
}
var repeatedName = stateRule({
  id: "delegations/repeated-name",
  on: "delegation",
  why: "Clients ask the first of two delegations of one name, or the last, or both: keys and paths differ (TUF 4.5).",
  check(subject, { state }) {
    const { delegation } = subject;
    const first = counterpart("delegation", subject, state)?.delegation ?? delegation;
    const isSame = first.delegator === delegation.delegator && first.name === delegation.name;
    return isSame && first !== delegation ? { place: delegation.index } : void 0;
  },
  say: (_, { delegation: { name, delegator } }) => `${delegator} delegates to "${name}" more than once`,
  remedy: (_, { delegation: { name } }) => `Keep one delegation of each name: tuf-on-ci-delegate EVENT ${name}`
});
var nameTaken = stepRule({
  id: "delegations/name-taken",
  on: "delegation",
  why: "Who delegates a name that hangs deeper already puts other keys in its place: clients find one role by two ways (TUF 4.5).",
  step({ delegation }, before, { state, base }) {
    const { name, delegator } = delegation;
    if (!before || delegationOf(base, name)?.delegator !== delegator) return void 0;
    const first = delegationOf(state, name).delegator;
    return first === delegator ? void 0 : { first };
  },
  say: ({ first }, { delegation: { name, delegator } }) => `${first} delegates to "${name}", which ${delegator} delegates to already`,
  remedy: ({ first }) => `Choose another name: tuf-on-ci-delegate EVENT ${first}`
});
var topLevelName = stateRule({
  id: "delegations/top-level-name",
  on: "delegation",
  why: "Only root says who signs root, targets, snapshot and timestamp; a second answer is a trap (TUF 4.3).",
  check: ({ delegation: { name, depth } }) => depth > 1 && isTopLevelRole(name) ? {} : void 0,
  say: (_, { delegation: { name, delegator } }) => `${delegator} delegates to ${name}, which only root can`,
  remedy: (_, { delegation: { delegator } }) => `Remove this delegation from ${delegator}: tuf-on-ci-delegate EVENT ${delegator}`
});
var tooDeep = stateRule({
  id: "delegations/too-deep",
  on: "delegation",
  why: "Only targets delegates here: a signer of another role must not name signers whom nobody reviews (SPEC A5).",
  historic: true,
  check: ({ delegation: { name, depth, delegator } }) => depth > 2 && !isTopLevelRole(name) ? { delegator, depth } : void 0,
  say: ({ delegator }, { delegation: { name } }) => `${delegator} delegates to "${name}"; only root and targets can delegate`,
  remedy: ({ delegator }, { delegation: { name } }) => `Remove this delegation from ${delegator} and let targets delegate: tuf-on-ci-delegate EVENT ${name}`
});
var roleRemoved = stepRule({
  id: "delegations/role-removed",
  on: "removed-file",
  why: "What a removed role had signed is gone for every client: its users should know (SPEC B1).",
  severity: "warning",
  step({ place }, _, { state, base }) {
    if (place.kind !== "metadata" || isTopLevelRole(place.role)) return void 0;
    if (!areDelegationsKnown(state) || delegationOf(state, place.role) || !delegationOf(base, place.role))
      return void 0;
    const signed = metadataOf(base, place.role)?.signed;
    return { name: place.role, files: signed?._type === "targets" ? names(signed.targets).length : 0 };
  },
  say: ({ name, files }) => `The role "${name}" is removed, with the ${plural(files, "target file")} that it lists`,
  remedy: ({ name }, { entry }) => `Nothing to do if it is meant; else take it back: git checkout origin/HEAD -- ${entry.path} metadata/targets.json targets/${name}`
});
var signersChanged = stepRule({
  id: "delegations/signers-changed",
  on: "delegation",
  why: "Signatures that were good for other keys or another threshold may not do any more (SPEC B1).",
  severity: "note",
  step({ delegation }, before, { state, base }) {
    const { name } = delegation;
    if (!before || isOnlineRole(name) || delegationOf(state, name) !== delegation) return void 0;
    if (haveSameSigners(delegation, before.delegation)) return void 0;
    const version = metadataOf(state, name)?.signed.version;
    return version !== void 0 && version === metadataOf(base, name)?.signed.version ? { version } : void 0;
  },
  say: ({ version }, { delegation: { name } }) => `The keys or the threshold of "${name}" change, but it stays version ${version}`,
  remedy: (_, { delegation: { name } }) => `Nothing to do while its signatures suffice; else sign ${name}: tuf-on-ci-sign EVENT`
});
function haveSameSigners(one, other) {
  const keyids = new Set(one.role.keyids);
  const others = new Set(other.role.keyids);
  return one.role.threshold === other.role.threshold && keyids.size === others.size && [...keyids].every((id) => others.has(id) && equalJson(get(one.keys, id) ?? null, get(other.keys, id) ?? null));
}
var notTerminating = stepRule({
  id: "delegations/not-terminating",
  on: "delegation",
  why: 'Without "terminating" clients go on to later roles for paths that this role covers but does not list (TUF 5.6.7).',
  severity: "note",
  step({ delegation }, before) {
    const paths = pathsOf(delegation);
    if (!paths || paths.terminating) return void 0;
    const known2 = before && before.delegation.role.terminating;
    return known2 === false ? void 0 : { isNew: known2 === void 0 };
  },
  say: ({ isNew }, { delegation: { name } }) => `The delegation of "${name}" is ${isNew ? "not" : "no longer"} terminating: clients look in later roles too`,
  remedy: (_, { delegation: { name } }) => `Nothing to do if it is meant; else make it terminating: tuf-on-ci-delegate EVENT ${name}`
});
var orderChanged = stepRule({
  id: "delegations/order-changed",
  on: "role",
  why: "Clients ask delegated roles in the order of the list: the first that has a path wins (TUF 5.6.7).",
  severity: "note",
  step({ metadata }, before) {
    const now = delegatedNames(metadata.signed);
    const then = before ? delegatedNames(before.metadata.signed) : /* @__PURE__ */ new Set();
    const stayed = [...now].filter((name) => then.has(name));
    const order = [...then].filter((name) => now.has(name));
    const first = stayed.find((name, i) => name !== order[i]);
    return first === void 0 ? void 0 : { first };
  },
  say: ({ first }, { role }) => `The order in which ${role} delegates changes, from "${first}" on`,
  remedy: () => "Nothing to do while no two roles cover the same path"
});
function delegatedNames(signed) {
  return new Set(delegationsOf(signed)?.roles.map(({ name }) => name));
}
var delegationRules = [
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
  orderChanged
];

// src/verifier/rules/event-state.ts
var inviteAnew = (role) => `Invite people with the signer's tool: tuf-on-ci-delegate EVENT ${role}`;
var rewrite = `Let the signer's tool write it: "git checkout origin/HEAD -- metadata/.signing-event-state" or "git rm" it, then tuf-on-ci-delegate EVENT`;
var form = stateRule({
  id: "event-state/form",
  on: "file",
  why: "Invites that cannot be read are invites that nobody sees (SPEC A1).",
  check: ({ place }, { state: { eventState } }) => place.kind === "event-state" && !eventState.ok ? { problem: eventState.problem } : void 0,
  say: ({ problem }, { entry }) => `${entry.path} cannot be read: ${problem}`,
  remedy: () => rewrite
});
var userNames = stateRule({
  id: "event-state/user-name",
  on: "file",
  why: "An invite to a name that nobody can have is never answered (SPEC A3).",
  check: ({ place }, { state }) => place.kind === "event-state" ? [...invitesOf(state).keys()].filter((user) => !isUserName(user)).map((user) => ({ user })) : void 0,
  say: ({ user }) => `"${user}" is invited, which is no user name (@ and lower-case letters, digits or -)`,
  remedy: () => inviteAnew("<role>")
});
var empty = stateRule({
  id: "event-state/empty",
  on: "file",
  why: "The file exists only while invites are open (SPEC A1).",
  severity: "warning",
  check({ place }, { state: { eventState } }) {
    if (place.kind !== "event-state" || !eventState.ok) return void 0;
    const { invites } = eventState;
    return invites.size === 0 || [...invites.values()].some((roles) => roles.length === 0) ? {} : void 0;
  },
  say: (_, { entry }) => `${entry.path} has an empty list of invites`,
  remedy: (_, { entry }) => `Remove it when no invite is open: git rm ${entry.path}`
});
var onlineRole = stateRule({
  id: "event-state/online-role",
  on: "invite",
  why: "Nobody signs snapshot and timestamp by hand: a person invited there would stop the pipeline (SPEC B1).",
  check: ({ invitedTo }) => isTopLevelRole(invitedTo) && !isOffline(invitedTo) ? {} : void 0,
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo}, which is signed by an online key`,
  remedy: (_, { invitedTo }) => inviteAnew(invitedTo)
});
function isOffline(role) {
  return role === "root" || role === "targets";
}
var roleName = stateRule({
  id: "event-state/role-name",
  on: "invite",
  why: "An invite to a role that is not there makes that role: its name must be one (SPEC B1).",
  check: ({ invitedTo }, { state }) => delegationOf(state, invitedTo) || isTopLevelRole(invitedTo) || isPlainRoleName(invitedTo) ? void 0 : {},
  say: (_, { user, invitedTo }) => `${user} is invited to "${invitedTo}", which can be no role's name`,
  remedy: () => inviteAnew("<role>")
});
var onlineKey = stateRule({
  id: "event-state/online-key",
  on: "invite",
  why: "An online key is the only key of its role (SPEC A7).",
  check({ invitedTo }, { state }) {
    const delegation = delegationOf(state, invitedTo);
    if (!delegation || isTopLevelRole(invitedTo) && !isOffline(invitedTo)) return void 0;
    return holdersOf(delegation).hasOnlineKey ? {} : void 0;
  },
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo}, which has an online key`,
  remedy: (_, { invitedTo }) => inviteAnew(invitedTo)
});
var alreadySigner = stateRule({
  id: "event-state/already-signer",
  on: "invite",
  why: "Who has a key of the role already gets a second one, or replaces theirs: others should know which (SPEC B6).",
  severity: "warning",
  check({ user, invitedTo }, { state }) {
    const delegation = delegationOf(state, invitedTo);
    return delegation && holdersOf(delegation).owners.has(user) ? {} : void 0;
  },
  say: (_, { user, invitedTo }) => `${user} is invited to ${invitedTo} and has a key of it already`,
  remedy: (_, { user, invitedTo }) => `If ${user} keeps their key, withdraw the invite: tuf-on-ci-delegate EVENT ${invitedTo}`
});
var holders = /* @__PURE__ */ new WeakMap();
function holdersOf(delegation) {
  let found = holders.get(delegation);
  if (!found) {
    const keys = signersOf(delegation).map(({ key }) => key);
    found = {
      owners: new Set(keys.flatMap((key) => keyOwner(key) ?? [])),
      hasOnlineKey: keys.some((key) => onlineUri(key) !== void 0)
    };
    holders.set(delegation, found);
  }
  return found;
}
var usersNamed = 10;
var openOnDefault = stateRule({
  id: "event-state/open-on-default",
  on: "file",
  why: "An invite that was merged unanswered waits for somebody who is no longer asked (SPEC B1).",
  severity: "warning",
  check({ place }, { state }) {
    const users = [...invitesOf(state)].flatMap(([user, roles]) => roles.length > 0 ? [user] : []);
    if (place.kind !== "event-state" || users.length === 0) return void 0;
    return { users: users.slice(0, usersNamed), more: Math.max(users.length - usersNamed, 0) };
  },
  say: ({ users, more }) => `Invites of ${listInWords([...users, ...more > 0 ? [`${more} more`] : []])} are still open on the default branch`,
  remedy: () => "Finish or withdraw them in a signing event: tuf-on-ci-delegate EVENT <role>"
});
var eventStateRules = [
  form,
  userNames,
  empty,
  onlineRole,
  roleName,
  onlineKey,
  alreadySigner,
  openOnDefault
];

// src/verifier/rules/form.ts
var json = stateRule({
  id: "form/json",
  on: "file",
  why: "Parsers differ on duplicate members, floats and lone surrogates: what one signer reads another must read (SPEC A2).",
  check({ place, document }) {
    if (place.kind !== "metadata" || !document || document.json.ok) return void 0;
    return { problem: document.json.error.message };
  },
  say: ({ problem }, { entry }) => `${entry.path} is not strict JSON: ${problem}`,
  remedy: (_, { entry }) => `Restore it with "git checkout origin/HEAD -- ${entry.path}", or write it with the signer's tool`
});
var members = stateRule({
  id: "form/members",
  on: "file",
  why: "Metadata with a missing or mistyped member is refused by some client or other (TUF 4, CLIENTS.md).",
  check({ place, document }) {
    if (place.kind !== "metadata") return void 0;
    const reading = document?.reading(typeOfRole(place.role));
    if (!reading || reading.ok) return void 0;
    return reading.problems.map(({ at, expected }) => ({ at: formatPlace(at), expected }));
  },
  say: ({ at, expected }, { entry }) => `${entry.path}: ${at} should be ${expected}`,
  remedy: (_, { entry }) => `Restore it with "git checkout origin/HEAD -- ${entry.path}", or write it with the signer's tool`
});
var strayMetadata = stateRule({
  id: "form/stray-metadata",
  on: "file",
  why: "A .json file or folder beside the roles is taken for metadata by some tools and reviewed by nobody (SPEC B1).",
  check({ entry, place }) {
    if (place.kind !== "stray" || entry.path.startsWith("metadata/root_history/")) return void 0;
    const inFolder = entry.path.slice("metadata/".length).includes("/");
    return inFolder || isJsonName(entry.path) ? { path: entry.path } : void 0;
  },
  say: ({ path }) => `${path} is no role's metadata`,
  remedy: ({ path }) => `Remove it: git rm -- ${path}`
});
var strayFile = stateRule({
  id: "form/stray-file",
  on: "file",
  why: "Only metadata lies in metadata/ (SPEC A1).",
  severity: "warning",
  check({ entry, place }) {
    if (place.kind !== "stray" || entry.path.startsWith("metadata/root_history/")) return void 0;
    return isJsonName(entry.path) || entry.path.slice("metadata/".length).includes("/") ? void 0 : { path: entry.path };
  },
  say: ({ path }) => `${path} is no metadata and is not published`,
  remedy: ({ path }) => `Remove it if nobody needs it: git rm -- ${path}`
});
var link = stateRule({
  id: "form/link",
  on: "file",
  why: "A symbolic link or submodule makes the published bytes depend on where it points (SPEC B1).",
  check: ({ entry }) => isRegularFile(entry) ? void 0 : { mode: entry.mode },
  say: ({ mode }, { entry }) => `${entry.path} is a ${mode === "160000" ? "submodule" : "symbolic link"}`,
  remedy: (_, { entry }) => `Replace it by the file itself: git rm -- ${entry.path}, then add a regular file`
});
var bytes = stateRule({
  id: "form/bytes",
  on: "file",
  why: "Rewriting a file without a change gives the same bytes, so that a diff shows what changed (SPEC A2).",
  severity: "warning",
  check({ place, document }) {
    return place.kind === "metadata" && document?.json.ok && !document.hasOwnBytes ? {} : void 0;
  },
  say: (_, { entry }) => `${entry.path} is not written the way this tool writes it; its meaning is the same`,
  remedy: () => "Nothing to do: the next change of the role rewrites it"
});
var roleName2 = stateRule({
  id: "form/role-name",
  on: "delegation",
  why: "A role name becomes a file name, a folder and a line that signers read: it must be what it looks like (SPEC B1).",
  check: ({ delegation: { name } }) => isPlainRoleName(name) ? void 0 : { name },
  say: ({ name }) => `The role name "${name}" is no plain file name of one script in normal form (NFC), or has invisible characters`,
  remedy: ({ name }) => `Delegate to a role with a plain name, and remove "${name}": tuf-on-ci-delegate EVENT`
});
var roleNameCase = stateRule({
  id: "form/role-name-case",
  on: "repository",
  why: "Names that differ by letter case only are one file on many disks (SPEC B1).",
  check(_, { state }) {
    const seen = /* @__PURE__ */ new Map();
    const found = [];
    for (const name of /* @__PURE__ */ new Set([...state.graph.byName.keys(), ...state.roles.keys()])) {
      const folded2 = name.normalize("NFKC").toLowerCase();
      const other = seen.get(folded2);
      if (other === void 0) seen.set(folded2, name);
      else found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The role names "${name}" and "${other}" differ by letter case only`,
  remedy: ({ name }) => `Delegate to a role with another name, and remove "${name}": tuf-on-ci-delegate EVENT`
});
var roleNameLookalike = stateRule({
  id: "form/role-name-lookalike",
  on: "repository",
  why: "A role whose name reads like that of another is reviewed, and signed, for the other.",
  severity: "warning",
  check(_, { state, base }) {
    const known2 = new Set(base?.graph.byName.keys());
    const seen = new Map([...known2].map((name) => [skeleton(name), name]));
    const found = [];
    for (const name of state.graph.byName.keys()) {
      const other = seen.get(skeleton(name));
      if (other === void 0) seen.set(skeleton(name), name);
      else if (!known2.has(name) && foldedName(name) !== foldedName(other)) found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The role name "${name}" looks like "${other}"`,
  remedy: ({ name }) => `Make sure that it is not taken for the other, or choose another name: tuf-on-ci-delegate EVENT ${name}`
});
var formRules = [
  json,
  members,
  strayMetadata,
  strayFile,
  link,
  bytes,
  roleName2,
  roleNameCase,
  roleNameLookalike
];

// src/deployment/key-holder.ts
function keyHolder(key) {
  const hasOwner = has(key, keyOwnerField);
  if (has(key, onlineUriField)) return hasOwner ? { kind: "both" } : onlineHolder(onlineUri(key));
  if (!hasOwner) return { kind: "unnamed" };
  const owner = keyOwner(key);
  return isUserName(owner) ? { kind: "person", owner } : { kind: "bad-owner" };
}
function onlineHolder(uri) {
  if (uri === void 0) return { kind: "bad-uri", problem: "it is no string" };
  const reading = parseSignerUri(uri);
  if (!reading.ok) return { kind: "bad-uri", problem: reading.problem };
  if (!isOnlineSigner(reading.uri)) return { kind: "bad-uri", problem: "a program is never named in metadata" };
  return { kind: "online", uri, signer: reading.uri };
}

// src/verifier/key-index.ts
var indexes2 = /* @__PURE__ */ new WeakMap();
function keyIndexOf(state) {
  let index = indexes2.get(state);
  if (!index) {
    index = buildIndex(state);
    indexes2.set(state, index);
  }
  return index;
}
function buildIndex(state) {
  const byMaterial = /* @__PURE__ */ new Map();
  const byKeyid = /* @__PURE__ */ new Map();
  const owners = /* @__PURE__ */ new Set();
  for (const subject of subjectsOf.key(state, void 0)) {
    if (!byKeyid.has(subject.keyid)) byKeyid.set(subject.keyid, subject);
    const holder2 = holderOf(subject.key);
    if (holder2.kind === "person") owners.add(holder2.owner);
    const material = materialOf(subject.key);
    if (material === void 0) continue;
    const holders3 = byMaterial.get(material) ?? { owners: /* @__PURE__ */ new Set(), uri: void 0 };
    byMaterial.set(material, holders3);
    if (holder2.kind === "person") holders3.owners.add(holder2.owner);
    if (holder2.kind === "online") holders3.uri ??= holder2.uri;
  }
  return { byMaterial, byKeyid, owners };
}
var holders2 = /* @__PURE__ */ new WeakMap();
function holderOf(key) {
  let holder2 = holders2.get(key);
  if (!holder2) {
    holder2 = keyHolder(key);
    holders2.set(key, holder2);
  }
  return holder2;
}
function ownerOf(key) {
  const holder2 = holderOf(key);
  return holder2.kind === "person" ? holder2.owner : void 0;
}
function materialOf(key) {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : void 0;
}

// src/verifier/rules/key-sentences.ts
function keyName({ keyid: keyid2, key }) {
  const name = signerName(keyid2, key);
  return name === keyid2 ? keyid2 : `${keyid2} of ${name}`;
}
function titleOf(key) {
  return `The key ${keyName(key)}`;
}
function delegateCommand({ usedBy, role }) {
  return `tuf-on-ci-delegate EVENT ${usedBy[0] ?? role}`;
}
function newKeyFor(subject) {
  const holder2 = holderOf(subject.key);
  const command = delegateCommand(subject);
  return holder2.kind === "person" ? `Let ${holder2.owner} use another key, or leave them off: ${command}` : `Choose another key, or leave it off: ${command}`;
}

// src/verifier/rules/key-holders.ts
var holder = ({ key }, kind) => {
  const found = holderOf(key);
  return found.kind === kind ? found : void 0;
};
var ownerMissing = stateRule({
  id: "keys/owner-missing",
  on: "key",
  why: "A key that is neither a person's nor an online key can be asked of nobody (SPEC A3).",
  historic: true,
  check: (subject) => holder(subject, "unnamed") && {},
  say: (_, subject) => `${titleOf(subject)} has neither ${keyOwnerField} nor ${onlineUriField}`,
  remedy: () => "Say whose it is: tuf-on-ci-import-repo EVENT"
});
var ownerMalformed = stateRule({
  id: "keys/owner-malformed",
  on: "key",
  why: "A name that is no GitHub user's in lower case is nobody's, or reads like somebody else's (SPEC A3).",
  check: (subject) => holder(subject, "bad-owner") && {},
  say: (_, subject) => `${titleOf(subject)} has a ${keyOwnerField} that is no user name like @name, in lower case`,
  remedy: (_, subject) => `Name the owner again: ${delegateCommand(subject)}`
});
var ownerAndUri = stateRule({
  id: "keys/owner-and-uri",
  on: "key",
  why: "A key is a person's or the machine's: one that says both passes for either (SPEC A3).",
  check: (subject) => holder(subject, "both") && {},
  say: (_, subject) => `${titleOf(subject)} has both ${keyOwnerField} and ${onlineUriField}`,
  remedy: (_, subject) => `Make it one or the other: ${delegateCommand(subject)}`
});
var uriMalformed = stateRule({
  id: "keys/uri-malformed",
  on: "key",
  why: "No online signature can be made with a URI that names no signer, and exec: would run what a pusher chose (SPEC A4).",
  check(subject) {
    const found = holder(subject, "bad-uri");
    return found && { problem: found.problem };
  },
  say: ({ problem }, subject) => `The online URI of the key ${subject.keyid} cannot be used: ${problem}`,
  remedy: (_, subject) => `Choose the online key again: ${delegateCommand(subject)}`
});
var uriMismatch = stateRule({
  id: "keys/uri-mismatch",
  on: "key",
  why: "An online key that its signer cannot use stops all online signatures until there is another root (SPEC A4).",
  check(subject) {
    const scheme = schemeOfKey(subject.key.keytype, subject.key.scheme);
    const found = holder(subject, "online");
    return !found || typeof scheme === "string" || canSign(found.signer, scheme) ? void 0 : { kind: found.signer.kind };
  },
  say: ({ kind }, subject) => `${titleOf(subject)} is of type ${subject.key.keytype}, with which ${kind}: cannot sign`,
  remedy: (_, subject) => `Choose the online key again: ${delegateCommand(subject)}`
});
var uriOfPerson = stateRule({
  id: "keys/uri-of-person",
  on: "key",
  why: "Online keys sign on a schedule: one that needs a device or a browser is not there at night (SPEC A4).",
  severity: "warning",
  check(subject) {
    const found = holder(subject, "online");
    return found && needsPerson(found.signer) ? {} : void 0;
  },
  say: (_, subject) => `${titleOf(subject)} is an online key that needs a device or a login by a person`,
  remedy: (_, subject) => `Choose an online key that CI can reach by itself: ${delegateCommand(subject)}`
});
var uriElsewhere = stateRule({
  id: "keys/uri-elsewhere",
  on: "key",
  why: "Where a URI leads out of the folder of keys, or credentials to an unknown host, somebody should have meant it (SPEC A4).",
  severity: "warning",
  check(subject) {
    const found = holder(subject, "online");
    const problem = found && leadsElsewhere(found.signer);
    return problem === void 0 ? void 0 : { problem };
  },
  say: ({ problem }, subject) => `${titleOf(subject)} ${problem}`,
  remedy: (_, subject) => `Choose the online key again unless this is meant: ${delegateCommand(subject)}`
});
var azureVault = /\.(vault|managedhsm)\.(azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)$/i;
function leadsElsewhere(signer) {
  if (signer.kind === "file2" && signer.path.split(/[/\\]/).includes("..")) return "leads out of the folder of keys";
  if (signer.kind === "azurekms" && !azureVault.test(signer.vault))
    return "sends credentials to a host that is not Azure's";
  return void 0;
}
var workflowAsPerson = stateRule({
  id: "keys/workflow-as-person",
  on: "key",
  why: "Whoever can run the workflow signs in the person's name: a person's identity is an email address (SPEC A4).",
  check(subject) {
    const identity = sigstoreIdentity(subject);
    const isWorkload = identity !== void 0 && (identity.identity.includes("://") || identity.issuer === actionsIssuer);
    return isWorkload && holder(subject, "person") ? { identity: identity.identity } : void 0;
  },
  say: ({ identity }, subject) => `${titleOf(subject)} is no person's but the workflow ${identity}`,
  remedy: (_, subject) => newKeyFor(subject)
});
var workflowOfEvent = stateRule({
  id: "keys/workflow-of-event",
  on: "key",
  why: "Who can push to sign/* or open a pull request writes the workflow there, and would sign as the online key (SPEC A4).",
  check(subject) {
    const identity = sigstoreIdentity(subject);
    return identity && /@refs\/(heads\/sign\/|pull\/)/.test(identity.identity) ? { identity: identity.identity } : void 0;
  },
  say: ({ identity }, { keyid: keyid2 }) => `The key ${keyid2} is a workflow on a branch that is not protected: ${identity}`,
  remedy: (_, subject) => `Use the identity of the workflow on the default branch: ${delegateCommand(subject)}`
});
var actionsIssuer = "https://token.actions.githubusercontent.com";
function sigstoreIdentity({ key }) {
  const reading = readPublicKey(key);
  return reading.ok && reading.key.kind === "sigstore" ? reading.key : void 0;
}
var keyHolderRules = [
  ownerMissing,
  ownerMalformed,
  ownerAndUri,
  uriMalformed,
  uriMismatch,
  uriOfPerson,
  uriElsewhere,
  workflowAsPerson,
  workflowOfEvent
];

// src/verifier/rules/key-owners.ts
var onlineAndOwner = stateRule({
  id: "keys/online-and-owner",
  on: "key",
  why: "A key that a machine holds is no person's, under whatever keyid: its thief would sign as a person (SPEC B1).",
  check({ key }, { state }) {
    const holders3 = holdersOf2(key, state);
    if (!isOnlineAndOwned(holders3)) return void 0;
    const [owner] = holders3.owners;
    const { kind } = holderOf(key);
    if (kind === "person") return { other: holders3.uri };
    return kind === "online" ? { other: owner } : void 0;
  },
  say: ({ other }, subject) => `${titleOf(subject)} is also said to be the key of ${other}`,
  remedy: (_, subject) => newKeyFor(subject)
});
var twoOwners = stateRule({
  id: "keys/two-owners",
  on: "key",
  why: "One person under two names looks like two who watch each other (SPEC B1).",
  severity: "warning",
  check(subject, { state, base }) {
    const owner = ownerOf(subject.key);
    const first = firstOwner(subject.key, state, base);
    if (owner === void 0 || first === void 0 || owner === first) return void 0;
    return base && ownerChange(subject, state, base) ? void 0 : { other: first };
  },
  say: ({ other }, subject) => `${titleOf(subject)} is also listed as the key of ${other}`,
  remedy: (_, subject) => `Ask both whose key it is, then name one owner: ${delegateCommand(subject)}`
});
function firstOwner(key, state, base) {
  const owners = holdersOf2(key, state)?.owners ?? /* @__PURE__ */ new Set();
  const [known2 = ""] = (base && holdersOf2(key, base)?.owners) ?? [];
  const [first] = owners;
  return owners.has(known2) ? known2 : first;
}
var ownerChanged = stepRule({
  id: "keys/owner-changed",
  on: "key",
  why: "Who signs with the key stays the same, whatever name it now has (SPEC B1).",
  severity: "warning",
  step: (subject, _, { state, base }) => ownerChange(subject, state, base),
  say: ({ before }, subject) => `${titleOf(subject)} was the key of ${before}`,
  remedy: () => "Ask both before you sign; if it is a mistake, restore the owner in the signing event"
});
function ownerChange({ key }, state, base) {
  const known2 = holdersOf2(key, base);
  if (!known2 || isOnlineAndOwned(holdersOf2(key, state))) return void 0;
  const [owner = known2.uri] = known2.owners;
  const holder2 = holderOf(key);
  const isNew = holder2.kind === "person" ? !known2.owners.has(holder2.owner) : holder2.kind === "online" && !known2.uri;
  return isNew && owner !== void 0 ? { before: owner } : void 0;
}
var ownerNewKey = stepRule({
  id: "keys/owner-new-key",
  on: "key",
  why: "Who can push can put a key of their own under the name of a trusted signer; only that person can tell.",
  severity: "warning",
  step({ key }, _, { base }) {
    const owner = ownerOf(key);
    const material = materialOf(key);
    const known2 = keyIndexOf(base);
    if (owner === void 0 || material === void 0 || known2.byMaterial.has(material)) return void 0;
    return known2.owners.has(owner) ? {} : void 0;
  },
  say: (_, { key, keyid: keyid2, role }) => `${signerName(keyid2, key)} gets another key in ${role}: ${keyid2}`,
  remedy: (_, { key, keyid: keyid2 }) => `Make sure that it is the key of ${signerName(keyid2, key)} before you sign`
});
var lookalike = stateRule({
  id: "keys/lookalike-owner",
  on: "repository",
  why: "A stranger whose name reads like a signer's is invited and approved in their place.",
  severity: "warning",
  check(_, { state, base }) {
    const people = peopleOf(state);
    const known2 = base ? peopleOf(base) : /* @__PURE__ */ new Set();
    const seen = /* @__PURE__ */ new Map();
    const found = [];
    for (const name of /* @__PURE__ */ new Set([...[...known2].filter((name2) => people.has(name2)), ...people])) {
      const other = seen.get(skeleton(name));
      if (other === void 0) seen.set(skeleton(name), name);
      else if (!known2.has(name)) found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The user name ${name} looks like ${other}`,
  remedy: ({ name }) => `Make sure that ${name} is the person you mean before you sign`
});
function peopleOf(state) {
  return /* @__PURE__ */ new Set([...keyIndexOf(state).owners, ...invitesOf(state).keys()]);
}
function holdersOf2(key, state) {
  const material = materialOf(key);
  return material === void 0 ? void 0 : keyIndexOf(state).byMaterial.get(material);
}
function isOnlineAndOwned(holders3) {
  return holders3?.uri !== void 0 && holders3.owners.size > 0;
}
var keyOwnerRules = [onlineAndOwner, twoOwners, ownerChanged, ownerNewKey, lookalike];

// src/verifier/rules/keys.ts
var compliantKeyids = (_, { role }) => `Give the keys of ${role} compliant keyids: tuf-on-ci-delegate --force-compliant-keyids EVENT ${role}`;
var keyid = stateRule({
  id: "keys/keyid",
  on: "key",
  why: "A keyid that is not the hash of its key lets two people mean different keys, and tough refuses it (SPEC A3, CLIENTS.md).",
  historic: true,
  check(subject, context) {
    if (context.noVerifyKeyid || hasChanged(subject, beforeOf(subject, context), context)) return void 0;
    const computed = keyId(subject.key);
    return computed === subject.keyid ? void 0 : { computed };
  },
  say: ({ computed }, subject) => `${titleOf(subject)} should have the keyid ${computed}, the hash of its content`,
  remedy: compliantKeyids
});
var keyidForm = stateRule({
  id: "keys/keyid-form",
  on: "key",
  why: "Where keyids are not compared with their keys, a keyid could still be any text that misleads a reader (SPEC A3).",
  historic: true,
  // Else keys/keyid says more.
  check: ({ keyid: keyid2 }, { noVerifyKeyid }) => noVerifyKeyid && !isKeyIdForm(keyid2) ? {} : void 0,
  say: (_, subject) => `${titleOf(subject)} has a keyid that is not 64 lower-case hexadecimal digits`,
  remedy: compliantKeyids
});
var changed = stepRule({
  id: "keys/changed",
  on: "key",
  why: "Who approved a keyid approved its key: another key under the same keyid is a swap that a diff of keyids hides (SPEC B1).",
  step: (subject, before, context) => hasChanged(subject, before, context) ? {} : void 0,
  say: (_, subject) => `${titleOf(subject)} has another content than the known good key of this keyid`,
  remedy: (_, { role }) => `Restore the key, or let its holder put in a new one with its own keyid: tuf-on-ci-delegate EVENT ${role}`
});
function hasChanged({ key }, before, { noVerifyKeyid }) {
  if (!before || before.key === key || equalJson(before.key, key)) return false;
  return !noVerifyKeyid || !gainsCustomMembers(before.key, key);
}
function gainsCustomMembers(before, now) {
  const kept = names(before).every((name) => has(now, name) && equalJson(before[name], now[name]));
  return kept && names(now).every((name) => has(before, name) || name.startsWith("x-"));
}
function beforeOf(subject, { base }) {
  return base && counterpart("key", subject, base);
}
var keyidReused = stateRule({
  id: "keys/keyid-reused",
  on: "key",
  why: "One keyid for two keys: a signer who knows it from one role takes the other for the same (SPEC A3).",
  check(subject, context) {
    if (!context.noVerifyKeyid || hasChanged(subject, beforeOf(subject, context), context)) return void 0;
    const first = keyIndexOf(context.state).byKeyid.get(subject.keyid);
    return !first || isSameButCustom(first.key, subject.key) ? void 0 : { first: first.role };
  },
  say: ({ first }, subject) => `${titleOf(subject)} is another key than the one that ${first} has under this keyid`,
  remedy: compliantKeyids
});
function isSameButCustom(one, other) {
  const own = (key) => objectOf(entries(key).filter(([name]) => !name.startsWith("x-")));
  return equalJson(own(one), own(other));
}
var unusable = {
  "unknown-keytype": {
    id: "keys/unknown-keytype",
    why: "Some clients refuse a whole root for one key of a type they do not know (CLIENTS.md).",
    say: ({ keytype }) => `has the unknown key type "${keytype}"`
  },
  "unknown-scheme": {
    id: "keys/unknown-scheme",
    why: "Nobody can verify a signature whose scheme is unknown (SPEC A4).",
    say: ({ scheme }) => `has the unknown signature scheme "${scheme}"`
  },
  "scheme-mismatch": {
    id: "keys/scheme-mismatch",
    why: "Clients disagree on what to do with a key whose material does not fit its scheme (SPEC A4).",
    say: ({ keytype, scheme }, detail) => `does not fit its key type "${keytype}" and scheme "${scheme}": ${detail}`
  },
  unreadable: {
    id: "keys/unreadable",
    why: "A key that cannot be read can never sign, and clients refuse what lists it (SPEC A4).",
    say: (_, detail) => `cannot be read: ${detail}`
  },
  weak: {
    id: "keys/weak",
    why: "With a weak key others can sign: RSA below 2048 bits, points of small order (SPEC B1).",
    say: (_, detail) => `is too weak to be trusted: ${detail}`
  }
};
var unusableRules = Object.keys(unusable).map(
  (problem) => stateRule({
    id: unusable[problem].id,
    on: "key",
    why: unusable[problem].why,
    check({ key }) {
      const reading = readPublicKey(key);
      return reading.ok || reading.problem !== problem ? void 0 : { detail: reading.detail };
    },
    say: ({ detail }, subject) => `${titleOf(subject)} ${unusable[problem].say(subject.key, detail)}`,
    remedy: (_, subject) => newKeyFor(subject)
  })
);
var privateKey = stateRule({
  id: "keys/private-key",
  on: "key",
  why: "What is pushed is public: whoever has read a private key here can sign with it (an honest mistake).",
  check: ({ key }) => holdsPrivateKey(key) ? {} : void 0,
  say: (_, subject) => `${titleOf(subject)} contains a private key, which must now be taken as known to everybody`,
  remedy: (_, subject) => newKeyFor(subject)
});
function holdsPrivateKey({ keyval, ...others }) {
  const { public: _, private: secret, ...rest } = keyval;
  return (secret ?? "") !== "" || [others, rest].some(mentionsPrivateKey);
}
function mentionsPrivateKey(value) {
  if (typeof value === "string") return value.includes("PRIVATE KEY-----");
  if (isArray(value)) return value.some(mentionsPrivateKey);
  return isObject(value) && names(value).some((name) => mentionsPrivateKey(value[name]));
}
var sameMaterial = stateRule({
  id: "keys/same-material",
  on: "delegation",
  why: "One private key under two keyids would sign twice where clients count keyids (TUF 4.2.1).",
  check: (subject) => copies(subject).map(({ keyid: keyid2, first }) => ({ keyid: keyid2, first })),
  say: ({ keyid: keyid2, first }, { delegation: { name } }) => `${name} lists one key under two keyids, ${first} and ${keyid2}`,
  remedy: (_, { delegation: { name } }) => `Let each signer have one key: tuf-on-ci-delegate EVENT ${name}`
});
var sameOwner = stateRule({
  id: "keys/same-owner",
  on: "delegation",
  why: "A threshold counts people: who has two keys of a role would be two of them (SPEC B1).",
  check(subject) {
    const copied2 = new Set(copies(subject).map(({ keyid: keyid2 }) => keyid2));
    return repeated(subject, ownerOf).filter(({ keyid: keyid2 }) => !copied2.has(keyid2));
  },
  say: ({ of: of2, keyid: keyid2, first }, { delegation: { name } }) => `${name} lists two keys of ${of2}, ${first} and ${keyid2}`,
  remedy: (_, { delegation: { name } }) => `Let each signer have one key: tuf-on-ci-delegate EVENT ${name}`
});
var copies = (subject) => repeated(subject, materialOf);
function repeated({ delegation }, trait) {
  const firsts = /* @__PURE__ */ new Map();
  return signersOf(delegation).flatMap(({ keyid: keyid2, key }) => {
    const of2 = trait(key);
    if (of2 === void 0) return [];
    const first = firsts.get(of2);
    if (first === void 0) firsts.set(of2, keyid2);
    return first === void 0 ? [] : [{ of: of2, first, keyid: keyid2 }];
  });
}
var keyRules = [
  keyid,
  keyidForm,
  changed,
  keyidReused,
  ...unusableRules,
  privateKey,
  sameMaterial,
  sameOwner,
  ...keyHolderRules,
  ...keyOwnerRules
];

// src/verifier/rules/online-rollbacks.ts
var restore = (role) => `Put back what was published last, and let tuf-on-ci-online-sign go on from there: git log -- metadata/${role}.json`;
function isSigned(role, { state, verifier }) {
  return isOnlineRole(role) && isOnlineRoleSigned(state, role, verifier);
}
var olderThanTimestamp = stateRule({
  id: "online-roles/older-than-timestamp",
  on: "role",
  why: "A validly signed snapshot that is older than the timestamp says was put back by somebody (rollback, TUF 5.5.4).",
  check({ role, metadata }, context) {
    if (role !== "snapshot" || !areOnlineRolesJudged(context)) return void 0;
    const timestamp = metadataOf(context.state, "timestamp");
    const listed = timestamp && versionIn(timestamp.signed.meta, "snapshot.json");
    const { version } = metadata.signed;
    if (listed === void 0 || listed <= version) return void 0;
    return isSigned("snapshot", context) && isSigned("timestamp", context) ? { version, listed } : void 0;
  },
  say: ({ version, listed }) => `The snapshot is version ${version}, but the timestamp lists version ${listed}`,
  remedy: () => restore("snapshot")
});
var rollback = stepRule({
  id: "online-roles/rollback",
  on: "role",
  why: "Clients refuse versions that go down, and never fetch another file of one version (TUF 5.4.3, 5.5.4).",
  step({ role, metadata, document }, before, context) {
    if (!before || document.oid === before.document.oid || !isSigned(role, context)) return void 0;
    const [version, known2] = [metadata.signed.version, before.metadata.signed.version];
    return version < known2 || version === known2 && !samePayload(document, before.document) ? { version, known: known2 } : void 0;
  },
  say: ({ version, known: known2 }, { role }) => version === known2 ? `There are two different files of ${role} version ${version}` : `${role} goes back from version ${known2} to ${version}`,
  remedy: (_, { role }) => restore(role)
});
var furthestJump = 1e3;
var tooHigh = stepRule({
  id: "online-roles/too-high",
  on: "role",
  why: "A version near the largest number would be the last one ever: what a thief of the online key can do for good (TUF 1.5.2).",
  step({ role, metadata: { signed } }, before, context) {
    const known2 = before?.metadata.signed.version;
    if (known2 === void 0 || signed.version <= known2 + furthestJump || !isSigned(role, context)) return void 0;
    return { version: signed.version, known: known2 };
  },
  say: ({ version, known: known2 }, { role }) => `${role} jumps from version ${known2} to ${version}`,
  remedy: (_, { role }) => `If nobody here did this, replace the online key (tuf-on-ci-delegate EVENT ${role}). ${restore(role)}`
});
var roleRollback = stateRule({
  id: "online-roles/role-rollback",
  on: "role",
  why: "Clients that have seen the snapshot refuse an older version of a role it lists (TUF 5.5.5).",
  check({ role, metadata: { signed } }, context) {
    const { state, base } = context;
    const listed = roleVersions(state).has(role) ? listedVersion(state, `${role}.json`) : void 0;
    if (listed === void 0 || listed <= signed.version || !areOnlineRolesJudged(context)) return void 0;
    if (base && isSaidByVersions(base, role, signed.version)) return void 0;
    return isSigned("snapshot", context) ? { version: signed.version, listed } : void 0;
  },
  say: ({ version, listed }, { role }) => `${role} is version ${version}, but the snapshot lists version ${listed} already`,
  remedy: ({ listed }, { role }) => `Make ${role} version ${listed + 1} in a signing event, or restore version ${listed}: git log -- metadata/${role}.json`
});
function isSaidByVersions(base, role, version) {
  const before = metadataOf(base, role)?.signed.version;
  return before === void 0 ? (listedVersion(base, `${role}.json`) ?? 0) >= version : before > version;
}
function changedOthers({ role, metadata, document }, before, context) {
  if (role !== "snapshot" || !before || document.oid === before.document.oid || !isSigned(role, context)) return [];
  const [now, then] = [metadata, before.metadata].map(({ signed }) => signed.meta);
  const present = roleVersions(context.state);
  return [.../* @__PURE__ */ new Set([...names(then), ...names(now)])].filter((file) => !present.has(file.replace(/\.json$/, ""))).map((file) => ({ file, version: versionIn(now, file) ?? null, known: versionIn(then, file) ?? null })).filter(({ version, known: known2 }) => version !== known2);
}
var entryLost = stepRule({
  id: "online-roles/entry-lost",
  on: "role",
  why: "Clients refuse a snapshot that lists less than the one before, also of roles that have left (SPEC A2, TUF 5.5.5).",
  step: (subject, before, context) => changedOthers(subject, before, context).filter(({ version, known: known2 }) => (version ?? 0) < (known2 ?? 0)),
  say: ({ file, version, known: known2 }) => version === null ? `The snapshot no longer lists ${file}` : `The snapshot lists ${file} with version ${version} instead of ${known2}`,
  remedy: () => restore("snapshot")
});
var entryPlanted = stepRule({
  id: "online-roles/entry-planted",
  on: "role",
  why: "A version listed for a role that is not here can never be taken back: no role of that name could be older (TUF 5.5.5).",
  step: (subject, before, context) => changedOthers(subject, before, context).filter(({ version, known: known2 }) => (version ?? 0) > (known2 ?? 0)),
  say: ({ file, version }) => `The snapshot lists ${file} with version ${version}, and there is no such role`,
  remedy: () => `If nobody here did this, replace the online key (tuf-on-ci-delegate EVENT snapshot). ${restore("snapshot")}`
});
var metaFacts = stateRule({
  id: "online-roles/meta-facts",
  on: "role",
  why: "Clients refuse a file whose length or hash differs from what the snapshot or timestamp says (TUF 5.5.2, 5.6.2).",
  // docs/adr/0012: what an import leaves behind is not this step's doing.
  historic: true,
  check({ role, metadata }, context) {
    if (!isOnlineRole(role) || !areOnlineRolesJudged(context) || !isSigned(role, context)) return void 0;
    const { state } = context;
    const listed = role === "timestamp" ? ["snapshot"] : [...roleVersions(state).keys()];
    return listed.flatMap((name) => {
      const entry = get(metadata.signed.meta, `${name}.json`);
      const isHere = entry !== void 0 && metadataOf(state, name)?.signed.version === entry.version;
      const fact = isHere ? wrongFact(entry, state.roles.get(name).document.bytes) : void 0;
      return fact === void 0 ? [] : [{ name, fact, listed: entry }];
    });
  },
  say: ({ name, fact }, { role }) => `The ${fact} of ${name} in the ${role} ${fact === "length" ? "is" : "are"} not those of metadata/${name}.json`,
  remedy: ({ name }) => `Restore metadata/${name}.json as it was signed, or give it a new version`
});
var rollbackRules = [
  olderThanTimestamp,
  rollback,
  tooHigh,
  roleRollback,
  entryLost,
  entryPlanted,
  metaFacts
];

// src/verifier/rules/online-roles.ts
var signNew = () => "Make new ones: tuf-on-ci-online-sign";
function onlineRoleOf({ place }) {
  return place.kind === "metadata" && isOnlineRole(place.role) ? place.role : void 0;
}
var changed2 = stepRule({
  id: "online-roles/changed",
  on: "file",
  why: "Snapshot and timestamp are signed after the merge: an event that brings its own chooses what clients see (SPEC A5).",
  step(subject, before) {
    const role = onlineRoleOf(subject);
    if (role === void 0 || before?.entry.oid === subject.entry.oid && before.entry.mode === subject.entry.mode) {
      return void 0;
    }
    return { role, isNew: before === void 0 };
  },
  say: ({ role, isNew }) => `${role} is ${isNew ? "added" : "changed"} in this event`,
  remedy: ({ role, isNew }) => isNew ? `Remove it: git rm metadata/${role}.json` : `Restore it: git checkout origin/HEAD -- metadata/${role}.json`
});
var removed = stepRule({
  id: "online-roles/removed",
  on: "removed-file",
  why: "Without the old snapshot and timestamp the new ones would begin at version 1, and every client refuse them (TUF 5.4.3).",
  step(subject) {
    const role = onlineRoleOf(subject);
    return role === void 0 ? void 0 : { role };
  },
  say: ({ role }) => `${role} is removed`,
  remedy: ({ role }) => `Restore it: git checkout origin/HEAD -- metadata/${role}.json`
});
var missing = stateRule({
  id: "online-roles/missing",
  on: "repository",
  why: "Clients begin with the timestamp and go on to the snapshot (TUF 5.4, 5.5).",
  check: ({ state }) => onlineRoles.filter((role) => !state.entries.has(`metadata/${role}.json`)).map((role) => ({ role })),
  say: ({ role }) => `There is no metadata/${role}.json`,
  remedy: signNew
});
var signatures = stateRule({
  id: "online-roles/signatures",
  on: "role",
  why: "Clients take a snapshot and timestamp that are signed by the keys of the newest root, and no others (TUF 5.4.2, 5.5.3).",
  check({ role }, context) {
    if (!isOnlineRole(role) || !areOnlineRolesJudged(context)) return void 0;
    const counted = onlineSignatures(context.state, role, context.verifier);
    if (!counted || counted.complete) return void 0;
    return { signed: counted.signed, threshold: counted.threshold };
  },
  say: ({ signed, threshold: threshold2 }, { role }) => `${role} is validly signed by ${signed} of its present keys, and ${threshold2} are needed (each keyid once)`,
  remedy: signNew
});
var expired = stateRule({
  id: "online-roles/expired",
  on: "role",
  why: "Clients refuse an expired snapshot or timestamp, and with it the whole repository (TUF 5.4.4, 5.5.6).",
  check({ role, metadata: { signed } }, { now }) {
    return isOnlineRole(role) && isExpired(signed.expires, now) ? { expires: signed.expires } : void 0;
  },
  say: ({ expires }, { role }) => `${role} has expired on ${expires}`,
  remedy: signNew
});
var outdated = stateRule({
  id: "online-roles/outdated",
  on: "role",
  why: "A role that the snapshot lists with another version than is there cannot be downloaded (TUF 5.6.1).",
  check({ role, metadata }, context) {
    if (role !== "snapshot" || !areOnlineRolesJudged(context)) return void 0;
    const { meta } = metadata.signed;
    return [...roleVersions(context.state)].flatMap(([name, version]) => {
      const listed = versionIn(meta, `${name}.json`) ?? null;
      return listed !== null && listed >= version ? [] : [{ name, version, listed }];
    });
  },
  say: ({ name, version, listed }) => listed === null ? `The snapshot does not list ${name}` : `The snapshot lists ${name} version ${listed}, but it is version ${version}`,
  remedy: signNew
});
var timestampOutdated = stateRule({
  id: "online-roles/timestamp-outdated",
  on: "role",
  why: "The timestamp tells clients which snapshot is the newest (TUF 5.5.1).",
  check({ role, metadata }, context) {
    const snapshot = metadataOf(context.state, "snapshot");
    if (role !== "timestamp" || !snapshot || !areOnlineRolesJudged(context)) return void 0;
    const { version } = snapshot.signed;
    const listed = versionIn(metadata.signed.meta, "snapshot.json") ?? null;
    return listed === null || listed < version ? { version, listed } : void 0;
  },
  say: ({ version, listed }) => listed === null ? "The timestamp lists no snapshot" : `The timestamp lists snapshot version ${listed}, but it is version ${version}`,
  remedy: signNew
});
var timestampOthers = stateRule({
  id: "online-roles/timestamp-others",
  on: "role",
  why: "A timestamp lists the snapshot alone; some clients forget what else it lists, and then find it wrongly signed (TUF 4.6).",
  check({ role, metadata }, context) {
    if (role !== "timestamp" || !areOnlineRolesJudged(context)) return void 0;
    return otherFiles(metadata.signed).map((file) => ({ file }));
  },
  say: ({ file }) => `The timestamp lists ${file}, and should list nothing but snapshot.json`,
  remedy: signNew
});
var pinned = stepRule({
  id: "online-roles/pinned-bytes",
  on: "role",
  why: "A snapshot that lists the hash of a version stays right only while its file stays the same, signatures included (SPEC A2).",
  step({ role, metadata, document }, before, { base }) {
    const meta = metadataOf(base, "snapshot")?.signed.meta;
    const entry = meta && get(meta, `${role}.json`);
    if (!entry || !before || before.document.oid === document.oid || entry.version !== metadata.signed.version)
      return void 0;
    return roleVersions(base).has(role) && wrongFact(entry, document.bytes) ? { version: entry.version } : void 0;
  },
  say: ({ version }, { role }) => `The file of ${role} version ${version} changes, but the snapshot lists its length or hash`,
  remedy: (_, { role }) => `Give ${role} a new version: tuf-on-ci-delegate EVENT ${role}`
});
var onlineRoleRules = [
  changed2,
  removed,
  missing,
  signatures,
  expired,
  outdated,
  timestampOutdated,
  timestampOthers,
  pinned,
  ...rollbackRules
];

// src/verifier/rules/online-keys.ts
var onlineRolePerson = stateRule({
  id: "roles/online-role-person",
  on: "delegation",
  why: "snapshot and timestamp are renewed by machine every few days: a person would have to be there each time (SPEC B1).",
  check: ({ delegation }) => isRootRole(delegation) && isOnlineRole(delegation.name) ? signersOfKind(delegation, "person") : [],
  say: ({ signer }, { delegation: { name } }) => `${name} may be signed by a person's key, ${signer}`,
  remedy: (_, { delegation: { name } }) => `Give it an online key alone: tuf-on-ci-delegate EVENT ${name}`
});
var rootOnlineKey = stateRule({
  id: "roles/root-online-key",
  on: "delegation",
  why: "A thief of the online key must not come near root: root has people's keys only (SPEC B1).",
  check: ({ delegation }) => isRootRole(delegation) && delegation.name === "root" ? signersOfKind(delegation, "online") : [],
  say: ({ signer }) => `root may be signed by an online key, ${signer}`,
  remedy: () => "Let people alone sign root: tuf-on-ci-delegate EVENT root"
});
var isRootRole = ({ delegator }) => delegator === "root";
function signersOfKind(delegation, kind) {
  const found = signersOf(delegation).filter(({ key }) => holderOf(key).kind === kind);
  return found.map((signer) => ({ signer: keyName(signer) }));
}
var onlineKeyNotAlone = stateRule({
  id: "roles/online-key-not-alone",
  on: "delegation",
  why: "Among people an online key is one signer whom nobody asks, or makes them all needless (SPEC A7: the only key of its role).",
  historic: true,
  check({ delegation }) {
    if (delegation.name === "root" || isOnlineRole(delegation.name)) return void 0;
    const online = signersOfKind(delegation, "online");
    const keys = new Set(delegation.role.keyids).size;
    return keys > 1 ? online.map(({ signer }) => ({ signer, keys, threshold: delegation.role.threshold })) : void 0;
  },
  say: ({ signer, keys }, { delegation: { name } }) => `${name} has an online key, ${signer}, and ${keys - 1} more`,
  remedy: (_, { delegation: { name } }) => `Choose people or one online key: tuf-on-ci-delegate EVENT ${name}`
});
var severalOnlineKeys = stateRule({
  id: "roles/several-online-keys",
  on: "delegation",
  why: "Where one of two online keys will do, either thief is enough, and nobody has to touch the key that is known (SPEC A7).",
  severity: "warning",
  check({ delegation }, { state }) {
    const snapshot = delegationOf(state, "snapshot");
    if (!isRootRole(delegation) || delegation.name !== "timestamp" || !snapshot) return void 0;
    const shared = new Set(snapshot.role.keyids);
    const keys = signersOf(delegation).filter(
      ({ keyid: keyid2, key }) => shared.has(keyid2) && holderOf(key).kind === "online"
    ).length;
    const threshold2 = Math.max(delegation.role.threshold, snapshot.role.threshold);
    return keys > 1 && keys > threshold2 ? { keys, threshold: threshold2 } : void 0;
  },
  say: ({ keys, threshold: threshold2 }) => `timestamp and snapshot have ${keys} keys, and ${threshold2} of them will do`,
  remedy: () => "Choose one online key: tuf-on-ci-delegate EVENT timestamp"
});
var onlineKeyDelegates = stateRule({
  id: "roles/online-key-delegates",
  on: "role",
  why: "Who can push to an event makes the online key sign: where the role delegates, they choose the signers of others.",
  severity: "warning",
  check({ delegation, metadata }) {
    const delegated = delegationsOf(metadata.signed)?.roles.length ?? 0;
    if (!delegation || delegated === 0) return void 0;
    const online = signersOfKind(delegation, "online").length;
    return online > 0 && online === signersOf(delegation).length ? { delegated } : void 0;
  },
  say: ({ delegated }, { role }) => `${role} decides who signs ${delegated} other ${delegated === 1 ? "role" : "roles"}, and is signed by an online key`,
  remedy: (_, { role }) => `Let people sign ${role}: tuf-on-ci-delegate EVENT ${role}`
});
var onlineKeyRules = [
  onlineRolePerson,
  rootOnlineKey,
  onlineKeyNotAlone,
  severalOnlineKeys,
  onlineKeyDelegates
];

// src/verifier/rules/roles.ts
var delegate = (_, { delegation: { name } }) => `Set its signers and threshold: tuf-on-ci-delegate EVENT ${name}`;
var thresholdZero = stateRule({
  id: "roles/threshold-zero",
  on: "delegation",
  why: "A role that needs no signature is signed by everybody (TUF 4.3).",
  check: ({ delegation: { role } }) => role.threshold < 1 ? { threshold: role.threshold } : void 0,
  say: ({ threshold: threshold2 }, { delegation: { name } }) => `${name} has a threshold of ${threshold2}; it must be at least 1`,
  remedy: delegate
});
var thresholdUnreachable = stateRule({
  id: "roles/threshold-unreachable",
  on: "delegation",
  why: "A role that its keys can never sign is lost, and root with it everything (TUF 4.3).",
  check({ delegation }, context) {
    const { threshold: threshold2 } = delegation.role;
    const keys = distinctKeys(delegation);
    if (keys === 0 || threshold2 <= keys || awaitsSigners(delegation, context)) return void 0;
    return { threshold: threshold2, keys };
  },
  say: ({ threshold: threshold2, keys }, { delegation: { name } }) => `${name} needs ${threshold2} signatures but has ${keys} different ${keys === 1 ? "key" : "keys"}`,
  remedy: delegate
});
function distinctKeys({ role, keys }) {
  const identities = role.keyids.map((keyid2) => {
    const key = get(keys, keyid2);
    const material = key && materialOf(key);
    return material === void 0 ? `keyid ${keyid2}` : `material ${material}`;
  });
  return new Set(identities).size;
}
var noKeys = stateRule({
  id: "roles/no-keys",
  on: "delegation",
  why: "What nobody can sign no client accepts; only open invites make that pass (SPEC B1).",
  check: ({ delegation }, context) => delegation.role.keyids.length === 0 && !awaitsSigners(delegation, context) ? {} : void 0,
  say: (_, { delegation: { name } }) => `${name} has no keys, and nobody is invited`,
  remedy: (_, { delegation: { name } }) => `Invite signers: tuf-on-ci-delegate EVENT ${name}`
});
function awaitsSigners({ name }, { state, door }) {
  return (door === "event" || door === "sign") && invitedRoles(state).has(name);
}
var invited = /* @__PURE__ */ new WeakMap();
function invitedRoles(state) {
  let roles = invited.get(state);
  if (!roles) {
    roles = new Set([...invitesOf(state).values()].flat());
    invited.set(state, roles);
  }
  return roles;
}
var keyMissing = stateRule({
  id: "roles/key-missing",
  on: "delegation",
  why: "go-tuf refuses metadata with a keyid that has no key (CLIENTS.md).",
  check: ({ delegation: { role, keys } }) => [...new Set(role.keyids)].filter((keyid2) => !has(keys, keyid2)).map((keyid2) => ({ keyid: keyid2 })),
  say: ({ keyid: keyid2 }, { delegation: { name } }) => `${name} lists the keyid ${keyid2}, which has no key`,
  remedy: delegate
});
var keyidTwice = stateRule({
  id: "roles/keyid-twice",
  on: "delegation",
  why: "Clients refuse a role whose keyids repeat, or count its key twice (TUF 4.3).",
  check({ delegation: { role } }) {
    const seen = /* @__PURE__ */ new Set();
    const twice = role.keyids.filter((keyid2) => seen.size === seen.add(keyid2).size);
    return [...new Set(twice)].map((keyid2) => ({ keyid: keyid2 }));
  },
  say: ({ keyid: keyid2 }, { delegation: { name } }) => `${name} lists the keyid ${keyid2} more than once`,
  remedy: delegate
});
var unusedKey = stateRule({
  id: "roles/unused-key",
  on: "key",
  why: "A key that no role lists is one that nobody reviews, until a later change quietly makes use of it (SPEC B1).",
  historic: true,
  // Who lists the keys of a role that nobody delegates to is not looked at: the role is another family's finding.
  check: ({ role, usedBy }, { state }) => usedBy.length === 0 && delegationOf(state, role) ? {} : void 0,
  say: (_, { keyid: keyid2, key, role }) => `No role that ${role} delegates uses the key ${keyName({ keyid: keyid2, key })}`,
  remedy: (_, { role }) => `Take the key off the list of ${role}: tuf-on-ci-delegate EVENT ${role}`
});
var topLevelMissing = stateRule({
  id: "roles/top-level-missing",
  on: "role",
  why: "Clients refuse a root without one of its four roles (TUF 4.3).",
  check: (subject) => rootOf(subject, (root) => topLevelRoles.filter((name) => !has(root.roles, name)).map((name) => ({ name }))),
  say: ({ name }) => `root does not say who signs ${name}`,
  remedy: ({ name }) => `Add the role: tuf-on-ci-delegate EVENT ${name}`
});
var topLevelExtra = stateRule({
  id: "roles/top-level-extra",
  on: "role",
  why: "root delegates four roles and no fifth: some clients refuse one, the others never look at it (TUF 4.3).",
  check: (subject) => rootOf(
    subject,
    (root) => names(root.roles).filter((name) => !isTopLevelRole(name)).map((name) => ({ name }))
  ),
  say: ({ name }) => `root has a role "${name}", which is none of root, targets, snapshot and timestamp`,
  remedy: () => "Make the change of root again without it: tuf-on-ci-delegate EVENT root"
});
var consistentSnapshot = stateRule({
  id: "roles/consistent-snapshot",
  on: "role",
  why: "Only with consistent snapshots can a client download while a new version is published (SPEC A2).",
  check: (subject) => rootOf(subject, (root) => root.consistent_snapshot ? [] : [{}]),
  say: () => "root turns consistent_snapshot off",
  remedy: () => "Make the change of root again with consistent_snapshot true: tuf-on-ci-delegate EVENT root"
});
var onlineRolesDiffer = stateRule({
  id: "roles/online-roles-differ",
  on: "role",
  why: "snapshot and timestamp are signed in one go: one key more on either side is a weaker side (SPEC B1).",
  check: (subject) => rootOf(subject, ({ roles }) => {
    const [snapshot, timestamp] = ["snapshot", "timestamp"].map((name) => get(roles, name));
    if (!snapshot || !timestamp) return [];
    const sameKeys = sameSet(snapshot.keyids, timestamp.keyids);
    return sameKeys && snapshot.threshold === timestamp.threshold ? [] : [{ what: sameKeys ? "threshold" : "keys" }];
  }),
  say: ({ what }) => `snapshot and timestamp do not have the same ${what}`,
  remedy: () => "Set the online key of both: tuf-on-ci-delegate EVENT timestamp"
});
function sameSet(one, other) {
  const set = new Set(one);
  const others = new Set(other);
  return set.size === others.size && other.every((item) => set.has(item));
}
function rootOf({ metadata: { signed } }, check) {
  return signed._type === "root" ? check(signed) : [];
}
var thresholdLowered = stepRule({
  id: "roles/threshold-lowered",
  on: "delegation",
  why: "Fewer signers than before will do from now on: everybody who signs this should know.",
  severity: "warning",
  step({ delegation: { role } }, before) {
    const known2 = before?.delegation.role.threshold ?? 0;
    return role.threshold >= 1 && role.threshold < known2 ? { threshold: role.threshold, known: known2 } : void 0;
  },
  say: ({ threshold: threshold2, known: known2 }, { delegation: { name } }) => `The threshold of ${name} goes down from ${known2} to ${threshold2}`,
  remedy: (_, { delegation: { name } }) => `Sign only if this is agreed; otherwise set it back: tuf-on-ci-delegate EVENT ${name}`
});
var allReplaced = stepRule({
  id: "roles/all-replaced",
  on: "delegation",
  why: "When nobody who could sign a role is left, its people have lost it at one stroke, or somebody takes it.",
  severity: "warning",
  step({ delegation }, before) {
    if (!before || before.delegation === delegation) return void 0;
    const known2 = signersOf(before.delegation);
    const now = signersOf(delegation);
    if (known2.length === 0 || now.length === 0 || isOnlineRotation(known2, now)) return void 0;
    const stayed = new Set(known2.flatMap(marksOf));
    return now.some((signer) => marksOf(signer).some((mark) => stayed.has(mark))) ? void 0 : { known: known2.length };
  },
  say: ({ known: known2 }, { delegation: { name } }) => `Nobody who could sign ${name} until now can sign it any more (${known2} ${known2 === 1 ? "key" : "keys"})`,
  remedy: (_, { delegation: { name } }) => `Sign only if this is agreed; otherwise restore its signers: tuf-on-ci-delegate EVENT ${name}`
});
function isOnlineRotation(known2, now) {
  const kinds = [...known2, ...now].map(({ key }) => holderOf(key).kind);
  return known2.length === 1 && kinds.every((kind) => kind === "online" || kind === "bad-uri");
}
function marksOf({ keyid: keyid2, key }) {
  const holder2 = holderOf(key);
  return [`material ${materialOf(key) ?? keyid2}`, ...holder2.kind === "person" ? [`owner ${holder2.owner}`] : []];
}
var roleRules = [
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
  ...onlineKeyRules
];

// src/verifier/rules/root-history.ts
var restore2 = (version) => `Restore it: git checkout origin/HEAD -- ${rootHistoryPath(version)}`;
function newestOf(state) {
  return state && metadataOf(state, "root")?.signed.version;
}
function knownBlob(base, version) {
  const copy = base?.rootHistory.get(version)?.document;
  return (copy ?? (newestOf(base) === version ? base?.roles.get("root")?.document : void 0))?.oid;
}
function flawOf({ version, document }, { state, base }) {
  const newest2 = newestOf(state);
  if (newest2 === void 0 || version === newest2) return void 0;
  const known2 = knownBlob(base, version);
  if (known2 !== void 0 && known2 !== document.oid) return "changed";
  if (version > newest2) return "beyond";
  const metadata = document.metadata("root");
  if (!metadata) return "unreadable";
  return metadata.signed.version === version ? void 0 : "misnamed";
}
function newestPair({
  state
}) {
  const version = newestOf(state);
  if (version === void 0 || state.entries.has(rootHistoryPath(version)) && !state.rootHistory.has(version)) {
    return void 0;
  }
  return { version, copy: state.rootHistory.get(version)?.document, current: state.roles.get("root").document };
}
var meansTheSame = (copy, current) => copy.json.ok && current.json.ok && equalJson(copy.json.value, current.json.value);
var copyIt = ({ version }) => `Copy it: cp metadata/root.json ${rootHistoryPath(version)}`;
var newest = stateRule({
  id: "root-history/newest",
  on: "repository",
  why: "Clients get the newest root from the history, people look at root.json: both must be the same (SPEC A1).",
  check(subject) {
    const pair = newestPair(subject);
    if (!pair || pair.copy && (pair.copy.oid === pair.current.oid || meansTheSame(pair.copy, pair.current))) {
      return void 0;
    }
    return { version: pair.version, missing: pair.copy === void 0 };
  },
  say: ({ version, missing: missing2 }) => `${rootHistoryPath(version)} ${missing2 ? "is missing" : "differs from metadata/root.json"}; it must be a copy of it`,
  remedy: copyIt
});
var newestBytes = stateRule({
  id: "root-history/newest-bytes",
  on: "repository",
  why: "Two files of one meaning and other bytes are one edit away from two meanings (SPEC A1: byte for byte).",
  // docs/adr/0012: what an import leaves behind is not this step's doing.
  historic: true,
  check(subject) {
    const pair = newestPair(subject);
    if (!pair?.copy || pair.copy.oid === pair.current.oid || !meansTheSame(pair.copy, pair.current)) return void 0;
    return { version: pair.version };
  },
  say: ({ version }) => `${rootHistoryPath(version)} has other bytes than metadata/root.json, though it means the same`,
  remedy: copyIt
});
var changed3 = stateRule({
  id: "root-history/changed",
  on: "root-version",
  why: "Clients have walked over old versions already; a changed one leads some of them elsewhere (TUF 5.3.3).",
  check: (subject, context) => flawOf(subject, context) === "changed" ? {} : void 0,
  say: (_, { version }) => `Root version ${version} in the history is no longer what was published`,
  remedy: (_, { version }) => restore2(version)
});
var removed2 = stepRule({
  id: "root-history/removed",
  on: "removed-root-version",
  why: "A client that trusts an older root stops at the first version that is gone (TUF 5.3.3).",
  step({ version }, _, { state, base }) {
    const newest2 = Math.max(newestOf(base) ?? 0, newestOf(state) ?? 0);
    return version <= newest2 && !state.entries.has(rootHistoryPath(version)) ? {} : void 0;
  },
  say: (_, { version }) => `Root version ${version} is removed from the history`,
  remedy: (_, { version }) => restore2(version)
});
var beyond = stateRule({
  id: "root-history/beyond",
  on: "root-version",
  why: "Clients fetch root versions until there is none: one that is newer than root.json is followed too (TUF 5.3.3).",
  check: (subject, context) => flawOf(subject, context) === "beyond" ? {} : void 0,
  say: (_, { version }) => `Root version ${version} is in the history, though metadata/root.json is older`,
  remedy: (_, { version }) => `Remove it: git rm ${rootHistoryPath(version)}`
});
var unreadable = stateRule({
  id: "root-history/unreadable",
  on: "root-version",
  why: "A version that cannot be read is a hole: clients that trust an older one cannot pass it (TUF 5.3.3).",
  historic: true,
  check: (subject, context) => flawOf(subject, context) === "unreadable" ? {} : void 0,
  say: (_, { address }) => `${address} cannot be read as root metadata`,
  remedy: (_, { address }) => `Put the file there as it was once published: git log -- ${address}`
});
var misnamed = stateRule({
  id: "root-history/misnamed",
  on: "root-version",
  why: "A client that asks for root version N refuses a file that says another version (TUF 5.3.5).",
  check: (subject, context) => flawOf(subject, context) === "misnamed" ? { says: subject.document.metadata("root").signed.version } : void 0,
  say: ({ says }, { address }) => `${address} says that it is version ${says}`,
  remedy: (_, { address }) => `Put the file there as it was once published: git log -- ${address}`
});
var holesNamed = 1e3;
var hole = stateRule({
  id: "root-history/hole",
  on: "repository",
  why: "Clients walk from the root they trust to the newest, one version at a time (TUF 5.3.3).",
  historic: true,
  check({ state }, { base }) {
    const found = [];
    const until = newestOf(state) ?? 0;
    for (let version = 1; version < until && found.length < holesNamed; version++) {
      const isThere = state.entries.has(rootHistoryPath(version)) || base?.rootHistory.has(version);
      if (!isThere) found.push({ version });
    }
    return found;
  },
  say: ({ version }) => `Root version ${version} is missing from the history`,
  remedy: ({ version }) => `Put the file there as it was once published: ${rootHistoryPath(version)}`
});
var added = stepRule({
  id: "root-history/added",
  on: "root-version",
  why: "An old root that turns up later has nobody to vouch for it, and new clients begin with the oldest (SPEC A6).",
  severity: "warning",
  step: ({ version }, before, { base }) => !before && version < (newestOf(base) ?? 0) ? {} : void 0,
  say: (_, { version }) => `Root version ${version} is added to the history, though root is newer: nothing here vouches for it`,
  remedy: (_, { version }) => `Compare ${rootHistoryPath(version)} with what was once published before you merge`
});
var stray = stateRule({
  id: "root-history/stray",
  on: "file",
  why: "The history holds versions of root and nothing else (SPEC A1).",
  check: ({ entry, place }) => place.kind === "stray" && entry.path.startsWith("metadata/root_history/") ? {} : void 0,
  say: (_, { entry }) => `${entry.path} is no version of root`,
  remedy: (_, { entry }) => `Remove it: git rm -- ${entry.path}`
});
var whileSigning = /* @__PURE__ */ new Set(["event", "sign"]);
var chain = stateRule({
  id: "root-history/chain",
  on: "root-version",
  why: "Root N is signed by its own keys and by those of root N-1, or every client stops there (TUF 5.3.4).",
  check({ version }, { state, base, door, verifier }) {
    const newest2 = newestOf(state);
    const root = rootVersion(state, version);
    if (newest2 === void 0 || !root || version < chainStart(state) || version > newest2) return void 0;
    const isNewestJudged = whileSigning.has(door) && (newestOf(base) ?? 0) >= version;
    if (version === newest2 && !isNewestJudged) return void 0;
    const previous = version > chainStart(state) ? rootVersion(state, version - 1) : void 0;
    return brokenLinks(root, previous, verifier).map(({ keysOf: keysOf2, signed, threshold: threshold2 }) => ({
      keysOf: keysOf2,
      signed,
      threshold: threshold2
    }));
  },
  say: ({ keysOf: keysOf2, signed, threshold: threshold2 }, { version }) => `Root version ${version} is validly signed by ${signed} of the keys of root version ${keysOf2}, and ${threshold2} are needed`,
  remedy: (_, { version }) => `Put the file there as it was signed and published: git log -- ${rootHistoryPath(version)}`
});
var rootHistoryRules = [
  newest,
  newestBytes,
  changed3,
  removed2,
  beyond,
  unreadable,
  misnamed,
  hole,
  added,
  stray,
  chain
];

// src/verifier/rules/copied-signatures.ts
var copied = stepRule({
  id: "signatures/copied",
  on: "signature",
  why: "The empty list of one role, signed for that role, would empty any other that its signer signs (TUF 4.5: no list names its role).",
  step({ role, entry, document }, _, { state, base }) {
    if (isOnlineRole(role) || entry.sig === "") return void 0;
    if (!eligibleKeys(state, role)?.has(entry.keyid)) return void 0;
    if (isUntouched({ document, entry }, entryOf(base, role, entry.keyid))) return void 0;
    const other = [base, state].flatMap((of2) => placesOf(of2).get(placeOf2(entry)) ?? []).find((place) => place.role !== role && samePayload(place.document, document));
    return other && { keyid: entry.keyid, other: other.role };
  },
  say: ({ keyid: keyid2, other }, { role }) => `The signature of ${keyid2} on ${role} is the one on ${other}, and was made for one of them`,
  remedy: (_, { role }) => `Give ${role} a new version and let it be signed: tuf-on-ci-delegate EVENT ${role}`
});
var places = /* @__PURE__ */ new WeakMap();
function placesOf(state) {
  let known2 = places.get(state);
  if (!known2) {
    known2 = collect(state);
    places.set(state, known2);
  }
  return known2;
}
function collect(state) {
  const known2 = /* @__PURE__ */ new Map();
  for (const [role, { document }] of state.roles) {
    const metadata = isOnlineRole(role) ? void 0 : metadataOf(state, role);
    for (const entry of metadata?.signatures ?? []) {
      if (entry.sig === "") continue;
      const found = known2.get(placeOf2(entry));
      if (!found) known2.set(placeOf2(entry), [{ role, document }]);
      else if (found.length < 2) found.push({ role, document });
    }
  }
  return known2;
}
var placeOf2 = ({ keyid: keyid2, sig }) => `${keyid2}
${sig.toLowerCase()}`;

// src/verifier/rules/signatures.ts
function keysOf({ role, metadata, entry, index }, state) {
  if (isOnlineRole(role) || firstEntries(metadata).get(entry.keyid) !== index) return [];
  return eligibleKeys(state, role)?.get(entry.keyid) ?? [];
}
var signAgain = (role) => `Let the signer sign ${role} again: tuf-on-ci-sign EVENT`;
var threshold = stateRule({
  id: "signatures/threshold",
  on: "role",
  why: "Clients count distinct keys against the threshold, for root N also against that of root N-1 (TUF 5.3.4).",
  check({ role, metadata, document }, { state, verifier }) {
    if (isOnlineRole(role)) return void 0;
    return signersOfRole(state, role).flatMap((signers, i) => {
      const { complete, signed } = countSignatures(metadata, document.payload, signers, verifier);
      const rootVersion2 = role === "root" ? metadata.signed.version - i : null;
      return complete ? [] : [{ rootVersion: rootVersion2, signed: signed.length, threshold: signers.role.threshold }];
    });
  },
  say({ rootVersion: rootVersion2, signed, threshold: threshold2 }, { role }) {
    const whose = rootVersion2 === null ? "keys" : `keys of root version ${rootVersion2}`;
    return `${role} is validly signed by ${signed} of its ${whose}, and ${threshold2} are needed`;
  },
  remedy: (_, { role }) => `Sign ${role} in a signing event: tuf-on-ci-sign EVENT`
});
var wrong = stepRule({
  id: "signatures/wrong",
  on: "signature",
  why: "A signature that comes with a change says yes to just that change, or it is no signature (SPEC B1).",
  step(subject, before, { state, verifier }) {
    const keys = keysOf(subject, state);
    if (keys.length === 0 || isUntouched(subject, before)) return void 0;
    return isWrong(subject, keys, verifier) ? signerOf(subject.entry.keyid, keys) : void 0;
  },
  say: ({ signer }, { role, metadata }) => `The signature of ${signer} is not over ${role} version ${metadata.signed.version} as it stands`,
  remedy: (_, { role }) => signAgain(role)
});
var wrongBefore = stateRule({
  id: "signatures/wrong-before",
  on: "signature",
  why: "A wrong signature of long ago does no harm while the threshold is met, but it counts for nobody (TUF 5.3.4).",
  severity: "warning",
  check(subject, { state, base, verifier }) {
    const { keyid: keyid2 } = subject.entry;
    const keys = keysOf(subject, state);
    if (keys.length === 0 || base && !isUntouched(subject, entryOf(base, subject.role, keyid2))) return void 0;
    return isWrong(subject, keys, verifier) ? signerOf(keyid2, keys) : void 0;
  },
  say: ({ signer }, { role }) => `${role} carries a wrong signature of ${signer}, which counts for nobody`,
  remedy: (_, { role }) => signAgain(role)
});
var stranger = stepRule({
  id: "signatures/stranger",
  on: "signature",
  why: "A signature of nobody who may sign is noise at best, and at worst somebody who waits to be let in (SPEC B1).",
  step: (subject, before, context) => isForeign(subject, context.state) && !wasWelcome(subject, before, context) ? { keyid: subject.entry.keyid } : void 0,
  say: ({ keyid: keyid2 }, { role }) => `${role} is signed with the key ${keyid2}, which may not sign it`,
  remedy: ({ keyid: keyid2 }, { role }) => `Remove the signature of ${keyid2} from metadata/${role}.json`
});
var formerSigner = stepRule({
  id: "signatures/former-signer",
  on: "signature",
  why: "Who was a signer leaves signatures behind; they count for nobody, and our tool drops them (SPEC B1).",
  severity: "warning",
  step: (subject, before, context) => isForeign(subject, context.state) && wasWelcome(subject, before, context) ? { keyid: subject.entry.keyid } : void 0,
  say: ({ keyid: keyid2 }, { role }) => `${role} carries a signature of the key ${keyid2}, which may no longer sign it`,
  remedy: () => "Nothing to do: the next new version of the role drops it"
});
function isForeign({ role, entry }, state) {
  if (isOnlineRole(role) || entry.sig === "") return false;
  const eligible = eligibleKeys(state, role);
  return eligible !== void 0 && !eligible.has(entry.keyid);
}
function wasWelcome({ role, entry }, before, { base, history }) {
  if (before && equalJson(before.entry, entry)) return true;
  return eligibleKeys(base, role)?.has(entry.keyid) === true || history.wasEligible(role, entry.keyid);
}
var repeated2 = stateRule({
  id: "signatures/repeated",
  on: "signature",
  why: "Clients refuse metadata with two signatures of one keyid (TUF 4.2.1, CLIENTS.md).",
  check: ({ role, metadata, entry: { keyid: keyid2 }, index }) => isOnlineRole(role) || firstEntries(metadata).get(keyid2) === index ? void 0 : { keyid: keyid2 },
  say: ({ keyid: keyid2 }, { role }) => `${role} has more than one signature entry of the key ${keyid2}`,
  remedy: ({ keyid: keyid2 }, { role }) => `Leave one entry of ${keyid2} in metadata/${role}.json`
});
var malformed = stateRule({
  id: "signatures/malformed",
  on: "signature",
  why: "Signatures are hexadecimal, of sigstore-oidc keys base64; some clients refuse the whole file otherwise (SPEC A4).",
  check(subject, { state }) {
    const keys = keysOf(subject, state);
    return encodingOf(subject, keys) === "malformed" ? signerOf(subject.entry.keyid, keys) : void 0;
  },
  say: ({ signer }, { role }) => `The signature of ${signer} in ${role} is not written as signatures are`,
  remedy: (_, { role }) => signAgain(role)
});
var upperCase = stateRule({
  id: "signatures/upper-case",
  on: "signature",
  why: "Hexadecimal is written in lower case throughout, so that a diff shows what changed (SPEC B1).",
  severity: "warning",
  check(subject, { state }) {
    const keys = keysOf(subject, state);
    return encodingOf(subject, keys) === "upper-case-hex" ? signerOf(subject.entry.keyid, keys) : void 0;
  },
  say: ({ signer }, { role }) => `The signature of ${signer} in ${role} has upper-case digits`,
  remedy: () => "Nothing to do: the next signature is written in lower case"
});
var removed3 = stepRule({
  id: "signatures/removed",
  on: "role",
  why: "Taking a good signature away changes nothing but how many there are: somebody should know why (SPEC B4).",
  severity: "warning",
  step({ role, metadata, document }, before, { state, verifier }) {
    if (isOnlineRole(role) || !before || document.oid === before.document.oid) return void 0;
    if (!samePayload(document, before.document)) return void 0;
    const present = new Set(metadata.signatures.flatMap(({ keyid: keyid2, sig }) => sig === "" ? [] : [keyid2]));
    const gone2 = [...firstEntries(before.metadata).keys()].filter((keyid2) => !present.has(keyid2));
    return gone2.flatMap((keyid2) => {
      const keys = eligibleKeys(state, role)?.get(keyid2) ?? [];
      return verifies(entryIn(before.document, role, keyid2), keys, verifier) ? [signerOf(keyid2, keys)] : [];
    });
  },
  say: ({ signer }, { role }) => `The signature of ${signer} is taken away from ${role}, which has not changed`,
  remedy: (_, { role }) => `Put it back: git checkout origin/HEAD -- metadata/${role}.json`
});
var voided = stepRule({
  id: "signatures/voided",
  on: "role",
  why: "Who has signed and has to sign again should hear of it (SPEC B4).",
  severity: "note",
  step({ role, document }, _, { state, history, verifier }) {
    if (isOnlineRole(role) || !history.earlierDocuments) return void 0;
    const earlier = history.earlierDocuments(role).filter(({ oid }) => oid !== document.oid);
    const signers = [...eligibleKeys(state, role) ?? []].flatMap(([keyid2, keys]) => {
      const [now, ...before] = [document, ...earlier].map((version) => {
        const entry = entryIn(version, role, keyid2);
        return entry !== void 0 && verifies(entry, keys, verifier);
      });
      return !now && before.includes(true) ? [signerOf(keyid2, keys).signer] : [];
    });
    return signers.length > 0 ? { signers } : void 0;
  },
  say: ({ signers }, { role }) => `${listInWords(signers)} signed ${role} earlier in this event; ${signers.length === 1 ? "that signature no longer counts" : "those signatures no longer count"}`,
  remedy: (_, { role }) => signAgain(role)
});
var signatureRules = [
  threshold,
  wrong,
  wrongBefore,
  copied,
  stranger,
  formerSigner,
  repeated2,
  malformed,
  upperCase,
  removed3,
  voided
];

// src/verifier/rules/mend-list.ts
function mendingOf(role, { state, base }) {
  if (ownersOfChangedFiles(state, base).has(role)) return "update";
  const known2 = base?.roles.get(role)?.document.oid;
  return known2 === void 0 || known2 === state.roles.get(role)?.document.oid ? "touch" : "restore";
}
function mendList(role, mending) {
  switch (mending) {
    case "update":
      return "Make the list anew: tuf-on-ci-update-targets (in CI this happens by itself on a push to the event)";
    case "restore":
      return `Nobody needs to write the list: git checkout origin/HEAD -- ${metadataPath(role)}`;
    case "touch":
      return `Change a file of ${role} in a signing event: tuf-on-ci-update-targets then makes the whole list anew`;
  }
}

// src/verifier/rules/target-hashes.ts
var digits = { sha256: 64, sha512: 128 };
var isKnown = (algorithm) => algorithm === "sha256" || algorithm === "sha512";
function listedHash({ hashes }, algorithm) {
  const listed = get(hashes, algorithm);
  return listed !== void 0 && isWellFormed(algorithm, listed) ? listed : void 0;
}
var fewestDigits = 32;
function isWellFormed(algorithm, hash3) {
  const isLong = isKnown(algorithm) ? hash3.length === digits[algorithm] : hash3.length >= fewestDigits;
  return isLong && hash3.length % 2 === 0 && /^[0-9a-f]+$/.test(hash3);
}
var sha256 = stateRule({
  id: "target-files/sha256",
  on: "target",
  why: "Clients refuse a file that is not what was signed (TUF 5.7.3).",
  check({ role, entry, digest }, context) {
    const listed = listedHash(entry, "sha256");
    if (!digest || listed === void 0 || listed === digest.hashes.sha256) return void 0;
    return { listed, actual: digest.hashes.sha256, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) => `${role} lists "${path}" with the SHA-256 ${listed}, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var length = stateRule({
  id: "target-files/length",
  on: "target",
  why: "Clients stop a download at the signed length, so that the right file is refused (TUF 5.7.3).",
  check({ role, entry, digest }, context) {
    if (!digest || digest.length === entry.length || isOtherContent(entry, digest.hashes.sha256)) return void 0;
    return { listed: entry.length, actual: digest.length, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) => `${role} lists "${path}" with ${listed} bytes, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var otherHash = stateRule({
  id: "target-files/other-hash",
  on: "target",
  why: "Clients differ in which hash they check: one wrong among right ones stops some of them (CLIENTS.md).",
  check({ role, entry, digest }, context) {
    const listed = listedHash(entry, "sha512");
    const actual = digest?.hashes.sha512;
    if (!digest || listed === void 0 || actual === void 0 || listed === actual) return void 0;
    return isOtherContent(entry, digest.hashes.sha256) ? void 0 : { listed, actual, mend: mendingOf(role, context) };
  },
  say: ({ listed, actual }, { role, path }) => `${role} lists "${path}" with the SHA-512 ${listed}, but the file has ${actual}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
function isOtherContent(entry, actual) {
  const listed = listedHash(entry, "sha256");
  return listed !== void 0 && listed !== actual;
}
var noSha256 = stateRule({
  id: "target-files/no-sha256",
  on: "target",
  why: "SHA-256 is the one hash that every client can check (SPEC A6, CLIENTS.md).",
  check({ role, entry }, context) {
    return get(entry.hashes, "sha256") === void 0 ? { mend: mendingOf(role, context) } : void 0;
  },
  say: (_, { role, path }) => `${role} lists "${path}" without a SHA-256`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var hashForm = stateRule({
  id: "target-files/hash-form",
  on: "target",
  why: "Clients compare the digits as written, and the hash is part of the published name (SPEC A8, B1).",
  check({ role, entry }, context) {
    const malformed2 = names(entry.hashes).find((algorithm) => !isWellFormed(algorithm, entry.hashes[algorithm]));
    if (malformed2 === void 0) return void 0;
    return { algorithm: malformed2, hash: shortened(entry.hashes[malformed2], 200), mend: mendingOf(role, context) };
  },
  say: ({ algorithm, hash: hash3 }, { role, path }) => `${role} lists "${path}" with "${hash3}" as its ${algorithm}, which is no ${algorithm} in lower-case hexadecimal`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var unknownHash = stateRule({
  id: "target-files/unknown-hash",
  on: "target",
  why: "A hash that is not checked here may be wrong, and stop the clients that do check it (SPEC B1).",
  severity: "warning",
  check({ role, entry }, context) {
    const algorithm = names(entry.hashes).find((name) => !isKnown(name) && isWellFormed(name, entry.hashes[name]));
    return algorithm === void 0 ? void 0 : { algorithm, mend: mendingOf(role, context) };
  },
  say: ({ algorithm }, { role, path }) => `${role} lists "${path}" with a hash that is not checked here, "${algorithm}"`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var targetHashRules = [sha256, length, otherHash, noSha256, hashForm, unknownHash];

// src/verifier/rules/target-names.ts
var nameCase = stateRule({
  id: "target-files/name-case",
  on: "file",
  why: "Names that differ by letter case only are one file on many disks, and one of the two is lost (SPEC B1).",
  severity: "warning",
  check({ place }, { state }) {
    if (place.kind !== "target") return void 0;
    const shared = firstOfShared(state);
    const other = shared.size === 0 ? void 0 : shared.get(folded(place.target));
    return other === void 0 || other === place.target ? void 0 : { other };
  },
  say: ({ other }, { entry }) => `${entry.path} and ${targetFilePath(other)} differ by letter case only`,
  remedy: (_, { entry }) => `Rename one of them: git mv -- ${entry.path} <new name>`
});
function folded(path) {
  return path.normalize("NFC").toLowerCase();
}
var sharedNames = /* @__PURE__ */ new WeakMap();
function firstOfShared(state) {
  let shared = sharedNames.get(state);
  if (!shared) {
    shared = readShared(state.targetFiles.keys());
    sharedNames.set(state, shared);
  }
  return shared;
}
function readShared(paths) {
  const first = /* @__PURE__ */ new Map();
  const shared = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const name = folded(path);
    const other = first.get(name);
    if (other === void 0) first.set(name, path);
    else shared.set(name, other);
  }
  return shared;
}
var unclearName = stateRule({
  id: "target-files/name-unclear",
  on: "file",
  why: "A name with characters that do not show, or that a system reads as a folder, is not the one people read (SPEC B1).",
  severity: "warning",
  check({ place }) {
    if (place.kind !== "target") return void 0;
    if (place.target.includes("\\")) return { what: "a backslash or bytes that are not UTF-8" };
    return hasInvisible(place.target) ? { what: "characters that do not show" } : void 0;
  },
  say: ({ what }, { entry }) => `The name ${entry.path} has ${what}`,
  remedy: (_, { entry }) => `Rename the file: git mv -- ${entry.path} <new name>`
});
var windowsName = stepRule({
  id: "target-files/name-windows",
  on: "file",
  why: "Nobody can clone a repository on Windows that has a file which no disk there can hold, and some client runs there.",
  severity: "warning",
  // Said once: who has such files knows.
  step: ({ place }, before) => place.kind === "target" && !before && isLostOnWindows(place.target) ? {} : void 0,
  say: (_, { entry }) => `Windows cannot hold a file named ${entry.path}`,
  remedy: (_, { entry }) => `Rename the file unless that does not matter: git mv -- ${entry.path} <new name>`
});
var targetNameRules = [nameCase, unclearName, windowsName];

// src/verifier/rules/target-files.ts
function targetOf({ entry, place }) {
  return place.kind === "target" && isRegularFile(entry) ? place.target : void 0;
}
var noRole = stateRule({
  id: "target-files/no-role",
  on: "file",
  why: "A file that belongs to no role is signed by nobody, and waits for one that a later change brings (SPEC A1, B1).",
  check(subject, { state, base }) {
    const path = targetOf(subject);
    if (path === void 0 || !metadataOf(state, "targets")) return void 0;
    const folder = path.slice(0, path.indexOf("/"));
    const owner = owningRole(path);
    if (owner === void 0) return { folder, kind: "reserved" };
    if (delegationOf(state, owner) || state.roles.has(owner)) return void 0;
    return { folder, kind: base && delegationOf(base, owner) ? "removed" : "unknown" };
  },
  say({ folder, kind }, { entry }) {
    if (kind === "removed") return `${entry.path} is left of the removed role "${folder}"`;
    return kind === "unknown" ? `${entry.path} lies in the folder of no role: there is no role "${folder}"` : `${entry.path} lies in the folder of no role: ${folder} has none`;
  },
  remedy({ folder, kind }, { entry }) {
    if (kind === "removed") return `Remove it: git rm -- ${entry.path}`;
    const move = `Move it to the folder of its role: git mv -- ${entry.path} <new path>`;
    return kind === "unknown" ? `${move}; or make the role: tuf-on-ci-delegate EVENT ${folder}` : move;
  }
});
var notCovered = stateRule({
  id: "target-files/not-covered",
  on: "file",
  why: "A file that its role may not list reaches no client, though it looks published (SPEC A6, B1).",
  check(subject, { state }) {
    const path = targetOf(subject);
    if (path === void 0) return void 0;
    const owner = ownerDelegation(state, owningRole(path));
    if (!owner || covers(owner, path) || isListed(state, owner, path)) return void 0;
    return { path, owner: owner.name, reason: reasonOf(path) };
  },
  say: ({ path, owner, reason }) => `${targetFilePath(path)} cannot be listed: ${whyNot(reason, owner)}`,
  remedy: ({ path, owner, reason }) => reason === "paths" ? `Move the file to where the paths of ${owner} reach, or remove it: git rm -- ${targetFilePath(path)}` : `Rename or remove the file: git rm -- ${targetFilePath(path)}`
});
function reasonOf(path) {
  if (isListable(path)) return "paths";
  return isDotFile(path) ? "dot-file" : "name";
}
function whyNot(reason, owner) {
  if (reason === "paths") return `no path of the delegation to ${owner} matches it`;
  return reason === "dot-file" ? "files whose names begin with a dot never are" : "its name is no file name everywhere";
}
var notListed = stateRule({
  id: "target-files/not-listed",
  on: "file",
  why: "A file that nobody signs is reviewed as if it were published (SPEC B1).",
  check(subject, context) {
    const path = targetOf(subject);
    if (path === void 0) return void 0;
    const owner = ownerDelegation(context.state, owningRole(path));
    if (!owner || !metadataOf(context.state, owner.name) || isListed(context.state, owner, path)) return void 0;
    return covers(owner, path) ? { owner: owner.name, mend: mendingOf(owner.name, context) } : void 0;
  },
  say: ({ owner }, { entry }) => `${entry.path} is not listed in ${metadataPath(owner)}`,
  remedy: ({ owner, mend }) => mendList(owner, mend)
});
function isListed(state, { name }, path) {
  const signed = metadataOf(state, name)?.signed;
  return signed?._type === "targets" && has(signed.targets, path);
}
var escaping = stateRule({
  id: "target-files/escaping-path",
  on: "target",
  why: "A client writes a target to its path: outside of its folder that is an attack on the client (SPEC B1).",
  check: ({ role, path }, context) => escapes(path) ? { mend: mendingOf(role, context) } : void 0,
  say: (_, { role, path }) => `${role} lists "${path}", a path that leads out of its folder`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var listedTwice = stateRule({
  id: "target-files/listed-twice",
  on: "target",
  why: "Which of two entries a client takes depends on the order of delegations, and on the client (TUF 5.6.7).",
  check({ role, path }, context) {
    const owner = owningRole(path);
    if (owner === void 0 || owner === role || escapes(path)) return void 0;
    const { state } = context;
    const delegation = delegationOf(state, owner);
    if (!delegation || !delegationOf(state, role) || !isListed(state, delegation, path)) return void 0;
    return { owner, mend: mendingOf(role, context) };
  },
  say: ({ owner }, { role, path }) => `${role} lists "${path}", which ${owner} lists too; it belongs to ${owner}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var foreign = stateRule({
  id: "target-files/foreign-entry",
  on: "target",
  why: "Clients look for a path in the roles that may list it; an entry elsewhere is lost on them, or an attack (TUF 5.6.7).",
  check({ role, path }, context) {
    const { state } = context;
    const owner = ownerDelegation(state, role);
    if (!owner || escapes(path) || covers(owner, path)) return void 0;
    const mend = mendingOf(role, context);
    const folder = owningRole(path);
    if (folder === role) return { reason: reasonOf(path), mend };
    const other = folder === void 0 ? void 0 : delegationOf(state, folder);
    return other && isListed(state, other, path) ? void 0 : { reason: "folder", mend };
  },
  say: ({ reason }, { role, path }) => `${role} lists "${path}", but ${reason === "folder" ? "the file does not lie in its folder" : whyNot(reason, role)}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var noFile = stateRule({
  id: "target-files/no-file",
  on: "target",
  why: "A client finds the entry and then nothing to download (SPEC B1).",
  check({ role, path, file }, context) {
    if (file) return void 0;
    const owner = ownerDelegation(context.state, role);
    return owner && covers(owner, path) ? { mend: mendingOf(role, context) } : void 0;
  },
  say: (_, { role, path }) => `${role} lists "${path}", but there is no ${targetFilePath(path)}`,
  remedy: ({ mend }, { role }) => mendList(role, mend)
});
var targetFileRules = [
  noRole,
  notCovered,
  notListed,
  escaping,
  listedTwice,
  foreign,
  noFile,
  ...targetHashRules,
  ...targetNameRules
];

// src/verifier/rules/versions.ts
var unchanged = stepRule({
  id: "versions/unchanged",
  on: "role",
  why: "A client that has version N never fetches another N: what changes needs a new number (TUF 5.6.5).",
  step({ metadata, ...subject }, before) {
    if (isOnlineRole(subject.role) || !before || !signedPartChanged({ metadata, ...subject }, before)) return void 0;
    const known2 = before.metadata.signed.version;
    return metadata.signed.version > known2 ? void 0 : { version: metadata.signed.version, known: known2 };
  },
  say: ({ version, known: known2 }, { role }) => `${role} changes but its version is ${version}; it must be greater than the known good version ${known2}`,
  remedy: (_, { role }) => `Let the signer's tool write a new version: tuf-on-ci-delegate EVENT ${role}`
});
var tooHigh2 = stepRule({
  id: "versions/too-high",
  on: "role",
  why: "A version near the largest number would be the last one ever (fast-forward attack, TUF 1.5.2).",
  step({ role, metadata }, before, { base, history }) {
    if (isOnlineRole(role)) return void 0;
    const { version } = metadata.signed;
    const known2 = before?.metadata.signed.version ?? lastKnownVersion(base, role) ?? 0;
    const commits = history.commitsChanging(metadataPath(role));
    return commits === void 0 || version <= known2 + Math.max(commits, 1) ? void 0 : { version, known: known2, commits };
  },
  say: ({ version, known: known2, commits }, { role }) => `${role} has version ${version}, more than the known good version ${known2} and the event's ${commits} changes of it allow`,
  remedy: ({ known: known2 }, { role }) => `Make the change again so that ${role} becomes version ${known2 + 1}`
});
var reused = stepRule({
  id: "versions/reused",
  on: "role",
  why: "A role that comes back must be newer than clients remember it from the snapshot (TUF 5.6.5).",
  step({ role, metadata, document }, before, { base }) {
    if (isOnlineRole(role) || before) return void 0;
    const { version } = metadata.signed;
    const known2 = lastKnownVersion(base, role);
    if (known2 === void 0 || version > known2) return void 0;
    const isPutBack = role === "root" && version === known2 && samePayload(document, base.rootHistory.get(known2).document);
    return isPutBack ? void 0 : { version, known: known2 };
  },
  say: ({ version, known: known2 }, { role }) => `${role} comes back as version ${version}, but clients have seen version ${known2}`,
  remedy: ({ known: known2 }, { role }) => `Make ${role} version ${known2 + 1}`
});
var rootStep = stepRule({
  id: "versions/root-step",
  on: "role",
  why: "Clients walk from root N to N+1 and stop at a gap (TUF 5.3.5).",
  step(subject, before) {
    if (subject.role !== "root" || !before || !signedPartChanged(subject, before)) return void 0;
    const { version } = subject.metadata.signed;
    const known2 = before.metadata.signed.version;
    return version > known2 + 1 ? { version, known: known2 } : void 0;
  },
  say: ({ version, known: known2 }) => `root goes from version ${known2} to ${version}; it must be version ${known2 + 1}`,
  remedy: ({ known: known2 }) => `Make the change again so that root becomes version ${known2 + 1}`
});
var expiredChange = stepRule({
  id: "versions/expired-change",
  on: "role",
  why: "What has expired when it is merged is refused by every client (TUF 5.3.10).",
  step(subject, before, { now }) {
    if (isOnlineRole(subject.role) || !isExpired(subject.metadata.signed.expires, now)) return void 0;
    return !before || signedPartChanged(subject, before) ? { expires: subject.metadata.signed.expires } : void 0;
  },
  say: ({ expires }, { role }) => `${role} is changed in this event and has expired on ${expires}`,
  remedy: (_, { role }) => `Give ${role} a new version: tuf-on-ci-delegate EVENT ${role}`
});
var expired2 = stateRule({
  id: "versions/expired",
  on: "role",
  why: "Clients refuse expired metadata; an expired offline role takes its own targets with it (TUF 5.6.6).",
  severity: "warning",
  check({ role, metadata }, { now }) {
    return !isOnlineRole(role) && isExpired(metadata.signed.expires, now) ? { expires: metadata.signed.expires } : void 0;
  },
  say: ({ expires }, { role }) => `${role} HAS EXPIRED on ${expires}: clients refuse it`,
  remedy: (_, { role }) => `Sign a new version of ${role} soon: tuf-on-ci-create-signing-events opens the event`
});
var expiryTooFar = stepRule({
  id: "versions/expiry-too-far",
  on: "role",
  why: "A signature that outlives its period keeps a client that is held back from noticing (freeze attack, TUF 1.5.2).",
  step(subject, before, { now, state }) {
    const { role, metadata } = subject;
    if (before && before.metadata.signed.version === metadata.signed.version) return void 0;
    const periods = periodsOf(state, role, metadata.signed);
    const days = periods && arePeriodsSound(periods) ? periods.expiry : longestPeriod;
    const latest = now + (days + 1) * secondsPerDay;
    const { expires } = metadata.signed;
    return parseExpires(expires) > latest ? { expires, days } : void 0;
  },
  say: ({ expires, days }, { role }) => `${role} expires on ${expires}, later than its expiry period of ${days} days allows`,
  remedy: (_, { role }) => `Let the signer's tool write the date: tuf-on-ci-delegate EVENT ${role}`
});
var expiresSoon = stepRule({
  id: "versions/expires-soon",
  on: "role",
  why: "A version that is due again the day it is merged was dated by mistake, or by somebody who wants it to expire.",
  severity: "warning",
  step({ role, metadata: { signed } }, before, { now, state }) {
    if (isOnlineRole(role) || before?.metadata.signed.version === signed.version) return void 0;
    const periods = periodsOf(state, role, signed);
    const isDue = periods && arePeriodsSound(periods) && signingStart(signed.expires, periods) <= now;
    return isDue && !isExpired(signed.expires, now) ? { expires: signed.expires } : void 0;
  },
  say: ({ expires }, { role }) => `${role} expires on ${expires}: its next version is due already`,
  remedy: (_, { role }) => `Let the signer's tool write the date: tuf-on-ci-delegate EVENT ${role}`
});
var periodRaised = stepRule({
  id: "versions/period-raised",
  on: "role",
  why: "The longer a signature is good, the longer a client can be held back with it, or a stolen key go unnoticed (TUF 1.5.2).",
  severity: "warning",
  step(subject, before) {
    const known2 = new Map(
      before ? holdersIn(before).map(([name, holder2]) => [name, parsePeriods(holder2)?.expiry]) : []
    );
    return holdersIn(subject).flatMap(([name, holder2]) => {
      const [days, daysBefore] = [parsePeriods(holder2)?.expiry, known2.get(name)];
      return days !== void 0 && daysBefore !== void 0 && days > daysBefore ? [{ name, days, daysBefore }] : [];
    });
  },
  say: ({ name, days, daysBefore }) => `The expiry period of ${name} goes up from ${daysBefore} to ${days} days`,
  remedy: ({ name }) => `Sign only if this is agreed; otherwise set it back: tuf-on-ci-delegate EVENT ${name}`
});
function periodsOf(state, role, signed) {
  const holder2 = periodsHolder(role, signed, metadataOf(state, "root")?.signed);
  return holder2 && parsePeriods(holder2);
}
function holdersIn({ role, metadata }) {
  const { signed } = metadata;
  if (isOnlineRole(role)) return [];
  if (signed._type !== "root") return [[role, signed]];
  const online = ["timestamp", "snapshot"].flatMap((name) => {
    const holder2 = get(signed.roles, name);
    return holder2 ? [[name, holder2]] : [];
  });
  return [[role, signed], ...online];
}
var periodMissing = stateRule({
  id: "versions/period-missing",
  on: "role",
  why: "Without an expiry period nobody opens the next signing event (SPEC A3).",
  historic: true,
  check: (subject) => holdersIn(subject).flatMap(([name, holder2]) => writtenPeriods(holder2).expiry === void 0 ? [{ name }] : []),
  say: ({ name }) => `${name} has no ${expiryPeriodField}`,
  remedy: ({ name }) => `Set it: tuf-on-ci-delegate EVENT ${name}`
});
var periodUnsound = stateRule({
  id: "versions/period-unsound",
  on: "role",
  why: "Periods are whole days with 1 <= signing < expiry <= 3650, or signers are asked never or always (SPEC B1).",
  check: (subject) => holdersIn(subject).flatMap(([name, holder2]) => {
    const { expiry, signing } = writtenPeriods(holder2);
    if (expiry === void 0) return [];
    const periods = parsePeriods(holder2);
    return periods && arePeriodsSound(periods) ? [] : [{ name, expiry, signing: signing ?? null }];
  }),
  say: ({ name, expiry, signing }) => `The periods of ${name} are unsound: expiry ${JSON.stringify(expiry)}, signing ${signing === null ? "half of it" : JSON.stringify(signing)} (days)`,
  remedy: ({ name }) => `Set ${expiryPeriodField} and ${signingPeriodField}: tuf-on-ci-delegate EVENT ${name}`
});
function lastKnownVersion(state, role) {
  if (role !== "root") return listedVersion(state, `${role}.json`);
  let newest2;
  for (const version of readableRootVersions(state)) newest2 = Math.max(newest2 ?? 0, version);
  return newest2;
}
var versionRules = [
  unchanged,
  tooHigh2,
  reused,
  rootStep,
  expiredChange,
  expired2,
  expiryTooFar,
  expiresSoon,
  periodRaised,
  periodMissing,
  periodUnsound
];

// src/verifier/registry.ts
var rules = [
  ...formRules,
  ...versionRules,
  ...keyRules,
  ...roleRules,
  ...delegationRules,
  ...targetFileRules,
  ...signatureRules,
  ...rootHistoryRules,
  ...onlineRoleRules,
  ...eventStateRules,
  ...aroundRules,
  ...clientRules
];

// src/verifier/judge.ts
var findingsPerRule = 50;
function judge(context, rules2 = rules) {
  const collector = new Collector();
  for (const [kind, { checks, steps }] of appliedByKind(rules2, context)) {
    for (const subject of subjectsOf[kind](context.state, context.base)) {
      judgeSubject(kind, subject, checks, context, collector);
      if (steps.length > 0) judgeStep(kind, subject, steps, context, collector);
    }
  }
  return collector.judgement();
}
function isSound(findings) {
  return !findings.some((finding) => finding.severity === "error");
}
function appliedByKind(rules2, { door, base }) {
  const byKind = /* @__PURE__ */ new Map();
  for (const rule of rules2) {
    const severity = severityAt(rule, door);
    if (severity === "off") continue;
    const ofKind = byKind.get(rule.on) ?? { checks: [], steps: [] };
    byKind.set(rule.on, ofKind);
    if (!("step" in rule)) ofKind.checks.push({ rule, severity });
    else if (base) ofKind.steps.push({ rule, severity });
  }
  return byKind;
}
function judgeSubject(kind, subject, checks, context, collector) {
  for (const { rule, severity } of checks) {
    const found = list2(rule.check(subject, context));
    if (found.length === 0) continue;
    const known2 = severity === "error" ? softened(kind, subject, rule, context) : nothing;
    for (const evidence of found) {
      collector.add(rule, known2(fingerprint(evidence)) ? "warning" : severity, subject, evidence);
    }
  }
}
function judgeStep(kind, subject, steps, context, collector) {
  const before = counterpart(kind, subject, context.base);
  for (const { rule, severity } of steps) {
    for (const evidence of list2(rule.step(subject, before, context))) collector.add(rule, severity, subject, evidence);
  }
}
var none = [];
function list2(found) {
  if (found === void 0) return none;
  return Array.isArray(found) ? found : [found];
}
var nothing = () => false;
var everything = () => true;
function softened(kind, subject, rule, context) {
  if (!rule.historic) return nothing;
  if (!context.base) return context.door !== "event" && context.door !== "sign" ? everything : nothing;
  const before = counterpart(kind, subject, context.base);
  if (!before) return nothing;
  const known2 = new Set(
    list2(rule.check(before, { ...context, state: context.base, base: void 0 })).map(fingerprint)
  );
  return (print) => known2.has(print);
}
function fingerprint(evidence) {
  return Buffer.from(canonicalJson(evidence)).toString("latin1");
}
var Collector = class {
  #findings = [];
  #rolesInError = /* @__PURE__ */ new Set();
  #counts = /* @__PURE__ */ new Map();
  add(rule, severity, subject, evidence) {
    if (severity === "error" && subject.role !== void 0) this.#rolesInError.add(subject.role);
    const key = `${rule.id} ${severity}`;
    const seen = this.#counts.get(key) ?? { rule: rule.id, severity, count: 0 };
    this.#counts.set(key, seen);
    if (++seen.count > findingsPerRule) return;
    this.#findings.push({
      rule: rule.id,
      severity,
      ...subject.role !== void 0 && { role: subject.role },
      message: rule.say(evidence, subject),
      remedy: rule.remedy(evidence, subject),
      address: subject.address
    });
  }
  judgement() {
    const cut = [...this.#counts.values()].filter(({ count }) => count > findingsPerRule);
    const summaries = cut.map(({ rule, severity, count }) => ({
      rule,
      severity,
      message: `${count} findings of this rule in all; only the first ${findingsPerRule} are listed`,
      remedy: "Mend the listed ones first; the others may have the same cause",
      address: ""
    }));
    return {
      findings: [...this.#findings, ...summaries].sort(byImportance),
      rolesInError: this.#rolesInError
    };
  }
};
var rank = { error: 0, warning: 1, note: 2 };
function byImportance(a, b) {
  return rank[a.severity] - rank[b.severity] || roleOrder(a.role ?? "", b.role ?? "") || byCodePoint(a.rule, b.rule) || byCodePoint(a.address, b.address);
}

export {
  isSnapshotCurrent,
  planSnapshot,
  versionIn,
  onlineRoles,
  isOnlineRoleSigned,
  listedVersion,
  isPlainRoleName,
  foldedName,
  keyIndexOf,
  materialOf,
  stepRule,
  isTimestampCurrent,
  planTimestamp,
  rules,
  judge,
  isSound
};
