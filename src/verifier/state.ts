/** A repository state as the verifier sees it: a tree, read and parsed. Made once per revision. */

import { type EventStateReading, noInvites, readEventState } from '../deployment/event-state.ts';
import { eventStatePath, placeOf } from '../deployment/layout.ts';
import { type BlobDigest, type CopyOf, digestBlobs, readBlobs } from '../ports/read-tree.ts';
import type { Oid, Tree, TreeEntry } from '../ports/repository.ts';
import { names } from '../tuf/json.ts';
import { type Metadata, type SignedOfType, type Targets, typeOfRole } from '../tuf/metadata.ts';
import type { Document, Documents } from './document.ts';
import { type Delegation, type RoleGraph, readRoleGraph } from './role-graph.ts';

/** A file that should be metadata of a role. */
export interface RoleFile {
  readonly role: string;
  readonly path: string;
  readonly document: Document;
}

export interface RepositoryState {
  readonly tree: Tree;
  /** Every file below `metadata/` and `targets/`, by path. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** `metadata/<role>.json`, by role. Symbolic links and submodules are not among them. */
  readonly roles: ReadonlyMap<string, RoleFile>;
  /** `metadata/root_history/<N>.root.json`, by N. */
  readonly rootHistory: ReadonlyMap<number, RoleFile>;
  /** Target files by target path. */
  readonly targetFiles: ReadonlyMap<string, TreeEntry>;
  readonly eventState: EventStateReading;
  readonly graph: RoleGraph;
  /** Length and hashes of the target files; empty when they were not asked for. */
  readonly digests: ReadonlyMap<Oid, BlobDigest>;
}

export interface ReadOptions {
  /** Hash the target files (needed to judge a state, not for a base). */
  readonly digests: boolean;
  /** Digests of an earlier state: files that it has too are not hashed again. */
  readonly known?: ReadonlyMap<Oid, BlobDigest>;
  /** Told when the metadata is read and the target files are not; who wants their content gets it while they are hashed. */
  readonly metadataRead?: (state: RepositoryState) => CopyOf | undefined;
}

/** Reads a tree. Metadata that cannot be read is part of the state, not an error. */
export async function readState(tree: Tree, documents: Documents, options: ReadOptions): Promise<RepositoryState> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of await tree.entries()) entries.set(entry.path, entry);
  const wanted = [...entries.values()].filter(isMetadataFile);
  const bytes = await readBlobs(
    tree,
    wanted.map((entry) => entry.oid).filter((oid) => !documents.get(oid)),
  );
  const documentOf = (entry: TreeEntry): Document =>
    documents.get(entry.oid) ?? documents.add(entry.oid, bytes.get(entry.oid)!);

  const roles = new Map<string, RoleFile>();
  const rootHistory = new Map<number, RoleFile>();
  const targetFiles = new Map<string, TreeEntry>();
  let eventState: EventStateReading = { ok: true, invites: noInvites };
  for (const entry of entries.values()) {
    const place = placeOf(entry.path);
    if (place.kind === 'target') targetFiles.set(place.target, entry);
    if (!isMetadataFile(entry)) continue;
    if (place.kind === 'event-state') eventState = readEventState(documentOf(entry).bytes);
    if (place.kind === 'metadata')
      roles.set(place.role, { role: place.role, path: entry.path, document: documentOf(entry) });
    if (place.kind === 'root-history') {
      rootHistory.set(place.version, { role: 'root', path: entry.path, document: documentOf(entry) });
    }
  }
  const graph = readRoleGraph(roles.get('root')?.document.metadata('root'), (name) =>
    roles.get(name)?.document.metadata('targets'),
  );
  const state = { tree, entries, roles, rootHistory, targetFiles, eventState, graph, digests: new Map() };
  const copyOf = options.metadataRead?.(state);
  return options.digests ? { ...state, digests: await digestTargets(state, options.known, copyOf) } : state;
}

/** Regular files of `metadata/` that are read as documents. A link or submodule is never followed. */
function isMetadataFile(entry: TreeEntry): boolean {
  if (!isRegularFile(entry) || !entry.path.startsWith('metadata/')) return false;
  return entry.path === eventStatePath || ['metadata', 'root-history'].includes(placeOf(entry.path).kind);
}

/** A plain file: no symbolic link, no submodule. */
export function isRegularFile(entry: TreeEntry): boolean {
  return entry.mode === '100644' || entry.mode === '100755';
}

async function digestTargets(
  state: RepositoryState,
  known: RepositoryState['digests'] = new Map(),
  copyOf?: CopyOf,
): Promise<RepositoryState['digests']> {
  const withSha512 = usesSha512(state.roles);
  const oids = [...state.targetFiles.values()].filter(isRegularFile).map((entry) => entry.oid);
  const isKnown = (oid: Oid) => known.has(oid) && (!withSha512 || known.get(oid)?.hashes.sha512 !== undefined);
  const missing = copyOf ? oids : oids.filter((oid) => !isKnown(oid));
  if (missing.length === 0) return known;
  const found = await digestBlobs(state.tree, missing, withSha512 ? ['sha512'] : [], copyOf);
  return known.size === 0 ? found : new Map([...known, ...found]);
}

/** SHA-512 is computed only when some entry lists it. */
function usesSha512(roles: ReadonlyMap<string, RoleFile>): boolean {
  for (const file of roles.values()) {
    const targets = file.document.metadata('targets')?.signed.targets;
    if (targets && names(targets).some((path) => 'sha512' in targets[path]!.hashes)) return true;
  }
  return false;
}

/** The role's metadata, when its bytes and form are sound. */
export function metadataOf<R extends string>(
  state: RepositoryState,
  role: R,
): Metadata<R extends keyof SignedOfType ? SignedOfType[R] : Targets> | undefined {
  return state.roles.get(role)?.document.metadata(typeOfRole(role)) as
    | Metadata<R extends keyof SignedOfType ? SignedOfType[R] : Targets>
    | undefined;
}

/** Who may sign a role, by its (first) delegation. */
export function delegationOf(state: RepositoryState, role: string): Delegation | undefined {
  return state.graph.byName.get(role);
}

/** Open invites, or none when the file is missing or cannot be read (which is a finding of its own). */
export function invitesOf(state: RepositoryState) {
  return state.eventState.ok ? state.eventState.invites : noInvites;
}
