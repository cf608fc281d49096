/**
 * What every sink starts from: untrusted text made honest. One line, every character seen, nothing dropped.
 */
import { thousands } from './quantities.ts';

/** Control, format (bidi, zero-width), private use and lone surrogate characters, line separators and other blanks. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
/** Combining marks but the first three on a letter: they would change the text around them. */
const STRAY_MARK = /\p{M}(?<!(?!\p{Default_Ignorable_Code_Point})\p{L}\p{M}{1,3})/u;
/** What the Actions runner takes for a command in a log: `::name::` at the start of a line, `##[name]` anywhere. */
const WORKFLOW_COMMAND = /:(?=:)(?<=^ *:)|\[(?<=##\[)/u;

// In each the character comes before the look back: looking back from every blank would be quadratic.
const HIDDEN = new RegExp([UNSEEN, STRAY_MARK, WORKFLOW_COMMAND].map((part) => part.source).join('|'), 'gu');
const SHORT_NAMES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Shows what would not be seen: `\n`, `\u202e`, `\u{e0041}`. The result is one line without control, bidirectional or
 * zero-width characters, and no workflow command when printed in CI. Applying it twice changes nothing more.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => SHORT_NAMES.get(character) ?? codePointEscape(character));
}

/**
 * A name inside a sentence of plain text (a finding's message): in double quotes, so that a reader and the Markdown
 * sink see where it ends, whatever blanks or words it holds.
 */
export function quoted(name: string): string {
  return `"${visible(name).replaceAll('"', '\\u0022')}"`;
}

/** The text, or its beginning (at most `limit` UTF-16 units, no half character) and how much is left out. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
  return `${start}… (${thousands(text.length - start.length)} more characters)`;
}

function codePointEscape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
