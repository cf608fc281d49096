/** The GitHub port: what the actions ask of GitHub beside git (SPEC A9, B3, B4). adapters/github does it by REST and GraphQL. */
import type { Oid } from './repository.ts';

/** `owner/name` */
export type RepositoryName = string;

export interface PullRequest {
  readonly number: number;
  /** What GraphQL knows it by. */
  readonly nodeId: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly head: {
    /** `undefined` when the fork has been deleted. */
    readonly repository: RepositoryName | undefined;
    readonly branch: string;
    readonly commit: Oid;
  };
  /** Name of the branch that it is to be merged into. */
  readonly base: string;
  /** User name of whoever opened it, without `@`. */
  readonly author: string;
}

export interface NewPullRequest {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** Branches of this repository. */
  readonly head: string;
  readonly base: string;
}

/** A comment of an issue or pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** A bot's, or of somebody who belongs to the repository: what strangers write is never taken for our own. */
  readonly isTrusted: boolean;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
}

export interface CommitStatus {
  readonly context: string;
  readonly state: 'success' | 'pending' | 'failure';
  /** At most 140 characters. */
  readonly description: string;
  /** Where to read more. */
  readonly url: string | undefined;
}

/** What GitHub does not let us do: told, and gone on without where that is possible. */
export interface Refused {
  readonly refused: string;
}

/** `good`: a run is under way, or the newest has come to a good end; `failed`: the newest has failed; `none`: there was none. */
export type Standing = 'good' | 'failed' | 'none';

/**
 * One repository on GitHub. What GitHub answers with 5xx or a rate limit has been tried again before it is an error.
 * Errors of every method: `github`.
 */
export interface GitHub {
  readonly repository: RepositoryName;

  /** Open pull requests, of all or from a branch of this repository, to all branches or one; oldest first. */
  pullRequests(filter: { readonly head?: string; readonly base?: string }): Promise<readonly PullRequest[]>;
  /** Whether a pull request from a branch of this repository was merged, in whatever way, or closed by hand when the branch was at this commit. */
  isSettled(head: string, commit: Oid): Promise<boolean>;
  /**
   * The new pull request: a draft, where the repository can have drafts. The one that is there already, if there is one. Refused where there is
   * nothing to merge, or the histories have nothing in common.
   */
  openPullRequest(input: NewPullRequest): Promise<PullRequest | Refused>;
  /** Makes a draft of a pull request, or marks it as ready for review. */
  setDraft(pullRequest: PullRequest, isDraft: boolean): Promise<Refused | undefined>;
  addLabel(number: number, label: string): Promise<Refused | undefined>;

  /** Oldest first. */
  comments(number: number): Promise<readonly Comment[]>;
  /** Once, also where GitHub did it and failed to say so: a comment with the same body is not made twice. */
  addComment(number: number, body: string): Promise<void>;
  editComment(id: number, body: string): Promise<void>;
  removeComment(id: number): Promise<void>;

  setCommitStatus(commit: Oid, status: CommitStatus): Promise<Refused | undefined>;
  /** Starts a workflow by its file name; `ref` is a branch's name. */
  dispatchWorkflow(file: string, ref: string, inputs?: Readonly<Record<string, string>>): Promise<void>;
  /** How a workflow has come out for a commit. */
  standing(file: string, branch: string, commit: Oid): Promise<Standing>;
  /** A file of a revision; `undefined` when it is not there, or the tokens may not read it. */
  readFile(path: string, revision: string): Promise<string | undefined>;
  /** Where GitHub Pages serves the repository, with `/` at the end; `undefined` where it does not, or the tokens cannot tell. */
  pagesUrl(): Promise<string | undefined>;

  /** Open issues with a label, oldest first; pull requests are none. */
  issues(label: string): Promise<readonly Issue[]>;
  openIssue(input: { readonly title: string; readonly body: string; readonly label: string }): Promise<Issue>;
  closeIssue(number: number): Promise<void>;
}
