/** Prompts that a person answers. Between questions the terminal is as it was: Ctrl-C ends the process at once. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { TufError } from '../../errors.ts';
import type { Input, Prompts } from './terminal.ts';

/** Takes what is written and shows nothing. */
class Silence extends Writable {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}

export function consolePrompts(input: Input, output: Writable): Prompts {
  /** Lines that came with the one that was asked for, as when several are pasted. */
  const ahead: string[] = [];
  return {
    async ask(prompt) {
      const line = ahead.shift();
      if (line === undefined) return readLine(input, output, prompt, ahead);
      output.write(`${prompt}${line}\n`);
      return line;
    },
    async askSecret(prompt) {
      // What was typed ahead was not meant to be a PIN.
      ahead.length = 0;
      try {
        return await readLine(input, new Silence(), '', [], () => output.write(prompt));
      } finally {
        output.write('\n');
      }
    },
    close: () => {},
  };
}

/** @param begin asks, once nothing that is typed is echoed by the terminal itself any more */
function readLine(
  input: Input,
  output: Writable,
  prompt: string,
  ahead: string[],
  begin: () => void = () => {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    // Only the last line of a long question is drawn anew while an answer is typed.
    const lastLine = prompt.lastIndexOf('\n') + 1;
    const options = { terminal: true, historySize: 0, prompt: prompt.slice(lastLine) };
    const reader = createInterface({ input, output, ...options });
    begin();
    output.write(prompt.slice(0, lastLine));
    let first: string | undefined;
    reader.on('line', (line) => {
      if (first !== undefined) {
        ahead.push(line);
        return;
      }
      first = line;
      // The lines of one paste come in one piece: they are here before the reader is closed.
      setImmediate(() => reader.close());
    });
    reader.on('SIGINT', () => reader.close());
    reader.on('close', () => {
      if (first !== undefined) return resolve(first);
      output.write('\n');
      reject(new TufError('aborted', 'Stopped by you', { hint: 'Nothing was committed or pushed' }));
    });
    reader.prompt();
  });
}
