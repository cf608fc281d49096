import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  equalJson,
  get,
  has,
  names
} from "./chunk-E4HFCGPY.js";

// src/signing-event/target-changes.ts
function targetChanges(head, base) {
  const now = head?.targets ?? {};
  const before = base?.targets ?? {};
  const changes = [];
  for (const path of names(now)) {
    if (!has(before, path)) changes.push({ path, change: "added" });
    else if (!equalJson(get(now, path), get(before, path))) changes.push({ path, change: "modified" });
  }
  for (const path of names(before)) if (!has(now, path)) changes.push({ path, change: "removed" });
  return changes.sort((a, b) => byCodePoint(a.path, b.path));
}

export {
  targetChanges
};
