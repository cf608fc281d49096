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

const rsaDigests = ['sha224', 'sha256', 'sha384', 'sha512'] as const;

const schemes: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ['ed25519', { family: 'ed25519' }],
  ['ecdsa-sha2-nistp256', { family: 'ecdsa', curve: 'P-256', digest: 'sha256' }],
  ['ecdsa-sha2-nistp384', { family: 'ecdsa', curve: 'P-384', digest: 'sha384' }],
  ['ecdsa-sha2-nistp521', { family: 'ecdsa', curve: 'P-521', digest: 'sha512' }],
  ...rsaDigests.map((digest) => [`rsassa-pss-${digest}`, { family: 'rsa', padding: 'pss', digest }] as const),
  ...rsaDigests.map((digest) => [`rsa-pkcs1v15-${digest}`, { family: 'rsa', padding: 'pkcs1v15', digest }] as const),
  ['ml-dsa-44/1', { family: 'ml-dsa', parameters: 'ml-dsa-44' }],
  ['ml-dsa-65/1', { family: 'ml-dsa', parameters: 'ml-dsa-65' }],
  ['ml-dsa-87/1', { family: 'ml-dsa', parameters: 'ml-dsa-87' }],
  ['Fulcio', { family: 'sigstore-oidc' }],
]);

/** The historic key types name their only scheme. */
const families: ReadonlyMap<string, { readonly family: Scheme['family']; readonly onlyScheme?: string }> = new Map([
  ['ed25519', { family: 'ed25519' }],
  ['ecdsa', { family: 'ecdsa' }],
  ['ecdsa-sha2-nistp256', { family: 'ecdsa', onlyScheme: 'ecdsa-sha2-nistp256' }],
  ['ecdsa-sha2-nistp384', { family: 'ecdsa', onlyScheme: 'ecdsa-sha2-nistp384' }],
  ['ecdsa-sha2-nistp521', { family: 'ecdsa', onlyScheme: 'ecdsa-sha2-nistp521' }],
  ['rsa', { family: 'rsa' }],
  ['ml-dsa', { family: 'ml-dsa' }],
  ['sigstore-oidc', { family: 'sigstore-oidc' }],
]);

/** The scheme of a key, or why its key type and scheme do not go together. */
export function schemeOfKey(
  keytype: string,
  scheme: string,
): Scheme | 'unknown-keytype' | 'unknown-scheme' | 'scheme-mismatch' {
  const type = families.get(keytype);
  if (!type) return 'unknown-keytype';
  const known = schemes.get(scheme);
  if (!known) return 'unknown-scheme';
  const fits = known.family === type.family && (type.onlyScheme ?? scheme) === scheme;
  return fits ? known : 'scheme-mismatch';
}
