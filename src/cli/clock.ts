/** The one clock of all commands (SPEC B12). */
import { TufError } from '../errors.ts';
import type { Seconds } from '../tuf/expires.ts';

export interface Clock {
  readonly now: Seconds;
  /** TUF_ON_CI_NOW set it: fit for tests, demos and rehearsals only. */
  readonly isSet: boolean;
}

const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * @param text TUF_ON_CI_NOW: ISO 8601 with a time zone (a date alone is midnight UTC), or Unix seconds
 * Errors: `usage` when it is neither.
 */
export function readClock(text: string | undefined, realTime: () => Seconds): Clock {
  if (!text) return { now: Math.floor(realTime()), isSet: false };
  const now = /^\d{1,12}$/.test(text) ? Number(text) : iso.test(text) ? Date.parse(text) / 1000 : Number.NaN;
  // Years past 9999 cannot be written as an expiry date.
  if (Number.isNaN(now) || now + 3650 * 86_400 > 253_402_300_799) {
    throw new TufError('usage', `TUF_ON_CI_NOW is no time: ${text}`, {
      hint: 'Use 2030-01-31T12:00:00Z or Unix seconds',
    });
  }
  return { now: Math.floor(now), isSet: true };
}
