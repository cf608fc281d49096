import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renderFindings
} from "./chunk-MP3Q6EYL.js";
import {
  styled,
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  shortened,
  thousands
} from "./chunk-XRWBEMI4.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/render/client-table.ts
var ITEM_LIMIT = 100;
var REASONS_SHOWN = 10;
function renderClientTable(reports, { colour }) {
  const width = Math.max(0, ...reports.map((report) => nameOf(report).length));
  const lines = reports.flatMap((report) => {
    const [style, verdict] = verdictOf(report);
    const first = terminal`${nameOf(report).padEnd(width)}  ${styled(style, verdict, colour)}`;
    return [first, ...reasonsOf(report.stops), ...reasonsOf(report.misses)];
  });
  return terminalLines(lines).text;
}
function nameOf({ client, version }) {
  return `${client} ${version}`;
}
function verdictOf({ works, misses }) {
  if (!works) return ["red", "is stopped"];
  return misses.length > 0 ? ["magenta", "works, but misses target files"] : ["green", "works"];
}
function reasonsOf(reasons) {
  const shown = reasons.slice(0, REASONS_SHOWN).map(renderReason);
  const left = reasons.length - shown.length;
  return left > 0 ? [...shown, terminal`  and ${thousands(left)} more`] : shown;
}
function renderReason({ role, what, effect, items, count }) {
  const subject = terminal`  ${shortened(role, ITEM_LIMIT)}: ${what}`;
  if (items.length === 0) return subject;
  const named = items.map((item, at) => [at === 0 ? "" : ", ", shortened(item, ITEM_LIMIT)]);
  const more = count > items.length ? ` and ${thousands(count - items.length)} more` : "";
  return terminal`${subject} (${effect === "misses" ? "misses" : "refuses"}): ${named}${more}`;
}

// src/render/finding-json.ts
function findingAsJson({ rule, severity, role, address, message, remedy }) {
  return { rule, severity, role: role ?? null, address, message, remedy };
}

// src/render/verified.ts
function verifiedAsJson({ judged, sound, findings }, clients) {
  const { commit, against, door } = judged;
  return {
    judged: { commit, against, door },
    sound,
    findings: findings.map(findingAsJson),
    ...clients && { clients }
  };
}
function renderVerified(verified, { name, clients, colour }) {
  const heading = terminalLines([renderJudged(verified, name, colour), renderAgainst(verified)]).text;
  const parts = [heading, renderFindings(verified.findings, { colour })];
  if (clients) parts.push(renderClientTable(clients, { colour }));
  return parts.join("\n");
}
function renderJudged({ judged: { commit, door } }, name, colour) {
  const as = door === "event" ? "as a signing event" : "as it would be published";
  return terminal`Judged ${styled("bold", name, colour)} (${shortOid(commit)}) ${as}`;
}
function renderAgainst({ judged: { against, door }, mergeBaseWith }) {
  if (against === null) {
    return door === "event" ? terminal`against nothing: it has no commit in common with ${mergeBaseWith ?? ""}` : terminal`against nothing: no commit before it could be published`;
  }
  if (door === "event") return terminal`against ${shortOid(against)}, the merge base with ${mergeBaseWith ?? ""}`;
  return terminal`against ${shortOid(against)}, the newest commit before it that could be`;
}
function shortOid(oid) {
  return oid.slice(0, 10);
}

// src/operations/default-line.ts
async function readDefaultLine({ repository, defaultBranchNames }) {
  if (repository.top !== void 0) {
    try {
      const { ref, commit } = await repository.defaultBranch({ names: defaultBranchNames });
      return { name: ref.replace(/^refs\/remotes\//, ""), commit };
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== "no-remote") throw error;
    }
  }
  return localLine(repository, defaultBranchNames);
}
async function localLine(repository, names) {
  const given = names.find((name2) => name2 !== void 0 && name2 !== "");
  const ref = given === void 0 ? await repository.currentBranch() : `refs/heads/${given}`;
  const commit = await repository.resolve(ref ?? "HEAD");
  const name = ref?.replace(/^refs\/heads\//, "") ?? "HEAD";
  if (commit) return { name, commit };
  throw new TufError("git", `There is no commit on the branch '${name}' here`, {
    hint: "Name the default branch in TUF_ON_CI_DEFAULT_BRANCH, or fetch it first"
  });
}

export {
  readDefaultLine,
  findingAsJson,
  verifiedAsJson,
  renderVerified,
  shortOid
};
