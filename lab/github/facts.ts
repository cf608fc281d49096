/** What a GitHub stores, as plain data that tests may read. Times are ISO 8601 in UTC; oids are hexadecimal. */

/** The permissions of a token, by the names of a workflow's `permissions:`. `write` includes `read`. */
export type Permission =
  | 'actions'
  | 'administration'
  | 'attestations'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'id-token'
  | 'issues'
  | 'metadata'
  | 'packages'
  | 'pages'
  | 'pull-requests'
  | 'statuses'
  | 'workflows';

export type Permissions = Readonly<Partial<Record<Permission, 'read' | 'write' | 'none'>>>;

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** `owner/name` */
  readonly fullName: string;
  readonly private: boolean;
  /** The repository that this one was forked from. */
  readonly parent?: Repository;
  /** The bare repository on disk. */
  readonly folder: string;
  defaultBranch: string;
  /** "Allow GitHub Actions to create and approve pull requests" */
  actionsMayCreatePullRequests: boolean;
  readonly createdAt: string;
  readonly protections: Protection[];
  readonly environments: Map<string, Environment>;
  pages: PagesSite | undefined;
  /** Issues and pull requests share their numbers. */
  readonly issues: Issue[];
  readonly labels: Label[];
  readonly statuses: CommitStatus[];
  readonly checkRuns: CheckRun[];
  readonly runs: WorkflowRun[];
  readonly dispatches: Dispatch[];
  readonly artifacts: Artifact[];
  readonly deployments: PagesDeployment[];
}

/** A protected branch: nobody forces a push to it or deletes it. */
export interface Protection {
  readonly branch: string;
  /** Changes come by merged pull requests only. */
  readonly requirePullRequest: boolean;
  /** Contexts of commit statuses, or names of check runs, that a merge waits for. */
  readonly requiredChecks: readonly string[];
  /** Who is not bound by it: actors that may push to it as they like. */
  readonly bypass: readonly string[];
}

export interface Environment {
  /** Branches that may deploy to it; every one when absent. */
  readonly branches?: readonly string[];
}

export interface Issue {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly author: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  /** Names of labels. */
  labels: string[];
  assignees: string[];
  readonly comments: Comment[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  /** What makes a pull request of it. */
  readonly pull?: Pull;
}

export interface Pull {
  draft: boolean;
  /** The repository of the head branch, which may be a fork. */
  readonly headRepository: Repository;
  readonly headBranch: string;
  headSha: string;
  baseBranch: string;
  baseSha: string;
  readonly maintainerCanModify: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
}

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  readonly startedAt: string;
  completedAt: string | null;
  output: { readonly title: string | null; readonly summary: string | null };
}

export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';

export interface WorkflowRun {
  readonly id: number;
  /** The file: `.github/workflows/x.yml` */
  readonly path: string;
  /** The workflow's `name`. */
  readonly name: string;
  readonly event: string;
  readonly headBranch: string | null;
  readonly headSha: string;
  readonly actor: string;
  readonly runNumber: number;
  readonly createdAt: string;
  updatedAt: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
}

/** A workflow dispatch that was accepted. */
export interface Dispatch {
  /** The file: `.github/workflows/x.yml` */
  readonly workflow: string;
  /** `refs/heads/…` or `refs/tags/…` */
  readonly ref: string;
  readonly sha: string;
  /** With the defaults of the workflow file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly actor: string;
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  /** A zip file, or the file as it is when it was uploaded without an archive. */
  content: Uint8Array;
  /** `sha256:` and hexadecimal digits, as the uploader says. */
  digest: string | null;
  readonly createdAt: string;
  /** Uploaded whole. */
  finalized: boolean;
  /** In the address by which it is up- and downloaded. */
  readonly secret: string;
  /** Parts that were uploaded, by their number. */
  readonly blocks: Map<string, Uint8Array>;
}

export interface PagesSite {
  /** Where the site is served; ends with `/`. */
  readonly url: string;
  readonly buildType: 'workflow' | 'legacy';
}

export interface PagesDeployment {
  readonly id: number;
  readonly artifactId: number;
  /** `pages_build_version`: the commit. */
  readonly version: string;
  readonly environment: string;
  readonly status: 'succeed' | 'deployment_failed';
  /** What the site serves since: bytes by path, without a leading `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly createdAt: string;
}
