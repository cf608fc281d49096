/** The contexts and environment variables that GitHub gives to a job, but for what belongs to its steps. */
import type { Github } from '../github/github.ts';
import type { JsonObject } from './expression.ts';
import type { Permissions } from './permissions.ts';
import type { Event } from './trigger.ts';

export interface RunIdentity {
  readonly id: number;
  readonly number: number;
  readonly event: Event;
  /** The workflow's `name`. */
  readonly workflowName: string;
  /** `owner/name/.github/workflows/x.yml@refs/heads/main` */
  readonly workflowRef: string;
}

/** The `github` context. */
export function githubContext(github: Github, run: RunIdentity, job: string, token: string): JsonObject {
  const { event } = run;
  const { repository } = event;
  const pull = event.payload['pull_request'] as { head: { ref: string }; base: { ref: string } } | undefined;
  return {
    token,
    job,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: event.sha,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_visibility: repository.private ? 'private' : 'public',
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: '1',
    actor: event.actor,
    triggering_actor: event.actor,
    workflow: run.workflowName,
    workflow_ref: run.workflowRef,
    workflow_sha: event.sha,
    head_ref: pull?.head.ref ?? '',
    base_ref: pull?.base.ref ?? '',
    event_name: event.name,
    event: event.payload as JsonObject,
    server_url: github.serverUrl,
    api_url: github.apiUrl,
    graphql_url: github.graphqlUrl,
  };
}

/** What of the context is also a variable, `GITHUB_…`. The token and the event itself are not. */
export function githubVariables(context: JsonObject): Record<string, string> {
  const { token: _token, event: _event, ...rest } = context;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]),
  );
}

/** The service variables that only actions see; those for a login only with `id-token: write`. */
export function serviceVariables(
  github: Github,
  run: RunIdentity,
  job: { readonly id: string; readonly environment: string | undefined; readonly workflowRef: string },
  permissions: Permissions,
): { readonly runtime: Record<string, string>; readonly login: Record<string, string> } {
  const runtime = {
    ACTIONS_RUNTIME_TOKEN: github.runtimeToken({ id: run.id }, job.id),
    ACTIONS_RESULTS_URL: github.resultsUrl,
    ACTIONS_RUNTIME_URL: github.resultsUrl,
  };
  if (permissions['id-token'] !== 'write') return { runtime, login: {} };
  const { url, token } = github.idTokenRequest({
    repository: run.event.repository.fullName,
    ref: run.event.ref,
    sha: run.event.sha,
    workflowRef: run.workflowRef,
    jobWorkflowRef: job.workflowRef,
    eventName: run.event.name,
    runId: run.id,
    actor: run.event.actor,
    ...(job.environment !== undefined && { environment: job.environment }),
  });
  return { runtime, login: { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } };
}
