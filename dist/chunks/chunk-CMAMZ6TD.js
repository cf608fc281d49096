import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  pathHashPrefixes,
  pathPatterns
} from "./chunk-RL5XKQ36.js";
import {
  entries,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  expiryAfter
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/edit.ts
function withMembers(object, members) {
  return objectOf([...entries(object), ...Object.entries(members)]);
}
function withNewVersion(signed, version, now, days) {
  if (!Number.isSafeInteger(version)) throw new TufError("version", `There is no version ${version}`);
  return withMembers(signed, { version, expires: expiryAfter(now, days) });
}
function unsigned(document, signed, keyids) {
  return withMembers(document, { signed, signatures: [...new Set(keyids)].map((keyid) => ({ keyid, sig: "" })) });
}
function attachSignature(document, payload, keyid, key, fields, verifier) {
  const entry = { keyid, ...fields };
  if (!verifier.verify(key, payload, entry)) {
    throw new TufError("signature", `The signature that was made does not verify with key ${keyid}`, {
      hint: "Check that the signer holds the private key that belongs to the public key in the metadata"
    });
  }
  const others = document.signatures.filter((other) => other.keyid !== keyid);
  const place = document.signatures.findIndex((other) => other.keyid === keyid);
  const signatures = place < 0 ? [...others, entry] : [...others.slice(0, place), entry, ...others.slice(place)];
  return withMembers(document, { signatures });
}

// src/tuf/path-pattern.ts
var maxNameLength = 255;
function segmentsOf(path) {
  return { path, names: path.split("/") };
}
function isWild(pattern) {
  return pattern.includes("*") || pattern.includes("?");
}
function matchesPattern(pattern, path) {
  return new PathPattern(pattern).matches(segmentsOf(path));
}
var PathPattern = class {
  #text;
  /** What stands before the first wildcard and after the last: rules out nearly every path at once. */
  #beginning;
  #ending;
  #depth;
  #segments;
  constructor(text) {
    this.#text = text;
    this.#beginning = /^[^*?]*/.exec(text)[0];
    this.#ending = text.slice(Math.max(text.lastIndexOf("*"), text.lastIndexOf("?")) + 1);
    this.#depth = text.split("/").length;
  }
  matches({ path, names }) {
    if (names.length !== this.#depth || !path.startsWith(this.#beginning) || !path.endsWith(this.#ending)) return false;
    this.#segments ??= this.#text.split("/").map(readSegment);
    return this.#segments.every((segment, i) => matchesSegment(segment, names[i]));
  }
};
function readSegment(text) {
  return { text, pieces: isWild(text) && text.length <= maxNameLength ? text.split("*") : void 0 };
}
function matchesSegment({ text, pieces }, name) {
  if (!pieces) return text === name && !isWild(text);
  if (name.length > maxNameLength || name.startsWith(".") && !text.startsWith(".")) return false;
  return matchesPieces(pieces, name);
}
function matchesPieces(pieces, name) {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (pieces.length === 1) return first.length === name.length && standsAt(first, name, 0);
  const end = name.length - last.length;
  if (end < first.length || !standsAt(first, name, 0) || !standsAt(last, name, end)) return false;
  let at = first.length;
  for (let i = 1; i < pieces.length - 1; i++) {
    const piece = pieces[i];
    const found = findPiece(piece, name, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}
function findPiece(piece, name, from) {
  if (!piece.includes("?")) return name.indexOf(piece, from);
  for (let at = from; at + piece.length <= name.length; at++) if (standsAt(piece, name, at)) return at;
  return -1;
}
function standsAt(piece, name, at) {
  if (!piece.includes("?")) return name.startsWith(piece, at);
  for (let i = 0; i < piece.length; i++) if (piece[i] !== "?" && piece[i] !== name[at + i]) return false;
  return true;
}

// src/tuf/path-index.ts
import { hash } from "node:crypto";
var PathIndex = class {
  #exact = /* @__PURE__ */ new Map();
  /** Patterns with wildcards by their first segment, where that has none. */
  #byFolder = /* @__PURE__ */ new Map();
  #anywhere = [];
  #hashPrefixes = /* @__PURE__ */ new Map();
  #prefixLengths = /* @__PURE__ */ new Set();
  /** Adds a value for the paths that a pattern of `paths` matches. */
  addPattern(pattern, value) {
    if (!isWild(pattern)) {
      append(this.#exact, pattern, value);
      return;
    }
    const folder = firstSegment(pattern);
    const wild = { pattern: new PathPattern(pattern), value };
    if (folder === void 0 || isWild(folder)) this.#anywhere.push(wild);
    else append(this.#byFolder, folder, wild);
  }
  /** Adds a value for the paths whose SHA-256 in hex begins so (TUF 4.5 path_hash_prefixes). */
  addHashPrefix(prefix, value) {
    append(this.#hashPrefixes, prefix, value);
    this.#prefixLengths.add(prefix.length);
  }
  /** Does anything match the path? */
  has(path) {
    return !this.find(path).next().done;
  }
  /** The values of everything that matches the path, in no order; a value comes once for each of its patterns that match. */
  *find(path) {
    yield* this.#exact.get(path) ?? [];
    const folder = firstSegment(path);
    const inFolder = folder === void 0 ? [] : this.#byFolder.get(folder) ?? [];
    if (inFolder.length + this.#anywhere.length > 0) {
      const segments = segmentsOf(path);
      yield* matching(inFolder, segments);
      yield* matching(this.#anywhere, segments);
    }
    if (this.#prefixLengths.size > 0) yield* this.#findByHash(hash("sha256", path, "hex"));
  }
  *#findByHash(digest) {
    for (const length of this.#prefixLengths) {
      if (length <= digest.length) yield* this.#hashPrefixes.get(digest.slice(0, length)) ?? [];
    }
  }
};
function* matching(wilds, path) {
  for (const { pattern, value } of wilds) if (pattern.matches(path)) yield value;
}
function append(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
function firstSegment(path) {
  const slash = path.indexOf("/");
  return slash < 0 ? void 0 : path.slice(0, slash);
}

// src/tuf/delegations.ts
var preparedRoles = /* @__PURE__ */ new WeakMap();
var preparedDelegations = /* @__PURE__ */ new WeakMap();
function delegates(role, path) {
  let index = preparedRoles.get(role);
  if (!index) {
    index = new PathIndex();
    addRole(index, role, true);
    preparedRoles.set(role, index);
  }
  return index.has(path);
}
function rolesFor(delegations, path) {
  let index = preparedDelegations.get(delegations);
  if (!index) {
    index = new PathIndex();
    for (const [place, role] of delegations.roles.entries()) addRole(index, role, place);
    preparedDelegations.set(delegations, index);
  }
  const places = [...new Set(index.find(path))].sort((a, b) => a - b);
  const found = places.map((place) => delegations.roles[place]);
  const last = found.findIndex((role) => role.terminating);
  return last < 0 ? found : found.slice(0, last + 1);
}
function addRole(index, role, value) {
  const patterns = pathPatterns(role);
  if (patterns) for (const pattern of patterns) index.addPattern(pattern, value);
  else for (const prefix of pathHashPrefixes(role) ?? []) index.addHashPrefix(prefix, value);
}

export {
  withMembers,
  withNewVersion,
  unsigned,
  attachSignature,
  maxNameLength,
  segmentsOf,
  isWild,
  matchesPattern,
  PathPattern,
  delegates,
  rolesFor
};
