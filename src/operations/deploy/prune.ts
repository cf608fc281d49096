/**
 * Removes what has been superseded for long enough that no client asks for it any more. It goes by the destination's own listing, not by
 * any note: what has a name of ours, is not reached, and was followed by a newer version so many days ago.
 */
import type { Destination, StoredObject } from '../../ports/destination.ts';
import { byCodePoint } from '../../text/code-point-order.ts';
import type { Seconds } from '../../tuf/expires.ts';
import { get, names } from '../../tuf/json.ts';
import type { TargetFile, Targets } from '../../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames, toughTargetName } from '../../tuf/published-names.ts';
import { metadataOf } from '../../verifier/state.ts';
import { targetsRoles } from '../known-good.ts';
import type { BuiltRepository } from './built-repository.ts';
import { inParallel } from './in-parallel.ts';
import { parse } from './live.ts';

/** Where the two folders are below the destination: empty, or with `/` at the end. */
export interface Layout {
  readonly metadata: string;
  readonly artifacts: string;
}

export interface Pruning {
  readonly built: BuiltRepository;
  readonly layout: Layout;
  /** What was superseded before this is removed. */
  readonly before: Seconds;
}

interface VersionedObject {
  readonly object: StoredObject;
  readonly role: string;
  readonly version: number;
}

const metadataName = /^([1-9][0-9]{0,15})\.([^/]+)\.json$/;
/** `<dir>/<hash>.<name>`, or tough's `<hash>.<dir>/<name>`. */
const artifactName = /^(?:[^/]+\/)*(?:[0-9a-f]{64}|[0-9a-f]{128})\.[^/]+$|^[0-9a-f]{64}\.[^/]+\//;

/**
 * What may go, in the order in which it should: a snapshot before what it lists.
 * Errors: `upload`, `login`.
 */
export async function planPruning(destination: Destination, pruning: Pruning): Promise<readonly StoredObject[]> {
  const { built, layout, before } = pruning;
  const objects: VersionedObject[] = [];
  for await (const object of destination.list(layout.metadata)) {
    const [, version, role] = metadataName.exec(object.name.slice(layout.metadata.length)) ?? [];
    if (role !== undefined && role !== 'root') objects.push({ object, role, version: Number(version) });
  }
  const gone = supersededMetadata(objects, built, before);
  const reached = await reachedArtifacts(
    destination,
    built,
    objects.filter((one) => !gone.includes(one)),
  );
  const artifacts: StoredObject[] = [];
  for await (const object of destination.list(layout.artifacts)) {
    const name = object.name.slice(layout.artifacts.length);
    if (artifactName.test(name) && object.modified < before && reached && !reached.has(name)) artifacts.push(object);
  }
  const isSnapshot = ({ role }: VersionedObject) => Number(role !== 'snapshot');
  return [...gone.sort((a, b) => isSnapshot(a) - isSnapshot(b)).map(({ object }) => object), ...artifacts];
}

/** Removes them if they still are what was listed. Errors: `upload`, `login`. */
export async function prune(destination: Destination, objects: readonly StoredObject[]): Promise<void> {
  await inParallel(8, objects, ({ name, tag }) => destination.remove(name, tag));
}

/** A version counts as superseded since the next one of its role came; the last of a role that has left, since targets changed. */
function supersededMetadata(
  objects: readonly VersionedObject[],
  built: BuiltRepository,
  before: Seconds,
): VersionedObject[] {
  const present = presentVersions(built);
  const byRole = new Map<string, VersionedObject[]>();
  for (const one of objects) byRole.set(one.role, [...(byRole.get(one.role) ?? []), one]);
  const targets = byRole.get('targets')?.find(({ version }) => version === present.get('targets'));
  const gone: VersionedObject[] = [];
  for (const [role, versions] of [...byRole].sort(([a], [b]) => byCodePoint(a, b))) {
    versions.sort((a, b) => a.version - b.version);
    versions.forEach((one, i) => {
      const reached = present.get(role);
      if (reached !== undefined && one.version >= reached) return;
      const successor = versions[i + 1] ?? targets;
      if (successor && successor.object.modified < before && one.object.modified < before) gone.push(one);
    });
  }
  return gone;
}

function presentVersions({ state, snapshot }: BuiltRepository): ReadonlyMap<string, number> {
  const roles = targetsRoles(state).map((role): [string, number] => [role, metadataOf(state, role)!.signed.version]);
  return new Map([...roles, ['snapshot', snapshot.signed.version]]);
}

/** What the present and the remaining metadata reach; undefined when some of it cannot be read: then nothing is known to be unreached. */
async function reachedArtifacts(
  destination: Destination,
  { state }: BuiltRepository,
  remaining: readonly VersionedObject[],
): Promise<ReadonlySet<string> | undefined> {
  const reached = new Set<string>();
  const ours = new Set<string>();
  for (const role of targetsRoles(state)) {
    const { signed } = metadataOf(state, role)!;
    addNames(reached, signed);
    ours.add(publishedMetadataName(role, signed.version));
  }
  for (const { object, role, version } of remaining) {
    if (role === 'snapshot' || ours.has(publishedMetadataName(role, version))) continue;
    const read = await destination.read(object.name, 100_000_000);
    const metadata = read?.bytes && parse(read.bytes, 'targets');
    if (!metadata) return undefined;
    addNames(reached, metadata.signed);
  }
  return reached;
}

function addNames(reached: Set<string>, { targets }: Targets): void {
  for (const target of names(targets)) {
    const entry = get(targets, target) as TargetFile;
    for (const name of publishedTargetNames(target, entry)) reached.add(name);
    const toughName = toughTargetName(target, entry);
    if (toughName !== undefined) reached.add(toughName);
  }
}
