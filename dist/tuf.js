import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunks/chunk-ARO56RJJ.js";
import {
  keyId
} from "./chunks/chunk-I7FKXDV7.js";
import {
  attachSignature,
  delegates,
  matchesPattern,
  rolesFor,
  unsigned,
  withMembers,
  withNewVersion
} from "./chunks/chunk-CMAMZ6TD.js";
import {
  canonicalJson
} from "./chunks/chunk-2BH5LFGV.js";
import {
  readMetadata
} from "./chunks/chunk-J3GAEHAW.js";
import {
  countSignatures,
  delegationsOf,
  isTopLevelRole,
  pathHashPrefixes,
  pathPatterns,
  signersOf,
  topLevelRoles,
  typeOfRole
} from "./chunks/chunk-RL5XKQ36.js";
import {
  JsonError,
  parseJson,
  writeJson
} from "./chunks/chunk-EJ4Q5POY.js";
import "./chunks/chunk-2QURNYTC.js";
import {
  createSignatureVerifier,
  signatureEncoding
} from "./chunks/chunk-HCQJNT53.js";
import {
  payloadOf
} from "./chunks/chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunks/chunk-HOLSBB6Y.js";
import "./chunks/chunk-OGUUQAP4.js";
import "./chunks/chunk-PYDIKN75.js";
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
} from "./chunks/chunk-MJSS5T6T.js";
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
