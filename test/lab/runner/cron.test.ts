import { describe, expect, it } from 'vitest';
import { lastOccurrence, parseCron } from '../../../lab/runner/cron.ts';

const seconds = (time: string) => Date.parse(time) / 1000;

describe('schedules', () => {
  it.each([
    ['17 3 * * *', '2026-03-01T00:00Z', '2026-03-01T04:00Z', '2026-03-01T03:17Z'],
    ['17 3 * * *', '2026-03-01T03:17Z', '2026-03-02T03:16Z', undefined],
    ['17 3 * * *', '2026-03-01T03:16Z', '2026-03-01T03:17Z', '2026-03-01T03:17Z'],
    ['41 2/6 * * *', '2026-03-01T00:00Z', '2026-03-01T23:59Z', '2026-03-01T20:41Z'],
    ['*/15 * * * *', '2026-03-01T00:01Z', '2026-03-01T00:44Z', '2026-03-01T00:30Z'],
    ['0 0 1,15 * 3', '2026-03-01T00:01Z', '2026-03-10T00:00Z', '2026-03-04T00:00Z'],
    ['30 5 * * MON-FRI', '2026-02-28T00:00Z', '2026-03-01T23:00Z', undefined],
    ['30 5 * feb *', '2026-03-01T00:00Z', '2026-12-31T00:00Z', undefined],
    ['30 5 29 feb *', '2026-03-01T00:00Z', '2028-12-31T00:00Z', '2028-02-29T05:30Z'],
  ])('%s after %s until %s', (cron, after, until, expected) => {
    const found = lastOccurrence(cron, seconds(after), seconds(until));
    expect(found).toBe(expected === undefined ? undefined : seconds(expected));
  });

  it.each(['* * * *', '60 * * * *', '* 24 * * *', '5-1 * * * *', '*/0 * * * *', '* * * foo *', 'a * * * *'])(
    'refuses %s',
    (cron) => {
      expect(() => parseCron(cron)).toThrow(RangeError);
    },
  );
});
