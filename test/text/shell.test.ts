import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/text/shell.ts';

test('an ordinary branch name is copied as it is', () => {
  expect(shellWord('sign/add-carol.v2_x')).toBe('sign/add-carol.v2_x');
});

test('a real shell sees one word, and runs nothing in it', () => {
  const words = ['sign/$(touch x)`id`;rm -rf \'x\'"y"', '-n', '', ' ', 'a\nb', '*', '~', "''", '\\', 'é', '!x', 'a=b'];
  for (const word of words) {
    expect(execFileSync('sh', ['-c', `printf '%s|' ${shellWord(word)}`], { encoding: 'utf8' })).toBe(`${word}|`);
  }
});
