/**
 * GitHub Flavored Markdown. GitHub looks for mentions, issue numbers, commits and emoji after it has undone backslashes
 * and entities, so these do not protect; in a code span none of them is looked for. A word that could be anything but
 * a word is therefore shown as code.
 */
import { TufError } from '../errors.ts';
import { Fragment, interleaved, type Rules, renderValue, type Value } from './fragment.ts';
import { visible } from './visible.ts';

export type Markdown = Fragment<'markdown'>;
export type MarkdownValue = Value<'markdown'>;

/** Markup, mentions, references, math; a colon or dot inside a word (emoji, links, file names); GH-1; commit ids. */
const NOT_A_WORD = /[`*_[\]{}<>#+=~$&|\\^@]|[:.][^)"'’”,.;:?!]|\bGH-\d|\b[0-9a-f]{7,}\b/iu;
/** What makes a list or a heading at the start of a line. */
const BLOCK_START = /^(?:[-+=]|\d+[.)])/;
/** Punctuation around a word stays outside the code span; a closing bracket only with its opening one. */
const OPENING = '"\'(‘“';
const CLOSING = '"\'’”,.;:?!';

const RULES: Rules = { escape: plainText, concatenate };

/**
 * Template for Markdown. Strings become text in which nothing is markup (see the head of this file), what they have in
 * double quotes becomes code. Throws `internal` for a hole between backticks or beside HTML, which would undo this.
 */
export function markdown(strings: TemplateStringsArray, ...values: MarkdownValue[]): Markdown {
  if (values.length > 0 && strings.some((text) => /<[a-z/!?]/i.test(text) || text.split('`').length % 2 === 0)) {
    throw new TufError('internal', 'A Markdown template has a value inside HTML or between backticks; use code().');
  }
  const escaped = values.map((value) => renderValue('markdown', value, RULES));
  return new Fragment('markdown', concatenate(interleaved(strings, escaped)));
}

/** Pieces with a separator in between; the separator is the author's Markdown (`\n`, `, `). */
export function joined(parts: readonly Markdown[], separator: string): Markdown {
  return new Fragment(
    'markdown',
    concatenate(parts.flatMap((part, at) => (at === 0 ? [part.text] : [separator, part.text]))),
  );
}

/** A code span that shows exactly this text (CommonMark 6.1); invisible characters are escaped. */
export function code(text: string): Markdown {
  return new Fragment('markdown', codeSpan(visible(text)));
}

/** A fenced block of lines that a reader may copy; `language` is the author's. */
export function codeBlock(lines: readonly string[], language: string): Markdown {
  const shown = lines.map(visible).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return new Fragment('markdown', `${fence}${language}\n${shown}\n${fence}`);
}

/** Calls a person: GitHub notifies them. What is no user name is shown as code and calls nobody. */
export function mention(owner: string): Markdown {
  return isMentionable(owner) ? new Fragment('markdown', owner) : code(owner);
}

/** Whether the name is a person's, as SPEC A3 writes it and GitHub allows it (39 characters): `mention` calls them. */
export function isMentionable(owner: string): boolean {
  return /^@[0-9a-z-]{1,39}$/.test(owner);
}

/** A link to a page on the web; an address that is not `http:` or `https:` is shown, not linked. */
export function link(label: MarkdownValue, url: string): Markdown {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return markdown`${label} (${code(url)})`;
  const target = new URL(url).href.replace(
    /[()<>[\]\\|`*_~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Fragment('markdown', `[${markdown`${label}`}](${target})`);
}

/** Text in which nothing is markup. Blanks at its edges could indent a line (code) or end one (a line break). */
function plainText(text: string): string {
  const shown = visible(text);
  const inner = shown.trim();
  if (inner === '') return '&#32;'.repeat(shown.length);
  const parts = inner.split(/("[^"]+")/u).map((part, at) => (at % 2 === 1 ? codeSpan(part.slice(1, -1)) : words(part)));
  const indent = shown.length - shown.trimStart().length;
  const rest = shown.length - shown.trimEnd().length;
  return '&#32;'.repeat(indent) + concatenate(parts) + '&#32;'.repeat(rest);
}

function words(text: string): string {
  return text.replace(/[^ ]+/gu, (word, at: number) => {
    if (!NOT_A_WORD.test(word) && !(at === 0 && BLOCK_START.test(word))) return word;
    let start = 0;
    while (OPENING.includes(word.charAt(start)) && start < word.length) start += 1;
    const closing = word.slice(0, start).includes('(') ? `${CLOSING})` : CLOSING;
    let end = word.length;
    while (end > start && closing.includes(word.charAt(end - 1))) end -= 1;
    return start === end ? codeSpan(word) : word.slice(0, start) + codeSpan(word.slice(start, end)) + word.slice(end);
  });
}

/** Two code spans side by side would become one: a blank keeps them apart. */
function concatenate(parts: readonly string[]): string {
  let text = '';
  let afterCode = false;
  for (const part of parts) {
    if (part === '') continue;
    text += afterCode && part.startsWith('`') ? ` ${part}` : part;
    afterCode = part.endsWith('`');
  }
  return text;
}

function codeSpan(text: string): string {
  const shown = text || ' ';
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One blank at each end is taken away by the reader when both are there and the text is not all blanks.
  const stripped = shown.startsWith(' ') && shown.endsWith(' ') && shown.trim() !== '';
  const pad = stripped || shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
