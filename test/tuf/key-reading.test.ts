/**
 * Reading public keys that somebody else wrote (SPEC A4, B1 *keys*): what counts as one key, and what is refused.
 */
import { createPublicKey, ECDH, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/tuf/json.ts';
import type { Key } from '../../src/tuf/key.ts';
import { readPublicKey } from '../../src/tuf/public-key.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import {
  ecdsaPair,
  ed25519Pair,
  keyWith,
  mlDsaNames,
  mlDsaPair,
  pem,
  pointOf,
  publicOf,
  rsaPair,
  tlv,
} from './keys/make-key.ts';

const p256 = ecdsaPair('p256');
const rsa = rsaPair();
const ed25519 = ed25519Pair();

describe('one key, written in two ways, has one material', () => {
  const reflowed = publicOf(p256.key)
    .replace(/[A-Za-z0-9+/=]{40}/g, '$&\n')
    .replaceAll('\n', '\r\n');
  const p256Point = pointOf(p256.key, 65);
  test.each<[string, Key, Key]>([
    ['PEM with other line breaks', p256.key, keyWith(p256.key, { public: reflowed })],
    ['PEM without a final newline', p256.key, keyWith(p256.key, { public: publicOf(p256.key).trimEnd() })],
    ['a point in hex', p256.key, keyWith(p256.key, { public: p256Point.toString('hex') })],
    ['a point in upper-case hex', p256.key, keyWith(p256.key, { public: p256Point.toString('hex').toUpperCase() })],
    ['a compressed point', p256.key, keyWith(p256.key, { public: pem('PUBLIC KEY', spki(compressed(p256Point))) })],
    ['the historic key type', p256.key, keyWith(p256.key, { keytype: 'ecdsa-sha2-nistp256' })],
    ['another scheme', rsa.key, keyWith(rsa.key, { scheme: 'rsa-pkcs1v15-sha512' })],
    ['upper-case hex', ed25519.key, keyWith(ed25519.key, { public: publicOf(ed25519.key).toUpperCase() })],
    ['other custom fields', p256.key, { ...p256.key, 'x-tuf-on-ci-keyowner': '@b' }],
  ])('%s', (_, one, other) => {
    expect(materialOf(one)).toBeTypeOf('string');
    expect(materialOf(other)).toBe(materialOf(one));
  });

  test('two keys have two', () => {
    const keys = [p256.key, ecdsaPair('p256').key, ecdsaPair('p384').key, rsa.key, rsaPair().key, ed25519.key];
    expect(new Set(keys.map(materialOf)).size).toBe(keys.length);
  });

  test('two identities have two, and an identity cannot be spelled to look like two parts of another', () => {
    const identity = (identity: string, issuer: string) =>
      ({ keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity, issuer } }) satisfies Key;
    const keys = [identity('a', 'b'), identity('a', 'c'), identity('a","b', 'c'), identity('a', 'b","c')];
    expect(new Set(keys.map(materialOf)).size).toBe(keys.length);
  });
});

describe('key types and schemes', () => {
  const [mlDsa44] = mlDsaNames.map((name) => mlDsaPair(name).key) as [Key];
  const point = (length: number, fill: number) => Buffer.alloc(length, fill).fill(4, 0, 1).toString('hex');
  test.each<[string, Key, string]>([
    ['unknown key type', keyWith(p256.key, { keytype: 'dsa' }), 'unknown-keytype'],
    ['a key type that every object has', keyWith(p256.key, { keytype: '__proto__' }), 'unknown-keytype'],
    ['unknown scheme', keyWith(p256.key, { scheme: 'ecdsa-sha3-nistp256' }), 'unknown-scheme'],
    ['a scheme that every object has', keyWith(p256.key, { scheme: 'constructor' }), 'unknown-scheme'],
    ['the scheme of another curve', keyWith(p256.key, { scheme: 'ecdsa-sha2-nistp384' }), 'scheme-mismatch'],
    ['the scheme of another key type', keyWith(p256.key, { scheme: 'ed25519' }), 'scheme-mismatch'],
    [
      'a historic key type with another scheme',
      keyWith(p256.key, { keytype: 'ecdsa-sha2-nistp384' }),
      'scheme-mismatch',
    ],
    ['the scheme of another parameter set', keyWith(mlDsa44, { scheme: 'ml-dsa-65/1' }), 'scheme-mismatch'],
    ['an RSA key as an ecdsa key', keyWith(p256.key, { public: publicOf(rsa.key) }), 'unreadable'],
    ['an ecdsa key as an RSA key', keyWith(rsa.key, { public: publicOf(p256.key) }), 'unreadable'],
    ['an ecdsa key as an ml-dsa key', keyWith(mlDsa44, { public: publicOf(p256.key) }), 'unreadable'],
    ['an ecdsa key as an ed25519 key', keyWith(ed25519.key, { public: publicOf(p256.key) }), 'unreadable'],
    ['a point off its curve', keyWith(p256.key, { public: point(65, 1) }), 'unreadable'],
    [
      'a hex-encoded point on another curve',
      keyWith(p256.key, { public: pointOf(ecdsaPair('p384').key, 97).toString('hex') }),
      'scheme-mismatch',
    ],
  ])('%s', (_, key, problem) => {
    expect(problemOf(key)).toBe(problem);
  });
});

