/** Judging drafts: what the verifier says of a step from a base to a head. */

import { createSignatureVerifier } from '../../src/tuf/verify.ts';
import { Documents } from '../../src/verifier/document.ts';
import type { Finding } from '../../src/verifier/finding.ts';
import { type Judgement, judge } from '../../src/verifier/judge.ts';
import type { Context, Door, EventHistory, Rule } from '../../src/verifier/rule.ts';
import { readState } from '../../src/verifier/state.ts';
import { type Draft, now } from './sound-repository.ts';

/** One shared verifier: tests of one file sign the same things again and again. */
const verifier = createSignatureVerifier();

/** An event of one commit. */
export const oneCommit: EventHistory = {
  commitsChanging: () => 1,
  wasEligible: () => false,
  hasCommonAncestor: true,
  filesElsewhere: [],
};

export interface JudgeOptions {
  readonly door?: Door;
  readonly now?: number;
  readonly history?: Partial<EventHistory>;
  readonly noVerifyKeyid?: boolean;
  readonly rules?: readonly Rule[];
}

export async function contextOf(head: Draft, base: Draft | undefined, options: JudgeOptions = {}): Promise<Context> {
  const documents = new Documents();
  return {
    door: options.door ?? 'event',
    now: options.now ?? now,
    state: await readState(head.tree, documents, { digests: true }),
    base: base && (await readState(base.tree, documents, { digests: false })),
    history: { ...oneCommit, ...options.history },
    verifier,
    noVerifyKeyid: options.noVerifyKeyid ?? false,
  };
}

/** Judges a step as a signing event of one commit, unless told otherwise. */
export async function judgeDraft(head: Draft, base: Draft | undefined, options: JudgeOptions = {}): Promise<Judgement> {
  return judge(await contextOf(head, base, options), options.rules);
}

/** `rule severity` of each finding, for short expectations. */
export function ruleIds(findings: readonly Finding[], severity?: Finding['severity']): string[] {
  const wanted = severity ? findings.filter((finding) => finding.severity === severity) : findings;
  return [...new Set(wanted.map((finding) => finding.rule))];
}
