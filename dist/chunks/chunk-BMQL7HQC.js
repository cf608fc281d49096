import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  delegationOf,
  expiryPeriodField,
  owningRole,
  readState,
  signingPeriodField
} from "./chunk-KL6IPUUD.js";
import {
  delegates,
  isWild,
  maxNameLength
} from "./chunk-CMAMZ6TD.js";
import {
  isTopLevelRole,
  pathHashPrefixes,
  pathPatterns,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  equalJson,
  get,
  isObject
} from "./chunk-MJSS5T6T.js";
import {
  parseExpires,
  secondsPerDay
} from "./chunk-ZRM25W27.js";

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
var longestPeriod = 3650;
function arePeriodsSound({ expiry, signing }) {
  return signing >= 1 && signing < expiry && expiry <= longestPeriod;
}
function signingStart(expires, periods) {
  return parseExpires(expires) - periods.signing * secondsPerDay;
}
function isInSigningPeriod(expires, periods, now) {
  return now >= signingStart(expires, periods);
}

// src/verifier/rules/changes.ts
function isOnlineRole(role) {
  return role === "timestamp" || role === "snapshot";
}
function signedPartChanged({ metadata: now }, { metadata: before }) {
  return now !== before && (now.signed.version !== before.signed.version || !equalJson(now.signed, before.signed));
}

// src/operations/read-judged-state.ts
async function readJudgedState(surroundings, tree, documents, options) {
  const state = await readState(tree, documents, options);
  const isJudged = (role) => options.onlineRoles !== false || !isOnlineRole(role);
  const judged = [...state.roles.values(), ...state.rootHistory.values()].filter(({ role }) => isJudged(role));
  await prepareToJudge(surroundings, judged);
  return state;
}
async function prepareToJudge({ prepareSigstore }, files) {
  for (const { role, document } of files) {
    if (holdsBundle(role, document)) return prepareSigstore();
  }
}
var answers = /* @__PURE__ */ new WeakMap();
function holdsBundle(role, document) {
  const known = answers.get(document) ?? document.metadata(typeOfRole(role))?.signatures.some((entry) => isObject(get(entry, "bundle"))) ?? false;
  answers.set(document, known);
  return known;
}

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
  let answers2 = coverage.get(owner);
  if (!answers2) {
    answers2 = /* @__PURE__ */ new Map();
    coverage.set(owner, answers2);
  }
  let answer = answers2.get(path);
  if (answer === void 0) {
    answer = owningRole(path) === owner.name && isListable(path) && isDelegated(owner, path);
    answers2.set(path, answer);
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
  isOnlineRole,
  signedPartChanged,
  periodsHolder,
  writtenPeriods,
  parsePeriods,
  longestPeriod,
  arePeriodsSound,
  signingStart,
  isInSigningPeriod,
  escapes,
  isDotFile,
  isListable,
  maxPatterns,
  patternProblem,
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
  readJudgedState,
  prepareToJudge
};
