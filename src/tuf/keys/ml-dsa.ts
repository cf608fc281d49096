/**
 * ML-DSA keys (SPEC A4; TAP 21; FIPS 204; RFC 9881). Node knows them from 24.6 on; below that `@noble/post-quantum` does.
 */
import type { KeyObject } from 'node:crypto';
import { type DSA, ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { TufError } from '../../errors.ts';
import type { Payload } from '../payload.ts';
import type { MlDsaName, MlDsaScheme } from '../scheme.ts';
import { nativeVerify } from './native-verify.ts';
import { derOfPem } from './pem.ts';
import { accepted, type PublicKeyReading, refused } from './reading.ts';
import { lazyKeyObject, parseSpki } from './spki.ts';

export interface MlDsaParameters {
  readonly name: MlDsaName;
  /** The OID, in DER and hex. */
  readonly algorithm: string;
  readonly noble: DSA;
}

const parameterSets: readonly MlDsaParameters[] = [
  { name: 'ml-dsa-44', algorithm: '0609608648016503040311', noble: ml_dsa44 },
  { name: 'ml-dsa-65', algorithm: '0609608648016503040312', noble: ml_dsa65 },
  { name: 'ml-dsa-87', algorithm: '0609608648016503040313', noble: ml_dsa87 },
];

/** The parameter set of an AlgorithmIdentifier. */
export function mlDsaParametersOf(algorithm: string): MlDsaParameters | undefined {
  return parameterSets.find((parameters) => parameters.algorithm === algorithm);
}

/** The AlgorithmIdentifier of a scheme such as `ml-dsa-65/1`. */
export function mlDsaAlgorithmOf(scheme: string): string | undefined {
  return parameterSets.find(({ name }) => scheme === `${name}/1`)?.algorithm;
}

/** What is signed in place of the payload, so that a device need not see all of it: `tuf`, 0x01, SHA-512 (TAP 21). */
export function mlDsaMessage(payload: Payload): Uint8Array {
  return Buffer.concat([Buffer.from('tuf\x01', 'latin1'), Buffer.from(payload.digest('sha512'), 'hex')]);
}

/** Reads `keyval.public`. @throws TufError('key') when it is unreadable */
export function readMlDsa(text: string, scheme: MlDsaScheme): PublicKeyReading {
  const spki = parseSpki(derOfPem(text, 'PUBLIC KEY'));
  const parameters = mlDsaParametersOf(spki.algorithm);
  if (!parameters) throw new TufError('key', 'it is not an ML-DSA key');
  if (parameters.name !== scheme.parameters) {
    return refused('scheme-mismatch', 'the key has another parameter set than its scheme');
  }
  const { noble } = parameters;
  if (spki.publicBytes.length !== noble.lengths.publicKey) throw new TufError('key', 'it has a wrong length');
  const key = lazyKeyObject(spki);
  return accepted({
    kind: 'raw',
    material: `${parameters.name}:${Buffer.from(spki.publicBytes).toString('hex')}`,
    scheme,
    verify(payload, signature) {
      const message = mlDsaMessage(payload);
      return isKnownToNode(key)
        ? nativeVerify(null, message, key, signature)
        : noble.verify(signature, message, spki.publicBytes);
    },
  });
}

/** Some Nodes can hold an ML-DSA key without being able to name or use it. */
function isKnownToNode(key: () => KeyObject): boolean {
  try {
    return key().asymmetricKeyType !== undefined;
  } catch {
    return false;
  }
}
