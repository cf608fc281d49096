import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import {
  get,
  isObject
} from "./chunk-MJSS5T6T.js";

// src/tuf/verify.ts
import { hash } from "node:crypto";
function signatureEncoding(sig, key) {
  if (sig === "") return "empty";
  if (key.keytype === "sigstore-oidc") {
    return sig.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(sig) ? "ok" : "malformed";
  }
  if (sig.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(sig)) return "malformed";
  return /[A-F]/.test(sig) ? "upper-case-hex" : "ok";
}
function createSignatureVerifier(options = {}) {
  const answers = /* @__PURE__ */ new Map();
  function remember(question, answer) {
    const digest = hash("sha256", JSON.stringify(question));
    const known = answers.get(digest) ?? answer();
    answers.set(digest, known);
    return known;
  }
  function verifyRaw(key, scheme, payload, sig) {
    const signature = Buffer.from(sig, "hex");
    return remember(
      [payload.digest("sha256"), scheme, key.material, signature.toString("hex")],
      () => key.verify(payload, signature)
    );
  }
  function verifySigstore(key, payload, entry) {
    const { sigstore } = options;
    const bundle = get(entry, "bundle");
    if (!sigstore || !isObject(bundle)) return false;
    return remember(
      [payload.digest("sha256"), key.material, entry.sig, bundle],
      () => sigstore(bundle, payload.bytes, key.identity, key.issuer, entry.sig)
    );
  }
  return {
    verify(key, payload, entry) {
      const encoding = signatureEncoding(entry.sig, key);
      if (encoding === "empty" || encoding === "malformed") return false;
      const reading = readPublicKey(key);
      if (!reading.ok) return false;
      return reading.key.kind === "raw" ? verifyRaw(reading.key, key.scheme, payload, entry.sig) : verifySigstore(reading.key, payload, entry);
    }
  };
}

export {
  signatureEncoding,
  createSignatureVerifier
};
