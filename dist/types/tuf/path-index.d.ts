/** Values by the patterns and hash prefixes that they were added with. */
export declare class PathIndex<T> {
    #private;
    /** Adds a value for the paths that a pattern of `paths` matches. */
    addPattern(pattern: string, value: T): void;
    /** Adds a value for the paths whose SHA-256 in hex begins so (TUF 4.5 path_hash_prefixes). */
    addHashPrefix(prefix: string, value: T): void;
    /** Does anything match the path? */
    has(path: string): boolean;
    /** The values of everything that matches the path, in no order; a value comes once for each of its patterns that match. */
    find(path: string): Generator<T, undefined>;
}
