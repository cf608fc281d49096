/**
 * SubjectPublicKeyInfo (RFC 5280 4.1): an algorithm and the bytes of a public key.
 *
 * It is read here and not by OpenSSL, which also takes private keys, certificates, bytes after the end and curves
 * with home-made parameters (CVE-2020-0601), and needs up to 90 µs for each key.
 */
import { type KeyObject } from 'node:crypto';
export interface Spki {
    /** Content of the AlgorithmIdentifier (OID and parameters), in hex. */
    readonly algorithm: string;
    readonly publicBytes: Uint8Array;
}
/** @throws TufError('key') */
export declare function parseSpki(der: Uint8Array): Spki;
/** The DER of a SubjectPublicKeyInfo. */
export declare function spkiOf({ algorithm, publicBytes }: Spki): Buffer;
/** OpenSSL's form of the key, made when the first signature is verified. */
export declare function lazyKeyObject(spki: Spki): () => KeyObject;
