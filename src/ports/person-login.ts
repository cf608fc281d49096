/** The person-login port: a person's Sigstore identity, by a login in the browser or with a pasted code (SPEC A4, A7). */
import type { SignatureFields } from './signer.ts';

/** Whom a Sigstore key is of: the members of its `keyval`. */
export interface SigstoreName {
  /** For a person, the email address of the login. */
  readonly identity: string;
  /** The federated connector, such as `https://github.com/login/oauth`. */
  readonly issuer: string;
}

/** Both throw TufError('login') when the login fails or is somebody else's, TufError('signer') when a service of Sigstore fails. */
export interface PersonLogin {
  /** A login, and who that is. */
  identify(): Promise<SigstoreName>;
  /** A signature with a certificate for exactly this name. Nothing is put into the public log for another. */
  sign(payload: Uint8Array, name: SigstoreName): Promise<SignatureFields>;
}
