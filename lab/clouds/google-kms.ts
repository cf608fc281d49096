/**
 * Google Cloud KMS on one machine: asymmetric signing, on the service's own protos (those that `@google-cloud/kms` ships). It checks and
 * fills the CRC32C fields and answers with the documented status codes.
 */
import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { type Fault, Faults, type Stub } from './fault.ts';
import { type DigestToSign, newStubKey, type StubKey, type StubKind } from './stub-key.ts';

export interface GoogleKms extends Stub {
  /** For TUF_ON_CI_GOOGLE_KMS. */
  readonly url: string;
  /** A new version of a key; gives its resource name. */
  addKey(name: string, algorithm: GoogleAlgorithm): string;
  disable(version: string): void;
}

const algorithms = {
  EC_SIGN_P256_SHA256: ['P-256', 'sha256'],
  EC_SIGN_P384_SHA384: ['P-384', 'sha384'],
  EC_SIGN_ED25519: ['Ed25519', undefined],
  RSA_SIGN_PSS_2048_SHA256: ['RSA', 'sha256', 'pss'],
  RSA_SIGN_PSS_4096_SHA512: ['RSA', 'sha512', 'pss'],
  RSA_SIGN_PKCS1_2048_SHA256: ['RSA', 'sha256', 'pkcs1'],
  RSA_SIGN_PKCS1_4096_SHA512: ['RSA', 'sha512', 'pkcs1'],
  PQ_SIGN_ML_DSA_44: ['ML-DSA-44', undefined],
  PQ_SIGN_ML_DSA_65: ['ML-DSA-65', undefined],
  PQ_SIGN_ML_DSA_87: ['ML-DSA-87', undefined],
  EC_SIGN_SECP256K1_SHA256: ['P-256', 'sha256'],
} as const satisfies Record<string, readonly [StubKind, DigestToSign['hash'] | undefined, ('pss' | 'pkcs1')?]>;
export type GoogleAlgorithm = keyof typeof algorithms;

interface Version {
  readonly algorithm: GoogleAlgorithm;
  readonly key: StubKey;
  state: 'ENABLED' | 'DISABLED';
}

interface Checksum {
  readonly value: string;
}
interface SignRequest {
  readonly name: string;
  readonly digest: Partial<Record<DigestToSign['hash'], Buffer>> | null;
  readonly digestCrc32c: Checksum | null;
  readonly data: Buffer;
  readonly dataCrc32c: Checksum | null;
}

const { status } = grpc;
const parent = 'projects/tuf-project/locations/europe-west1/keyRings/tuf/cryptoKeys';

