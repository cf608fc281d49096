/**
 * Which role may sign what: path patterns and hash prefixes of delegations (TUF 4.5). Delegations are prepared once,
 * however many paths are asked for; like all metadata they must not change afterwards.
 */
import { type DelegatedRole, type Delegations, pathHashPrefixes, pathPatterns } from './metadata.ts';
import { PathIndex } from './path-index.ts';

export { matchesPattern } from './path-pattern.ts';

const preparedRoles = new WeakMap<DelegatedRole, PathIndex<true>>();
const preparedDelegations = new WeakMap<Delegations, PathIndex<number>>();

/** Does this delegation cover the target path, by `paths` or by `path_hash_prefixes`? */
export function delegates(role: DelegatedRole, path: string): boolean {
  let index = preparedRoles.get(role);
  if (!index) {
    index = new PathIndex();
    addRole(index, role, true);
    preparedRoles.set(role, index);
  }
  return index.has(path);
}

/** The delegated roles in which a client looks for a path, in its order, up to the first terminating one (TUF 5.6.7). */
export function rolesFor(delegations: Delegations, path: string): readonly DelegatedRole[] {
  let index = preparedDelegations.get(delegations);
  if (!index) {
    index = new PathIndex();
    for (const [place, role] of delegations.roles.entries()) addRole(index, role, place);
    preparedDelegations.set(delegations, index);
  }
  const places = [...new Set(index.find(path))].sort((a, b) => a - b);
  const found = places.map((place) => delegations.roles[place]!);
  const last = found.findIndex((role) => role.terminating);
  return last < 0 ? found : found.slice(0, last + 1);
}

function addRole<T>(index: PathIndex<T>, role: DelegatedRole, value: T): void {
  const patterns = pathPatterns(role);
  if (patterns) for (const pattern of patterns) index.addPattern(pattern, value);
  else for (const prefix of pathHashPrefixes(role) ?? []) index.addHashPrefix(prefix, value);
}
