/** The only place that starts git: argument arrays, no shell, no hooks, an explicit environment (ARCHITECTURE). */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { TufError } from '../../errors.ts';
import { type Environment, gitEnvironment } from './environment.ts';
import { failure, isPassing, printable } from './failure.ts';

export interface GitOptions {
  /** Where PATH, HOME and the ways to reach a remote come from: `process.env` of a command or an action. */
  readonly env: Environment;
  /** Gets each call of git, as one line without credentials, before it starts. */
  readonly log?: (call: string) => void;
  /** git may ask for a user name or password on the terminal (the signer's tool). Default: never. */
  readonly prompts?: boolean;
  /** Variables for the commands that talk to a remote, and no other: a token by GIT_CONFIG_COUNT. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Milliseconds before each further try, where the remote or the way to it has failed for the moment. Default: no further try. */
  readonly pauses?: readonly number[];
}

export interface RunOptions {
  /** Standard input; without it git reads none. */
  readonly input?: string | Iterable<Uint8Array | string>;
  /** Variables on top of the usual environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Read the machine-wide configuration too, where credential helpers, proxies and the user's name may stand. */
  readonly systemConfig?: boolean;
  /** This command may talk to the remote. */
  readonly withCredentials?: boolean;
}

export interface Answer {
  /** Exit status; 128 when a signal ended git. */
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The end of git. Errors: `git` when it could not be started. */
  readonly ended: Promise<Omit<Answer, 'stdout'>>;
}

/** What the configuration has no say in: hooks and monitors, quoted paths, encoding, guessed identity, tidying up. */
const fixedConfig = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.splitIndex=false',
  'i18n.commitEncoding=UTF-8',
  'user.useConfigOnly=true',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

const maximalStderr = 65_536;

export class Git {
  readonly folder: string;
  readonly #options: GitOptions;

  constructor(folder: string, options: GitOptions) {
    this.folder = folder;
    this.#options = options;
  }

  /** The same git in another folder. */
  in(folder: string): Git {
    return new Git(folder, this.#options);
  }

  /** Runs git and returns its standard output. Errors: `git` with git's reason when it fails. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<Buffer> {
    const answer = await this.ask(args, options);
    if (answer.status !== 0) throw failure(args, answer);
    return answer.stdout;
  }

  /** Runs git against a remote, again when what failed may work in a moment. */
  async askRemote(args: readonly string[], options: RunOptions = {}): Promise<Answer> {
    const network = { systemConfig: true, withCredentials: true, ...options };
    for (const pause of this.#options.pauses ?? []) {
      const answer = await this.ask(args, network);
      if (answer.status === 0 || !isPassing(answer.stderr)) return answer;
      await delay(pause);
    }
    return this.ask(args, network);
  }

  /** Runs git where failing is an answer too. Errors: `git` when it cannot be started. */
  async ask(args: readonly string[], options: RunOptions = {}): Promise<Answer> {
    const { child, ended } = this.start(args, options);
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    if (options.input === undefined) child.stdin.end();
    else Readable.from(typeof options.input === 'string' ? [options.input] : options.input).pipe(child.stdin);
    const end = await ended;
    return { ...end, stdout: Buffer.concat(pieces) };
  }

  /** Runs git and yields its standard output as it comes. Leaving the loop early ends git. Errors: `git`. */
  async *stream(args: readonly string[], options: RunOptions = {}): AsyncGenerator<Buffer> {
    const { child, ended } = this.start(args, options);
    child.stdin.end();
    try {
      yield* child.stdout as AsyncIterable<Buffer>;
      const end = await ended;
      if (end.status !== 0) throw failure(args, end);
    } finally {
      child.kill();
    }
  }

  /** Starts git with its streams open. */
  start(args: readonly string[], options: RunOptions = {}): GitProcess {
    this.#options.log?.(`git ${args.map(printable).join(' ')}`);
    const child = this.#spawn(args, options);
    // A broken pipe is told by git's exit status, with a reason.
    child.stdin.on('error', () => {});
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < maximalStderr) stderr += text;
    });
    const ended = new Promise<Omit<Answer, 'stdout'>>((resolve, reject) => {
      child.once('error', (cause) => reject(this.#cannotStart(cause)));
      child.once('close', (code, signal) =>
        resolve(code === null ? { status: 128, stderr: `fatal: ended by ${signal}` } : { status: code, stderr }),
      );
    });
    ended.catch(() => {}); // told to whoever awaits it; a process nobody waits for must not crash the program
    return { child, ended };
  }

  #spawn(args: readonly string[], options: RunOptions): GitProcess['child'] {
    const env = gitEnvironment(this.#options.env, {
      systemConfig: options.systemConfig ?? false,
      prompts: this.#options.prompts ?? false,
    });
    try {
      return spawn('git', [...fixedConfig, ...args], {
        cwd: this.folder,
        env: { ...env, ...(options.withCredentials && this.#options.credentials), ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
    } catch (cause) {
      // Node refuses a NUL in an argument.
      throw new TufError('git', `git ${args[0]} cannot be given such an argument`, { cause });
    }
  }

  #cannotStart(cause: Error): TufError {
    if (!existsSync(this.folder)) {
      return new TufError('no-repository', `There is no folder ${this.folder}`, { cause });
    }
    return new TufError('git', 'git cannot be started', {
      hint: 'Install git 2.34 or newer and see that it is on PATH',
      cause,
    });
  }
}
