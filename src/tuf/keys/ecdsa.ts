/**
 * ECDSA keys on the NIST curves (SPEC A4): PEM, or the hex-encoded points of old roots.
 */
import { ECDH } from 'node:crypto';
import { TufError } from '../../errors.ts';
import type { CurveName, EcdsaScheme } from '../scheme.ts';
import { nativeVerify } from './native-verify.ts';
import { derOfPem } from './pem.ts';
import { accepted, type PublicKeyReading, refused } from './reading.ts';
import { lazyKeyObject, parseSpki, type Spki } from './spki.ts';

interface Curve {
  readonly name: CurveName;
  readonly opensslName: string;
  /** id-ecPublicKey with the named curve as parameter (RFC 5480 2.1.1). */
  readonly algorithm: string;
  /** Bytes of an uncompressed point. */
  readonly pointLength: number;
}

const curves: readonly Curve[] = [
  { name: 'P-256', opensslName: 'prime256v1', algorithm: '06072a8648ce3d020106082a8648ce3d030107', pointLength: 65 },
  { name: 'P-384', opensslName: 'secp384r1', algorithm: '06072a8648ce3d020106052b81040022', pointLength: 97 },
  { name: 'P-521', opensslName: 'secp521r1', algorithm: '06072a8648ce3d020106052b81040023', pointLength: 133 },
];

/** A point on its curve, uncompressed. */
export interface EcPoint {
  readonly curve: CurveName;
  readonly spki: Spki;
}

/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export function readEcdsa(text: string, scheme: EcdsaScheme): PublicKeyReading {
  const { curve, spki } = /^[0-9A-Fa-f]+$/.test(text)
    ? pointOfHex(text)
    : pointOfSpki(parseSpki(derOfPem(text, 'PUBLIC KEY')));
  if (curve !== scheme.curve) return refused('scheme-mismatch', 'the key is on another curve than its scheme');
  const key = lazyKeyObject(spki);
  return accepted({
    kind: 'raw',
    material: `${curve}:${Buffer.from(spki.publicBytes).toString('hex')}`,
    scheme,
    // OpenSSL refuses whatever is not the one DER form of (r, s). (r, n - s) verifies too: nothing here counts signatures.
    verify: (payload, signature) => nativeVerify(scheme.digest, payload.bytes, key, signature, { dsaEncoding: 'der' }),
  });
}

/** The key of a SubjectPublicKeyInfo with a named curve. @throws TufError('key') */
export function pointOfSpki({ algorithm, publicBytes }: Spki): EcPoint {
  const curve = curves.find((candidate) => candidate.algorithm === algorithm);
  if (!curve) throw new TufError('key', 'it is not a key on one of the curves P-256, P-384 and P-521');
  return pointOn(curve, publicBytes);
}

/** An uncompressed point; its length tells the curve. */
function pointOfHex(text: string): EcPoint {
  const point = Buffer.from(text, 'hex');
  const curve = curves.find(({ pointLength }) => text.length === 2 * pointLength);
  if (!curve) throw new TufError('key', 'it is not a hex-encoded uncompressed point');
  return pointOn(curve, point);
}

function pointOn(curve: Curve, point: Uint8Array): EcPoint {
  const form = point[0];
  if (form !== 2 && form !== 3 && form !== 4) throw new TufError('key', 'its point has an unknown form');
  try {
    const publicBytes = ECDH.convertKey(point, curve.opensslName, undefined, undefined, 'uncompressed') as Buffer;
    return { curve: curve.name, spki: { algorithm: curve.algorithm, publicBytes } };
  } catch (cause) {
    throw new TufError('key', 'its point is not on the curve', { cause });
  }
}
