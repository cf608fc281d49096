/**
 * The signer port: something that holds a private key (SPEC A4). Made from a URI by an adapter.
 */
import type { JsonObject } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';

/** The members of a signature entry that a signer makes; the keyid is the caller's to add. */
export interface SignatureFields {
  /** Hexadecimal, or base64 for `sigstore-oidc`. */
  readonly sig: string;
  /** Sigstore alone: the bundle that `sig` is verified with. */
  readonly bundle?: JsonObject;
}

export interface Signer {
  /**
   * Signs the canonical bytes of a role's signed part. Hashes here, never at a service.
   * @throws TufError('signer') when the key cannot be reached or refuses
   */
  sign(payload: Uint8Array): Promise<SignatureFields>;
}

/**
 * Finds the signer that a URI names, for the key that its signatures must verify with.
 * @throws TufError('signer') when there is none, or when it holds another key
 */
export type SignerFor = (uri: string, key: Key) => Promise<Signer>;
