/** Dates, commits and names in the columns of an audit. */
import { type Terminal, terminal } from '../text/terminal.ts';
import { shortened, visible } from '../text/visible.ts';
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

const nameLimit = 200;

/** A name as it is shown, so that its width is known: escaped, not endless, and of a keyid what people compare. */
export function nameOf(name: string): string {
  return visible(/^[0-9a-f]{64}$/.test(name) ? shortOid(name) : shortened(name, nameLimit));
}
