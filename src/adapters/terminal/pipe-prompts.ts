/** Prompts that a script answers: each takes one line of standard input, and nothing more is read than is asked for. */
import { createInterface, type Interface } from 'node:readline';
import type { Writable } from 'node:stream';
import { TufError } from '../../errors.ts';
import type { Input, Prompts } from './terminal.ts';

export function pipePrompts(input: Input, output: Writable): Prompts {
  let reader: { interface: Interface; lines: AsyncIterator<string> } | undefined;
  const nextLine = async (prompt: string): Promise<string> => {
    // Opened by the first question: a command that asks nothing leaves its standard input alone.
    reader ??= openReader(input);
    output.write(prompt);
    const next = await reader.lines.next();
    output.write('\n');
    if (!next.done) return next.value;
    throw new TufError('aborted', 'Stopped: standard input has ended before every question was answered', {
      hint: 'Give one line for each question, empty for its default. Nothing was committed or pushed',
    });
  };
  return { ask: nextLine, askSecret: nextLine, close: () => reader?.interface.close() };
}

function openReader(input: Input) {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, terminal: false });
  return { interface: lines, lines: lines[Symbol.asyncIterator]() };
}
