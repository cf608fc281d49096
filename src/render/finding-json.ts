/** A finding as `verify --json` and `audit --json` print it: always the same members. */
import type { Finding } from '../verifier/finding.ts';

export interface FindingJson extends Omit<Finding, 'role'> {
  /** Null for a finding about the repository (or event) as a whole. */
  readonly role: string | null;
}

export function findingAsJson({ rule, severity, role, address, message, remedy }: Finding): FindingJson {
  return { rule, severity, role: role ?? null, address, message, remedy };
}
