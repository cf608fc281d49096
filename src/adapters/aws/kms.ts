/**
 * Keys of AWS KMS: `awskms:<key id, alias or ARN>` (SPEC A4).
 */
import { hash } from 'node:crypto';
import {
  GetPublicKeyCommand,
  KMSClient,
  MessageType,
  SignCommand,
  type SignCommandInput,
  type SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { TufError } from '../../errors.ts';
import type { CloudLogin } from '../../ports/cloud-login.ts';
import type { RemoteKey } from '../../ports/remote-key.ts';
import { within, withRetries } from '../../ports/retry.ts';
import { mlDsaMessage } from '../../tuf/keys/ml-dsa.ts';
import type { Payload } from '../../tuf/payload.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { awsLogin } from './credentials.ts';
import { isTransient, kmsError } from './kms-error.ts';

/** Bytes: AWS takes no longer message, and ed25519 has no digest that could stand for it. */
const maxMessage = 4096;

export function awsKmsKey(keyId: string, login: CloudLogin): RemoteKey {
  const { region, ...credentials } = awsLogin(login);
  const regionOfKey = /^arn:[a-z-]+:kms:([a-z0-9-]+):/.exec(keyId)?.[1] ?? region;
  const client = new KMSClient({
    ...credentials,
    ...(regionOfKey !== undefined && { region: regionOfKey }),
    // The retries are ours: the SDK's forget what was wrong when the time is over.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });

  async function call<T>(permission: string, send: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    const patience = login.patience();
    const once = () => within(patience.signal, send({ abortSignal: patience.signal }));
    return withRetries(once, isTransient, patience).catch((cause: unknown) => {
      throw kmsError(cause, { keyId, permission, login });
    });
  }

  return {
    async sign(payload, scheme) {
      const request = signRequest(keyId, payload, scheme);
      const { Signature } = await call('kms:Sign', (options) => client.send(new SignCommand(request), options));
      return Signature ?? new Uint8Array();
    },
    async readPublicHalf() {
      const { PublicKey, SigningAlgorithms, KeySpec } = await call('kms:GetPublicKey', (options) =>
        client.send(new GetPublicKeyCommand({ KeyId: keyId }), options),
      );
      const offered: ReadonlySet<unknown> = new Set(SigningAlgorithms);
      const schemes = algorithms.flatMap(([scheme, algorithm, spec]) =>
        offered.has(algorithm) && (spec === undefined || spec === KeySpec) ? [scheme] : [],
      );
      if (PublicKey && schemes.length > 0) return { spki: PublicKey, schemes };
      throw new TufError('key', `awskms:${keyId} is of the kind ${KeySpec}, which TUF cannot use`, {
        hint: 'Make a key for SIGN_VERIFY, such as ECC_NIST_P256.',
      });
    },
  };
}

/** What AWS calls each scheme; the key's kind where the algorithm alone does not tell it. The usual ones of RSA first. */
const algorithms: readonly (readonly [scheme: string, SigningAlgorithmSpec, spec?: string])[] = [
  ['ecdsa-sha2-nistp256', 'ECDSA_SHA_256', 'ECC_NIST_P256'],
  ['ecdsa-sha2-nistp384', 'ECDSA_SHA_384', 'ECC_NIST_P384'],
  ['ecdsa-sha2-nistp521', 'ECDSA_SHA_512', 'ECC_NIST_P521'],
  ['rsassa-pss-sha256', 'RSASSA_PSS_SHA_256'],
  ['rsassa-pss-sha384', 'RSASSA_PSS_SHA_384'],
  ['rsassa-pss-sha512', 'RSASSA_PSS_SHA_512'],
  ['rsa-pkcs1v15-sha256', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ['rsa-pkcs1v15-sha384', 'RSASSA_PKCS1_V1_5_SHA_384'],
  ['rsa-pkcs1v15-sha512', 'RSASSA_PKCS1_V1_5_SHA_512'],
  ['ed25519', 'ED25519_SHA_512', 'ECC_NIST_EDWARDS25519'],
  ['ml-dsa-44/1', 'ML_DSA_SHAKE_256', 'ML_DSA_44'],
  ['ml-dsa-65/1', 'ML_DSA_SHAKE_256', 'ML_DSA_65'],
  ['ml-dsa-87/1', 'ML_DSA_SHAKE_256', 'ML_DSA_87'],
];

function signRequest(KeyId: string, payload: Payload, scheme: RawScheme): SignCommandInput {
  const SigningAlgorithm = algorithmOf(scheme);
  if (scheme.family === 'ecdsa' || scheme.family === 'rsa') {
    const Message = hash(scheme.digest, payload.bytes, 'buffer');
    return { KeyId, SigningAlgorithm, Message, MessageType: MessageType.DIGEST };
  }
  const Message = scheme.family === 'ml-dsa' ? mlDsaMessage(payload) : payload.bytes;
  if (Message.length > maxMessage) {
    throw new TufError(
      'signer',
      `AWS KMS signs at most ${maxMessage} bytes with ed25519, these are ${Message.length}`,
      {
        hint: 'Use a P-256 key for this role: its signature is over a digest.',
      },
    );
  }
  return { KeyId, SigningAlgorithm, Message, MessageType: MessageType.RAW };
}

function algorithmOf(scheme: RawScheme): SigningAlgorithmSpec {
  const name = schemeName(scheme);
  const found = algorithms.find(([known]) => known === name);
  if (found) return found[1];
  throw new TufError('signer', `AWS KMS does not sign with ${name}`, {
    hint: 'Import the key again with tuf-on-ci-delegate, with a scheme that it has.',
  });
}

function schemeName(scheme: RawScheme): string {
  switch (scheme.family) {
    case 'ecdsa':
      return `ecdsa-sha2-nist${scheme.curve.toLowerCase().replace('-', '')}`;
    case 'rsa':
      return `${scheme.padding === 'pss' ? 'rsassa-pss' : 'rsa-pkcs1v15'}-${scheme.digest}`;
    case 'ml-dsa':
      return `${scheme.parameters}/1`;
    case 'ed25519':
      return 'ed25519';
  }
}
