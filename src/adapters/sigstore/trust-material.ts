/** What Sigstore signatures are judged with: the certificate authorities, logs and timestamp authorities of somebody's choice. */
import { readFile } from 'node:fs/promises';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { TufError } from '../../errors.ts';

export interface TrustOptions {
  /** Path of a `trusted_root.json`. Without one, that of the public-good instance is fetched. */
  readonly trustedRootFile?: string | undefined;
  /** How it is fetched. */
  readonly fetchTrustedRoot?: () => Promise<TrustedRoot>;
}

/** Errors: `signer` when the trust root cannot be fetched or read, or when nothing could be verified with it. */
export async function loadTrustMaterial(options: TrustOptions): Promise<TrustMaterial> {
  if (options.trustedRootFile !== undefined) return readTrustMaterial(options.trustedRootFile);
  const fetchTrustedRoot = options.fetchTrustedRoot ?? (await import('./public-good.ts')).fetchTrustedRoot;
  try {
    return materialOf(await fetchTrustedRoot());
  } catch (cause) {
    throw new TufError('signer', `The trust root of the public Sigstore instance cannot be had: ${messageOf(cause)}`, {
      hint: 'Try again when the network is there, or name a trusted_root.json in TUF_ON_CI_SIGSTORE_TRUSTED_ROOT',
      cause,
    });
  }
}

async function readTrustMaterial(file: string): Promise<TrustMaterial> {
  try {
    return materialOf(TrustedRoot.fromJSON(JSON.parse(await readFile(file, 'utf8'))));
  } catch (cause) {
    throw new TufError('signer', `${file} cannot be used as Sigstore trust root: ${messageOf(cause)}`, {
      hint: 'Name a trusted_root.json in TUF_ON_CI_SIGSTORE_TRUSTED_ROOT, or unset it to use that of the public Sigstore instance',
      cause,
    });
  }
}

/** The library asks for an authority, an entry of a log and one of a certificate log: without these every signature would be missing. */
function materialOf(root: TrustedRoot): TrustMaterial {
  const { certificateAuthorities, tlogs, ctlogs } = root;
  if ([certificateAuthorities, tlogs, ctlogs].some(({ length }) => length === 0)) {
    throw new Error('it does not name a certificate authority, a transparency log and a certificate transparency log');
  }
  return toTrustMaterial(root);
}

/** What it was in the end: the libraries wrap "no such host" in "error refreshing". */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : messageOf(error.cause);
}
