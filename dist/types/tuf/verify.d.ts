import { type JsonObject } from './json.ts';
import type { Key, SignatureEntry } from './key.ts';
import type { Payload } from './payload.ts';
export { type Payload, payloadOf } from './payload.ts';
/**
 * Is the bundle a Sigstore signature over the bytes, by exactly this identity as this issuer says, and `sig` (base64)
 * its message signature? Answers false for whatever it cannot make sense of.
 */
export type SigstoreCheck = (bundle: JsonObject, signedBytes: Uint8Array, identity: string, issuer: string, sig: string) => boolean;
export interface SignatureVerifier {
    /**
     * Is the entry's signature over the payload by this key? Whose entry it is (`keyid`) is for the caller to know.
     * False for keys that cannot be read or are weak, and for any malformed signature; does not throw.
     */
    verify(key: Key, payload: Payload, entry: SignatureEntry): boolean;
}
export type SignatureEncoding = 'empty' | 'ok' | 'upper-case-hex' | 'malformed';
/** Is `sig` written as the key's type wants it (SPEC B1 *signatures*)? Upper-case digits verify, they are bad manners. */
export declare function signatureEncoding(sig: string, key: Key): SignatureEncoding;
/**
 * A verifier that does nothing twice: answers are remembered by what they depend on (payload digest, key material,
 * scheme, signature), so that head, base and history share them. An answer takes less memory than its signature entry.
 * Without `sigstore`, no `sigstore-oidc` signature verifies.
 */
export declare function createSignatureVerifier(options?: {
    sigstore?: SigstoreCheck;
}): SignatureVerifier;
