/**
 * What a rule is (ARCHITECTURE "The verifier"): data with a purpose and a remedy. A state rule looks at one subject of
 * a state; a step rule looks at a subject and what it was in the base.
 */
import type { Seconds } from '../tuf/expires.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import type { Document } from './document.ts';
import type { Severity } from './finding.ts';
import type { RepositoryState } from './state.ts';
import type { SubjectKind, Subjects } from './subjects.ts';

/** Where a state is judged. `doors.ts` says how severe a rule is there. */
export type Door = 'event' | 'sign' | 'create-events' | 'online-sign' | 'publish' | 'audit';

/** What an event's commits tell (SPEC B1): nothing of it is needed at the other doors. */
export interface EventHistory {
  /** How many of the event's commits change this file; undefined when versions are bounded by "greater than" alone. */
  commitsChanging(path: string): number | undefined;
  /** Was the keyid among the role's keys (for root: of either root) at an earlier commit of the event? */
  wasEligible(role: string, keyid: string): boolean;
  /** The role's file as the event's commits had it, in any order; left out where nobody asks whose signatures were voided. */
  earlierDocuments?(role: string): readonly Document[];
  /** Is there a common ancestor with the default branch? */
  readonly hasCommonAncestor: boolean;
  /** Files outside `metadata/` and `targets/` that the event changes. */
  readonly filesElsewhere: readonly string[];
  /** Files below `metadata/` that the default branch has changed since the event began; left out where nobody asks. */
  readonly changedSince?: readonly string[];
}

/** Everything a rule may look at besides its subject. */
export interface Context {
  readonly door: Door;
  readonly now: Seconds;
  readonly state: RepositoryState;
  /** Known good: the state that the step is judged against. */
  readonly base: RepositoryState | undefined;
  readonly history: EventHistory;
  readonly verifier: SignatureVerifier;
  /** TUF_ON_CI_NO_VERIFY_KID: keyids are not compared with their keys (SPEC A3). */
  readonly noVerifyKeyid: boolean;
}

interface About<K extends SubjectKind, E> {
  /** `<family>/<name>`; part of the interface (B2, docs/rules.md). */
  readonly id: string;
  readonly on: K;
  /** Why the rule is there: a sentence with its source. */
  readonly why: string;
  /** What a violation is unless the door says otherwise; error when left out. */
  readonly severity?: Severity;
  /** What is wrong, as one sentence of plain text. */
  say(evidence: E, subject: Subjects[K]): string;
  /** What to do, as one sentence that names the command. */
  remedy(evidence: E, subject: Subjects[K]): string;
}

/** Evidence is plain data: its canonical form is part of a finding's fingerprint. */
type Found<E> = E | readonly E[] | undefined;

export interface StateRule<K extends SubjectKind, E> extends About<K, E> {
  /** Hygiene: a violation that the base has too, in the same way and place, is a warning. */
  readonly historic?: true;
  check(subject: Subjects[K], context: Context): Found<E>;
}

export interface StepRule<K extends SubjectKind, E> extends About<K, E> {
  /** `before` is the same subject in the base, undefined when it is new. Not run without a base. */
  step(subject: Subjects[K], before: Subjects[K] | undefined, context: Context & { base: RepositoryState }): Found<E>;
}

/** A rule of any kind, as the registry keeps it. */
export type Rule = {
  [K in SubjectKind]: StateRule<K, never> | StepRule<K, never>;
}[SubjectKind];

/** Declares a rule that judges a state. */
export function stateRule<K extends SubjectKind, E>(rule: StateRule<K, E>): Rule {
  return rule as unknown as Rule;
}

/** Declares a rule that judges a step from the base. */
export function stepRule<K extends SubjectKind, E>(rule: StepRule<K, E>): Rule {
  return rule as unknown as Rule;
}
