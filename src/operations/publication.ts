/** What a repository state publishes: which file under which name (SPEC A8). Pure. */
import type { Oid } from '../ports/repository.ts';
import { withMembers } from '../tuf/edit.ts';
import { entries, names } from '../tuf/json.ts';
import type { Metadata, TargetFile } from '../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames, toughTargetName } from '../tuf/published-names.ts';
import { writeJson } from '../tuf/write-json.ts';
import type { Document } from '../verifier/document.ts';
import { metadataOf, type RepositoryState } from '../verifier/state.ts';
import { targetsRoles } from './known-good.ts';

export interface PublicationOptions {
  /** Leave empty signatures out (SPEC B9). */
  readonly cleanSignatures: boolean;
  /** Publish `<sha256>.<dir>/<name>` too, where tough looks (SPEC B11). */
  readonly toughPaths: boolean;
}

/** A target file: the blob, what it must hash to, and the names it is published under. */
export interface PublishedArtifact {
  readonly oid: Oid;
  readonly target: string;
  readonly sha256: string;
  readonly names: readonly string[];
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

/** The target files that A8 lists. */
export function planArtifacts(
  state: RepositoryState,
  { toughPaths }: Pick<PublicationOptions, 'toughPaths'>,
): readonly PublishedArtifact[] {
  return targetsRoles(state).flatMap((role) => {
    const signed = metadataOf(state, role)?.signed;
    if (signed?._type !== 'targets' || names(signed.targets).length === 0) return [];
    return entries(signed.targets).map(([target, json]): PublishedArtifact => {
      const entry = json as TargetFile;
      const tough = toughPaths ? toughTargetName(target, entry) : undefined;
      return {
        target,
        oid: state.targetFiles.get(target)!.oid,
        sha256: entry.hashes['sha256']!,
        names: [...publishedTargetNames(target, entry), ...(tough === undefined ? [] : [tough])],
      };
    });
  });
}
