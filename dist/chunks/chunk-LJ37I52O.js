import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  byteSize,
  listInWords,
  plural
} from "./chunk-XRWBEMI4.js";

// src/operations/deploy/report.ts
var shownNames = 50;
function renderDeployment(outcome, place) {
  const { kind, version, liveVersion, written, removed } = outcome;
  const lines = [];
  if (kind === "planned") {
    lines.push(...named("Would write", written), ...named("Would remove", removed));
    lines.push(terminal`Dry run: nothing was written to ${place} (timestamp version ${version})`);
  }
  if (kind === "superseded") {
    lines.push(
      terminal`${place} serves timestamp version ${liveVersion ?? "?"}, which is newer than ${version}: it was left as it is`
    );
  }
  if (kind === "unchanged") lines.push(terminal`${place} is up to date (timestamp version ${version})`);
  if (kind === "deployed") {
    lines.push(terminal`${place} serves timestamp version ${version}: wrote ${plural(written.length, "file")}`);
  }
  if (kind !== "planned" && removed.length > 0)
    lines.push(terminal`Removed ${plural(removed.length, "superseded file")}`);
  lines.push(terminal`Calls: ${renderCalls(outcome)}`);
  return terminalLines(lines);
}
function named(verb, names) {
  const lines = names.slice(0, shownNames).map((name) => terminal`${verb} ${name}`);
  const more = names.length - shownNames;
  return more > 0 ? [...lines, terminal`${verb} ${plural(more, "more file")}`] : lines;
}
function renderCalls({ calls }) {
  return listInWords([...calls].map(([call, count]) => `${plural(count, call)}`)) || "none";
}
function progressLines() {
  let told = 0;
  return ({ done, total, doneBytes, totalBytes }) => {
    if (total < 50 && totalBytes < 5e7) return void 0;
    const tenths = Math.floor(10 * (done + doneBytes) / (total + totalBytes));
    if (tenths <= told) return void 0;
    told = tenths;
    return terminal`Target files: ${done} of ${total}, ${byteSize(doneBytes)} of ${byteSize(totalBytes)}`;
  };
}

export {
  renderDeployment,
  progressLines
};
