/**
 * Key pairs for tests, fresh in every run. ML-DSA by @noble/post-quantum, so that every Node has them.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { objectOf } from '../../../src/tuf/json.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { keyFromPublicKey, keyFromSpki } from '../../../src/tuf/key-from-public-key.ts';

export interface KeyPair {
  readonly key: Key;
  /** PKCS#8. */
  readonly pem: string;
}

const none = objectOf([]);
const curves = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;

export function ecdsaPair(curve: keyof typeof curves): KeyPair {
  return pairOf(generateKeyPairSync('ec', { namedCurve: curves[curve] }));
}

export function ed25519Pair(): KeyPair {
  return pairOf(generateKeyPairSync('ed25519'));
}

export function rsaPair(scheme = 'rsassa-pss-sha256'): KeyPair {
  return pairOf(generateKeyPairSync('rsa', { modulusLength: 2048 }), scheme);
}

function pairOf(pair: { publicKey: KeyObject; privateKey: KeyObject }, scheme?: string): KeyPair {
  return {
    key: keyFromPublicKey(pair.publicKey, none, scheme),
    pem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** The same key under another scheme, or with another key type. */
export function keyWith(key: Key, changes: { keytype?: string; scheme?: string; public?: string }): Key {
  const text = changes.public ?? publicOf(key);
  return {
    ...key,
    keytype: changes.keytype ?? key.keytype,
    scheme: changes.scheme ?? key.scheme,
    keyval: { public: text },
  };
}

export function publicOf(key: Key): string {
  return key.keyval['public'] as string;
}

/** The last bytes of the DER of a key in PEM: the point of an ecdsa key. */
export function pointOf(key: Key, length: number): Buffer {
  const der = createPublicKey(publicOf(key)).export({ type: 'spki', format: 'der' });
  return der.subarray(der.length - length);
}

const mlDsa = {
  'ml-dsa-44': { noble: ml_dsa44, oid: '0609608648016503040311' },
  'ml-dsa-65': { noble: ml_dsa65, oid: '0609608648016503040312' },
  'ml-dsa-87': { noble: ml_dsa87, oid: '0609608648016503040313' },
} as const;
export type MlDsaName = keyof typeof mlDsa;
export const mlDsaNames = Object.keys(mlDsa) as MlDsaName[];
export const nobleOf = (name: MlDsaName) => mlDsa[name].noble;

/** The three forms of a private key of RFC 9881 6, and two that are none: seed and expanded key of two keys, a cut key. */
export type MlDsaForm = 'seed' | 'expanded' | 'both' | 'contradicting' | 'short';

export function mlDsaPair(name: MlDsaName, form: MlDsaForm = 'seed', seed = new Uint8Array(32).fill(7)): KeyPair {
  const { noble, oid } = mlDsa[name];
  const { publicKey, secretKey } = noble.keygen(seed);
  const otherSecret = noble.keygen(new Uint8Array(32).fill(8)).secretKey;
  const privateKey = {
    seed: tlv(0x80, seed),
    expanded: tlv(0x04, secretKey),
    both: tlv(0x30, tlv(0x04, seed), tlv(0x04, secretKey)),
    contradicting: tlv(0x30, tlv(0x04, seed), tlv(0x04, otherSecret)),
    short: tlv(0x04, secretKey.subarray(1)),
  }[form];
  const algorithm = tlv(0x30, Buffer.from(oid, 'hex'));
  return {
    key: keyFromSpki(tlv(0x30, algorithm, tlv(0x03, Buffer.of(0), publicKey)), none),
    pem: pem('PRIVATE KEY', tlv(0x30, Buffer.of(2, 1, 0), algorithm, tlv(0x04, privateKey))),
  };
}

/** DER, written down apart from src. */
export function tlv(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

export function pem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}
