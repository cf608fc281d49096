import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/tuf/json.ts';
import type { Metadata, Timestamp } from '../../src/tuf/metadata.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import { isTimestampCurrent, otherFiles, planTimestamp } from '../../src/tuf/timestamp.ts';
import { writeJson } from '../../src/tuf/write-json.ts';

const when = { now: Date.UTC(2030, 0, 1) / 1000 + 0.7, expiryDays: 10 };
const versionError = expect.objectContaining({ code: 'version' });

const read = <T>(value: unknown): T => parseJson(Buffer.from(JSON.stringify(value))) as T;
const plain = (value: unknown) => JSON.parse(Buffer.from(writeJson(value as Json)).toString());

describe('the next timestamp', () => {
  const before = read<Metadata<Timestamp>>({
    signed: {
      _type: 'timestamp',
      spec_version: '1.0',
      version: 41,
      expires: '2029-12-31T00:00:00Z',
      'x-note': 'kept',
      meta: { 'snapshot.json': { version: 7, length: 10, hashes: { sha256: 'ab' } }, 'root.json': { version: 1 } },
    },
  });

  it('begins with version 1', () => {
    expect(plain(planTimestamp({ previous: undefined, snapshotVersion: 1, ...when }))).toEqual({
      _type: 'timestamp',
      spec_version: '1.0.31',
      version: 1,
      expires: '2030-01-11T00:00:00Z',
      meta: { 'snapshot.json': { version: 1 } },
    });
  });

  it('lists the snapshot alone, with its facts while it stays', () => {
    const same = planTimestamp({ previous: before, snapshotVersion: 7, ...when });
    expect(plain(same)).toMatchObject({ version: 42, 'x-note': 'kept' });
    expect(plain(same.meta)).toEqual({ 'snapshot.json': { version: 7, length: 10, hashes: { sha256: 'ab' } } });
    const next = planTimestamp({ previous: before, snapshotVersion: 8, ...when });
    expect(plain(next.meta)).toEqual({ 'snapshot.json': { version: 8 } });
  });

  it('refuses to let the snapshot go back', () => {
    expect(() => planTimestamp({ previous: before, snapshotVersion: 6, ...when })).toThrow(versionError);
  });

  it('is due when the snapshot is another one, or more is listed', () => {
    expect(isTimestampCurrent(before.signed, 7)).toBe(false);
    const next = planTimestamp({ previous: before, snapshotVersion: 8, ...when });
    expect(isTimestampCurrent(next, 8)).toBe(true);
    expect(isTimestampCurrent(next, 9)).toBe(false);
    expect(otherFiles(before.signed)).toEqual(['root.json']);
  });
});
