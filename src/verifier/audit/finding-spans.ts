/** Findings over time: what does not change from step to step is one finding, with a beginning and perhaps an end. */

import type { Finding, Severity } from '../finding.ts';
import type { Moment } from './moment.ts';
import { ownCopy } from './own-copy.ts';

export interface AuditedFinding extends Finding {
  /** The step that brought it; null when it was there before the first one (`--from`). */
  readonly since: Moment | null;
  /** The step that ended it; null when none did, or when it is about that one step alone. */
  readonly until: Moment | null;
  /** It is still there at the end. */
  readonly open: boolean;
}

interface Span {
  /** As it was found last: the worst it ever was. */
  finding: Finding;
  readonly since: Moment | null;
  steps: number;
}

const rank: Record<Severity, number> = { error: 2, warning: 1, note: 0 };

export class FindingSpans {
  readonly #isOfStep: (rule: string) => boolean;
  readonly #present = new Map<string, Span>();
  readonly #past: AuditedFinding[] = [];

  /** @param isOfStep is the rule about what a step changes, and not about what is there after it? */
  constructor(isOfStep: (rule: string) => boolean) {
    this.#isOfStep = isOfStep;
  }

  /** What the last step left. */
  get present(): readonly Finding[] {
    return [...this.#present.values()].map(({ finding }) => finding);
  }

  /** Was it there after the last step? */
  has(finding: Finding): boolean {
    return this.#present.has(identityOf(finding));
  }

  /** Everything found at a step; without a moment, at the state before the first step. */
  enter(at: Moment | undefined, findings: readonly Finding[]): void {
    const found = new Map(findings.map((finding) => [identityOf(finding), finding]));
    for (const [identity, span] of this.#present) {
      if (found.has(identity)) continue;
      this.#present.delete(identity);
      this.#end(span, at);
    }
    for (const [identity, finding] of found) {
      const span = this.#present.get(identity);
      if (!span) this.#present.set(identity, { finding: copyOf(finding), since: at ?? null, steps: 1 });
      else {
        span.steps++;
        if (rank[finding.severity] > rank[span.finding.severity]) span.finding = copyOf(finding);
      }
    }
  }

  #end({ finding, since, steps }: Span, at: Moment | undefined): void {
    // What was there before, and is gone after the first step, is no matter of this history.
    if (since === null && steps === 1) return;
    const isMoment = steps === 1 && this.#isOfStep(finding.rule);
    this.#past.push({ ...finding, since, until: isMoment ? null : (at ?? null), open: false });
  }

  /** In the order in which they ended, then those that are still there. */
  spans(): readonly AuditedFinding[] {
    const present = [...this.#present.values()].map(({ finding, since, steps }) => {
      const isMoment = steps === 1 && since !== null && this.#isOfStep(finding.rule);
      return { ...finding, since, until: null, open: !isMoment };
    });
    return [...this.#past, ...present];
  }
}

/** The same rule says the same about the same thing. Severity and remedy depend on what was known good at the step. */
function identityOf({ rule, role, address, message }: Finding): string {
  return [rule, role ?? '', address, message].join('\n');
}

function copyOf(finding: Finding): Finding {
  const { rule, severity, role, message, remedy, address } = finding;
  const copy = { rule, severity, message: ownCopy(message), remedy: ownCopy(remedy), address: ownCopy(address) };
  return role === undefined ? copy : { ...copy, role: ownCopy(role) };
}
