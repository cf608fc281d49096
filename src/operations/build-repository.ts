/** `tuf-on-ci-build-repository`: writes the publishable repository (SPEC A8). */
import { TufError } from '../errors.ts';
import type { AskSecondOpinion } from '../ports/client.ts';
import type { OutputFolder } from '../ports/output-folder.ts';
import { ContentHash } from '../ports/read-tree.ts';
import type { BlobSink } from '../ports/repository.ts';
import { describeRepository } from '../render/repository-description.ts';
import { renderRepositoryPage } from '../render/repository-page.ts';
import { Documents } from '../verifier/document.ts';
import type { Finding } from '../verifier/finding.ts';
import { judge } from '../verifier/judge.ts';
import type { RepositoryState } from '../verifier/state.ts';
import { readCleanHead } from './commit-changes.ts';
import { contextAtDoor, readKnownGood } from './known-good.ts';
import {
  artifactNames,
  type PublicationOptions,
  type PublishedArtifact,
  planArtifacts,
  planPublication,
} from './publication.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';
import { type PageLinks, repositoryFacts } from './repository-facts.ts';
import { requireAgreement } from './second-opinion.ts';
import { requireSound } from './soundness.ts';

export interface BuildInput extends PublicationOptions {
  /** Write `repository.json` (SPEC B8). */
  readonly descriptionJson: boolean;
  /** Where the page links to. */
  readonly links: Omit<PageLinks, 'descriptionFile'>;
}

export interface BuildPorts {
  /** Opened only when the repository has been judged sound. */
  openMetadata(): OutputFolder;
  /** Undefined: no artifacts are asked for. */
  readonly openArtifacts: (() => OutputFolder) | undefined;
  readonly secondOpinion: AskSecondOpinion;
}

export interface BuildOutcome {
  readonly metadataFiles: number;
  readonly artifactFiles: number;
  readonly findings: readonly Finding[];
}

/**
 * Errors: `no-metadata`, `uncommitted`, `unsound`, `second-opinion`, `io`; the output folders are as before then.
 */
export async function buildRepository(
  surroundings: Surroundings,
  input: BuildInput,
  ports: BuildPorts,
): Promise<BuildOutcome> {
  const { state, findings } = await readSoundState(surroundings);
  const publication = planPublication(state, input);
  const opinion = await requireAgreement(surroundings, state, publication, findings, ports.secondOpinion);

  const descriptionFile = input.descriptionJson ? 'repository.json' : null;
  const description = describeRepository(
    repositoryFacts({ ...surroundings, state }, { ...input.links, descriptionFile }),
  );
  const metadata = ports.openMetadata();
  let artifacts: OutputFolder | undefined;
  try {
    artifacts = ports.openArtifacts?.();
    const artifactFiles = artifacts ? await writeArtifacts(state, input, artifacts) : 0;
    for (const [name, bytes] of publication.metadata) metadata.write(name, bytes);
    metadata.write('index.html', new TextEncoder().encode(renderRepositoryPage(description)));
    if (descriptionFile) {
      metadata.write(descriptionFile, new TextEncoder().encode(`${JSON.stringify(description, null, 2)}\n`));
    }
    // Artifacts first: metadata must never name what is not there yet.
    await artifacts?.finish();
    await metadata.finish('timestamp.json');
    return { metadataFiles: publication.metadata.size, artifactFiles, findings: [...findings, ...opinion] };
  } catch (error) {
    await artifacts?.discard();
    await metadata.discard();
    throw error;
  }
}

/** HEAD, judged. What it was judged by is not held any longer: of 100,000 target files that is 100 MB. */
async function readSoundState(
  surroundings: Surroundings,
): Promise<{ readonly state: RepositoryState; readonly findings: readonly Finding[] }> {
  const { repository } = surroundings;
  const documents = new Documents();
  const { head, reading: state } = await readCleanHead(repository, (commit) =>
    readJudgedState(surroundings, repository.tree(commit), documents, { digests: true }),
  );
  if (!state.roles.has('root')) {
    throw new TufError('no-metadata', 'There is no metadata/root.json to publish', {
      hint: 'Start a repository with: tuf-on-ci-delegate sign/initial',
    });
  }
  const base = await readKnownGood(surroundings, head, documents);
  const { findings } = judge(contextAtDoor(surroundings, 'publish', state, base));
  return { state, findings: requireSound('Nothing was written', findings) };
}

/** Streams each blob to its names and hashes it on the way: what was judged is what is written. Returns the number of files. */
async function writeArtifacts(
  state: RepositoryState,
  options: Pick<PublicationOptions, 'toughPaths'>,
  folder: OutputFolder,
): Promise<number> {
  const artifacts = planArtifacts(state);
  let files = 0;
  await state.tree.read(artifacts.keys(), (oid, size) => {
    const copies = artifacts.get(oid)!;
    const names = copies.flatMap((copy) => artifactNames(copy, options));
    files += names.length;
    return checked(copies[0]!, size, folder.stream(names));
  });
  return files;
}

function checked({ target, entry }: PublishedArtifact, size: number, sink: BlobSink): BlobSink {
  const hash = new ContentHash('sha256', size);
  return {
    write(piece) {
      hash.update(piece);
      sink.write(piece);
    },
    end() {
      sink.end();
      if (hash.digest() !== entry.hashes['sha256']) {
        throw new TufError('unsound', `targets/${target} changed while it was copied`, {
          hint: 'Check the repository with "git fsck" and build again',
        });
      }
    },
  };
}
