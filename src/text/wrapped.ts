/** Lines for a terminal that fit its width: broken between words, the rest of a line set in below its beginning. */
import { type Style, styled, type Terminal, terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** One line before it is broken. */
export interface Line {
  /** Blanks before it. */
  readonly indent: number;
  /** Untrusted text is escaped here. */
  readonly text: string;
  readonly style?: Style;
}

export function line(indent: number, text: string, style?: Style): Line {
  return { indent, text, ...(style && { style }) };
}

export interface LineOptions {
  /** Columns of the terminal; undefined where nothing is broken (a pipe). */
  readonly columns: number | undefined;
  readonly colour: boolean;
}

/** The line as lines of a terminal. A word that is longer than the width (a keyid) stays whole: people copy it. */
export function wrapped({ indent, text, style }: Line, { columns, colour }: LineOptions): readonly Terminal[] {
  const width = Math.max((columns ?? Number.POSITIVE_INFINITY) - indent, narrowest);
  return broken(visible(text), width, 2).map((piece, at) => {
    const blanks = ' '.repeat(at === 0 ? indent : indent + 2);
    return terminal`${blanks}${style ? styled(style, piece, colour) : piece}`;
  });
}

/**
 * Text that is ready to be shown, styles and all, with its long lines broken. What stands in columns goes on in its column, other
 * text two columns in.
 */
export function fitted(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const width = Math.max(columns, narrowest);
  return text
    .split('\n')
    .flatMap((one) => {
      if (widthOf(one) <= width) return [one];
      const [beginning, rest] = atTextOf(one);
      const hang = /\S/.test(beginning) ? 0 : 2;
      const room = width - widthOf(beginning);
      const blanks = ' '.repeat(widthOf(beginning) + hang);
      return broken(rest, room, hang).map((piece, at) => (at === 0 ? `${beginning}${piece}` : `${blanks}${piece}`));
    })
    .join('\n');
}

/** Columns below which nobody reads. */
const narrowest = 20;
/** A label or a number that something else stands beside: no further than this. */
const widestLabel = 24;

/** The beginning of a line, up to where its text stands: blanks, or a label with two blanks behind it. */
function atTextOf(styledLine: string): readonly [beginning: string, rest: string] {
  const plain = styledLine.replace(styles, '').slice(0, widestLabel);
  const column = /^ *\S.*? {2,}(?=\S)/.exec(plain)?.[0].length ?? plain.search(/\S|$/);
  let at = 0;
  for (let seen = 0; seen < column; ) {
    const style = stylesHere(styledLine, at);
    if (style > 0) at += style;
    else {
      at += 1;
      seen += 1;
    }
  }
  return [styledLine.slice(0, at), styledLine.slice(at)];
}

/** What `styled` writes. */
const styles = /\u001b\[\d+m/g;

function stylesHere(text: string, at: number): number {
  return /^\u001b\[\d+m/.exec(text.slice(at, at + 8))?.[0].length ?? 0;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes: ideographs take two, marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(styles, ''))
    width += wide.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return width;
}

/** Words and blanks. A command, between backticks or at the end, is one word: in two lines it would be two commands when pasted. */
const tokens = /`[^`]*`[^ ]*|(?<=: )(?:git|npm|ykman|cp|tuf-on-ci(?:-[a-z]+)*) .*|[^ ]+| +/g;

/** @param hang by how much the lines after the first are shorter */
function broken(text: string, width: number, hang: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let column = 0;
  let blanks = '';
  for (const token of text.match(tokens) ?? ['']) {
    if (token.startsWith(' ')) {
      blanks = token;
      continue;
    }
    const size = widthOf(token);
    const room = pieces.length === 0 ? width : width - hang;
    if (column > 0 && column + blanks.length + size > room) {
      pieces.push(piece);
      [piece, column] = [token, size];
    } else {
      piece += blanks + token;
      column += blanks.length + size;
    }
    blanks = '';
  }
  return [...pieces, piece];
}
