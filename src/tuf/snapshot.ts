/**
 * What a new snapshot says (TUF 4.4; SPEC A2, A6): the version of every role, and of every role that ever was.
 */
import { hash } from 'node:crypto';
import { TufError } from '../errors.ts';
import { withMembers, withNewVersion } from './edit.ts';
import type { Seconds } from './expires.ts';
import { entries, get, type Json, type JsonObject, objectOf } from './json.ts';
import type { Metadata, MetaFile, Signed, Snapshot } from './metadata.ts';

/** Everything that a new snapshot depends on. */
export interface SnapshotPlan {
  /** The one that clients may have seen last; undefined before the first. */
  readonly previous: Metadata<Snapshot> | undefined;
  /** Version by role: targets and every role below it. */
  readonly roleVersions: ReadonlyMap<string, number>;
  readonly now: Seconds;
  /** Days. */
  readonly expiryDays: number;
}

/** Does the snapshot list each of these roles with this version? What else it lists does not matter. */
export function isSnapshotCurrent(snapshot: Snapshot, roleVersions: ReadonlyMap<string, number>): boolean {
  return [...roleVersions].every(([role, version]) => versionIn(snapshot.meta, `${role}.json`) === version);
}

/**
 * The signed part of the next snapshot. A new or changed entry holds its version alone; `length` and `hashes` that are
 * there stay while the version stays; entries of roles that have left stay for ever, because a client refuses a snapshot
 * that has lost one (TUF 5.5.5). Unknown members stay (SPEC A2).
 * @throws TufError('version') when a role's version would go down, or the snapshot's past 2^53-1
 */
export function planSnapshot({ previous, roleVersions, now, expiryDays }: SnapshotPlan): Snapshot {
  const before = previous?.signed;
  const changed = [...roleVersions].map(
    ([role, version]) => [`${role}.json`, nextEntry(before?.meta, `${role}.json`, version)] as const,
  );
  const meta = objectOf([...entries(before?.meta ?? objectOf([])), ...changed]);
  return nextOnline<Snapshot>('snapshot', before, meta, now, expiryDays);
}

/** The version of an entry of `meta`, by file name. */
export function versionIn(meta: Snapshot['meta'], file: string): number | undefined {
  return (get(meta, file) as MetaFile | undefined)?.version;
}

/** The algorithms that a wrong hash is told by; what a client makes of others is its own matter. */
const hashAlgorithms: ReadonlySet<string> = new Set(['sha224', 'sha256', 'sha384', 'sha512']);

/** Which of the optional facts of an entry is wrong for the file's bytes (TUF 4.4: `length`, `hashes`); undefined when none. */
export function wrongFact(entry: MetaFile, bytes: Uint8Array): 'length' | 'hashes' | undefined {
  const length = get(entry, 'length');
  if (length !== undefined && length !== bytes.length) return 'length';
  const hashes = entries((get(entry, 'hashes') as JsonObject | undefined) ?? objectOf([]));
  const isWrong = ([algorithm, digest]: [string, Json]) =>
    hashAlgorithms.has(algorithm) && digest !== hash(algorithm, bytes, 'hex');
  return hashes.some(isWrong) ? 'hashes' : undefined;
}

/**
 * The entry of a file in the next `meta`.
 * @throws TufError('version') when the version would go down
 */
export function nextEntry(meta: Snapshot['meta'] | undefined, file: string, version: number): MetaFile {
  const before = meta && (get(meta, file) as MetaFile | undefined);
  if (!before) return objectOf([['version', version]]) as MetaFile;
  if (before.version === version) return before;
  if (before.version > version) {
    throw new TufError('version', `${file} has version ${version}, but version ${before.version} has been published`, {
      hint: 'Restore the newer file: clients never go back to an older version',
    });
  }
  // They are facts about the old version's bytes.
  const kept = entries(before).filter(([name]) => name !== 'length' && name !== 'hashes');
  return withMembers(objectOf(kept), { version }) as MetaFile;
}

/** The signed part of an online role as its next version: 1 when there is none before. @throws TufError('version') */
export function nextOnline<S extends Signed>(
  type: 'snapshot' | 'timestamp',
  before: S | undefined,
  meta: JsonObject,
  now: Seconds,
  expiryDays: number,
): S {
  const signed =
    before ??
    (objectOf([
      ['_type', type],
      ['spec_version', '1.0.31'],
    ]) as S);
  return withNewVersion(withMembers(signed, { meta }), (before?.version ?? 0) + 1, now, expiryDays);
}
