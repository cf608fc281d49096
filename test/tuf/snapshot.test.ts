import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, objectOf } from '../../src/tuf/json.ts';
import type { Metadata, MetaFile, Snapshot } from '../../src/tuf/metadata.ts';
import { isSnapshotCurrent, planSnapshot, wrongFact } from '../../src/tuf/snapshot.ts';
import { parseJson } from '../../src/tuf/strict-json.ts';
import { writeJson } from '../../src/tuf/write-json.ts';

const now = Date.UTC(2030, 0, 1) / 1000 + 0.7;
const when = { now, expiryDays: 10 };

const read = <T>(value: unknown): T => parseJson(Buffer.from(JSON.stringify(value))) as T;
const plain = (value: unknown) => JSON.parse(Buffer.from(writeJson(value as Json)).toString());
const versionError = expect.objectContaining({ code: 'version' });
const roles = (versions: Record<string, number>) => new Map(Object.entries(versions));

const previous = read<Metadata<Snapshot>>({
  signatures: [],
  signed: {
    _type: 'snapshot',
    spec_version: '1.0',
    version: 7,
    expires: '2029-12-31T00:00:00Z',
    'x-note': 'kept',
    meta: {
      'targets.json': { version: 3, length: 10, hashes: { sha256: 'ab' }, 'x-why': 'kept' },
      'releases.json': { version: 2, length: 20 },
      'gone.json': { version: 9, hashes: { sha256: 'cd' } },
    },
  },
});

describe('the next snapshot', () => {
  it('begins with version 1 and holds versions alone', () => {
    const first = planSnapshot({ previous: undefined, roleVersions: roles({ targets: 4, __proto__x: 1 }), ...when });
    expect(plain(first)).toEqual({
      _type: 'snapshot',
      spec_version: '1.0.31',
      version: 1,
      expires: '2030-01-11T00:00:00Z',
      meta: { 'targets.json': { version: 4 }, '__proto__x.json': { version: 1 } },
    });
  });

  it('keeps facts while a version stays, drops them when it changes, keeps who has left and what is unknown', () => {
    const next = planSnapshot({ previous, roleVersions: roles({ targets: 4, releases: 2, tools: 1 }), ...when });
    expect(plain(next)).toEqual({
      _type: 'snapshot',
      spec_version: '1.0',
      version: 8,
      expires: '2030-01-11T00:00:00Z',
      'x-note': 'kept',
      meta: {
        'targets.json': { version: 4, 'x-why': 'kept' },
        'releases.json': { version: 2, length: 20 },
        'tools.json': { version: 1 },
        'gone.json': { version: 9, hashes: { sha256: 'cd' } },
      },
    });
    expect(plain(previous.signed.meta['targets.json'])).toMatchObject({ version: 3, length: 10 });
  });

  it('refuses to let a role go back, and to pass the largest version', () => {
    const goingBack = () => planSnapshot({ previous, roleVersions: roles({ targets: 2 }), ...when });
    expect(goingBack).toThrow(versionError);
    const last = read<Metadata<Snapshot>>({ signed: { ...plain(previous.signed), version: 2 ** 53 - 1 } });
    expect(() => planSnapshot({ previous: last, roleVersions: roles({}), ...when })).toThrow(versionError);
  });

  it('is due when a role is listed with another version, whatever else is listed', () => {
    expect(isSnapshotCurrent(previous.signed, roles({ targets: 3, releases: 2 }))).toBe(true);
    expect(isSnapshotCurrent(previous.signed, roles({ targets: 4, releases: 2 }))).toBe(false);
    expect(isSnapshotCurrent(previous.signed, roles({ tools: 1 }))).toBe(false);
    expect(isSnapshotCurrent(previous.signed, roles({ ['__proto__']: 1 }))).toBe(false);
  });

  it('lists every role there ever was, never with a lower version, and says so when asked again', () => {
    const steps = fc.array(
      fc.dictionary(fc.constantFrom('targets', 'a', 'b', '__proto__', '10'), fc.integer({ min: 0, max: 3 })),
    );
    fc.assert(
      fc.property(steps, (increments) => {
        const versions = new Map<string, number>();
        let document: Metadata<Snapshot> | undefined;
        for (const [i, step] of increments.entries()) {
          const present = new Map(Object.entries(step).map(([role, more]) => [role, (versions.get(role) ?? 1) + more]));
          for (const [role, version] of present) versions.set(role, version);
          const signed = planSnapshot({ previous: document, roleVersions: present, ...when });
          document = objectOf([['signed', signed]]) as Metadata<Snapshot>;
          expect(signed.version).toBe(i + 1);
          expect(isSnapshotCurrent(signed, versions)).toBe(true);
          expect(Object.keys(signed.meta)).toHaveLength(versions.size);
        }
      }),
    );
  });
});

describe('facts that an entry tells of a file', () => {
  const bytes = Buffer.from('hello\n');
  const sha256 = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
  it.each([
    [{}, undefined],
    [{ length: 6 }, undefined],
    [{ length: 7 }, 'length'],
    [{ hashes: { sha256 } }, undefined],
    [{ length: 6, hashes: { sha256: sha256.toUpperCase() } }, 'hashes'],
    [{ hashes: { sha256, sha512: '00' } }, 'hashes'],
    [{ hashes: { md5: '00', ['__proto__']: '00' } }, undefined],
  ])('%j', (facts, wrong) => {
    expect(wrongFact(read<MetaFile>({ version: 1, ...facts }), bytes)).toBe(wrong);
  });
});
