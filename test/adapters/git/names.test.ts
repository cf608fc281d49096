import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asWritablePath, isOid, isRef } from '../../../src/adapters/git/names.ts';

function gitAccepts(ref: string): boolean {
  return spawnSync('git', ['check-ref-format', ref]).status === 0;
}

describe('a ref name', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '@{',
      '@',
      '.lock',
      '~',
      '^',
      ':',
      '?',
      '*',
      '[',
      '\\',
      ' ',
      '\n',
      '\x7f',
      '-',
      '//',
      '/',
    ),
    fc.string({ maxLength: 4, unit: 'grapheme' }),
  );

  test('is what git check-ref-format says it is', () => {
    const names = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `refs/heads/${parts.join('')}`);
    const passable = names.filter((name) => !name.includes('\0'));
    fc.assert(
      fc.property(passable, (name) => {
        expect(isRef(name)).toBe(gitAccepts(name));
      }),
      { numRuns: 200 },
    );
  });

  test.each(['main', '--all', '', 'HEAD', 'refs', 'refs/', 'refs/heads/', 'refs/heads/a\0b', 'refs/heads/main~3'])(
    'is not %j',
    (name) => expect(isRef(name)).toBe(false),
  );

  test('may look like an option below refs/', () => expect(isRef('refs/heads/--force')).toBe(true));
});

test.each(['', 'HEAD', `${'a'.repeat(40)}\n`, 'a'.repeat(39), 'A'.repeat(40), '--all'])(
  '%j is no object id',
  (text) => {
    expect(isOid(text)).toBe(false);
  },
);

describe('a path that is written', () => {
  test.each([
    'metadata/root.json',
    'metadata/root_history/1.root.json',
    'targets/__proto__/-x',
    'metadata/.signing-event-state',
  ])('%s', (path) => expect(asWritablePath(path)).toBe(path));

  test.each([
    '',
    '/etc/passwd',
    '../x',
    'metadata/../../x',
    'metadata//x',
    'metadata/./x',
    'metadata/',
    '.git/config',
    'metadata/.GIT/hooks/x',
    'git~1/config',
    'metadata\\..\\x',
    'C:/x',
    'metadata/x:stream',
    'metadata/a\nb',
    'metadata/a\0b',
  ])('is never %j', (path) => {
    expect(() => asWritablePath(path)).toThrow(expect.objectContaining({ code: 'io' }));
  });
});
