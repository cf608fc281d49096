/**
 * A private key that a service holds, and the signer that is made of it: whatever the service answers, a signature is used
 * only when the key in the metadata verifies it.
 */
import { TufError } from '../errors.ts';
import type { Key } from '../tuf/key.ts';
import { materialOfSpki } from '../tuf/key-from-public-key.ts';
import type { RawPublicKey } from '../tuf/keys/reading.ts';
import { type Payload, payloadOf } from '../tuf/payload.ts';
import { readPublicKey } from '../tuf/public-key.ts';
import type { RawScheme } from '../tuf/scheme.ts';
import type { Signer } from './signer.ts';

export interface PublicHalf {
  /** DER of the SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** What the service signs with it, as SPEC A4 names schemes; the first is the usual one. */
  readonly schemes: readonly string[];
}

/** Every function throws TufError('signer') or TufError('login'), with what to do about it. */
export interface RemoteKey {
  /** One call of the service. ECDSA's signature in DER, the others as they are (SPEC A4). */
  sign(payload: Payload, scheme: RawScheme): Promise<Uint8Array>;
  readPublicHalf(): Promise<PublicHalf>;
}

/**
 * A signer for `key` with a remote key; one call of the service per signature.
 * @throws TufError('signer') at once when the key in the metadata can be none of a service
 */
export function remoteSigner(remote: RemoteKey, uri: string, key: Key): Signer {
  const publicKey = rawKeyOf(key);
  return {
    async sign(bytes) {
      const payload = payloadOf(bytes);
      const signature = await remote.sign(payload, publicKey.scheme);
      if (!publicKey.verify(payload, signature)) throw await whyNot(remote, uri, publicKey, key.scheme);
      return { sig: Buffer.from(signature).toString('hex') };
    },
  };
}

function rawKeyOf(key: Key): RawPublicKey {
  const reading = readPublicKey(key);
  if (reading.ok && reading.key.kind === 'raw') return reading.key;
  const problem = reading.ok ? 'it is a Sigstore identity' : reading.detail;
  throw new TufError('signer', `The key in the metadata cannot be used: ${problem}`, {
    hint: 'Replace it with tuf-on-ci-delegate.',
  });
}

/** Asks the service for its public key, only now that something is wrong. */
async function whyNot(remote: RemoteKey, uri: string, { material }: RawPublicKey, scheme: string): Promise<TufError> {
  const { spki, schemes } = await remote.readPublicHalf();
  if (materialOfSpki(spki) !== material) {
    return new TufError('signer', `${uri} is another key than the one in the metadata`, {
      hint: 'Either the URI names the wrong key or key version, or the key must be replaced with tuf-on-ci-delegate.',
    });
  }
  if (!schemes.includes(scheme)) {
    return new TufError(
      'signer',
      `${uri} signs with ${schemes.join(' or ') || 'no known scheme'}, not with ${scheme}`,
      {
        hint: 'The key in the metadata has the wrong scheme: import the key again with tuf-on-ci-delegate.',
      },
    );
  }
  return new TufError('signer', `${uri} answered with a signature that does not verify`, {
    hint: 'The answer was damaged on its way, or something in between is not the service: run it again.',
  });
}
