/** What is to be deployed: a built folder, judged like a publication before anything of it leaves the machine (SPEC B1). */
import { createHash } from 'node:crypto';
import { TufError } from '../../errors.ts';
import type { AskSecondOpinion } from '../../ports/client.ts';
import { type BuiltFolder, type Content, contentOf, wholeOf } from '../../ports/destination.ts';
import type { Metadata, Snapshot, Timestamp } from '../../tuf/metadata.ts';
import { publishedTargetNames, toughTargetName } from '../../tuf/published-names.ts';
import type { RootVersion } from '../../tuf/root-chain.ts';
import { Documents } from '../../verifier/document.ts';
import type { Finding } from '../../verifier/finding.ts';
import { judge } from '../../verifier/judge.ts';
import { readableRootVersions, rootVersion } from '../../verifier/root-versions.ts';
import { metadataOf, type RepositoryState } from '../../verifier/state.ts';
import { contextAtDoor } from '../known-good.ts';
import { planArtifacts, planPublication } from '../publication.ts';
import type { Surroundings } from '../read-event.ts';
import { readJudgedState } from '../read-judged-state.ts';
import { beginSecondOpinion, requireAgreement } from '../second-opinion.ts';
import { requireSound } from '../soundness.ts';
import { type BuiltFolders, readBuiltTree } from './built-tree.ts';

/** What judging needs of a command's surroundings; there is no git repository. */
export type JudgingTools = Pick<Surroundings, 'now' | 'verifier' | 'prepareSigstore' | 'noVerifyKeyid'>;

export interface PublishedMetadata {
  readonly bytes: Uint8Array;
  readonly metadata: Metadata;
}

export interface BuiltRepository {
  readonly state: RepositoryState;
  /** Ascending. */
  readonly roots: readonly RootVersion[];
  readonly snapshot: Metadata<Snapshot>;
  readonly timestamp: Metadata<Timestamp>;
  /** Every metadata file of A8 by published name, and what is read in it. */
  readonly metadata: ReadonlyMap<string, PublishedMetadata>;
  /** Every target file by published name. */
  readonly artifacts: ReadonlyMap<string, Content>;
  /** Target files are there under the names that tough asks for too (SPEC B11). */
  readonly tough: boolean;
  /** The files for people: `index.html`, `repository.json`. */
  readonly pages: ReadonlyMap<string, Content>;
  readonly findings: readonly Finding[];
}

/** What `build-repository` writes beside metadata (SPEC B8). */
const pageNames = ['repository.json', 'index.html'] as const;

/**
 * Reads and judges what was built. Errors: `unsound` when it is not complete or not sound, `second-opinion`, `signer`, `io`.
 */
export async function readBuiltRepository(
  tools: JudgingTools,
  folders: BuiltFolders,
  ask: AskSecondOpinion,
): Promise<BuiltRepository> {
  const documents = new Documents();
  const tree = await readBuiltTree(folders, documents);
  const state = await readJudgedState(tools, tree, documents, { digests: true });
  const { findings } = judge(contextAtDoor(tools, 'publish', state, undefined));
  requireSound('Nothing was uploaded', findings);
  const publication = planPublication(state, { cleanSignatures: false });
  const opinion = await requireAgreement(beginSecondOpinion(tools, state, publication, ask), findings);
  return {
    state,
    roots: [...readableRootVersions(state)].sort((a, b) => a - b).map((version) => rootVersion(state, version)!),
    snapshot: metadataOf(state, 'snapshot')!,
    timestamp: metadataOf(state, 'timestamp')!,
    metadata: new Map(
      Array.from(publication.metadata, ([name, bytes]) => [name, { bytes, metadata: publication.readings.get(name)! }]),
    ),
    ...(await readArtifacts(state, folders.artifacts)),
    pages: await readPages(folders.metadata),
    findings: [...findings, ...opinion],
  };
}

/** The names that clients ask for; those that tough asks for where they were built. */
async function readArtifacts(
  state: RepositoryState,
  folder: BuiltFolder,
): Promise<Pick<BuiltRepository, 'artifacts' | 'tough'>> {
  const files = await folder.files();
  const artifacts = new Map<string, Content>();
  let tough = false;
  for (const copy of [...planArtifacts(state).values()].flat()) {
    const facts = { length: copy.entry.length, sha256: copy.entry.hashes['sha256']! };
    const add = (name: string) => artifacts.set(name, { ...facts, open: () => asJudged(folder, name, facts) });
    for (const name of publishedTargetNames(copy.target, copy.entry)) add(name);
    const toughName = toughTargetName(copy.target, copy.entry);
    if (toughName === undefined || !files.has(toughName)) continue;
    add(toughName);
    tough = true;
  }
  return { artifacts, tough };
}

/** The pieces of a file; the last one only when the whole is what was judged. */
async function* asJudged(
  folder: BuiltFolder,
  name: string,
  { length, sha256 }: Pick<Content, 'length' | 'sha256'>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let read = 0;
  let held: Uint8Array | undefined;
  for await (const piece of folder.open(name)) {
    if (held) yield held;
    hash.update(piece);
    read += piece.length;
    held = piece;
  }
  if (read !== length || hash.digest('hex') !== sha256) {
    throw new TufError('unsound', `${name} is not what the metadata says, or has changed while it was read`, {
      hint: 'Build the repository again, into an empty folder',
    });
  }
  if (held) yield held;
}

async function readPages(folder: BuiltFolder): Promise<ReadonlyMap<string, Content>> {
  const files = await folder.files();
  const pages = new Map<string, Content>();
  for (const name of pageNames) {
    if (files.has(name)) pages.set(name, contentOf(await wholeOf(folder.open(name))));
  }
  return pages;
}
