/** Issues and their comments; pull requests are issues too. */
import { created, invalid, noContent, notFound, ok, Refusal } from '../answers.ts';
import type { Comment, Issue } from '../facts.ts';
import { addIssue, closePull, reopenPull } from '../pulls.ts';
import { renderComment, renderIssue } from '../render/issues.ts';
import { isPull } from '../world.ts';
import { makeLabels, namesIn } from './labels.ts';
import {
  byOf,
  issueOf,
  list,
  permissionsFor,
  type RepositoryRequest,
  type Routes,
  reading,
  taking,
  text,
  writing,
} from './route.ts';

const base = '/repos/{owner}/{repo}';

export const issueRoutes: Routes = {
  [`GET ${base}/issues` as const]: { need: reading('issues'), answer: listIssues },
  [`POST ${base}/issues` as const]: {
    need: taking('issues'),
    answer(request) {
      const { world, repository, body, token } = request;
      const title = text(body, 'title');
      if (title === undefined || title === '') throw invalid('Issue', { field: 'title', code: 'missing_field' });
      const names = namesIn(body['labels']);
      makeLabels(world, repository, names);
      const assignees = namesIn(body['assignees']);
      const issue = addIssue(world, repository, token!.actor, {
        title,
        body: bodyOf(body, 'Issue') ?? null,
        labels: names,
        assignees,
      });
      return created(renderIssue(world, repository, issue));
    },
  },
  [`GET ${base}/issues/{issue_number}` as const]: {
    need: reading('issues'),
    answer: (request) => ok(renderIssue(request.world, request.repository, issueOf(request))),
  },
  [`PATCH ${base}/issues/{issue_number}` as const]: { need: forAuthor, answer: updateIssue },
  [`GET ${base}/issues/{issue_number}/comments` as const]: {
    need: reading('issues'),
    answer(request) {
      const issue = issueOf(request);
      const since = String(request.query['since'] ?? '');
      const comments = issue.comments.filter(({ updatedAt }) => updatedAt >= since);
      return list(request, comments, (comment) => renderComment(request.world, request.repository, issue, comment));
    },
  },
  [`POST ${base}/issues/{issue_number}/comments` as const]: {
    need: (request) => taking(...permissionsFor(issueOf(request))),
    answer(request) {
      const { world, repository, token } = request;
      const issue = issueOf(request);
      const now = world.now();
      const body = bodyOf(request.body, 'IssueComment') ?? '';
      const comment: Comment = { id: world.newId(), author: token!.actor, body, createdAt: now, updatedAt: now };
      issue.comments.push(comment);
      issue.updatedAt = now;
      return created(renderComment(world, repository, issue, comment));
    },
  },
  [`GET ${base}/issues/comments/{comment_id}` as const]: {
    need: reading('issues'),
    answer(request) {
      const { issue, comment } = commentOf(request);
      return ok(renderComment(request.world, request.repository, issue, comment));
    },
  },
  [`PATCH ${base}/issues/comments/{comment_id}` as const]: {
    need: forCommentAuthor,
    answer(request) {
      const { issue, comment } = commentOf(request);
      comment.body = bodyOf(request.body, 'IssueComment') ?? '';
      comment.updatedAt = request.world.now();
      return ok(renderComment(request.world, request.repository, issue, comment));
    },
  },
  [`DELETE ${base}/issues/comments/{comment_id}` as const]: {
    need: forCommentAuthor,
    answer(request) {
      const { issue, comment } = commentOf(request);
      issue.comments.splice(issue.comments.indexOf(comment), 1);
      return noContent;
    },
  },
};

function forAuthor(request: RepositoryRequest) {
  const issue = issueOf(request);
  return (issue.author === request.token?.actor ? taking : writing)(...permissionsFor(issue));
}

function forCommentAuthor(request: RepositoryRequest) {
  const { issue, comment } = commentOf(request);
  return (comment.author === request.token?.actor ? taking : writing)(...permissionsFor(issue));
}

function commentOf({ repository, path }: RepositoryRequest): { issue: Issue; comment: Comment } {
  const id = Number(path['comment_id']);
  for (const issue of repository.issues) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  throw notFound();
}

/** GitHub takes 65,536 characters. */
function bodyOf(body: Readonly<Record<string, unknown>>, resource: string): string | undefined {
  const value = text(body, 'body');
  if (value !== undefined && [...value].length > 65_536) {
    const message = 'Body is too long (maximum is 65536 characters)';
    const errors = [{ resource, field: 'body', code: 'custom', message }];
    throw new Refusal({
      status: 422,
      body: { message: 'Validation Failed', errors, documentation_url: 'https://docs.github.com/rest' },
    });
  }
  if (resource === 'IssueComment' && (value ?? '').trim() === '')
    throw invalid(resource, { field: 'body', code: 'missing_field' });
  return value;
}

/** Pull requests are among them, as on GitHub. */
function listIssues(request: RepositoryRequest) {
  const { world, repository, query } = request;
  const { state = 'open', labels = '', creator, assignee, since = '', sort = 'created', direction = 'desc' } = query;
  const wantedLabels = String(labels)
    .toLowerCase()
    .split(',')
    .filter((name) => name !== '');
  const issues = repository.issues.filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      wantedLabels.every((name) => issue.labels.some((one) => one.toLowerCase() === name)) &&
      (creator === undefined || issue.author === creator) &&
      (assignee === undefined || assignee === '*' || issue.assignees.includes(String(assignee))) &&
      issue.updatedAt >= String(since),
  );
  if (sort === 'updated') issues.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  if (direction === 'desc') issues.reverse();
  return list(request, issues, (issue) => renderIssue(world, repository, issue));
}

async function updateIssue(request: RepositoryRequest) {
  const { world, repository, body } = request;
  const issue = issueOf(request);
  issue.title = text(body, 'title') ?? issue.title;
  if (body['body'] !== undefined) issue.body = bodyOf(body, 'Issue') ?? null;
  if (body['labels'] !== undefined) {
    issue.labels = namesIn(body['labels']);
    makeLabels(world, repository, issue.labels);
  }
  if (body['assignees'] !== undefined) issue.assignees = namesIn(body['assignees']);
  await setState(request, issue);
  issue.updatedAt = world.now();
  return ok(renderIssue(world, repository, issue));
}

async function setState(request: RepositoryRequest, issue: Issue): Promise<void> {
  const { world, repository, body } = request;
  const { state, state_reason: reason } = body;
  if (state === undefined || state === issue.state) return;
  if (isPull(issue)) await (state === 'open' ? reopenPull : closePull)(world, repository, issue, byOf(request));
  issue.state = state as Issue['state'];
  issue.closedAt = state === 'closed' ? world.now() : null;
  issue.stateReason = state === 'open' ? 'reopened' : ((reason as Issue['stateReason']) ?? 'completed');
}
