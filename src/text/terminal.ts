/** Text for a terminal or a log: no value can move the cursor, change colours, or begin a line of its own. */
import { Fragment, interleaved, type Rules, renderValue, type Value } from './fragment.ts';
import { visible } from './visible.ts';

export type Terminal = Fragment<'terminal'>;
export type TerminalValue = Value<'terminal'>;

const RULES: Rules = { escape: visible, concatenate: (parts) => parts.join('') };

/** Template for terminals. Line breaks are those the author wrote; values show theirs as `\n`. */
export function terminal(strings: TemplateStringsArray, ...values: TerminalValue[]): Terminal {
  const escaped = values.map((value) => renderValue('terminal', value, RULES));
  return new Fragment('terminal', interleaved(strings, escaped).join(''));
}

/** Lines of text, each ended by a line break. */
export function terminalLines(lines: readonly Terminal[]): Terminal {
  return new Fragment('terminal', lines.map((line) => `${line.text}\n`).join(''));
}

/** No yellow and no cyan: on a light background they can hardly be read. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  magenta: [35, 39],
} as const;
export type Style = keyof typeof STYLES;

/** The value in a style (ANSI SGR); without colour the value alone. */
export function styled(style: Style, value: TerminalValue, colour: boolean): Terminal {
  const text = terminal`${value}`;
  if (!colour) return text;
  const [on, off] = STYLES[style];
  return new Fragment('terminal', `\u001b[${on}m${text}\u001b[${off}m`);
}
