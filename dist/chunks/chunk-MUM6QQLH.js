import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  artifactNames,
  beginSecondOpinion,
  planArtifacts,
  planPublication,
  requireAgreement
} from "./chunk-AYN44ZZX.js";
import {
  contextAtDoor,
  readKnownGood,
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  judge
} from "./chunk-L3K6LP46.js";
import {
  readCleanHead
} from "./chunk-HK3S7BO6.js";
import {
  periodsHolder,
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  expiryPeriodField,
  keyOwner,
  metadataOf,
  signerName,
  signingPeriodField
} from "./chunk-KL6IPUUD.js";
import {
  publishedMetadataName
} from "./chunk-ARO56RJJ.js";
import {
  countSignatures,
  delegationsOf,
  pathPatterns,
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  entries,
  get
} from "./chunk-MJSS5T6T.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import {
  Fragment,
  interleaved,
  renderValue
} from "./chunk-VABBSJFU.js";
import {
  byteSize,
  dateInWords,
  momentInWords,
  plural,
  shortened,
  thousands,
  visible
} from "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/render/repository-description.ts
var ORDER = ["root", "timestamp", "snapshot", "targets"];
var DAY = 864e5;
var UTC_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
function describeRepository(facts) {
  const delegators = delegatorsOf(facts.roles);
  const roles = [...facts.roles].sort(byRole).map((role) => describeRole(role, delegators.get(role.name) ?? []));
  return {
    ...facts,
    metadataFiles: [...facts.metadataFiles].sort(byCodePoint),
    targetFiles: roles.reduce((sum, role) => sum + role.targets.length, 0),
    targetBytes: roles.reduce((sum, role) => sum + role.targetBytes, 0),
    roles
  };
}
function describeRole(role, delegatedBy) {
  return {
    ...role,
    targets: [...role.targets].sort((a, b) => byCodePoint(a.path, b.path)),
    delegatedBy: [...delegatedBy].sort(byCodePoint),
    signingStarts: signingStartOf(role),
    signatures: role.signers.filter(({ signed }) => signed).length,
    targetBytes: role.targets.reduce((sum, { length }) => sum + length, 0)
  };
}
function signingStartOf({ expires, expiryPeriodDays, signingPeriodDays }) {
  const days2 = signingPeriodDays ?? (expiryPeriodDays === null ? null : Math.floor(expiryPeriodDays / 2));
  if (days2 === null || !UTC_SECONDS.test(expires)) return null;
  const date = new Date(Date.parse(expires) - days2 * DAY);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d+Z$/, "Z");
}
function delegatorsOf(roles) {
  const delegators = /* @__PURE__ */ new Map();
  for (const { name, delegations } of roles) {
    for (const delegated of delegations) {
      const known = delegators.get(delegated.name);
      if (known === void 0) delegators.set(delegated.name, [name]);
      else known.push(name);
    }
  }
  return delegators;
}
function byRole(a, b) {
  return rank(a) - rank(b) || byCodePoint(a.name, b.name);
}
function rank({ name }) {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

// src/render/repository-page.ts
import { createHash } from "node:crypto";

// src/text/html.ts
var ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;"
};
var concatenate = (parts) => parts.join("");
var TEXT = { escape: escapeHtml, concatenate };
var URL_VALUE = { escape: (url) => escapeHtml(safeUrl(url)), concatenate };
var knownPlaces = /* @__PURE__ */ new WeakMap();
function html(strings, ...values) {
  const places = placesOf(strings);
  const escaped = values.map((value, hole) => renderAt(places[hole] ?? "code", value));
  return new Fragment("html", interleaved(strings, escaped).join(""));
}
function trustedHtml(markup) {
  return new Fragment("html", markup);
}
function safeUrl(url) {
  const absolute = /^https?:\/\/[^/\\]/i.test(url);
  const relative = /^(?! |[/\\]{2})(?:[^:\\]*$|[^:\\?#]*[/?#])/.test(url);
  return absolute || relative ? url : "#";
}
function renderAt(place, value) {
  if (place === "code" && !(value instanceof Fragment)) throw misplaced("code or a tag");
  if ((place === "attribute" || place === "url") && typeof value === "object") throw misplaced("an attribute");
  return renderValue("html", value, place === "url" ? URL_VALUE : TEXT);
}
function escapeHtml(text) {
  return visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}
function placesOf(strings) {
  let places = knownPlaces.get(strings);
  if (places === void 0) {
    places = strings.slice(0, -1).map((_, hole) => placeOf(strings.slice(0, hole + 1).join("")));
    knownPlaces.set(strings, places);
  }
  return places;
}
function placeOf(before) {
  if (/<(script|style)\b(?![\s\S]*<\/\1)/i.test(before)) return "code";
  if (before.lastIndexOf("<!--") > before.lastIndexOf("-->")) return "code";
  const tag = before.slice(Math.max(0, before.lastIndexOf("<")));
  if (!tag.startsWith("<") || tag.includes(">")) return "text";
  const [, name, start] = /\s([\w-]+)="([^"]*)$/.exec(tag) ?? [];
  if (name === void 0 || /^(on.*|style|srcdoc)$/i.test(name)) return "code";
  return /^(href|src|action|formaction)$/i.test(name) && start === "" ? "url" : "attribute";
}
function misplaced(where) {
  return new TufError("internal", `A page template has a value inside ${where}, where it cannot be escaped.`);
}