export async function startGoogleKms(): Promise<GoogleKms> {
  const faults = new Faults();
  const versions = new Map<string, Version>();
  const server = new grpc.Server();
  server.addService(kmsService(), {
    AsymmetricSign: handler(faults, 'AsymmetricSign', (request: SignRequest) => sign(versions, request)),
    GetPublicKey: handler(faults, 'GetPublicKey', (request: { name: string; publicKeyFormat: string }) =>
      publicKey(find(versions, request.name), request),
    ),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    calls: faults.calls,
    fail: (fault, times) => faults.fail(fault, times),
    heal: () => faults.heal(),
    addKey(name, algorithm) {
      const number = [...versions.keys()].filter((version) => version.startsWith(`${parent}/${name}/`)).length + 1;
      const version = `${parent}/${name}/cryptoKeyVersions/${number}`;
      versions.set(version, { algorithm, key: newStubKey(algorithms[algorithm][0]), state: 'ENABLED' });
      return version;
    },
    disable: (version) => {
      find(versions, version).state = 'DISABLED';
    },
    close: async () => server.forceShutdown(),
  };
}

function kmsService(): grpc.ServiceDefinition {
  const protos = createRequire(import.meta.url)('@google-cloud/kms/build/protos/protos.json');
  const definition = fromJSON(protos, { enums: String, longs: String, defaults: true });
  return definition['google.cloud.kms.v1.KeyManagementService'] as grpc.ServiceDefinition;
}

type Refusal = Partial<grpc.StatusObject>;
const refusal = (code: grpc.status, details: string): Refusal => ({ code, details });

const refusals: Partial<Record<Fault, Refusal>> = {
  disabled: refusal(status.FAILED_PRECONDITION, 'the version is not enabled, current state is: DISABLED.'),
  denied: refusal(
    status.PERMISSION_DENIED,
    "Permission 'cloudkms.cryptoKeyVersions.useToSign' denied on resource (or it may not exist).",
  ),
  off: refusal(
    status.PERMISSION_DENIED,
    'Cloud Key Management Service (KMS) API has not been used in project tuf-project before or it is disabled.',
  ),
  throttled: refusal(status.RESOURCE_EXHAUSTED, "Quota exceeded for quota metric 'Cryptographic requests'."),
  unauthenticated: refusal(status.UNAUTHENTICATED, 'Request had invalid authentication credentials.'),
};

/** One unary call: a fault, an answer, or the status that was thrown. */
function handler<Q>(faults: Faults, name: string, answer: (request: Q) => object) {
  return (call: grpc.ServerUnaryCall<Q, object>, callback: grpc.sendUnaryData<object>) => {
    const fault = faults.next(name);
    if (fault === 'slow') return;
    if (fault === 'cut') return cut(call);
    if (fault && refusals[fault]) return callback({ ...refusals[fault] });
    try {
      callback(null, spoilt(answer(call.request) as { signature?: Buffer }, fault));
    } catch (error) {
      callback(error as Refusal);
    }
  };
}

/** Takes away the connection under the call: the proxy of the tests does it better, this does it in between. */
function cut(call: grpc.ServerUnaryCall<unknown, object>): void {
  const { stream } = (call as unknown as { call: { stream: { session: { destroy(): void } } } }).call;
  stream.session.destroy();
}

function spoilt(answer: { signature?: Buffer }, fault: Fault | undefined): object {
  if (fault !== 'damaged' && fault !== 'lying') return answer;
  const signature = Buffer.from(answer.signature ?? '');
  signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  return { ...answer, signature, ...(fault === 'lying' && { signatureCrc32c: { value: String(crc32c(signature)) } }) };
}

function find(versions: ReadonlyMap<string, Version>, name: string): Version {
  const version = versions.get(name);
  if (version) return version;
  throw refusal(status.NOT_FOUND, `CryptoKeyVersion ${name} not found.`);
}

function sign(versions: ReadonlyMap<string, Version>, request: SignRequest): object {
  const { algorithm, key, state } = find(versions, request.name);
  if (state !== 'ENABLED')
    throw refusal(status.FAILED_PRECONDITION, `${request.name} is not enabled, current state is: ${state}.`);
  const [, hash, padding] = algorithms[algorithm] as readonly [
    StubKind,
    DigestToSign['hash'] | undefined,
    ('pss' | 'pkcs1')?,
  ];
  const digest = hash && request.digest?.[hash];
  if (hash === undefined ? request.data.length === 0 : digest?.length !== Number(hash.slice(3)) / 8) {
    throw refusal(status.INVALID_ARGUMENT, `The digest does not match the algorithm ${algorithm}.`);
  }
  const signature = digest
    ? key.signDigest({ digest, hash, ...(padding && { padding }) }, 'der')
    : key.signMessage(request.data);
  return {
    name: request.name,
    signature,
    signatureCrc32c: { value: String(crc32c(signature)) },
    verifiedDigestCrc32c: digest ? requireChecksum(digest, request.digestCrc32c) : false,
    verifiedDataCrc32c: digest ? false : requireChecksum(request.data, request.dataCrc32c),
  };
}

function requireChecksum(bytes: Buffer, checksum: Checksum | null): boolean {
  if (checksum && Number(checksum.value) !== crc32c(bytes)) {
    throw refusal(status.INVALID_ARGUMENT, 'The checksum in the request does not match its data.');
  }
  return checksum !== null;
}

function publicKey(
  { algorithm, key }: Version,
  { name, publicKeyFormat }: { name: string; publicKeyFormat: string },
): object {
  if (key.publicKey) {
    const pem = key.publicKey.export({ type: 'spki', format: 'pem' }) as string;
    return { name, algorithm, pem, pemCrc32c: { value: String(crc32c(Buffer.from(pem))) } };
  }
  if (publicKeyFormat !== 'NIST_PQC') throw refusal(status.INVALID_ARGUMENT, 'A public key format must be given.');
  const data = Buffer.from(key.rawPublicKey as Uint8Array);
  return { name, algorithm, publicKeyFormat, publicKey: { data, crc32cChecksum: { value: String(crc32c(data)) } } };
}

/** RFC 3720 B.4, bit by bit. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x82f63b78n : crc >> 1n;
  }
  return Number(crc ^ 0xffffffffn);
}
