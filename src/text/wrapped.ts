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
  const width = Math.max((columns ?? Number.POSITIVE_INFINITY) - indent, 20);
  return broken(visible(text), width).map((piece, at) => {
    const blanks = ' '.repeat(at === 0 ? indent : indent + 2);
    return terminal`${blanks}${style ? styled(style, piece, colour) : piece}`;
  });
}

/** What follows the first piece is two columns shorter. */
function broken(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of text.split(' ')) {
    const room = pieces.length === 0 ? width : width - 2;
    if (piece !== '' && piece.length + 1 + word.length > room) {
      pieces.push(piece);
      piece = word;
    } else piece = piece === '' ? word : `${piece} ${word}`;
  }
  return [...pieces, piece];
}
