/** The terminal port on a process's standard streams (SPEC A7 "Prompts"). */
import type { Readable, Writable } from 'node:stream';
import type { Terminal } from '../../ports/terminal.ts';
import { fitted } from '../../text/wrapped.ts';
import { consolePrompts } from './console-prompts.ts';
import { pipePrompts } from './pipe-prompts.ts';

/** Standard input: a terminal, a pipe or a file. */
export type Input = Readable & { readonly isTTY?: boolean };
/** Standard output or error. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Asks one question at a time. */
export interface Prompts {
  ask(prompt: string): Promise<string>;
  askSecret(prompt: string): Promise<string>;
  /** Lets go of standard input, so that the process can end. */
  close(): void;
}

export interface OpenTerminal extends Terminal {
  /** To be called once nothing is asked any more. */
  close(): void;
}

/**
 * Talks where the person looks: with standard input from a terminal and standard output elsewhere, on standard error.
 * NO_COLOR and TERM=dumb turn colours off (no-color.org).
 */
export function openTerminal(
  { stdin, stdout, stderr }: Streams,
  variables: Readonly<Record<string, string | undefined>>,
): OpenTerminal {
  const isInteractive = stdin.isTTY === true;
  const output = isInteractive && !stdout.isTTY && stderr.isTTY ? stderr : stdout;
  // Asked each time: windows are resized.
  const columns = () => (output.isTTY ? output.columns || undefined : undefined);
  const prompts = isInteractive ? consolePrompts(stdin, output) : pipePrompts(stdin, output);
  return {
    isInteractive,
    get columns() {
      return columns();
    },
    colour: output.isTTY === true && !variables['NO_COLOR'] && variables['TERM'] !== 'dumb',
    show: (text) => void output.write(fitted(text, columns())),
    ask: (prompt) => prompts.ask(fitted(prompt, columns())),
    askSecret: (prompt) => prompts.askSecret(fitted(prompt, columns())),
    close: () => prompts.close(),
  };
}