// src/render/page/address.ts
function segment(name) {
  const encoded = encodeURIComponent(name.replace(new RegExp("\\p{Cs}", "gu"), "�"));
  return /^\.\.?$/.test(encoded) ? encoded.replaceAll(".", "%252E") : encoded;
}
function roleId(name) {
  return `role-${segment(name)}`;
}
function targetUrl(base, path, sha256) {
  const segments = path.split("/");
  const name = segments.pop() ?? "";
  return base + [...segments, `${sha256}.${name}`].map(segment).join("/");
}

// src/render/page/countdown.ts
var COUNTDOWN_SCRIPT = `
(() => {
  const units = [['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
  const words = (ms) => {
    const [unit, size] = units.find(([, size]) => ms >= size) || units[2];
    const count = Math.floor(ms / size);
    return count + ' ' + unit + (count === 1 ? '' : 's');
  };
  const update = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll('time[data-countdown]')) {
      const left = Date.parse(time.dateTime) - now;
      const label = time.nextElementSibling;
      if (Number.isNaN(left) || !label) continue;
      label.hidden = false;
      label.textContent = left < 0 ? 'expired ' + words(-left) + ' ago' : words(left) + ' left';
      label.dataset.state = left < 0 ? 'expired' : now >= Date.parse(time.dataset.signing) ? 'due' : 'valid';
    }
  };
  update();
  setInterval(update, 30000);
})();
`;

// src/render/page/delegation-tree.ts
var NAME_LIMIT = 200;
var PATHS_SHOWN = 10;
var NODES_SHOWN = 300;
var DEPTH = 16;
function renderDelegationTree({ roles }, linked) {
  const walk = {
    roles: new Map(roles.map((role) => [role.name, role])),
    linked,
    seen: /* @__PURE__ */ new Set(),
    room: NODES_SHOWN
  };
  const top = roles.filter(({ name, type }) => name === type);
  const children = top.filter(({ name }) => name !== "root").map(({ name }) => renderNode(name, void 0, walk, 1));
  return html`<ul class="tree">
<li>${renderName("root", linked)}
<ul>
${children}</ul></li>
</ul>`;
}
function renderNode(name, delegation, walk, depth) {
  walk.room -= 1;
  const again = walk.seen.has(name);
  walk.seen.add(name);
  const below = again || depth >= DEPTH ? [] : walk.roles.get(name)?.delegations ?? [];
  return html`<li>${renderName(name, walk.linked)}${delegation === void 0 ? html`` : renderScope(delegation)}${renderChildren(below, walk, depth)}</li>
`;
}
function renderChildren(delegations, walk, depth) {
  if (delegations.length === 0) return html``;
  const nodes = [];
  for (const delegation of delegations) {
    if (walk.room <= 0) break;
    nodes.push(renderNode(delegation.name, delegation, walk, depth + 1));
  }
  const left = delegations.length - nodes.length;
  return html`
<ul>
${nodes}${left > 0 ? html`<li class="note">and ${plural(left, "more role")}</li>\n` : html``}</ul>`;
}
function renderName(name, linked) {
  const shown = shortened(name, NAME_LIMIT);
  return linked.has(name) ? html`<a href="#${roleId(name)}">${shown}</a>` : html`<span>${shown}</span>`;
}
function renderScope({ paths, terminating }) {
  const shown = paths.slice(0, PATHS_SHOWN).map((path) => html`<code>${shortened(path, NAME_LIMIT)}</code> `);
  const left = paths.length - shown.length;
  const more = left > 0 ? html`and ${plural(left, "more path")} ` : html``;
  const last = terminating ? html`<span class="tag">terminating</span>` : html``;
  return html` <span class="scope">${shown}${more}${last}</span>`;
}

