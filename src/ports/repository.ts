/**
 * The repository port: how the domain reads a tree and writes a commit. Made from a git revision (adapters/git), a
 * folder, or a plain object (tests). SPEC A1; ARCHITECTURE "Reading is one port".
 */

import type { Seconds } from '../tuf/expires.ts';

/** A git object id: 40 or 64 lower-case hex digits. */
export type Oid = string;

/** git's file modes of what can stand in a tree (folders themselves are not listed). */
export type FileMode = '100644' | '100755' | '120000' | '160000';

export interface TreeEntry {
  /** Path from the top of the repository, `/` between segments. Bytes that are not UTF-8 are written `\xHH`. */
  readonly path: string;
  readonly mode: FileMode;
  readonly oid: Oid;
}

/** Takes the content of one blob, in pieces. The pieces are only valid during the call. */
export interface BlobSink {
  write(piece: Uint8Array): void;
  end(): void;
}

/** An immutable tree: the files below `metadata/` and `targets/` of one revision. */
export interface Tree {
  /**
   * Every file below `metadata/` and `targets/`, in git's order, each path once. Cheap after the first call. Where one
   * of the two is no folder it is listed itself, as path `metadata`.
   */
  entries(): Promise<readonly TreeEntry[]>;
  /**
   * Streams the content of the blobs, in the order asked for; `open` gives the sink of each (size in bytes). The oid of
   * a submodule (mode 160000) names no blob: never ask for it (`blobs` of read-tree.ts leaves them out). An error thrown by
   * a sink ends the reading. Errors: `git` when a blob is missing, as in a partial clone.
   */
  read(oids: Iterable<Oid>, open: (oid: Oid, size: number) => BlobSink): Promise<void>;
}

/** A file to write, or to remove (`content: null`). */
export interface Change {
  readonly path: string;
  readonly content: Uint8Array | null;
}

/** Who made a commit. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** What a commit did to one path. */
export interface PathChange {
  readonly path: string;
  /** The blob before and after; `null` where there was, or is, none. */
  readonly before: Oid | null;
  readonly after: Oid | null;
  /** The mode after the change, `null` when the path was removed. */
  readonly mode: FileMode | null;
}

/** One commit and what it changed. Its texts are untrusted: escape by sink when printing. */
export interface CommitRecord {
  readonly oid: Oid;
  readonly parents: readonly Oid[];
  readonly author: Person;
  /** When it was committed. */
  readonly time: Seconds;
  /** First paragraph of the message, on one line. */
  readonly subject: string;
  readonly changes: readonly PathChange[];
}

/** The two folders that hold a repository's content (SPEC A1). */
export type ContentFolder = 'metadata' | 'targets';

export interface HistoryOptions {
  /** Report changes below these folders only. Default: both. */
  readonly folders?: readonly ContentFolder[];
}

/** What `commit` needs beside the changes. */
export interface CommitInput {
  /** The first one's tree is what is changed; none for the first commit of all. */
  readonly parents: readonly Oid[];
  /** Subject, blank line, body. The `Signed-off-by` trailer of the author is added (SPEC A1). */
  readonly message: string;
  readonly author: Person;
  /** Author and commit time. */
  readonly now: Seconds;
}

/** Where the default branch stands (SPEC A1: always the remote-tracking branch). */
export interface DefaultBranch {
  /** `main` */
  readonly name: string;
  /** `refs/remotes/origin/main` */
  readonly ref: string;
  readonly commit: Oid;
}

export interface DefaultBranchInput {
  /** Default: `origin`. */
  readonly remote?: string;
  /** Names by precedence, e.g. the setting, then the GitHub event's; the first that is not empty counts. */
  readonly names?: readonly (string | undefined)[];
}

/** One ref to move on a push or a fetch. Refs are full names (`refs/heads/main`). */
export interface RefUpdate {
  /** Push: a commit, or `null` to delete the target. Fetch: the remote's ref, `*` allowed, or a commit. */
  readonly source: string | null;
  /** The ref to move. A fetch without one brings the objects only. */
  readonly target?: string;
  /** Move it even when that is no fast-forward. */
  readonly force?: boolean;
  /** Push: where the target must still be. A branch that somebody has deleted is not made anew. */
  readonly expected?: Oid;
}

/** A git repository, as operations see it. All oids are full, all refs full names. */
export interface Repository {
  /** The work tree's top folder (absolute); `undefined` in a bare repository. */
  readonly top: string | undefined;

