/**
 * Path patterns of delegations (TUF 4.5 PATHPATTERN). `*` stands for any run of characters but `/`, `?` for one such
 * character, and neither for a leading dot (SPEC A6).
 */
/**
 * No file system holds a longer name, so a longer segment, in pattern or path, is matched by no wildcard. It bounds
 * what a hostile pattern can cost: searching a name is linear for V8 up to this length.
 */
export declare const maxNameLength = 255;
/** A target path with its segments, taken apart once for all patterns. */
export interface PathSegments {
    readonly path: string;
    readonly names: readonly string[];
}
export declare function segmentsOf(path: string): PathSegments;
/** Does the pattern have wildcards, or does it name one path? */
export declare function isWild(pattern: string): boolean;
/** Does the pattern match the target path? */
export declare function matchesPattern(pattern: string, path: string): boolean;
/** A pattern, ready to be asked about many paths. It is taken apart only when a path comes near. */
export declare class PathPattern {
    #private;
    constructor(text: string);
    matches({ path, names }: PathSegments): boolean;
}
