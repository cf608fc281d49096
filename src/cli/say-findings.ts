/** Warnings and notes of a command that goes on. */
import { renderFindings } from '../render/findings.ts';
import { fitted } from '../text/wrapped.ts';
import type { Finding } from '../verifier/finding.ts';
import type { Environment } from './environment.ts';

export function sayFindings(findings: readonly Finding[], environment: Environment): void {
  const { stderr, colour } = environment;
  const shown = findings.filter(({ severity }) => severity !== 'note');
  if (shown.length > 0) stderr(fitted(renderFindings(shown, { colour: colour.stderr }), environment.columns?.()));
}
