/** Wires the import of online keys (SPEC A7): each service is loaded when a key of its is imported. */
import { formatSignerUri, type SignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import { onlineKeys } from '../operations/import-online-key.ts';
import type { OnlineKeys } from '../ports/online-keys.ts';
import type { PublicHalf } from '../ports/remote-key.ts';
import { cloudLogin, remoteKey } from './cloud-login.ts';
import type { Environment } from './environment.ts';

export function onlineKeysOf({ variables }: Pick<Environment, 'variables'>): OnlineKeys {
  const login = cloudLogin(variables);

  async function readPublicHalf(uri: SignerUri): Promise<PublicHalf> {
    if (uri.kind === 'file2') {
      const { filePathOf, readPublicHalfOfFile } = await import('../adapters/signers/file.ts');
      return readPublicHalfOfFile(filePathOf(formatSignerUri(uri), variables['CRYPTO_SIGNER_PATH_PREFIX']));
    }
    const remote = await remoteKey(uri, login);
    if (remote) return remote.readPublicHalf();
    throw new TufError('usage', `${formatSignerUri(uri)} has no public key to import`);
  }

  return onlineKeys({
    readPublicHalf,
    newestAzureVersion: async (name) => (await import('../adapters/azure/kms.ts')).newestAzureVersion(name, login),
    newestVaultVersion: async (name) => (await import('../adapters/vault/transit.ts')).newestVaultVersion(name, login),
  });
}
