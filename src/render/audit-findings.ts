/** Findings of an audit: what was wrong, since when, until when. */
import { plural } from '../text/quantities.ts';
import { type Style, styled, type Terminal, terminal } from '../text/terminal.ts';
import { shortened } from '../text/visible.ts';
import type { AuditedFinding } from '../verifier/audit/finding-spans.ts';
import type { Severity } from '../verifier/finding.ts';
import { renderMoment } from './audit-columns.ts';

const severities: readonly Severity[] = ['error', 'warning', 'note'];
const styles: Record<Severity, Style> = { error: 'red', warning: 'magenta', note: 'magenta' };
/** Of each severity; whoever made the history chose how many there are. */
const findingsShown = 100;
const textLimit = 1000;

/** Errors first, each severity in the order of the history. */
export function renderAuditedFindings(findings: readonly AuditedFinding[], colour: boolean): Terminal[] {
  return severities.flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    const shown = group.slice(0, findingsShown).flatMap((finding) => renderFinding(finding, colour));
    const left = group.length - findingsShown;
    return left > 0 ? [...shown, terminal`  and ${plural(left, `more ${severity}`)}: tuf-on-ci audit --json`] : shown;
  });
}

function renderFinding(finding: AuditedFinding, colour: boolean): Terminal[] {
  const { severity, role, rule, address, message, remedy, open } = finding;
  const label = styled(styles[severity], styled('bold', severity, colour), colour);
  const subject = role === undefined ? '' : terminal` ${styled('bold', shortened(role, textLimit), colour)}`;
  const lines = [
    terminal`  ${label}${subject}: ${shortened(message, textLimit)}`,
    terminal`    ${renderSpan(finding)}`,
    terminal`    ${styled('dim', address === '' ? rule : terminal`${rule} at ${shortened(address, textLimit)}`, colour)}`,
  ];
  // What has ended, or was about one step, nobody can mend any more.
  return open && remedy !== '' ? [...lines, terminal`    To do: ${shortened(remedy, textLimit)}`] : lines;
}

function renderSpan({ since, until, open }: AuditedFinding): Terminal {
  const from = since === null ? terminal`before the first step` : renderMoment(since);
  if (open) return terminal`since ${from}, still there`;
  return until === null ? terminal`at ${from}` : terminal`${from} until ${renderMoment(until)}`;
}

/** One line: are the steps sound, and how much was found? */
export function renderVerdict(findings: readonly AuditedFinding[], colour: boolean): Terminal {
  const counts = severities.flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) return [];
    const open = group.filter((finding) => finding.open).length;
    const still = open === 0 ? '' : ` (${open === group.length ? '' : `${open} `}still there)`;
    return [styled(styles[severity], `${plural(group.length, severity)}${still}`, colour)];
  });
  const isSound = findings.every(({ severity }) => severity !== 'error');
  const verdict = isSound
    ? styled('green', 'Every step was sound.', colour)
    : styled('red', 'Not every step was sound.', colour);
  return terminal`${verdict}${counts.map((count, i) => [i === 0 ? ' ' : ', ', count])}`;
}
