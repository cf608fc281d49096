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
  until: Moment | null;
  open: boolean;
}

const rank: Record<Severity, number> = { error: 2, warning: 1, note: 0 };

export class FindingSpans {
  readonly #spans: Span[] = [];
  /** What is there after the last step, by identity and as it will be found again. */
  readonly #present = new Map<string, { readonly span: Span; readonly again: Finding }>();

  get present(): readonly Finding[] {
    return [...this.#present.values()].map(({ again }) => again);
  }

  /** Was it there after the last step? */
  has(finding: Finding): boolean {
    return this.#present.has(identityOf(finding));
  }

  /**
   * Everything that is found after a step.
   * @param lasting what the step brings and only a later one can mend, each with how it will be found again
   */
  enter(at: Moment, findings: readonly Finding[], lasting: ReadonlyMap<Finding, Finding>): void {
    const found = new Map(findings.map((finding) => [identityOf(finding), finding]));
    for (const [identity, { span }] of this.#present) {
      if (found.has(identity)) continue;
      this.#present.delete(identity);
      span.until = at;
      span.open = false;
    }
    for (const [identity, finding] of found) {
      const known = this.#present.get(identity)?.span;
      if (!known) this.#begin(at, finding, lasting.get(finding));
      else if (rank[finding.severity] > rank[known.finding.severity]) known.finding = copyOf(finding);
    }
    const listed = new Set(findings);
    for (const [finding, again] of lasting) if (!listed.has(finding)) this.#begin(at, finding, again);
  }

  /** What is there before the first step. */
  begin(lasting: ReadonlyMap<Finding, Finding>): void {
    for (const [finding, again] of lasting) this.#begin(null, finding, again);
  }

  #begin(since: Moment | null, finding: Finding, again: Finding | undefined): void {
    const span = { finding: copyOf(finding), since, until: null, open: again !== undefined };
    this.#spans.push(span);
    if (again) this.#present.set(identityOf(again), { span, again: copyOf(again) });
  }

  /**
   * In the order in which they began.
   * @param first the first step: what was there before and is gone after it is no matter of this history
   */
  spans(first: Moment | undefined): readonly AuditedFinding[] {
    return this.#spans
      .filter(({ since, until }) => since !== null || until === null || until !== first)
      .map(({ finding, since, until, open }) => ({ ...finding, since, until, open }));
  }
}

/** The same rule says the same about the same thing. Severity and remedy depend on what was known good at the step. */
export function identityOf({ rule, role, address, message }: Finding): string {
  return [rule, role ?? '', address, message].join('\n');
}

function copyOf({ rule, severity, role, message, remedy, address }: Finding): Finding {
  const copy = { rule, severity, message: ownCopy(message), remedy: ownCopy(remedy), address: ownCopy(address) };
  return role === undefined ? copy : { ...copy, role: ownCopy(role) };
}
