/** What the `paths` of a delegation say, and whether it can be made sense of (SPEC B1 "delegations"). */
import type { DelegatedRole } from '../tuf/metadata.ts';
import { pathHashPrefixes, pathPatterns } from '../tuf/metadata.ts';
import { isWild, maxNameLength } from '../tuf/path-pattern.ts';
import type { Delegation } from './role-graph.ts';

/**
 * More patterns to search with than this, of one role or outside of their role's own folder, are refused and not looked at: each
 * is compared with each file, and an attacker chooses how many there are. The signer's tool writes four.
 */
export const maxPatterns = 200;

export type PatternProblem =
  | 'is empty'
  | 'begins with a slash'
  | 'has an empty segment'
  | 'has a "." or ".." segment'
  | 'has another special character than *'
  | 'has a segment longer than any file name'
  | 'is no beginning of a SHA-256 in lower-case hexadecimal';

/** What is wrong with a pattern of `paths`: clients would read it differently, or it could never match. */
export function patternProblem(pattern: string): PatternProblem | undefined {
  if (pattern === '') return 'is empty';
  if (pattern.startsWith('/')) return 'begins with a slash';
  const segments = pattern.split('/');
  if (segments.includes('')) return 'has an empty segment';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'has a "." or ".." segment';
  // Braces, brackets and backslashes mean something in the globs of one client or other.
  if (/[?[\]{}\\]/.test(pattern)) return 'has another special character than *';
  return segments.some((segment) => segment.length > maxNameLength)
    ? 'has a segment longer than any file name'
    : undefined;
}

function prefixProblem(prefix: string): PatternProblem | undefined {
  return /^[0-9a-f]{1,64}$/.test(prefix) ? undefined : 'is no beginning of a SHA-256 in lower-case hexadecimal';
}

/** The entries of `paths` or `path_hash_prefixes` that make no sense, and why. */
export function unsoundPaths(role: DelegatedRole): readonly (readonly [text: string, problem: PatternProblem])[] {
  const patterns = pathPatterns(role);
  const problemOf = patterns ? patternProblem : prefixProblem;
  return pathEntries(role).flatMap((text) => {
    const problem = problemOf(text);
    return problem ? [[text, problem] as const] : [];
  });
}

/** The entries of `paths`, or of `path_hash_prefixes`. */
export function pathEntries(role: DelegatedRole): readonly string[] {
  return pathPatterns(role) ?? pathHashPrefixes(role) ?? [];
}

/** Must an entry of `paths` or `path_hash_prefixes` be compared with every file? A path without wildcards is looked up. */
export function isSearched(role: DelegatedRole, entry: string): boolean {
  return !pathPatterns(role) || isWild(entry);
}

/** Are there more entries to search with than are looked at? */
export function hasTooManyPaths(role: DelegatedRole): boolean {
  return pathEntries(role).filter((entry) => isSearched(role, entry)).length > maxPatterns;
}

/** The entries that may cover what does not lie in the role's own folder; a hash prefix always may. */
export function outsideEntries(role: DelegatedRole): readonly string[] {
  const own = `${role.name}/`;
  return pathEntries(role).filter((text) => !pathPatterns(role) || !text.startsWith(own));
}

/** The delegation as one with paths: what targets roles delegate. Root's have none. */
export function pathsOf({ depth, role }: Delegation): DelegatedRole | undefined {
  return depth > 1 ? (role as DelegatedRole) : undefined;
}

const soundness = new WeakMap<DelegatedRole, boolean>();

/** Is it clear what the delegation covers? Otherwise that is one finding, and nothing is judged by it. */
export function arePathsSound(role: DelegatedRole): boolean {
  let sound = soundness.get(role);
  if (sound === undefined) {
    sound = !hasTooManyPaths(role) && unsoundPaths(role).length === 0;
    soundness.set(role, sound);
  }
  return sound;
}
