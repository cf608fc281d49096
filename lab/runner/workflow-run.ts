/** Runs the jobs of a workflow, one after the other, in an order that `needs` allows; reusable workflows inside it. */
import { githubContext, githubVariables, serviceVariables } from './context.ts';
import {
  asString,
  evaluateStrings,
  evaluateTree,
  holds,
  isTrue,
  type JsonObject,
  type Scope,
  type Standing,
} from './expression.ts';
import { type JobResult, runJob } from './job.ts';
import { combinations } from './matrix.ts';
import { type Permissions, tokenPermissions } from './permissions.ts';
import type { Conclusion } from './run.ts';
import {
  type Call,
  checkedCommit,
  contextsOf,
  environmentOf,
  nameOf,
  type RunSetting,
  refuseEnvironment,
  shown,
} from './run-setting.ts';
import { isMapping, mappingOf, type Tree } from './tree.ts';
import type { Job, Workflow } from './workflow.ts';

export interface JobEnd {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a workflow, and reports its jobs. */
export type WorkflowInterpreter = (run: RunSetting, call: Call) => Promise<JobEnd>;

export async function runWorkflow(run: RunSetting, call: Call): Promise<JobEnd> {
  const ended = new Map<string, JobEnd>();
  for (const job of inOrder(call.workflow.jobs)) {
    if (run.interruption.state === 'killed') break;
    ended.set(job.id, await endOfJob(run, call, job, ended));
  }
  const results = [...ended.values()].map(({ result }) => result);
  const worst = (['failure', 'cancelled'] as const).find((result) => results.includes(result));
  const isKilled = run.interruption.state === 'killed';
  const isSkipped = results.length > 0 && results.every((result) => result === 'skipped');
  return {
    result: isKilled ? 'failure' : (worst ?? (isSkipped ? 'skipped' : 'success')),
    outputs: isKilled ? {} : callOutputs(run, call, ended),
  };
}

/** A job that comes later in the file may be needed by an earlier one. */
function inOrder(jobs: readonly Job[]): Job[] {
  const placed: Job[] = [];
  const isPlaced = (id: string) => placed.some((job) => job.id === id);
  while (placed.length < jobs.length) {
    const next = jobs.find((job) => !isPlaced(job.id) && job.needs.every(isPlaced));
    if (!next) throw new Error('The jobs of a workflow need each other in a circle');
    placed.push(next);
  }
  return placed;
}

/** `on.workflow_call.outputs` */
function callOutputs(run: RunSetting, call: Call, ended: ReadonlyMap<string, JobEnd>): Record<string, string> {
  const jobs = Object.fromEntries([...ended].map(([id, end]) => [id, { ...end, outputs: { ...end.outputs } }]));
  const scope = { contexts: { ...contextsOf(run, call, ''), jobs }, standing: 'success' as const };
  const outputs = mappingOf(mappingOf(call.workflow.on['workflow_call'])['outputs']);
  const values = Object.entries(outputs).map(([name, output]) => [name, mappingOf(output)['value'] ?? '']);
  return evaluateStrings(Object.fromEntries(values), scope);
}

async function endOfJob(run: RunSetting, call: Call, job: Job, ended: ReadonlyMap<string, JobEnd>): Promise<JobEnd> {
  const needs = Object.fromEntries(
    job.needs.map((id) => [id, { result: ended.get(id)!.result, outputs: { ...ended.get(id)!.outputs } }]),
  );
  const scope: Scope = {
    contexts: { ...contextsOf(run, call, job.id), needs },
    standing: run.interruption.state === 'none' ? standingAfter(job, call.workflow, ended) : 'cancelled',
  };
  if (!holds(job.if, scope)) {
    note(run, call, nameOf(job, scope), 'skipped');
    return { result: 'skipped', outputs: {} };
  }
  const matrix = job.strategy['matrix'];
  const ends: JobEnd[] = [];
  for (const values of combinations(matrix === undefined ? undefined : (evaluateTree(matrix, scope) as JsonObject))) {
    const own = { ...scope, contexts: { ...scope.contexts, matrix: values } };
    ends.push(await inGroup(run, job, own, () => runOne(run, call, job, own)));
  }
  const worst = (['failure', 'cancelled'] as const).find((result) => ends.some((end) => end.result === result));
  return { result: worst ?? 'success', outputs: Object.assign({}, ...ends.map(({ outputs }) => outputs)) };
}

/** How everything before a job went, the needs of its needs included. */
function standingAfter(job: Job, workflow: Workflow, ended: ReadonlyMap<string, JobEnd>): Standing {
  const before = new Set(job.needs);
  for (const id of before) for (const need of workflow.jobs.find((other) => other.id === id)!.needs) before.add(need);
  const results = [...before].map((id) => ended.get(id)!.result);
  return (['failure', 'cancelled', 'skipped'] as const).find((result) => results.includes(result)) ?? 'success';
}

async function inGroup(run: RunSetting, job: Job, scope: Scope, work: () => Promise<JobEnd>): Promise<JobEnd> {
  if (job.concurrency === undefined) return work();
  const { group, cancelInProgress } = concurrencyOf(job.concurrency, scope);
  const member = { cancel: () => run.interruption.cancel() };
  await new Promise<void>((start) => run.groups.enter(group, member, cancelInProgress, start));
  try {
    return await work();
  } finally {
    run.groups.leave(group, member);
  }
}

/** A `concurrency:`, short or long. */
export function concurrencyOf(
  tree: Tree,
  scope: Scope,
): { readonly group: string; readonly cancelInProgress: boolean } {
  const value = evaluateTree(tree, scope);
  if (typeof value !== 'object' || value === null) return { group: asString(value), cancelInProgress: false };
  const { group, 'cancel-in-progress': cancel } = value as JsonObject;
  return { group: asString(group ?? ''), cancelInProgress: isTrue(cancel ?? false) };
}

async function runOne(run: RunSetting, call: Call, job: Job, scope: Scope): Promise<JobEnd> {
  const name = nameOf(job, scope);
  const { github, event } = run;
  let permissions: Permissions = {};
  try {
    const isFromFork = event.fromFork && event.name === 'pull_request';
    permissions = tokenPermissions(call.workflow.permissions, job.permissions, {
      isFromFork,
      caller: call.caller?.permissions,
    });
    if (job.uses !== undefined)
      return await callWorkflow(run, call, job, scope, { name: shown(call, name), permissions });
    const environment = environmentOf(job, scope);
    refuseEnvironment(run, environment);
    const check = github.createCheckRun(event.repository.fullName, shown(call, name), checkedCommit(run));
    const token = github.createToken({ repository: event.repository.fullName, kind: 'workflow', permissions });
    const result = await runWithToken(run, call, job, scope, { token, permissions, environment });
    github.revokeToken(token);
    github.completeCheckRun(event.repository.fullName, check, result.conclusion);
    run.report({ name: shown(call, name), permissions, ...result });
    return { result: result.conclusion, outputs: result.outputs };
  } catch (error) {
    note(run, call, name, 'failure', permissions, (error as Error).message);
    return { result: 'failure', outputs: {} };
  }
}

function runWithToken(
  run: RunSetting,
  call: Call,
  job: Job,
  scope: Scope,
  own: { readonly token: string; readonly permissions: Permissions; readonly environment: string | undefined },
): Promise<JobResult> {
  const github = githubContext(run.github, run, job.id, own.token);
  const workflowRef = run.workflowRef.replace(/\/\.github\/[^@]*/, `/${call.workflow.path}`);
  const services = serviceVariables(
    run.github,
    run,
    { id: job.id, environment: own.environment, workflowRef },
    own.permissions,
  );
  const secrets = { ...call.secrets, GITHUB_TOKEN: own.token };
  return runJob({
    workflow: call.workflow,
    job,
    contexts: { ...scope.contexts, github, secrets, strategy: { 'job-index': 0, 'job-total': 1 } },
    variables: { ...githubVariables(github), ...run.machineVariables(), ...services.login },
    runtime: services.runtime,
    secrets: [...Object.values(secrets), ...Object.values(services.login).slice(1)],
    sources: run.sources,
    interruption: run.interruption,
    folder: run.folder,
  });
}

/** @throws Error, as GitHub refuses to start, when any job of the called workflow asks for more than the calling one has */
async function callWorkflow(
  run: RunSetting,
  call: Call,
  job: Job,
  scope: Scope,
  caller: { readonly name: string; readonly permissions: Permissions },
): Promise<JobEnd> {
  const workflow = await run.readWorkflow(job.uses!);
  const limits = { isFromFork: false, caller: caller.permissions };
  for (const called of workflow.jobs) tokenPermissions(workflow.permissions, called.permissions, limits);
  const declared = mappingOf(mappingOf(workflow.on['workflow_call'])['inputs']);
  const defaults = Object.entries(declared).map(([name, input]) => [
    name,
    mappingOf(input)['default'] ?? emptyOf(input),
  ]);
  const inputs = { ...Object.fromEntries(defaults), ...(evaluateTree(job.with, scope) as JsonObject) };
  const given = isMapping(job.secrets) ? evaluateStrings(job.secrets, scope) : {};
  const secrets = job.secrets === 'inherit' ? call.secrets : given;
  return runWorkflow(run, { workflow, inputs, secrets, caller });
}

function emptyOf(input: Tree): string | number | boolean {
  const type = mappingOf(input)['type'];
  return type === 'boolean' ? false : type === 'number' ? 0 : '';
}

/** A job that no machine has seen. */
function note(
  run: RunSetting,
  call: Call,
  name: string,
  conclusion: Conclusion,
  permissions: Permissions = {},
  problem?: string,
) {
  const repository = run.event.repository.fullName;
  run.github.completeCheckRun(
    repository,
    run.github.createCheckRun(repository, shown(call, name), checkedCommit(run)),
    conclusion,
  );
  const annotations = problem === undefined ? [] : [{ level: 'error' as const, message: problem }];
  const step = {
    name: 'Set up job',
    outcome: conclusion,
    conclusion,
    outputs: {},
    log: problem ?? '',
    annotations,
    summary: '',
    milliseconds: 0,
  };
  run.report({
    name: shown(call, name),
    conclusion,
    permissions,
    outputs: {},
    steps: problem === undefined ? [] : [step],
  });
}
