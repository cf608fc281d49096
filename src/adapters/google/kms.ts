/**
 * Keys of Google Cloud KMS: `gcpkms:<key version>` (SPEC A4).
 */
import { hash } from 'node:crypto';
import { KeyManagementServiceClient, type protos } from '@google-cloud/kms';
import { credentials } from '@grpc/grpc-js';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { TufError } from '../../errors.ts';
import { type CloudLogin, standInFor } from '../../ports/cloud-login.ts';
import type { PublicHalf, RemoteKey } from '../../ports/remote-key.ts';
import { within, withRetries } from '../../ports/retry.ts';
import { mlDsaMessage } from '../../tuf/keys/ml-dsa.ts';
import type { Payload } from '../../tuf/payload.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { crc32c } from './crc32c.ts';
import { googleAuth, googleLoginError } from './credentials.ts';
import { isTransient, kmsError } from './kms-error.ts';
import { publicHalfOf } from './kms-public-key.ts';

type SignRequest = protos.google.cloud.kms.v1.IAsymmetricSignRequest;
type SignResponse = protos.google.cloud.kms.v1.IAsymmetricSignResponse;

/** Milliseconds for one attempt. A signature of an HSM takes some tens. */
const attemptLimit = 10_000;

/** @param keyVersion its full resource name */
export function googleKmsKey(keyVersion: string, login: CloudLogin): RemoteKey {
  const auth = googleAuth(login);
  const standIn = standInFor(login, 'TUF_ON_CI_GOOGLE_KMS');
  const client = standIn
    ? new KeyManagementServiceClient({
        apiEndpoint: standIn.hostname,
        port: Number(standIn.port),
        sslCreds: credentials.createInsecure(),
        auth: new GoogleAuth({ authClient: new PassThroughClient() }),
      })
    : new KeyManagementServiceClient({ auth });

  /** Logs in, calls with retries, and names what went wrong. */
  async function call<T>(permission: string, attempt: (options: { timeout: number; retry: null }) => Promise<T>) {
    const patience = login.patience();
    if (!standIn || login.identities.google) {
      await within(patience.signal, auth.getAccessToken()).catch((cause: unknown) => {
        throw googleLoginError(cause, login);
      });
    }
    const once = () => attempt({ timeout: Math.min(attemptLimit, patience.remaining()), retry: null });
    return withRetries(once, isTransient, patience).catch((cause: unknown) => {
      throw kmsError(cause, keyVersion, permission);
    });
  }

  return {
    async sign(payload, scheme) {
      const request = signRequest(keyVersion, payload, scheme);
      return call('cloudkms.cryptoKeyVersions.useToSign', async (options) => {
        const [response] = await client.asymmetricSign(request, options);
        return checkedSignature(request, response);
      });
    },
    readPublicHalf: (): Promise<PublicHalf> =>
      call('cloudkms.cryptoKeyVersions.viewPublicKey', (options) =>
        publicHalfOf(keyVersion, (publicKeyFormat) =>
          client.getPublicKey({ name: keyVersion, ...(publicKeyFormat && { publicKeyFormat }) }, options),
        ),
      ),
  };
}

/** The digest; ed25519 and ML-DSA have none and get their message, which for ML-DSA is a digest of ours (SPEC A4). */
function signRequest(name: string, payload: Payload, scheme: RawScheme): SignRequest {
  if (scheme.family === 'ed25519' || scheme.family === 'ml-dsa') {
    const data = scheme.family === 'ed25519' ? payload.bytes : mlDsaMessage(payload);
    return { name, data, dataCrc32c: { value: crc32c(data) } };
  }
  if (scheme.digest === 'sha224') {
    throw new TufError('signer', 'Google Cloud KMS does not sign SHA-224 digests', {
      hint: 'Import the key again with tuf-on-ci-delegate: it then gets the scheme that the key has.',
    });
  }
  const digest = hash(scheme.digest, payload.bytes, 'buffer');
  return { name, digest: { [scheme.digest]: digest }, digestCrc32c: { value: crc32c(digest) } };
}

/** What the service got is what was sent, and what it answered is what arrived (Google: "Verifying end-to-end data integrity"). */
function checkedSignature(request: SignRequest, response: SignResponse): Uint8Array {
  const { signature, signatureCrc32c, name } = response;
  const arrived = request.data ? response.verifiedDataCrc32c : response.verifiedDigestCrc32c;
  if (!(signature instanceof Uint8Array) || !arrived || Number(signatureCrc32c?.value) !== crc32c(signature)) {
    throw new DamagedAnswer();
  }
  if (name !== request.name) {
    throw new TufError('signer', `Google Cloud KMS signed with another key version: ${name}`, {
      hint: `It was asked to sign with ${request.name}. Run it again, and report it when it stays.`,
    });
  }
  return signature;
}

/** Worth another attempt. */
class DamagedAnswer extends Error {
  override readonly name = 'DamagedAnswer';
  /** gRPC's DATA_LOSS. */
  readonly code = 15;
}
