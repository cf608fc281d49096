/**
 * Order of strings by code point (SPEC A2). JavaScript's own order is by UTF-16 unit, which puts U+1F600 before U+FFFD.
 */

/** Comparator for `sort`: negative, zero or positive. A lone surrogate counts as a code point above U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** The strings in code point order, as a new array. */
export function sortedByCodePoint<T extends string>(strings: Iterable<T>): T[] {
  const list = [...strings];
  return areInOrder(list) ? list : list.sort(byCodePoint);
}

/** Nearly always: metadata is written in this order. */
function areInOrder(strings: readonly string[]): boolean {
  for (let i = 1; i < strings.length; i++) if (byCodePoint(strings[i - 1]!, strings[i]!) > 0) return false;
  return true;
}

/** Where the first differing unit stands: surrogates belong to code points above U+FFFF, so they come after U+E000 to U+FFFF. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
