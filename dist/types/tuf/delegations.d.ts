/**
 * Which role may sign what: path patterns and hash prefixes of delegations (TUF 4.5). Delegations are prepared once,
 * however many paths are asked for; like all metadata they must not change afterwards.
 */
import { type DelegatedRole, type Delegations } from './metadata.ts';
export { matchesPattern } from './path-pattern.ts';
/** Does this delegation cover the target path, by `paths` or by `path_hash_prefixes`? */
export declare function delegates(role: DelegatedRole, path: string): boolean;
/** The delegated roles in which a client looks for a path, in its order, up to the first terminating one (TUF 5.6.7). */
export declare function rolesFor(delegations: Delegations, path: string): readonly DelegatedRole[];
