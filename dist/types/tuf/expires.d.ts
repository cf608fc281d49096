/**
 * Expiry dates: `YYYY-MM-DDTHH:MM:SSZ`, whole seconds, UTC (SPEC A2, TUF 4.2.1). Times are Unix seconds throughout.
 */
/** Unix seconds. */
export type Seconds = number;
export declare const secondsPerDay = 86400;
/** Exactly the form above, and a real date. */
export declare function isExpires(text: string): boolean;
/** Unix seconds of a date in the form above. The caller has checked the form. */
export declare function parseExpires(text: string): Seconds;
/** A time in the form above, cut to whole seconds. */
export declare function formatTime(time: Seconds): string;
/** Expired means: now is at or past the date (TUF 5.3.10: it must be higher than the fixed update start time). */
export declare function isExpired(expires: string, now: Seconds): boolean;
/** The expiry of something signed now for so many days. */
export declare function expiryAfter(now: Seconds, days: number): string;
