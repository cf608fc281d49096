import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renderFindings
} from "./chunk-DSP2UYDI.js";

// src/cli/say-findings.ts
function sayFindings(findings, { stderr, colour }) {
  const shown = findings.filter(({ severity }) => severity !== "note");
  if (shown.length > 0) stderr(renderFindings(shown, { colour: colour.stderr }));
}

export {
  sayFindings
};
