/**
 * What reading the public key of a key object comes to (SPEC A4, B1 *keys*).
 */
import type { Payload } from '../payload.ts';
import type { RawScheme } from '../scheme.ts';

/** A key whose signatures are bytes. */
export interface RawPublicKey {
  readonly kind: 'raw';
  /** The same for two key objects exactly when the key material is the same, however it is written. */
  readonly material: string;
  readonly scheme: RawScheme;
  /** Does the signature verify? Answers false for bytes that are no signature at all. */
  verify(payload: Payload, signature: Uint8Array): boolean;
}

/** An identity that signs with short-lived certificates (`sigstore-oidc`). */
export interface SigstoreIdentity {
  readonly kind: 'sigstore';
  readonly material: string;
  readonly identity: string;
  readonly issuer: string;
}

export type PublicKey = RawPublicKey | SigstoreIdentity;

export type KeyProblem =
  | 'unknown-keytype'
  | 'unknown-scheme' // a scheme that SPEC A4 does not list
  | 'scheme-mismatch' // a known scheme that the key type or the curve does not fit
  | 'unreadable' // not a public key of the promised form
  | 'weak'; // RSA below 2048 bits or with an unsafe exponent, ed25519 points of small order

export type PublicKeyReading =
  | { readonly ok: true; readonly key: PublicKey }
  | { readonly ok: false; readonly problem: KeyProblem; readonly detail: string };

/** `detail` is part of a sentence; it never holds text of the key object. */
export function refused(problem: KeyProblem, detail: string): PublicKeyReading {
  return { ok: false, problem, detail };
}

export function accepted(key: PublicKey): PublicKeyReading {
  return { ok: true, key };
}
