/** What to do about a list of target files that is wrong: people do not write lists, update-targets does (SPEC A6). */
import { metadataPath } from '../../deployment/layout.ts';
import type { Context } from '../rule.ts';
import { ownersOfChangedFiles } from '../target-ownership.ts';

/**
 * `update`: files of the role changed, update-targets makes the list anew. `restore`: the list alone changed.
 * `touch`: known good has the same list, or none.
 */
export type Mending = 'update' | 'restore' | 'touch';

export function mendingOf(role: string, { state, base }: Context): Mending {
  if (ownersOfChangedFiles(state, base).has(role)) return 'update';
  const known = base?.roles.get(role)?.document.oid;
  return known === undefined || known === state.roles.get(role)?.document.oid ? 'touch' : 'restore';
}

export function mendList(role: string, mending: Mending): string {
  switch (mending) {
    case 'update':
      return 'Make the list anew: tuf-on-ci-update-targets (in CI this happens by itself on a push to the event)';
    case 'restore':
      return `Nobody needs to write the list: git checkout origin/HEAD -- ${metadataPath(role)}`;
    case 'touch':
      return `Change a file of ${role} in a signing event: tuf-on-ci-update-targets then makes the whole list anew`;
  }
}
