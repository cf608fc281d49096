/** What changed between a subject and its counterpart in the base. */
import { equalJson } from '../../tuf/json.ts';
import type { RoleSubject } from '../subjects.ts';

/** Roles signed by machine, not by people: judged by the family *online roles*. */
export function isOnlineRole(role: string): boolean {
  return role === 'timestamp' || role === 'snapshot';
}

/** Does the part that is signed differ in meaning (SPEC A2: canonical form)? A new version nearly always tells. */
export function signedPartChanged({ metadata: now }: RoleSubject, { metadata: before }: RoleSubject): boolean {
  return now !== before && (now.signed.version !== before.signed.version || !equalJson(now.signed, before.signed));
}
