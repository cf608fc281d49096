/**
 * Keys of Azure Key Vault and Managed HSM: `azurekms://<vault host>/keys/<name>/<version>` (SPEC A4).
 */
import { createPublicKey, hash } from 'node:crypto';
import { CryptographyClient, KeyClient, type KeyVaultKey } from '@azure/keyvault-keys';
import { TufError } from '../../errors.ts';
import { type CloudLogin, standInFor } from '../../ports/cloud-login.ts';
import type { PublicHalf, RemoteKey } from '../../ports/remote-key.ts';
import { within, withRetries } from '../../ports/retry.ts';
import { derOfRawSignature } from '../../tuf/keys/ecdsa-signature.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { azureCredential } from './credentials.ts';
import { isTransient, vaultError } from './kms-error.ts';

export interface AzureKeyName {
  /** The host, such as `example.vault.azure.net`. */
  readonly vault: string;
  readonly name: string;
  readonly version: string;
}

/** The clouds of Azure. A host that metadata names must not be able to ask for a login elsewhere. */
const hosts = /^[a-z0-9-]+\.(vault|managedhsm)\.(azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)$/i;

export function azureKey({ vault, name, version }: AzureKeyName, login: CloudLogin): RemoteKey {
  const service = serviceOf(vault, login);
  const uri = `azurekms://${vault}/keys/${name}/${version}`;
  return {
    async sign(payload, scheme) {
      const algorithm = algorithmOf(scheme);
      const digest = hash(algorithm.digest, payload.bytes, 'buffer');
      // Given as an object, the library does not fetch the key before each signature.
      const key = {
        id: `${service.url}/keys/${name}/${version}`,
        name,
        key: {},
        properties: { vaultUrl: service.url, name },
      };
      const client = new CryptographyClient(key as KeyVaultKey, service.credential, service.options);
      const { result } = await service.call(uri, 'sign', (options) => client.sign(algorithm.name, digest, options));
      return scheme.family === 'ecdsa' ? derOfRawSignature(result, scheme.curve) : result;
    },
    async readPublicHalf() {
      const client = new KeyClient(service.url, service.credential, service.options);
      return publicHalfOf(
        uri,
        await service.call(uri, 'get', (options) => client.getKey(name, { version, ...options })),
      );
    },
  };
}

/** The newest version of a key. @throws TufError('signer') */
export async function newestAzureVersion(
  { vault, name }: Omit<AzureKeyName, 'version'>,
  login: CloudLogin,
): Promise<string> {
  const service = serviceOf(vault, login);
  const client = new KeyClient(service.url, service.credential, service.options);
  const uri = `azurekms://${vault}/keys/${name}`;
  const { properties } = await service.call(uri, 'get', (options) => client.getKey(name, options));
  if (properties.version) return properties.version;
  throw new TufError('signer', `Azure Key Vault does not say which version of ${uri} is the newest`);
}

function serviceOf(vault: string, login: CloudLogin) {
  const standIn = standInFor(login, 'TUF_ON_CI_AZURE_KEY_VAULT');
  if (!hosts.test(vault)) {
    throw new TufError('signer', `${vault} is no host of Azure Key Vault`, {
      hint: 'It looks like example.vault.azure.net.',
    });
  }
  const credential = azureCredential(login);
  return {
    url: standIn?.origin ?? `https://${vault}`,
    credential,
    options: {
      disableChallengeResourceVerification: standIn !== undefined,
      // The retries are ours: the SDK's forget what was wrong when the time is over.
      retryOptions: { maxRetries: 0 },
    },
    async call<T>(
      uri: string,
      permission: 'sign' | 'get',
      send: (options: { abortSignal: AbortSignal }) => Promise<T>,
    ): Promise<T> {
      const patience = login.patience();
      const once = () => within(patience.signal, send({ abortSignal: patience.signal }));
      return withRetries(once, isTransient, patience).catch((cause: unknown) => {
        throw vaultError(cause, { uri, permission, login });
      });
    },
  };
}

const curves: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

/** RFC 7518's names. */
function algorithmOf(scheme: RawScheme): { name: string; digest: string } {
  if (scheme.family === 'ecdsa') return { name: curves[scheme.curve] as string, digest: scheme.digest };
  if (scheme.family === 'rsa' && scheme.digest !== 'sha224') {
    return { name: `${scheme.padding === 'pss' ? 'PS' : 'RS'}${scheme.digest.slice(3)}`, digest: scheme.digest };
  }
  throw new TufError('signer', `Azure Key Vault does not sign with ${scheme.family} keys of this scheme`, {
    hint: 'Replace the online key with tuf-on-ci-delegate.',
  });
}

const digests = ['sha256', 'sha384', 'sha512'] as const;
const rsaSchemes = ['rsassa-pss', 'rsa-pkcs1v15'].flatMap((padding) => digests.map((digest) => `${padding}-${digest}`));

function publicHalfOf(uri: string, { key, keyType }: KeyVaultKey): PublicHalf {
  const type = keyType?.replace(/-HSM$/, '');
  try {
    if (type === 'EC' && key?.crv && key.x && key.y && Object.hasOwn(curves, key.crv)) {
      const jwk = { kty: 'EC', crv: key.crv, x: base64Url(key.x), y: base64Url(key.y) };
      return { spki: spkiOf(jwk), schemes: [`ecdsa-sha2-nist${key.crv.toLowerCase().replace('-', '')}`] };
    }
    if (type === 'RSA' && key?.n && key.e) {
      return { spki: spkiOf({ kty: 'RSA', n: base64Url(key.n), e: base64Url(key.e) }), schemes: rsaSchemes };
    }
  } catch (cause) {
    throw new TufError('key', `${uri} has a public key that makes no sense`, { cause });
  }
  throw new TufError('key', `${uri} is of the kind ${keyType} ${key?.crv ?? ''}, which TUF cannot use`, {
    hint: 'Make an EC key on P-256, P-384 or P-521, or an RSA key.',
  });
}

function spkiOf(jwk: Record<string, string>): Uint8Array {
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
