/**
 * What a new timestamp says (TUF 4.6; SPEC A2, A6): the version of the snapshot.
 */
import type { Seconds } from './expires.ts';
import { objectOf } from './json.ts';
import type { Metadata, Timestamp } from './metadata.ts';
import { nextEntry, nextOnline, versionIn } from './snapshot.ts';

/** Everything that a new timestamp depends on. */
export interface TimestampPlan {
  /** The one that clients may have seen last; undefined before the first. */
  readonly previous: Metadata<Timestamp> | undefined;
  readonly snapshotVersion: number;
  readonly now: Seconds;
  /** Days. */
  readonly expiryDays: number;
}

const snapshotFile = 'snapshot.json';

/** Does the timestamp point at this version of the snapshot, and at nothing else? */
export function isTimestampCurrent(timestamp: Timestamp, snapshotVersion: number): boolean {
  return versionIn(timestamp.meta, snapshotFile) === snapshotVersion && otherFiles(timestamp).length === 0;
}

/** What else the timestamp lists: clients that write it again to verify it lose these, and refuse it. */
export function otherFiles(timestamp: Timestamp): readonly string[] {
  return Object.keys(timestamp.meta).filter((file) => file !== snapshotFile);
}

/**
 * The signed part of the next timestamp. It lists the snapshot alone, by rules of `planSnapshot`.
 * @throws TufError('version') when the snapshot's version would go down, or the timestamp's past 2^53-1
 */
export function planTimestamp({ previous, snapshotVersion, now, expiryDays }: TimestampPlan): Timestamp {
  const before = previous?.signed;
  const meta = objectOf([[snapshotFile, nextEntry(before?.meta, snapshotFile, snapshotVersion)]]);
  return nextOnline<Timestamp>('timestamp', before, meta, now, expiryDays);
}
