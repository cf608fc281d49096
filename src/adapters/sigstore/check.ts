/** Verification of `sigstore-oidc` signatures (SPEC A4): what `tuf/verify.ts` leaves to others. */
import { type TrustMaterial, toSignedEntity, Verifier } from '@sigstore/verify';
import type { SigstoreCheck } from '../../tuf/verify.ts';
import { isCertifiedFor } from './certificate-identity.ts';
import { isOver, parseSignatureBundle } from './signature-bundle.ts';
import { loadTrustMaterial, type TrustOptions } from './trust-material.ts';

/**
 * Loads the trust root; the check itself then needs no network.
 * Errors: `signer` when the trust root cannot be had.
 */
export async function loadSigstoreCheck(options: TrustOptions): Promise<SigstoreCheck> {
  return sigstoreCheck(await loadTrustMaterial(options));
}

/**
 * Chain, certificate transparency, log entry and time are the library's work, with its thresholds (one of each). It is given no policy:
 * identity and issuer are compared here.
 */
function sigstoreCheck(trust: TrustMaterial): SigstoreCheck {
  const verifier = new Verifier(trust);
  return (json, signedBytes, identity, issuer, sig) => {
    try {
      const bundle = parseSignatureBundle(json);
      if (!bundle || !isOver(bundle, signedBytes, sig)) return false;
      const { buffer, byteOffset, byteLength } = signedBytes;
      const signer = verifier.verify(toSignedEntity(bundle, Buffer.from(buffer, byteOffset, byteLength)));
      return isCertifiedFor(signer.identity?.oids ?? [], identity, issuer);
    } catch {
      // Bundles are written by whoever can push: what the library trips over is no signature, whatever it throws.
      return false;
    }
  };
}
