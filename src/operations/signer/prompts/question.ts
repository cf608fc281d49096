/** Questions to the signer (SPEC A7 "Prompts"): one line each; an answer that does not fit is said to be so and asked again. */
import type { Terminal } from '../../../ports/terminal.ts';
import { styled, type TerminalValue, terminal as text } from '../../../text/terminal.ts';
import { say } from './say.ts';

/** What an answer means, or what is wrong with it (a sentence for the person). */
export type Answer<T> = { readonly value: T } | { readonly problem: string };

/**
 * Asks until the answer fits.
 * @param present what an empty answer stands for, as it is typed; the question shows it. Without one there is no default
 * @throws TufError('aborted')
 */
export async function askFor<T>(
  terminal: Terminal,
  question: TerminalValue,
  parse: (answer: string) => Answer<T>,
  present?: string,
): Promise<T> {
  const shown = present === undefined ? '' : text` [${styled('dim', present, terminal.colour)}]`;
  for (;;) {
    const typed = (await terminal.ask(text`${styled('bold', question, terminal.colour)}${shown}: `.text)).trim();
    const answer = parse(typed === '' ? (present ?? '') : typed);
    if ('value' in answer) return answer.value;
    say(terminal, answer.problem, 'magenta');
  }
}

/** Asks for enter and takes any answer for it. @throws TufError('aborted') */
export async function askForEnter(terminal: Terminal, question: TerminalValue): Promise<void> {
  await terminal.ask(text`${styled('bold', question, terminal.colour)}: `.text);
}

/** Yes or no; empty is no. For terminals only: no prompt of SPEC A7 is one. @throws TufError('aborted') */
export function askYesOrNo(terminal: Terminal, question: TerminalValue): Promise<boolean> {
  const parse = (answer: string): Answer<boolean> => {
    if (/^(y|yes)$/i.test(answer)) return { value: true };
    return /^(n|no)?$/i.test(answer) ? { value: false } : { problem: 'Please answer y or n' };
  };
  return askFor(terminal, text`${question} (y/N)`, parse);
}

export interface MenuEntry<T> {
  /** What is typed. */
  readonly number: number;
  readonly label: TerminalValue;
  readonly value: T;
}

/** A choice by number. @throws TufError('aborted') */
export function askChoice<T>(terminal: Terminal, entries: readonly MenuEntry<T>[], preset?: number): Promise<T> {
  for (const { number, label } of entries) {
    const isPreset = number === preset ? ' (enter)' : '';
    terminal.show(text`  ${styled('bold', number, terminal.colour)}  ${label}${isPreset}\n`.text);
  }
  const numbers = entries.map(({ number }) => number);
  const parse = (answer: string): Answer<T> => {
    const entry = /^\d+$/.test(answer) ? entries.find(({ number }) => number === Number(answer)) : undefined;
    return entry ? { value: entry.value } : { problem: `Please type one of the numbers ${numbers.join(', ')}` };
  };
  return askFor(terminal, 'Your choice', parse, preset === undefined ? undefined : String(preset));
}

/** A whole number in a range. @throws TufError('aborted') */
export function askNumber(
  terminal: Terminal,
  question: TerminalValue,
  range: { readonly from: number; readonly to: number },
  present?: number,
): Promise<number> {
  const parse = (answer: string): Answer<number> => {
    const value = Number(answer);
    const fits = /^\d{1,9}$/.test(answer) && value >= range.from && value <= range.to;
    if (fits) return { value };
    const allowed = range.from === range.to ? `${range.from}` : `a number from ${range.from} to ${range.to}`;
    return { problem: `Please type ${allowed}${answer === '' ? '' : `; ${answer} does not fit`}` };
  };
  return askFor(terminal, question, parse, present === undefined ? undefined : String(present));
}