  /** The commit that a revision names (`HEAD`, a ref, an oid, anything git understands), if there is one. */
  resolve(revision: string): Promise<Oid | undefined>;
  /** The content of a commit. Errors come when it is read: `git`. */
  tree(commit: Oid): Tree;
  /** The default branch. Errors: `no-remote`; `git` when its remote-tracking ref is missing. */
  defaultBranch(input?: DefaultBranchInput): Promise<DefaultBranch>;
  /** The checked-out branch as `refs/heads/…`, `undefined` when HEAD is detached. */
  currentBranch(): Promise<string | undefined>;
  /** The refs below a prefix such as `refs/heads/`, by full name. */
  refs(prefix: string): Promise<ReadonlyMap<string, Oid>>;
  /** Known good of SPEC A5. Errors: `no-common-ancestor`. */
  mergeBase(one: Oid, other: Oid): Promise<Oid>;
  /** Every path that differs between two commits, also outside `metadata/` and `targets/`. */
  changesBetween(from: Oid, to: Oid): Promise<readonly PathChange[]>;
  /** Whether older history was left out when the repository was cloned. */
  isShallow(): Promise<boolean>;

  /**
   * The commits of `head` that `base` has not, oldest first. A merge changes what differs from all of its parents:
   * bringing the default branch into an event changes nothing.
   */
  eventCommits(base: Oid, head: Oid, options?: HistoryOptions): Promise<readonly CommitRecord[]>;
  /**
   * The first-parent line from `head` back, newest first, read as it is consumed, up to and without `from`. A merge
   * is one step: its changes are those against its first parent.
   */
  firstParentLine(head: Oid, options?: HistoryOptions & { readonly from?: Oid }): AsyncIterable<CommitRecord>;

  /**
   * Paths below `metadata/` and `targets/` that differ from HEAD, untracked files that are not ignored included.
   * First completes what a killed `advance` left. Empty in a bare repository.
   */
  uncommittedPaths(): Promise<readonly string[]>;
  /** Writes a commit that no ref names yet: a process killed from here on leaves unreachable objects only. */
  commit(changes: readonly Change[], input: CommitInput): Promise<Oid>;
  /**
   * Moves HEAD (the checked-out branch) from one commit to another and refreshes the paths that differ between them
   * in work tree and index. Errors: `git` when HEAD is not at `from` any more (nothing is changed then).
   */
  advance(from: Oid | undefined, to: Oid): Promise<void>;
  /** Makes `refs/heads/…`. Errors: `git` when it exists already. */
  createBranch(ref: string, commit: Oid): Promise<void>;
  /** Deletes a ref that still is at `commit`. Errors: `git`. */
  deleteRef(ref: string, commit: Oid): Promise<void>;

  /** The user's own name and address, as git knows them. Errors: `git` when they are not set. */
  user(): Promise<Person>;
  /** The URL of a remote, as configured. Errors: `no-remote`. */
  remoteUrl(remote: string): Promise<string>;
  /** Can a branch have this name? */
  isBranchName(name: string): boolean;
  /** Does git track this file at the top of the work tree, under any letter case? */
  isTracked(path: string): Promise<boolean>;
  /** Name of the branch that a remote's HEAD is at, freshly asked for. Errors: `no-remote`. */
  remoteHead(remote: string): Promise<string | undefined>;
  /** The branches of a remote, freshly asked for, by full name (`refs/heads/…`). Errors: `no-remote`. */
  remoteBranches(remote: string): Promise<ReadonlyMap<string, Oid>>;
  /** All refs move or none. Errors: `push-rejected` when the remote has moved on, `git` otherwise. */
  push(remote: string, updates: readonly RefUpdate[]): Promise<void>;
  /** Errors: `no-remote` when the remote cannot be read, `git` when it lacks the ref or an update was refused. */
  fetch(remote: string, updates: readonly RefUpdate[], options?: FetchOptions): Promise<void>;

  /** Ends the processes that this repository keeps. */
  close(): Promise<void>;
}

export interface FetchOptions {
  /** Commits of history to bring; `'all'` completes a shallow clone. Default: whatever the clone has. */
  readonly depth?: number | 'all';
  /** Objects to leave out, as git writes it (`blob:none`); they are fetched when they are read. */
  readonly filter?: string;
}
