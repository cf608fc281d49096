import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  DerReader,
  derOf,
  derTag
} from "./chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/keys/spki.ts
import { createPublicKey } from "node:crypto";
function parseSpki(der) {
  const outer = new DerReader(der);
  const spki = new DerReader(outer.read(derTag.sequence));
  outer.end();
  const algorithm = Buffer.from(spki.read(derTag.sequence)).toString("hex");
  const bits = spki.read(derTag.bitString);
  spki.end();
  if (bits[0] !== 0) throw new TufError("key", "its DER has a bit string of odd length");
  return { algorithm, publicBytes: bits.subarray(1) };
}
function spkiOf({ algorithm, publicBytes }) {
  const identifier = derOf(derTag.sequence, Buffer.from(algorithm, "hex"));
  return derOf(derTag.sequence, identifier, derOf(derTag.bitString, Buffer.of(0), publicBytes));
}
function lazyKeyObject(spki) {
  let made;
  return () => {
    made ??= createPublicKey({ key: spkiOf(spki), format: "der", type: "spki" });
    return made;
  };
}

export {
  parseSpki,
  spkiOf,
  lazyKeyObject
};
