/** `tuf-on-ci audit`: judges the whole history of the default branch, commit by commit (SPEC A6, B1). */
import { TufError } from '../errors.ts';
import { type BlobDigest, digestBlobs } from '../ports/read-tree.ts';
import type { CommitRecord, Oid, Repository, Tree, TreeEntry } from '../ports/repository.ts';
import { entriesAfter, walkedTree } from '../ports/walked-tree.ts';
import type { AuditReport } from '../render/audit-json.ts';
import type { Seconds } from '../tuf/expires.ts';
import { Audit } from '../verifier/audit/audit.ts';
import { momentOf } from '../verifier/audit/moment.ts';
import { RecentDocuments } from '../verifier/recent-documents.ts';
import type { Context, EventHistory } from '../verifier/rule.ts';
import { isRegularFile, type RepositoryState } from '../verifier/state.ts';
import { readDefaultLine } from './default-line.ts';
import { contextAtDoor } from './known-good.ts';
import { readHistory, type Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';

/**
 * Judges each step of the first-parent line, the oldest first, as of the time that its committer claims.
 * @param from the revision whose state is taken as it is; without one the first state is judged as a whole
 * Errors: `no-metadata` when there never was any, `usage` when `from` is not on the line, `git` when history is missing.
 */
export async function audit(surroundings: Surroundings, from?: string): Promise<AuditReport> {
  const { repository } = surroundings;
  const line = await readDefaultLine(surroundings);
  const start = from === undefined ? undefined : await resolveStart(repository, from);
  const commits = await readLine(repository, line.commit, start);
  const walk = new Walk(surroundings, repository.tree(line.commit));
  if (start !== undefined) await walk.begin(start, await repository.tree(start).entries());
  for (const commit of commits) await walk.step(commit);
  await walk.compare(line.commit);
  if (!walk.hasMetadata) {
    throw new TufError('no-metadata', `There is no metadata in the history of ${line.name}`, {
      hint: 'Start a repository with: tuf-on-ci-delegate sign/initial',
    });
  }
  return { branch: line.name, head: line.commit, from: start ?? null, commits: commits.length, ...walk.audit.result() };
}

async function resolveStart(repository: Repository, from: string): Promise<Oid> {
  const start = await repository.resolve(from);
  if (start) return start;
  throw new TufError('usage', `There is no commit '${from}' here`, {
    hint: 'Fetch it first, or name another with --from',
  });
}

/** The steps, oldest first. A history that is cut off is never taken for a whole one. */
async function readLine(repository: Repository, head: Oid, from: Oid | undefined): Promise<readonly CommitRecord[]> {
  const commits: CommitRecord[] = [];
  for await (const commit of repository.firstParentLine(head, from === undefined ? {} : { from })) commits.push(commit);
  const oldest = commits.at(-1);
  if (from !== undefined && head !== from && oldest?.parents[0] !== from) {
    throw new TufError('usage', `The commit ${from} is not on the first-parent line of the default branch`, {
      hint: 'Begin with one that is: git log --first-parent',
    });
  }
  if (from === undefined && (await repository.isShallow())) {
    throw new TufError('git', 'This clone lacks the older commits of the default branch', {
      hint: 'Run `git fetch --unshallow`, or begin with a commit that is here: --from REV',
    });
  }
  return commits.reverse();
}

/** The strictest that can be said of an event without looking at its commits. */
const oneCommit: EventHistory = {
  commitsChanging: () => 1,
  wasEligible: () => false,
  hasCommonAncestor: true,
  filesElsewhere: [],
};

/** Goes from state to state. Holds two of them, and the digest of every target file it ever met. */
class Walk {
  readonly audit = new Audit();
  readonly #surroundings: Surroundings;
  readonly #source: Tree;
  readonly #documents = new RecentDocuments();
  readonly #digests = new Map<Oid, BlobDigest>();
  #entries: readonly TreeEntry[] = [];
  #state: RepositoryState | undefined;

  /** @param source reads any blob of the repository */
  constructor(surroundings: Surroundings, source: Tree) {
    this.#surroundings = surroundings;
    this.#source = source;
  }

  get hasMetadata(): boolean {
    return this.#state !== undefined;
  }

  async begin(commit: Oid, entries: readonly TreeEntry[]): Promise<void> {
    const state = await this.#read(entries);
    if (!state) return;
    const { time } = await firstOf(this.#surroundings.repository.firstParentLine(commit));
    this.audit.begin(this.#context(state, undefined, time));
  }

  async step(commit: CommitRecord): Promise<void> {
    if (commit.changes.length === 0) return;
    const base = this.#state;
    const state = await this.#read(entriesAfter(this.#entries, commit.changes));
    if (!state) return;
    const at = momentOf(commit.oid, commit.time);
    const context = this.#context(state, base, commit.time);
    // A squashed event, an online signature, or the beginning: there are no commits to count (SPEC B1).
    if (commit.parents.length < 2 || !base) return this.audit.step(at, context);
    const withEvent = async () => ({ ...context, history: await this.#historyOf(commit) });
    return this.audit.step(at, { ...context, history: oneCommit }, withEvent);
  }

  /** The state of the next step; undefined before there is any metadata. */
  async #read(entries: readonly TreeEntry[]): Promise<RepositoryState | undefined> {
    this.#entries = entries;
    this.#documents.nextStep();
    const state = await readJudgedState(this.#surroundings, walkedTree(entries, this.#source), this.#documents, {
      digests: false,
    });
    if (!this.#state && state.roles.size === 0) return undefined;
    await this.#digest(state);
    this.#state = { ...state, digests: this.#digests };
    return this.#state;
  }

  /** Each target file is hashed once, with all that an entry may list, however many commits have it. */
  async #digest({ targetFiles }: RepositoryState): Promise<void> {
    const files = [...targetFiles.values()].filter(isRegularFile).map(({ oid }) => oid);
    const missing = files.filter((oid) => !this.#digests.has(oid));
    if (missing.length === 0) return;
    for (const [oid, digest] of await digestBlobs(this.#source, missing, ['sha512'])) this.#digests.set(oid, digest);
  }

  #context(state: RepositoryState, base: RepositoryState | undefined, now: Seconds): Context {
    return contextAtDoor({ ...this.#surroundings, now }, 'audit', state, base);
  }

  /** What the commits tell that a merge brings: all that its first parent has not. */
  async #historyOf({ oid, parents }: CommitRecord): Promise<EventHistory> {
    const { commitsChanging, wasEligible } = await readHistory(this.#surroundings, parents[0]!, oid, this.#documents);
    return { ...oneCommit, commitsChanging, wasEligible };
  }

  /** The walk made each tree from the one before; the last one must be what git says. Errors: `git`. */
  async compare(head: Oid): Promise<void> {
    const listed = await this.#surroundings.repository.tree(head).entries();
    const text = (entries: readonly TreeEntry[]) =>
      entries
        .map(({ path, mode, oid }) => `${mode} ${oid} ${path}`)
        .sort()
        .join('\n');
    if (text(listed) === text(this.#entries)) return;
    throw new TufError('git', 'The changes of the history do not add up to the files of its last commit', {
      hint: 'Check the repository with: git fsck',
    });
  }
}

async function firstOf<T>(items: AsyncIterable<T>): Promise<T> {
  for await (const item of items) return item;
  throw new TufError('internal', 'a commit has no record');
}
