/**
 * A history, judged step by step (SPEC B1, `tuf-on-ci audit`). Pure: states come in, the oldest first, and what is kept of them are
 * short texts, so that memory does not grow with them.
 */
import type { Finding } from '../finding.ts';
import { isSound } from '../judge.ts';
import type { Context } from '../rule.ts';
import { kindOfStep, type StepKind } from '../rules/audit.ts';
import { type AuditedFinding, FindingSpans } from './finding-spans.ts';
import { type AuditedKey, KeySpans } from './key-spans.ts';
import type { Moment } from './moment.ts';
import { type AuditedSignature, signaturesOfStep } from './signatures.ts';
import { judgeStep, lastingOf } from './step.ts';

/** What the history says. */
export interface AuditResult {
  readonly events: number;
  readonly onlineSignatures: number;
  /** Steps that are both. */
  readonly mixedSteps: number;
  /** No finding is an error, not even one that is long gone. */
  readonly sound: boolean;
  readonly findings: readonly AuditedFinding[];
  readonly signatures: readonly AuditedSignature[];
  readonly keys: readonly AuditedKey[];
}

export class Audit {
  readonly #findings = new FindingSpans();
  readonly #keys = new KeySpans();
  readonly #signatures: AuditedSignature[] = [];
  readonly #steps: Record<StepKind, number> = { event: 0, online: 0, mixed: 0 };
  #first: Moment | undefined;

  /** The state that the first step begins from: whatever it has was there before. */
  begin(context: Context): void {
    const findings = judgeStep(context, 'event', []);
    this.#findings.begin(lastingOf(context, findings, findings));
    this.#keys.enter(null, context.state);
  }

  /**
   * Judges a step from `context.base` (undefined: the first state of all).
   * @param withEvent reads what the commits of a merged event tell; it is asked only where something new is wrong, so `context` is to hold
   *   the strictest history
   */
  async step(at: Moment, context: Context, withEvent?: () => Promise<Context>): Promise<void> {
    const { state, base } = context;
    const kind = base ? kindOfStep(state, base) : 'event';
    let findings = judgeStep(context, kind, this.#findings.present);
    if (withEvent && !isSound(this.#broughtBy(findings))) {
      findings = judgeStep(await withEvent(), kind, this.#findings.present);
    }
    this.#findings.enter(at, findings, lastingOf(context, findings, this.#broughtBy(findings)));
    this.#signatures.push(...signaturesOfStep(at, context));
    if (kind !== 'online') this.#keys.enter(at, state);
    this.#steps[kind]++;
    this.#first ??= at;
  }

  #broughtBy(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter((finding) => !this.#findings.has(finding));
  }

  result(): AuditResult {
    const findings = this.#findings.spans(this.#first);
    const { event, online, mixed } = this.#steps;
    return {
      events: event,
      onlineSignatures: online,
      mixedSteps: mixed,
      sound: isSound(findings),
      findings,
      signatures: this.#signatures,
      keys: this.#keys.spans(),
    };
  }
}
