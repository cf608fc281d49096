/**
 * What counts as a signature (SPEC A4), and what merely looks like one. Keys and signatures are made by node:crypto and
 * @noble/post-quantum directly; `key-vectors.test.ts` has those of another implementation.
 */
import { constants, createHash, createPrivateKey, type SignKeyObjectInput, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Key } from '../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf, signatureEncoding } from '../../src/tuf/verify.ts';
import {
  ecdsaPair,
  ed25519Pair,
  type KeyPair,
  keyWith,
  mlDsaNames,
  mlDsaPair,
  nobleOf,
  pointOf,
  rsaPair,
} from './keys/make-key.ts';

const message = Buffer.from('{"_type":"root"}');
const [p256, p384, p521] = [ecdsaPair('p256'), ecdsaPair('p384'), ecdsaPair('p521')];
const ed25519 = ed25519Pair();
const rsa = rsaPair();

const signed = (pair: KeyPair, digest: string | null, options: Omit<SignKeyObjectInput, 'key'> = {}): Buffer =>
  sign(digest, message, { key: createPrivateKey(pair.pem), ...options });
const verifies = (key: Key, signature: Uint8Array | string): boolean =>
  createSignatureVerifier().verify(key, payloadOf(message), {
    keyid: 'any',
    sig: typeof signature === 'string' ? signature : Buffer.from(signature).toString('hex'),
  });

describe('ecdsa', () => {
  const curves = [
    ['P-256', p256, 'ecdsa-sha2-nistp256', 'sha256', 65],
    ['P-384', p384, 'ecdsa-sha2-nistp384', 'sha384', 97],
    ['P-521', p521, 'ecdsa-sha2-nistp521', 'sha512', 133],
  ] as const;

  test.each(curves)('%s signs its own digest', (_, pair, _scheme, digest) => {
    expect(verifies(pair.key, signed(pair, digest))).toBe(true);
    expect(verifies(pair.key, signed(pair, digest === 'sha256' ? 'sha384' : 'sha256'))).toBe(false);
  });

  test.each(curves)('%s: the hex-encoded points and key types of old roots', (_, pair, scheme, digest, length) => {
    const point = pointOf(pair.key, length).toString('hex');
    for (const keytype of ['ecdsa', scheme]) {
      const key = keyWith(pair.key, { keytype, public: point });
      expect(verifies(key, signed(pair, digest))).toBe(true);
      expect(verifies(key, signed(ecdsaPair('p256'), digest))).toBe(false);
    }
  });

  test('a signature has one DER form, and nothing after it', () => {
    let der = signed(p256, 'sha256');
    while (der.length !== 70) der = signed(p256, 'sha256'); // r and s of 32 bytes, no sign bytes
    expect(verifies(p256.key, der)).toBe(true);
    const [r, s] = [der.subarray(4, 36), der.subarray(38)];
    const sequence = (...parts: Uint8Array[]) => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.of(0x30, content.length), content]);
    };
    const forgeries = {
      'a byte after the end': Buffer.concat([der, Buffer.of(0)]),
      'a third member': sequence(der.subarray(2), Buffer.of(5, 0)),
      'a longer form of the length': Buffer.concat([Buffer.of(0x30, 0x81, 68), der.subarray(2)]),
      'no definite length': Buffer.concat([Buffer.of(0x30, 0x80), der.subarray(2), Buffer.of(0, 0)]),
      'a needless zero': sequence(Buffer.of(2, 33, 0), r, Buffer.of(2, 32), s),
      'a negative number': sequence(Buffer.of(2, 32), r, Buffer.of(2, 32, (s[0] as number) | 0x80), s.subarray(1)),
      'r alone': sequence(Buffer.of(2, 32), r),
      'r and s without DER': Buffer.concat([r, s]),
      'r and s of zero': sequence(Buffer.of(2, 1, 0, 2, 1, 0)),
    };
    for (const [name, forgery] of Object.entries(forgeries)) {
      expect(verifies(p256.key, forgery), name).toBe(false);
    }
  });
});

describe('ed25519', () => {
  const signature = signed(ed25519, null);
  test('a signature has 64 bytes', () => {
    expect(verifies(ed25519.key, signature)).toBe(true);
    expect(verifies(ed25519.key, Buffer.concat([signature, Buffer.of(0)]))).toBe(false);
    expect(verifies(ed25519.key, signature.subarray(0, 63))).toBe(false);
  });

  test('S is not taken modulo the order of the group', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
    const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    expect(verifies(ed25519.key, Buffer.concat([signature.subarray(0, 32), other]))).toBe(false);
  });

  test('with the neutral element as key nobody signs, although R = [S]B holds for every message', () => {
    const neutral = Buffer.concat([Buffer.of(1), Buffer.alloc(31)]);
    const key = keyWith(ed25519.key, { public: neutral.toString('hex') });
    expect(verifies(key, Buffer.concat([neutral, Buffer.alloc(32)]))).toBe(false);
  });
});

