/** Findings for a terminal, as `tuf-on-ci verify` prints them. */
import { plural } from '../text/quantities.ts';
import { type Style, styled, type Terminal, terminal, terminalLines } from '../text/terminal.ts';
import type { Finding, Severity } from '../verifier/finding.ts';

export interface FindingsOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];
const STYLES: Record<Severity, Style> = { error: 'red', warning: 'magenta', note: 'magenta' };

/** The findings, errors first and else in their order, and a last line that counts them. Every line ends with `\n`. */
export function renderFindings(findings: readonly Finding[], { colour }: FindingsOptions): string {
  const blocks = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity).map((finding) => renderFinding(finding, colour)),
  );
  return terminalLines([...blocks, renderCounts(findings, colour)]).text;
}

function renderFinding({ severity, role, rule, address, message, remedy }: Finding, colour: boolean): Terminal {
  const label = styled(STYLES[severity], styled('bold', severity, colour), colour);
  const subject = role === undefined ? '' : terminal` ${styled('bold', role, colour)}`;
  const where = styled('dim', address === '' ? rule : terminal`${rule} at ${address}`, colour);
  const what = terminal`${label}${subject}: ${message}\n  ${where}\n`;
  return remedy === '' ? what : terminal`${what}  To do: ${remedy}\n`;
}

function renderCounts(findings: readonly Finding[], colour: boolean): Terminal {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  if (counts.length === 0) return styled('green', 'No findings.', colour);
  return terminal`${counts.map(({ severity, count }, at) => [at === 0 ? '' : ', ', styled(STYLES[severity], plural(count, severity), colour)])}`;
}
