/**
 * From a key object to a public key that signatures can be verified with (SPEC A4).
 */
import { TufError } from '../errors.ts';
import { get, isObject } from './json.ts';
import type { Key } from './key.ts';
import { readEcdsa } from './keys/ecdsa.ts';
import { readEd25519 } from './keys/ed25519.ts';
import { readMlDsa } from './keys/ml-dsa.ts';
import { type PublicKeyReading, refused } from './keys/reading.ts';
import { readRsa } from './keys/rsa.ts';
import { readSigstore } from './keys/sigstore.ts';
import { type RawScheme, type Scheme, schemeOfKey } from './scheme.ts';

export type { KeyProblem, PublicKey, PublicKeyReading, RawPublicKey, SigstoreIdentity } from './keys/reading.ts';

/** No public key of SPEC A4 is longer; RSA of 16,384 bits has 2,800 characters, ML-DSA-87 has 3,600. */
const maxPublicLength = 10_000;

const readings = new WeakMap<Key, PublicKeyReading>();

/** Reads and judges the public key of a key object, once per object. Does not throw. */
export function readPublicKey(key: Key): PublicKeyReading {
  const known = readings.get(key);
  if (known) return known;
  const reading = read(key);
  readings.set(key, reading);
  return reading;
}

function read(key: Key): PublicKeyReading {
  const scheme = schemeOfKey(key.keytype, key.scheme);
  switch (scheme) {
    case 'unknown-keytype':
      return refused(scheme, 'the key type is not known');
    case 'unknown-scheme':
      return refused(scheme, 'the signature scheme is not known');
    case 'scheme-mismatch':
      return refused(scheme, 'the key type has no such signature scheme');
    default:
      return isObject(key.keyval) ? readKeyval(key, scheme) : refused('unreadable', 'keyval is no object');
  }
}

function readKeyval({ keyval }: Key, scheme: Scheme): PublicKeyReading {
  if (scheme.family === 'sigstore-oidc') return readSigstore(get(keyval, 'identity'), get(keyval, 'issuer'));
  const text = get(keyval, 'public');
  if (typeof text !== 'string') return refused('unreadable', 'keyval.public is no string');
  if (text.length > maxPublicLength) return refused('unreadable', 'keyval.public is too long');
  try {
    return readPublic(text, scheme);
  } catch (error) {
    if (error instanceof TufError) return refused('unreadable', error.message);
    throw error;
  }
}

function readPublic(text: string, scheme: RawScheme): PublicKeyReading {
  switch (scheme.family) {
    case 'ed25519':
      return readEd25519(text, scheme);
    case 'ecdsa':
      return readEcdsa(text, scheme);
    case 'rsa':
      return readRsa(text, scheme);
    case 'ml-dsa':
      return readMlDsa(text, scheme);
  }
}
