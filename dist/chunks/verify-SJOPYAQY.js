import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunk-EOSONFJ6.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import "./chunk-D6BYL3WW.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";
export {
  createSignatureVerifier,
  payloadOf,
  signatureEncoding
};
