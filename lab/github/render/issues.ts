/** Issues, their comments and labels as GitHub's REST objects. */
import type { Comment, Issue, Label, Repository } from '../facts.ts';
import { complete } from '../schema.ts';
import type { World } from '../world.ts';
import { apiOf, pageOf, type Rendered, renderUser } from './repository.ts';

export function renderLabel(world: World, repository: Repository, label: Label): Rendered {
  const { id, name, color, description } = label;
  const url = `${apiOf(world, repository)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: `LA_${id}`, url, name, color, description, default: false };
}

function labelsOf(world: World, repository: Repository, names: readonly string[]): Rendered[] {
  return repository.labels.filter(({ name }) => names.includes(name)).map((one) => renderLabel(world, repository, one));
}

export function renderIssue(world: World, repository: Repository, issue: Issue): Rendered {
  const url = `${apiOf(world, repository)}/issues/${issue.number}`;
  const page = `${pageOf(world, repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
  const pull = issue.pull && {
    draft: issue.pull.draft,
    pull_request: {
      url: `${apiOf(world, repository)}/pulls/${issue.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: issue.pull.mergedAt,
    },
  };
  return complete('issue', {
    ...shared(world, repository, issue),
    url,
    html_url: page,
    repository_url: apiOf(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    comments: issue.comments.length,
    state_reason: issue.stateReason,
    ...pull,
  });
}

/** What an issue and a pull request have in common. */
export function shared(world: World, repository: Repository, issue: Issue): Rendered {
  const { id, number, title, body, state } = issue;
  return {
    id,
    node_id: issue.nodeId,
    number,
    title,
    body,
    state,
    user: renderUser(world, issue.author),
    labels: labelsOf(world, repository, issue.labels).map((label) => ({
      ...label,
      description: label['description'] ?? '',
    })),
    assignee: issue.assignees[0] === undefined ? null : renderUser(world, issue.assignees[0]),
    assignees: issue.assignees.map((login) => renderUser(world, login)),
    author_association: issue.author === repository.owner ? 'OWNER' : 'CONTRIBUTOR',
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
  };
}

export function renderComment(world: World, repository: Repository, issue: Issue, comment: Comment): Rendered {
  const { id, author, body } = comment;
  return complete('issue-comment', {
    id,
    node_id: `IC_${id}`,
    url: `${apiOf(world, repository)}/issues/comments/${id}`,
    html_url: `${pageOf(world, repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}#issuecomment-${id}`,
    issue_url: `${apiOf(world, repository)}/issues/${issue.number}`,
    body,
    user: renderUser(world, author),
    author_association: author === repository.owner ? 'OWNER' : 'NONE',
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  });
}
