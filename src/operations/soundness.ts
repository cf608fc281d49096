/** Refusing what is unsound: the one place where error findings become an error (SPEC B1). */
import { TufError } from '../errors.ts';
import type { Finding } from '../verifier/finding.ts';

/** Thrown by commands that write, with everything that was found. */
export class UnsoundError extends TufError {
  readonly findings: readonly Finding[];

  constructor(what: string, findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const first = errors[0]!;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    super('unsound', `${what}: ${first.message}${more}`, { hint: first.remedy });
    this.findings = findings;
  }
}

/** Throws when a finding is an error; gives back the others, to be shown. */
export function requireSound(what: string, findings: readonly Finding[]): readonly Finding[] {
  if (findings.some(({ severity }) => severity === 'error')) throw new UnsoundError(what, findings);
  return findings;
}
