/** What changed between a subject and its counterpart in the base. */
import type { RoleSubject } from '../subjects.ts';

/** Roles signed by machine, not by people: judged by the family *online roles*. */
export function isOnlineRole(role: string): boolean {
  return role === 'timestamp' || role === 'snapshot';
}

/** Does the part that is signed differ in meaning (SPEC A2: canonical form)? */
export function signedPartChanged(now: RoleSubject, before: RoleSubject): boolean {
  if (now.document.oid === before.document.oid) return false;
  return Buffer.compare(now.document.payload.bytes, before.document.payload.bytes) !== 0;
}
