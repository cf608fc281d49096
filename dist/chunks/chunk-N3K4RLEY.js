import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  pointOfSpki,
  readPublicKey,
  rsaAlgorithm
} from "./chunk-HOLSBB6Y.js";
import {
  mlDsaParametersOf,
  pemOf
} from "./chunk-OGUUQAP4.js";
import {
  ed25519Algorithm
} from "./chunk-PYDIKN75.js";
import {
  parseSpki,
  spkiOf
} from "./chunk-LDCCIARK.js";
import {
  entries,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/key-from-public-key.ts
function keyFromSpki(der, custom, scheme) {
  const form = formOf(der);
  const key = objectOf([
    ["keytype", form.keytype],
    ["scheme", scheme ?? form.scheme],
    ["keyval", objectOf([["public", form.public]])],
    ...entries(custom)
  ]);
  const reading = readPublicKey(key);
  if (!reading.ok) throw new TufError("key", `The public key cannot be used: ${reading.detail}`, { hint: supported });
  return key;
}
function materialOfSpki(der) {
  try {
    const reading = readPublicKey(keyFromSpki(der, objectOf([])));
    return reading.ok ? reading.key.material : void 0;
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
var supported = "Use P-256, P-384, P-521, ed25519, ML-DSA or RSA with 2048 bits or more.";
var ecdsaSchemes = { "P-256": "ecdsa-sha2-nistp256", "P-384": "ecdsa-sha2-nistp384", "P-521": "ecdsa-sha2-nistp521" };
function formOf(der) {
  try {
    return formOfSpki(parseSpki(der));
  } catch (cause) {
    if (!(cause instanceof TufError)) throw cause;
    throw new TufError("key", `The public key cannot be used: ${cause.message}`, { hint: supported, cause });
  }
}
function formOfSpki(spki) {
  if (spki.algorithm === ed25519Algorithm) {
    return { keytype: "ed25519", scheme: "ed25519", public: Buffer.from(spki.publicBytes).toString("hex") };
  }
  if (spki.algorithm === rsaAlgorithm) {
    return { keytype: "rsa", scheme: "rsassa-pss-sha256", public: pemOf(spkiOf(spki), "PUBLIC KEY") };
  }
  const mlDsa = mlDsaParametersOf(spki.algorithm);
  if (mlDsa) return { keytype: "ml-dsa", scheme: `${mlDsa.name}/1`, public: pemOf(spkiOf(spki), "PUBLIC KEY") };
  const point = pointOfSpki(spki);
  return { keytype: "ecdsa", scheme: ecdsaSchemes[point.curve], public: pemOf(spkiOf(point.spki), "PUBLIC KEY") };
}

export {
  keyFromSpki,
  materialOfSpki
};
