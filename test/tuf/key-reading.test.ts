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
  const reflowed = (text: string, columns: number, newline: string) =>
    publicOf(keyWith(p256.key, { public: text }))
      .replace(/\n(?!-|$)/g, '')
      .replace(/-----\n?(?=[A-Z0-9a-z+/=]{30})/, '-----\n')
      .replace(new RegExp(`([A-Za-z0-9+/=]{${columns}})`, 'g'), '$1\n')
      .replaceAll('\n', newline);

  const p256Point = pointOf(p256.key, 65);
  test.each<[string, Key, Key]>([
    ['PEM with other line breaks', p256.key, keyWith(p256.key, { public: reflowed(publicOf(p256.key), 50, '\r\n') })],
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

describe('weak keys', () => {
  const rsaKey = (n: Uint8Array, e: Uint8Array) => {
    const numbers = tlv(0x30, tlv(0x02, Buffer.of(0), n), tlv(0x02, e));
    const algorithm = tlv(0x30, Buffer.from('06092a864886f70d0101010500', 'hex'));
    return keyWith(rsa.key, { public: pem('PUBLIC KEY', tlv(0x30, algorithm, tlv(0x03, Buffer.of(0), numbers))) });
  };
  const { n } = createPublicKey(publicOf(rsa.key)).export({ format: 'jwk' });
  const modulus = Buffer.from(n as string, 'base64url');
  const even = Buffer.from(modulus).fill(0, 255);

  test('the same construction with sound numbers is accepted', () => {
    expect(materialOf(rsaKey(modulus, Buffer.of(1, 0, 1)))).toBe(materialOf(rsa.key));
    expect(problemOf(rsaKey(modulus, Buffer.of(3)))).toBeUndefined();
  });

  test.each<[string, Key]>([
    ['RSA with 2047 bits', rsaKey(Buffer.from(modulus).fill(0x7f, 0, 1), Buffer.of(1, 0, 1))],
    ['RSA with exponent 1, where every message is its own signature', rsaKey(modulus, Buffer.of(1))],
    ['RSA with exponent 0', rsaKey(modulus, Buffer.of(0))],
    ['RSA with an even exponent', rsaKey(modulus, Buffer.of(1, 0, 0))],
    [
      'RSA with an exponent as long as its modulus',
      rsaKey(modulus, Buffer.concat([Buffer.of(1), Buffer.alloc(255, 1)])),
    ],
    ['RSA with an even modulus', rsaKey(even, Buffer.of(1, 0, 1))],
  ])('%s', (_, key) => {
    expect(problemOf(key)).toBe(key === undefined ? undefined : 'weak');
  });
});

describe('ed25519 points', () => {
  const p = 2n ** 255n - 19n;
  const y8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
  const encode = (y: bigint, sign: 0 | 1) =>
    Buffer.from((y + (sign ? 2n ** 255n : 0n)).toString(16).padStart(64, '0'), 'hex')
      .reverse()
      .toString('hex');
  const problem = (y: bigint, sign: 0 | 1) => problemOf(keyWith(ed25519.key, { public: encode(y, sign) }));
  const smallOrder = [0n, 1n, p - 1n, y8, p - y8];

  test('the table has the points of order 1, 2, 4 and 8', () => {
    for (const y of smallOrder) expect(orderDividesEight(y)).toBe(true);
    expect(orderDividesEight(4n)).toBe(false);
  });

  test('none of the eight points of small order is a key, in whatever encoding', () => {
    for (const y of smallOrder) {
      for (const sign of [0, 1] as const) {
        expect(problem(y, sign)).toBe('weak');
        if (y < 19n) expect(problem(y + p, sign)).toBe('weak');
      }
    }
  });

  test('no coordinate past the field is a key', () => {
    for (let y = p; y < 2n ** 255n; y++) expect(problem(y, 0)).toBe('weak');
  });

  test('about half of all y have no point', () => {
    const off = Array.from({ length: 200 }, (_, n) => problem(BigInt(n + 2), 0)).filter((p) => p === 'unreadable');
    expect(off.length).toBeGreaterThan(60);
    expect(off.length).toBeLessThan(140);
  });

  test('every key that Node makes is one', () => {
    for (let n = 0; n < 50; n++) expect(problemOf(ed25519Pair().key)).toBeUndefined();
  });
});

describe('hostile public keys are refused and do no harm', () => {
  const privatePem = p256.pem;
  const der = Buffer.from(publicOf(p256.key).split('\n').slice(1, -2).join(''), 'base64');
  const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey;
  const point = pointOf(p256.key, 65);
  const hybrid = Buffer.concat([Buffer.of(6 + ((point[64] as number) & 1)), point.subarray(1)]);
  const longForm = Buffer.concat([Buffer.of(0x30, 0x81), der.subarray(1)]);

  test.each<[string, string]>([
    ['nothing', ''],
    ['garbage', '\u0000\ud83d\ude00 not a key'],
    ['a private key', privatePem],
    ['a private key called a public one', privatePem.replaceAll('PRIVATE', 'PUBLIC')],
    ['another label', publicOf(p256.key).replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['two labels', publicOf(p256.key).replace('BEGIN PUBLIC', 'BEGIN EC PUBLIC')],
    ['two keys', publicOf(p256.key) + publicOf(ecdsaPair('p256').key)],
    ['text before the key', `# ours\n${publicOf(p256.key)}`],
    ['a key without its end', publicOf(p256.key).slice(0, -10)],
    ['bad base64', publicOf(p256.key).replace('M', '_')],
    ['bytes after the DER', pem('PUBLIC KEY', Buffer.concat([der, Buffer.of(0)]))],
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
function spki(point: Uint8Array): Buffer {
  const algorithm = tlv(0x30, Buffer.from('06072a8648ce3d020106082a8648ce3d030107', 'hex'));
  return tlv(0x30, algorithm, tlv(0x03, Buffer.of(0), point));
}

function compressed(point: Uint8Array): Buffer {
  return ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed') as Buffer;
}

/** Doubling y three times on the curve (y alone suffices, RFC 8032 5.1) ends at the neutral element, y = 1? */
function orderDividesEight(y: bigint): boolean {
  const p = 2n ** 255n - 19n;
  const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
  let [numerator, denominator] = [y, 1n];
  for (let n = 0; n < 3; n++) {
    // x² = (y² - 1) / (d y² + 1), and y(2P) = (y² + x²) / (1 - d x² y²).
    const [a, b] = [numerator ** 2n % p, denominator ** 2n % p];
    const [xn, xd] = [(a - b) % p, (d * a + b) % p];
    const top = (a * xd + xn * b) % p;
    const bottom = (b * xd - ((d * xn) % p) * a) % p;
    [numerator, denominator] = [top, bottom];
  }
  return (numerator - denominator) % p === 0n;
}
