import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  planTargetFiles
} from "./chunk-HHL5SBHW.js";
import {
  changedRoles,
  invitesDelegatedBy
} from "./chunk-DGWW3EDG.js";
import {
  readEvent
} from "./chunk-CW6OG4LP.js";
import "./chunk-QYOOV4U5.js";
import {
  isOnlineRole,
  judge
} from "./chunk-GWYTN2BC.js";
import {
  signersOfRole
} from "./chunk-OBA7EGPT.js";
import "./chunk-43E2W2ZF.js";
import {
  delegationOf,
  metadataOf,
  signerName
} from "./chunk-MOMKE2AR.js";
import "./chunk-IXVQOBAN.js";
import "./chunk-ENED6NO6.js";
import "./chunk-DRAEM5BX.js";
import "./chunk-TH4SOCAH.js";
import {
  countSignatures,
  isTopLevelRole,
  typeOfRole
} from "./chunk-ZRWRQ66H.js";
import "./chunk-EOSONFJ6.js";
import "./chunk-KRPH4DOV.js";
import {
  equalJson,
  get,
  has,
  names
} from "./chunk-D6BYL3WW.js";
import "./chunk-5QFFY7M7.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import "./chunk-PVIQHEDX.js";
import {
  byCodePoint,
  sortedByCodePoint
} from "./chunk-2QURNYTC.js";
import {
  Fragment,
  dateInWords,
  inRepository,
  interleaved,
  plural,
  renderValue,
  shortened,
  terminal,
  thousands,
  visible
} from "./chunk-HMI2LGA2.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";

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
  const names3 = (list = []) => sortedByCodePoint(new Set(list.map(({ keyid, key }) => signerName(keyid, key))));
  return {
    threshold: signers.role.threshold,
    signed: names3(counted?.signed),
    missing: names3(counted?.missing),
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

// src/operations/status.ts
async function readStatus(surroundings) {
  const { repository } = surroundings;
  const head = await repository.resolve("HEAD");
  if (!head)
    throw new TufError("git", "This repository has no commit yet", {
      hint: "Commit and push the default branch first"
    });
  const { knownGood, context } = await readEvent(surroundings, head, { digests: true, judgeUnrelated: true });
  const event = (await repository.currentBranch())?.replace(/^refs\/heads\//, "") ?? head;
  const status2 = eventStatus({ event, head, knownGood, context, judgement: judge(context) });
  if (!context.state.roles.has("root") && !context.base.roles.has("root") && status2.roles.length === 0) {
    return { kind: "no-metadata", status: status2, knownGood: /* @__PURE__ */ new Map() };
  }
  const isUnchanged = status2.roles.length === 0 && head === knownGood;
  return { kind: isUnchanged ? "no-changes" : "event", status: status2, knownGood: rolesOf(context.base) };
}
function rolesOf(state) {
  const roles = [...state.roles.keys()].map((role) => {
    const signed = metadataOf(state, role)?.signed;
    return [role, { version: signed?.version ?? null, expires: signed?.expires ?? null }];
  });
  return new Map(roles);
}

// src/text/markdown.ts
var NOT_A_WORD = /[`*_[\]{}<>#+=~$&|\\^@]|[:.][^)"'’”,.;:?!]|\bGH-\d|\b[0-9a-f]{7,}\b/iu;
var BLOCK_START = /^(?:[-+=]|\d+[.)])/;
var OPENING = `"'(‘“`;
var CLOSING = `"'’”,.;:?!`;
var RULES = { escape: plainText, concatenate };
function markdown(strings, ...values) {
  if (values.length > 0 && strings.some((text) => /<[a-z/!?]/i.test(text) || text.split("`").length % 2 === 0)) {
    throw new TufError("internal", "A Markdown template has a value inside HTML or between backticks; use code().");
  }
  const escaped = values.map((value) => renderValue("markdown", value, RULES));
  return new Fragment("markdown", concatenate(interleaved(strings, escaped)));
}
function joined(parts, separator) {
  return new Fragment(
    "markdown",
    concatenate(parts.flatMap((part, at) => at === 0 ? [part.text] : [separator, part.text]))
  );
}
function code(text) {
  return new Fragment("markdown", codeSpan(visible(text)));
}
function codeBlock(lines, language) {
  const shown = lines.map(visible).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(shown) + 1));
  return new Fragment("markdown", `${fence}${language}
${shown}
${fence}`);
}
function mention(owner) {
  return isMentionable(owner) ? new Fragment("markdown", owner) : code(owner);
}
function isMentionable(owner) {
  return /^@[0-9a-z-]{1,39}$/.test(owner);
}
function plainText(text) {
  const shown = visible(text);
  const inner = shown.trim();
  if (inner === "") return "&#32;".repeat(shown.length);
  const parts = inner.split(/("[^"]+")/u).map((part, at) => at % 2 === 1 ? codeSpan(part.slice(1, -1)) : words(part));
  const indent = shown.length - shown.trimStart().length;
  const rest = shown.length - shown.trimEnd().length;
  return "&#32;".repeat(indent) + concatenate(parts) + "&#32;".repeat(rest);
}
function words(text) {
  return text.replace(/[^ ]+/gu, (word, at) => {
    if (!NOT_A_WORD.test(word) && !(at === 0 && BLOCK_START.test(word))) return word;
    let start = 0;
    while (OPENING.includes(word.charAt(start)) && start < word.length) start += 1;
    const closing = word.slice(0, start).includes("(") ? `${CLOSING})` : CLOSING;
    let end = word.length;
    while (end > start && closing.includes(word.charAt(end - 1))) end -= 1;
    return start === end ? codeSpan(word) : word.slice(0, start) + codeSpan(word.slice(start, end)) + word.slice(end);
  });
}
function concatenate(parts) {
  let text = "";
  let afterCode = false;
  for (const part of parts) {
    if (part === "") continue;
    text += afterCode && part.startsWith("`") ? ` ${part}` : part;
    afterCode = part.endsWith("`");
  }
  return text;
}
function codeSpan(text) {
  const shown = text || " ";
  const fence = "`".repeat(longestRun(shown) + 1);
  const stripped = shown.startsWith(" ") && shown.endsWith(" ") && shown.trim() !== "";
  const pad = stripped || shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
function longestRun(text) {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

// src/render/filled.ts
var REST_LENGTH = 80;
function filled(items, render, budget, rest) {
  const shown = [];
  let room = budget - REST_LENGTH;
  for (const item of items) {
    const rendered = render(item);
    room -= rendered.text.length + 1;
    if (room < 0) return [...shown, markdown`- and ${rest(items.length - shown.length)}`];
    shown.push(rendered);
  }
  return shown;
}

// src/render/finding-list.ts
var MESSAGE_LIMIT = 1e3;
var NAME_LIMIT = 200;
var GROUPS = {
  error: { heading: markdown`### ❌ Errors to solve first`, noun: "error" },
  warning: { heading: markdown`### ⚠️ Warnings`, noun: "warning" },
  note: { heading: markdown`### ℹ️ Good to know`, noun: "note" }
};
function renderFindingGroup(findings, severity, budget) {
  const group = findings.filter((finding) => finding.severity === severity);
  if (group.length === 0) return void 0;
  const { heading, noun } = GROUPS[severity];
  const items = filled(group, renderFinding, budget - heading.text.length, (left) => plural(left, `more ${noun}`));
  return markdown`${heading}\n\n${joined(items, "\n")}`;
}
function renderFinding({ role, message, remedy, rule }) {
  const subject = role === void 0 ? "" : markdown`**${code(shortened(role, NAME_LIMIT))}**: `;
  const what = markdown`- ${subject}${shortened(message, MESSAGE_LIMIT)} (${code(rule)})`;
  return remedy === "" ? what : markdown`${what}\n  What to do: ${shortened(remedy, MESSAGE_LIMIT)}`;
}

// src/render/role-status.ts
var NAME_LIMIT2 = 200;
var NAMES_SHOWN = 20;
var FILES_SHOWN = 20;
function renderRole(role, before) {
  const first = joined([versionOf(role, before), countsOf(role, before), ...expiryOf(role, before)], ", ");
  const details = [...signersOf(role), ...invitesOf(role), ...targetFilesOf(role)];
  return joined([markdown`- ${markOf(role)} **${name(role.role)}** ${first}`, ...details], "\n  - ");
}
function name(text) {
  return code(shortened(text, NAME_LIMIT2));
}
function missingSigners({ threshold, signed, missing, knownGoodRoot }) {
  const present = signed.length < threshold ? missing : [];
  const old = knownGoodRoot !== null && !knownGoodRoot.complete ? knownGoodRoot.missing : [];
  return [.../* @__PURE__ */ new Set([...present, ...old])];
}
function markOf({ complete, findings }) {
  if (complete) return "✅";
  return findings.some(({ severity }) => severity === "error") ? "❌" : "⏳";
}
function versionOf({ version }, before) {
  if (version === null) return markdown`no readable metadata file`;
  if (before?.version === version) return markdown`version ${version} as before`;
  return before?.version == null ? markdown`version ${version}` : markdown`version ${before.version} → ${version}`;
}
function countsOf({ version, threshold, signed, knownGoodRoot }, before) {
  const present = `${signed.length}/${threshold}`;
  if (knownGoodRoot === null) return markdown`signers ${present}`;
  const oldVersion = before?.version ?? (version === null ? "?" : version - 1);
  const old = `${knownGoodRoot.signed.length}/${knownGoodRoot.threshold}`;
  return markdown`root v${oldVersion} signers ${old}, root v${version ?? "?"} signers ${present}`;
}
function expiryOf({ expires }, before) {
  if (expires === null) return [];
  const changed = before?.expires != null && before.expires !== expires;
  return [markdown`expires ${date(expires)}${changed ? markdown` (before: ${date(before.expires)})` : ""}`];
}
function signersOf(role) {
  const signed = [.../* @__PURE__ */ new Set([...role.signed, ...role.knownGoodRoot?.signed ?? []])];
  const missing = missingSigners(role);
  return [
    ...signed.length > 0 ? [markdown`signed by ${names2(signed)}`] : [],
    ...missing.length > 0 ? [stillToSign(role, missing)] : []
  ];
}
function stillToSign({ threshold, signed, knownGoodRoot }, missing) {
  const needed = threshold - signed.length;
  if (knownGoodRoot !== null || needed >= missing.length) return markdown`still to sign: ${names2(missing)}`;
  return markdown`still to sign: any ${thousands(needed)} of ${names2(missing)}`;
}
function invitesOf({ invites }) {
  return invites.length > 0 ? [markdown`invited, no answer yet: ${names2(invites)}`] : [];
}
function targetFilesOf({ targetChanges: targetChanges2 }) {
  if (targetChanges2.length === 0) return [];
  const shown = targetChanges2.slice(0, FILES_SHOWN).map(({ path, change }) => markdown`${change} ${name(path)}`);
  const left = targetChanges2.length - shown.length;
  const rest = left > 0 ? [markdown`and ${thousands(left)} more`] : [];
  return [joined([markdown`target files: ${changeCounts(targetChanges2)}`, ...shown, ...rest], "\n    - ")];
}
function changeCounts(changes) {
  return ["added", "modified", "removed"].map((kind) => ({ kind, count: changes.filter(({ change }) => change === kind).length })).filter(({ count: count2 }) => count2 > 0).map(({ kind, count: count2 }) => `${thousands(count2)} ${kind}`).join(", ");
}
function names2(list) {
  const shown = list.slice(0, NAMES_SHOWN).map(name);
  const left = list.length - shown.length;
  return joined(left > 0 ? [...shown, markdown`and ${thousands(left)} more`] : shown, ", ");
}
function date(iso) {
  return dateInWords(shortened(iso, NAME_LIMIT2));
}

// src/render/status-headline.ts
var MENTIONS = 50;
var EVENT_LIMIT = 250;
var ONLINE = {
  awaited: "online signatures",
  text: markdown`No person has to act: what is missing is signed online, by this repository's workflow.`,
  byPerson: false
};
function renderStart() {
  return paragraphs([
    markdown`## This repository has no TUF metadata yet`,
    markdown`To start, run this in a clone of the repository. It asks who signs and how often, and makes the first signing event:`,
    codeBlock(["tuf-on-ci-delegate sign/initial"], "sh")
  ]);
}
function renderNoChanges({ event }) {
  return paragraphs([
    markdown`## Signing event ${name(event)} has no changes yet`,
    markdown`Push changed target files to a branch ${code("sign/…")}, or change who signs a role:`,
    ...command("tuf-on-ci-delegate", event.startsWith("sign/") ? event : "sign/change")
  ]);
}
function renderHeadline(status2, errors, warnings) {
  const event = name(status2.event);
  if (status2.complete) return renderComplete(event, warnings);
  const requests = requestsOf(status2);
  if (errors > 0) {
    return paragraphs([
      markdown`## ❌ Signing event ${event} has ${plural(errors, "error")}`,
      markdown`Nothing can be signed or merged before ${errors === 1 ? "it is" : "they are"} solved.`,
      ...requests.map(({ text }) => text)
    ]);
  }
  if (requests.length === 0) return markdown`## ⏳ Signing event ${event} is not complete`;
  return paragraphs([
    markdown`## ⏳ Signing event ${event} is waiting for ${requests.map(({ awaited }) => awaited).join(" and ")}`,
    ...requests.map(({ text }) => text),
    ...requests.some(({ byPerson }) => byPerson) ? command("tuf-on-ci-sign", status2.event) : []
  ]);
}
function paragraphs(parts) {
  return joined(parts, "\n\n");
}
function renderComplete(event, warnings) {
  const look = warnings > 0 ? ` Look at the ${plural(warnings, "warning")} below first.` : "";
  return paragraphs([
    markdown`## ✅ Signing event ${event} is ready to merge`,
    markdown`All signatures are there. Merging the pull request publishes the changes.${look}`
  ]);
}
function requestsOf({ roles }) {
  const invited = new Set(roles.flatMap(({ invites }) => invites));
  const missing = new Set(roles.flatMap(missingSigners));
  const signers = [...missing].filter((signer) => isMentionable(signer) && !invited.has(signer));
  return [
    ...request("signatures", markdown`**Please sign:**`, signers),
    ...request("invited signers", markdown`**Please accept the invitation:**`, [...invited].filter(isMentionable)),
    ...missing.size > 0 && ![...missing].some(isMentionable) ? [ONLINE] : []
  ];
}
function request(awaited, label, people) {
  if (people.length === 0) return [];
  const called = people.slice(0, MENTIONS).map(mention);
  const left = people.length - called.length;
  const list = joined(left > 0 ? [...called, markdown`and ${thousands(left)} more`] : called, ", ");
  return [{ awaited, text: markdown`${label} ${list}`, byPerson: true }];
}
function command(program, event) {
  if (event.length > EVENT_LIMIT) return [];
  return [markdown`In a clone of this repository, run:`, codeBlock([`${program} ${shellWord(event)}`], "sh")];
}

// src/render/status-comment.ts
var BUDGETS = { error: 2e4, roles: 2e4, warning: 12e3, note: 4e3 };
function renderStatus(status2, options = {}) {
  const findings = [...status2.findings, ...status2.roles.flatMap((role) => role.findings)];
  const group = (severity) => renderFindingGroup(findings, severity, BUDGETS[severity]);
  const parts = [
    renderHead(
      status2,
      options,
      findings.map(({ severity }) => severity)
    ),
    group("error"),
    renderRoles(status2, options),
    group("warning"),
    group("note")
  ];
  return `${paragraphs(parts.filter((part) => part !== void 0))}
`;
}
function renderHead(status2, { hasMetadata = true }, severities) {
  if (!hasMetadata) return renderStart();
  const errors = severities.filter((severity) => severity === "error").length;
  if (status2.roles.length === 0 && errors === 0) return renderNoChanges(status2);
  return renderHeadline(status2, errors, severities.filter((severity) => severity === "warning").length);
}
function renderRoles({ roles }, { knownGood }) {
  if (roles.length === 0) return void 0;
  const render = (role) => renderRole(role, knownGood?.get(role.role));
  const items = filled(roles, render, BUDGETS.roles, (left) => plural(left, "more role"));
  return paragraphs([markdown`### Changed roles`, joined(items, "\n")]);
}

// src/cli/json-output.ts
function jsonOutput(value) {
  return `${JSON.stringify(value, null, 2).replaceAll("##[", "##\\u005b")}
`;
}

// src/cli/commands/status.ts
var status = {
  spec: {
    name: "status",
    summary: "show how far the signing event of this branch is",
    about: "Judges HEAD as a signing event against the default branch, and prints as Markdown what changes, who has signed, who is missing and what is wrong.",
    arguments: [],
    options: [{ name: "json", about: "Print the status as JSON" }],
    exits: { 0: "every changed role is complete", 1: "not yet, or there are no changes" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const [{ kind, status: status2, knownGood }, uncommitted] = await Promise.all([
      readStatus(opened),
      opened.repository.uncommittedPaths()
    ]);
    if (uncommitted.length > 0) {
      const more = uncommitted.length > 1 ? ` and ${uncommitted.length - 1} more` : "";
      environment.stderr(terminal`warning: not judged, as it is not committed: ${uncommitted[0]}${more}\n`.text);
    }
    environment.stdout(
      typed.options["json"] ? jsonOutput(status2) : renderStatus(status2, { hasMetadata: kind !== "no-metadata", knownGood })
    );
    return status2.complete ? 0 : 1;
  })
};
export {
  status
};
