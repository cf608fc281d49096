/**
 * Which role may sign what: path patterns and hash prefixes of delegations (TUF 4.5).
 */
import { createHash } from 'node:crypto';
import { type DelegatedRole, type Delegations, pathHashPrefixes, pathPatterns } from './metadata.ts';

/**
 * Does a pattern of `paths` match a target path? `*` stands for any run of characters but `/`, and does not match
 * a leading dot (SPEC A6); `?` for one such character. Linear in the pattern times the path.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  const patternParts = pattern.split('/');
  const pathParts = path.split('/');
  return patternParts.length === pathParts.length && patternParts.every((part, i) => matchesSegment(part, pathParts[i]!));
}

function matchesSegment(pattern: string, name: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === name;
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (p < pattern.length && pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Does this delegation cover the target path, by `paths` or by `path_hash_prefixes`? */
export function delegates(role: DelegatedRole, path: string): boolean {
  const patterns = pathPatterns(role);
  if (patterns) return patterns.some((pattern) => matchesPattern(pattern, path));
  const prefixes = pathHashPrefixes(role) ?? [];
  if (prefixes.length === 0) return false;
  const hash = createHash('sha256').update(path, 'utf8').digest('hex');
  return prefixes.some((prefix) => hash.startsWith(prefix));
}

/** The delegated roles in which a client looks for a path, in its order, up to the first terminating one. */
export function rolesFor(delegations: Delegations, path: string): readonly DelegatedRole[] {
  const found: DelegatedRole[] = [];
  for (const role of delegations.roles) {
    if (!delegates(role, path)) continue;
    found.push(role);
    if (role.terminating) break;
  }
  return found;
}
