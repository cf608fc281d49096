import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputFile } from '../../src/text/output-file.ts';
import { hostile } from './hostile.ts';

/** The runner's side, from GitHub's documentation: `name<<delimiter`, lines up to one that is the delimiter. */
function readOutputs(file: string): Map<string, string> {
  const outputs = new Map<string, string>();
  const lines = file.split('\n');
  while (lines.length > 1) {
    const [name = '', delimiter = ''] = (lines.shift() ?? '').split('<<');
    const end = lines.indexOf(delimiter);
    outputs.set(
      name,
      lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n'),
    );
  }
  return outputs;
}

test('the runner reads back the values that were written, and no output more', () => {
  const value = fc.oneof(hostile, fc.constantFrom('x\nEND\npwned<<X\ny\nX', outputFile('stolen', 'x')));
  fc.assert(
    fc.property(value, value, (status, branch) => {
      const outputs = readOutputs(outputFile('status', status) + outputFile('branch', branch));
      expect([...outputs]).toEqual([
        ['status', status],
        ['branch', branch],
      ]);
    }),
  );
});

test('a value cannot hold the delimiter of another value in a line', () => {
  const digest = createHash('sha256').update('x').digest('hex');
  expect(outputFile('a', 'x')).toBe(`a<<END_${digest}\nx\nEND_${digest}\n`);
});

test.each(['', 'a b', 'a<<b', 'a\nb', '1a', '-a', 'é'])('%j is no name of an output', (name) => {
  expect(() => outputFile(name, 'x')).toThrow(expect.objectContaining({ code: 'internal' }));
});
