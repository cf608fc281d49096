/**
 * Private keys of every key type of SPEC A4 that has one, from PEM (PKCS#8, and OpenSSL's older forms).
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { TufError } from '../../errors.ts';
import { mlDsaMessage } from '../../tuf/keys/ml-dsa.ts';
import { rsaOptions } from '../../tuf/keys/rsa.ts';
import type { Payload } from '../../tuf/payload.ts';
import type { RawScheme } from '../../tuf/scheme.ts';
import { parseMlDsaPrivateKey } from './ml-dsa-private-key.ts';

export interface PrivateKey {
  /** DER of the SubjectPublicKeyInfo of its public half. */
  readonly spki: Uint8Array;
  /** A raw signature; ECDSA's in DER. The scheme must be one of the key's own. */
  sign(payload: Payload, scheme: RawScheme): Uint8Array;
}

/** @throws TufError('signer') when the text is no private key that can be used */
export function parsePrivateKey(pem: string): PrivateKey {
  if (/-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    throw new TufError('signer', 'The private key is encrypted', {
      hint: 'Decrypt it with: openssl pkcs8 -in encrypted.pem -out key.pem',
    });
  }
  const key = nativeKey(pem) ?? parseMlDsaPrivateKey(pem);
  if (key) return key;
  throw new TufError('signer', 'The file is not a private key in PEM (PKCS#8)', {
    hint: 'Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem',
  });
}

/** The key as node:crypto has it; undefined when this Node cannot read it, or read it but not use it. */
function nativeKey(pem: string): PrivateKey | undefined {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyType === undefined) return undefined;
  return {
    spki: createPublicKey(key).export({ type: 'spki', format: 'der' }),
    sign: (payload, scheme) => signNatively(key, payload, scheme),
  };
}

function signNatively(key: KeyObject, payload: Payload, scheme: RawScheme): Uint8Array {
  switch (scheme.family) {
    case 'ed25519':
      return sign(null, payload.bytes, key);
    case 'ecdsa':
      return sign(scheme.digest, payload.bytes, { key, dsaEncoding: 'der' });
    case 'rsa':
      return sign(scheme.digest, payload.bytes, { key, ...rsaOptions(scheme, 'sign') });
    case 'ml-dsa':
      return sign(null, mlDsaMessage(payload), key);
  }
}
