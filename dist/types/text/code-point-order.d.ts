/**
 * Order of strings by code point (SPEC A2). JavaScript's own order is by UTF-16 unit, which puts U+1F600 before U+FFFD.
 */
/** Comparator for `sort`: negative, zero or positive. A lone surrogate counts as a code point above U+FFFF. */
export declare function byCodePoint(a: string, b: string): number;
/** The strings in code point order, as a new array. */
export declare function sortedByCodePoint<T extends string>(strings: Iterable<T>): T[];
