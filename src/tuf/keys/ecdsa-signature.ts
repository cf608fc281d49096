/**
 * ECDSA signatures: DER in metadata (SPEC A4), r and s side by side from devices and services (IEEE P1363).
 */
import { TufError } from '../../errors.ts';
import type { CurveName } from '../scheme.ts';
import { derOf, derTag } from './der.ts';

/** Bytes of r, and of s. */
const lengths: Readonly<Record<CurveName, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/** The DER of a signature that is r and s, each as long as the curve's order. @throws TufError('signature') for other lengths */
export function derOfRawSignature(raw: Uint8Array, curve: CurveName): Buffer {
  const length = lengths[curve];
  if (raw.length !== 2 * length) {
    throw new TufError('signature', `A ${curve} signature has ${2 * length} bytes, this one has ${raw.length}`);
  }
  return derOf(derTag.sequence, integer(raw.subarray(0, length)), integer(raw.subarray(length)));
}

/** The shortest INTEGER of an unsigned number. */
function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  return derOf(derTag.integer, (digits[0] as number) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits]));
}
