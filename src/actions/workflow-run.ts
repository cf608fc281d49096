/** What the runner says of the run that a step belongs to (GitHub, "Default environment variables"). */
import { readFileSync } from 'node:fs';
import type { Environment } from '../cli/environment.ts';
import { TufError } from '../errors.ts';
import type { RepositoryName } from '../ports/github.ts';
import { get, isObject, type Json } from '../tuf/json.ts';

export interface WorkflowRun {
  readonly repository: RepositoryName;
  /** `https://github.com` */
  readonly serverUrl: string;
  /** `push`, `schedule`, … */
  readonly eventName: string;
  /** The payload of the event; other people wrote much of it. */
  readonly event: Json;
  /** `refs/heads/…` */
  readonly ref: string;
  readonly commit: string;
  /** Name of the workflow, as its file says. */
  readonly workflow: string;
  /** Page of this run. */
  readonly url: string;
  readonly workspace: string;
  /** For what no later step needs. */
  readonly temporary: string;
}

/** Errors: `usage` outside a workflow. */
export function readWorkflowRun({ variables, cwd }: Environment): WorkflowRun {
  const required = (name: string) => {
    const value = variables[name];
    if (value) return value;
    throw new TufError('usage', `The variable ${name} is not set: this program is a GitHub action`, {
      hint: 'Use it in a workflow with "uses:"; on a command line, the tuf-on-ci commands do the same work',
    });
  };
  const repository = required('GITHUB_REPOSITORY');
  const serverUrl = variables['GITHUB_SERVER_URL'] || 'https://github.com';
  const workspace = variables['GITHUB_WORKSPACE'] || cwd;
  return {
    repository,
    serverUrl,
    eventName: variables['GITHUB_EVENT_NAME'] ?? '',
    event: readEvent(variables['GITHUB_EVENT_PATH']),
    ref: variables['GITHUB_REF'] ?? '',
    commit: variables['GITHUB_SHA'] ?? '',
    workflow: variables['GITHUB_WORKFLOW'] ?? '',
    url: `${serverUrl}/${repository}/actions/runs/${variables['GITHUB_RUN_ID'] ?? ''}`,
    workspace,
    temporary: required('RUNNER_TEMP'),
  };
}

/** A text of the event by its path, `pull_request.base.ref`; empty when there is none. */
export function eventText({ event }: Pick<WorkflowRun, 'event'>, ...path: readonly string[]): string {
  let value: Json | undefined = event;
  for (const name of path) value = isObject(value) ? get(value, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `pull_request` events, and those that run with the base's rights. */
export function isPullRequestEvent({ eventName }: Pick<WorkflowRun, 'eventName'>): boolean {
  return eventName === 'pull_request' || eventName === 'pull_request_target';
}

function readEvent(path: string | undefined): Json {
  if (!path) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (cause) {
    throw new TufError('io', `The event of this run cannot be read from ${path}`, { cause });
  }
}
