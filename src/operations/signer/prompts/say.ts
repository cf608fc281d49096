/** Sentences to the person, set to the width of their terminal. */
import type { TufError } from '../../../errors.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import type { Style } from '../../../text/terminal.ts';
import { terminalLines } from '../../../text/terminal.ts';
import { wrapped } from '../../../text/wrapped.ts';

/** Shows a paragraph. What is in it is escaped. */
export function say(terminal: Terminal, sentence: string, style?: Style, indent = 0): void {
  const line = { indent, text: sentence, ...(style && { style }) };
  terminal.show(terminalLines(wrapped(line, terminal)).text);
}

/** Shows what went wrong and what to do, where it is not the end: the question comes again. */
export function sayError(terminal: Terminal, { message, hint }: TufError): void {
  say(terminal, message, 'magenta');
  if (hint !== undefined) say(terminal, hint, undefined, 2);
}