// src/render/page/moment.ts
var ISO_LIMIT = 100;
function renderTime(iso, wording) {
  return html`<time datetime="${shortened(iso, ISO_LIMIT)}">${inWords(iso, wording)}</time>`;
}
function renderExpiry({ expires, signingStarts }, wording) {
  return html`<time datetime="${shortened(expires, ISO_LIMIT)}" data-countdown data-signing="${signingStarts ?? ""}">${inWords(expires, wording)}</time> <span class="countdown" hidden></span>`;
}
function renderSigningStart({ signingStarts }, wording) {
  return signingStarts === null ? html`not set` : renderTime(signingStarts, wording);
}
function inWords(iso, wording) {
  const shown = shortened(iso, ISO_LIMIT);
  return wording === "day" ? dateInWords(shown) : momentInWords(shown);
}

// src/render/page/role-section.ts
var NAME_LIMIT2 = 200;
var SIGNERS_SHOWN = 50;
function renderRoleSection(role, files) {
  return html`<section class="role" id="${roleId(role.name)}">
<h3>${shortened(role.name, NAME_LIMIT2)} <span class="version">version ${role.version}</span></h3>
<div class="columns">
<dl>
<div><dt>Expires</dt><dd>${renderExpiry(role, "moment")}</dd></div>
<div><dt>Signing starts</dt><dd>${renderSigningStart(role, "moment")}</dd></div>
${renderPeriods(role)}<div><dt>Metadata</dt><dd><a href="${segment(role.file)}">${shortened(role.file, NAME_LIMIT2)}</a></dd></div>
</dl>
<div>
${renderThreshold(role)}
<ul class="signers">
${role.signers.slice(0, SIGNERS_SHOWN).map(renderSigner)}${renderMoreSigners(role)}</ul>
</div>
</div>
${files}
</section>
`;
}
function renderPeriods({ expiryPeriodDays, signingPeriodDays }) {
  if (expiryPeriodDays === null) return html``;
  const signing = signingPeriodDays === null ? "" : `, the last ${thousands(signingPeriodDays)} for signing`;
  return html`<div><dt>Expiry period</dt><dd>${plural(expiryPeriodDays, "day")}${signing}</dd></div>
`;
}
function renderThreshold({ signatures, threshold, signers }) {
  return html`<p class="threshold">${plural(signatures, "signature")} of ${plural(signers.length, "key")}, ${thousands(threshold)} needed</p>`;
}
function renderSigner({ name, keyid, kind, keytype, signed }) {
  return html`<li class="${kind} ${signed ? "signed" : "unsigned"}"><span class="who">${shortened(name, NAME_LIMIT2)}</span> <span class="state">${signed ? "signed" : "not signed"}</span> <span class="key">${kind === "online" ? "online key, " : ""}${shortened(keytype, NAME_LIMIT2)} <code>${shortened(keyid, NAME_LIMIT2)}</code></span></li>
`;
}
function renderMoreSigners({ signers }) {
  const left = signers.length - SIGNERS_SHOWN;
  return left > 0 ? html`<li class="note">and ${thousands(left)} more in the metadata file</li>\n` : html``;
}

