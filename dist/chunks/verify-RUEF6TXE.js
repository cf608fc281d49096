import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunk-H3TJWLEG.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import "./chunk-TXEW6FPD.js";
import "./chunk-4YDHBCQ3.js";
export {
  createSignatureVerifier,
  payloadOf,
  signatureEncoding
};
