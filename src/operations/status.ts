/** `tuf-on-ci-status`: how far a signing event is (SPEC A6). */
import { TufError } from '../errors.ts';
import type { KnownGoodRole } from '../render/role-status.ts';
import type { EventStatus } from '../signing-event/event-status.ts';
import { eventStatus } from '../signing-event/status.ts';
import { judge } from '../verifier/judge.ts';
import { metadataOf, type RepositoryState } from '../verifier/state.ts';
import { readEvent, type Surroundings } from './read-event.ts';

/** What `status` found. */
export type StatusOutcome = {
  readonly knownGood: ReadonlyMap<string, KnownGoodRole>;
} /** No `metadata/root.json`, neither here nor in known good: there is no TUF repository yet. */ & (
  | { readonly kind: 'no-metadata'; readonly status: EventStatus }
  /** Nothing is new against known good. */
  | { readonly kind: 'no-changes'; readonly status: EventStatus }
  | { readonly kind: 'event'; readonly status: EventStatus }
);

/**
 * Judges HEAD as a signing event.
 * Errors: `no-repository`, `no-remote`, `no-common-ancestor`, `git`.
 */
export async function readStatus(surroundings: Surroundings): Promise<StatusOutcome> {
  const { repository } = surroundings;
  const head = await repository.resolve('HEAD');
  if (!head)
    throw new TufError('git', 'This repository has no commit yet', {
      hint: 'Commit and push the default branch first',
    });
  const { knownGood, context } = await readEvent(surroundings, head, { digests: true, judgeUnrelated: true });
  const event = (await repository.currentBranch())?.replace(/^refs\/heads\//, '') ?? head;
  const status = eventStatus({ event, head, knownGood, context, judgement: judge(context) });
  if (!context.state.roles.has('root') && !context.base.roles.has('root') && status.roles.length === 0) {
    return { kind: 'no-metadata', status, knownGood: new Map() };
  }
  const isUnchanged = status.roles.length === 0 && head === knownGood;
  return { kind: isUnchanged ? 'no-changes' : 'event', status, knownGood: rolesOf(context.base) };
}

/** What known good has: the text says what a new version replaces. */
function rolesOf(state: RepositoryState): ReadonlyMap<string, KnownGoodRole> {
  const roles = [...state.roles.keys()].map((role) => {
    const signed = metadataOf(state, role)?.signed;
    return [role, { version: signed?.version ?? null, expires: signed?.expires ?? null }] as const;
  });
  return new Map(roles);
}