// src/render/page/role-table.ts
function renderRoleTable(roles) {
  return html`<table class="roles" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Role</th><th scope="col" role="columnheader" class="number">Version</th><th scope="col" role="columnheader">Signatures</th><th scope="col" role="columnheader">Signing starts</th><th scope="col" role="columnheader">Expires</th></tr></thead>
<tbody role="rowgroup">
${roles.map(renderRow)}</tbody>
</table>`;
}
function renderRow(role) {
  return html`<tr role="row"><th scope="row" role="rowheader"><a href="#${roleId(role.name)}">${shortened(role.name, 200)}</a></th><td role="cell" class="number" data-label="Version">${role.version}</td><td role="cell" data-label="Signatures">${role.signatures} of ${role.signers.length}, needs ${role.threshold}</td><td role="cell" data-label="Signing starts">${renderSigningStart(role, "day")}</td><td role="cell" data-label="Expires">${renderExpiry(role, "day")}</td></tr>
`;
}

// src/render/page/style.ts
var STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --ink: #1d2125; --soft: #5b636b; --line: #dfe0dc; --fill: #f2f2ee;
  --accent: #0a5a78; --good: #17653f; --wait: #7d5200; --bad: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --ink: #e4e6e8; --soft: #a0a8b0; --line: #2e353b; --fill: #1e2327;
    --accent: #7cc4e4; --good: #7fd0a3; --wait: #e2b566; --bad: #ff9c92;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  max-width: 64rem; margin: 0 auto; padding: 3rem clamp(1.1rem, 4vw, 2.5rem) 4rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif; font-weight: 600; line-height: 1.2; }
h1 { margin: 0; font-size: clamp(1.8rem, 1.4rem + 2vw, 2.6rem); letter-spacing: -0.01em; }
h2 { margin: 3.5rem 0 1rem; font-size: 1.45rem; }
h3 { margin: 0 0 0.8rem; font-size: 1.3rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code { font: 0.85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.kind { margin: 0 0 0.4rem; color: var(--soft); font-size: 0.8rem; letter-spacing: 0.09em; text-transform: uppercase; }
.lead { margin-top: 0.7rem; color: var(--soft); font-size: 1.1rem; }
.note, .version, .scope, .key, footer { color: var(--soft); font-size: 0.9rem; }

table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.6rem 1.2rem 0.6rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: 0.8rem; font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; }
time { white-space: nowrap; }
time[data-countdown] { margin-right: 0.35rem; }
.roles tbody th { min-width: 12rem; }

.countdown { display: inline-block; white-space: nowrap; font-size: 0.85rem; font-weight: 600; }
.countdown[hidden] { display: none; }
[data-state=valid] { color: var(--good); }
[data-state=due] { color: var(--wait); }
[data-state=expired] { color: var(--bad); }

.tree, .tree ul, .signers, .links { margin: 0; padding: 0; list-style: none; }
.tree ul { margin-left: 0.4rem; }
.tree li { padding: 0.2rem 0; }
.tree li li { position: relative; padding-left: 1.5rem; border-left: 1px solid var(--line); }
.tree li li:last-child { border-color: transparent; }
.tree li li::before { content: ""; position: absolute; left: -1px; top: 0; width: 1rem; height: 1rem; border: solid var(--line); border-width: 0 0 1px 1px; border-bottom-left-radius: 5px; }
.scope code { margin-left: 0.3rem; }
.tag { margin-left: 0.3rem; padding: 0.05rem 0.5rem; border-radius: 1rem; background: var(--fill); font-size: 0.8rem; white-space: nowrap; }

.role { padding: 1.6rem 0 1.8rem; border-top: 1px solid var(--line); }
.role:target h3 { color: var(--accent); }
.version { margin-left: 0.4rem; font-family: system-ui, sans-serif; font-weight: 400; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 3rem; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0.5rem; padding: 0.15rem 0; }
dt, .threshold { color: var(--soft); }
dd { margin: 0; }
.threshold { margin: 0.15rem 0 0.4rem; }
.signers li { padding: 0.25rem 0 0.25rem 1.6rem; }
.signers li::before { float: left; width: 1.6rem; margin-left: -1.6rem; font-weight: 700; }
.signers .signed::before { content: "\\2713" / ""; color: var(--good); }
.signers .unsigned::before { content: "\\25CB" / ""; color: var(--soft); }
.who { font-weight: 600; }
.online .who { font-weight: 400; font-size: 0.9rem; }
.signed .state { color: var(--good); }
.state { color: var(--soft); font-size: 0.9rem; }
.key { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.files { margin-top: 1.1rem; }
summary { cursor: pointer; padding: 0.3rem 0; color: var(--accent); width: fit-content; }
.files th, .files td { font-size: 0.9rem; }
.files tbody th { font-weight: 400; min-width: 12rem; }
.files code { color: var(--soft); }
.links { columns: 14rem; column-gap: 2rem; }
.links li { padding: 0.15rem 0; break-inside: avoid; }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }

@media (max-width: 46rem) {
  body { padding-top: 1.8rem; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  tbody tr { padding: 0.7rem 0; border-bottom: 1px solid var(--line); }
  tbody th, tbody td { padding: 0.1rem 0; border: 0; }
  tbody td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); align-items: baseline; }
  td > .countdown { grid-column: 2; }
  time { white-space: normal; }
  dl div { grid-template-columns: 7rem minmax(0, 1fr); }
  .number { text-align: left; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: 0.9rem; }
}
@media print { details:not([open]) > * { display: block; } }
`;

// src/render/page/target-table.ts
var OPEN_UP_TO = 20;
var PATH_LIMIT = 300;
function renderTargets(role, artifactsUrl, limit) {
  const count = role.targets.length;
  if (count === 0) return html``;
  const shown = role.targets.slice(0, limit);
  return html`<details class="files"${count <= OPEN_UP_TO ? html` open` : html``}>
