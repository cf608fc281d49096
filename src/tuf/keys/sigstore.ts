/**
 * Sigstore identities in the place of keys (SPEC A4): `sigstore-oidc` with scheme `Fulcio`.
 */
import type { Json } from '../json.ts';
import { accepted, type PublicKeyReading, refused } from './reading.ts';

/** Reads `keyval.identity` and `keyval.issuer`, which are compared for equality and never as patterns. */
export function readSigstore(identity: Json | undefined, issuer: Json | undefined): PublicKeyReading {
  if (typeof identity !== 'string' || typeof issuer !== 'string' || identity === '' || issuer === '') {
    return refused('unreadable', 'keyval.identity and keyval.issuer are not both there');
  }
  return accepted({ kind: 'sigstore', material: JSON.stringify(['sigstore', identity, issuer]), identity, issuer });
}
