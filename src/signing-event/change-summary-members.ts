/** Before and after, and what differs between two objects whose members nobody need know (SPEC B6). */
import { sortedByCodePoint } from '../text/code-point-order.ts';
import { equalJson, get, type Json, type JsonObject, names } from '../tuf/json.ts';

/** A value before and after; undefined where there is none. */
export interface Step<T> {
  readonly before: T | undefined;
  readonly now: T | undefined;
}

/** A member that no other part of the summary tells of. */
export interface MemberChange extends Step<Json> {
  /** Where it is: `x-custom`, `delegations.x-custom`. */
  readonly name: string;
}

/** The members of two objects that differ, but for those told of elsewhere. What is new as a whole is told by all its members. */
export function otherMembers({ before, now }: Step<JsonObject>, told: ReadonlySet<string>): readonly MemberChange[] {
  const all = sortedByCodePoint(new Set([...names(before ?? {}), ...names(now ?? {})]));
  return all.flatMap((name) => {
    const step = { before: before && get(before, name), now: now && get(now, name) };
    const isSame = step.before !== undefined && step.now !== undefined && equalJson(step.before, step.now);
    return told.has(name) || isSame ? [] : [{ name, ...step }];
  });
}
