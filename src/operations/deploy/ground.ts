/**
 * What is certainly at the destination: the files that its signed live metadata reaches, where an earlier deployment has noted that it
 * found them all. A timestamp is put in place after everything that it reaches, so most publications have little to look at.
 */
import type { Destination } from '../../ports/destination.ts';
import { get, names } from '../../tuf/json.ts';
import type { TargetFile, Targets } from '../../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames, toughTargetName } from '../../tuf/published-names.ts';
import { versionIn } from '../../tuf/snapshot.ts';
import { delegationOf, metadataOf } from '../../verifier/state.ts';
import { targetsRoles } from '../known-good.ts';
import type { BuiltRepository } from './built-repository.ts';
import type { Live, LiveDocument } from './live.ts';
import { findMark, type Manifest, type Mark } from './manifest.ts';

export interface Ground {
  /** A note vouches for the live snapshot: nothing is known without one. */
  readonly isNoted: boolean;
  /** Metadata of targets roles, by published name. */
  readonly metadata: ReadonlySet<string>;
  /** Target files, by published name. */
  readonly artifacts: ReadonlySet<string>;
}

const nothing: Ground = { isNoted: false, metadata: new Set(), artifacts: new Set() };

/** Reads the live roles that ours replace, and no others. Errors: `upload`, `login`. */
export async function readGround(
  built: BuiltRepository,
  live: Live,
  snapshot: LiveDocument<'snapshot'> | undefined,
  manifest: Manifest,
): Promise<Ground> {
  const mark = snapshot && findMark(manifest, snapshot.bytes);
  if (!mark) return nothing;
  const ground = { isNoted: true, metadata: new Set<string>(), artifacts: new Set<string>() };
  for (const role of targetsRoles(built.state)) {
    const ours = metadataOf(built.state, role)!.signed;
    const version = versionIn(snapshot.metadata.signed.meta, `${role}.json`);
    if (version === ours.version) {
      ground.metadata.add(publishedMetadataName(role, version));
      addArtifacts(ground.artifacts, ours, built, mark);
    } else if (version !== undefined && names(ours.targets).length > 0) {
      const before = await live.targets(role, version, delegationOf(built.state, role)!);
      if (before) addArtifacts(ground.artifacts, before.metadata.signed, built, mark);
    }
  }
  // Other keys may ask for more signatures on a version that is there already.
  const targets = publishedMetadataName('targets', metadataOf(built.state, 'targets')!.signed.version);
  return ground.metadata.has(targets) ? ground : { ...ground, metadata: new Set() };
}

/** What is not to be uploaded is not worth remembering. */
function addArtifacts(there: Set<string>, { targets }: Targets, { artifacts }: BuiltRepository, { tough }: Mark): void {
  for (const target of names(targets)) {
    const entry = get(targets, target) as TargetFile;
    for (const name of publishedTargetNames(target, entry)) if (artifacts.has(name)) there.add(name);
    const toughName = tough ? toughTargetName(target, entry) : undefined;
    if (toughName !== undefined && artifacts.has(toughName)) there.add(toughName);
  }
}

/**
 * The roots that are missing, oldest first. They are put in place in this order, so where the newest is noted to be, all
 * are. @param folder of the metadata. Errors: `upload`, `login`.
 */
export async function missingRoots(
  destination: Destination,
  folder: string,
  { roots }: BuiltRepository,
  { isNoted }: Ground,
): Promise<readonly number[]> {
  const versions = roots.map(({ metadata }) => metadata.signed.version);
  if (!isNoted) return versions;
  for (let i = versions.length - 1; i >= 0; i--) {
    if (await destination.stat(`${folder}${publishedMetadataName('root', versions[i]!)}`)) return versions.slice(i + 1);
  }
  return versions;
}
