import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  code,
  joined,
  markdown,
  paragraphs,
  renderHeadline,
  renderNoChanges,
  renderRole,
  renderStart
} from "./chunk-PFKNMH5G.js";
import {
  eventStatus
} from "./chunk-4QNJ7YZB.js";
import {
  readEvent
} from "./chunk-IIFFIPQ7.js";
import {
  judge
} from "./chunk-L3K6LP46.js";
import {
  metadataOf
} from "./chunk-KL6IPUUD.js";
import {
  plural,
  shortened
} from "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

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
  const status = eventStatus({ event, head, knownGood, context, judgement: judge(context) });
  if (!context.state.roles.has("root") && !context.base.roles.has("root") && status.roles.length === 0) {
    return { kind: "no-metadata", status, knownGood: /* @__PURE__ */ new Map() };
  }
  const isUnchanged = status.roles.length === 0 && head === knownGood;
  return { kind: isUnchanged ? "no-changes" : "event", status, knownGood: rolesOf(context.base) };
}
function rolesOf(state) {
  const roles = [...state.roles.keys()].map((role) => {
    const signed = metadataOf(state, role)?.signed;
    return [role, { version: signed?.version ?? null, expires: signed?.expires ?? null }];
  });
  return new Map(roles);
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

// src/render/status-comment.ts
var BUDGETS = { error: 2e4, roles: 2e4, warning: 12e3, note: 4e3 };
function renderStatus(status, options = {}) {
  const findings = [...status.findings, ...status.roles.flatMap((role) => role.findings)];
  const group = (severity) => renderFindingGroup(findings, severity, BUDGETS[severity]);
  const parts = [
    renderHead(
      status,
      options,
      findings.map(({ severity }) => severity)
    ),
    group("error"),
    renderRoles(status, options),
    group("warning"),
    group("note")
  ];
  return `${paragraphs(parts.filter((part) => part !== void 0))}
`;
}
function renderHead(status, { hasMetadata = true }, severities) {
  if (!hasMetadata) return renderStart();
  const errors = severities.filter((severity) => severity === "error").length;
  if (status.roles.length === 0 && errors === 0) return renderNoChanges(status);
  return renderHeadline(status, errors, severities.filter((severity) => severity === "warning").length);
}
function renderRoles({ roles }, { knownGood }) {
  if (roles.length === 0) return void 0;
  const render = (role) => renderRole(role, knownGood?.get(role.role));
  const items = filled(roles, render, BUDGETS.roles, (left) => plural(left, "more role"));
  return paragraphs([markdown`### Changed roles`, joined(items, "\n")]);
}

export {
  readStatus,
  renderStatus
};
