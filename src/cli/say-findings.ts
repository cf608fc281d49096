/** Warnings and notes of a command that goes on. */
import { renderFindings } from '../render/findings.ts';
import type { Finding } from '../verifier/finding.ts';
import type { Environment } from './environment.ts';

export function sayFindings(findings: readonly Finding[], { stderr, colour }: Environment): void {
  const shown = findings.filter(({ severity }) => severity !== 'note');
  if (shown.length > 0) stderr(renderFindings(shown, { colour: colour.stderr }));
}
