/**
 * Sigstore identities in the place of keys (SPEC A4): `sigstore-oidc` with scheme `Fulcio`.
 */
import type { Json } from '../json.ts';
import { type PublicKeyReading } from './reading.ts';
/** Reads `keyval.identity` and `keyval.issuer`, which are compared for equality and never as patterns. */
export declare function readSigstore(identity: Json | undefined, issuer: Json | undefined): PublicKeyReading;
