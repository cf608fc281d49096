/** Commits, what they changed and what is said of them, as GitHub's REST objects. */
import type { CheckRun, CommitStatus, Repository } from '../facts.ts';
import type { Commit, FileChange } from '../git/read.ts';
import { complete } from '../schema.ts';
import type { World } from '../world.ts';
import { apiOf, pageOf, type Rendered, renderUser } from './repository.ts';

/** With the creator where a commit's statuses are listed one by one. */
export function renderStatus(
  world: World,
  repository: Repository,
  status: CommitStatus,
  schema: 'status' | 'simple-commit-status',
): Rendered {
  const { id, state, description, targetUrl, context, creator, createdAt } = status;
  return complete(schema, {
    id,
    node_id: `SC_${id}`,
    url: `${apiOf(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/${world.idOf(creator)}`,
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: createdAt,
    updated_at: createdAt,
    ...(schema === 'status' ? { creator: renderUser(world, creator) } : {}),
  });
}

export function renderCheckRun(world: World, repository: Repository, run: CheckRun): Rendered {
  const { id, name, sha, status, conclusion } = run;
  return complete('check-run', {
    id,
    node_id: `CR_${id}`,
    name,
    head_sha: sha,
    status,
    conclusion,
    url: `${apiOf(world, repository)}/check-runs/${id}`,
    html_url: `${pageOf(world, repository)}/runs/${id}`,
    details_url: `${pageOf(world, repository)}/runs/${id}`,
    external_id: '',
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      text: null,
      annotations_count: 0,
      annotations_url: `${apiOf(world, repository)}/check-runs/${id}/annotations`,
    },
    check_suite: { id },
    app: null,
  });
}

export function renderCommit(
  world: World,
  repository: Repository,
  { sha, tree, parents, author, committer, message }: Commit,
): Rendered {
  const url = `${apiOf(world, repository)}/git/commits/${sha}`;
  return complete('commit', {
    sha,
    node_id: `C_${sha}`,
    url: `${apiOf(world, repository)}/commits/${sha}`,
    html_url: `${pageOf(world, repository)}/commit/${sha}`,
    comments_url: `${apiOf(world, repository)}/commits/${sha}/comments`,
    commit: {
      url,
      author,
      committer,
      message,
      tree: { sha: tree, url: treeUrl(world, repository, tree) },
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: parents.map((parent) => ({ sha: parent, url: `${apiOf(world, repository)}/commits/${parent}` })),
  });
}

export const treeUrl = (world: World, repository: Repository, tree: string) =>
  `${apiOf(world, repository)}/git/trees/${tree}`;

export function renderFileChange(world: World, repository: Repository, sha: string, change: FileChange): Rendered {
  const { path, previousPath, status, additions, deletions } = change;
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: change.sha,
    filename: path,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${pageOf(world, repository)}/blob/${sha}/${escaped}`,
    raw_url: `${pageOf(world, repository)}/raw/${sha}/${escaped}`,
    contents_url: `${apiOf(world, repository)}/contents/${escaped}?ref=${sha}`,
    ...(previousPath === undefined ? {} : { previous_filename: previousPath }),
  };
}
