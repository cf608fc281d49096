import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  code,
  codeBlock,
  isMentionable,
  joined,
  markdown,
  mention,
  missingSigners,
  name,
  paragraphs
} from "./chunk-PFKNMH5G.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  plural
} from "./chunk-XRWBEMI4.js";

// src/render/event-comment.ts
import { createHash } from "node:crypto";
var COMMENT_LIMIT = 65536;
var CALLS = 50;
var STATUS_MARK = "<!-- tuf-on-ci:status";
var CALL_MARK = "<!-- tuf-on-ci:call";
function callsOf({ roles }) {
  const keys = /* @__PURE__ */ new Map();
  for (const role of roles) {
    const asked = [...missingSigners(role).map((who) => [who, "sign"]), ...role.invites.map((who) => [who, "accept"])];
    for (const [who, what] of asked) {
      if (!isMentionable(who)) continue;
      keys.set(who, [...keys.get(who) ?? [], keyOf(who, what, role.role, role.version, role.expires)]);
    }
  }
  return [...keys].slice(0, CALLS).map(([person, keys2]) => ({ person, keys: keys2 }));
}
function keyOf(...parts) {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}
function isStatusComment(body) {
  return body.startsWith(STATUS_MARK);
}
function calledIn(body) {
  const mark = [STATUS_MARK, CALL_MARK].find((mark2) => body.startsWith(mark2));
  const keys = mark && /^((?: [0-9a-f]{12})*) -->/.exec(body.slice(mark.length))?.[1];
  return keys ? keys.trim().split(" ") : [];
}
function renderStatusComment(text, commit, called) {
  const head = `${marked(STATUS_MARK, called)}
`;
  const foot = `
${markdown`As of commit ${code(commit.slice(0, 10))}.`}
`;
  return `${head}${cut(text, COMMENT_LIMIT - head.length - foot.length)}${foot}`;
}
function renderCall(event, calls) {
  const people = joined(
    calls.map(({ person }) => mention(person)),
    ", "
  );
  const text = paragraphs([
    markdown`${people}: signing event ${name(event)} waits for you. In a clone of this repository, run:`,
    codeBlock([`tuf-on-ci-sign ${shellWord(event)}`], "sh")
  ]);
  return `${marked(
    CALL_MARK,
    calls.flatMap(({ keys }) => keys)
  )}
${text}
`;
}
function renderPullRequestBody(event) {
  const text = paragraphs([
    markdown`This pull request holds signing event ${name(event)}: changes to the TUF metadata or target files of this repository, and the signatures for them.`,
    markdown`A comment below says what changes, who has signed and who is missing; it is kept up to date. The pull request becomes ready for review once everything is signed. Merging it publishes the changes.`,
    ...event.length > 250 ? [] : [
      markdown`To sign, run this in a clone of the repository:`,
      codeBlock([`tuf-on-ci-sign ${shellWord(event)}`], "sh")
    ]
  ]);
  return `${text}
`;
}
function renderCommitStatus(status) {
  if (status.complete) return "All signatures are there";
  const errors = errorsOf(status);
  if (errors > 0) return `${plural(errors, "error")}: the pull request says what is wrong`;
  if (status.roles.length === 0) return "There are no changes yet";
  const waiting = status.roles.filter(({ complete }) => !complete);
  return `Signatures are missing in ${plural(waiting.length, "role")}`;
}
function errorsOf({ findings, roles }) {
  return [...findings, ...roles.flatMap((role) => role.findings)].filter(({ severity }) => severity === "error").length;
}
function renderSignaturesMerged(event, roles) {
  const list = joined(roles.map(name), ", ");
  return `${markdown`Thank you. The signatures (${list}) are now in signing event ${name(event)}.`}
`;
}
function marked(mark, keys) {
  return `${[mark, ...keys.slice(0, 500)].join(" ")} -->`;
}
function cut(text, length) {
  if (text.length <= length) return text;
  const note = "\n\n…and more: see the summary of the workflow run.\n";
  const fence = "\n```";
  const kept = text.slice(0, length - note.length - fence.length);
  const lines = kept.slice(0, kept.lastIndexOf("\n"));
  return `${lines}${(lines.match(/^`{3,}/gm) ?? []).length % 2 === 1 ? fence : ""}${note}`;
}

export {
  callsOf,
  isStatusComment,
  calledIn,
  renderStatusComment,
  renderCall,
  renderPullRequestBody,
  renderCommitStatus,
  errorsOf,
  renderSignaturesMerged
};
