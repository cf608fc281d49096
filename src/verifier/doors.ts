/**
 * How severe a rule is at which door (SPEC B1). A rule that is not named here has its own severity everywhere.
 */
import type { Severity } from './finding.ts';
import type { Door, Rule } from './rule.ts';

type AtDoors = Partial<Record<Door, Severity | 'off'>>;

/** Not run on a default branch as it stands; the audit tells the whole story again. */
const behindTheMerge: AtDoors = { 'create-events': 'off', 'online-sign': 'off', publish: 'off' };

const doors: Readonly<Record<string, AtDoors>> = {
  // Behind the merge versions may have risen by more than one since known good.
  'versions/too-high': { 'online-sign': 'off', publish: 'off' },
  'versions/root-step': { 'online-sign': 'off', publish: 'off' },
  // An expired offline role must not take the others with it: a loud warning there (versions/expired).
  'versions/expired-change': { sign: 'warning', 'create-events': 'off', 'online-sign': 'off', publish: 'off', audit: 'off' },
  // A period may have been lowered since.
  'versions/expiry-too-far': { 'online-sign': 'warning', publish: 'warning' },
  // What the signers of an event should look at; once they have signed it is their decision.
  'keys/owner-new-key': behindTheMerge,
  'roles/threshold-lowered': behindTheMerge,
  'roles/all-replaced': behindTheMerge,
};

export function severityAt(rule: Rule, door: Door): Severity | 'off' {
  return doors[rule.id]?.[door] ?? rule.severity ?? 'error';
}

/** The ids that the table names, for the test that each of them is a rule. */
export const ruleIdsWithDoors: readonly string[] = Object.keys(doors);
