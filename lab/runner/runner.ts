/**
 * Runs the workflows of the lab's repositories: takes what happens on its GitHub, reads the workflow files of the commit that
 * counts, and starts the programs of their actions as real processes.
 *
 *     const clock = new VirtualClock(Date.parse('2026-01-05T00:00Z') / 1000);
 *     const github = await startGithub({ folder, now: clock.now });
 *     const runner = startRunner({ github, clock, folder, sources: { repositories: { 'octo/tuf-on-ci': checkout }, programs: dist } });
 *     … a push …
 *     await runner.drain();
 *     runner.runs.at(-1)?.conclusion;
 *     await runner.advanceTo(clock.seconds + 7 * 86_400, 'octo/tuf'); // schedules
 *
 * With one machine all jobs run one after the other, so that every run of a test is the same. Machines are folders, not containers.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import type { WorkflowRun } from '../github/facts.ts';
import type { Github } from '../github/github.ts';
import type { ActionSources } from './action-file.ts';
import type { VirtualClock } from './clock.ts';
import { ConcurrencyGroups, type Member } from './concurrency.ts';
import { githubContext, type RunIdentity } from './context.ts';
import { dispatchInputs } from './dispatch-inputs.ts';
import { workflowFiles } from './git-objects.ts';
import { type Conclusion, Interruption, type JobRun, type Run } from './run.ts';
import type { RunSetting } from './run-setting.ts';
import { dueSchedules } from './schedule.ts';
import { prepareStandIns } from './stand-in.ts';
import { type Event, isTriggered } from './trigger.ts';
import { parseWorkflow, prepareParser, type Workflow } from './workflow.ts';
import { concurrencyOf, runWorkflow, type WorkflowInterpreter } from './workflow-run.ts';

export interface RunnerOptions {
  readonly github: Github;
  readonly clock: VirtualClock;
  /** For the machines' folders. */
  readonly folder: string;
  readonly sources: ActionSources;
  /** By repository (`owner/name`). */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly vars?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What machines have in their environment besides. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How many runs go on at a time. Default: 1 */
  readonly machines?: number;
  /** Who interprets a workflow that was started. Default: the lab itself */
  readonly runWorkflow?: WorkflowInterpreter;
}

export interface Runner {
  /** Oldest first. */
  readonly runs: readonly Run[];
  /** Waits until nothing runs, and nothing waits to be run. */
  drain(): Promise<void>;
  /**
   * Moves the clock; every line of `schedule` of these repositories' default branches that was due in between runs once, at the
   * last time that it was due, and is drained; with several machines the next one may begin before.
   */
  advanceTo(seconds: number, ...repositories: readonly string[]): Promise<void>;
  /** Each machine that is at work goes away: its step's processes are gone, nothing of its run goes on. */
  kill(): void;
  /** Kills what runs and takes no more events. */
  close(): Promise<void>;
}

/** Whoever has time before `startRunner` lets what it needs be built meanwhile. */
export function prepareRunner(): void {
  prepareStandIns();
  prepareParser();
}

export function startRunner(options: RunnerOptions): Runner {
  prepareRunner();
  return new LabRunner(options);
}

/** What changes while a run goes on. */
type Changing<T, K extends keyof T> = Omit<T, K> & { -readonly [P in K]: T[P] };

interface Started extends Member {
  readonly run: Changing<Run, 'status' | 'conclusion' | 'problem'> & { readonly jobs: JobRun[] };
  /** The same run as GitHub's API shows it. */
  readonly record: WorkflowRun;
  readonly interruption: Interruption;
  /** Its concurrency group. */
  group?: string;
}

