/** The bundle of a signature entry, as far as it can be one (SPEC A4): size, kind and what it claims to be over. */
import { createHash } from 'node:crypto';
import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  type Bundle,
  type BundleWithMessageSignature,
  bundleFromJSON,
  isBundleWithMessageSignature,
  isBundleWithPublicKey,
} from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import type { JsonObject } from '../../tuf/json.ts';

/** In characters of JSON. Those of Fulcio and Rekor have 5,000 to 12,000. */
const maxLength = 65_536;
/** Log entries, and timestamps: one or two of each are usual, and what compares them pair by pair is not ours. */
const maxWitnesses = 8;

const mediaTypes: ReadonlySet<string> = new Set([
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
]);

const digestNames: ReadonlyMap<HashAlgorithm, string> = new Map([
  [HashAlgorithm.SHA2_256, 'sha256'],
  [HashAlgorithm.SHA2_384, 'sha384'],
  [HashAlgorithm.SHA2_512, 'sha512'],
]);

/**
 * A message signature with a certificate, or undefined.
 * @throws whatever the library throws at JSON of another shape
 */
export function parseSignatureBundle(json: JsonObject): BundleWithMessageSignature | undefined {
  if (JSON.stringify(json).length > maxLength) return undefined;
  const bundle = bundleFromJSON(json);
  if (!mediaTypes.has(bundle.mediaType)) return undefined;
  if (!isBundleWithMessageSignature(bundle) || isBundleWithPublicKey(bundle)) return undefined;
  return hasFewWitnesses(bundle) ? bundle : undefined;
}

function hasFewWitnesses({ verificationMaterial }: Bundle): boolean {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return tlogEntries.length <= maxWitnesses && timestamps.length <= maxWitnesses;
}

/**
 * Is it the bundle of `sig` (base64) over these bytes? The library takes the digest in the bundle at its word and compares the log's
 * entry with that: who signs could have the log witness other bytes than those that are signed.
 */
export function isOver({ content }: BundleWithMessageSignature, signedBytes: Uint8Array, sig: string): boolean {
  const { messageDigest, signature } = content.messageSignature;
  const algorithm = digestNames.get(messageDigest.algorithm);
  return (
    algorithm !== undefined &&
    signature.toString('base64') === sig &&
    createHash(algorithm).update(signedBytes).digest().equals(messageDigest.digest)
  );
}
