/** What a repository state publishes: which file under which name (SPEC A8). Pure. */
import type { Oid } from '../ports/repository.ts';
import { withMembers } from '../tuf/edit.ts';
import { entries, names } from '../tuf/json.ts';
import type { Metadata, TargetFile } from '../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames, toughTargetName } from '../tuf/published-names.ts';
import { writeJson } from '../tuf/write-json.ts';
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
  readonly artifacts: readonly PublishedArtifact[];
}

/** Everything that A8 lists, for a state that has been judged sound. */
export function planPublication(state: RepositoryState, options: PublicationOptions): Publication {
  return { metadata: metadataFiles(state, options), artifacts: artifactFiles(state, options) };
}

function metadataFiles(
  state: RepositoryState,
  { cleanSignatures }: PublicationOptions,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [version, { document }] of state.rootHistory) {
    const metadata = document.metadata('root');
    files.set(
      publishedMetadataName('root', version),
      cleanSignatures && metadata ? cleaned(metadata, document.bytes) : document.bytes,
    );
  }
  for (const role of [...targetsRoles(state), 'snapshot', 'timestamp']) {
    const metadata: Metadata | undefined = metadataOf(state, role);
    const document = state.roles.get(role)?.document;
    if (!metadata || !document) continue;
    const bytes = cleanSignatures ? cleaned(metadata, document.bytes) : document.bytes;
    files.set(publishedMetadataName(role, metadata.signed.version), bytes);
  }
  return files;
}

/** The document without its empty signatures; the same bytes when it has none. */
function cleaned(metadata: Metadata, bytes: Uint8Array): Uint8Array {
  const signatures = metadata.signatures.filter(({ sig }) => sig !== '');
  return signatures.length === metadata.signatures.length ? bytes : writeJson(withMembers(metadata, { signatures }));
}

function artifactFiles(state: RepositoryState, { toughPaths }: PublicationOptions): readonly PublishedArtifact[] {
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