<summary>${plural(count, "target file")}, ${byteSize(role.targetBytes)}</summary>
${shown.length === 0 ? html`` : renderTable(shown, artifactsUrl)}
${shown.length === count ? html`` : renderRest(role, shown.length)}
</details>`;
}
function renderTable(targets, artifactsUrl) {
  return html`<table role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">File</th><th scope="col" role="columnheader" class="number">Size</th><th scope="col" role="columnheader">SHA-256</th></tr></thead>
<tbody role="rowgroup">
${targets.map((target) => renderTarget(target, artifactsUrl))}</tbody>
</table>`;
}
function renderTarget({ path, length, sha256 }, artifactsUrl) {
  const name = shortened(path, PATH_LIMIT);
  const file = artifactsUrl === null ? html`${name}` : html`<a href="${targetUrl(artifactsUrl, path, sha256)}">${name}</a>`;
  return html`<tr role="row"><th scope="row" role="rowheader">${file}</th><td role="cell" class="number" data-label="Size">${byteSize(length)}</td><td role="cell" data-label="SHA-256"><code>${shortened(sha256, 64)}</code></td></tr>
`;
}
function renderRest({ file, targets }, shown) {
  const which = shown === 0 ? "They are" : `The first ${thousands(shown)} of ${thousands(targets.length)} are shown; all are`;
  return html`<p class="note">${which} in <a href="${segment(file)}">${shortened(file, PATH_LIMIT)}</a>.</p>`;
}

// src/render/repository-page.ts
var ROLES_SHOWN = 200;
var TARGETS_SHOWN = 1e3;
var FILES_SHOWN = 300;
var POLICY = [
  "default-src 'none'",
  `script-src '${integrity(COUNTDOWN_SCRIPT)}'`,
  `style-src '${integrity(STYLE)}'`,
  "base-uri 'none'",
  "form-action 'none'"
].join("; ");
function renderRepositoryPage(description) {
  const title = description.name === null ? "TUF repository" : shortened(description.name, 200);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${description.name === null ? title : `${title}: TUF repository`}</title>
<style>${trustedHtml(STYLE)}</style>
</head>
<body>
${renderHeader(title, description)}
<main>
${renderMain(description)}
</main>
${renderFooter(description)}
<script>${trustedHtml(COUNTDOWN_SCRIPT)}</script>
</body>
</html>
`.text;
}
function renderHeader(title, { name, roles, targetFiles, targetBytes }) {
  return html`<header>
${name === null ? html`` : html`<p class="kind">TUF repository</p>`}
<h1>${title}</h1>
<p class="lead">${plural(targetFiles, "target file")} (${byteSize(targetBytes)}) in ${plural(roles.length, "role")}.</p>
</header>`;
}
function renderMain(description) {
  const shown = description.roles.slice(0, ROLES_SHOWN);
  const linked = new Set(shown.map(({ name }) => name));
  return html`<section>
<h2>At a glance</h2>
${renderRoleTable(shown)}
${renderMoreRoles(description, shown.length)}
</section>
<section>
<h2>Delegations</h2>
${renderDelegationTree(description, linked)}
</section>
<section>
<h2>Roles</h2>
${renderRoleSections(shown, description.artifactsUrl)}</section>
<section>
<h2>Metadata files</h2>
${renderFiles(description)}
</section>`;
}
function renderRoleSections(roles, artifactsUrl) {
  let room = TARGETS_SHOWN;
  return roles.map((role) => {
    const files = renderTargets(role, artifactsUrl, room);
    room = Math.max(0, room - role.targets.length);
    return renderRoleSection(role, files);
  });
}
function renderMoreRoles({ roles, descriptionFile }, shown) {
  if (roles.length === shown) return html``;
  return html`<p class="note">${plural(roles.length - shown, "more role")} ${descriptionFile === null ? html`in the metadata files` : html`in <a href="${segment(descriptionFile)}">${descriptionFile}</a>`}.</p>`;
}
function renderFiles({ metadataFiles, descriptionFile }) {
  const shown = metadataFiles.slice(0, FILES_SHOWN);
  const left = metadataFiles.length - shown.length;
  const names = descriptionFile === null ? shown : [descriptionFile, ...shown];
  return html`<ul class="links">
${names.map((name) => html`<li><a href="${segment(name)}">${shortened(name, 200)}</a></li>\n`)}${left > 0 ? html`<li class="note">and ${plural(left, "more file")}</li>\n` : html``}</ul>`;
}
function renderFooter({ source, generatedAt }) {
  return html`<footer>
<p>Made by tuf-on-ci${generatedAt === null ? html`` : html` on ${renderTime(generatedAt, "moment")}`}${source === null ? html`` : renderSource(source)}.</p>
</footer>`;
}
function renderSource({ commit, commitUrl, runUrl }) {
  const id = html`<code>${commit.slice(0, 12)}</code>`;
  const built = isWebAddress(commitUrl) ? html`<a href="${commitUrl}">${id}</a>` : id;
  const run = isWebAddress(runUrl) ? html` in <a href="${runUrl}">this workflow run</a>` : html``;
  return html` from commit ${built}${run}`;
}
function isWebAddress(url) {
  return url !== null && /^https?:\/\//i.test(url);
}
function integrity(content) {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

// src/operations/repository-facts.ts
function repositoryFacts(context, links) {
  const { state } = context;
  const roles = ["root", ...targetsRoles(state), "snapshot", "timestamp"].flatMap((role) => roleFacts(role, context));
  const history = [...state.rootHistory.keys()].map((version) => publishedMetadataName("root", version));
  const others = roles.filter(({ name }) => name !== "root").map(({ file }) => file);
  return { ...links, generatedAt: null, metadataFiles: [...history, ...others], roles };
}
function roleFacts(role, context) {
  const signed = metadataOf(context.state, role)?.signed;
  const delegation = delegationOf(context.state, role);
  if (!signed || !delegation) return [];
  const holder = periodsHolder(role, signed, metadataOf(context.state, "root")?.signed);
  return [
    {
      name: role,
      type: signed._type,
      version: signed.version,
      expires: signed.expires,
      expiryPeriodDays: days(holder, expiryPeriodField),
      signingPeriodDays: days(holder, signingPeriodField),
      threshold: delegation.role.threshold,
      signers: signerFacts(role, context),
      delegations: (delegationsOf(signed)?.roles ?? []).map((delegated) => ({
        name: delegated.name,
        paths: pathPatterns(delegated) ?? [],
        terminating: delegated.terminating
      })),
      targets: signed._type === "targets" ? entries(signed["targets"]).map(targetFacts) : [],
      file: publishedMetadataName(role, signed.version)
    }
  ];
}
var days = (holder, field) => {
  const value = holder && get(holder, field);
  return typeof value === "number" ? value : null;
};
function signerFacts(role, { state, verifier }) {
  const delegation = delegationOf(state, role);
  const { signed } = countSignatures(
    metadataOf(state, role),
    state.roles.get(role).document.payload,
    delegation,
    verifier
  );
  const signedBy = new Set(signed.map(({ keyid }) => keyid));
  return signersOf(delegation).map(({ keyid, key }) => ({
    name: signerName(keyid, key),
    keyid,
    kind: keyOwner(key) === void 0 ? "online" : "person",
    keytype: key.keytype,
    signed: signedBy.has(keyid)
  }));
}
function targetFacts([path, entry]) {
  const { length, hashes } = entry;
  return { path, length, sha256: hashes["sha256"] ?? "" };
}

// src/operations/staged-artifacts.ts
var StagedArtifacts = class {
  #open;
  #options;
  #folder;
  #failure;
  /** Each goes when it is written: of 100,000 target files the plan is large. */
  #waiting = /* @__PURE__ */ new Map();
  #files = 0;
  constructor(open, options) {
    this.#open = open;
    this.#options = options;
  }
  /** What reads the state is to ask this for each target file, once. */
  copies = (state) => {
    this.#waiting = planArtifacts(state);
    this.#attempt(() => {
      this.#folder = this.#open();
    });
    return (oid) => this.#attempt(() => this.#copyOf(oid));
  };
  /** Gives the number of files. Errors: `io`. */
  async finish() {
    if (this.#failure !== void 0) throw this.#failure;
    if (!this.#folder || this.#waiting.size > 0) {
      throw new TufError("internal", `${this.#waiting.size} target files were not written`);
    }
    await this.#folder.finish();
    return this.#files;
  }
  async discard() {
    await this.#folder?.discard();
  }
  #copyOf(oid) {
    const artifacts = this.#waiting.get(oid);
    if (!artifacts || !this.#folder) return void 0;
    const names = artifacts.flatMap((artifact) => artifactNames(artifact, this.#options));
    const sink = this.#folder.stream(names);
    return {
      write: (piece) => this.#attempt(() => sink.write(piece)),
      end: () => this.#attempt(() => {
        sink.end();
        this.#waiting.delete(oid);
        this.#files += names.length;
      })
    };
  }
  /** After the first failure nothing more is tried. */
  #attempt(work) {
    if (this.#failure !== void 0) return void 0;
    try {
      return work();
    } catch (error) {
      this.#failure = error;
      return void 0;
    }
  }
};

