/** What a repository state publishes: which file under which name (SPEC A8). Pure. */
import type { Oid } from '../ports/repository.ts';
import { withMembers } from '../tuf/edit.ts';
import { get, names } from '../tuf/json.ts';
import type { Metadata, TargetFile } from '../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames, toughTargetName } from '../tuf/published-names.ts';
import { writeJson } from '../tuf/write-json.ts';
import type { Document } from '../verifier/document.ts';
import { isRegularFile, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { targetsRoles } from './known-good.ts';

export interface PublicationOptions {
  /** Leave empty signatures out (SPEC B9). */
  readonly cleanSignatures: boolean;
  /** Publish `<sha256>.<dir>/<name>` too, where tough looks (SPEC B11). */
  readonly toughPaths: boolean;
}

/** A target file, as its role lists it. */
export interface PublishedArtifact {
  readonly target: string;
  readonly entry: TargetFile;
}

export interface Publication {
  /** Metadata by published name, `timestamp.json` last. */
  readonly metadata: ReadonlyMap<string, Uint8Array>;
  /** What is read in them, of those that are published as they lie in git. */
  readonly readings: ReadonlyMap<string, Metadata>;
}

/** The metadata that A8 lists, for a state that has been judged sound. */
export function planPublication(
  state: RepositoryState,
  { cleanSignatures }: Pick<PublicationOptions, 'cleanSignatures'>,
): Publication {
  const metadata = new Map<string, Uint8Array>();
  const readings = new Map<string, Metadata>();
  for (const [name, { bytes }, reading] of publishedDocuments(state)) {
    const published = cleanSignatures && reading ? cleaned(reading, bytes) : bytes;
    metadata.set(name, published);
    if (reading && published === bytes) readings.set(name, reading);
  }
  return { metadata, readings };
}

function* publishedDocuments(
  state: RepositoryState,
): Iterable<readonly [name: string, document: Document, reading: Metadata | undefined]> {
  for (const [version, { document }] of state.rootHistory) {
    yield [publishedMetadataName('root', version), document, document.metadata('root')];
  }
  for (const role of [...targetsRoles(state), 'snapshot', 'timestamp']) {
    const metadata: Metadata | undefined = metadataOf(state, role);
    const document = state.roles.get(role)?.document;
    if (metadata && document) yield [publishedMetadataName(role, metadata.signed.version), document, metadata];
  }
}

/** The document without its empty signatures; the same bytes when it has none. */
function cleaned(metadata: Metadata, bytes: Uint8Array): Uint8Array {
  const signatures = metadata.signatures.filter(({ sig }) => sig !== '');
  return signatures.length === metadata.signatures.length ? bytes : writeJson(withMembers(metadata, { signatures }));
}

/** The target files that A8 lists, by blob: files of one content are read once. What a state that is not sound lacks is left out. */
export function planArtifacts(state: RepositoryState): Map<Oid, readonly PublishedArtifact[]> {
  const artifacts = new Map<Oid, PublishedArtifact[]>();
  for (const role of targetsRoles(state)) {
    const signed = metadataOf(state, role)?.signed;
    if (signed?._type !== 'targets') continue;
    for (const target of names(signed.targets)) {
      const file = state.targetFiles.get(target);
      if (!file || !isRegularFile(file)) continue;
      const { oid } = file;
      const artifact = { target, entry: get(signed.targets, target) as TargetFile };
      const same = artifacts.get(oid);
      if (same) same.push(artifact);
      else artifacts.set(oid, [artifact]);
    }
  }
  return artifacts;
}

/** The names that a target file is published under. */
export function artifactNames(
  { target, entry }: PublishedArtifact,
  { toughPaths }: Pick<PublicationOptions, 'toughPaths'>,
): readonly string[] {
  const tough = toughPaths ? toughTargetName(target, entry) : undefined;
  return [...publishedTargetNames(target, entry), ...(tough === undefined ? [] : [tough])];
}
