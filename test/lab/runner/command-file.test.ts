import { expect, it } from 'vitest';
import { parseCommandFile } from '../../../lab/runner/command-file.ts';
import { readLog } from '../../../lab/runner/log.ts';

it('reads what a step hands over', () => {
  expect(parseCommandFile('a=1\nb<<END\nx=y\n\nEND\nc=d=e\nempty=\n')).toEqual({
    a: '1',
    b: 'x=y\n',
    c: 'd=e',
    empty: '',
  });
  expect(() => parseCommandFile('b<<END\nnever\n')).toThrow('no end');
  expect(() => parseCommandFile('nonsense\n')).toThrow('nonsense');
});

it('masks secrets, known before and told by the step, and keeps annotations apart', () => {
  const { log, annotations } = readLog('::add-mask::late\nsecret late\n::error title=x::no%0Asecret\n::notice::hi', [
    'secret',
    '',
  ]);
  expect(log).toBe('*** ***\nerror: no\n***\nnotice: hi');
  expect(annotations).toEqual([
    { level: 'error', message: 'no\n***' },
    { level: 'notice', message: 'hi' },
  ]);
});
