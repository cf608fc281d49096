/**
 * The trust root of the public-good instance, by TUF. A module of its own: the library is CommonJS, of which a bundle's dynamic import
 * would give the default export alone.
 */
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { getTrustedRoot } from '@sigstore/tuf';

/** Starts from the root that the library brings with it, and keeps what it fetches in the user's data folder. */
export function fetchTrustedRoot(): Promise<TrustedRoot> {
  return getTrustedRoot();
}
