/** Family *audit* (SPEC B1): what only a look at the history shows. Judged by `tuf-on-ci audit` and at no other door. */

import { type Rule, stepRule } from '../rule.ts';
import type { RepositoryState } from '../state.ts';

const onlinePaths: ReadonlySet<string> = new Set(['metadata/snapshot.json', 'metadata/timestamp.json']);

/** What a step of the default branch changes: offline roles and target files, snapshot and timestamp, or both. */
export type StepKind = 'event' | 'online' | 'mixed';

export function kindOfStep(state: RepositoryState, base: RepositoryState): StepKind {
  const changed = changedPaths(state, base);
  const isOnline = changed.some((path) => onlinePaths.has(path));
  const isEvent = changed.some((path) => !onlinePaths.has(path));
  if (!isOnline) return 'event';
  return isEvent ? 'mixed' : 'online';
}

function changedPaths({ entries }: RepositoryState, base: RepositoryState): string[] {
  const changed: string[] = [];
  for (const [path, { oid, mode }] of entries) {
    const before = base.entries.get(path);
    if (before?.oid !== oid || before.mode !== mode) changed.push(path);
  }
  for (const path of base.entries.keys()) if (!entries.has(path)) changed.push(path);
  return changed;
}

const mixedStep = stepRule({
  id: 'audit/mixed-step',
  on: 'repository',
  why: 'A step is a signing event or an online signature: one that is both was published before anybody could judge it (SPEC A5).',
  step: (_, __, { state, base }) => (kindOfStep(state, base) === 'mixed' ? {} : undefined),
  say: () => 'This commit changes snapshot or timestamp together with other files',
  remedy: () =>
    'Find out who made it and how: an event leaves both alone, and tuf-on-ci-online-sign changes nothing else',
});

export const auditRules: readonly Rule[] = [mixedStep];
