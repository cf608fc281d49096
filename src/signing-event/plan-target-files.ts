/** What update-targets has to do (SPEC A6): lists of target files that follow the files. */
import { metadataPath, owningRole } from '../deployment/layout.ts';
import { arePeriodsSound, parsePeriods } from '../deployment/periods.ts';
import { roleOrder } from '../deployment/role-order.ts';
import { TufError } from '../errors.ts';
import type { BlobDigest } from '../ports/read-tree.ts';
import { unsigned, withMembers, withNewVersion } from '../tuf/edit.ts';
import type { Seconds } from '../tuf/expires.ts';
import { emptyObject, get, names, objectOf } from '../tuf/json.ts';
import type { Metadata, TargetFile, Targets } from '../tuf/metadata.ts';
import { signersOf } from '../tuf/signatures.ts';
import type { Delegation } from '../verifier/role-graph.ts';
import { isRegularFile, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { covers, ownerDelegation, ownersOfChangedFiles } from '../verifier/target-ownership.ts';

/** A role whose list changes: its next version, not signed by anybody. */
export interface TargetFilesUpdate {
  readonly role: string;
  readonly metadata: Metadata<Targets>;
}

export interface TargetFilesPlan {
  /** In the order of SPEC A5; empty when there is nothing to do. */
  readonly roles: readonly TargetFilesUpdate[];
}

/**
 * The lists that no longer fit the files, of the roles that own a file which changed against the base (known good).
 * `state` must have been read with digests. A role that cannot be read, is not delegated or cannot get another
 * version is left alone: the verifier says so.
 */
export function planTargetFiles(
  state: RepositoryState,
  base: RepositoryState | undefined,
  now: Seconds,
): TargetFilesPlan {
  const rootPath = metadataPath('root');
  if (!state.entries.has(rootPath) && !base?.entries.has(rootPath)) return { roles: [] };
  const files = coveredFiles(state, ownersOfChangedFiles(state, base));
  const roles = [...files].flatMap(([owner, paths]) => planRole(state, owner, paths, now) ?? []);
  return { roles: roles.sort((a, b) => roleOrder(a.role, b.role)) };
}

/** The files that each of the roles should list. One pass over all files, however many roles there are. */
function coveredFiles(state: RepositoryState, roles: ReadonlySet<string>): Map<Delegation, string[]> {
  const owners = [...roles].flatMap((role) => ownerDelegation(state, role) ?? []);
  const files = new Map(owners.map((owner): [Delegation, string[]] => [owner, []]));
  const byName = new Map(owners.map((owner) => [owner.name, owner]));
  for (const [path, entry] of state.targetFiles) {
    const owner = byName.get(owningRole(path) ?? '');
    if (owner && isRegularFile(entry) && covers(owner, path)) files.get(owner)!.push(path);
  }
  return files;
}

function planRole(
  state: RepositoryState,
  owner: Delegation,
  paths: readonly string[],
  now: Seconds,
): TargetFilesUpdate | undefined {
  const metadata = metadataOf(state, owner.name) as Metadata<Targets> | undefined;
  if (!metadata || metadata.signed.version === Number.MAX_SAFE_INTEGER) return undefined;
  const before = metadata.signed.targets;
  const isListed = (path: string) => says(get(before, path) as TargetFile | undefined, digestOf(state, path));
  if (paths.length === names(before).length && paths.every(isListed)) return undefined;
  const targets = objectOf(paths.map((path) => [path, listedFile(state, path, before)]));
  const signed = withMembers(nextVersion(metadata.signed, now), { targets });
  const keyids = signersOf(owner).map(({ keyid }) => keyid);
  return { role: owner.name, metadata: unsigned(metadata, signed, keyids) };
}

/** SHA-256 alone and length; `custom` and whatever else the entry had stays (SPEC A6). */
function listedFile(state: RepositoryState, path: string, before: Targets['targets']): TargetFile {
  const known = get(before, path) as TargetFile | undefined;
  const digest = digestOf(state, path);
  // Of 100,000 files nearly all are as they were.
  if (known && says(known, digest)) return known;
  const { length, hashes } = digest;
  return withMembers(known ?? (emptyObject() as TargetFile), { length, hashes: { sha256: hashes.sha256 } });
}

function digestOf(state: RepositoryState, path: string): BlobDigest {
  const digest = state.digests.get(state.targetFiles.get(path)!.oid);
  if (!digest) throw new TufError('internal', `targets/${path} was not hashed`);
  return digest;
}

/** Does the entry say this of its file, and by no other hash? */
function says(entry: TargetFile | undefined, { length, hashes: { sha256 } }: BlobDigest): boolean {
  if (!entry || entry.length !== length) return false;
  return get(entry.hashes, 'sha256') === sha256 && names(entry.hashes).length === 1;
}

/** The next version; without a sound period nobody can say when it should expire, so the date stays. */
function nextVersion(signed: Targets, now: Seconds): Targets {
  const version = signed.version + 1;
  const periods = parsePeriods(signed);
  return periods && arePeriodsSound(periods)
    ? withNewVersion(signed, version, now, periods.expiry)
    : withMembers(signed, { version });
}
