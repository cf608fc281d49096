/** Runs the steps of one job on a machine of its own: an empty workspace, a home, nothing of whoever runs the lab. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ActionSources } from './action-file.ts';
import {
  asString,
  evaluateStrings,
  evaluateTree,
  holds,
  isTrue,
  type Json,
  type JsonObject,
  type Scope,
  type Standing,
} from './expression.ts';
import { readLog } from './log.ts';
import type { Conclusion, Interruption, StepRun } from './run.ts';
import { type Machine, runStep } from './step.ts';
import type { Job, Step, Workflow } from './workflow.ts';

export interface JobSetting {
  readonly workflow: Workflow;
  readonly job: Job;
  /** All but env, steps, job and runner. */
  readonly contexts: Readonly<Record<string, JsonObject>>;
  /** GITHUB_… and what the lab's machines have besides. */
  readonly variables: Readonly<Record<string, string>>;
  readonly runtime: Readonly<Record<string, string>>;
  /** Never shown in a log. */
  readonly secrets: readonly string[];
  readonly sources: ActionSources;
  readonly interruption: Interruption;
  /** Where the machine's folders are made. */
  readonly folder: string;
}

export interface JobResult {
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
}

export async function runJob(setting: JobSetting): Promise<JobResult> {
  const place = mkdtempSync(join(setting.folder, 'job-'));
  try {
    return await runSteps(setting, machineIn(place, setting));
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

function machineIn(place: string, { contexts, variables, runtime, sources, interruption }: JobSetting): Machine {
  const folders = {
    workspace: join(place, 'work'),
    temporary: join(place, 'temp'),
    home: join(place, 'home'),
    tools: join(place, 'tools'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const eventFile = join(folders.temporary, 'event.json');
  writeFileSync(eventFile, JSON.stringify(contexts['github']!['event']));
  return {
    workspace: folders.workspace,
    temporary: folders.temporary,
    environment: {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: folders.home,
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folders.workspace,
      GITHUB_EVENT_PATH: eventFile,
      RUNNER_OS: 'Linux',
      RUNNER_ARCH: 'X64',
      RUNNER_ENVIRONMENT: 'github-hosted',
      RUNNER_TEMP: folders.temporary,
      RUNNER_TOOL_CACHE: folders.tools,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      ...variables,
    },
    actionEnvironment: runtime,
    sources,
    interruption,
  };
}

async function runSteps(setting: JobSetting, machine: Machine): Promise<JobResult> {
  const { workflow, job, interruption } = setting;
  const done: StepRun[] = [];
  const results: Record<string, JsonObject> = {};
  let standing: Standing = 'success';
  const scopeOf = (): Scope => ({
    standing: interruption.state === 'none' ? standing : 'cancelled',
    contexts: {
      ...setting.contexts,
      steps: results,
      env: { ...machine.environment, ...environment },
      job: { status: standing },
      runner: {
        os: 'Linux',
        arch: 'X64',
        temp: machine.temporary,
        tool_cache: machine.environment['RUNNER_TOOL_CACHE']!,
      },
    },
  });
  const environment: Record<string, string> = {};
  for (const level of [workflow.env, job.env]) Object.assign(environment, evaluateStrings(level, scopeOf()));
  // GITHUB_ENV of a step overrides both from then on.
  Object.assign(machine.environment, environment);
  for (const step of job.steps) {
    if (interruption.state === 'killed') break;
    const scope = scopeOf();
    const run = await judgedStep(step, setting, machine, scope);
    done.push(run);
    if (step.id !== undefined) results[step.id] = resultOf(run);
    if (run.conclusion === 'failure' && standing === 'success') standing = 'failure';
  }
  const outputs = interruption.state === 'killed' ? {} : evaluateStrings(job.outputs, scopeOf());
  const conclusion =
    interruption.state === 'killed' ? 'failure' : interruption.state === 'cancelled' ? 'cancelled' : standing;
  return { conclusion, outputs, steps: done };
}

function resultOf({ outputs, outcome, conclusion }: StepRun): { readonly [name: string]: Json } {
  return { outputs: { ...outputs }, outcome, conclusion };
}

async function judgedStep(step: Step, setting: JobSetting, machine: Machine, scope: Scope): Promise<StepRun> {
  const begun = performance.now();
  const nothing = { outputs: {}, log: '', annotations: [], summary: '' };
  const name = nameOf(step, scope);
  const ended = (outcome: Conclusion, rest: Partial<StepRun>): StepRun => {
    const isForgiven = outcome === 'failure' && isTrue(evaluateTree(step.continueOnError ?? false, scope));
    const milliseconds = performance.now() - begun;
    return { name, ...nothing, ...rest, outcome, conclusion: isForgiven ? 'success' : outcome, milliseconds };
  };
  try {
    if (!holds(step.if, scope)) return ended('skipped', {});
    const { code, printed, outputs, summary } = await runStep(step, setting, machine, scope);
    const { log, annotations } = readLog(printed, setting.secrets);
    return ended(code === 0 ? 'success' : 'failure', { outputs, summary, log, annotations });
  } catch (error) {
    const { message } = error as Error;
    return ended('failure', { log: message, annotations: [{ level: 'error', message }] });
  }
}

function nameOf(step: Step, scope: Scope): string {
  try {
    if (step.name !== undefined) return asString(evaluateTree(step.name, scope));
  } catch {
    // Its evaluation fails the step soon enough.
  }
  return step.uses ?? step.id ?? 'run';
}
