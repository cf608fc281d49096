import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  encodeJson,
  refuseLoneSurrogates
} from "./chunk-EJ4Q5POY.js";

// src/tuf/canonical-json.ts
var canonical = { encoding: "utf8", colon: ":", newline: () => "", quote: quoteRaw };
function canonicalJson(value, expected) {
  return encodeJson(value, canonical, expected);
}
function quoteRaw(text) {
  if (!/["\\\ud800-\udfff]/.test(text)) return `"${text}"`;
  refuseLoneSurrogates(text);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

export {
  canonicalJson
};
