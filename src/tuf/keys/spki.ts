/**
 * SubjectPublicKeyInfo (RFC 5280 4.1): an algorithm and the bytes of a public key.
 *
 * It is read here and not by OpenSSL, which also takes private keys, certificates, bytes after the end and curves
 * with home-made parameters (CVE-2020-0601), and needs up to 90 µs for each key.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { TufError } from '../../errors.ts';
import { DerReader, derOf, derTag } from './der.ts';

export interface Spki {
  /** Content of the AlgorithmIdentifier (OID and parameters), in hex. */
  readonly algorithm: string;
  readonly publicBytes: Uint8Array;
}

/** @throws TufError('key') */
export function parseSpki(der: Uint8Array): Spki {
  const outer = new DerReader(der);
  const spki = new DerReader(outer.read(derTag.sequence));
  outer.end();
  const algorithm = Buffer.from(spki.read(derTag.sequence)).toString('hex');
  const bits = spki.read(derTag.bitString);
  spki.end();
  if (bits[0] !== 0) throw new TufError('key', 'its DER has a bit string of odd length');
  return { algorithm, publicBytes: bits.subarray(1) };
}

/** The DER of a SubjectPublicKeyInfo. */
export function spkiOf({ algorithm, publicBytes }: Spki): Buffer {
  const identifier = derOf(derTag.sequence, Buffer.from(algorithm, 'hex'));
  return derOf(derTag.sequence, identifier, derOf(derTag.bitString, Buffer.of(0), publicBytes));
}

/** OpenSSL's form of the key, made when the first signature is verified. */
export function lazyKeyObject(spki: Spki): () => KeyObject {
  let made: KeyObject | undefined;
  return () => {
    made ??= createPublicKey({ key: spkiOf(spki), format: 'der', type: 'spki' });
    return made;
  };
}
