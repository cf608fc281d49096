/**
 * JSON values as TUF metadata uses them (SPEC A2), and safe ways to look into objects whose member names are not to be trusted.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** Made by `parseJson` and `objectOf` without a prototype: `__proto__` is a member like any other. */
export interface JsonObject {
    readonly [name: string]: Json;
}
/** How deep arrays and objects may be nested, wherever JSON is read, written or compared. */
export declare const maxDepth = 100;
export declare function isObject(value: Json | undefined): value is JsonObject;
export declare function isArray(value: Json | undefined): value is readonly Json[];
/** Does the object itself have this member? What its prototype has does not count. */
export declare function has(object: JsonObject, name: string): boolean;
/** The object's own member of this name. */
export declare function get(object: JsonObject, name: string): Json | undefined;
/** The names of the object's own members, in no order to rely on. The object is not to get others any more. */
export declare function names(object: JsonObject): readonly string[];
/** The object's own members, in no order to rely on (JavaScript puts names like `10` first). */
export declare function entries(object: JsonObject): [name: string, value: Json][];
/** A new object without a prototype; of two members with one name the later stays. */
export declare function objectOf(members: Iterable<readonly [name: string, value: Json]>): JsonObject;
/** An object without a prototype, to be filled with `setMember`. V8 keeps this kind small and fast, and `Object.create(null)` not. */
export declare function emptyObject(): JsonObject;
/**
 * Puts a member into an object that is still being made. A read-only index makes V8 keep indexes in a hash table: for an ordinary
 * one it makes an array, and each `{"1023":0}` of a hostile file (12 bytes) would take 12 kB of memory.
 */
export declare function setMember(object: JsonObject, name: string, value: Json): void;
/** Same value? The order of members does not matter, that of lists does. @throws TufError('json') past `maxDepth`. */
export declare function equalJson(a: Json, b: Json): boolean;
