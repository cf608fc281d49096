/**
 * Expiry dates: `YYYY-MM-DDTHH:MM:SSZ`, whole seconds, UTC (SPEC A2, TUF 4.2.1). Times are Unix seconds throughout.
 */

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Unix seconds. */
export type Seconds = number;

export const secondsPerDay = 86_400;

/** Exactly the form above, and a real date. */
export function isExpires(text: string): boolean {
  if (!pattern.test(text)) return false;
  const time = Date.parse(text);
  // Date.parse rolls 2030-02-31 over; a date that is not written back as it came does not exist.
  return !Number.isNaN(time) && formatTime(time / 1000) === text;
}

/** Unix seconds of a date in the form above. The caller has checked the form. */
export function parseExpires(text: string): Seconds {
  return Date.parse(text) / 1000;
}

/** A time in the form above, cut to whole seconds. */
export function formatTime(time: Seconds): string {
  return `${new Date(Math.floor(time) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Expired means: now is at or past the date (TUF 5.3.10: it must be higher than the fixed update start time). */
export function isExpired(expires: string, now: Seconds): boolean {
  return parseExpires(expires) <= now;
}

/** The expiry of something signed now for so many days. */
export function expiryAfter(now: Seconds, days: number): string {
  return formatTime(Math.floor(now) + days * secondsPerDay);
}
