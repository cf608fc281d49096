/**
 * A built repository (SPEC A8) as the tree that it was built from (SPEC A1): so the verifier judges it like any other state, and what
 * is uploaded is planned as it was built.
 */
import { metadataPath, rootHistoryPath, targetFilePath } from '../../deployment/layout.ts';
import { TufError } from '../../errors.ts';
import { type BuiltFolder, wholeOf } from '../../ports/destination.ts';
import type { Oid, Tree } from '../../ports/repository.ts';
import { listInWords } from '../../text/quantities.ts';
import { get, names } from '../../tuf/json.ts';
import { delegationsOf, isTopLevelRole, type TargetFile, type Targets } from '../../tuf/metadata.ts';
import { publishedMetadataName, publishedTargetNames } from '../../tuf/published-names.ts';
import { versionIn } from '../../tuf/snapshot.ts';
import type { Documents } from '../../verifier/document.ts';

export interface BuiltFolders {
  readonly metadata: BuiltFolder;
  readonly artifacts: BuiltFolder;
}

const rootName = /^([1-9][0-9]{0,15})\.root\.json$/;

/**
 * What the timestamp leads to. A file that cannot be read is for the verifier to tell of; one that is not there means
 * that the folder was not built to its end. Errors: `unsound`, `io`.
 */
export async function readBuiltTree(folders: BuiltFolders, documents: Documents): Promise<Tree> {
  const walk = new Walk(folders, await folders.metadata.files(), await folders.artifacts.files(), documents);
  await walk.run();
  return walk.tree();
}

class Walk {
  readonly #folders: BuiltFolders;
  readonly #metadataFiles: ReadonlyMap<string, number>;
  readonly #artifactFiles: ReadonlyMap<string, number>;
  readonly #documents: Documents;
  /** Where each path of the tree lies: `metadata/…` or `artifacts/…`, which serves as object id. */
  readonly #sources = new Map<string, Oid>();
  readonly #missing: string[] = [];

  constructor(
    folders: BuiltFolders,
    metadataFiles: ReadonlyMap<string, number>,
    artifactFiles: ReadonlyMap<string, number>,
    documents: Documents,
  ) {
    this.#folders = folders;
    this.#metadataFiles = metadataFiles;
    this.#artifactFiles = artifactFiles;
    this.#documents = documents;
  }

  async run(): Promise<void> {
    this.#addRoots();
    const timestamp = (await this.#add('timestamp', 'timestamp.json'))?.metadata('timestamp');
    const version = timestamp && versionIn(timestamp.signed.meta, 'snapshot.json');
    const snapshot = version ? await this.#add('snapshot', publishedMetadataName('snapshot', version)) : undefined;
    const meta = snapshot?.metadata('snapshot')?.signed.meta;
    if (meta) await this.#addTargetsRoles((role) => versionIn(meta, `${role}.json`));
    if (this.#missing.length > 0) throw this.#incomplete();
  }

  tree(): Tree {
    const entries = Array.from(this.#sources, ([path, oid]) => ({ path, mode: '100644' as const, oid }));
    return {
      entries: () => Promise.resolve(entries),
      read: async (oids, open) => {
        for (const oid of oids) {
          const { folder, file, length } = this.#place(oid);
          const sink = open(oid, length);
          for await (const piece of folder.open(file)) sink.write(piece);
          sink.end();
        }
      },
    };
  }

  #addRoots(): void {
    let newest = 0;
    for (const name of this.#metadataFiles.keys()) {
      const version = Number(rootName.exec(name)?.[1] ?? 0);
      if (version === 0 || !Number.isSafeInteger(version)) continue;
      this.#sources.set(rootHistoryPath(version), `metadata/${name}`);
      newest = Math.max(newest, version);
    }
    if (newest === 0) this.#missing.push('1.root.json');
    else this.#sources.set(metadataPath('root'), `metadata/${newest}.root.json`);
  }

  async #addTargetsRoles(versionOf: (role: string) => number | undefined): Promise<void> {
    const roles = new Set(['targets']);
    // The set grows while it is walked.
    for (const role of roles) {
      const version = versionOf(role);
      if (version === undefined) continue;
      const signed = (await this.#add(role, publishedMetadataName(role, version)))?.metadata('targets')?.signed;
      if (!signed) continue;
      this.#addTargetFiles(signed);
      for (const { name } of delegationsOf(signed)?.roles ?? []) if (!isTopLevelRole(name)) roles.add(name);
    }
  }

  #addTargetFiles({ targets }: Targets): void {
    for (const target of names(targets)) {
      for (const name of publishedTargetNames(target, get(targets, target) as TargetFile)) {
        if (this.#artifactFiles.has(name)) this.#sources.set(targetFilePath(target), `artifacts/${name}`);
        else this.#missing.push(name);
      }
    }
  }

  /** Adds a metadata file under its name in git. */
  async #add(role: string, name: string) {
    if (!this.#metadataFiles.has(name)) {
      this.#missing.push(name);
      return undefined;
    }
    const oid = `metadata/${name}`;
    this.#sources.set(metadataPath(role), oid);
    return this.#documents.add(oid, await wholeOf(this.#folders.metadata.open(name)));
  }

  #place(oid: Oid): { readonly folder: BuiltFolder; readonly file: string; readonly length: number } {
    const isMetadata = oid.startsWith('metadata/');
    const file = oid.slice(isMetadata ? 'metadata/'.length : 'artifacts/'.length);
    const length = (isMetadata ? this.#metadataFiles : this.#artifactFiles).get(file)!;
    return { folder: isMetadata ? this.#folders.metadata : this.#folders.artifacts, file, length };
  }

  #incomplete(): TufError {
    const { metadata, artifacts } = this.#folders;
    const more = this.#missing.length > 3 ? [`${this.#missing.length - 3} more`] : [];
    const list = listInWords([...this.#missing.slice(0, 3), ...more]);
    return new TufError(
      'unsound',
      `${metadata.path} and ${artifacts.path} are no complete repository: ${list} missing`,
      {
        hint: 'Build it again with: tuf-on-ci-build-repository --metadata DIR --artifacts DIR',
      },
    );
  }
}
