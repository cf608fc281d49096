/** Finds the signer that a URI names (SPEC A4); each kind is loaded when it is met. */
import { isOnlineSigner, parseSignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import type { CloudLogin } from '../ports/cloud-login.ts';
import { type RemoteKey, remoteSigner } from '../ports/remote-key.ts';
import type { SignerFor } from '../ports/signer.ts';
import type { Clock } from './clock.ts';
import { cloudLogin, remoteKey } from './cloud-login.ts';
import type { Environment } from './environment.ts';

/**
 * Signers of online keys. A clock that is set signs with key files only (SPEC B12). An action gives the login that its inputs
 * name; a command has its environment's.
 */
export function onlineSigners(
  environment: Pick<Environment, 'cwd' | 'variables'>,
  clock: Clock,
  login: CloudLogin = cloudLogin(environment.variables),
): SignerFor {
  const { variables } = environment;
  const remotes = new Map<string, Promise<RemoteKey | undefined>>();
  return async (text, key) => {
    const reading = parseSignerUri(text);
    if (!reading.ok || !isOnlineSigner(reading.uri)) {
      throw new TufError('signer', `${text} is no signer of online keys`, {
        hint: 'Choose the online key again with tuf-on-ci-delegate.',
      });
    }
    const { uri } = reading;
    if (uri.kind === 'file2') {
      const { filePathOf, fileSigner } = await import('../adapters/signers/file.ts');
      return fileSigner(filePathOf(text, variables['CRYPTO_SIGNER_PATH_PREFIX']), key);
    }
    if (clock.isSet) {
      throw new TufError('clock', `TUF_ON_CI_NOW is set, so nothing is signed with ${text}`, {
        hint: 'Unset TUF_ON_CI_NOW; a made-up time is for key files (file2:) only',
      });
    }
    // Snapshot and timestamp have one key: one login, one connection.
    const known = remotes.get(text) ?? remoteKey(uri, login);
    remotes.set(text, known);
    const remote = await known;
    if (remote) return remoteSigner(remote, text, key);
    if (uri.kind === 'sigstore' && uri.ambient) {
      return (await import('./sigstore-signer.ts')).workflowSigner(environment, key, login);
    }
    throw new TufError('signer', `A workflow cannot sign with ${text}`, {
      hint: 'Use a key of a cloud, of Vault, a key file, or the identity of the workflow (sigstore:).',
    });
  };
}
