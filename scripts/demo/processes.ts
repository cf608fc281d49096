/** Starts what the demo's people start, git and the commands of dist/, and logs what they print. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { formatTime, type Seconds } from '../../src/tuf/expires.ts';
import type { Log } from './log.ts';
import { StepFailure } from './story.ts';
import { projectFolder } from './test-keys.ts';

export interface ProcessOptions {
  readonly cwd: string;
  /** What the program has in its environment besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** The answers to what it asks: its standard input. */
  readonly input?: string;
}

export class Processes {
  readonly #log: Log;
  readonly #place: string;
  readonly #dist: string;
  readonly #now: () => Seconds;
  readonly #signal: AbortSignal;

  /**
   * @param place the demo's folder: where programs are at home
   * @param dist folder of the built commands
   * @param signal ends what is running
   */
  constructor(log: Log, place: string, dist: string, now: () => Seconds, signal: AbortSignal) {
    this.#log = log;
    this.#place = place;
    this.#dist = dist;
    this.#now = now;
    this.#signal = signal;
  }

  /** A command of tuf-on-ci, as it is installed. Gives what it prints to stdout. Errors: StepFailure. */
  tufOnCi(name: string, args: readonly string[], options: ProcessOptions): Promise<string> {
    const program = join(this.#dist, `tuf-on-ci-${name}.js`);
    return this.#start(`tuf-on-ci-${name}`, [process.execPath, program], args, options);
  }

  /** Any program by its name or path. Errors: StepFailure. */
  run(name: string, args: readonly string[], options: ProcessOptions): Promise<string> {
    return this.#start(name, [name], args, options);
  }

  #start(
    name: string,
    [program, ...first]: readonly [string, ...string[]],
    args: readonly string[],
    { cwd, env = {}, input = '' }: ProcessOptions,
  ): Promise<string> {
    this.#log.write(`${cwd}$ ${[name, ...args].join(' ')}\n`);
    return new Promise((resolve, reject) => {
      const child = spawn(program, [...first, ...args], {
        cwd,
        env: { ...environment(this.#place, this.#now()), ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
        signal: this.#signal,
        windowsHide: true,
      });
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        this.#log.write(text);
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => this.#log.write(text));
      child.stdin.on('error', () => {}); // it may end before it has read its answers; how it ends counts
      child.stdin.end(input);
      let cause: Error | undefined;
      child.once('error', (error) => {
        cause = error;
      });
      // Only then has it ended, also after Ctrl-C: nothing writes into the folder any more.
      child.once('close', (code, signal) => {
        if (code === 0 && !cause) return resolve(stdout);
        const end = code === null ? `was ended by ${signal}` : `ended with exit code ${code}, not 0`;
        const failure = `${name} ${cause ? `failed: ${cause.message}` : end}`;
        this.#log.write(`(${failure})\n`);
        reject(new StepFailure(failure));
      });
    });
  }
}

/** What a program needs to run at all; the rest of the user's environment is no part of the demo. */
const passedOn = ['PATH', 'Path', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'ComSpec', 'PATHEXT', 'LD_LIBRARY_PATH'];

function environment(home: string, now: Seconds): Record<string, string> {
  const own = passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const date = `@${now} +0000`;
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    // Neither this machine's nor this user's configuration of git: no hooks, no signing, no other branch names.
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    TUF_ON_CI_NOW: formatTime(now),
    // The sample names its online key as file2:test/keys/online.pem.
    CRYPTO_SIGNER_PATH_PREFIX: projectFolder,
  };
}
