import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  planTargetFiles
} from "./chunk-SFM7ZNY5.js";
import {
  changedRoles,
  invitesDelegatedBy
} from "./chunk-B6ORE7DH.js";
import {
  signersOfRole
} from "./chunk-RPGOALWW.js";
import {
  isOnlineRole
} from "./chunk-BMQL7HQC.js";
import {
  delegationOf,
  metadataOf,
  signerName
} from "./chunk-KL6IPUUD.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  countSignatures,
  isTopLevelRole,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  byCodePoint,
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  equalJson,
  get,
  has,
  names
} from "./chunk-MJSS5T6T.js";

// src/signing-event/target-changes.ts
function targetChanges(head, base) {
  const now = head?.targets ?? {};
  const before = base?.targets ?? {};
  const changes = [];
  for (const path of names(now)) {
    if (!has(before, path)) changes.push({ path, change: "added" });
    else if (!equalJson(get(now, path), get(before, path))) changes.push({ path, change: "modified" });
  }
  for (const path of names(before)) if (!has(now, path)) changes.push({ path, change: "removed" });
  return changes.sort((a, b) => byCodePoint(a.path, b.path));
}

// src/signing-event/status.ts
function eventStatus({ event, head, knownGood, context, judgement }) {
  const changed = changedRoles(context.state, context.base);
  const findings = [...judgement.findings, ...pendingTargets(context, judgement)].map((finding) => ({
    ...finding,
    remedy: finding.remedy.replaceAll(/\bEVENT\b/g, () => shellWord(event))
  }));
  const inError = /* @__PURE__ */ new Set([
    ...judgement.rolesInError,
    ...findings.flatMap((f) => f.severity === "error" && f.role || [])
  ]);
  const roles = changed.map(
    (role) => roleStatus(
      role,
      context,
      findings.filter((finding) => finding.role === role),
      inError.has(role)
    )
  );
  const complete = roles.length > 0 && roles.every((role) => role.complete) && !findings.some((finding) => finding.severity === "error");
  const others = findings.filter((finding) => finding.role === void 0 || !changed.includes(finding.role));
  return { event, head, knownGood, complete, roles, findings: others };
}
function roleStatus(role, context, findings, inError) {
  const { state, base } = context;
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  const own = delegation ? count(role, delegation, context) : nobody;
  const knownGoodRoot = role === "root" ? delegationOf(base, "root") ?? signersOfRole(state, "root")[1] : void 0;
  const before = knownGoodRoot ? count(role, knownGoodRoot, context) : null;
  const invites = sortedByCodePoint(invitesDelegatedBy(state, role).keys());
  const isGone = !state.roles.has(role) && !delegation && state.roles.has("root") && !isTopLevelRole(role);
  const isSigned = isGone || isOnlineRole(role) || own.complete;
  return {
    role,
    version: metadata?.signed.version ?? null,
    expires: metadata?.signed.expires ?? null,
    complete: !inError && invites.length === 0 && isSigned && (before?.complete ?? true),
    threshold: own.threshold,
    signed: own.signed,
    missing: own.missing,
    invites,
    knownGoodRoot: before,
    targetChanges: typeOfRole(role) === "targets" ? targetChangesOf(role, state, base) : [],
    findings
  };
}
var nobody = { threshold: 0, signed: [], missing: [], complete: false };
function count(role, signers, { state, verifier }) {
  const metadata = metadataOf(state, role);
  const document = state.roles.get(role)?.document;
  const counted = metadata && document && countSignatures(metadata, document.payload, signers, verifier);
  const names2 = (list = []) => sortedByCodePoint(new Set(list.map(({ keyid, key }) => signerName(keyid, key))));
  return {
    threshold: signers.role.threshold,
    signed: names2(counted?.signed),
    missing: names2(counted?.missing),
    complete: counted?.complete ?? false
  };
}
function targetChangesOf(role, state, base) {
  const head = metadataOf(state, role)?.signed;
  const before = metadataOf(base, role)?.signed;
  return targetChanges(head?._type === "targets" ? head : void 0, before?._type === "targets" ? before : void 0);
}
function pendingTargets({ state, base, now }, { findings }) {
  const said = new Set(
    findings.filter(({ severity, rule }) => severity === "error" && rule.startsWith("target-files/")).map(({ role }) => role)
  );
  return planTargetFiles(state, base, now).roles.filter(({ role }) => !said.has(role)).map(({ role }) => ({
    rule: "target-files/list-pending",
    severity: "error",
    role,
    message: `The list of target files of ${role} is not what update-targets would write`,
    remedy: "Run tuf-on-ci-update-targets; in CI this happens by itself on the next push",
    address: `${role}/targets`
  }));
}

export {
  targetChanges,
  eventStatus
};
