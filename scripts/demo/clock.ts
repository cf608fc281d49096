/** The demo's time (SPEC B12). */
import { parsePeriods, signingStart } from '../../src/deployment/periods.ts';
import { type Seconds, secondsPerDay } from '../../src/tuf/expires.ts';
import { readRole } from './sign-role.ts';

/**
 * The first moment from `now` at which every one of the roles is in its signing period: the sample's are signed for a year, and the
 * story begins when that runs out. Years later it is simply `now`, and everything has expired.
 */
export function whenAllAreDue(checkout: string, roles: readonly string[], now: Seconds): Seconds {
  const starts = roles.map((role) => {
    const { signed } = readRole(checkout, role);
    const periods = parsePeriods(signed);
    if (!periods) throw new Error(`${role} has no expiry period`);
    return signingStart(signed.expires, periods) + secondsPerDay;
  });
  return Math.max(Math.floor(now), ...starts);
}
