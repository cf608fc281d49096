/**
 * Verification of single signatures (TUF 5.3.4; SPEC A4). Counting them against a threshold is in `signatures.ts`.
 */
import { hash } from 'node:crypto';
import { get, isObject, type JsonObject } from './json.ts';
import type { Key, SignatureEntry } from './key.ts';
import type { RawPublicKey, SigstoreIdentity } from './keys/reading.ts';
import type { Payload } from './payload.ts';
import { readPublicKey } from './public-key.ts';

export { type Payload, payloadOf } from './payload.ts';

/**
 * Is the bundle a Sigstore signature over the bytes, by exactly this identity as this issuer says, and `sig` (base64)
 * its message signature? Answers false for whatever it cannot make sense of.
 */
export type SigstoreCheck = (
  bundle: JsonObject,
  signedBytes: Uint8Array,
  identity: string,
  issuer: string,
  sig: string,
) => boolean;

export interface SignatureVerifier {
  /**
   * Is the entry's signature over the payload by this key? Whose entry it is (`keyid`) is for the caller to know.
   * False for keys that cannot be read or are weak, and for any malformed signature; does not throw.
   */
  verify(key: Key, payload: Payload, entry: SignatureEntry): boolean;
}

export type SignatureEncoding = 'empty' | 'ok' | 'upper-case-hex' | 'malformed';

/** Is `sig` written as the key's type wants it (SPEC B1 *signatures*)? Upper-case digits verify, they are bad manners. */
export function signatureEncoding(sig: string, key: Key): SignatureEncoding {
  if (sig === '') return 'empty';
  if (key.keytype === 'sigstore-oidc') {
    return sig.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(sig) ? 'ok' : 'malformed';
  }
  if (sig.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(sig)) return 'malformed';
  return /[A-F]/.test(sig) ? 'upper-case-hex' : 'ok';
}

/**
 * A verifier that does nothing twice: answers are remembered by what they depend on (payload digest, key material,
 * scheme, signature), so that head, base and history share them. An answer takes less memory than its signature entry.
 * Without `sigstore`, no `sigstore-oidc` signature verifies.
 */
export function createSignatureVerifier(options: { sigstore?: SigstoreCheck } = {}): SignatureVerifier {
  const answers = new Map<string, boolean>();

  function remember(question: readonly unknown[], answer: () => boolean): boolean {
    const digest = hash('sha256', JSON.stringify(question));
    const known = answers.get(digest) ?? answer();
    answers.set(digest, known);
    return known;
  }

  function verifyRaw(key: RawPublicKey, scheme: string, payload: Payload, sig: string): boolean {
    const signature = Buffer.from(sig, 'hex');
    return remember([payload.digest('sha256'), scheme, key.material, signature.toString('hex')], () =>
      key.verify(payload, signature),
    );
  }

  function verifySigstore(key: SigstoreIdentity, payload: Payload, entry: SignatureEntry): boolean {
    const { sigstore } = options;
    const bundle = get(entry, 'bundle');
    if (!sigstore || !isObject(bundle)) return false;
    return remember([payload.digest('sha256'), key.material, entry.sig, bundle], () =>
      sigstore(bundle, payload.bytes, key.identity, key.issuer, entry.sig),
    );
  }

  return {
    verify(key, payload, entry) {
      const encoding = signatureEncoding(entry.sig, key);
      if (encoding === 'empty' || encoding === 'malformed') return false;
      const reading = readPublicKey(key);
      if (!reading.ok) return false;
      return reading.key.kind === 'raw'
        ? verifyRaw(reading.key, key.scheme, payload, entry.sig)
        : verifySigstore(reading.key, payload, entry);
    },
  };
}
