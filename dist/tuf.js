import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunks/chunk-YWAUUEXL.js";
import {
  keyId
} from "./chunks/chunk-IXVQOBAN.js";
import {
  attachSignature,
  delegates,
  matchesPattern,
  rolesFor,
  unsigned,
  withMembers,
  withNewVersion
} from "./chunks/chunk-ENED6NO6.js";
import {
  canonicalJson
} from "./chunks/chunk-DRAEM5BX.js";
import {
  readMetadata
} from "./chunks/chunk-TH4SOCAH.js";
import {
  JsonError,
  countSignatures,
  delegationsOf,
  isTopLevelRole,
  parseJson,
  pathHashPrefixes,
  pathPatterns,
  signersOf,
  topLevelRoles,
  typeOfRole,
  writeJson
} from "./chunks/chunk-ZRWRQ66H.js";
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunks/chunk-EOSONFJ6.js";
import {
  payloadOf
} from "./chunks/chunk-KRPH4DOV.js";
import {
  entries,
  equalJson,
  get,
  has,
  isObject,
  names,
  objectOf,
  readPublicKey
} from "./chunks/chunk-D6BYL3WW.js";
import "./chunks/chunk-5QFFY7M7.js";
import "./chunks/chunk-2QURNYTC.js";
import {
  expiryAfter,
  formatTime,
  isExpired,
  isExpires,
  parseExpires
} from "./chunks/chunk-ZRM25W27.js";
import {
  TufError
} from "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-ZKS4JTYC.js";
export {
  JsonError,
  TufError,
  attachSignature,
  canonicalJson,
  countSignatures,
  createSignatureVerifier,
  delegates,
  delegationsOf,
  entries,
  equalJson,
  expiryAfter,
  formatTime,
  get,
  has,
  isExpired,
  isExpires,
  isObject,
  isTopLevelRole,
  keyId,
  matchesPattern,
  names,
  objectOf,
  parseExpires,
  parseJson,
  pathHashPrefixes,
  pathPatterns,
  payloadOf,
  publishedMetadataName,
  publishedTargetNames,
  readMetadata,
  readPublicKey,
  rolesFor,
  signatureEncoding,
  signersOf,
  topLevelRoles,
  toughTargetName,
  typeOfRole,
  unsigned,
  withMembers,
  withNewVersion,
  writeJson
};
