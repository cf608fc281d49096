import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoted, shortened, visible } from '../../src/text/visible.ts';
import { hostile } from './hostile.ts';

describe('visible', () => {
  test.each([
    ['a role name that reads backwards', 'targets\u202egpj.nosj', 'targets\\u202egpj.nosj'],
    ['a path in two lines', 'a\nb', 'a\\nb'],
    ['a tab and a carriage return', 'a\tb\rc', 'a\\tb\\rc'],
    ['an owner with a zero-width space', '@ali\u200bce', '@ali\\u200bce'],
    ['colours of a terminal', '\u001b[31mred', '\\u001b[31mred'],
    ['a C1 control that begins a sequence by itself', '\u009b2J', '\\u009b2J'],
    ['a tag character beyond the basic plane', 'x\u{e0041}', 'x\\u{e0041}'],
    ['half a character', 'x\ud83d', 'x\\ud83d'],
    ['a no-break space', 'a\u00a0b', 'a\\u00a0b'],
    ['a letter that shows nothing', 'a\u3164', 'a\\u3164'],
    ['a blank of Braille', 'a\u2800b', 'a\\u2800b'],
    ['an interlinear note', 'a\ufff9b', 'a\\ufff9b'],
    ['a mark on nothing', '\u0338x', '\\u0338x'],
    ['a pile of marks', 'a\u0300\u0300\u0300\u0300\u0300', 'a\u0300\u0300\u0300\\u0300\\u0300'],
    ['a workflow command', '::set-output name=x::y', '\\u003a:set-output name=x::y'],
    ['a workflow command after blanks', '  ::stop-commands::x', '  \\u003a:stop-commands::x'],
    ['an old workflow command within a line', 'x ##[add-mask]y', 'x ##\\u005badd-mask]y'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each([
    'targets',
    'a b',
    'Zoë',
    'e\u0301',
    '日本語',
    'Ελληνικά',
    'हिन्दी',
    '🎉',
    'C:\\x',
    'a::b',
    '#[x]',
    'x/y.json',
  ])('leaves %s as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  test('one line without control or invisible characters, whatever comes in, and stable', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(shown).not.toMatch(/^\s*::|##\[/);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });

  test('nothing is dropped: different texts without backslashes look different', () => {
    const plain = hostile.filter((text) => !text.includes('\\'));
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        fc.pre(a !== b);
        expect(visible(a)).not.toBe(visible(b));
      }),
    );
  });

  test('a megabyte of what takes longest is no hang', () => {
    for (const piece of [' ', ':', ' ::', '\u0301', '##[', '\ud800', 'a\u0301']) {
      expect(visible(piece.repeat(300_000)).length).toBeGreaterThan(0);
    }
  });
});

test('a quoted name ends where its quotes end', () => {
  expect(quoted('a "b" c')).toBe('"a \\u0022b\\u0022 c"');
  fc.assert(
    fc.property(hostile, (name) => {
      expect(quoted(name)).toMatch(/^"[^"\n]*"$/);
    }),
  );
});

describe('shortened', () => {
  test('says how much is left out', () => {
    expect(shortened('a'.repeat(1_210), 10)).toBe('aaaaaaaaaa… (1,200 more characters)');
    expect(shortened('aaaaaaaaaa', 10)).toBe('aaaaaaaaaa');
  });

  test('does not cut a character in two', () => {
    expect(shortened('aaa🎉🎉', 4)).toBe('aaa… (4 more characters)');
  });
});
