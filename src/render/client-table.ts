/** Which clients can use a repository, for a terminal: what `tuf-on-ci verify --clients` prints (SPEC B11). */
import { thousands } from '../text/quantities.ts';
import { type Style, styled, type Terminal, terminal, terminalLines } from '../text/terminal.ts';
import { shortened } from '../text/visible.ts';
import type { ClientReason, ClientReport } from '../verifier/clients.ts';

export interface ClientTableOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

const ITEM_LIMIT = 100;
const REASONS_SHOWN = 10;

/** A line per client, and below it what stops it or what it misses. Every line ends with `\n`. */
export function renderClientTable(reports: readonly ClientReport[], { colour }: ClientTableOptions): string {
  const width = Math.max(0, ...reports.map((report) => nameOf(report).length));
  const lines = reports.flatMap((report) => {
    const [style, verdict] = verdictOf(report);
    const first = terminal`${nameOf(report).padEnd(width)}  ${styled(style, verdict, colour)}`;
    return [first, ...reasonsOf(report.stops), ...reasonsOf(report.misses)];
  });
  return terminalLines(lines).text;
}

function nameOf({ client, version }: ClientReport): string {
  return `${client} ${version}`;
}

function verdictOf({ works, misses }: ClientReport): [style: Style, verdict: string] {
  if (!works) return ['red', 'is stopped'];
  return misses.length > 0 ? ['magenta', 'works, but misses target files'] : ['green', 'works'];
}

function reasonsOf(reasons: readonly ClientReason[]): Terminal[] {
  const shown = reasons.slice(0, REASONS_SHOWN).map(renderReason);
  const left = reasons.length - shown.length;
  return left > 0 ? [...shown, terminal`  and ${thousands(left)} more`] : shown;
}

function renderReason({ role, what, effect, items, count }: ClientReason): Terminal {
  const subject = terminal`  ${shortened(role, ITEM_LIMIT)}: ${what}`;
  if (items.length === 0) return subject;
  const named = items.map((item, at) => [at === 0 ? '' : ', ', shortened(item, ITEM_LIMIT)]);
  const more = count > items.length ? ` and ${thousands(count - items.length)} more` : '';
  return terminal`${subject} (${effect === 'misses' ? 'misses' : 'refuses'}): ${named}${more}`;
}
