import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readCloudIdentities
} from "./chunk-DVKXLBXI.js";
import {
  onlineSigners
} from "./chunk-BUTPR3IJ.js";
import {
  cloudLogin
} from "./chunk-6W43Q2RE.js";
import {
  hideSecret
} from "./chunk-OVKQJ33Y.js";

// src/actions/online-signers.ts
function signersOf(step) {
  const identities = readCloudIdentities((name) => step.input(name));
  const login = cloudLogin(step.environment.variables, { identities, onToken: hideSecret });
  return onlineSigners(step.environment, step.clock, login);
}

export {
  signersOf
};
