/**
 * The verifier (SPEC B1): walks a state once, runs every rule on every subject, and returns findings. Pure.
 */

import { roleOrder } from '../deployment/role-order.ts';
import { byCodePoint } from '../text/code-point-order.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import type { Json } from '../tuf/json.ts';
import { severityAt } from './doors.ts';
import type { Finding, Severity } from './finding.ts';
import { rules as allRules } from './registry.ts';
import type { Context, Rule, StateRule, StepRule } from './rule.ts';
import type { RepositoryState } from './state.ts';
import { counterpart, subjectsOf } from './subject-walk.ts';
import type { SubjectKind, Subjects } from './subjects.ts';

/** An attacker chooses how many violations there are; a comment holds 65,536 characters. */
export const findingsPerRule = 50;

type AnyStateRule = StateRule<SubjectKind, unknown>;
type AnyStepRule = StepRule<SubjectKind, unknown>;
type StepContext = Context & { readonly base: RepositoryState };

/** A rule, and what a violation of it is at the door. */
interface Applied<R> {
  readonly rule: R;
  readonly severity: Severity;
}

/** The rules on one kind of subject. */
interface RulesOfKind {
  readonly checks: Applied<AnyStateRule>[];
  readonly steps: Applied<AnyStepRule>[];
}

export interface Judgement {
  /** In a stable order: errors first, then by role (SPEC A5), rule and address. At most 50 per rule. */
  readonly findings: readonly Finding[];
  /** Every role with an error finding, the unlisted ones included. */
  readonly rolesInError: ReadonlySet<string>;
}

/** Judges a state against its base, with the severities of a door. */
export function judge(context: Context, rules: readonly Rule[] = allRules): Judgement {
  const collector = new Collector();
  for (const [kind, { checks, steps }] of appliedByKind(rules, context)) {
    for (const subject of subjectsOf[kind](context.state, context.base)) {
      judgeSubject(kind, subject, checks, context, collector);
      if (steps.length > 0) judgeStep(kind, subject, steps, context as StepContext, collector);
    }
  }
  return collector.judgement();
}

/** Is there nothing that stops signing, merging or publishing? */
export function isSound(findings: readonly Finding[]): boolean {
  return !findings.some((finding) => finding.severity === 'error');
}

/** What runs at this door; of the steps nothing without a base. Settled here, once: there may be 100,000 subjects. */
function appliedByKind(rules: readonly Rule[], { door, base }: Context): ReadonlyMap<SubjectKind, RulesOfKind> {
  const byKind = new Map<SubjectKind, RulesOfKind>();
  for (const rule of rules) {
    const severity = severityAt(rule, door);
    if (severity === 'off') continue;
    const ofKind = byKind.get(rule.on) ?? { checks: [], steps: [] };
    byKind.set(rule.on, ofKind);
    if (!('step' in rule)) ofKind.checks.push({ rule: rule as unknown as AnyStateRule, severity });
    else if (base) ofKind.steps.push({ rule: rule as unknown as AnyStepRule, severity });
  }
  return byKind;
}

function judgeSubject<K extends SubjectKind>(
  kind: K,
  subject: Subjects[K],
  checks: RulesOfKind['checks'],
  context: Context,
  collector: Collector,
): void {
  for (const { rule, severity } of checks) {
    const found = list(rule.check(subject, context));
    if (found.length === 0) continue;
    const known = severity === 'error' ? softened(kind, subject, rule, context) : nothing;
    for (const evidence of found) {
      collector.add(rule, known(fingerprint(evidence)) ? 'warning' : severity, subject, evidence);
    }
  }
}

function judgeStep<K extends SubjectKind>(
  kind: K,
  subject: Subjects[K],
  steps: RulesOfKind['steps'],
  context: StepContext,
  collector: Collector,
): void {
  const before = counterpart(kind, subject, context.base);
  for (const { rule, severity } of steps) {
    for (const evidence of list(rule.step(subject, before, context))) collector.add(rule, severity, subject, evidence);
  }
}

const none: readonly never[] = [];

function list<E>(found: E | readonly E[] | undefined): readonly E[] {
  if (found === undefined) return none;
  return Array.isArray(found) ? found : [found as E];
}

const nothing = (): boolean => false;

const everything = (): boolean => true;

/**
 * Which evidence is a warning only: what known good has in the same way at the same place, of a historic rule. Where
 * nothing is known good at a door behind the merge, hygiene is a warning throughout (SPEC B1 "At the other doors").
 */
function softened<K extends SubjectKind>(
  kind: K,
  subject: Subjects[K],
  rule: AnyStateRule,
  context: Context,
): (fingerprint: string) => boolean {
  if (!rule.historic) return nothing;
  if (!context.base) return context.door !== 'event' && context.door !== 'sign' ? everything : nothing;
  const before = counterpart(kind, subject, context.base);
  if (!before) return nothing;
  const known = new Set(
    list(rule.check(before, { ...context, state: context.base, base: undefined })).map(fingerprint),
  );
  return (print) => known.has(print);
}

function fingerprint(evidence: unknown): string {
  return Buffer.from(canonicalJson(evidence as Json)).toString('latin1');
}

/** Keeps the first findings of each rule, counts the rest, and remembers every role in error. */
class Collector {
  readonly #findings: Finding[] = [];
  readonly #rolesInError = new Set<string>();
  readonly #counts = new Map<string, { rule: string; severity: Severity; count: number }>();

  add(rule: AnyStateRule | AnyStepRule, severity: Severity, subject: Subjects[SubjectKind], evidence: unknown): void {
    if (severity === 'error' && subject.role !== undefined) this.#rolesInError.add(subject.role);
    const key = `${rule.id} ${severity}`;
    const seen = this.#counts.get(key) ?? { rule: rule.id, severity, count: 0 };
    this.#counts.set(key, seen);
    if (++seen.count > findingsPerRule) return;
    this.#findings.push({
      rule: rule.id,
      severity,
      ...(subject.role !== undefined && { role: subject.role }),
      message: rule.say(evidence, subject),
      remedy: rule.remedy(evidence, subject),
      address: subject.address,
    });
  }

  judgement(): Judgement {
    const cut = [...this.#counts.values()].filter(({ count }) => count > findingsPerRule);
    const summaries = cut.map(({ rule, severity, count }) => ({
      rule,
      severity,
      message: `${count} findings of this rule in all; only the first ${findingsPerRule} are listed`,
      remedy: 'Mend the listed ones first; the others may have the same cause',
      address: '',
    }));
    return {
      findings: [...this.#findings, ...summaries].sort(byImportance),
      rolesInError: this.#rolesInError,
    };
  }
}

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

function byImportance(a: Finding, b: Finding): number {
  return (
    rank[a.severity] - rank[b.severity] ||
    roleOrder(a.role ?? '', b.role ?? '') ||
    byCodePoint(a.rule, b.rule) ||
    byCodePoint(a.address, b.address)
  );
}
