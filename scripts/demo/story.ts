/** Tells the demo's story on stdout: acts, and steps with the time that each took. */
import { performance } from 'node:perf_hooks';
import { styled, terminal } from '../../src/text/terminal.ts';
import type { Log } from './log.ts';

/** A step went wrong: the message says how, for the reader of the story. */
export class StepFailure extends Error {}

export class Story {
  readonly #write: (text: string) => void;
  readonly #colour: boolean;
  readonly #log: Log;
  readonly #interrupted: AbortSignal;
  readonly #begun = performance.now();

  constructor(write: (text: string) => void, colour: boolean, log: Log, interrupted: AbortSignal) {
    this.#write = write;
    this.#colour = colour;
    this.#log = log;
    this.#interrupted = interrupted;
  }

  /** A line before or after the acts. */
  say(text: string): void {
    this.#write(terminal`${text}\n`.text);
  }

  act(title: string): void {
    this.#log.heading(title);
    this.#write(terminal`\n${styled('bold', title, this.#colour)}\n`.text);
  }

  /** Does a step and gives its outcome, which is told when it is text. What it throws is told, and thrown on. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.#log.heading(title);
    const begun = performance.now();
    try {
      const outcome = await work();
      this.#line(begun, typeof outcome === 'string' ? `${title} → ${outcome}` : title);
      return outcome;
    } catch (error) {
      this.#line(begun, `${title} → ${this.#interrupted.aborted ? 'stopped' : 'FAILED'}`, true);
      throw error;
    }
  }

  /** Seconds since the story began. */
  get seconds(): string {
    return secondsSince(this.#begun);
  }

  #line(begun: number, text: string, failed = false): void {
    const time = styled('dim', `${secondsSince(begun).padStart(6)} s`, this.#colour);
    this.#write(terminal`${time}  ${failed ? styled('red', text, this.#colour) : text}\n`.text);
  }
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(2);
}
