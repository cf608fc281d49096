/** The state of a signing event as data (SPEC B2). Every list is sorted by code point. */
import type { Finding } from '../verifier/finding.ts';

export type TargetChangeKind = 'added' | 'modified' | 'removed';

export interface TargetChange {
  readonly path: string;
  readonly change: TargetChangeKind;
}

/** How far a set of keys has signed a role. Signers are named by owner, online keys by URI, else by keyid. */
export interface SignatureCount {
  readonly threshold: number;
  readonly signed: readonly string[];
  readonly missing: readonly string[];
  readonly complete: boolean;
}

export interface RoleStatus {
  readonly role: string;
  /** `null` when the role's file is gone or cannot be read. */
  readonly version: number | null;
  readonly expires: string | null;
  /** No open invite on its delegations, no error finding, threshold(s) met (SPEC A5). */
  readonly complete: boolean;
  readonly threshold: number;
  readonly signed: readonly string[];
  readonly missing: readonly string[];
  /** People invited to roles that this role delegates. */
  readonly invites: readonly string[];
  /** root only: the count against the known-good root's keys; null for other roles and for the first root. */
  readonly knownGoodRoot: SignatureCount | null;
  readonly targetChanges: readonly TargetChange[];
  readonly findings: readonly Finding[];
}

export interface EventStatus {
  /** Branch name of the event. */
  readonly event: string;
  /** Commit ids. */
  readonly head: string;
  readonly knownGood: string;
  readonly complete: boolean;
  /** The changed roles, in the order root, targets, then by name (SPEC A5). */
  readonly roles: readonly RoleStatus[];
  /** Findings that concern no single changed role. */
  readonly findings: readonly Finding[];
}
