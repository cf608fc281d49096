/**
 * Private keys of the stubs, of every kind that a cloud has. They sign digests that somebody else has made, which node:crypto does not:
 * ECDSA by @noble/curves, PKCS#1 and PSS on top of bare RSA. ML-DSA by @noble/post-quantum, so that every Node has it.
 */
import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

export type StubKind = 'P-256' | 'P-384' | 'P-521' | 'RSA' | 'Ed25519' | 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

export interface DigestToSign {
  readonly digest: Uint8Array;
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly padding?: 'pss' | 'pkcs1';
}

export interface StubKey {
  readonly kind: StubKind;
  /** Undefined for ML-DSA. */
  readonly publicKey: KeyObject | undefined;
  /** Of ML-DSA: as FIPS 204 has it. */
  readonly rawPublicKey: Uint8Array | undefined;
  /** ECDSA's is r and s (IEEE P1363), or DER. */
  signDigest(request: DigestToSign, form: 'der' | 'raw'): Uint8Array;
  signMessage(message: Uint8Array): Uint8Array;
}

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 };
const mlDsa = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };

export function newStubKey(kind: StubKind): StubKey {
  if (kind in mlDsa) return mlDsaKey(kind as keyof typeof mlDsa);
  const { publicKey, privateKey } =
    kind === 'Ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'RSA'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: kind });
  return {
    kind,
    publicKey,
    rawPublicKey: undefined,
    signMessage: (message) => sign(null, message, privateKey),
    signDigest: (request, form) =>
      kind === 'RSA' ? rsaSignature(privateKey, request) : ecdsaSignature(kind, privateKey, request.digest, form),
  };
}

function mlDsaKey(kind: keyof typeof mlDsa): StubKey {
  const { publicKey, secretKey } = mlDsa[kind].keygen();
  const signMessage = (message: Uint8Array) => mlDsa[kind].sign(message, secretKey);
  return {
    kind,
    publicKey: undefined,
    rawPublicKey: publicKey,
    signMessage,
    signDigest: ({ digest }) => signMessage(digest),
  };
}

function ecdsaSignature(kind: StubKind, key: KeyObject, digest: Uint8Array, form: 'der' | 'raw'): Uint8Array {
  const scalar = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  const options = { prehash: false, lowS: false, format: form === 'raw' ? 'compact' : 'der' } as const;
  return curves[kind as keyof typeof curves].sign(digest, scalar, options);
}

const digestInfo = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** RFC 8017 8.1.1 and 8.2.1; the salt is as long as the digest. */
function rsaSignature(key: KeyObject, { digest, hash, padding = 'pss' }: DigestToSign): Uint8Array {
  if (padding === 'pss')
    return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, pssEncoded(digest, hash, 256));
  const info = Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest]);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info);
}

/** EMSA-PSS (RFC 8017 9.1.1) for a modulus of whole bytes. */
function pssEncoded(digest: Uint8Array, hash: string, length: number): Buffer {
  const salt = randomBytes(digest.length);
  const h = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const block = Buffer.alloc(length - digest.length - 1);
  block[block.length - salt.length - 1] = 1;
  salt.copy(block, block.length - salt.length);
  for (let i = 0; i * h.length < block.length; i++) {
    const mask = createHash(hash)
      .update(h)
      .update(Buffer.of(0, 0, 0, i))
      .digest();
    for (let j = 0; j < mask.length && i * h.length + j < block.length; j++) {
      const at = i * h.length + j;
      block[at] = (block[at] as number) ^ (mask[j] as number);
    }
  }
  block[0] = (block[0] as number) & 0x7f;
  return Buffer.concat([block, h, Buffer.of(0xbc)]);
}