class LabRunner implements Runner {
  readonly runs: Started['run'][] = [];
  readonly #options: RunnerOptions;
  readonly #groups = new ConcurrencyGroups();
  readonly #stop: () => void;
  readonly #working = new Set<Started>();
  readonly #machines: LimitFunction;
  #isClosed = false;
  /** Events are taken in the order in which they came. */
  #intake: Promise<void> = Promise.resolve();
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#machines = pLimit(options.machines ?? 1);
    this.#stop = options.github.onEvent((event) => {
      // A deleted branch has no commit to take workflows from.
      if (event.startsWorkflows && !/^0+$/.test(event.sha)) this.#take(event);
    });
  }

  async drain(): Promise<void> {
    for (;;) {
      const [intake, work] = [this.#intake, this.#work];
      await intake;
      await work;
      // Git's server tells of a push when its process has ended, which may be just after the client has its answer.
      await new Promise((resolve) => setImmediate(resolve));
      if (intake === this.#intake && work === this.#work) return;
    }
  }

  async advanceTo(seconds: number, ...repositories: readonly string[]): Promise<void> {
    const { clock, github } = this.#options;
    const due = await Promise.all(
      repositories.map((name) => dueSchedules(github.repository(name), clock.seconds, seconds)),
    );
    for (const { time, event } of due.flat().sort((a, b) => a.time - b.time)) {
      clock.moveTo(time);
      this.#take(event());
      if (this.#machines.concurrency === 1) await this.drain();
      else await this.#intake;
    }
    await this.drain();
    clock.moveTo(seconds);
  }

  kill(): void {
    for (const { interruption } of this.#working) interruption.kill();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop();
    this.kill();
    await this.drain();
  }

  #take(event: Event): void {
    this.#intake = this.#intake.then(() => this.#startRuns(event));
  }

  async #startRuns(event: Event): Promise<void> {
    for (const { path, content } of workflowFiles(event.repository.folder, event.sha)) {
      try {
        const workflow = await parseWorkflow(path, content);
        if (isTriggered(workflow, event)) this.#enqueue(workflow, event);
      } catch (error) {
        if (event.name === 'push') this.#noteBroken(path, event, (error as Error).message);
      }
    }
  }

  /** A file that GitHub cannot read is a failed run of every push. */
  #noteBroken(path: string, event: Event, problem: string): void {
    const started = this.#newRun(path, path, event);
    started.run.problem = problem;
    this.#end(started, 'failure');
  }

  #newRun(path: string, name: string, event: Event): Started {
    const { github } = this.#options;
    const repository = event.repository.fullName;
    const pull = event.payload['pull_request'] as { head: { ref: string; sha: string } } | undefined;
    const record = github.createRun({
      repository,
      path,
      name,
      event: event.name,
      headBranch: pull?.head.ref ?? event.ref.replace('refs/heads/', ''),
      headSha: pull?.head.sha ?? event.sha,
      actor: event.actor,
    });
    const run: Started['run'] = {
      id: record.id,
      repository,
      workflow: path.slice(path.lastIndexOf('/') + 1),
      event,
      status: 'queued',
      conclusion: undefined,
      problem: undefined,
      jobs: [],
    };
    this.runs.push(run);
    const started: Started = {
      run,
      record,
      interruption: new Interruption(),
      cancel: () => {
        started.interruption.cancel();
        if (run.status === 'queued') this.#end(started, 'cancelled');
      },
    };
    return started;
  }

  #enqueue(workflow: Workflow, event: Event): void {
    const started = this.#newRun(workflow.path, workflow.name, event);
    const start = () => {
      this.#work = Promise.all([this.#work, this.#machines(() => this.#run(started, workflow))]);
    };
    if (workflow.concurrency === undefined) {
      start();
      return;
    }
    const github = githubContext(this.#options.github, identityOf(started, workflow), '', '');
    const contexts = { github, inputs: dispatchInputs(event, workflow), vars: this.#varsOf(event) };
    const { group, cancelInProgress } = concurrencyOf(workflow.concurrency, { contexts, standing: 'success' });
    started.group = group;
    this.#groups.enter(group, started, cancelInProgress, start);
  }

  async #run(started: Started, workflow: Workflow): Promise<void> {
    const { run, record, interruption } = started;
    if (run.status !== 'queued' || this.#isClosed) return;
    this.#working.add(started);
    run.status = 'in_progress';
    record.status = 'in_progress';
    try {
      const inputs = dispatchInputs(run.event, workflow);
      const setting = this.#settingOf(started, workflow);
      const interpret = this.#options.runWorkflow ?? runWorkflow;
      const { result } = await interpret(setting, { workflow, inputs, secrets: this.#secretsOf(run.event) });
      this.#end(started, interruption.state === 'cancelled' ? 'cancelled' : result);
    } catch (error) {
      run.problem = (error as Error).message;
      this.#end(started, 'failure');
    } finally {
      this.#working.delete(started);
    }
  }

  #end(started: Started, conclusion: Conclusion): void {
    const { run, record, group } = started;
    run.status = 'completed';
    run.conclusion = conclusion;
    const updatedAt = this.#options.clock.now().toISOString();
    Object.assign(record, { status: 'completed', conclusion, updatedAt });
    if (group !== undefined) this.#groups.leave(group, started);
  }

  #settingOf(started: Started, workflow: Workflow): RunSetting {
    const { github, clock, folder, sources, environment } = this.#options;
    const { run, interruption } = started;
    return {
      ...identityOf(started, workflow),
      github,
      folder,
      sources,
      interruption,
      groups: this.#groups,
      machineVariables: () => ({ TUF_ON_CI_NOW: String(clock.seconds), ...environment }),
      vars: this.#varsOf(run.event),
      readWorkflow: (path) => readWorkflow(run.event, path),
      report: (job) => run.jobs.push(job),
    };
  }

  #varsOf({ repository }: Event): Readonly<Record<string, string>> {
    return this.#options.vars?.[repository.fullName] ?? {};
  }

  /** A pull request from a fork gets none, unless its workflow comes from the base. */
  #secretsOf(event: Event): Readonly<Record<string, string>> {
    if (event.fromFork && event.name === 'pull_request') return {};
    return this.#options.secrets?.[event.repository.fullName] ?? {};
  }
}

function identityOf({ run, record }: Started, workflow: Workflow): RunIdentity {
  return {
    id: run.id,
    number: record.runNumber,
    event: run.event,
    workflowName: workflow.name,
    workflowRef: `${run.repository}/${workflow.path}@${run.event.ref}`,
  };
}

/** A reusable workflow, from the commit of the one that calls it. */
async function readWorkflow({ repository, sha }: Event, path: string): Promise<Workflow> {
  const file = workflowFiles(repository.folder, sha).find((one) => `./${one.path}` === path);
  if (!file) throw new Error(`There is no reusable workflow ${path}`);
  return parseWorkflow(file.path, file.content);
}
