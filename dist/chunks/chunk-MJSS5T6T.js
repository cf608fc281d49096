import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/json.ts
var maxDepth = 100;
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isArray(value) {
  return Array.isArray(value);
}
function has(object, name) {
  return Object.hasOwn(object, name);
}
function get(object, name) {
  return Object.hasOwn(object, name) ? object[name] : void 0;
}
var namesOfLarge = /* @__PURE__ */ new WeakMap();
var large = 1e3;
function names(object) {
  const known = namesOfLarge.get(object);
  if (known) return known;
  const found = Object.keys(object);
  if (found.length >= large) namesOfLarge.set(object, found);
  return found;
}
function entries(object) {
  return Object.entries(object);
}
function objectOf(members) {
  const object = emptyObject();
  for (const [name, value] of members) setMember(object, name, value);
  return object;
}
function emptyObject() {
  return Object.setPrototypeOf({}, null);
}
function setMember(object, name, value) {
  if (isIndex(name)) Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
  else object[name] = value;
}
function isIndex(name) {
  return name.length <= 10 && name.charCodeAt(0) <= 57 && /^[0-9]+$/.test(name);
}
function equalJson(a, b) {
  return same(a, b, 0);
}
function same(a, b, depth) {
  if (a === b) return true;
  if (depth > maxDepth) throw new TufError("json", `JSON nested deeper than ${maxDepth} levels cannot be compared`);
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i], depth + 1));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const members = names(a);
  return members.length === names(b).length && members.every((name) => has(b, name) && same(a[name], b[name], depth + 1));
}

export {
  maxDepth,
  isObject,
  isArray,
  has,
  get,
  names,
  entries,
  objectOf,
  emptyObject,
  setMember,
  equalJson
};
