/** A terminal at which a script answers, and that keeps what it showed. */
import { TufError } from '../../../../src/errors.ts';
import type { Terminal } from '../../../../src/ports/terminal.ts';

export interface ScriptedTerminal extends Terminal {
  /** Answers that nobody has asked for. */
  readonly left: readonly string[];
  shown(): string;
}

export function scriptedTerminal(answers: readonly string[], isInteractive = false): ScriptedTerminal {
  const left = [...answers];
  const shown: string[] = [];
  const ask = async (prompt: string): Promise<string> => {
    shown.push(prompt, '\n');
    const answer = left.shift();
    if (answer === undefined) throw new TufError('aborted', 'the script has ended');
    return answer;
  };
  return {
    isInteractive,
    columns: undefined,
    colour: false,
    show: (text) => void shown.push(text),
    ask,
    askSecret: ask,
    left,
    shown: () => shown.join(''),
  };
}
