import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  arePeriodsSound,
  covers,
  ownerDelegation,
  ownersOfChangedFiles,
  parsePeriods
} from "./chunk-BMQL7HQC.js";
import {
  isRegularFile,
  metadataOf,
  metadataPath,
  owningRole,
  roleOrder
} from "./chunk-KL6IPUUD.js";
import {
  unsigned,
  withMembers,
  withNewVersion
} from "./chunk-CMAMZ6TD.js";
import {
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  emptyObject,
  get,
  names,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/signing-event/plan-target-files.ts
function planTargetFiles(state, base, now) {
  const rootPath = metadataPath("root");
  if (!state.entries.has(rootPath) && !base?.entries.has(rootPath)) return { roles: [] };
  const files = coveredFiles(state, ownersOfChangedFiles(state, base));
  const roles = [...files].flatMap(([owner, paths]) => planRole(state, owner, paths, now) ?? []);
  return { roles: roles.sort((a, b) => roleOrder(a.role, b.role)) };
}
function coveredFiles(state, roles) {
  const owners = [...roles].flatMap((role) => ownerDelegation(state, role) ?? []);
  const files = new Map(owners.map((owner) => [owner, []]));
  const byName = new Map(owners.map((owner) => [owner.name, owner]));
  for (const [path, entry] of state.targetFiles) {
    const owner = byName.get(owningRole(path) ?? "");
    if (owner && isRegularFile(entry) && covers(owner, path)) files.get(owner).push(path);
  }
  return files;
}
function planRole(state, owner, paths, now) {
  const metadata = metadataOf(state, owner.name);
  if (!metadata || metadata.signed.version === Number.MAX_SAFE_INTEGER) return void 0;
  const before = metadata.signed.targets;
  const isListed = (path) => says(get(before, path), digestOf(state, path));
  if (paths.length === names(before).length && paths.every(isListed)) return void 0;
  const targets = objectOf(paths.map((path) => [path, listedFile(state, path, before)]));
  const signed = withMembers(nextVersion(metadata.signed, now), { targets });
  const keyids = signersOf(owner).map(({ keyid }) => keyid);
  return { role: owner.name, metadata: unsigned(metadata, signed, keyids) };
}
function listedFile(state, path, before) {
  const known = get(before, path);
  const digest = digestOf(state, path);
  if (known && says(known, digest)) return known;
  const { length, hashes } = digest;
  return withMembers(known ?? emptyObject(), { length, hashes: { sha256: hashes.sha256 } });
}
function digestOf(state, path) {
  const digest = state.digests.get(state.targetFiles.get(path).oid);
  if (!digest) throw new TufError("internal", `targets/${path} was not hashed`);
  return digest;
}
function says(entry, { length, hashes: { sha256 } }) {
  if (!entry || entry.length !== length) return false;
  return get(entry.hashes, "sha256") === sha256 && names(entry.hashes).length === 1;
}
function nextVersion(signed, now) {
  const version = signed.version + 1;
  const periods = parsePeriods(signed);
  return periods && arePeriodsSound(periods) ? withNewVersion(signed, version, now, periods.expiry) : withMembers(signed, { version });
}

export {
  planTargetFiles
};
