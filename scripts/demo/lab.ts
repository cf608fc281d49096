/** The lab of the demo: a GitHub with its machines, and the web server of the final site. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, Pull, Repository } from '../../lab/github/facts.ts';
import { type Github, startGithub } from '../../lab/github/github.ts';
import type { VirtualClock } from '../../lab/runner/clock.ts';
import type { Run, StepRun } from '../../lab/runner/run.ts';
import { prepareRunner, type Runner, startRunner } from '../../lab/runner/runner.ts';
import { startStaticServer } from '../../lab/static-server.ts';
import { actionsRepository } from './first-commit.ts';
import type { Log } from './log.ts';
import { StepFailure } from './story.ts';
import { projectFolder } from './test-keys.ts';

export const owner = 'sample';
const repositoryName = `${owner}/tuf`;

export type PullRequest = Issue & { readonly pull: Pull };

/** Below the demo's folder. */
const folders = { github: 'github', machines: 'machines', final: 'final', cache: 'cache' };

export interface LabOptions {
  /** The demo's folder. */
  readonly place: string;
  /** Folder of the built programs. */
  readonly dist: string;
  readonly clock: VirtualClock;
  readonly log: Log;
  /** Has something ended when the story ends, however it ends; the last that came is ended first. */
  closeLater(close: () => Promise<void>): void;
}

export class Lab {
  /** Ends with `/`, and has `metadata/` and `targets/` below; so has the other. */
  readonly finalUrl: string;
  readonly #github: Github;
  readonly #options: LabOptions;
  #runner: Runner | undefined;
  #told = 0;

  private constructor(github: Github, options: LabOptions, finalUrl: string) {
    this.#github = github;
    this.#options = options;
    this.finalUrl = finalUrl;
  }

  /** Nothing runs on it yet. */
  static async start(options: LabOptions): Promise<Lab> {
    const { place, clock, closeLater } = options;
    prepareRunner();
    for (const name of Object.values(folders)) mkdirSync(join(place, name));
    const site = await startStaticServer(join(place, folders.final));
    closeLater(() => site.close());
    const github = await startGithub({ folder: join(place, folders.github), now: clock.now });
    closeLater(() => github.close());
    await github.createRepository({ owner, name: 'tuf' });
    github.setEnvironment(repositoryName, 'github-pages', { branches: ['publish'] });
    return new Lab(github, options, site.url);
  }

  /** From now on what happens on GitHub starts workflows. */
  switchOnActions(): void {
    const { place, dist, clock, closeLater } = this.#options;
    const vars = {
      TUF_ON_CI_METADATA_URL: `${this.testingUrl}metadata/`,
      TUF_ON_CI_DESTINATION: `file:${join(place, folders.final)}`,
    };
    const runner = startRunner({
      github: this.#github,
      clock,
      folder: join(place, folders.machines),
      sources: { repositories: { [actionsRepository]: projectFolder }, programs: dist },
      vars: { [repositoryName]: vars },
      // More than most computers have cores for would only make each slower.
      machines: 2,
      environment: { CRYPTO_SIGNER_PATH_PREFIX: projectFolder, NODE_COMPILE_CACHE: join(place, folders.cache) },
    });
    closeLater(() => runner.close());
    this.#runner = runner;
  }

  get repository(): Repository {
    return this.#github.repository(repositoryName);
  }

  get testingUrl(): string {
    return this.#github.pagesUrl(repositoryName);
  }

  /** A person's address of the repository, and their way to its API. */
  access(person: string): { readonly gitUrl: string; readonly merge: (number: number) => Promise<void> } {
    const token = this.#github.createToken({ repository: repositoryName, kind: 'user', actor: person });
    return {
      gitUrl: this.#github.gitUrl(repositoryName, token),
      merge: async (number) => {
        const response = await fetch(`${this.#github.apiUrl}/repos/${repositoryName}/pulls/${number}/merge`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ merge_method: 'merge' }),
        });
        if (!response.ok) throw new StepFailure(`GitHub does not merge #${number}: ${await response.text()}`);
      },
    };
  }

  /** The pull request of an event. Errors: StepFailure. */
  pull(event: string): PullRequest {
    const issue = this.repository.issues.findLast(({ pull }) => pull?.headBranch === event);
    if (!issue?.pull) throw new StepFailure(`${event} has no pull request`);
    return { ...issue, pull: issue.pull };
  }

  /** Moves the clock; what schedules ask for is run. */
  async advanceTo(seconds: number): Promise<void> {
    await this.#runner?.advanceTo(seconds, repositoryName);
  }

  /**
   * Waits until all workflows that were started have ended.
   * @param expected what must have run since the last time, as `workflow event conclusion`, each once, in any order
   * @param possible what may have run besides, before something newer cancelled it
   * @returns the same, for the story
   * Errors: StepFailure when it is not as expected; the log then ends with what the failed steps printed
   */
  async settle(expected: readonly string[], possible: readonly string[] = []): Promise<string> {
    await this.#runner?.drain();
    const runs = this.#runner?.runs.slice(this.#told) ?? [];
    this.#told += runs.length;
    for (const run of runs) this.#writeLog(run);
    // A run that waited while the next one came is cancelled, as on the real one: the next one does its work.
    const lines = runs.filter(({ conclusion }) => conclusion !== 'cancelled').map(lineOf);
    const counted = lines.filter((line) => !possible.includes(line));
    const [is, shouldBe] = [counted, expected].map((some) => [...new Set(some)].sort().join(', '));
    if (is === shouldBe) return [...new Set(runs.map(titleOf))].join(', ');
    this.#options.log.heading('What went wrong');
    for (const run of runs) this.#writeLog(run, 'failure');
    throw new StepFailure(`the workflows were: ${is || 'none'}; not: ${shouldBe}`);
  }

  #writeLog(run: Run, only?: StepRun['conclusion']): void {
    for (const job of run.jobs) {
      for (const step of job.steps.filter(({ outcome }) => only === undefined || outcome === only)) {
        this.#options.log.write(
          `${lineOf(run)} / ${job.name} / ${step.name}: ${step.outcome}, ${Math.round(step.milliseconds)} ms\n${step.log}\n`,
        );
      }
    }
    if (run.problem !== undefined) this.#options.log.write(`${lineOf(run)}: ${run.problem}\n`);
  }
}

const workflowName = ({ workflow }: Run) => workflow.replace('.yml', '');

const lineOf = (run: Run) => `${workflowName(run)} ${run.event.name} ${run.conclusion}`;

const marks: Readonly<Record<string, string>> = { success: '✓', failure: '✗', skipped: '–', cancelled: '–' };

const titleOf = (run: Run) => `${workflowName(run)} (${run.event.name}) ${marks[run.conclusion ?? 'failure']}`;
