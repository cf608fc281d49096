/**
 * Keys of the transit engine of HashiCorp Vault and OpenBao: `hv:<name>/<version>`, ed25519 (SPEC A4).
 */
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';
import type { RemoteKey } from '../../ports/remote-key.ts';
import { withRetries } from '../../ports/retry.ts';
import { ed25519Algorithm } from '../../tuf/keys/ed25519.ts';
import { spkiOf } from '../../tuf/keys/spki.ts';
import { askVault, type VaultAnswer } from './request.ts';
import { readVaultSettings, type VaultSettings } from './settings.ts';
import { isTransient, VaultRefusal, vaultError } from './vault-error.ts';

export function vaultKey(name: string, version: number, login: CloudLogin): RemoteKey {
  const vault = new Transit(login);
  const uri = `hv:${name}/${version}`;
  return {
    async sign(payload, scheme) {
      if (scheme.family !== 'ed25519') {
        throw new TufError('signer', `${uri} signs with ed25519 alone`, {
          hint: 'Import the key again with tuf-on-ci-delegate.',
        });
      }
      // Never `prehashed`: ed25519 hashes by itself, and the digest would be signed as the message.
      const input = Buffer.from(payload.bytes).toString('base64');
      const body = { input, key_version: version };
      const data = await vault.ask(uri, 'update', ['sign', name], body);
      const found = /^vault:v([0-9]+):([A-Za-z0-9+/]+={0,2})$/.exec(String(data['signature']));
      if (found && Number(found[1]) === version) return Buffer.from(found[2] as string, 'base64');
      throw new TufError('signer', `Vault answered with no signature of version ${version} of ${name}`, {
        hint: 'Look at VAULT_ADDR, and that the key is not derived.',
      });
    },
    async readPublicHalf() {
      const { versions } = await readKey(vault, name);
      const publicBytes = versions.get(version);
      if (publicBytes) return { spki: spkiOf({ algorithm: ed25519Algorithm, publicBytes }), schemes: ['ed25519'] };
      throw new TufError('signer', `Vault has no ${uri}`, {
        hint: `The key ${name} has the versions ${[...versions.keys()].join(', ')}.`,
      });
    },
  };
}

/** The newest version of a key. @throws TufError('signer') */
export async function newestVaultVersion(name: string, login: CloudLogin): Promise<number> {
  const { versions } = await readKey(new Transit(login), name);
  return Math.max(...versions.keys());
}

/** The 32 bytes of each version's public key. */
async function readKey(vault: Transit, name: string): Promise<{ versions: ReadonlyMap<number, Uint8Array> }> {
  const { type, keys } = await vault.ask(`hv:${name}`, 'read', ['keys', name], undefined);
  if (type !== 'ed25519') {
    throw new TufError('key', `The key ${name} of Vault is of the type ${type}, not ed25519`, {
      hint: 'Make one with: vault write -f transit/keys/NAME type=ed25519',
    });
  }
  const versions = Object.entries((keys ?? {}) as Record<string, { public_key?: unknown }>).flatMap(([number, key]) => {
    const bytes = Buffer.from(String(key?.public_key ?? ''), 'base64');
    return bytes.length === 32 ? [[Number(number), bytes] as const] : [];
  });
  if (versions.length > 0) return { versions: new Map(versions) };
  throw new TufError('key', `The key ${name} of Vault has no public key`, { hint: 'A derived key cannot be used.' });
}

/** The transit engine: asks with retries, and names what went wrong. */
class Transit {
  readonly #settings: VaultSettings;
  readonly #login: CloudLogin;

  constructor(login: CloudLogin) {
    this.#settings = readVaultSettings(login);
    this.#login = login;
  }

  /** The answer's `data`. */
  async ask(
    uri: string,
    capability: 'update' | 'read',
    path: readonly string[],
    body: unknown,
  ): Promise<Readonly<Record<string, unknown>>> {
    const patience = this.#login.patience();
    const whole = [...this.#settings.mount.split('/'), ...path];
    const attempt = async () => dataOf(await askVault(this.#settings, whole, body, patience.signal));
    return withRetries(attempt, isTransient, patience).catch((cause: unknown) => {
      throw vaultError(cause, { uri, path: whole.join('/'), capability });
    });
  }
}

function dataOf({ status, body }: VaultAnswer): Readonly<Record<string, unknown>> {
  const { data, errors } = (body ?? {}) as { data?: unknown; errors?: unknown };
  if (status === 200 && typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  const said = Array.isArray(errors) ? errors.join('; ').replace(/\s+/g, ' ').trim() : '';
  throw new VaultRefusal(status, said.slice(0, 500));
}
