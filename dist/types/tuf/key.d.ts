/**
 * Keys and signature entries as they stand in metadata (TUF 4.2; SPEC A3, A4).
 */
import type { JsonObject } from './json.ts';
export interface Key extends JsonObject {
    /** `ecdsa`, `ed25519`, `rsa`, `ml-dsa`, `sigstore-oidc`, or a historic name. Not yet known to be one of them. */
    readonly keytype: string;
    readonly scheme: string;
    /** `public`, or `identity` and `issuer` for `sigstore-oidc`. */
    readonly keyval: JsonObject;
}
export interface SignatureEntry extends JsonObject {
    readonly keyid: string;
    /** Hexadecimal, or base64 for `sigstore-oidc`; empty while the signature is missing (SPEC A5). */
    readonly sig: string;
}
