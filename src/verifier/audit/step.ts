/** One step of a history: what it is, and what is wrong after it. */
import type { Finding } from '../finding.ts';
import { judge } from '../judge.ts';
import { rules as rulesOfDoors } from '../registry.ts';
import type { Context, Rule } from '../rule.ts';
import { auditRules, type StepKind } from '../rules/audit.ts';
import type { SubjectKind } from '../subjects.ts';

const allRules: readonly Rule[] = [...rulesOfDoors, ...auditRules];
const rulesById: ReadonlyMap<string, Rule> = new Map(allRules.map((rule) => [rule.id, rule]));

/** Subjects that have to do with snapshot and timestamp, or with the time. */
const onlineKinds: ReadonlySet<SubjectKind> = new Set([
  'file',
  'role',
  'signature',
  'repository',
  'removed-file',
  'removed-role',
]);
const onlineRules = allRules.filter(({ on }) => onlineKinds.has(on));

/** Is the rule about what a step changes, and not about what is there after it? */
export function isStepRule(id: string): boolean {
  const rule = rulesById.get(id);
  return rule !== undefined && 'step' in rule;
}

/**
 * What is wrong after a step. Where the step gives no reason to look again, what was found before counts: half of all steps change
 * snapshot and timestamp alone, so keys, delegations and target files are what they were.
 */
export function judgeStep(context: Context, kind: StepKind, before: readonly Finding[]): readonly Finding[] {
  if (context.base === undefined) return judge(context, allRules).findings;
  const { findings } = judge(context, kind === 'online' ? onlineRules : allRules);
  return [...findings, ...before.filter(({ rule }) => isCarried(rule, kind))];
}

/** An event leaves snapshot and timestamp alone: what was wrong with them stays so until the next online signature. */
function isCarried(id: string, kind: StepKind): boolean {
  const rule = rulesById.get(id);
  if (!rule || 'step' in rule) return false;
  return kind === 'online' ? !onlineKinds.has(rule.on) : kind === 'event' && id.startsWith('online-roles/');
}
