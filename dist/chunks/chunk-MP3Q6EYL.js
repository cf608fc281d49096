import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  styled,
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  plural
} from "./chunk-XRWBEMI4.js";

// src/render/findings.ts
var SEVERITIES = ["error", "warning", "note"];
var STYLES = { error: "red", warning: "magenta", note: "magenta" };
function renderFindings(findings, { colour }) {
  const blocks = SEVERITIES.flatMap(
    (severity) => findings.filter((finding) => finding.severity === severity).map((finding) => renderFinding(finding, colour))
  );
  return terminalLines([...blocks, renderCounts(findings, colour)]).text;
}
function renderFinding({ severity, role, rule, address, message, remedy }, colour) {
  const label = styled(STYLES[severity], styled("bold", severity, colour), colour);
  const subject = role === void 0 ? "" : terminal` ${styled("bold", role, colour)}`;
  const where = styled("dim", address === "" ? rule : terminal`${rule} at ${address}`, colour);
  const what = terminal`${label}${subject}: ${message}\n  ${where}\n`;
  return remedy === "" ? what : terminal`${what}  To do: ${remedy}\n`;
}
function renderCounts(findings, colour) {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length
  })).filter(({ count }) => count > 0);
  if (counts.length === 0) return styled("green", "No findings.", colour);
  return terminal`${counts.map(({ severity, count }, at) => [at === 0 ? "" : ", ", styled(STYLES[severity], plural(count, severity), colour)])}`;
}

export {
  renderFindings
};
