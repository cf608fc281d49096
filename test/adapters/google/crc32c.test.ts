import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32c as bitByBit } from '../../../lab/clouds/google-kms.ts';
import { crc32c } from '../../../src/adapters/google/crc32c.ts';

it('is the checksum of RFC 3720 B.4', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
});

it('is the same computed another way', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32c(bytes) === bitByBit(bytes)));
});
