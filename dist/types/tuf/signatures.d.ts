/**
 * Counting signatures against a role's keys (TUF 4.2.1, 5.3.4): by distinct keys, never by entries.
 */
import type { Key } from './key.ts';
import type { Keys, Metadata, Role, Signed } from './metadata.ts';
import type { Payload, SignatureVerifier } from './verify.ts';
/** Somebody who may sign: a role with the key list that its keyids refer to. */
export interface Signers {
    readonly role: Role;
    readonly keys: Keys;
}
export interface Signer {
    readonly keyid: string;
    readonly key: Key;
}
export interface Signatures {
    /** Keys with a valid signature, in the order of the role's keyids. */
    readonly signed: readonly Signer[];
    /** Keys without one. */
    readonly missing: readonly Signer[];
    /** At least one, and as many distinct keys as the threshold asks for. */
    readonly complete: boolean;
}
/** The keys of a role that its key list has, each keyid once. */
export declare function signersOf({ role, keys }: Signers): readonly Signer[];
/**
 * Which of a role's keys have validly signed the document.
 * Two keyids with the same key material count once (TUF 4.2.1: "distinct keys").
 */
export declare function countSignatures(metadata: Metadata<Signed>, payload: Payload, signers: Signers, verifier: SignatureVerifier): Signatures;
