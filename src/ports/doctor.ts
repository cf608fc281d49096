/** What the doctor is told by the world: the permissions of a GitHub token. */

/** Named as in a workflow's `permissions:`. */
export type GithubPermission = 'contents' | 'actions' | 'pull-requests' | 'issues' | 'statuses' | 'id-token';

export interface TokenReport {
  /** `owner/name` */
  readonly repository: string;
  /** Whether the token may write (`id-token`: whether there is one to be had); undefined where it cannot be told. */
  readonly may: Readonly<Record<GithubPermission, boolean | undefined>>;
  /** Why nothing can be told: part of a sentence. */
  readonly problem?: string;
}
