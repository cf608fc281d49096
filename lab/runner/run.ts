/** What a runner shows of a run, its jobs and its steps; and the means to stop it. */
import type { Annotation } from './log.ts';
import type { Permissions } from './permissions.ts';
import type { Started } from './process.ts';
import type { Event } from './trigger.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Run {
  readonly id: number;
  /** `owner/name` */
  readonly repository: string;
  /** The file's name: `publish.yml` */
  readonly workflow: string;
  readonly event: Event;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: Conclusion | undefined;
  /** In the order in which they began. */
  readonly jobs: readonly JobRun[];
  /** Why it could not start, if so. */
  readonly problem: string | undefined;
}

export interface JobRun {
  /** As the checks of a pull request show it: `test`, `publish / build`. */
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly permissions: Permissions;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
}

export interface StepRun {
  readonly name: string;
  /** What it came to, before `continue-on-error`. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** Markdown. */
  readonly summary: string;
  readonly milliseconds: number;
}

/** The switch by which a run is stopped. */
export class Interruption {
  #state: 'none' | 'cancelled' | 'killed' = 'none';
  #process: Started | undefined;

  get state(): 'none' | 'cancelled' | 'killed' {
    return this.#state;
  }

  /** The process at work, so that it can be stopped. */
  watch(process: Started): void {
    this.#process = process;
    if (this.#state !== 'none') process.kill('SIGKILL');
  }

  /** As by a person or a concurrency group: the step is stopped, steps that ask for `always()` still run. */
  cancel(): void {
    if (this.#state !== 'none') return;
    this.#state = 'cancelled';
    this.#process?.kill('SIGTERM');
  }

  /** As when the machine goes away: nothing runs any more. */
  kill(): void {
    this.#state = 'killed';
    this.#process?.kill('SIGKILL');
  }
}
