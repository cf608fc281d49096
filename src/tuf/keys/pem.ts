/**
 * PEM text of keys (RFC 7468).
 */
import { TufError } from '../../errors.ts';

/**
 * The bytes of the one PEM block that the text consists of. Where its lines break does not matter.
 * @throws TufError('key') for another label, text around the block, or bad base64
 */
export function derOfPem(pem: string, label: 'PUBLIC KEY' | 'PRIVATE KEY'): Buffer {
  const block = /^\s*-----BEGIN ([A-Z0-9 ]+)-----\s([^-]*)-----END ([A-Z0-9 ]+)-----\s*$/.exec(pem);
  if (!block) throw new TufError('key', `it is not one PEM block "${label}"`);
  if (label === 'PUBLIC KEY' && block[1]?.endsWith('PRIVATE KEY')) {
    throw new TufError('key', 'it is a private key, which must now be taken as known to everybody');
  }
  if (block[1] !== label || block[3] !== label) throw new TufError('key', `it is not a PEM block "${label}"`);
  const base64 = (block[2] as string).replace(/\s+/g, '');
  const der = Buffer.from(base64, 'base64');
  if (der.toString('base64') !== base64) throw new TufError('key', 'its PEM is not base64');
  return der;
}

/** PEM as keyids depend on it (SPEC A4): 64 columns and a final newline. */
export function pemOf(der: Uint8Array, label: 'PUBLIC KEY' | 'PRIVATE KEY'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
