/**
 * What Sigstore clients do with the TUF repository of their instance: they fetch `trusted_root.json` through TUF, and verify bundles
 * with it. By Sigstore's own libraries, so that it is a client's word and not ours.
 */
import { bundleFromJSON } from '@sigstore/bundle';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { getTrustedRoot } from '@sigstore/tuf';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { TufError } from '../../errors.ts';
import { isCertifiedFor } from './certificate-identity.ts';

export interface Mirror {
  /** Where the metadata is; target files are in `targets/` below it, as Sigstore clients expect. */
  readonly url: string;
  /** The root that the client starts with. */
  readonly rootFile: string;
  /** An empty folder. */
  readonly cache: string;
}

/** Errors: `client` when the repository cannot be updated from, or serves no trust root. */
export async function fetchPublishedTrustedRoot({ url, rootFile, cache }: Mirror): Promise<TrustedRoot> {
  try {
    const mirrorURL = url.replace(/\/$/, '');
    return await getTrustedRoot({ mirrorURL, rootPath: rootFile, cachePath: cache, forceInit: true, retry: 2 });
  } catch (cause) {
    throw new TufError(
      'client',
      `A Sigstore client cannot get trusted_root.json from ${url}: ${(cause as Error).message}`,
      {
        hint: 'Sigstore clients look for target files in targets/ below the metadata: see metadata_path of the action publish',
        cause,
      },
    );
  }
}

export interface SignedArtifact {
  readonly artifact: Buffer;
  /** The bundle's text. */
  readonly bundle: string;
  readonly identity: string;
  readonly issuer: string;
}

/** Errors: `signature` when the bundle does not verify for this identity. */
export function verifyArtifact(root: TrustedRoot, { artifact, bundle, identity, issuer }: SignedArtifact): void {
  const signer = verified(root, artifact, bundle);
  if (isCertifiedFor(signer.identity?.oids ?? [], identity, issuer)) return;
  throw new TufError('signature', `The bundle was not made by ${identity} (${issuer})`, {
    hint: 'Name the identity and the issuer that the bundle was made with',
  });
}

function verified(root: TrustedRoot, artifact: Buffer, bundle: string) {
  try {
    return new Verifier(toTrustMaterial(root)).verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle)), artifact));
  } catch (cause) {
    throw new TufError('signature', `The bundle does not verify: ${(cause as Error).message}`, {
      hint: 'It must be of the Sigstore instance that the published trusted_root.json describes',
      cause,
    });
  }
}
