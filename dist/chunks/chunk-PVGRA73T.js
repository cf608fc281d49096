import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  canonicalJson,
  delegates,
  isWild,
  maxNameLength
} from "./chunk-FHQAZSVW.js";
import {
  digestBlobs,
  readBlobs
} from "./chunk-J6GIUEAV.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  Form,
  byCodePoint,
  delegationsOf,
  isTopLevelRole,
  parseJson,
  pathHashPrefixes,
  pathPatterns,
  readMetadata,
  typeOfRole,
  writeJson
} from "./chunk-MWEWLESA.js";
import {
  get,
  names
} from "./chunk-TXEW6FPD.js";
import {
  parseExpires,
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-4YDHBCQ3.js";

// src/deployment/custom-fields.ts
var keyOwnerField = "x-tuf-on-ci-keyowner";
var onlineUriField = "x-tuf-on-ci-online-uri";
var expiryPeriodField = "x-tuf-on-ci-expiry-period";
var signingPeriodField = "x-tuf-on-ci-signing-period";
var userName = /^@[0-9a-z-]+$/;
function isUserName(name) {
  return typeof name === "string" && userName.test(name);
}
function keyOwner(key) {
  const owner = get(key, keyOwnerField);
  return typeof owner === "string" ? owner : void 0;
}
function onlineUri(key) {
  const uri = get(key, onlineUriField);
  return typeof uri === "string" ? uri : void 0;
}
function signerName(keyid, key) {
  return keyOwner(key) ?? onlineUri(key) ?? keyid;
}

// src/deployment/layout.ts
var eventStatePath = "metadata/.signing-event-state";
function metadataPath(role) {
  return `metadata/${role}.json`;
}
function rootHistoryPath(version) {
  return `metadata/root_history/${version}.root.json`;
}
function targetFilePath(target) {
  return `targets/${target}`;
}
var historyName = /^metadata\/root_history\/([1-9][0-9]{0,15})\.root\.json$/;
var metadataName = /^metadata\/([^/]+)\.json$/;
function placeOf(path) {
  if (path.endsWith("/.gitkeep")) return { kind: "ignored" };
  if (path.startsWith("targets/")) return { kind: "target", target: path.slice("targets/".length) };
  if (path === eventStatePath) return { kind: "event-state" };
  const history = historyName.exec(path);
  if (history && Number.isSafeInteger(Number(history[1]))) return { kind: "root-history", version: Number(history[1]) };
  const role = metadataName.exec(path)?.[1];
  return role === void 0 ? { kind: "stray" } : { kind: "metadata", role };
}
function owningRole(target) {
  const slash = target.indexOf("/");
  if (slash < 0) return "targets";
  const folder = target.slice(0, slash);
  return isTopLevelRole(folder) ? void 0 : folder;
}

// src/deployment/event-state.ts
var noInvites = /* @__PURE__ */ new Map();
function readEventState(bytes) {
  try {
    const form = new Form();
    const invites = invitesOf(parseJson(bytes), form);
    const first2 = form.problems[0];
    return first2 ? { ok: false, problem: problemText(first2) } : { ok: true, invites };
  } catch (error) {
    if (error instanceof TufError) return { ok: false, problem: error.message };
    throw error;
  }
}
function invitesOf(document, form) {
  const invites = /* @__PURE__ */ new Map();
  if (!form.object(document, [])) return invites;
  const list = get(document, "invites");
  if (!form.object(list, ["invites"])) return invites;
  for (const user of names(list)) {
    const roles = get(list, user);
    if (!form.list(roles, ["invites", user])) continue;
    const invited = roles.filter((role, i) => form.string(role, ["invites", user, i]));
    invites.set(user, [...new Set(invited)]);
  }
  return invites;
}
function problemText(problem) {
  return `${problem.at.join(".") || "the file"} should be ${problem.expected}`;
}

// src/verifier/role-graph.ts
function readRoleGraph(root, targetsRole) {
  const all = root ? delegationsOfRoot(root.signed) : [];
  const byName = /* @__PURE__ */ new Map();
  for (const delegation of all) if (!byName.has(delegation.name)) byName.set(delegation.name, delegation);
  const walked = /* @__PURE__ */ new Set();
  let level = ["targets"];
  for (let depth = 2; level.length > 0; depth++) {
    const next = [];
    for (const delegator of level) {
      if (walked.has(delegator)) continue;
      walked.add(delegator);
      const metadata = targetsRole(delegator);
      if (!metadata) continue;
      for (const delegation of delegationsOfTargets(delegator, metadata.signed, depth)) {
        all.push(delegation);
        if (!byName.has(delegation.name)) byName.set(delegation.name, delegation);
        next.push(delegation.name);
      }
    }
    level = next;
  }
  return { all, byName };
}
function delegationsOfRoot(root) {
  return names(root.roles).map((name, index) => ({
    delegator: "root",
    name,
    role: get(root.roles, name),
    keys: root.keys,
    depth: 1,
    index
  }));
}
function delegationsOfTargets(delegator, signed, depth) {
  const delegations = delegationsOf(signed);
  if (!delegations) return [];
  return delegations.roles.map((role, index) => ({
    delegator,
    name: role.name,
    role,
    keys: delegations.keys,
    depth,
    index
  }));
}

// src/verifier/state.ts
async function readState(tree, documents, options) {
  const entries = new Map((await tree.entries()).map((entry) => [entry.path, entry]));
  const wanted = [...entries.values()].filter(isMetadataFile);
  const bytes = await readBlobs(
    tree,
    wanted.map((entry) => entry.oid).filter((oid) => !documents.get(oid))
  );
  const documentOf = (entry) => documents.get(entry.oid) ?? documents.add(entry.oid, bytes.get(entry.oid));
  const roles = /* @__PURE__ */ new Map();
  const rootHistory = /* @__PURE__ */ new Map();
  const targetFiles = /* @__PURE__ */ new Map();
  let eventState = { ok: true, invites: noInvites };
  for (const entry of entries.values()) {
    const place = placeOf(entry.path);
    if (place.kind === "target") targetFiles.set(place.target, entry);
    if (!isMetadataFile(entry)) continue;
    if (place.kind === "event-state") eventState = readEventState(documentOf(entry).bytes);
    if (place.kind === "metadata")
      roles.set(place.role, { role: place.role, path: entry.path, document: documentOf(entry) });
    if (place.kind === "root-history") {
      rootHistory.set(place.version, { role: "root", path: entry.path, document: documentOf(entry) });
    }
  }
  const graph = readRoleGraph(
    roles.get("root")?.document.metadata("root"),
    (name) => roles.get(name)?.document.metadata("targets")
  );
  const digests = options.digests ? await digestTargets(tree, roles, targetFiles) : /* @__PURE__ */ new Map();
  return { tree, entries, roles, rootHistory, targetFiles, eventState, graph, digests };
}
function isMetadataFile(entry) {
  if (!isRegularFile(entry) || !entry.path.startsWith("metadata/")) return false;
  return entry.path === eventStatePath || ["metadata", "root-history"].includes(placeOf(entry.path).kind);
}
function isRegularFile(entry) {
  return entry.mode === "100644" || entry.mode === "100755";
}
async function digestTargets(tree, roles, targetFiles) {
  const oids = [...targetFiles.values()].filter(isRegularFile).map((entry) => entry.oid);
  return digestBlobs(tree, new Set(oids), usesSha512(roles) ? ["sha512"] : []);
}
function usesSha512(roles) {
  for (const file of roles.values()) {
    const targets = file.document.metadata("targets")?.signed.targets;
    if (targets && names(targets).some((path) => "sha512" in targets[path].hashes)) return true;
  }
  return false;
}
function metadataOf(state, role) {
  return state.roles.get(role)?.document.metadata(typeOfRole(role));
}
function delegationOf(state, role) {
  return state.graph.byName.get(role);
}
function invitesOf2(state) {
  return state.eventState.ok ? state.eventState.invites : noInvites;
}

// src/deployment/role-order.ts
var first = ["", "root", "targets"];
function roleOrder(a, b) {
  const rankA = first.indexOf(a);
  const rankB = first.indexOf(b);
  if (rankA >= 0 || rankB >= 0) return (rankA < 0 ? first.length : rankA) - (rankB < 0 ? first.length : rankB);
  return byCodePoint(a, b);
}

// src/deployment/periods.ts
function periodsHolder(role, signed, root) {
  if (role !== "timestamp" && role !== "snapshot") return signed;
  return root && get(root.roles, role);
}
function writtenPeriods(holder) {
  return { expiry: get(holder, expiryPeriodField), signing: get(holder, signingPeriodField) };
}
function parsePeriods(holder) {
  const { expiry, signing = halfOf(expiry) } = writtenPeriods(holder);
  return isDays(expiry) && isDays(signing) ? { expiry, signing } : void 0;
}
var halfOf = (expiry) => isDays(expiry) ? Math.floor(expiry / 2) : void 0;
var isDays = (value) => typeof value === "number";
function arePeriodsSound({ expiry, signing }) {
  return signing >= 1 && signing < expiry && expiry <= 3650;
}
function signingStart(expires, periods) {
  return parseExpires(expires) - periods.signing * secondsPerDay;
}
function isInSigningPeriod(expires, periods, now) {
  return now >= signingStart(expires, periods);
}

// src/verifier/document.ts
var Document = class {
  oid;
  bytes;
  #readings = /* @__PURE__ */ new Map();
  #json;
  #payload;
  #hasOwnBytes;
  constructor(oid, bytes) {
    this.oid = oid;
    this.bytes = bytes;
  }
  /** The JSON tree, or why the bytes are none. Parsed when first asked for. */
  get json() {
    this.#json ??= parse(this.bytes);
    return this.#json;
  }
  /** The document as metadata of a type; undefined when it is not even JSON. */
  reading(type) {
    if (!this.json.ok) return void 0;
    let reading = this.#readings.get(type);
    if (!reading) {
      reading = readMetadata(this.json.value, type);
      this.#readings.set(type, reading);
    }
    return reading;
  }
  /** The metadata, when bytes and form are sound. */
  metadata(type) {
    const reading = this.reading(type);
    return reading?.ok ? reading.metadata : void 0;
  }
  /** Are the bytes those that this tool would write (SPEC A2)? */
  get hasOwnBytes() {
    this.#hasOwnBytes ??= this.json.ok && Buffer.compare(writeJson(this.json.value), this.bytes) === 0;
    return this.#hasOwnBytes;
  }
  /** The bytes that signatures are made over (SPEC A2). Only for a document whose form is sound. */
  get payload() {
    if (!this.json.ok) throw new TufError("internal", "There is no signed part in a file that is not JSON");
    this.#payload ??= payloadOf(canonicalJson(this.json.value["signed"]));
    return this.#payload;
  }
};
function parse(bytes) {
  try {
    return { ok: true, value: parseJson(bytes) };
  } catch (error) {
    if (error instanceof TufError) return { ok: false, error };
    throw error;
  }
}
var Documents = class {
  #byOid = /* @__PURE__ */ new Map();
  get(oid) {
    return this.#byOid.get(oid);
  }
  add(oid, bytes) {
    const known = this.#byOid.get(oid);
    if (known) return known;
    const document = new Document(oid, bytes);
    this.#byOid.set(oid, document);
    return document;
  }
};

// src/deployment/target-path.ts
var noName = /(?:^|\/)\.{0,2}(?:\/|$)/;
var windowsEscape = /^\\|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/;
function escapes(path) {
  return noName.test(path) || windowsEscape.test(path);
}
function isDotFile(path) {
  return path.startsWith(".", path.lastIndexOf("/") + 1);
}
function isListable(path) {
  const isShort = path.length <= maxNameLength || path.split("/").every((name) => name.length <= maxNameLength);
  return isShort && !isDotFile(path) && !escapes(path);
}

// src/verifier/delegated-paths.ts
var maxPatterns = 200;
function patternProblem(pattern) {
  if (pattern === "") return "is empty";
  if (pattern.startsWith("/")) return "begins with a slash";
  const segments = pattern.split("/");
  if (segments.includes("")) return "has an empty segment";
  if (segments.some((segment) => segment === "." || segment === "..")) return 'has a "." or ".." segment';
  if (/[?[\]{}\\]/.test(pattern)) return "has another special character than *";
  return segments.some((segment) => segment.length > maxNameLength) ? "has a segment longer than any file name" : void 0;
}
function prefixProblem(prefix) {
  return /^[0-9a-f]{1,64}$/.test(prefix) ? void 0 : "is no beginning of a SHA-256 in lower-case hexadecimal";
}
function unsoundPaths(role) {
  const patterns = pathPatterns(role);
  const problemOf = patterns ? patternProblem : prefixProblem;
  return pathEntries(role).flatMap((text) => {
    const problem = problemOf(text);
    return problem ? [[text, problem]] : [];
  });
}
function pathEntries(role) {
  return pathPatterns(role) ?? pathHashPrefixes(role) ?? [];
}
function isSearched(role, entry) {
  return !pathPatterns(role) || isWild(entry);
}
function hasTooManyPaths(role) {
  return pathEntries(role).filter((entry) => isSearched(role, entry)).length > maxPatterns;
}
function outsideEntries(role) {
  const own = `${role.name}/`;
  return pathEntries(role).filter((text) => !pathPatterns(role) || !text.startsWith(own));
}
function pathsOf({ depth, role }) {
  return depth > 1 ? role : void 0;
}
var soundness = /* @__PURE__ */ new WeakMap();
function arePathsSound(role) {
  let sound = soundness.get(role);
  if (sound === void 0) {
    sound = !hasTooManyPaths(role) && unsoundPaths(role).length === 0;
    soundness.set(role, sound);
  }
  return sound;
}

// src/verifier/target-ownership.ts
function ownerDelegation(state, role) {
  const delegation = role === void 0 ? void 0 : delegationOf(state, role);
  if (!delegation || role === "targets") return delegation;
  const paths = pathsOf(delegation);
  return paths && !isTopLevelRole(delegation.name) && arePathsSound(paths) ? delegation : void 0;
}
var coverage = /* @__PURE__ */ new WeakMap();
function covers(owner, path) {
  let answers = coverage.get(owner);
  if (!answers) {
    answers = /* @__PURE__ */ new Map();
    coverage.set(owner, answers);
  }
  let answer = answers.get(path);
  if (answer === void 0) {
    answer = owningRole(path) === owner.name && isListable(path) && isDelegated(owner, path);
    answers.set(path, answer);
  }
  return answer;
}
function isDelegated(owner, path) {
  const paths = pathsOf(owner);
  return !paths || delegates(paths, path);
}
var changedOwners = /* @__PURE__ */ new WeakMap();
function ownersOfChangedFiles(state, base) {
  const known = changedOwners.get(state);
  if (known && known.base === base) return known.owners;
  const owners = /* @__PURE__ */ new Set();
  const add = (path) => {
    const owner = owningRole(path);
    if (owner !== void 0) owners.add(owner);
  };
  for (const [path, { oid, mode }] of state.targetFiles) {
    const before = base?.targetFiles.get(path);
    if (before?.oid !== oid || before.mode !== mode) add(path);
  }
  for (const path of base?.targetFiles.keys() ?? []) if (!state.targetFiles.has(path)) add(path);
  changedOwners.set(state, { base, owners });
  return owners;
}

export {
  keyOwnerField,
  onlineUriField,
  expiryPeriodField,
  signingPeriodField,
  isUserName,
  keyOwner,
  onlineUri,
  signerName,
  metadataPath,
  rootHistoryPath,
  targetFilePath,
  placeOf,
  owningRole,
  readState,
  isRegularFile,
  metadataOf,
  delegationOf,
  invitesOf2 as invitesOf,
  roleOrder,
  periodsHolder,
  writtenPeriods,
  parsePeriods,
  arePeriodsSound,
  isInSigningPeriod,
  escapes,
  isDotFile,
  isListable,
  maxPatterns,
  unsoundPaths,
  pathEntries,
  isSearched,
  hasTooManyPaths,
  outsideEntries,
  pathsOf,
  arePathsSound,
  ownerDelegation,
  covers,
  ownersOfChangedFiles,
  Documents
};
