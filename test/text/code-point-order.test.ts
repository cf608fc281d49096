import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byCodePoint, sortedByCodePoint } from '../../src/text/code-point-order.ts';

describe('order of names by code point (SPEC A2)', () => {
  test('where it is not the order of UTF-16 units: an emoji comes after U+E000 and U+FFFD', () => {
    const names = ['\u{1f600}', '\ufffd', '\ue000', '\ud7ff', 'z', 'é'];
    expect(sortedByCodePoint(names)).toEqual(['z', 'é', '\ud7ff', '\ue000', '\ufffd', '\u{1f600}']);
    expect([...names].sort()).not.toEqual(sortedByCodePoint(names));
  });

  test.each([
    ['', ''],
    ['', 'a'],
    ['a', 'aa'],
    ['10', '2'],
    ['Z', 'a'],
    ['a\u{1f600}', 'a\u{1f601}'], // same high surrogate
    ['a\u{1f600}', 'a\u{20000}'], // different ones
    ['\uffff', '\u{10000}'],
    ['\u{1f600}a', '\u{1f600}b'],
    ['\u{1f600}', '\u{1f600}\ue000'],
  ])('%j is not after %j', (a, b) => {
    expect(Math.sign(byCodePoint(a, b))).toBe(a === b ? 0 : -1);
    expect(Math.sign(byCodePoint(b, a))).toBe(a === b ? 0 : 1);
  });

  test('is the order of the strings in UTF-8', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\u0080', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test('is an order for strings that are no Unicode, too', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\ud800', '\udc00', '\udfff', '\ue000'), maxLength: 4 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(byCodePoint(a, b) === 0).toBe(a === b);
        expect(Math.sign(byCodePoint(a, b)) + Math.sign(byCodePoint(b, a))).toBe(0);
        if (byCodePoint(a, b) < 0 && byCodePoint(b, c) < 0) expect(byCodePoint(a, c)).toBeLessThan(0);
      }),
    );
  });

  test('leaves what it was given as it is', () => {
    const names = Object.freeze(['b', 'a']);
    expect(sortedByCodePoint(names)).toEqual(['a', 'b']);
    expect(sortedByCodePoint(new Set(['b', 'a']))).toEqual(['a', 'b']);
  });
});