describe('rsa', () => {
  const { RSA_PKCS1_PSS_PADDING: pss, RSA_PKCS1_PADDING: pkcs1 } = constants;
  const digests = ['sha224', 'sha256', 'sha384', 'sha512'] as const;

  test.each(digests)('PSS with %s, whatever the length of the salt', (digest) => {
    const key = keyWith(rsa.key, { scheme: `rsassa-pss-${digest}` });
    for (const saltLength of [constants.RSA_PSS_SALTLEN_DIGEST, 0, 20, constants.RSA_PSS_SALTLEN_MAX_SIGN]) {
      expect(verifies(key, signed(rsa, digest, { padding: pss, saltLength }))).toBe(true);
    }
    expect(verifies(key, signed(rsa, digest, { padding: pkcs1 }))).toBe(false);
    expect(verifies(key, signed(rsa, digest === 'sha256' ? 'sha512' : 'sha256', { padding: pss }))).toBe(false);
  });

  test.each(digests)('PKCS#1 v1.5 with %s', (digest) => {
    const key = keyWith(rsa.key, { scheme: `rsa-pkcs1v15-${digest}` });
    expect(verifies(key, signed(rsa, digest, { padding: pkcs1 }))).toBe(true);
    expect(verifies(key, signed(rsa, digest, { padding: pss }))).toBe(false);
    expect(verifies(key, signed(rsa, digest === 'sha256' ? 'sha512' : 'sha256', { padding: pkcs1 }))).toBe(false);
  });

  test('a signature is as long as the modulus, leading zeros included', () => {
    let signature = signed(rsa, 'sha256', { padding: pss });
    while (signature[0] !== 0) signature = signed(rsa, 'sha256', { padding: pss });
    expect(verifies(rsa.key, signature)).toBe(true);
    expect(verifies(rsa.key, signature.subarray(1))).toBe(false);
    expect(verifies(rsa.key, Buffer.concat([Buffer.of(0), signature]))).toBe(false);
    expect(verifies(rsa.key, Buffer.concat([signature, Buffer.of(0)]))).toBe(false);
  });
});

describe.each(mlDsaNames)('%s', (name) => {
  const { key } = mlDsaPair(name);
  const noble = nobleOf(name);
  const { secretKey } = noble.keygen(new Uint8Array(32).fill(7));
  const digest = createHash('sha512').update(message).digest();
  const toSign = Buffer.concat([Buffer.from('tuf'), Buffer.of(1), digest]);
  const context = Buffer.from('tuf');

  test('signs "tuf", 1 and the SHA-512 of the payload, with an empty context (TAP 21)', () => {
    expect(verifies(key, noble.sign(toSign, secretKey))).toBe(true);
    expect(verifies(key, noble.sign(toSign, secretKey, { context }))).toBe(false);
    expect(verifies(key, noble.sign(message, secretKey))).toBe(false);
    expect(verifies(key, noble.sign(digest, secretKey))).toBe(false);
  });

  test('a signature has one length', () => {
    const signature = noble.sign(toSign, secretKey);
    expect(verifies(key, signature.subarray(1))).toBe(false);
    expect(verifies(key, Buffer.concat([signature, Buffer.of(0)]))).toBe(false);
    expect(verifies(key, new Uint8Array(signature.length))).toBe(false);
    expect(verifies(key, new Uint8Array(signature.length).fill(0xff))).toBe(false);
  });
});

describe('how a signature is written', () => {
  const hex = signed(p256, 'sha256').toString('hex');
  const sigstore: Key = {
    keytype: 'sigstore-oidc',
    scheme: 'Fulcio',
    keyval: { identity: 'a@b.c', issuer: 'https://i' },
  };

  test.each([
    ['', 'empty'],
    [hex, 'ok'],
    [hex.toUpperCase(), 'upper-case-hex'],
    [`${hex.slice(1)}`, 'malformed'],
    [` ${hex}`, 'malformed'],
    [`${hex}\n`, 'malformed'],
    [`0x${hex}`, 'malformed'],
    ['zz', 'malformed'],
    ['٠٠', 'malformed'],
  ])('hex %j is %s', (sig, encoding) => {
    expect(signatureEncoding(sig, p256.key)).toBe(encoding);
    expect(verifies(p256.key, sig)).toBe(encoding === 'ok' || encoding === 'upper-case-hex');
  });

  test.each([
    ['', 'empty'],
    ['MEUC', 'ok'],
    ['MEU=', 'ok'],
    ['M+/=', 'ok'],
    ['====', 'malformed'],
    ['MEU', 'malformed'],
    ['M-_=', 'malformed'],
    ['MEUC\n', 'malformed'],
  ])('base64 %j of sigstore-oidc is %s', (sig, encoding) => {
    expect(signatureEncoding(sig, sigstore)).toBe(encoding);
  });

  test('a megabyte of digits is no signature of any key', () => {
    for (const { key } of [p256, ed25519, rsa, mlDsaPair('ml-dsa-44')])
      expect(verifies(key, 'ab'.repeat(500_000))).toBe(false);
  });

  test('no text makes verification throw', () => {
    const keys = [p256, p384, p521, ed25519, rsa, mlDsaPair('ml-dsa-44')].map(({ key }) => key);
    const hexText = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(fc.constantFrom(...keys, sigstore), fc.oneof(hexText, fc.string({ unit: 'binary' })), (key, sig) => {
        expect(verifies(key, sig)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a key that cannot be read signs nothing', () => {
  test.each([{ scheme: 'ecdsa-sha2-nistp384' }, { keytype: 'unknown' }, { scheme: 'unknown' }, { public: 'garbage' }])(
    '%j',
    (changes) => {
      expect(verifies(keyWith(p256.key, changes), signed(p256, 'sha256'))).toBe(false);
    },
  );
});
