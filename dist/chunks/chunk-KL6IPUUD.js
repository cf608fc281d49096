import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  digestBlobs,
  readBlobs
} from "./chunk-SBSHVBW7.js";
import {
  Form,
  delegationsOf,
  isTopLevelRole,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  get,
  names
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/deployment/role-order.ts
var first = ["", "root", "targets"];
function roleOrder(a, b) {
  const rankA = first.indexOf(a);
  const rankB = first.indexOf(b);
  if (rankA >= 0 || rankB >= 0) return (rankA < 0 ? first.length : rankA) - (rankB < 0 ? first.length : rankB);
  return byCodePoint(a, b);
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
function writeEventState(invites) {
  const open = [...invites].filter(([, roles]) => roles.length > 0);
  if (open.length === 0) return null;
  const text = JSON.stringify({ invites: Object.fromEntries(open) }, null, 2);
  return new TextEncoder().encode(
    text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
  );
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
var placeholder = /^(?:metadata\/(?:root_history\/)?|targets\/(?:.*\/)?)\.gitkeep$/s;
var metadataName = /^metadata\/([^/]+)\.json$/;
function placeOf(path) {
  if (placeholder.test(path)) return { kind: "ignored" };
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
  const entries = /* @__PURE__ */ new Map();
  for (const entry of await tree.entries()) entries.set(entry.path, entry);
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
  const state = { tree, entries, roles, rootHistory, targetFiles, eventState, graph, digests: /* @__PURE__ */ new Map() };
  const copyOf = options.metadataRead?.(state);
  return options.digests ? { ...state, digests: await digestTargets(state, options.known, copyOf) } : state;
}
function isMetadataFile(entry) {
  if (!isRegularFile(entry) || !entry.path.startsWith("metadata/")) return false;
  return entry.path === eventStatePath || ["metadata", "root-history"].includes(placeOf(entry.path).kind);
}
function isRegularFile(entry) {
  return entry.mode === "100644" || entry.mode === "100755";
}
async function digestTargets(state, known = /* @__PURE__ */ new Map(), copyOf) {
  const withSha512 = usesSha512(state.roles);
  const oids = [...state.targetFiles.values()].filter(isRegularFile).map((entry) => entry.oid);
  const isKnown = (oid) => known.has(oid) && (!withSha512 || known.get(oid)?.hashes.sha512 !== void 0);
  const missing = copyOf ? oids : oids.filter((oid) => !isKnown(oid));
  if (missing.length === 0) return known;
  const found = await digestBlobs(state.tree, missing, withSha512 ? ["sha512"] : [], copyOf);
  return known.size === 0 ? found : new Map([...known, ...found]);
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

// src/deployment/custom-fields.ts
var keyOwnerField = "x-tuf-on-ci-keyowner";
var onlineUriField = "x-tuf-on-ci-online-uri";
var expiryPeriodField = "x-tuf-on-ci-expiry-period";
var signingPeriodField = "x-tuf-on-ci-signing-period";
var userName = /^@[0-9a-z-]+$/;
function isUserName(name) {
  return typeof name === "string" && userName.test(name);
}
function parseUserName(text) {
  const lower = text.trim().toLowerCase();
  const name = lower.startsWith("@") ? lower : `@${lower}`;
  return isUserName(name) ? name : void 0;
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

export {
  writeEventState,
  eventStatePath,
  metadataPath,
  rootHistoryPath,
  targetFilePath,
  placeOf,
  owningRole,
  roleOrder,
  keyOwnerField,
  onlineUriField,
  expiryPeriodField,
  signingPeriodField,
  isUserName,
  parseUserName,
  keyOwner,
  onlineUri,
  signerName,
  readState,
  isRegularFile,
  metadataOf,
  delegationOf,
  invitesOf2 as invitesOf
};
