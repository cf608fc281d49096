/** Dates and commits in the columns of an audit. */
import { type Terminal, terminal } from '../text/terminal.ts';
import type { Moment } from '../verifier/audit/moment.ts';
import { shortOid } from './verified.ts';

/** `2030-01-31` */
export function dayOf({ time }: Moment): string {
  return time.slice(0, '2030-01-31'.length);
}

/** `2030-01-31 0123456789` */
export function renderMoment(moment: Moment): Terminal {
  return terminal`${dayOf(moment)} ${shortOid(moment.commit)}`;
}
