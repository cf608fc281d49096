/** Finds the signer that a URI names (SPEC A4); each kind is loaded when it is met. */
import { TufError } from '../errors.ts';
import type { SignerFor } from '../ports/signer.ts';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';

/** Signers of online keys. A clock that is set signs with key files only (SPEC B12). */
export function onlineSigners({ variables }: Environment, clock: Clock): SignerFor {
  return async (uri, key) => {
    const scheme = uri.slice(0, uri.indexOf(':') + 1);
    if (scheme === 'file2:') {
      const { filePathOf, fileSigner } = await import('../adapters/signers/file.ts');
      return fileSigner(filePathOf(uri, variables['CRYPTO_SIGNER_PATH_PREFIX']), key);
    }
    if (clock.isSet) {
      throw new TufError('clock', `TUF_ON_CI_NOW is set, so nothing is signed with ${uri}`, {
        hint: 'Unset TUF_ON_CI_NOW; a made-up time is for key files (file2:) only',
      });
    }
    throw new TufError('signer', `Signing with ${uri} is not supported yet`, {
      hint: 'Use a file2: key in this version',
    });
  };
}
