/**
 * The one place that reaches into `tuf-js`. Its `TrustedMetadataStore` reads the clock when it is made and keeps the
 * time for good; the field is `private` to TypeScript and a plain member at run time. Setting it there is how the
 * time comes in as an argument, without touching the process's clock. package.json pins the version.
 */
import type { Metadata, Root, Snapshot, Targets, Timestamp } from '@tufjs/models';
import type { Updater } from 'tuf-js';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import { TufError } from '../../errors.ts';
import type { Seconds } from '../../tuf/expires.ts';

/** Metadata as `@tufjs/models` reads it. */
export type TheirMetadata = Metadata<Root | Targets | Snapshot | Timestamp>;

interface Inside {
  readonly trustedSet: Record<string, TheirMetadata>;
  referenceTime: Date;
}

/** A store that trusts this root. The caller has verified it as far as it can be. */
export function openStore(root: Metadata<Root>): TrustedMetadataStore {
  const inside: Inside = { trustedSet: { root }, referenceTime: new Date(0) };
  return Object.assign(Object.create(TrustedMetadataStore.prototype) as TrustedMetadataStore, inside);
}

/** Makes a store judge as of `time`. */
export function setTime(store: TrustedMetadataStore, time: Seconds): void {
  insideOf(store).referenceTime = new Date(time * 1000);
}

/** Makes a store trust a document that it cannot judge, so that what depends on it can be judged. */
export function assume(store: TrustedMetadataStore, role: string, metadata: TheirMetadata): void {
  insideOf(store).trustedSet[role] = metadata;
}

/** Makes a client work as of `time`. Call it before the first refresh. */
export function setClientTime(updater: Updater, time: Seconds): void {
  const { trustedSet } = updater as unknown as { readonly trustedSet: TrustedMetadataStore };
  setTime(trustedSet, time);
}

function insideOf(store: TrustedMetadataStore): Inside {
  const inside = store as unknown as Partial<Inside> | undefined;
  if (inside?.referenceTime instanceof Date && inside.trustedSet?.['root']) return inside as Inside;
  throw new TufError(
    'internal',
    'This version of tuf-js keeps its time elsewhere: adapters/client/trusted-store.ts needs work',
  );
}
