import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  names
} from "./chunk-MJSS5T6T.js";

// src/tuf/published-names.ts
function publishedMetadataName(role, version) {
  return role === "timestamp" ? "timestamp.json" : `${version}.${role}.json`;
}
function publishedTargetNames(path, file) {
  const slash = path.lastIndexOf("/") + 1;
  return names(file.hashes).map(
    (algorithm) => `${path.slice(0, slash)}${file.hashes[algorithm]}.${path.slice(slash)}`
  );
}
function toughTargetName(path, file) {
  const sha256 = file.hashes["sha256"];
  return path.includes("/") && sha256 !== void 0 ? `${sha256}.${path}` : void 0;
}

export {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
};
