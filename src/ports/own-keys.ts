/**
 * The own-keys port: the keys that a person signs with, and the conversation about the devices that hold them (SPEC A7 *signing key*,
 * *sign a role*; B6). What goes wrong with a device is said and asked again in here; a caller sees the outcome.
 */
import type { Key } from '../tuf/key.ts';
import type { SignatureFields } from './signer.ts';

/** What a person answers to "signing key" (SPEC A7). A URI is for the kinds that need no device: `file2:`, `exec:`. */
export type NewKeyChoice = 'sigstore' | 'hardware' | { readonly uri: string };

export interface NewKey {
  /** As metadata gets it (SPEC A4), but without its owner: that, and with it the keyid, is the caller's to add. */
  readonly key: Key;
  /** Where it is: for `KeyStore.remember`, once the keyid is known. */
  readonly uri: string;
}

export interface RoleToSign {
  readonly role: string;
  readonly keyid: string;
  /** The key as it stands in metadata: a signature that does not verify with it is refused. */
  readonly key: Key;
  /** The canonical bytes of the role's signed part. */
  readonly payload: Uint8Array;
}

export interface OwnKeys {
  /**
   * The public half of a key that the person can sign with. For a hardware key it asks for enter once the device is in, and again until a
   * key is found; for Sigstore it is a login.
   * @throws TufError('aborted') at the end of input; TufError('signer') or TufError('login') where asking again is no use (no PKCS#11
   * module, a refused login): the caller may offer the choice again
   */
  newKey(choice: NewKeyChoice): Promise<NewKey>;

  /**
   * A signature that verifies with the key, after the PIN or login that it takes. Where the key is comes from the key store, else from
   * its type (SPEC A7); a device that is found by looking is remembered. A failure is said; then enter tries again, and `skip` gives
   * `undefined`: the role stays unsigned by this key, and what else was signed can be pushed.
   * @throws TufError('aborted') at the end of input
   */
  sign(request: RoleToSign): Promise<SignatureFields | undefined>;
}
