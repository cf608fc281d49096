/** What is known of a run and of its jobs before a machine sees them. */
import type { Github } from '../github/github.ts';
import type { ActionSources } from './action-file.ts';
import type { ConcurrencyGroups } from './concurrency.ts';
import { githubContext, type RunIdentity } from './context.ts';
import { asString, evaluateTree, type JsonObject, type Scope } from './expression.ts';
import type { Permissions } from './permissions.ts';
import type { Interruption, JobRun } from './run.ts';
import { isMapping } from './tree.ts';
import type { Job, Workflow } from './workflow.ts';

/** What all jobs of a run share. */
export interface RunSetting extends RunIdentity {
  readonly github: Github;
  readonly folder: string;
  readonly sources: ActionSources;
  readonly interruption: Interruption;
  readonly groups: ConcurrencyGroups;
  /** What every machine of the lab has in its environment, for a job that begins now. */
  readonly machineVariables: () => Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  /** The file of a reusable workflow of the same commit. */
  readonly readWorkflow: (path: string) => Promise<Workflow>;
  readonly report: (job: JobRun) => void;
}

/** A workflow as it was started, or as a job of another one calls it. */
export interface Call {
  readonly workflow: Workflow;
  readonly inputs: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  readonly caller?: { readonly name: string; readonly permissions: Permissions };
}

export function contextsOf(run: RunSetting, call: Call, job: string): Record<string, JsonObject> {
  return {
    github: githubContext(run.github, run, job, ''),
    inputs: call.inputs,
    secrets: { ...call.secrets },
    vars: { ...run.vars },
    needs: {},
    matrix: {},
  };
}

export function nameOf(job: Job, scope: Scope): string {
  const name = asString(evaluateTree(job.name, scope));
  const values = Object.values(scope.contexts['matrix'] ?? {});
  return values.length === 0 || job.name !== job.id ? name : `${name} (${values.map(asString).join(', ')})`;
}

export function shown(call: Call, name: string): string {
  return call.caller === undefined ? name : `${call.caller.name} / ${name}`;
}

/** Checks belong to the head of a pull request, whatever commit its jobs see. */
export function checkedCommit({ event }: RunSetting): string {
  const pull = event.payload['pull_request'] as { head: { sha: string } } | undefined;
  return pull?.head.sha ?? event.sha;
}

export function environmentOf({ environment }: Job, scope: Scope): string | undefined {
  if (environment === undefined) return undefined;
  const name = isMapping(environment) ? environment['name'] : environment;
  return asString(evaluateTree(name ?? '', scope));
}

/** "Deployment branches" of an environment. */
export function refuseEnvironment({ event }: RunSetting, name: string | undefined): void {
  const branches = name === undefined ? undefined : event.repository.environments.get(name)?.branches;
  const branch = event.ref.replace('refs/heads/', '');
  if (branches === undefined || branches.includes(branch)) return;
  throw new Error(`Branch "${branch}" is not allowed to deploy to ${name} due to environment protection rules.`);
}
