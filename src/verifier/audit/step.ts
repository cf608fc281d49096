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
 * What a step brings that is there to stay, each finding with how it will be found again: what is also found when nothing changes. The
 * rest of `brought` is about the change. What such a finding hides (a change of owner, that a key has two) comes to light with it.
 */
export function lastingOf(
  context: Context,
  findings: readonly Finding[],
  brought: readonly Finding[],
): ReadonlyMap<Finding, Finding> {
  const lasting = new Map<Finding, Finding>();
  if (brought.length === 0) return lasting;
  const isBrought = new Set(brought);
  const known = new Set(findings.filter((finding) => !isBrought.has(finding)).map(identityOf));
  const again = new Map(
    judge({ ...context, base: context.state }, allRules).findings.map((finding) => [identityOf(finding), finding]),
  );
  for (const identity of known) again.delete(identity);
  const match = (finding: Finding, other: Finding | undefined) => {
    if (!other) return;
    lasting.set(finding, other);
    again.delete(identityOf(other));
  };
  for (const finding of brought) match(finding, isJudgedOnChange(finding) ? finding : again.get(identityOf(finding)));
  const atPlace = new Map([...again.values()].map((finding) => [placeOf(finding), finding]));
  for (const finding of brought) {
    const place = placeOf(finding);
    if (lasting.has(finding)) continue;
    match(finding, atPlace.get(place));
    atPlace.delete(place);
  }
  for (const hidden of again.values()) lasting.set(hidden, hidden);
  return lasting;
}

/** Snapshot and timestamp are not looked at when nothing changes; what is wrong with them lasts all the same. */
function isJudgedOnChange({ rule }: Finding): boolean {
  return isOnlineRule(rule) && !('step' in rulesById.get(rule)!);
}

/** By it "… is removed" is known again as "… is not there". */
function placeOf({ rule, role, address }: Finding): string {
  return [rule, role ?? '', address].join('\n');
}
