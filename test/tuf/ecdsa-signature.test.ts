import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derOfRawSignature } from '../../src/tuf/keys/ecdsa-signature.ts';

const curves = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const;
type Curve = keyof typeof curves;

describe('an ECDSA signature of r and s', () => {
  it.each(Object.keys(curves) as Curve[])(
    'of %s becomes the DER that OpenSSL verifies, whatever its leading bytes',
    (curve) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 50 }), (message) => {
          const raw = sign(curves[curve], message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
          return verify(curves[curve], message, publicKey, derOfRawSignature(raw, curve));
        }),
        { numRuns: 100 },
      );
    },
  );

  it('keeps numbers positive and short', () => {
    const raw = Buffer.alloc(64);
    raw[31] = 0x80;
    raw[63] = 0x7f;
    expect(derOfRawSignature(raw, 'P-256').toString('hex')).toBe('30070202008002017f');
    expect(derOfRawSignature(Buffer.alloc(64), 'P-256').toString('hex')).toBe('3006020100020100');
  });

  it.each([0, 63, 65, 96])('of %i bytes is none of P-256', (length) => {
    expect(() => derOfRawSignature(Buffer.alloc(length), 'P-256')).toThrow(
      expect.objectContaining({ code: 'signature' }),
    );
  });
});
