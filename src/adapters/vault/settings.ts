/**
 * Where HashiCorp Vault (or OpenBao) is and who is logged in there: the variables that its own tools read.
 */
import { readFileSync } from 'node:fs';
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';

export interface VaultSettings {
  readonly address: URL;
  readonly token: string;
  readonly namespace: string | undefined;
  /** The transit engine's path. */
  readonly mount: string;
  /** For TLS: certificates in PEM, and the name to expect. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly servername?: string };
}

/** @throws TufError('login') when a variable is missing or makes no sense */
export function readVaultSettings({ variables }: CloudLogin): VaultSettings {
  const address = variables['VAULT_ADDR'];
  if (!address || !URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new TufError('login', address ? `VAULT_ADDR is no address: ${address}` : 'VAULT_ADDR is not set', {
      hint: 'Set it to the address of the Vault that has the online key, such as https://vault.example.com:8200.',
    });
  }
  const token = variables['VAULT_TOKEN']?.trim();
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw new TufError('login', 'VAULT_TOKEN is not set, so there is no login to Vault', {
      hint: 'Log in by a step before (hashicorp/vault-action with exportToken), or set VAULT_TOKEN.',
    });
  }
  if (/^(1|t|true)$/i.test(variables['VAULT_SKIP_VERIFY'] ?? '')) {
    throw new TufError('login', 'VAULT_SKIP_VERIFY is set: a token is not sent to a server that nobody has verified', {
      hint: 'Unset it, and name the certificate of the authority in VAULT_CACERT.',
    });
  }
  const ca = fileNamed('VAULT_CACERT', variables['VAULT_CACERT']);
  const cert = fileNamed('VAULT_CLIENT_CERT', variables['VAULT_CLIENT_CERT']);
  const key = fileNamed('VAULT_CLIENT_KEY', variables['VAULT_CLIENT_KEY']);
  const servername = variables['VAULT_TLS_SERVER_NAME'];
  return {
    address: new URL(address),
    token,
    namespace: variables['VAULT_NAMESPACE'] || undefined,
    mount: variables['TUF_ON_CI_VAULT_MOUNT'] || 'transit',
    tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), ...(servername && { servername }) },
  };
}

function fileNamed(variable: string, path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TufError('login', `The file that ${variable} names cannot be read: ${path}`, { cause });
  }
}
