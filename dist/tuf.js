import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunks/chunk-IWDPZP3L.js";
import {
  keyId
} from "./chunks/chunk-ZJMAQ6XP.js";
import {
  attachSignature,
  delegates,
  matchesPattern,
  rolesFor,
  unsigned,
  withMembers,
  withNewVersion
} from "./chunks/chunk-YDNICYWY.js";
import {
  canonicalJson
} from "./chunks/chunk-VX2M4YAZ.js";
import {
  readMetadata
} from "./chunks/chunk-GDHA6WBH.js";
import {
  countSignatures,
  delegationsOf,
  isTopLevelRole,
  pathHashPrefixes,
  pathPatterns,
  signersOf,
  topLevelRoles,
  typeOfRole
} from "./chunks/chunk-NUBAFIRG.js";
import {
  JsonError,
  parseJson,
  writeJson
} from "./chunks/chunk-DOYHIN6V.js";
import "./chunks/chunk-2QURNYTC.js";
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunks/chunk-QX32Z5V2.js";
import {
  payloadOf
} from "./chunks/chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunks/chunk-GM5QJ2AI.js";
import "./chunks/chunk-PYDIKN75.js";
import "./chunks/chunk-OGUUQAP4.js";
import "./chunks/chunk-6B3YW2DB.js";
import "./chunks/chunk-LDCCIARK.js";
import "./chunks/chunk-5QFFY7M7.js";
import {
  entries,
  equalJson,
  get,
  has,
  isObject,
  names,
  objectOf
} from "./chunks/chunk-E4HFCGPY.js";
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
import "./chunks/chunk-DX2EXFTF.js";
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
