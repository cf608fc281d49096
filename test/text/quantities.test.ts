import { expect, test } from 'vitest';
import { byteSize, dateInWords, listInWords, momentInWords, plural, thousands } from '../../src/text/quantities.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [65_536, '65,536'],
  [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
])('%d in thousands', (count, words) => {
  expect(thousands(count)).toBe(words);
});

test('one and many', () => {
  expect(plural(1, 'signature')).toBe('1 signature');
  expect(plural(0, 'signature')).toBe('0 signatures');
  expect(plural(1_000, 'entry', 'entries')).toBe('1,000 entries');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [1_234, '1.2 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [34_000_000, '34 MB'],
  [Number.MAX_SAFE_INTEGER, '9.0 PB'],
])('%d bytes', (bytes, words) => {
  expect(byteSize(bytes)).toBe(words);
});

test('dates of metadata in words, and what is no date as it is', () => {
  expect(dateInWords('2027-01-05T10:30:00Z')).toBe('5 January 2027');
  expect(momentInWords('2027-12-31T23:59:59Z')).toBe('31 December 2027, 23:59 UTC');
  expect(dateInWords('2027-13-05T10:30:00Z')).toBe('2027-13-05T10:30:00Z');
  expect(momentInWords('<b>soon')).toBe('<b>soon');
});

test('lists in words', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listInWords)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
