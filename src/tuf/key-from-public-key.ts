/**
 * New key objects, in the form that keyids depend on (SPEC A4).
 */
import type { KeyObject } from 'node:crypto';
import { TufError } from '../errors.ts';
import { entries, type JsonObject, objectOf } from './json.ts';
import type { Key } from './key.ts';
import { pointOfSpki } from './keys/ecdsa.ts';
import { ed25519Algorithm } from './keys/ed25519.ts';
import { mlDsaParametersOf } from './keys/ml-dsa.ts';
import { pemOf } from './keys/pem.ts';
import { rsaAlgorithm } from './keys/rsa.ts';
import { parseSpki, type Spki, spkiOf } from './keys/spki.ts';
import { readPublicKey } from './public-key.ts';

/**
 * The key object of a public key: P-256, P-384, P-521, RSA, ed25519 or ML-DSA.
 * `scheme` is the curve's, the parameter set's, or `rsassa-pss-sha256` unless given; `custom` fields follow (SPEC A3).
 * @throws TufError('key') for other keys, weak ones, and a scheme that does not fit
 */
export function keyFromPublicKey(publicKey: KeyObject, custom: JsonObject, scheme?: string): Key {
  if (publicKey.type !== 'public') throw new TufError('key', `A public key is needed, this is a ${publicKey.type} key`);
  return keyFromSpki(publicKey.export({ type: 'spki', format: 'der' }), custom, scheme);
}

/** The same from the DER of a SubjectPublicKeyInfo, for the keys that this Node has no object for. @throws TufError('key') */
export function keyFromSpki(der: Uint8Array, custom: JsonObject, scheme?: string): Key {
  const form = formOf(der);
  const key = objectOf([
    ['keytype', form.keytype],
    ['scheme', scheme ?? form.scheme],
    ['keyval', objectOf([['public', form.public]])],
    ...entries(custom),
  ]) as Key;
  const reading = readPublicKey(key);
  if (!reading.ok) throw new TufError('key', `The public key cannot be used: ${reading.detail}`, { hint: supported });
  return key;
}

/** The key material of a public key as `readPublicKey` names it; undefined for a kind of key that metadata cannot hold. */
export function materialOfSpki(der: Uint8Array): string | undefined {
  try {
    const reading = readPublicKey(keyFromSpki(der, objectOf([])));
    return reading.ok ? reading.key.material : undefined;
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

const supported = 'Use P-256, P-384, P-521, ed25519, ML-DSA or RSA with 2048 bits or more.';

interface KeyForm {
  readonly keytype: string;
  readonly scheme: string;
  readonly public: string;
}

const ecdsaSchemes = { 'P-256': 'ecdsa-sha2-nistp256', 'P-384': 'ecdsa-sha2-nistp384', 'P-521': 'ecdsa-sha2-nistp521' };

function formOf(der: Uint8Array): KeyForm {
  try {
    return formOfSpki(parseSpki(der));
  } catch (cause) {
    if (!(cause instanceof TufError)) throw cause;
    throw new TufError('key', `The public key cannot be used: ${cause.message}`, { hint: supported, cause });
  }
}

function formOfSpki(spki: Spki): KeyForm {
  if (spki.algorithm === ed25519Algorithm) {
    return { keytype: 'ed25519', scheme: 'ed25519', public: Buffer.from(spki.publicBytes).toString('hex') };
  }
  if (spki.algorithm === rsaAlgorithm) {
    return { keytype: 'rsa', scheme: 'rsassa-pss-sha256', public: pemOf(spkiOf(spki), 'PUBLIC KEY') };
  }
  const mlDsa = mlDsaParametersOf(spki.algorithm);
  if (mlDsa) return { keytype: 'ml-dsa', scheme: `${mlDsa.name}/1`, public: pemOf(spkiOf(spki), 'PUBLIC KEY') };
  const point = pointOfSpki(spki);
  return { keytype: 'ecdsa', scheme: ecdsaSchemes[point.curve], public: pemOf(spkiOf(point.spki), 'PUBLIC KEY') };
}
