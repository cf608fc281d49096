/** Lines that fit a terminal, whatever is in them. */
import { describe, expect, it } from 'vitest';
import { line, wrapped } from '../../src/text/wrapped.ts';

const lines = (text: string, columns?: number, indent = 2) =>
  wrapped(line(indent, text), { columns, colour: false }).map(({ text }) => text);

describe('a line of text', () => {
  it('is broken between words, and goes on further to the right', () => {
    expect(lines('one two three four five six', 20, 0)).toEqual(['one two three four', '  five six']);
  });

  it('is left whole on a pipe', () => {
    expect(lines('word '.repeat(50).trim())).toHaveLength(1);
  });

  it('keeps a word that is longer than the screen, to be copied', () => {
    const keyid = 'a'.repeat(64);
    expect(lines(`key ${keyid}`, 40)).toEqual(['  key', `    ${keyid}`]);
  });

  it('shows what would move the cursor, in each of its pieces', () => {
    expect(lines('a\u001b[2J b\nc', 10, 0).join('')).not.toMatch(/[\u001b\n]/);
  });

  it('has its colour in each of its pieces', () => {
    const pieces = wrapped(line(0, 'one two three four five', 'red'), { columns: 20, colour: true });
    expect(pieces.map(({ text }) => text)).toEqual([
      '\u001b[31mone two three four\u001b[39m',
      '  \u001b[31mfive\u001b[39m',
    ]);
  });
});
