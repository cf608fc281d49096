/** Findings over time: what does not change from step to step is one finding, with a beginning and perhaps an end. */
import type { Finding, Severity } from '../finding.ts';
import type { Moment } from './moment.ts';
import { ownCopy } from './own-copy.ts';

export interface AuditedFinding extends Finding {
  /** The step that brought it; null when it was there before the first one (`--from`). */
  readonly since: Moment | null;
  /** The step that ended it; null when none did, and for a finding about what one step changed. */
  readonly until: Moment | null;
  /** It is still there at the end. */
  readonly open: boolean;
}

interface Span {
  /** As it was at its worst. */
  finding: Finding;
  readonly since: Moment | null;
  /** In how many states it was found. */
  states: number;
  until: Moment | null | undefined;
}

const rank: Record<Severity, number> = { error: 2, warning: 1, note: 0 };

export class FindingSpans {
  readonly #isOfStep: (rule: string) => boolean;
  readonly #spans: Span[] = [];
  readonly #present = new Map<string, Span>();

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

  /**
   * Everything that is found after a step; `null`: in the state before the first one.
   * @param isTouched did the step change the role's file? Then what a rule says of the change is said anew
   */
  enter(at: Moment | null, findings: readonly Finding[], isTouched: (role: string | undefined) => boolean): void {
    const found = new Map(findings.map((finding) => [identityOf(finding), finding]));
    for (const [identity, span] of this.#present) {
      const isNew = this.#isOfStep(span.finding.rule) && isTouched(span.finding.role);
      if (found.has(identity) && !isNew) continue;
      span.until = at;
      this.#present.delete(identity);
    }
    for (const [identity, finding] of found) {
      const span = this.#present.get(identity) ?? this.#begin(identity, finding, at);
      span.states++;
      if (rank[finding.severity] > rank[span.finding.severity]) span.finding = copyOf(finding);
    }
  }

  #begin(identity: string, finding: Finding, since: Moment | null): Span {
    const span = { finding: copyOf(finding), since, states: 0, until: undefined };
    this.#spans.push(span);
    this.#present.set(identity, span);
    return span;
  }

  /** In the order in which they began. */
  spans(): readonly AuditedFinding[] {
    return this.#spans.flatMap(({ finding, since, until, states }) => {
      // What was there before, and is gone after the first step, is no matter of this history.
      if (since === null && states === 1 && until !== undefined) return [];
      const isMoment = since !== null && states === 1 && this.#isOfStep(finding.rule);
      return [{ ...finding, since, until: isMoment ? null : (until ?? null), open: !isMoment && until === undefined }];
    });
  }
}

/** The same rule says the same about the same thing. Severity and remedy depend on what was known good at the step. */
function identityOf({ rule, role, address, message }: Finding): string {
  return [rule, role ?? '', address, message].join('\n');
}

function copyOf({ rule, severity, role, message, remedy, address }: Finding): Finding {
  const copy = { rule, severity, message: ownCopy(message), remedy: ownCopy(remedy), address: ownCopy(address) };
  return role === undefined ? copy : { ...copy, role: ownCopy(role) };
}
