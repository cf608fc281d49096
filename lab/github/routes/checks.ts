/** Commit statuses and check runs. */
import { created, notFound, ok, refuse } from '../answers.ts';
import type { CheckRun, CommitStatus, Conclusion, Repository } from '../facts.ts';
import { resolveCommit } from '../git/read.ts';
import { renderCheckRun, renderStatus } from '../render/commits.ts';
import { apiOf, renderRepository } from '../render/repository.ts';
import { complete } from '../schema.ts';
import type { World } from '../world.ts';
import { list, noCommit, type RepositoryRequest, type Routes, reading, text, writing } from './route.ts';

export const checkRoutes: Routes = {
  'POST /repos/{owner}/{repo}/statuses/{sha}': { need: writing('statuses'), answer: createStatus },
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': {
    need: reading('statuses'),
    async answer(request) {
      const { world, repository } = request;
      const statuses = statusesOf(repository, await shaOf(request));
      return list(request, statuses, (status) => renderStatus(world, repository, status, 'status'));
    },
  },
  'GET /repos/{owner}/{repo}/commits/{ref}/status': { need: reading('statuses'), answer: combinedStatus },
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': { need: reading('checks'), answer: listCheckRuns },
  'POST /repos/{owner}/{repo}/check-runs': {
    // For apps: neither a person nor a person's token makes check runs.
    need: writing('checks'),
    async answer(request) {
      const { world, repository, body, token } = request;
      if (token!.kind !== 'workflow') throw refuse(403, 'You must authenticate via a GitHub App.');
      const sha = String(body['head_sha']);
      if ((await resolveCommit(repository.folder, sha)) !== sha) throw noCommit(sha);
      const run = addCheckRun(world, repository, String(body['name']), sha);
      change(world, run, body);
      return created(renderCheckRun(world, repository, run));
    },
  },
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': {
    need: writing('checks'),
    answer({ world, repository, path, body }) {
      const run = repository.checkRuns.find(({ id }) => id === Number(path['check_run_id']));
      if (run === undefined) throw notFound();
      change(world, run, body);
      return ok(renderCheckRun(world, repository, run));
    },
  },
};

async function shaOf({ repository, path }: RepositoryRequest): Promise<string> {
  const sha = await resolveCommit(repository.folder, path['ref']!);
  if (sha === undefined) throw noCommit(path['ref']!);
  return sha;
}

const statusesOf = (repository: Repository, sha: string) =>
  repository.statuses.filter((one) => one.sha === sha).reverse();

async function createStatus({ world, repository, path, body, token }: RepositoryRequest) {
  const sha = path['sha']!;
  if ((await resolveCommit(repository.folder, sha)) !== sha) throw noCommit(sha);
  const description = text(body, 'description') ?? null;
  if ((description ?? '').length > 140) {
    throw refuse(422, 'Validation Failed: description is too long (maximum is 140 characters)');
  }
  const context = text(body, 'context') ?? 'default';
  if (statusesOf(repository, sha).filter((one) => one.context === context).length >= 1000) {
    throw refuse(422, 'This SHA and context has reached the maximum number of statuses.');
  }
  const status: CommitStatus = {
    id: world.newId(),
    sha,
    context,
    state: body['state'] as CommitStatus['state'],
    description,
    targetUrl: text(body, 'target_url') ?? null,
    creator: token!.actor,
    createdAt: world.now(),
  };
  repository.statuses.push(status);
  return created(renderStatus(world, repository, status, 'status'));
}

/** The newest of each context; the worst of them is the state. */
async function combinedStatus(request: RepositoryRequest) {
  const { world, repository } = request;
  const sha = await shaOf(request);
  const newest = [
    ...new Map(
      statusesOf(repository, sha)
        .reverse()
        .map((one) => [one.context, one]),
    ).values(),
  ];
  const states = newest.map(({ state }) => state);
  const bad = states.some((state) => state === 'error' || state === 'failure');
  const state = bad ? 'failure' : states.length === 0 || states.includes('pending') ? 'pending' : 'success';
  const url = `${apiOf(world, repository)}/commits/${sha}`;
  return list(
    request,
    newest,
    (status) => renderStatus(world, repository, status, 'simple-commit-status'),
    (statuses) =>
      complete('combined-commit-status', {
        state,
        sha,
        total_count: newest.length,
        statuses,
        repository: renderRepository(world, repository, 'minimal-repository'),
        commit_url: url,
        url: `${url}/status`,
      }),
  );
}

async function listCheckRuns(request: RepositoryRequest) {
  const { world, repository, query } = request;
  const sha = await shaOf(request);
  const all = repository.checkRuns.filter(
    (run) =>
      run.sha === sha &&
      (query['check_name'] === undefined || run.name === query['check_name']) &&
      (query['status'] === undefined || run.status === query['status']),
  );
  const runs = query['filter'] === 'all' ? all : [...new Map(all.map((run) => [run.name, run])).values()];
  return list(
    request,
    runs.reverse(),
    (run) => renderCheckRun(world, repository, run),
    (check_runs) => ({ total_count: runs.length, check_runs }),
  );
}

export function addCheckRun(world: World, repository: Repository, name: string, sha: string): CheckRun {
  const run: CheckRun = {
    id: world.newId(),
    name,
    sha,
    status: 'queued',
    conclusion: null,
    startedAt: world.now(),
    completedAt: null,
    output: { title: null, summary: null },
  };
  repository.checkRuns.push(run);
  return run;
}

function change(world: World, run: CheckRun, body: Readonly<Record<string, unknown>>): void {
  const { status, conclusion, output } = body;
  if (status !== undefined) run.status = status as CheckRun['status'];
  if (conclusion !== undefined) conclude(world, run, conclusion as Conclusion);
  if (output !== undefined) {
    const told = output as Readonly<Record<string, unknown>>;
    run.output = { title: text(told, 'title') ?? null, summary: text(told, 'summary') ?? null };
  }
}

export function conclude(world: World, run: CheckRun, conclusion: Conclusion): void {
  run.status = 'completed';
  run.conclusion = conclusion;
  run.completedAt = world.now();
}
