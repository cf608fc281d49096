/**
 * The online-keys port: where a person says that a key is, and the key object that metadata gets (SPEC A7 *online key*).
 */
import type { Key } from '../tuf/key.ts';

/** What a person typed. Untrusted and unchecked: `import` judges it. */
export type OnlineKeyChoice =
  /** Full name of a key version: `projects/…/cryptoKeyVersions/N`, with or without `gcpkms:`. */
  | { readonly kind: 'gcpkms'; readonly keyVersion: string }
  /** `vault` is a vault's name or its host. The newest version is taken. */
  | { readonly kind: 'azurekms'; readonly vault: string; readonly name: string }
  /** A key id, alias or ARN, and one of its schemes. */
  | { readonly kind: 'awskms'; readonly keyId: string; readonly scheme: string }
  /** A key of HashiCorp Vault's or OpenBao's transit engine: the newest version unless given. */
  | { readonly kind: 'hv'; readonly name: string; readonly version?: number }
  /** A private key file; CRYPTO_SIGNER_PATH_PREFIX counts as when signing. */
  | { readonly kind: 'file2'; readonly path: string };

export interface OnlineKeys {
  /**
   * Fetches the public key and makes the key object, with its `x-tuf-on-ci-online-uri` (SPEC A3, A4).
   * @throws TufError('usage') for a choice that names no key, TufError('key') for a key or scheme that cannot be used,
   * TufError('signer') when the service refuses or cannot be reached, TufError('login') when nobody is logged in
   */
  import(choice: OnlineKeyChoice): Promise<Key>;
  /**
   * The schemes that a key of AWS KMS can sign with, as SPEC A4 names them: what is to be asked, on a terminal, when there are several.
   * @throws as `import`
   */
  schemesOf(keyId: string): Promise<readonly string[]>;
}
