/** One step of a history: what it is, and what is wrong after it. */
import type { Finding } from '../finding.ts';
import { judge } from '../judge.ts';
import { rules as rulesOfDoors } from '../registry.ts';
import type { Context, Rule } from '../rule.ts';
import { auditRules, type StepKind } from '../rules/audit.ts';
import type { SubjectKind } from '../subjects.ts';
import { identityOf } from './finding-spans.ts';

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

/**
 * What is wrong after a step. Where the step gives no reason to look again, what was there before counts: half of all steps change
 * snapshot and timestamp alone, so keys, delegations and target files are what they were.
 */
export function judgeStep(context: Context, kind: StepKind, before: readonly Finding[]): readonly Finding[] {
  if (context.base === undefined) return judge(context, allRules).findings;
  const { findings } = judge(context, kind === 'online' ? onlineRules : allRules);
  return [...findings, ...before.filter(({ rule }) => isCarried(rule, kind))];
}

/** An event leaves snapshot and timestamp alone: what was wrong with them stays so until the next online signature. */
function isCarried(id: string, kind: StepKind): boolean {
  if (kind === 'online') return !onlineKinds.has(rulesById.get(id)!.on);
  return kind === 'event' && isOnlineRule(id);
}

function isOnlineRule(id: string): boolean {
  return id.startsWith('online-roles/');
}

/**
 * Of the findings that a step brings, those about what is there after it, each with how it will be found again: they are also found
 * when nothing changes. The others are about the change.
 */
export function lastingOf(context: Context, brought: readonly Finding[]): ReadonlyMap<Finding, Finding> {
  const lasting = new Map<Finding, Finding>();
  if (brought.length === 0) return lasting;
  const ids = new Set(brought.map(({ rule }) => rule));
  const rules = allRules.filter(({ id }) => ids.has(id));
  const again = [...judge({ ...context, base: context.state }, rules).findings];
  const take = (matches: (other: Finding) => boolean): Finding | undefined => {
    const at = again.findIndex(matches);
    return at < 0 ? undefined : again.splice(at, 1)[0];
  };
  for (const matches of [isSame, isAtSamePlace]) {
    for (const finding of brought) {
      if (lasting.has(finding)) continue;
      const other = isJudgedOnChange(finding) ? finding : take((other) => matches(finding, other));
      if (other) lasting.set(finding, other);
    }
  }
  return lasting;
}

/** Snapshot and timestamp are not looked at when nothing changes; what is wrong with them lasts all the same. */
function isJudgedOnChange({ rule }: Finding): boolean {
  return isOnlineRule(rule) && !('step' in rulesById.get(rule)!);
}

function isSame(a: Finding, b: Finding): boolean {
  return identityOf(a) === identityOf(b);
}

/** "… is removed" becomes "… is not there". */
function isAtSamePlace(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && a.role === b.role && a.address === b.address;
}
