/**
 * What the errors of Azure Key Vault mean, and what to do about each (Azure: "Key Vault REST API error codes").
 */
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';
import { azureLoginError } from './credentials.ts';

export interface VaultCall {
  readonly uri: string;
  /** The one that the call needs. */
  readonly permission: 'sign' | 'get';
  readonly login: CloudLogin;
}

interface Answer {
  readonly name?: unknown;
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly details?: { readonly error?: { readonly innerError?: { readonly code?: unknown } } };
}

/** Busy, an error of the server, or no whole answer. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TufError) return false;
  const { name, statusCode, code } = error as Answer;
  if (typeof statusCode === 'number') return statusCode === 429 || statusCode >= 500 || statusCode === 200;
  return name === 'RestError' && code !== 'ENOTFOUND';
}

export function vaultError(cause: unknown, { uri, permission, login }: VaultCall): TufError {
  const atLogin = azureLoginError(cause, login);
  if (atLogin) return atLogin;
  const { name, statusCode, code, message, details } = cause as Answer;
  const said = (String(message).split('\n')[0] as string).slice(0, 500);
  const inner = String(details?.error?.innerError?.code ?? '');
  const error = (sentence: string, hint: string) => new TufError('signer', sentence, { hint, cause });
  if (name === 'AbortError' || name === 'TimeoutError') return tooSlow(error);
  switch (statusCode) {
    case 400:
      return error(
        `${uri} does not sign with the scheme of the key in the metadata: ${said}`,
        'Its kind or curve is another one: import the key again with tuf-on-ci-delegate.',
      );
    case 401:
      return new TufError('login', `Azure Key Vault does not accept the login: ${said}`, {
        hint: 'The vault may belong to another tenant: look at azure_tenant_id.',
        cause,
      });
    case 403:
      return forbidden(inner, said, { uri, permission }, error);
    case 404:
      return error(`Azure Key Vault has no ${uri}`, 'Look at the vault, the name of the key and its version.');
    case 429:
      return error('Azure Key Vault takes no more requests now', 'Its limits are used up: run it again in a minute.');
    default:
      return unreachable(String(code), said, uri, error);
  }
}

type Make = (sentence: string, hint: string) => TufError;

function forbidden(inner: string, said: string, call: Pick<VaultCall, 'uri' | 'permission'>, error: Make): TufError {
  const { uri, permission } = call;
  if (inner === 'KeyDisabled' || /disabled key|key is disabled/i.test(said)) {
    return error(`${uri} is disabled`, 'Enable this version of the key in the vault.');
  }
  if (/expired|not yet valid|before/i.test(inner))
    return error(`${uri} is not in use: ${said}`, 'Look at the dates of this version.');
  if (inner === 'ForbiddenByFirewall') {
    return error('The firewall of the vault refuses this machine', 'Allow its network in the settings of the vault.');
  }
  return error(
    `There is no permission to use ${uri}`,
    `Grant the key permission "${permission}" (role Key Vault Crypto User, Microsoft.KeyVault/vaults/keys/${permission === 'sign' ? 'sign/action' : 'read'}) to who is logged in.`,
  );
}

function tooSlow(error: Make): TufError {
  return error(
    'Azure Key Vault did not answer in time',
    'Run it again; when it stays, see https://status.azure.com. TUF_ON_CI_SIGNER_TIMEOUT sets the seconds.',
  );
}

function unreachable(code: string, said: string, uri: string, error: Make): TufError {
  if (code === 'ENOTFOUND')
    return error(`There is no vault for ${uri}`, 'Look at its name, and at the network of this machine.');
  if (code === 'ETIMEDOUT') return tooSlow(error);
  return error(`Azure Key Vault cannot be reached: ${said}`, 'Look at the network of this machine, then run it again.');
}
