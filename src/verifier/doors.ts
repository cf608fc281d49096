/**
 * How severe a rule is at which door (SPEC B1). A rule that is not named here has its own severity everywhere.
 */
import type { Severity } from './finding.ts';
import type { Door, Rule } from './rule.ts';

type AtDoors = Partial<Record<Door, Severity | 'off'>>;

/** Not run on a default branch as it stands; the audit tells the whole story again. */
const behindTheMerge: AtDoors = { 'create-events': 'off', 'online-sign': 'off', publish: 'off' };

/** What is only known, or only done, behind the merge. */
const notInEvents: AtDoors = { event: 'off', sign: 'off', 'create-events': 'off' };
/** A question that only an event can be asked. */
const inEvents: AtDoors = { 'create-events': 'off', 'online-sign': 'off', publish: 'off', audit: 'off' };
/** Signing again is what mends it. */
const mendedBySigning: AtDoors = { sign: 'warning' };
/** Making a new snapshot and timestamp is what mends it: online-sign's own work (SPEC B1). */
const mendedByOnlineSign: AtDoors = { ...notInEvents, 'online-sign': 'off' };

const doors: Readonly<Record<string, AtDoors>> = {
  // Behind the merge versions may have risen by more than one since known good.
  'versions/too-high': { 'online-sign': 'off', publish: 'off' },
  'versions/root-step': { 'online-sign': 'off', publish: 'off' },
  // An expired offline role must not take the others with it: a loud warning there (versions/expired).
  'versions/expired-change': {
    sign: 'warning',
    'create-events': 'off',
    'online-sign': 'off',
    publish: 'off',
    audit: 'off',
  },
  // What the signers of an event should look at; once they have signed it is their decision.
  'versions/expires-soon': { ...behindTheMerge, audit: 'off' },
  'versions/period-raised': behindTheMerge,
  'target-files/name-windows': behindTheMerge,
  // A period may have been lowered since.
  'versions/expiry-too-far': { 'online-sign': 'warning', publish: 'warning' },
  'keys/owner-new-key': behindTheMerge,
  'roles/threshold-lowered': behindTheMerge,
  'roles/all-replaced': behindTheMerge,
  // In an event a threshold that is not met is incompleteness (SPEC A5).
  'signatures/threshold': { event: 'off', sign: 'off' },
  'signatures/wrong': mendedBySigning,
  'signatures/malformed': mendedBySigning,
  // Whether the key could sign earlier in the event is no longer known.
  'signatures/stranger': { 'online-sign': 'warning', publish: 'warning', audit: 'warning' },
  'online-roles/changed': inEvents,
  'online-roles/pinned-bytes': inEvents,
  'online-roles/removed': { ...inEvents, audit: 'error' },
  'online-roles/missing': { ...mendedByOnlineSign, audit: 'off' },
  // History is full of what has expired since.
  'online-roles/expired': { ...mendedByOnlineSign, audit: 'off' },
  'online-roles/signatures': mendedByOnlineSign,
  'online-roles/outdated': mendedByOnlineSign,
  'online-roles/timestamp-outdated': mendedByOnlineSign,
  'online-roles/timestamp-others': mendedByOnlineSign,
  'online-roles/older-than-timestamp': notInEvents,
  'online-roles/rollback': notInEvents,
  'online-roles/too-high': notInEvents,
  'online-roles/role-rollback': notInEvents,
  'online-roles/entry-lost': notInEvents,
  'online-roles/entry-planted': notInEvents,
  'online-roles/meta-facts': notInEvents,
  // While an event is open so are its invites.
  'event-state/open-on-default': { event: 'off', sign: 'off' },
};

export function severityAt(rule: Rule, door: Door): Severity | 'off' {
  return doors[rule.id]?.[door] ?? rule.severity ?? 'error';
}

/** The ids that the table names, for the test that each of them is a rule. */
export const ruleIdsWithDoors: readonly string[] = Object.keys(doors);
