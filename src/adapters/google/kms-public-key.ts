/**
 * Public keys of Google Cloud KMS, and the schemes of its algorithms.
 */
import type { protos } from '@google-cloud/kms';
import { TufError } from '../../errors.ts';
import type { PublicHalf } from '../../ports/remote-key.ts';
import { mlDsaAlgorithmOf } from '../../tuf/keys/ml-dsa.ts';
import { derOfPem } from '../../tuf/keys/pem.ts';
import { spkiOf } from '../../tuf/keys/spki.ts';
import { crc32c } from './crc32c.ts';

type PublicKey = protos.google.cloud.kms.v1.IPublicKey;
type Ask = (format?: 'NIST_PQC') => Promise<readonly [PublicKey, ...unknown[]]>;

/** gRPC's INVALID_ARGUMENT: the answer for a post-quantum key when no format is named. */
const invalidArgument = 3;

export async function publicHalfOf(keyVersion: string, ask: Ask): Promise<PublicHalf> {
  const [key] = await ask().catch((error: unknown) => {
    if ((error as { code?: unknown }).code === invalidArgument) return ask('NIST_PQC');
    throw error;
  });
  const scheme = schemeOfAlgorithm(String(key.algorithm));
  if (scheme === undefined) {
    throw new TufError('key', `${keyVersion} is of the algorithm ${key.algorithm}, which TUF cannot use`, {
      hint: 'Make a key for asymmetric signing, such as EC_SIGN_P256_SHA256.',
    });
  }
  return { spki: spkiIn(key, scheme), schemes: [scheme] };
}

function spkiIn(key: PublicKey, scheme: string): Uint8Array {
  const mlDsa = mlDsaAlgorithmOf(scheme);
  const raw = key.publicKey?.data;
  if (mlDsa && raw instanceof Uint8Array) {
    requireChecksum(raw, key.publicKey?.crc32cChecksum?.value);
    return spkiOf({ algorithm: mlDsa, publicBytes: raw });
  }
  const pem = key.pem ?? '';
  requireChecksum(Buffer.from(pem), key.pemCrc32c?.value);
  return derOfPem(pem, 'PUBLIC KEY');
}

function requireChecksum(bytes: Uint8Array, checksum: unknown): void {
  if (Number(checksum) === crc32c(bytes)) return;
  throw Object.assign(new Error('the checksum of the public key is wrong'), { code: 15 });
}

/** The one scheme of an algorithm (Google: CryptoKeyVersionAlgorithm). */
function schemeOfAlgorithm(algorithm: string): string | undefined {
  const rsa = /^RSA_SIGN_(PSS|PKCS1)_[0-9]+_SHA(256|512)$/.exec(algorithm);
  if (rsa) return `${rsa[1] === 'PSS' ? 'rsassa-pss' : 'rsa-pkcs1v15'}-sha${rsa[2]}`;
  return others.get(algorithm);
}

const others: ReadonlyMap<string, string> = new Map([
  ['EC_SIGN_P256_SHA256', 'ecdsa-sha2-nistp256'],
  ['EC_SIGN_P384_SHA384', 'ecdsa-sha2-nistp384'],
  ['EC_SIGN_ED25519', 'ed25519'],
  ['PQ_SIGN_ML_DSA_44', 'ml-dsa-44/1'],
  ['PQ_SIGN_ML_DSA_65', 'ml-dsa-65/1'],
  ['PQ_SIGN_ML_DSA_87', 'ml-dsa-87/1'],
]);
