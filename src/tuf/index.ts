/**
 * `tuf-on-ci/tuf`: TUF metadata without a clock, a file, the network or an environment. Parse with `parseJson`, narrow
 * with `readMetadata`, verify with `countSignatures`, edit with the functions of `edit.ts`, write with `writeJson`.
 */
export { type ErrorCode, TufError } from '../errors.ts';
export { canonicalJson } from './canonical-json.ts';
export { delegates, matchesPattern, rolesFor } from './delegations.ts';
export { attachSignature, type MadeSignature, unsigned, withMembers, withNewVersion } from './edit.ts';
export { expiryAfter, formatTime, isExpired, isExpires, parseExpires, type Seconds } from './expires.ts';
export type { FormProblem } from './form.ts';
export { entries, equalJson, get, has, isObject, type Json, type JsonObject, names, objectOf } from './json.ts';
export { JsonError } from './json-error.ts';
export type { Key, SignatureEntry } from './key.ts';
export { keyId } from './keyid.ts';
export * from './metadata.ts';
export { type PublicKey, type PublicKeyReading, readPublicKey } from './public-key.ts';
export { publishedMetadataName, publishedTargetNames, toughTargetName } from './published-names.ts';
export { type MetadataReading, readMetadata } from './read-metadata.ts';
export { countSignatures, type Signatures, type Signer, type Signers, signersOf } from './signatures.ts';
export { type JsonLimits, parseJson } from './strict-json.ts';
export {
  createSignatureVerifier,
  type Payload,
  payloadOf,
  type SignatureEncoding,
  type SignatureVerifier,
  type SigstoreCheck,
  signatureEncoding,
} from './verify.ts';
export { writeJson } from './write-json.ts';
