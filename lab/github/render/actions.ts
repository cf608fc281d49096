/** Workflow runs and artifacts as GitHub's REST objects. */
import type { Artifact, Repository, WorkflowRun } from '../facts.ts';
import { complete } from '../schema.ts';
import type { World } from '../world.ts';
import { apiOf, pageOf, type Rendered, renderRepository, renderUser } from './repository.ts';

export function renderRun(world: World, repository: Repository, run: WorkflowRun): Rendered {
  const url = `${apiOf(world, repository)}/actions/runs/${run.id}`;
  return complete('workflow-run', {
    id: run.id,
    node_id: `WFR_${run.id}`,
    name: run.name,
    display_title: run.name,
    path: run.path,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_number: run.runNumber,
    run_attempt: 1,
    workflow_id: world.idOf(`${repository.fullName}/${run.path}`),
    actor: renderUser(world, run.actor),
    url,
    html_url: `${pageOf(world, repository)}/actions/runs/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    repository: renderRepository(world, repository, 'minimal-repository'),
    head_repository: renderRepository(world, repository, 'minimal-repository'),
    head_commit: null,
    pull_requests: [],
  });
}

export function renderArtifact(world: World, repository: Repository, artifact: Artifact): Rendered {
  const { id, name, content, digest, createdAt, runId } = artifact;
  const url = `${apiOf(world, repository)}/actions/artifacts/${id}`;
  return complete('artifact', {
    id,
    node_id: `A_${id}`,
    name,
    size_in_bytes: content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    digest,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: null,
    workflow_run: { id: runId, repository_id: repository.id },
  });
}
