import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  derOf,
  derTag
} from "./chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/keys/ecdsa-signature.ts
var lengths = { "P-256": 32, "P-384": 48, "P-521": 66 };
function derOfRawSignature(raw, curve) {
  const length = lengths[curve];
  if (raw.length !== 2 * length) {
    throw new TufError("signature", `A ${curve} signature has ${2 * length} bytes, this one has ${raw.length}`);
  }
  return derOf(derTag.sequence, integer(raw.subarray(0, length)), integer(raw.subarray(length)));
}
function integer(bytes) {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  return derOf(derTag.integer, digits[0] < 128 ? digits : Buffer.concat([Buffer.of(0), digits]));
}

export {
  derOfRawSignature
};
