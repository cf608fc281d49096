/** Workflows, their dispatch and runs, artifacts. */
import { announceDispatch } from '../announce.ts';
import { noContent, notFound, ok, refuse } from '../answers.ts';
import type { WorkflowRun } from '../facts.ts';
import { renderArtifact, renderRun } from '../render/actions.ts';
import { apiOf, pageOf } from '../render/repository.ts';
import { complete } from '../schema.ts';
import { planDispatch, readWorkflows, refOf, type WorkflowFile } from '../workflows.ts';
import { byOf, list, type RepositoryRequest, type Routes, reading, text, writing } from './route.ts';

export const actionRoutes: Routes = {
  'GET /repos/{owner}/{repo}/actions/workflows': {
    need: reading('actions'),
    async answer(request) {
      const files = await readWorkflows(request.repository);
      return list(
        request,
        files,
        (file) => renderWorkflow(request, file),
        (workflows) => ({ total_count: files.length, workflows }),
      );
    },
  },
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': {
    need: reading('actions'),
    answer: async (request) => ok(renderWorkflow(request, await theWorkflow(request))),
  },
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': {
    need: writing('actions'),
    answer: dispatch,
  },
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': {
    need: reading('actions'),
    async answer(request) {
      const { path } = await theWorkflow(request);
      return listRuns(
        request,
        request.repository.runs.filter((run) => run.path === path),
      );
    },
  },
  'GET /repos/{owner}/{repo}/actions/runs': {
    need: reading('actions'),
    answer: (request) => listRuns(request, request.repository.runs),
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': {
    need: reading('actions'),
    answer({ world, repository, path }) {
      const run = repository.runs.find(({ id }) => id === Number(path['run_id']));
      if (run === undefined) throw notFound();
      return ok(renderRun(world, repository, run));
    },
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': {
    need: reading('actions'),
    answer(request) {
      const { world, repository, path, query } = request;
      const artifacts = repository.artifacts.filter(
        (one) => one.finalized && one.runId === Number(path['run_id']) && (query['name'] ?? one.name) === one.name,
      );
      return list(
        request,
        artifacts.reverse(),
        (artifact) => renderArtifact(world, repository, artifact),
        (page) => ({ total_count: artifacts.length, artifacts: page }),
      );
    },
  },
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': {
    need: { anyOf: ['actions'], level: 'read' },
    answer({ world, repository, path }) {
      const artifact = repository.artifacts.find(
        ({ id, finalized }) => finalized && id === Number(path['artifact_id']),
      );
      if (artifact === undefined || path['archive_format'] !== 'zip') throw notFound();
      return { status: 302, headers: { location: `${world.url}/results/blobs/${artifact.id}?sig=${artifact.secret}` } };
    },
  },
};

/** By file name or number. */
async function theWorkflow({ world, repository, path }: RepositoryRequest): Promise<WorkflowFile> {
  const wanted = path['workflow_id']!;
  const found = (await readWorkflows(repository)).find(
    (file) =>
      file.path === `.github/workflows/${wanted}` ||
      String(world.idOf(`${repository.fullName}/${file.path}`)) === wanted,
  );
  if (found === undefined) throw notFound();
  return found;
}

function renderWorkflow({ world, repository }: RepositoryRequest, { path, name }: WorkflowFile) {
  const id = world.idOf(`${repository.fullName}/${path}`);
  const page = `${pageOf(world, repository)}/actions/workflows/${path.split('/').at(-1)}`;
  return complete('workflow', {
    id,
    node_id: `W_${id}`,
    name,
    path,
    state: 'active',
    url: `${apiOf(world, repository)}/actions/workflows/${id}`,
    html_url: page,
    badge_url: `${page}/badge.svg`,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
  });
}

async function dispatch(request: RepositoryRequest) {
  const { world, repository, body } = request;
  // A workflow is known once it is on the default branch; what runs is the file of the ref.
  const { path } = await theWorkflow(request);
  const found = await refOf(repository, text(body, 'ref')!);
  if (found === undefined) throw refuse(422, `No ref found for: ${text(body, 'ref')}`);
  const inputs = await planDispatch(
    repository,
    path,
    found.sha,
    (body['inputs'] ?? {}) as Readonly<Record<string, unknown>>,
  );
  const accepted = { workflow: path, ...found, inputs, actor: byOf(request).actor };
  repository.dispatches.push(accepted);
  announceDispatch(world, repository, byOf(request), accepted);
  if (body['return_run_details'] !== true) return noContent;
  const id = world.newId();
  return ok({
    workflow_run_id: id,
    run_url: `${apiOf(world, repository)}/actions/runs/${id}`,
    html_url: `${pageOf(world, repository)}/actions/runs/${id}`,
  });
}

function listRuns(request: RepositoryRequest, all: readonly WorkflowRun[]) {
  const { world, repository, query } = request;
  const { branch, event, status, actor, head_sha: sha } = query;
  const runs = all.filter(
    (run) =>
      (branch === undefined || run.headBranch === branch) &&
      (event === undefined || run.event === event) &&
      (status === undefined || run.status === status || run.conclusion === status) &&
      (actor === undefined || run.actor === actor) &&
      (sha === undefined || run.headSha === sha),
  );
  return list(
    request,
    runs.reverse(),
    (run) => renderRun(world, repository, run),
    (workflow_runs) => ({ total_count: runs.length, workflow_runs }),
  );
}
