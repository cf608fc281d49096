import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  parseIdentityToken,
  signAs
} from "./chunk-QYYWEOHP.js";
import "./chunk-RHTBHP75.js";
import "./chunk-HKYJFOAE.js";
import "./chunk-GHU5ZNQK.js";
import "./chunk-63HP4G23.js";
import "./chunk-BA66EQZ6.js";
import "./chunk-RZFILXCP.js";
import "./chunk-32SVHZGV.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/sigstore/ambient.ts
var sigstoreAudience = "sigstore";
function ambientSigner(key, getToken, signing) {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== "sigstore") {
    throw new TufError("signer", "The signer URI is sigstore:, but the key in the metadata is of another kind.", {
      hint: "Choose the online key again with tuf-on-ci-delegate."
    });
  }
  const { identity, issuer } = reading.key;
  return {
    sign: async (payload) => signAs({ identity, issuer }, parseIdentityToken(await getToken(sigstoreAudience)), payload, signing)
  };
}
export {
  ambientSigner,
  sigstoreAudience
};
