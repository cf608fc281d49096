import { expect, it } from 'vitest';
import { combinations } from '../../../lab/runner/matrix.ts';

it.each([
  ['none', undefined, [{}]],
  [
    'a product',
    { a: [1, 2], b: ['x'] },
    [
      { a: 1, b: 'x' },
      { a: 2, b: 'x' },
    ],
  ],
  ['exclude', { a: [1, 2], exclude: [{ a: 1 }] }, [{ a: 2 }]],
  ['include alone', { include: [{ a: 1 }, { a: 2, b: 3 }] }, [{ a: 1 }, { a: 2, b: 3 }]],
  [
    'include extends',
    { a: [1, 2], include: [{ a: 2, b: 'y' }, { c: 1 }] },
    [
      { a: 1, c: 1 },
      { a: 2, b: 'y', c: 1 },
    ],
  ],
  ['include adds', { a: [1], include: [{ a: 5, b: 'y' }] }, [{ a: 1 }, { a: 5, b: 'y' }]],
] as const)('a matrix: %s', (_, matrix, expected) => {
  expect(combinations(matrix)).toEqual(expected);
});
