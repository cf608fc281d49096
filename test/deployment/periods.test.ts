import { describe, expect, it } from 'vitest';
import { parseUserName } from '../../src/deployment/custom-fields.ts';
import { owningRole, placeOf } from '../../src/deployment/layout.ts';
import { arePeriodsSound, isInSigningPeriod, parsePeriods } from '../../src/deployment/periods.ts';
import { roleOrder } from '../../src/deployment/role-order.ts';
import { objectOf } from '../../src/tuf/json.ts';

const holder = (expiry?: unknown, signing?: unknown) =>
  objectOf([
    ...(expiry === undefined ? [] : [['x-tuf-on-ci-expiry-period', expiry as number] as const]),
    ...(signing === undefined ? [] : [['x-tuf-on-ci-signing-period', signing as number] as const]),
  ]);

describe('periods', () => {
  it('signs half-way when no signing period is given, rounded down', () => {
    expect(parsePeriods(holder(365))).toEqual({ expiry: 365, signing: 182 });
    expect(parsePeriods(holder(365, 60))).toEqual({ expiry: 365, signing: 60 });
  });

  it('are none without an expiry period, or with one that is no number', () => {
    expect(parsePeriods(holder())).toBeUndefined();
    expect(parsePeriods(holder('365'))).toBeUndefined();
    expect(parsePeriods(holder(365, '60'))).toBeUndefined();
  });

  it('are sound as 1 <= signing < expiry <= 3650, the derived half included', () => {
    expect(arePeriodsSound(parsePeriods(holder(2))!)).toBe(true);
    expect(arePeriodsSound(parsePeriods(holder(1))!)).toBe(false);
    expect(arePeriodsSound({ expiry: 10, signing: 10 })).toBe(false);
    expect(arePeriodsSound({ expiry: 3650, signing: 1 })).toBe(true);
    expect(arePeriodsSound({ expiry: 3651, signing: 1 })).toBe(false);
  });

  it('begin at expiry less the signing period, to the second', () => {
    const periods = { expiry: 30, signing: 10 };
    const start = Date.UTC(2030, 0, 21) / 1000;
    expect(isInSigningPeriod('2030-01-31T00:00:00Z', periods, start)).toBe(true);
    expect(isInSigningPeriod('2030-01-31T00:00:00Z', periods, start - 1)).toBe(false);
  });
});

describe('names and places', () => {
  it('reads a user name as a person types it', () => {
    expect(parseUserName(' Adam-1 ')).toBe('@adam-1');
    expect(parseUserName('@adam')).toBe('@adam');
    for (const no of ['', '@', 'ad am', '@@adam', 'ádam', 'a/b']) expect(parseUserName(no)).toBeUndefined();
  });

  it('lists root, targets, then the others by name', () => {
    expect(['z', '10', 'targets', 'A', 'snapshot', 'root', '2'].sort(roleOrder)).toEqual([
      'root',
      'targets',
      '10',
      '2',
      'A',
      'snapshot',
      'z',
    ]);
  });

  it('knows what a path is', () => {
    expect(placeOf('metadata/root.json')).toEqual({ kind: 'metadata', role: 'root' });
    expect(placeOf('metadata/registry.npmjs.org.json')).toEqual({ kind: 'metadata', role: 'registry.npmjs.org' });
    expect(placeOf('metadata/root_history/12.root.json')).toEqual({ kind: 'root-history', version: 12 });
    for (const stray of [
      'metadata/root_history/0.root.json',
      'metadata/root_history/01.root.json',
      'metadata/a/b.json',
      'metadata/Root.JSON',
      'metadata/x',
      'metadata/x/.gitkeep',
      'metadata/root_history/x/.gitkeep',
    ]) {
      expect(placeOf(stray)).toEqual({ kind: 'stray' });
    }
    for (const kept of [
      'metadata/.gitkeep',
      'metadata/root_history/.gitkeep',
      'targets/.gitkeep',
      'targets/a/.gitkeep',
    ]) {
      expect(placeOf(kept)).toEqual({ kind: 'ignored' });
    }
    expect(placeOf('targets/.hidden')).toEqual({ kind: 'target', target: '.hidden' });
    expect(owningRole('a/b/c')).toBe('a');
    expect(owningRole('a')).toBe('targets');
  });
});
