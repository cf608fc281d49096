/** A terminal that is answered by a list of lines, and keeps what it showed. */
import { TufError } from '../../src/errors.ts';
import type { Terminal } from '../../src/ports/terminal.ts';

export interface ScriptedTerminal extends Terminal {
  /** Everything that was shown and asked, secrets' answers left out. */
  readonly screen: () => string;
  /** The prompts, in order. */
  readonly prompts: readonly string[];
  /** Lines that nobody asked for. */
  readonly left: readonly string[];
}

/** @param lines what is typed, in order; when they are used up, standard input has ended */
export function scriptedTerminal(
  lines: readonly string[],
  options: { isInteractive?: boolean } = {},
): ScriptedTerminal {
  const shown: string[] = [];
  const prompts: string[] = [];
  const left = [...lines];
  const ask = async (prompt: string) => {
    shown.push(`${prompt}\n`);
    prompts.push(prompt);
    const line = left.shift();
    if (line === undefined) throw new TufError('aborted', 'Standard input has ended');
    return line;
  };
  return {
    isInteractive: options.isInteractive ?? false,
    columns: undefined,
    colour: false,
    show: (text) => void shown.push(text),
    ask,
    askSecret: ask,
    screen: () => shown.join(''),
    prompts,
    left,
  };
}
