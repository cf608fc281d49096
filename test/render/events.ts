/** Signing events as data, for the tests of their text. */
import type { EventStatus, RoleStatus } from '../../src/signing-event/event-status.ts';
import type { Finding } from '../../src/verifier/finding.ts';

/** A role that two people have signed, unless said otherwise. */
export function roleStatus(changes: Partial<RoleStatus> = {}): RoleStatus {
  return {
    role: 'targets',
    version: 7,
    expires: '2027-01-05T10:00:00Z',
    complete: true,
    threshold: 2,
    signed: ['@alice', '@bob'],
    missing: [],
    invites: [],
    knownGoodRoot: null,
    targetChanges: [],
    findings: [],
    ...changes,
  };
}

/** An event that is complete when all its roles are, unless said otherwise. */
export function eventStatus(roles: readonly RoleStatus[], changes: Partial<EventStatus> = {}): EventStatus {
  return {
    event: 'sign/add-carol',
    head: 'a'.repeat(40),
    knownGood: 'b'.repeat(40),
    complete: roles.length > 0 && roles.every(({ complete }) => complete),
    roles,
    findings: [],
    ...changes,
  };
}

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'target-files/hash',
    severity: 'error',
    message: 'The target file "a b.txt" is not the one that was signed.',
    remedy: 'Run "tuf-on-ci-update-targets" and push.',
    address: 'targets/targets/a b.txt',
    ...changes,
  };
}
