/** What happens on the lab's GitHub, told to whoever runs workflows. */
import type { Repository } from './facts.ts';

export type EventName = 'push' | 'pull_request' | 'pull_request_target' | 'workflow_dispatch';

export interface GithubEvent {
  readonly name: EventName;
  /** `opened`, `synchronize`, … of a pull request. */
  readonly action?: string;
  /** The repository whose workflows it is for. */
  readonly repository: Repository;
  /** GITHUB_REF: `refs/heads/x`, `refs/pull/1/merge`. */
  readonly ref: string;
  /** GITHUB_SHA, whose workflow files count. Zeros when a branch was deleted, which starts nothing. */
  readonly sha: string;
  /** Paths that a push, or a pull request, changed; undefined when all may have (a new branch is compared with the default branch). */
  readonly changedPaths?: readonly string[];
  /** The file to run, of a workflow dispatch: `.github/workflows/x.yml`. */
  readonly workflow?: string;
  readonly actor: string;
  /** False for what a job's default token did: GitHub starts no workflow then, but for dispatches. */
  readonly startsWorkflows: boolean;
  /** True for a pull request from a fork: its jobs get a read-only token and no secrets (not for pull_request_target). */
  readonly fromFork: boolean;
  /** The webhook's payload: the content of GITHUB_EVENT_PATH. */
  readonly payload: Readonly<Record<string, unknown>>;
}
