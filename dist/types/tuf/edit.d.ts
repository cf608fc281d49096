import { type Seconds } from './expires.ts';
import { type Json, type JsonObject } from './json.ts';
import type { Key } from './key.ts';
import type { Metadata, Signed } from './metadata.ts';
import type { Payload, SignatureVerifier } from './verify.ts';
/** The members of a signature entry that a signer makes (SPEC A4). */
export interface MadeSignature {
    readonly sig: string;
    /** Sigstore alone. */
    readonly bundle?: JsonObject;
}
/** The object with some members set; the others and their order stay. */
export declare function withMembers<T extends JsonObject>(object: T, members: Readonly<Record<string, Json>>): T;
/**
 * The signed part as a new version that expires a period from now.
 * @param days the expiry period
 * @throws TufError('version') past 2^53-1
 */
export declare function withNewVersion<S extends Signed>(signed: S, version: number, now: Seconds, days: number): S;
/** A document of this signed part with an empty signature for each key, in the given order (SPEC A5). */
export declare function unsigned<S extends Signed>(document: Metadata<S>, signed: S, keyids: readonly string[]): Metadata<S>;
/**
 * Puts a signature into a document: in the place of the key's entry, else at the end. The only way in.
 * @throws TufError('signature') when it does not verify with the key
 */
export declare function attachSignature<S extends Signed>(document: Metadata<S>, payload: Payload, keyid: string, key: Key, fields: MadeSignature, verifier: SignatureVerifier): Metadata<S>;
