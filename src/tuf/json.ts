/**
 * JSON values as TUF metadata uses them (SPEC A2), and safe ways to look into objects whose member names are not to be trusted.
 */

import { TufError } from '../errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** Made by `parseJson` and `objectOf` without a prototype: `__proto__` is a member like any other. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** How deep arrays and objects may be nested, wherever JSON is read, written or compared. */
export const maxDepth = 100;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Does the object itself have this member? What its prototype has does not count. */
export function has(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name);
}

/** The object's own member of this name. */
export function get(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Of large objects: each rule asks for them anew, and an object that is made does not change. */
const namesOfLarge = new WeakMap<JsonObject, readonly string[]>();
const large = 1000;

/** The names of the object's own members, in no order to rely on. The object is not to get others any more. */
export function names(object: JsonObject): readonly string[] {
  const known = namesOfLarge.get(object);
  if (known) return known;
  const found = Object.keys(object);
  if (found.length >= large) namesOfLarge.set(object, found);
  return found;
}

/** The object's own members, in no order to rely on (JavaScript puts names like `10` first). */
export function entries(object: JsonObject): [name: string, value: Json][] {
  return Object.entries(object);
}

/** A new object without a prototype; of two members with one name the later stays. */
export function objectOf(members: Iterable<readonly [name: string, value: Json]>): JsonObject {
  const object = emptyObject();
  for (const [name, value] of members) setMember(object, name, value);
  return object;
}

/** An object without a prototype, to be filled with `setMember`. V8 keeps this kind small and fast, and `Object.create(null)` not. */
export function emptyObject(): JsonObject {
  return Object.setPrototypeOf({}, null);
}

/**
 * Puts a member into an object that is still being made. A read-only index makes V8 keep indexes in a hash table: for an ordinary
 * one it makes an array, and each `{"1023":0}` of a hostile file (12 bytes) would take 12 kB of memory.
 */
export function setMember(object: JsonObject, name: string, value: Json): void {
  if (isIndex(name)) Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
  else (object as Record<string, Json>)[name] = value;
}

function isIndex(name: string): boolean {
  return name.length <= 10 && name.charCodeAt(0) <= 0x39 && /^[0-9]+$/.test(name);
}

/** Same value? The order of members does not matter, that of lists does. @throws TufError('json') past `maxDepth`. */
export function equalJson(a: Json, b: Json): boolean {
  return same(a, b, 0);
}

function same(a: Json, b: Json, depth: number): boolean {
  if (a === b) return true;
  if (depth > maxDepth) throw new TufError('json', `JSON nested deeper than ${maxDepth} levels cannot be compared`);
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i] as Json, depth + 1));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const members = names(a);
  return (
    members.length === names(b).length &&
    members.every((name) => has(b, name) && same(a[name] as Json, b[name] as Json, depth + 1))
  );
}
