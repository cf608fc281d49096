import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  Fragment,
  interleaved,
  renderValue
} from "./chunk-VABBSJFU.js";
import {
  dateInWords,
  plural,
  shortened,
  thousands,
  visible
} from "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

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
function link(label, url) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return markdown`${label} (${code(url)})`;
  const target = new URL(url).href.replace(
    /[()<>[\]\\|`*_~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`
  );
  return new Fragment("markdown", `[${markdown`${label}`}](${target})`);
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

// src/render/role-status.ts
var NAME_LIMIT = 200;
var NAMES_SHOWN = 20;
var FILES_SHOWN = 20;
function renderRole(role, before) {
  const first = joined([versionOf(role, before), countsOf(role, before), ...expiryOf(role, before)], ", ");
  const details = [...signersOf(role), ...invitesOf(role), ...targetFilesOf(role)];
  return joined([markdown`- ${markOf(role)} **${name(role.role)}** ${first}`, ...details], "\n  - ");
}
function name(text) {
  return code(shortened(text, NAME_LIMIT));
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
    ...signed.length > 0 ? [markdown`signed by ${names(signed)}`] : [],
    ...missing.length > 0 ? [stillToSign(role, missing)] : []
  ];
}
function stillToSign({ threshold, signed, knownGoodRoot }, missing) {
  const needed = threshold - signed.length;
  if (knownGoodRoot !== null || needed >= missing.length) return markdown`still to sign: ${names(missing)}`;
  return markdown`still to sign: any ${thousands(needed)} of ${names(missing)}`;
}
function invitesOf({ invites }) {
  return invites.length > 0 ? [markdown`invited, no answer yet: ${names(invites)}`] : [];
}
function targetFilesOf({ targetChanges }) {
  if (targetChanges.length === 0) return [];
  const shown = targetChanges.slice(0, FILES_SHOWN).map(({ path, change }) => markdown`${change} ${name(path)}`);
  const left = targetChanges.length - shown.length;
  const rest = left > 0 ? [markdown`and ${thousands(left)} more`] : [];
  return [joined([markdown`target files: ${changeCounts(targetChanges)}`, ...shown, ...rest], "\n    - ")];
}
function changeCounts(changes) {
  return ["added", "modified", "removed"].map((kind) => ({ kind, count: changes.filter(({ change }) => change === kind).length })).filter(({ count }) => count > 0).map(({ kind, count }) => `${thousands(count)} ${kind}`).join(", ");
}
function names(list) {
  const shown = list.slice(0, NAMES_SHOWN).map(name);
  const left = list.length - shown.length;
  return joined(left > 0 ? [...shown, markdown`and ${thousands(left)} more`] : shown, ", ");
}
function date(iso) {
  return dateInWords(shortened(iso, NAME_LIMIT));
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
function renderHeadline(status, errors, warnings) {
  const event = name(status.event);
  if (status.complete) return renderComplete(event, warnings);
  const requests = requestsOf(status);
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
    ...requests.some(({ byPerson }) => byPerson) ? command("tuf-on-ci-sign", status.event) : []
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

export {
  markdown,
  joined,
  code,
  codeBlock,
  mention,
  isMentionable,
  link,
  renderRole,
  name,
  missingSigners,
  renderStart,
  renderNoChanges,
  renderHeadline,
  paragraphs
};
