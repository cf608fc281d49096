import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readCloudIdentities
} from "./chunk-DVKXLBXI.js";
import {
  onlineSigners
} from "./chunk-3NE5GRVE.js";
import {
  cloudLogin
} from "./chunk-SOKPPZWF.js";
import {
  hideSecret
} from "./chunk-QMTZXS6C.js";

// src/actions/online-signers.ts
function signersOf(step) {
  const identities = readCloudIdentities((name) => step.input(name));
  const login = cloudLogin(step.environment.variables, { identities, onToken: hideSecret });
  return onlineSigners(step.environment, step.clock, login);
}

export {
  signersOf
};
