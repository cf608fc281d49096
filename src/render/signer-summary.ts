/** What a signer is asked to sign, for a terminal (SPEC B6): every change in words that need no manual. */
import type { ChangeSummary, RoleChange, SignatureCounts } from '../signing-event/change-summary.ts';
import { dateInWords, listInWords, plural } from '../text/quantities.ts';
import { terminalLines } from '../text/terminal.ts';
import { type Line, type LineOptions, line, wrapped } from '../text/wrapped.ts';
import { parseExpires, type Seconds, secondsPerDay } from '../tuf/expires.ts';
import { delegationLines } from './signer-summary-delegations.ts';
import { targetFileLines } from './signer-summary-files.ts';
import { memberText } from './signer-summary-members.ts';

export interface SignerSummaryOptions extends LineOptions {
  readonly now: Seconds;
  /** Target files named per role; default: 100. */
  readonly filesShown?: number;
}

/** The summary; every line ends with `\n`. Nothing that changes: one line that says so. */
export function renderSignerSummary(summary: ChangeSummary, options: SignerSummaryOptions): string {
  const blocks = summary.roles.map((role) => roleLines(role, options));
  const lines = blocks.length === 0 ? [line(0, 'This event changes nothing yet.')] : blocks.flat();
  return terminalLines(lines.flatMap((one) => wrapped(one, options))).text;
}

function roleLines(role: RoleChange, options: SignerSummaryOptions): readonly Line[] {
  return [
    line(0, `${role.role}: ${versionText(role)}`, 'bold'),
    line(2, purposeOf(role.role), 'dim'),
    ...expiryLines(role, options.now),
    ...periodLines(role),
    ...signatureLines(role),
    ...role.delegations.flatMap(delegationLines),
    ...targetFileLines(role.targetFiles, options.filesShown ?? 100),
    ...role.members.map((member) => line(2, `~ ${memberText(member)}`, 'magenta')),
    line(0, ''),
  ];
}

function versionText({ version: { before, now } }: RoleChange): string {
  if (now === undefined) return before === undefined ? 'has no metadata' : `removed (it was version ${before})`;
  if (before === undefined) return `new, version ${now}`;
  return before === now ? `version ${now} as before; its signers change` : `version ${before} becomes ${now}`;
}

/** Half a sentence for who has never heard of TUF. */
function purposeOf(role: string): string {
  if (role === 'root') return 'root says who may sign what; every client starts from it';
  if (role === 'targets') return 'targets lists the published files, and says who may sign for which folder';
  return `${role} lists the published files of its part, usually the folder targets/${role}/`;
}

function expiryLines({ expires: { before, now } }: RoleChange, time: Seconds): readonly Line[] {
  if (now === undefined) return [];
  const text = `Good until ${dateInWords(now)} (${daysLeft(now, time)})`;
  if (before === undefined || before === now) return [line(2, text)];
  return [line(2, `${text}; until now ${dateInWords(before)}`)];
}

/** `in 365 days`, `in 1 day`, `within a day`, `EXPIRED 3 days ago`. */
function daysLeft(expires: string, now: Seconds): string {
  const seconds = parseExpires(expires) - now;
  const days = Math.floor(Math.abs(seconds) / secondsPerDay);
  if (seconds <= 0) return days === 0 ? 'EXPIRED' : `EXPIRED ${plural(days, 'day')} ago`;
  return days === 0 ? 'within a day' : `in ${plural(days, 'day')}`;
}

function periodLines({ periods: { before, now } }: RoleChange): readonly Line[] {
  if (!now || (before && before.expiry === now.expiry && before.signing === now.signing)) return [];
  const was = before ? ` (until now ${before.expiry} and ${before.signing})` : '';
  const text = `Good for ${plural(now.expiry, 'day')}; people are asked to sign again ${plural(now.signing, 'day')} before the end${was}`;
  return [line(2, `${before ? '~ ' : ''}${text}`, before && 'magenta')];
}

function signatureLines({ version, knownGoodRoot, ...own }: RoleChange): readonly Line[] {
  if (version.now === undefined || own.threshold === 0) return [];
  const lines = [line(2, countsText(own))];
  const isOther = knownGoodRoot && countsText(knownGoodRoot) !== countsText(own);
  return isOther
    ? [...lines, line(2, `By the signers of version ${version.before}: ${countsText(knownGoodRoot)}`)]
    : lines;
}

function countsText({ signed, missing, threshold }: SignatureCounts): string {
  const open = missing.length === 0 ? '' : `; not yet by ${listInWords(missing)}`;
  const text = signed.length === 0 ? `Nobody has signed it yet${open}` : `Signed by ${listInWords(signed)}${open}`;
  return `${text} (${plural(threshold, 'signature')} needed)`;
}
