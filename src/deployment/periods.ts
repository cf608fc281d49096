/** Expiry and signing periods, in days (SPEC A3, A6). */
import { parseExpires, type Seconds, secondsPerDay } from '../tuf/expires.ts';
import { get, type Json, type JsonObject } from '../tuf/json.ts';
import type { Root, Signed } from '../tuf/metadata.ts';
import { expiryPeriodField, signingPeriodField } from './custom-fields.ts';

/** Days. */
export interface Periods {
  readonly expiry: number;
  readonly signing: number;
}

/** As written; undefined where a member is missing. */
export interface WrittenPeriods {
  readonly expiry: Json | undefined;
  readonly signing: Json | undefined;
}

/**
 * Where the periods of a role are written: in its own signed part, those of timestamp and snapshot in
 * `roles.<name>` of root.
 */
export function periodsHolder(
  role: string,
  signed: Signed | undefined,
  root: Root | undefined,
): JsonObject | undefined {
  if (role !== 'timestamp' && role !== 'snapshot') return signed;
  return root && (get(root.roles, role) as JsonObject | undefined);
}

export function writtenPeriods(holder: JsonObject): WrittenPeriods {
  return { expiry: get(holder, expiryPeriodField), signing: get(holder, signingPeriodField) };
}

/**
 * The periods that count: without a signing period, half the expiry period, rounded down.
 * Undefined when the expiry period is missing or either is no integer.
 */
export function parsePeriods(holder: JsonObject): Periods | undefined {
  const { expiry, signing = halfOf(expiry) } = writtenPeriods(holder);
  return isDays(expiry) && isDays(signing) ? { expiry, signing } : undefined;
}

const halfOf = (expiry: Json | undefined): Json | undefined => (isDays(expiry) ? Math.floor(expiry / 2) : undefined);

const isDays = (value: Json | undefined): value is number => typeof value === 'number';

/** Days: no expiry period is longer (SPEC B1). */
export const longestPeriod = 3650;

/** Sound periods: 1 <= signing < expiry <= 3650 (SPEC B1). */
export function arePeriodsSound({ expiry, signing }: Periods): boolean {
  return signing >= 1 && signing < expiry && expiry <= longestPeriod;
}

/** When the signing period begins: from then on a new version is due. */
export function signingStart(expires: string, periods: Periods): Seconds {
  return parseExpires(expires) - periods.signing * secondsPerDay;
}

/** SPEC A6: a role is in its signing period when now >= expires - signing period. */
export function isInSigningPeriod(expires: string, periods: Periods, now: Seconds): boolean {
  return now >= signingStart(expires, periods);
}
