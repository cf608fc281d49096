/** What a person reads fits their terminal, whatever wrote it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styled, terminal } from '../../src/text/terminal.ts';
import { fitted } from '../../src/text/wrapped.ts';

const plain = (text: string) => text.replace(/\u001b\[\d+m/g, '');
const words = (text: string) => plain(text).split(/\s+/).filter(Boolean);

describe('text for a terminal', () => {
  it('is left as it is on a pipe, and where it fits', () => {
    const text = `  1  ${'word '.repeat(40)}\n`;
    expect(fitted(text, undefined)).toBe(text);
    expect(fitted('  short\n\n', 80)).toBe('  short\n\n');
  });

  it('goes on two columns in, or in its column where it stands in one', () => {
    expect(fitted('  To do: one two three four\n', 20)).toBe('  To do: one two\n    three four\n');
    expect(fitted('  Signed by   @ann, @bob, @carol\n', 24)).toBe(
      '  Signed by   @ann,\n              @bob,\n              @carol\n',
    );
    expect(fitted('  1  one two three four five\n', 20)).toBe('  1  one two three\n     four five\n');
  });

  it('is measured without its styles, and keeps them', () => {
    const line = terminal`${styled('red', styled('bold', 'error', true), true)}: ${'x'.repeat(12)}`.text;
    expect(fitted(line, 20)).toBe(line);
    expect(fitted(`${line} and more`, 20)).toBe(`${line}\n  and more`);
  });

  it('is measured in columns: ideographs take two', () => {
    expect(fitted('漢字漢字漢字 漢字漢字', 20)).toBe('漢字漢字漢字\n  漢字漢字');
  });

  it('never breaks a command: pasted in two lines it would be two', () => {
    const command = 'git push origin 0123456789abcdef:refs/heads/sign/x';
    expect(fitted(`  Nothing is lost. To push later: ${command}\n`, 40)).toBe(
      `  Nothing is lost. To push later:\n    ${command}\n`,
    );
    expect(fitted('Run `git config --global user.name NAME` first', 30)).toBe(
      'Run\n  `git config --global user.name NAME`\n  first',
    );
  });

  it('has all its words in their order, in lines that fit but for words that cannot', () => {
    const word = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 })
      .filter((text) => !/[\s`:]/.test(text));
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }),
        fc.nat(8),
        fc.integer({ min: 20, max: 90 }),
        (all, indent, columns) => {
          const text = `${' '.repeat(indent)}${all.join(' ')}`;
          const lines = fitted(text, columns).split('\n');
          expect(words(lines.join(' '))).toEqual(words(text));
          for (const line of lines) expect(line.length <= columns || words(line).length === 1).toBe(true);
        },
      ),
    );
  });

  it('is soon done with an endless line', () => {
    const text = 'ab '.repeat(200_000);
    expect(fitted(text, 80).split('\n').length).toBeGreaterThan(7_000);
  });
});
