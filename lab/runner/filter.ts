/**
 * Filter patterns of `branches`, `tags` and `paths` (GitHub's "Filter pattern cheat sheet"): `*` stays within a segment, `**` does not,
 * `?` and `+` repeat the character before them, `[…]` is a set, `!` at the beginning takes back what an earlier pattern matched.
 */

/** Whether a name matches a list: the last pattern that speaks of it decides. */
export function matchesFilter(patterns: readonly string[], name: string): boolean {
  return patterns.reduce((matched, pattern) => {
    const isNegative = pattern.startsWith('!');
    return matchesPattern(isNegative ? pattern.slice(1) : pattern, name) ? !isNegative : matched;
  }, false);
}

export function matchesPattern(pattern: string, name: string): boolean {
  return new RegExp(`^${toRegularExpression(pattern)}$`, 'su').test(name);
}

function toRegularExpression(pattern: string): string {
  // `**/` is also no folder at all: `**/docs/**` matches docs/a.md.
  const pieces = pattern.matchAll(/\*\*\/|\*\*|\*|\\.|\[[^\]]*\]|[?+]|./gsu);
  return Array.from(pieces, ([piece]) => {
    if (piece === '**/') return '(?:.*/)?';
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    if (piece === '?' || piece === '+' || (piece.startsWith('[') && piece.length > 1)) return piece;
    return piece.replace(/^\\(?=.)/su, '').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }).join('');
}
