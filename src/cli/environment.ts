/** What a command is started with: the only place where process state enters (ARCHITECTURE "actions, cli"). */
import { readFileSync } from 'node:fs';
import type { Streams } from '../adapters/terminal/terminal.ts';
import type { Surroundings } from '../operations/read-event.ts';
import type { Repository } from '../ports/repository.ts';
import { terminal } from '../text/terminal.ts';
import { fitted } from '../text/wrapped.ts';
import { formatTime } from '../tuf/expires.ts';
import { type Clock, readClock } from './clock.ts';
import type { Typed } from './command.ts';
import { sigstoreOnDemand } from './sigstore.ts';

/** A process as a command sees it; tests make their own. */
export interface Environment {
  readonly cwd: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Real time in Unix seconds. */
  realTime(): number;
  /** Is stdout, or stderr, a terminal that shows colours? */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  /** Columns of stderr, where it is a terminal. */
  columns?(): number | undefined;
  /** The standard streams, for a command that asks questions. */
  readonly streams?: () => Streams;
  /** Text as it is: the caller has escaped it for its sink. */
  stdout(text: string): void;
  stderr(text: string): void;
}

/** The process itself. */
export function processEnvironment(): Environment {
  return {
    cwd: process.cwd(),
    variables: process.env,
    realTime: () => Date.now() / 1000,
    colour: { stdout: showsColour(process.stdout), stderr: showsColour(process.stderr) },
    columns: () => (process.stderr.isTTY ? process.stderr.columns : undefined),
    streams: () => ({ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr }),
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
  };
}

/** On a terminal, unless NO_COLOR says otherwise (no-color.org). */
function showsColour(stream: { isTTY?: boolean }): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

/** The clock of this run; one that is set is said loudly (SPEC B12). */
export function clockOf({ variables, realTime, stderr, columns }: Environment): Clock {
  const clock = readClock(variables['TUF_ON_CI_NOW'], realTime);
  const warning = `WARNING: TUF_ON_CI_NOW is set: this command takes the time to be ${formatTime(clock.now)}\n`;
  if (clock.isSet) stderr(fitted(warning, columns?.()));
  return clock;
}

export interface OpenedRepository extends Surroundings {
  readonly clock: Clock;
}

/** Opens the repository of the current folder, works in it, and closes it whatever happens. */
export async function inRepository<T>(
  environment: Environment,
  typed: Typed,
  work: (opened: OpenedRepository) => Promise<T>,
  folder = environment.cwd,
  /** git may ask for a password: a person is there. */
  prompts = false,
): Promise<T> {
  const { variables, stderr } = environment;
  const clock = clockOf(environment);
  const [{ openRepository }, { createSignatureVerifier }] = await Promise.all([
    import('../adapters/git/open-repository.ts'),
    import('../tuf/verify.ts'),
  ]);
  const sigstore = sigstoreOnDemand(environment);
  const log = (call: string) => stderr(terminal`${call}\n`.text);
  const repository: Repository = await openRepository(folder, {
    env: variables,
    prompts,
    ...(typed.verbosity > 0 && { log }),
  });
  try {
    return await work({
      repository,
      clock,
      now: clock.now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(variables['TUF_ON_CI_NO_VERIFY_KID']),
      defaultBranchNames: [variables['TUF_ON_CI_DEFAULT_BRANCH'], branchOfGithubEvent(variables['GITHUB_EVENT_PATH'])],
    });
  } finally {
    await repository.close();
  }
}

/** `repository.default_branch` of the event that started the workflow, when there is one. */
function branchOfGithubEvent(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const name = (event as { repository?: { default_branch?: unknown } }).repository?.default_branch;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