describe('hostile public keys are refused and do no harm', () => {
  const privatePem = p256.pem;
  const der = Buffer.from(publicOf(p256.key).split('\n').slice(1, -2).join(''), 'base64');
  const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey;
  const point = pointOf(p256.key, 65);
  const hybrid = Buffer.concat([Buffer.of(6 + ((point[64] as number) & 1)), point.subarray(1)]);
  const rsaPss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey;
  const { key: mlDsa } = mlDsaPair('ml-dsa-44');
  const longForm = Buffer.concat([Buffer.of(0x30, 0x81), der.subarray(1)]);

  test.each<[string, string]>([
    ['nothing', ''],
    ['garbage', '\u0000\ud83d\ude00 not a key'],
    ['a private key', privatePem],
    ['a private key called a public one', privatePem.replaceAll('PRIVATE', 'PUBLIC')],
    ['another label', publicOf(p256.key).replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['two labels', publicOf(p256.key).replace('BEGIN PUBLIC', 'BEGIN EC PUBLIC')],
    ['two other labels', publicOf(p256.key).replace('END PUBLIC', 'END EC PUBLIC')],
    ['two keys', publicOf(p256.key) + publicOf(ecdsaPair('p256').key)],
    ['text before the key', `# ours\n${publicOf(p256.key)}`],
    ['a key without its end', publicOf(p256.key).slice(0, -10)],
    ['bad base64', publicOf(p256.key).replace('M', '_')],
    ['base64 with something between', publicOf(p256.key).replace('M', 'M*')],
    ['a sound key and very many blanks', publicOf(p256.key) + ' '.repeat(20_000)],
    ['bytes after the DER', pem('PUBLIC KEY', Buffer.concat([der, Buffer.of(0)]))],
    ['DER with a third member', pem('PUBLIC KEY', tlv(0x30, der.subarray(2), Buffer.of(5, 0)))],
    ['a bit string that is not whole bytes', pem('PUBLIC KEY', spki(point, 1))],
    ['cut DER', pem('PUBLIC KEY', der.subarray(0, -1))],
    ['DER with a length in a longer form', pem('PUBLIC KEY', longForm)],
    ['explicit curve parameters', explicit.export({ type: 'spki', format: 'pem' }) as string],
    ['a hybrid point', pem('PUBLIC KEY', spki(hybrid))],
    ['the point at infinity', pem('PUBLIC KEY', spki(Buffer.of(0)))],
    ['an empty point', pem('PUBLIC KEY', spki(Buffer.of()))],
    ['hex of odd length', '04a'],
    ['hex of a wrong length', point.toString('hex').slice(2)],
    ['hex of a compressed point', compressed(point).toString('hex')],
    ['a megabyte of hex', '04'.repeat(500_000)],
    ['a megabyte of blanks', ' '.repeat(1_000_000)],
    ['a megabyte of PEM', `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(1_000_000)}\n-----END PUBLIC KEY-----\n`],
  ])('%s', (_, text) => {
    const historic = { keytype: 'ecdsa-sha2-nistp256', public: text };
    expect(problemOf(keyWith(p256.key, { public: text }))).toBe('unreadable');
    expect(problemOf(keyWith(p256.key, historic))).toBe('unreadable');
    for (const { key } of [rsa, ed25519, mlDsaPair('ml-dsa-44')]) {
      expect(problemOf(keyWith(key, { public: text }))).toBe('unreadable');
    }
  });

  test.each<[string, Key, (der: Buffer) => Buffer]>([
    ['a cut RSA key', rsa.key, (rsaDer) => rsaDer.subarray(0, -1)],
    ['an RSA key for PSS alone', rsa.key, () => rsaPss.export({ type: 'spki', format: 'der' })],
    [
      'a short ml-dsa key',
      mlDsa,
      (mlDsaDer) => tlv(0x30, mlDsaDer.subarray(4, 17), tlv(0x03, mlDsaDer.subarray(21, -1))),
    ],
  ])('%s', (_, key, change) => {
    const changed = change(Buffer.from(publicOf(key).split('\n').slice(1, -2).join(''), 'base64'));
    expect(problemOf(key)).toBeUndefined();
    expect(problemOf(keyWith(key, { public: pem('PUBLIC KEY', changed) }))).toBe('unreadable');
  });

  test.each<[string, Json]>([
    ['no object', 'abc'],
    ['null', null],
    ['no public key', {}],
    ['a public key that is no string', { public: [1] }],
    ['a public key of the prototype', JSON.parse('{"__proto__":{"public":"00","identity":"a","issuer":"b"}}')],
  ])('keyval: %s', (_, keyval) => {
    for (const { key } of [p256, rsa, ed25519]) expect(problemOf({ ...key, keyval } as Key)).toBe('unreadable');
    expect(problemOf({ keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval } as Key)).toBe('unreadable');
  });

  test('a Sigstore identity needs identity and issuer', () => {
    const key = (members: string) =>
      parseJson(Buffer.from(`{"keytype":"sigstore-oidc","scheme":"Fulcio","keyval":{${members}}}`)) as Key;
    expect(problemOf(key('"identity":"a@b.c","issuer":"https://i"'))).toBeUndefined();
    for (const bad of [
      '"identity":"a"',
      '"issuer":"a"',
      '"identity":"","issuer":"a"',
      '"identity":["a"],"issuer":"a"',
    ]) {
      expect(problemOf(key(bad))).toBe('unreadable');
    }
  });

  test('a private key is called by its name, and the key is not repeated', () => {
    const reading = readPublicKey(keyWith(p256.key, { public: privatePem }));
    expect(reading).toMatchObject({ ok: false, detail: expect.stringContaining('private key') });
    expect(JSON.stringify(reading)).not.toContain(privatePem.slice(30, 60));
  });

  test('no change of a byte of any key makes reading throw', () => {
    const keys = [p256, rsa, ed25519, mlDsaPair('ml-dsa-44'), ecdsaPair('p521')].map(({ key }) => key);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(), fc.integer({ min: 0, max: 255 }), (key, position, byte) => {
        const bytes = Buffer.from(publicOf(key), 'latin1');
        bytes[position % bytes.length] = byte;
        const reading = readPublicKey(keyWith(key, { public: bytes.toString('latin1') }));
        expect(typeof reading.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  test('no change of the DER of a key makes reading throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(p256.key, rsa.key),
        fc.nat(),
        fc.uint8Array({ maxLength: 4 }),
        (key, position, bytes) => {
          const changed = createPublicKey(publicOf(key)).export({ type: 'spki', format: 'der' });
          changed.set(bytes, position % (changed.length - 4));
          const reading = readPublicKey(keyWith(key, { public: pem('PUBLIC KEY', changed) }));
          expect(typeof reading.ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });
});

function materialOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : undefined;
}

function problemOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? undefined : reading.problem;
}

/** SubjectPublicKeyInfo of a P-256 point in whatever form. */
function spki(point: Uint8Array, unusedBits = 0): Buffer {
  const algorithm = tlv(0x30, Buffer.from('06072a8648ce3d020106082a8648ce3d030107', 'hex'));
  return tlv(0x30, algorithm, tlv(0x03, Buffer.of(unusedBits), point));
}

function compressed(point: Uint8Array): Buffer {
  return ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed') as Buffer;
}
