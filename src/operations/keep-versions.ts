/**
 * Earlier versions that a client may be about to fetch (SPEC B5): one that has read the last timestamp asks for the snapshot it
 * names, and for what that lists, also when a new version is published in between. From git, for a place that keeps nothing itself.
 */
import type { OutputFolder } from '../ports/output-folder.ts';
import { digestBlobs } from '../ports/read-tree.ts';
import type { Oid } from '../ports/repository.ts';
import { secondsPerDay } from '../tuf/expires.ts';
import { get, names } from '../tuf/json.ts';
import type { TargetFile } from '../tuf/metadata.ts';
import { countSignatures } from '../tuf/signatures.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { Documents } from '../verifier/document.ts';
import { delegationOf, isRegularFile, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { isPublished, targetsRoles } from './known-good.ts';
import { artifactNames, type PublicationOptions, planPublication } from './publication.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';

export interface KeepInput extends PublicationOptions {
  /** What is published; earlier means before it on its first-parent line. */
  readonly commit: Oid;
  /** How long ago a version may have been replaced; 0 keeps nothing. */
  readonly days: number;
}

export interface KeepPorts {
  /** Where the publication of `commit` is, or will be. Opened when there is something to write. */
  openMetadata(): OutputFolder;
  /** Undefined: target files are not asked for. */
  readonly openArtifacts: (() => OutputFolder) | undefined;
}

export interface KeptVersions {
  /** States of the repository that stay complete. */
  readonly states: number;
  readonly metadataFiles: number;
  readonly artifactFiles: number;
  /** The clone lacks older history: what there was to keep is not known for sure. */
  readonly isCutOff: boolean;
}

/** What earlier states published and the present one does not. */
interface Earlier {
  readonly states: number;
  readonly metadata: ReadonlyMap<string, Uint8Array>;
  readonly artifacts: ReadonlyMap<string, EarlierArtifact>;
  readonly isCutOff: boolean;
}

interface EarlierArtifact {
  readonly oid: Oid;
  readonly entry: TargetFile;
}

/**
 * Adds the earlier versions that were replaced in the last `days` days. Only states that clients would have accepted
 * vouch for theirs, and no file of the publication itself is touched. Errors: `git`, `signer`, `io`.
 */
export async function keepVersions(
  surroundings: Surroundings,
  input: KeepInput,
  ports: KeepPorts,
): Promise<KeptVersions> {
  const { states, metadata, artifacts, isCutOff } = await readEarlier(surroundings, input);
  const artifactFiles = ports.openArtifacts
    ? await writeArtifacts(surroundings, input.commit, artifacts, ports.openArtifacts)
    : 0;
  if (metadata.size > 0) {
    await filled(ports.openMetadata(), async (folder) => {
      for (const [name, bytes] of metadata) folder.write(name, bytes);
    });
  }
  return { states, metadataFiles: metadata.size, artifactFiles, isCutOff };
}

/** Walks back from the commit, as far as a state was replaced within the window. */
async function readEarlier(surroundings: Surroundings, input: KeepInput): Promise<Earlier> {
  const { repository, now, verifier } = surroundings;
  const documents = new Documents();
  const read = (commit: Oid) => readJudgedState(surroundings, repository.tree(commit), documents, { digests: false });
  const present = await read(input.commit);
  const earlier = new EarlierFiles(present, input);
  const begin = now - input.days * secondsPerDay;
  let replaced: number | undefined;
  if (input.days > 0) {
    for await (const commit of repository.firstParentLine(input.commit, { folders: ['metadata'] })) {
      if (commit.changes.length === 0) continue;
      // The newest change is what made the present state.
      if (replaced !== undefined) {
        if (replaced < begin) break;
        const state = await read(commit.oid);
        if (!isAccepted(state, present, verifier)) continue;
        earlier.add(state);
      }
      replaced = commit.time;
    }
  }
  const isCutOff = replaced !== undefined && replaced >= begin && (await repository.isShallow());
  const { states, metadata, artifacts } = earlier;
  return { states, metadata, artifacts, isCutOff };
}

/** Would a client have taken it, whose root is one of those that are published now? Expiry does not count. */
function isAccepted(state: RepositoryState, present: RepositoryState, verifier: SignatureVerifier): boolean {
  const version = metadataOf(state, 'root')?.signed.version;
  const published = version === undefined ? undefined : present.rootHistory.get(version)?.document.oid;
  if (published === undefined || published !== state.roles.get('root')?.document.oid) return false;
  return isPublished(state, verifier) && targetsRoles(state).every((role) => isSigned(state, role, verifier));
}

function isSigned(state: RepositoryState, role: string, verifier: SignatureVerifier): boolean {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  const document = state.roles.get(role)?.document;
  if (!metadata || !delegation || !document) return false;
  return countSignatures(metadata, document.payload, delegation, verifier).complete;
}

/** Collects, newest state first: of two files with one name the newer stays. */
class EarlierFiles {
  readonly #options: PublicationOptions;
  readonly #published: ReadonlySet<string>;
  /** Of roles whose target files have been looked at, by object id: most states share them. */
  readonly #seen = new Set<Oid>();
  readonly metadata = new Map<string, Uint8Array>();
  readonly artifacts = new Map<string, EarlierArtifact>();
  states = 0;

  constructor(present: RepositoryState, options: PublicationOptions) {
    this.#options = options;
    const artifacts = Array.from(artifactsOf(present, options, this.#seen), ([name]) => name);
    this.#published = new Set([...planPublication(present, options).metadata.keys(), ...artifacts]);
  }

  add(state: RepositoryState): void {
    this.states += 1;
    this.#addNew(this.metadata, planPublication(state, this.#options).metadata);
    this.#addNew(this.artifacts, artifactsOf(state, this.#options, this.#seen));
  }

  #addNew<T>(files: Map<string, T>, found: Iterable<readonly [name: string, file: T]>): void {
    for (const [name, file] of found) if (!this.#published.has(name) && !files.has(name)) files.set(name, file);
  }
}

/** The published names of a state's target files; of roles that are in `seen` already, none. */
function* artifactsOf(
  state: RepositoryState,
  options: PublicationOptions,
  seen: Set<Oid>,
): Iterable<readonly [name: string, artifact: EarlierArtifact]> {
  for (const role of targetsRoles(state)) {
    const document = state.roles.get(role)?.document;
    const signed = document?.metadata('targets')?.signed;
    if (!document || !signed || seen.has(document.oid)) continue;
    seen.add(document.oid);
    for (const target of names(signed.targets)) {
      const file = state.targetFiles.get(target);
      if (!file || !isRegularFile(file)) continue;
      const entry = get(signed.targets, target) as TargetFile;
      for (const name of artifactNames({ target, entry }, options)) yield [name, { oid: file.oid, entry }];
    }
  }
}

/** Writes the target files whose content still is what the earlier metadata says. Returns the number of files. */
async function writeArtifacts(
  { repository }: Surroundings,
  commit: Oid,
  artifacts: Earlier['artifacts'],
  open: () => OutputFolder,
): Promise<number> {
  const tree = repository.tree(commit);
  const digests = await digestBlobs(tree, new Set(Array.from(artifacts.values(), ({ oid }) => oid)));
  const namesByOid = new Map<Oid, string[]>();
  for (const [name, { oid, entry }] of artifacts) {
    if (digests.get(oid)?.hashes.sha256 !== entry.hashes['sha256']) continue;
    const same = namesByOid.get(oid);
    if (same) same.push(name);
    else namesByOid.set(oid, [name]);
  }
  if (namesByOid.size > 0) {
    await filled(open(), (folder) => tree.read(namesByOid.keys(), (oid) => folder.stream(namesByOid.get(oid)!)));
  }
  return [...namesByOid.values()].flat().length;
}

/** All of it appears in the folder, or nothing. */
async function filled(folder: OutputFolder, fill: (folder: OutputFolder) => Promise<void>): Promise<void> {
  try {
    await fill(folder);
    await folder.finish();
  } catch (error) {
    await folder.discard();
    throw error;
  }
}
