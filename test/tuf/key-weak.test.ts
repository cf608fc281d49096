/**
 * Keys that parse and must still not count (SPEC B1 *keys*): with some of them everybody can sign.
 */
import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Key } from '../../src/tuf/key.ts';
import { readPublicKey } from '../../src/tuf/public-key.ts';
import { ed25519Pair, keyWith, pem, publicOf, rsaPair, tlv } from './keys/make-key.ts';

const rsa = rsaPair();
const ed25519 = ed25519Pair();

describe('RSA keys', () => {
  const integer = (bytes: Uint8Array) => tlv(0x02, Buffer.alloc((bytes[0] ?? 0) >> 7), bytes);
  const rsaKey = (n: Uint8Array, e: Uint8Array) => {
    const numbers = tlv(0x30, integer(n), integer(e));
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
    ['2047 bits', rsaKey(Buffer.from(modulus).fill(0x7f, 0, 1), Buffer.of(1, 0, 1))],
    ['exponent 1, where every message is its own signature', rsaKey(modulus, Buffer.of(1))],
    ['an even exponent', rsaKey(modulus, Buffer.of(1, 0, 0))],
    ['an exponent as long as its modulus', rsaKey(modulus, Buffer.concat([Buffer.of(1), Buffer.alloc(255, 1)]))],
    ['an even modulus', rsaKey(even, Buffer.of(1, 0, 1))],
  ])('%s is weak', (_, key) => {
    expect(problemOf(key)).toBe('weak');
  });

  test.each<[string, Key]>([
    ['exponent 0', rsaKey(modulus, Buffer.of(0))],
    ['an empty exponent', rsaKey(modulus, Buffer.alloc(0))],
    ['a modulus that OpenSSL does not take', rsaKey(Buffer.alloc(2049, 0x81), Buffer.of(3))],
  ])('%s is unreadable', (_, key) => {
    expect(problemOf(key)).toBe('unreadable');
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

function materialOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : undefined;
}

function problemOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? undefined : reading.problem;
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
