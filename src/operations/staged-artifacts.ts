/** The target files of a build, written while they are read to be judged: what was judged is what is written, and it is read once. */
import { TufError } from '../errors.ts';
import type { OutputFolder } from '../ports/output-folder.ts';
import type { CopyOf } from '../ports/read-tree.ts';
import type { BlobSink, Oid } from '../ports/repository.ts';
import type { RepositoryState } from '../verifier/state.ts';
import { artifactNames, type PublicationOptions, type PublishedArtifact, planArtifacts } from './publication.ts';

/** Nobody sees any of it before `finish`. What cannot be written is told then: what is wrong with the repository comes first. */
export class StagedArtifacts {
  readonly #open: () => OutputFolder;
  readonly #options: PublicationOptions;
  #folder: OutputFolder | undefined;
  #failure: unknown;
  /** Each goes when it is written: of 100,000 target files the plan is large. */
  #waiting = new Map<Oid, readonly PublishedArtifact[]>();
  #files = 0;

  constructor(open: () => OutputFolder, options: PublicationOptions) {
    this.#open = open;
    this.#options = options;
  }

  /** What reads the state is to ask this for each target file, once. */
  readonly copies = (state: RepositoryState): CopyOf => {
    this.#waiting = planArtifacts(state);
    this.#attempt(() => {
      this.#folder = this.#open();
    });
    return (oid) => this.#attempt(() => this.#copyOf(oid));
  };

  /** Gives the number of files. Errors: `io`. */
  async finish(): Promise<number> {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#folder || this.#waiting.size > 0) {
      throw new TufError('internal', `${this.#waiting.size} target files were not written`);
    }
    await this.#folder.finish();
    return this.#files;
  }

  async discard(): Promise<void> {
    await this.#folder?.discard();
  }

  #copyOf(oid: Oid): BlobSink | undefined {
    const artifacts = this.#waiting.get(oid);
    if (!artifacts || !this.#folder) return undefined;
    const names = artifacts.flatMap((artifact) => artifactNames(artifact, this.#options));
    const sink = this.#folder.stream(names);
    return {
      write: (piece) => this.#attempt(() => sink.write(piece)),
      end: () =>
        this.#attempt(() => {
          sink.end();
          this.#waiting.delete(oid);
          this.#files += names.length;
        }),
    };
  }

  /** After the first failure nothing more is tried. */
  #attempt<T>(work: () => T): T | undefined {
    if (this.#failure !== undefined) return undefined;
    try {
      return work();
    } catch (error) {
      this.#failure = error;
      return undefined;
    }
  }
}
