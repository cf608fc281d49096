import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunks/chunk-OGKYEZ7K.js";
import {
  keyId
} from "./chunks/chunk-6OLW7WOG.js";
import {
  attachSignature,
  delegates,
  matchesPattern,
  rolesFor,
  unsigned,
  withMembers,
  withNewVersion
} from "./chunks/chunk-YYKLLLYD.js";
import {
  readMetadata
} from "./chunks/chunk-BJHF6QJM.js";
import {
  canonicalJson
} from "./chunks/chunk-BM7IOAEM.js";
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
} from "./chunks/chunk-3JTT2D7X.js";
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunks/chunk-H3TJWLEG.js";
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
} from "./chunks/chunk-TXEW6FPD.js";
import {
  expiryAfter,
  formatTime,
  isExpired,
  isExpires,
  parseExpires
} from "./chunks/chunk-ZRM25W27.js";
import {
  TufError
} from "./chunks/chunk-4YDHBCQ3.js";
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
