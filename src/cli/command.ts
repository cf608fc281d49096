/** What a command is: a specification that parsing, `--help` and the manual are made from, and a function. */
import type { Environment } from './environment.ts';

export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What stands after the option in `--help`; a switch has none. */
  readonly value?: string;
  /** A pair `--x|--no-x`; the text says which is the default. */
  readonly negatable?: boolean;
  readonly about: string;
}

export interface Argument {
  readonly name: string;
  readonly about: string;
  readonly optional?: boolean;
  readonly many?: boolean;
}

export interface CommandSpec {
  /** `status` for `tuf-on-ci status` and `tuf-on-ci-status`. */
  readonly name: string;
  readonly summary: string;
  /** A few sentences: what it reads, what it changes. */
  readonly about: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  /** Exit codes 0 and 1; 2 or more is an error for every command. */
  readonly exits: Readonly<Record<'0', string>> & Partial<Record<'1', string>>;
}

/** What was typed, checked against the specification. */
export interface Typed {
  readonly arguments: readonly string[];
  /** Values by option name; a switch is `true`, a negated pair `false`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** How often `-v` was given. */
  readonly verbosity: number;
}

export interface Command {
  readonly spec: CommandSpec;
  /** Runs it and gives the exit code of SPEC A6. Throws `TufError`. */
  run(typed: Typed, environment: Environment): Promise<number>;
}

/** An option that every command has. */
export const everyCommand: readonly Option[] = [
  { name: 'verbose', short: 'v', about: 'Say on stderr what is done: each call of git' },
  { name: 'help', short: 'h', about: 'Show this text' },
  { name: 'version', about: 'Show the version' },
];

export function pushOption(byDefault: boolean): Option {
  return {
    name: 'push',
    negatable: true,
    about: byDefault
      ? 'Push what was committed (the default); --no-push only commits'
      : 'Push what was made; by default it stays in this clone',
  };
}

/** Said when an earlier run was stopped between its commit and its push. */
export const leftOverPushed = 'Pushed what an earlier run had committed\n';
