import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/soundness.ts
var UnsoundError = class extends TufError {
  findings;
  constructor(what, findings) {
    const errors = findings.filter(({ severity }) => severity === "error");
    const first = errors[0];
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    super("unsound", `${what}: ${first.message}${more}`, { hint: first.remedy });
    this.findings = findings;
  }
};
function requireSound(what, findings) {
  if (findings.some(({ severity }) => severity === "error")) throw new UnsoundError(what, findings);
  return findings;
}

export {
  UnsoundError,
  requireSound
};
