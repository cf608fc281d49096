/** The demo's time (SPEC B12): it begins when the sample is fresh, whatever the date is on this machine. */
import { type Periods, parsePeriods, signingStart } from '../../src/deployment/periods.ts';
import { parseExpires, type Seconds, secondsPerDay } from '../../src/tuf/expires.ts';
import type { Signed } from '../../src/tuf/metadata.ts';
import { readRole } from './sign-role.ts';

/** The morning after the roles of a checkout were signed. */
export function whenAllAreFresh(checkout: string, roles: readonly string[]): Seconds {
  const signings = roles.map((role) => {
    const { signed, periods } = readPeriods(checkout, role);
    return parseExpires(signed.expires) - periods.expiry * secondsPerDay;
  });
  return Math.max(...signings) + secondsPerDay + 9 * 3600;
}

/**
 * The first moment from `now` at which every one of the roles is in its signing period: the sample's are signed for a year, and the
 * story goes on when that runs out.
 */
export function whenAllAreDue(checkout: string, roles: readonly string[], now: Seconds): Seconds {
  const starts = roles.map((role) => {
    const { signed, periods } = readPeriods(checkout, role);
    return signingStart(signed.expires, periods) + secondsPerDay;
  });
  return Math.max(Math.floor(now), ...starts);
}

function readPeriods(checkout: string, role: string): { readonly signed: Signed; readonly periods: Periods } {
  const { signed } = readRole(checkout, role);
  const periods = parsePeriods(signed);
  if (!periods) throw new Error(`${role} has no expiry period`);
  return { signed, periods };
}
