/**
 * Edits of metadata. Each returns a new document; what is not named is the same object as before, so unknown members
 * stay (SPEC A2).
 */
import { TufError } from '../errors.ts';
import { expiryAfter, type Seconds } from './expires.ts';
import { entries, type Json, type JsonObject, objectOf } from './json.ts';
import type { Key, SignatureEntry } from './key.ts';
import type { Metadata, Signed } from './metadata.ts';
import type { Payload, SignatureVerifier } from './verify.ts';

/** The members of a signature entry that a signer makes (SPEC A4). */
export interface MadeSignature {
  readonly sig: string;
  /** Sigstore alone. */
  readonly bundle?: JsonObject;
}

/** The object with some members set; the others and their order stay. */
export function withMembers<T extends JsonObject>(object: T, members: Readonly<Record<string, Json>>): T {
  return objectOf([...entries(object), ...Object.entries(members)]) as T;
}

/**
 * The signed part as a new version that expires a period from now.
 * @param days the expiry period
 * @throws TufError('version') past 2^53-1
 */
export function withNewVersion<S extends Signed>(signed: S, version: number, now: Seconds, days: number): S {
  if (!Number.isSafeInteger(version)) throw new TufError('version', `There is no version ${version}`);
  return withMembers(signed, { version, expires: expiryAfter(now, days) });
}

/** A document of this signed part with an empty signature for each key, in the given order (SPEC A5). */
export function unsigned<S extends Signed>(document: Metadata<S>, signed: S, keyids: readonly string[]): Metadata<S> {
  return withMembers(document, { signed, signatures: [...new Set(keyids)].map((keyid) => ({ keyid, sig: '' })) });
}

/**
 * Puts a signature into a document: in the place of the key's entry, else at the end. The only way in.
 * @throws TufError('signature') when it does not verify with the key
 */
export function attachSignature<S extends Signed>(
  document: Metadata<S>,
  payload: Payload,
  keyid: string,
  key: Key,
  fields: MadeSignature,
  verifier: SignatureVerifier,
): Metadata<S> {
  const entry = { keyid, ...fields } as unknown as SignatureEntry;
  if (!verifier.verify(key, payload, entry)) {
    throw new TufError('signature', `The signature that was made does not verify with key ${keyid}`, {
      hint: 'Check that the signer holds the private key that belongs to the public key in the metadata',
    });
  }
  const others = document.signatures.filter((other) => other.keyid !== keyid);
  const place = document.signatures.findIndex((other) => other.keyid === keyid);
  const signatures = place < 0 ? [...others, entry] : [...others.slice(0, place), entry, ...others.slice(place)];
  return withMembers(document, { signatures });
}
