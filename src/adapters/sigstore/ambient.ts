/** Signing with the identity of the workflow that runs: `sigstore:` (SPEC A4). */
import { TufError } from '../../errors.ts';
import type { Signer } from '../../ports/signer.ts';
import type { Key } from '../../tuf/key.ts';
import { readPublicKey } from '../../tuf/public-key.ts';
import { parseIdentityToken } from './identity-token.ts';
import { type SigstoreSigning, signAs } from './sign.ts';

/** Whom Fulcio asks tokens to be for. */
export const sigstoreAudience = 'sigstore';

/**
 * A signer for a Sigstore key, with a token of its own for each signature.
 * @param getToken the workflow's OIDC token; its errors are the signer's
 * @throws TufError('signer') at once when the key is none of Sigstore
 */
export function ambientSigner(
  key: Key,
  getToken: (audience: string) => Promise<string>,
  signing: SigstoreSigning,
): Signer {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== 'sigstore') {
    throw new TufError('signer', 'The signer URI is sigstore:, but the key in the metadata is of another kind.', {
      hint: 'Choose the online key again with tuf-on-ci-delegate.',
    });
  }
  const { identity, issuer } = reading.key;
  return {
    sign: async (payload) =>
      signAs({ identity, issuer }, parseIdentityToken(await getToken(sigstoreAudience)), payload, signing),
  };
}
