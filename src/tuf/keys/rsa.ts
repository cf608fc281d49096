/**
 * RSA keys with PSS and PKCS#1 v1.5 signatures (SPEC A4; RFC 8017).
 */
import { constants } from 'node:crypto';
import { TufError } from '../../errors.ts';
import type { RsaScheme } from '../scheme.ts';
import { DerReader, derTag } from './der.ts';
import { nativeVerify } from './native-verify.ts';
import { derOfPem } from './pem.ts';
import { accepted, type PublicKeyReading, refused } from './reading.ts';
import { lazyKeyObject, parseSpki } from './spki.ts';

/** rsaEncryption, NULL. */
export const rsaAlgorithm = '06092a864886f70d0101010500';

/** OpenSSL verifies nothing longer. */
const maxModulusBits = 16_384;

/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export function readRsa(text: string, scheme: RsaScheme): PublicKeyReading {
  const spki = parseSpki(derOfPem(text, 'PUBLIC KEY'));
  if (spki.algorithm !== rsaAlgorithm) throw new TufError('key', 'it is not an RSA key');
  const { modulus, exponent } = parseRsaPublicKey(spki.publicBytes);
  const bits = bitLength(modulus);
  if (bits > maxModulusBits) throw new TufError('key', `its modulus has more than ${maxModulusBits} bits`);
  if (bits < 2048) return refused('weak', `its modulus has ${bits} bits, less than 2048`);
  if (isEven(modulus)) return refused('weak', 'its modulus is even');
  if (isEven(exponent) || bitLength(exponent) < 2) return refused('weak', 'its exponent is 1 or even');
  if (bitLength(exponent) > 256) return refused('weak', 'its exponent has more than 256 bits');
  const key = lazyKeyObject(spki);
  return accepted({
    kind: 'raw',
    material: `rsa:${modulus.toString('hex')}:${exponent.toString('hex')}`,
    scheme,
    // OpenSSL takes a PSS signature without its leading zeros; RFC 8017 8.1.2 does not.
    verify: (payload, signature) =>
      signature.length === modulus.length &&
      nativeVerify(scheme.digest, payload.bytes, key, signature, rsaOptions(scheme, 'verify')),
  });
}

/** Options of node:crypto: a salt as long as the digest when signing, any when verifying (SPEC A4). */
export function rsaOptions({ padding }: RsaScheme, use: 'sign' | 'verify'): { padding: number; saltLength?: number } {
  if (padding === 'pkcs1v15') return { padding: constants.RSA_PKCS1_PADDING };
  const saltLength = use === 'sign' ? constants.RSA_PSS_SALTLEN_DIGEST : constants.RSA_PSS_SALTLEN_AUTO;
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

function parseRsaPublicKey(der: Uint8Array): { modulus: Buffer; exponent: Buffer } {
  const outer = new DerReader(der);
  const numbers = new DerReader(outer.read(derTag.sequence));
  outer.end();
  const [modulus, exponent] = [positive(numbers), positive(numbers)];
  numbers.end();
  return { modulus, exponent };
}

/** A positive INTEGER without its sign byte. */
function positive(numbers: DerReader): Buffer {
  const content = Buffer.from(numbers.read(derTag.integer));
  const [first = 0x80, second = 0] = content;
  if (first >= 0x80 || (first === 0 && second < 0x80)) throw new TufError('key', 'its DER has a bad number');
  return first === 0 ? content.subarray(1) : content;
}

function bitLength(number: Uint8Array): number {
  return number.length * 8 - (Math.clz32(number[0] ?? 0) - 24);
}

function isEven(number: Uint8Array): boolean {
  return ((number.at(-1) ?? 0) & 1) === 0;
}
