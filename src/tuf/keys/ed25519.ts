/**
 * Ed25519 keys (SPEC A4; RFC 8032): 64 hex digits.
 */
import { TufError } from '../../errors.ts';
import type { Ed25519Scheme } from '../scheme.ts';
import { nativeVerify } from './native-verify.ts';
import { accepted, type PublicKeyReading, refused } from './reading.ts';
import { lazyKeyObject } from './spki.ts';

export const ed25519Algorithm = '06032b6570';

/** The field and the curve -x² + y² = 1 + d x² y² (RFC 8032 5.1). */
const p = 2n ** 255n - 19n;
const d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

/** The y of the points of order 8, but for the sign; those of order 1, 2 and 4 have y = 1, -1 and 0. */
const y8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const smallOrder: ReadonlySet<bigint> = new Set([0n, 1n, p - 1n, y8, p - y8]);

/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export function readEd25519(text: string, scheme: Ed25519Scheme): PublicKeyReading {
  if (!/^[0-9A-Fa-f]{64}$/.test(text)) throw new TufError('key', 'it is not 64 hex digits');
  const publicBytes = Buffer.from(text, 'hex');
  const y = yOf(publicBytes);
  if (y >= p) return refused('weak', 'its point is not in canonical form');
  // With such a key everybody can sign: verification does not depend on the message.
  if (smallOrder.has(y)) return refused('weak', 'its point is of small order');
  if (!isOnCurve(y)) throw new TufError('key', 'its point is not on the curve');
  const key = lazyKeyObject({ algorithm: ed25519Algorithm, publicBytes });
  return accepted({
    kind: 'raw',
    material: `ed25519:${publicBytes.toString('hex')}`,
    scheme,
    verify: (payload, signature) => nativeVerify(null, payload.bytes, key, signature),
  });
}

/** The low 255 bits, little-endian; the highest bit is the sign of x. */
function yOf(point: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(point).reverse().toString('hex')}`) & (2n ** 255n - 1n);
}

/** Is there an x for this y: is (y² - 1) / (d y² + 1) a square? OpenSSL looks only when it verifies. */
function isOnCurve(y: bigint): boolean {
  const y2 = (y * y) % p;
  return jacobi(((y2 - 1n) * (d * y2 + 1n)) % p, p) >= 0;
}

/** The Jacobi symbol (a/n) for odd n: 1 for a square, -1 for none, 0 for a common factor. */
function jacobi(a: bigint, n: bigint): -1 | 0 | 1 {
  let sign: -1 | 1 = 1;
  while (a !== 0n) {
    while ((a & 1n) === 0n) {
      a >>= 1n;
      if ((n & 7n) === 3n || (n & 7n) === 5n) sign = sign === 1 ? -1 : 1;
    }
    if ((a & 3n) === 3n && (n & 3n) === 3n) sign = sign === 1 ? -1 : 1;
    [a, n] = [n % a, a];
  }
  return n === 1n ? sign : 0;
}
