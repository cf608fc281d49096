/**
 * The signature schemes of SPEC A4: which key types they belong to, and what they do to the signed bytes.
 */
export type DigestName = 'sha224' | 'sha256' | 'sha384' | 'sha512';
export type CurveName = 'P-256' | 'P-384' | 'P-521';
export type MlDsaName = 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87';
export type Scheme = RawScheme | SigstoreScheme;
/** The schemes whose signatures are bytes under a public key. */
export type RawScheme = Ed25519Scheme | EcdsaScheme | RsaScheme | MlDsaScheme;
export interface Ed25519Scheme {
    readonly family: 'ed25519';
}
export interface EcdsaScheme {
    readonly family: 'ecdsa';
    readonly curve: CurveName;
    readonly digest: DigestName;
}
export interface RsaScheme {
    readonly family: 'rsa';
    readonly padding: 'pss' | 'pkcs1v15';
    readonly digest: DigestName;
}
export interface MlDsaScheme {
    readonly family: 'ml-dsa';
    readonly parameters: MlDsaName;
}
export interface SigstoreScheme {
    readonly family: 'sigstore-oidc';
}
/** The scheme of a key, or why its key type and scheme do not go together. */
export declare function schemeOfKey(keytype: string, scheme: string): Scheme | 'unknown-keytype' | 'unknown-scheme' | 'scheme-mismatch';
