import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renderFindings
} from "./chunk-MP3Q6EYL.js";
import {
  fitted
} from "./chunk-JPAOHPAT.js";

// src/cli/say-findings.ts
function sayFindings(findings, environment) {
  const { stderr, colour } = environment;
  const shown = findings.filter(({ severity }) => severity !== "note");
  if (shown.length > 0) stderr(fitted(renderFindings(shown, { colour: colour.stderr }), environment.columns?.()));
}

export {
  sayFindings
};
