/** What a deployment has to put in place: everything that the built repository reaches and that is not known to be there. */
import type { Content, Destination, StoredObject } from '../../ports/destination.ts';
import { publishedMetadataName } from '../../tuf/published-names.ts';
import type { BuiltRepository, PublishedMetadata } from './built-repository.ts';
import { missingRoots, readGround } from './ground.ts';
import type { Live, LiveDocument } from './live.ts';
import type { Manifest } from './manifest.ts';
import type { Layout } from './prune.ts';

export interface MetadataUpload {
  /** Below the destination. */
  readonly name: string;
  readonly file: PublishedMetadata;
}

export interface Uploads {
  readonly artifacts: readonly { readonly name: string; readonly content: Content }[];
  /** What is at the destination of target files, where it was listed. */
  readonly listing: ReadonlyMap<string, StoredObject> | undefined;
  /** targets and below. */
  readonly roles: readonly MetadataUpload[];
  readonly snapshot: readonly MetadataUpload[];
  /** Oldest first. They come right before the timestamp: a new root may ask for other keys than the live timestamp has. */
  readonly roots: readonly MetadataUpload[];
}

/** From here on a listing, 1,000 names a call, is cheaper than to try each. */
const manyArtifacts = 100;

/** Errors: `upload`, `login`. */
export async function planUploads(
  destination: Destination,
  layout: Layout,
  built: BuiltRepository,
  live: Live,
  snapshot: LiveDocument<'snapshot'> | undefined,
  manifest: Manifest,
): Promise<Uploads> {
  const ground = await readGround(built, live, snapshot, manifest);
  const uploadOf = (name: string): MetadataUpload => ({
    name: `${layout.metadata}${name}`,
    file: built.metadata.get(name)!,
  });
  const rootVersions = await missingRoots(destination, layout.metadata, built, ground);
  const roots = rootVersions.map((version) => uploadOf(publishedMetadataName('root', version)));
  // A new root may ask for signatures that a version which is there already lacks.
  const there = roots.length === 0 ? ground.metadata : new Set<string>();
  const snapshotName = publishedMetadataName('snapshot', built.snapshot.signed.version);
  const others = [...built.metadata].filter(([, { metadata }]) => metadata.signed._type === 'targets');
  const roles = others.filter(([name]) => !there.has(name)).map(([name]) => uploadOf(name));
  const isSnapshotThere = snapshot?.metadata.signed.version === built.snapshot.signed.version && there.size > 0;
  const artifacts = [...built.artifacts]
    .filter(([name]) => !ground.artifacts.has(name))
    .map(([name, content]) => ({ name: `${layout.artifacts}${name}`, content }));
  return {
    artifacts,
    listing: artifacts.length > manyArtifacts ? await list(destination, layout.artifacts) : undefined,
    roles,
    snapshot: isSnapshotThere ? [] : [uploadOf(snapshotName)],
    roots,
  };
}

async function list(destination: Destination, prefix: string): Promise<ReadonlyMap<string, StoredObject>> {
  const listing = new Map<string, StoredObject>();
  for await (const object of destination.list(prefix)) listing.set(object.name, object);
  return listing;
}
