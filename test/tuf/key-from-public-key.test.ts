/**
 * New key objects: keyids depend on every byte of them (SPEC A4).
 */
import { createPrivateKey, ECDH, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { objectOf } from '../../src/tuf/json.ts';
import { keyFromPublicKey, keyFromSpki } from '../../src/tuf/key-from-public-key.ts';
import { ecdsaPair, mlDsaNames, mlDsaPair, nobleOf, pointOf, publicOf, tlv } from './keys/make-key.ts';

const none = objectOf([]);

describe('a hardware key', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = keyFromPublicKey(publicKey, objectOf([['x-tuf-on-ci-keyowner', '@ann']]));

  test('has type, scheme, public key and owner, and nothing else', () => {
    expect({ ...key }).toEqual({
      keytype: 'ecdsa',
      scheme: 'ecdsa-sha2-nistp256',
      keyval: { public: publicKey.export({ type: 'spki', format: 'pem' }) },
      'x-tuf-on-ci-keyowner': '@ann',
    });
  });

  test('is PEM with 64 columns and a final newline', () => {
    const lines = publicOf(key).split('\n');
    expect(lines.map((line) => line.length)).toEqual([26, 64, 60, 24, 0]);
  });

  test('is the same key object when the token hands out a compressed point', () => {
    const point = ECDH.convertKey(pointOf(key, 65), 'prime256v1', undefined, undefined, 'compressed') as Buffer;
    const algorithm = tlv(0x30, Buffer.from('06072a8648ce3d020106082a8648ce3d030107', 'hex'));
    const compressed = tlv(0x30, algorithm, tlv(0x03, Buffer.of(0), point));
    expect(keyFromSpki(compressed, objectOf([['x-tuf-on-ci-keyowner', '@ann']]))).toEqual(key);
  });
});

test.each([
  ['p256', 'ecdsa-sha2-nistp256'],
  ['p384', 'ecdsa-sha2-nistp384'],
  ['p521', 'ecdsa-sha2-nistp521'],
] as const)('a key on %s has the scheme %s', (curve, scheme) => {
  expect(ecdsaPair(curve).key).toMatchObject({ keytype: 'ecdsa', scheme });
});

test('an ed25519 key is 64 hex digits', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
  expect(keyFromPublicKey(publicKey, none)).toMatchObject({
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: raw.toString('hex') },
  });
});

test('an RSA key takes the scheme it is given', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  expect(keyFromPublicKey(publicKey, none)).toMatchObject({ scheme: 'rsassa-pss-sha256', keyval: { public: pem } });
  expect(keyFromPublicKey(publicKey, none, 'rsa-pkcs1v15-sha512').scheme).toBe('rsa-pkcs1v15-sha512');
});

test.each(mlDsaNames)('an %s key is PEM, on every Node', (name) => {
  const { key } = mlDsaPair(name);
  expect(key).toMatchObject({ keytype: 'ml-dsa', scheme: `${name}/1` });
  const der = Buffer.from(publicOf(key).split('\n').slice(1, -2).join(''), 'base64');
  const raw = nobleOf(name).keygen(new Uint8Array(32).fill(7)).publicKey;
  expect(der.subarray(22).equals(raw)).toBe(true);
});

describe('refused', () => {
  test.each([
    ['a scheme of another curve', () => keyFromPublicKey(publicKeyOf('P-256'), none, 'ecdsa-sha2-nistp384')],
    ['another curve', () => keyFromPublicKey(publicKeyOf('secp256k1'), none)],
    ['a weak RSA key', () => keyFromPublicKey(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, none)],
    ['a key for other purposes', () => keyFromPublicKey(generateKeyPairSync('x25519').publicKey, none)],
    ['a private key', () => keyFromPublicKey(createPrivateKey(ecdsaPair('p256').pem), none)],
    ['bytes that are no key', () => keyFromSpki(Buffer.from('no key'), none)],
  ])('%s', (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'key' }));
  });
});

function publicKeyOf(namedCurve: string) {
  return generateKeyPairSync('ec', { namedCurve }).publicKey;
}
