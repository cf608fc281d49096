import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { styled, terminal, terminalLines } from '../../src/text/terminal.ts';
import { visible } from '../../src/text/visible.ts';
import { hostile } from './hostile.ts';

describe('values on a terminal', () => {
  test('cannot move the cursor, begin a line or give the runner a command', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const { text } = terminalLines([terminal`${a}`, terminal`role ${a}: ${[b, terminal`, ${b}`]}`]);
        expect(text.split('\n')).toHaveLength(3);
        expect(text).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
        expect(text).not.toMatch(/^\s*::|##\[/m);
      }),
    );
  });

  test('a style is the only escape sequence', () => {
    expect(styled('red', '\u001b[2Jx', true).text).toBe('\u001b[31m\\u001b[2Jx\u001b[39m');
    fc.assert(
      fc.property(hostile, (text) => {
        expect(styled('bold', text, false).text).toBe(visible(text));
      }),
    );
  });
});
