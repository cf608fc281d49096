/**
 * What the errors of Vault mean, and what to do about each (Vault: "HTTP API", status codes).
 */
import { TufError } from '../../errors.ts';

/** An answer that is not the one that was asked for. */
export class VaultRefusal extends Error {
  readonly status: number;

  constructor(status: number, said: string) {
    super(said);
    this.name = 'VaultRefusal';
    this.status = status;
  }

  /** No such version, or one that is out of use. OpenBao says it with status 500. */
  get isAboutVersion(): boolean {
    return /key version|version for signing/i.test(this.message);
  }
}

/** Busy, sealed for a moment, a standby, or no whole answer. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof VaultRefusal)) return !(error instanceof TufError);
  return !error.isAboutVersion && (error.status === 429 || error.status === 412 || error.status >= 500);
}

export interface VaultCall {
  readonly uri: string;
  /** Below /v1/. */
  readonly path: string;
  /** What a policy must allow on the path. */
  readonly capability: 'update' | 'read';
}

export function vaultError(cause: unknown, { uri, path, capability }: VaultCall): TufError {
  if (cause instanceof TufError) return cause;
  const error = (message: string, hint: string) => new TufError('signer', message, { hint, cause });
  if (!(cause instanceof VaultRefusal)) {
    const { name, code, message } = cause as { name?: unknown; code?: unknown; message?: unknown };
    return name === 'AbortError' || code === 'ETIMEDOUT'
      ? error('Vault did not answer in time', 'Run it again. TUF_ON_CI_SIGNER_TIMEOUT sets the seconds.')
      : error(
          `Vault cannot be reached: ${typeof code === 'string' ? code : message}`,
          'Look at VAULT_ADDR, at VAULT_CACERT when its certificate is your own, and at the network of this machine.',
        );
  }
  const { status, message: said } = cause;
  if (status >= 300 && status < 400) {
    return error('Vault sends to another address', 'Set VAULT_ADDR to the active node: tokens are not sent elsewhere.');
  }
  if (cause.isAboutVersion) {
    return error(
      `Vault cannot sign with ${uri}: ${said}`,
      `The version does not exist, or is below min_encryption_version: vault read ${path.replace('/sign/', '/keys/')}`,
    );
  }
  switch (status) {
    case 403:
      return /invalid token|bad token|expired/i.test(said)
        ? new TufError('login', 'Vault does not accept VAULT_TOKEN', { hint: 'It has expired: log in again.', cause })
        : error(
            `There is no permission to use ${uri}`,
            `Allow "${capability}" on ${path} in a policy of VAULT_TOKEN, which may also have expired; look at VAULT_NAMESPACE.`,
          );
    case 404:
      return error(`Vault has no ${uri}`, `There is nothing at ${path}: look at the name and at VAULT_NAMESPACE.`);
    case 400:
      return badRequest(said, uri, error);
    case 429:
      return error('Vault takes no more requests now', 'Its rate limit is used up: run it again in a minute.');
    case 503:
      return error('Vault is sealed or in maintenance', 'Unseal it, then run it again.');
    default:
      return error(
        `Vault answered with status ${status}: ${said || 'nothing more'}`,
        'Look at VAULT_ADDR and its log.',
      );
  }
}

type Make = (message: string, hint: string) => TufError;

function badRequest(said: string, uri: string, error: Make): TufError {
  if (/key not found/i.test(said)) return error(`Vault has no ${uri}`, 'Look at the name and at VAULT_NAMESPACE.');
  return error(
    `Vault cannot sign with ${uri}: ${said}`,
    'Look at the type of the key: it must be ed25519, not derived.',
  );
}