// src/operations/build-repository.ts
async function buildRepository(surroundings, input, ports) {
  const artifacts = ports.openArtifacts && new StagedArtifacts(ports.openArtifacts, input);
  let publication;
  let opinion;
  let metadata;
  try {
    const { state, findings } = await readSoundState(surroundings, (read) => {
      publication = planPublication(read, input);
      opinion = beginSecondOpinion(surroundings, read, publication, ports.secondOpinion);
      return artifacts?.copies(read);
    });
    const descriptionFile = input.descriptionJson ? "repository.json" : null;
    const description = describeRepository(
      repositoryFacts({ ...surroundings, state }, { ...input.links, descriptionFile })
    );
    metadata = ports.openMetadata();
    for (const [name, bytes] of publication.metadata) metadata.write(name, bytes);
    metadata.write("index.html", new TextEncoder().encode(renderRepositoryPage(description)));
    if (descriptionFile) {
      metadata.write(descriptionFile, new TextEncoder().encode(`${JSON.stringify(description, null, 2)}
`));
    }
    const others = await requireAgreement(opinion, findings);
    const artifactFiles = await artifacts?.finish() ?? 0;
    await metadata.finish("timestamp.json");
    return { metadataFiles: publication.metadata.size, artifactFiles, findings: [...findings, ...others] };
  } catch (error) {
    opinion?.cancel();
    await artifacts?.discard();
    await metadata?.discard();
    throw error;
  }
}
async function readSoundState(surroundings, metadataRead) {
  const { repository } = surroundings;
  const documents = new Documents();
  const { head, reading: state } = await readCleanHead(
    repository,
    (commit) => readJudgedState(surroundings, repository.tree(commit), documents, { digests: true, metadataRead })
  );
  if (!state.roles.has("root")) {
    throw new TufError("no-metadata", "There is no metadata/root.json to publish", {
      hint: "Start a repository with: tuf-on-ci-delegate sign/initial"
    });
  }
  const base = await readKnownGood(surroundings, head, documents);
  const { findings } = judge(contextAtDoor(surroundings, "publish", state, base));
  return { state, findings: requireSound("Nothing was written", findings) };
}

export {
  buildRepository
};
