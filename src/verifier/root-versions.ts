/** The versions of root that a state holds, and the part of them that clients can walk (SPEC B1 "root history"). */
import { oldestTrustedRoot, type RootVersion } from '../tuf/root-chain.ts';
import { metadataOf, type RepositoryState } from './state.ts';

/** A version from `root_history/`; undefined when it is missing, cannot be read or is not what its name says. */
export function rootVersion(state: RepositoryState, version: number): RootVersion | undefined {
  const document = state.rootHistory.get(version)?.document;
  const metadata = document?.metadata('root');
  return document && metadata?.signed.version === version ? { metadata, payload: document.payload } : undefined;
}

/** `root.json`, when its form is sound. */
export function currentRoot(state: RepositoryState): RootVersion | undefined {
  const metadata = metadataOf(state, 'root');
  return metadata && { metadata, payload: state.roles.get('root')!.document.payload };
}

const readable = new WeakMap<RepositoryState, ReadonlySet<number>>();

/** The versions of `root_history/` that can be read and are what their names say. */
export function readableRootVersions(state: RepositoryState): ReadonlySet<number> {
  let versions = readable.get(state);
  if (!versions) {
    versions = new Set([...state.rootHistory.keys()].filter((version) => rootVersion(state, version)));
    readable.set(state, versions);
  }
  return versions;
}

const oldest = new WeakMap<RepositoryState, number>();

/** Where the chain begins that ends at `root.json`: the oldest version with no hole after it. */
export function chainStart(state: RepositoryState): number {
  let start = oldest.get(state);
  if (start === undefined) {
    const newest = metadataOf(state, 'root')?.signed.version ?? 0;
    start = oldestTrustedRoot(new Set([...readableRootVersions(state), newest].filter((version) => version <= newest)));
    oldest.set(state, start);
  }
  return start;
}
