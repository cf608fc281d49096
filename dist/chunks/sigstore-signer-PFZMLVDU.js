import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  hasBrowser,
  personLoginOf,
  workflowSigner
} from "./chunk-C2L6FQRW.js";
import "./chunk-CETHS65X.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";
export {
  hasBrowser,
  personLoginOf,
  workflowSigner
};
