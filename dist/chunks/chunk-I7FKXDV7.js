import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";

// src/tuf/keyid.ts
import { hash } from "node:crypto";
function keyId(key) {
  return hash("sha256", canonicalJson(key), "hex");
}

export {
  keyId
};
