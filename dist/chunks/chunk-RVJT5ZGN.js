import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  arePeriodsSound,
  covers,
  ownerDelegation,
  ownersOfChangedFiles,
  parsePeriods
} from "./chunk-4QXY3OMN.js";
import {
  isRegularFile,
  metadataOf,
  metadataPath,
  owningRole,
  roleOrder
} from "./chunk-BDZDNYV6.js";
import {
  unsigned,
  withMembers,
  withNewVersion
} from "./chunk-5VBSMT77.js";
import {
  signersOf
} from "./chunk-7CYFLFKU.js";
import {
  emptyObject,
  equalJson,
  get,
  names,
  setMember
} from "./chunk-D6BYL3WW.js";
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
  const targets = emptyObject();
  for (const path of paths) setMember(targets, path, listedFile(state, path, metadata.signed.targets));
  if (equalJson(targets, metadata.signed.targets)) return void 0;
  const signed = withMembers(nextVersion(metadata.signed, now), { targets });
  const keyids = signersOf(owner).map(({ keyid }) => keyid);
  return { role: owner.name, metadata: unsigned(metadata, signed, keyids) };
}
function listedFile(state, path, before) {
  const digest = state.digests.get(state.targetFiles.get(path).oid);
  if (!digest) throw new TufError("internal", `targets/${path} was not hashed`);
  const known = get(before, path) ?? emptyObject();
  return says(known, digest) ? known : withMembers(known, { length: digest.length, hashes: { sha256: digest.hashes.sha256 } });
}
function says({ length, hashes }, digest) {
  return length === digest.length && get(hashes, "sha256") === digest.hashes.sha256 && names(hashes).length === 1;
}
function nextVersion(signed, now) {
  const version = signed.version + 1;
  const periods = parsePeriods(signed);
  return periods && arePeriodsSound(periods) ? withNewVersion(signed, version, now, periods.expiry) : withMembers(signed, { version });
}

export {
  planTargetFiles
};
