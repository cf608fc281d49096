/** Pull requests. That one is a draft changes by GraphQL only. */
import { announcePull } from '../announce.ts';
import { created, invalid, noContent, notFound, ok, refuse } from '../answers.ts';
import { mergeBase, readChanges } from '../git/read.ts';
import type { MergeMethod } from '../git/write.ts';
import { mergePull } from '../merge-pull.ts';
import { closePull, commitsOf, openPull, reopenPull } from '../pulls.ts';
import { renderCommit, renderFileChange } from '../render/commits.ts';
import { renderFullPull, renderPull } from '../render/pulls.ts';
import { holds } from '../tokens.ts';
import { isPull, type PullRequest, tipOf } from '../world.ts';
import { byOf, list, pullOf, type RepositoryRequest, type Routes, reading, taking, text, writing } from './route.ts';

export const pullRoutes: Routes = {
  'GET /repos/{owner}/{repo}/pulls': { need: reading('pull-requests'), answer: listPulls },
  'POST /repos/{owner}/{repo}/pulls': { need: taking('pull-requests'), answer: createPull },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': {
    need: reading('pull-requests'),
    answer: async (request) => ok(await renderFullPull(request.world, request.repository, pullOf(request))),
  },
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': { need: forAuthor, answer: updatePull },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files': {
    need: reading('pull-requests'),
    async answer(request) {
      const { world, repository } = request;
      const { pull } = pullOf(request);
      const base = await mergeBase(repository.folder, pull.baseSha, pull.headSha);
      // No more than 3,000, whatever the page.
      const changes = (await readChanges(repository.folder, base, pull.headSha)).slice(0, 3000);
      return list(request, changes, (change) => renderFileChange(world, repository, pull.headSha, change));
    },
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits': {
    need: reading('pull-requests'),
    async answer(request) {
      const { world, repository } = request;
      const commits = await commitsOf(repository, pullOf(request));
      return list(request, commits, (commit) => renderCommit(world, repository, commit));
    },
  },
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/merge': {
    need: reading('pull-requests'),
    answer(request) {
      if (pullOf(request).pull.mergedAt === null) throw notFound();
      return noContent;
    },
  },
  'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge': {
    need: writing('contents'),
    async answer(request) {
      const { world, repository, body } = request;
      const title = text(body, 'commit_title');
      const message = text(body, 'commit_message');
      const sha = text(body, 'sha');
      const merge = {
        method: (text(body, 'merge_method') ?? 'merge') as MergeMethod,
        ...(title === undefined ? {} : { title }),
        ...(message === undefined ? {} : { message }),
        ...(sha === undefined ? {} : { sha }),
      };
      const merged = await mergePull(world, repository, pullOf(request), merge, byOf(request));
      return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' });
    },
  },
};

/** The author may change their own. */
function forAuthor(request: RepositoryRequest) {
  const mine = pullOf(request).author === request.token?.actor;
  return mine ? taking('pull-requests') : writing('pull-requests');
}

/** `head` is `owner:branch`; GitHub ignores it when the owner is left out. */
function listPulls(request: RepositoryRequest) {
  const { world, repository, query } = request;
  const { state = 'open', head, base, sort = 'created' } = query;
  const [owner, ...branch] = String(head ?? '').split(':');
  const wanted = ({ pull, ...issue }: PullRequest) =>
    (state === 'all' || issue.state === state) &&
    (branch.length === 0 || (pull.headRepository.owner === owner && pull.headBranch === branch.join(':'))) &&
    (base === undefined || pull.baseBranch === base);
  const pulls = repository.issues.filter(isPull).filter(wanted);
  if (sort === 'updated') pulls.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const direction = query['direction'] ?? (sort === 'created' ? 'desc' : 'asc');
  if (direction === 'desc') pulls.reverse();
  return list(request, pulls, (pull) => renderPull(world, repository, pull));
}

async function createPull(request: RepositoryRequest) {
  const { world, repository, body, token } = request;
  const title = text(body, 'title');
  if (title === undefined || title.trim() === '')
    throw invalid('PullRequest', { field: 'title', code: 'missing_field' });
  if (token!.kind === 'workflow' && !repository.actionsMayCreatePullRequests) {
    throw refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  const named = String(body['head']);
  const [owner, head] = named.includes(':') ? (named.split(/:(.*)/s) as [string, string]) : [repository.owner, named];
  const network = [repository, ...[...world.repositories.values()].filter((one) => one.parent === repository)];
  const headRepository = network.find((one) => one.owner === owner);
  if (headRepository === undefined) throw invalid('PullRequest', { field: 'head', code: 'invalid' });
  if (!holds(token!, repository) && !holds(token!, headRepository))
    throw refuse(403, 'Must have push access to the head repository');
  const issue = await openPull(
    world,
    repository,
    {
      title,
      body: text(body, 'body') ?? null,
      headRepository,
      head,
      base: String(body['base']),
      draft: body['draft'] === true,
      maintainerCanModify: headRepository !== repository && body['maintainer_can_modify'] !== false,
    },
    byOf(request),
  );
  return created(await renderFullPull(world, repository, issue));
}

async function updatePull(request: RepositoryRequest) {
  const { world, repository, body } = request;
  const issue = pullOf(request);
  const base = text(body, 'base');
  if (base !== undefined && base !== issue.pull.baseBranch) {
    const tip = await tipOf(repository, base);
    if (tip === undefined) throw invalid('PullRequest', { field: 'base', code: 'invalid' });
    issue.pull.baseBranch = base;
    issue.pull.baseSha = tip;
  }
  issue.title = text(body, 'title') ?? issue.title;
  if (body['body'] !== undefined) issue.body = text(body, 'body') ?? null;
  issue.updatedAt = world.now();
  if (['title', 'body', 'base'].some((name) => body[name] !== undefined)) {
    await announcePull(world, repository, issue, 'edited', byOf(request));
  }
  if (body['state'] === 'closed') await closePull(world, repository, issue, byOf(request));
  if (body['state'] === 'open') await reopenPull(world, repository, issue, byOf(request));
  return ok(await renderFullPull(world, repository, issue));
}
