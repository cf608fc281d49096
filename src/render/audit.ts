/** What `tuf-on-ci audit` prints on a terminal. */
import { plural } from '../text/quantities.ts';
import { styled, type Terminal, terminal, terminalLines } from '../text/terminal.ts';
import { renderAuditedFindings, renderVerdict } from './audit-findings.ts';
import type { AuditReport } from './audit-json.ts';
import { renderKeys } from './audit-keys.ts';
import { renderEvents, renderOnlineSignatures } from './audit-signatures.ts';
import { shortOid } from './verified.ts';

export interface AuditOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

/** The story in four parts, the verdict last. Every line ends with `\n`. */
export function renderAudit(report: AuditReport, { colour }: AuditOptions): string {
  const part = (title: string, lines: readonly Terminal[]) =>
    lines.length === 0 ? [] : [terminal``, styled('bold', title, colour), ...lines];
  return terminalLines([
    ...renderHeading(report),
    ...part('Signing events', renderEvents(report.signatures)),
    ...part('Online signatures', renderOnlineSignatures(report.signatures)),
    ...part('Keys', renderKeys(report.keys)),
    ...part('Findings', renderAuditedFindings(report.findings, colour)),
    terminal``,
    renderVerdict(report.findings, colour),
  ]).text;
}

function renderHeading({ branch, head, from, commits, events, onlineSignatures, mixedSteps }: AuditReport): Terminal[] {
  const after = from === null ? '' : terminal` after ${shortOid(from)}`;
  const both = mixedSteps === 0 ? '' : terminal`, ${plural(mixedSteps, 'step that is both', 'steps that are both')}`;
  return [
    terminal`Audited ${plural(commits, 'commit')} of ${branch}${after}, up to ${shortOid(head)}:`,
    terminal`${plural(events, 'signing event')}, ${plural(onlineSignatures, 'online signature')}${both}`,
    terminal`Dates are those that the committers claim.`,
  ];
}
