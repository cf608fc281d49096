/** Whose target files are whose (SPEC A1, A6): by folder, and by what the role's delegation covers. */
import { owningRole } from '../deployment/layout.ts';
import { isListable } from '../deployment/target-path.ts';
import { delegates } from '../tuf/delegations.ts';
import { isTopLevelRole } from '../tuf/metadata.ts';
import { arePathsSound, pathsOf } from './delegated-paths.ts';
import type { Delegation } from './role-graph.ts';
import { delegationOf, type RepositoryState } from './state.ts';

/** The role, when target files can be its own: top-level targets, or a delegated role whose paths are clear. */
export function ownerDelegation(state: RepositoryState, role: string | undefined): Delegation | undefined {
  const delegation = role === undefined ? undefined : delegationOf(state, role);
  if (!delegation || role === 'targets') return delegation;
  const paths = pathsOf(delegation);
  return paths && !isTopLevelRole(delegation.name) && arePathsSound(paths) ? delegation : undefined;
}

const coverage = new WeakMap<Delegation, Map<string, boolean>>();

/** Does update-targets list a file of this path in the owner's metadata (SPEC A6)? Asked for files and for entries, found out once. */
export function covers(owner: Delegation, path: string): boolean {
  let answers = coverage.get(owner);
  if (!answers) {
    answers = new Map();
    coverage.set(owner, answers);
  }
  let answer = answers.get(path);
  if (answer === undefined) {
    answer = owningRole(path) === owner.name && isListable(path) && isDelegated(owner, path);
    answers.set(path, answer);
  }
  return answer;
}

function isDelegated(owner: Delegation, path: string): boolean {
  const paths = pathsOf(owner);
  return !paths || delegates(paths, path);
}

const changedOwners = new WeakMap<
  RepositoryState,
  { base: RepositoryState | undefined; owners: ReadonlySet<string> }
>();

/** The roles that own a file which was added, changed or removed against the base: those that update-targets looks at. */
export function ownersOfChangedFiles(state: RepositoryState, base: RepositoryState | undefined): ReadonlySet<string> {
  const known = changedOwners.get(state);
  if (known && known.base === base) return known.owners;
  const owners = new Set<string>();
  const add = (path: string) => {
    const owner = owningRole(path);
    if (owner !== undefined) owners.add(owner);
  };
  for (const [path, { oid, mode }] of state.targetFiles) {
    const before = base?.targetFiles.get(path);
    if (before?.oid !== oid || before.mode !== mode) add(path);
  }
  for (const path of base?.targetFiles.keys() ?? []) if (!state.targetFiles.has(path)) add(path);
  changedOwners.set(state, { base, owners });
  return owners;
}
