/** `tuf-on-ci-build-repository`: writes the publishable repository (SPEC A8). */
import { TufError } from '../errors.ts';
import type { AskSecondOpinion, OpinionUnderWay } from '../ports/client.ts';
import type { OutputFolder } from '../ports/output-folder.ts';
import { describeRepository } from '../render/repository-description.ts';
import { renderRepositoryPage } from '../render/repository-page.ts';
import { Documents } from '../verifier/document.ts';
import type { Finding } from '../verifier/finding.ts';
import { judge } from '../verifier/judge.ts';
import type { RepositoryState } from '../verifier/state.ts';
import { readCleanHead } from './commit-changes.ts';
import { contextAtDoor, readKnownGood } from './known-good.ts';
import { type Publication, type PublicationOptions, planPublication } from './publication.ts';
import type { Surroundings } from './read-event.ts';
import { type JudgedReadOptions, readJudgedState } from './read-judged-state.ts';
import { type PageLinks, repositoryFacts } from './repository-facts.ts';
import { beginSecondOpinion, requireAgreement } from './second-opinion.ts';
import { requireSound } from './soundness.ts';
import { StagedArtifacts } from './staged-artifacts.ts';

export interface BuildInput extends PublicationOptions {
  /** Write `repository.json` (SPEC B8). */
  readonly descriptionJson: boolean;
  /** Where the page links to. */
  readonly links: Omit<PageLinks, 'descriptionFile'>;
}

export interface BuildPorts {
  /** Opened only when the repository has been judged sound. */
  openMetadata(): OutputFolder;
  /** Opened before; nothing appears in it until then. Undefined: no artifacts are asked for. */
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
  const artifacts = ports.openArtifacts && new StagedArtifacts(ports.openArtifacts, input);
  let publication: Publication | undefined;
  let opinion: OpinionUnderWay | undefined;
  let metadata: OutputFolder | undefined;
  try {
    const { state, findings } = await readSoundState(surroundings, (read) => {
      publication = planPublication(read, input);
      opinion = beginSecondOpinion(surroundings, read, publication, ports.secondOpinion);
      return artifacts?.copies(read);
    });
    const descriptionFile = input.descriptionJson ? 'repository.json' : null;
    const description = describeRepository(
      repositoryFacts({ ...surroundings, state }, { ...input.links, descriptionFile }),
    );
    metadata = ports.openMetadata();
    for (const [name, bytes] of publication!.metadata) metadata.write(name, bytes);
    metadata.write('index.html', new TextEncoder().encode(renderRepositoryPage(description)));
    if (descriptionFile) {
      metadata.write(descriptionFile, new TextEncoder().encode(`${JSON.stringify(description, null, 2)}\n`));
    }
    const others = await requireAgreement(opinion!, findings);
    // Artifacts first: metadata must never name what is not there yet.
    const artifactFiles = (await artifacts?.finish()) ?? 0;
    await metadata.finish('timestamp.json');
    return { metadataFiles: publication!.metadata.size, artifactFiles, findings: [...findings, ...others] };
  } catch (error) {
    opinion?.cancel();
    await artifacts?.discard();
    await metadata?.discard();
    throw error;
  }
}

/** HEAD, judged. What it was judged by is not held any longer: of 100,000 target files that is 100 MB. */
async function readSoundState(
  surroundings: Surroundings,
  metadataRead: NonNullable<JudgedReadOptions['metadataRead']>,
): Promise<{ readonly state: RepositoryState; readonly findings: readonly Finding[] }> {
  const { repository } = surroundings;
  const documents = new Documents();
  const { head, reading: state } = await readCleanHead(repository, (commit) =>
    readJudgedState(surroundings, repository.tree(commit), documents, { digests: true, metadataRead }),
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
