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
export type KeyProblem = 'unknown-keytype' | 'unknown-scheme' | 'scheme-mismatch' | 'unreadable' | 'weak';
export type PublicKeyReading = {
    readonly ok: true;
    readonly key: PublicKey;
} | {
    readonly ok: false;
    readonly problem: KeyProblem;
    readonly detail: string;
};
/** `detail` is part of a sentence; it never holds text of the key object. */
export declare function refused(problem: KeyProblem, detail: string): PublicKeyReading;
export declare function accepted(key: PublicKey): PublicKeyReading;
