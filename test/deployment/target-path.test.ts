import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { owningRole } from '../../src/deployment/layout.ts';
import { escapes, isDotFile, isListable } from '../../src/deployment/target-path.ts';

describe('the role that a target file belongs to', () => {
  it.each([
    ['hello.txt', 'targets'],
    ['releases/tool.txt', 'releases'],
    ['releases/1.0/tool.txt', 'releases'],
    ['__proto__/x', '__proto__'],
    ['targets/x', undefined],
    ['root/x', undefined],
    ['snapshot/x', undefined],
    ['timestamp/x', undefined],
  ])('%s: %s', (path, role) => {
    expect(owningRole(path)).toBe(role);
  });
});

describe('a target path', () => {
  it.each([
    '/a',
    'a/',
    'a//b',
    '',
    '.',
    '..',
    './a',
    'a/..',
    '../a',
    '\\a',
    '\\\\a\\b',
    'c:a',
    'C:/a',
    '..\\a',
    'a\\..',
    'a/..\\b',
  ])('leads out: %j', (path) => {
    expect(escapes(path)).toBe(true);
    expect(isListable(path)).toBe(false);
  });

  it.each(['a', 'a/b', 'a..b', '...', '..a', 'a..', 'a\\b', 'a\\.\\b', 'ab:c', ' ', 'a b/c d', '__proto__'])(
    'stays inside: %j',
    (path) => {
      expect(escapes(path)).toBe(false);
    },
  );

  it('that does not lead out stays in the folder it is put in, on every system', () => {
    const part = fc.constantFrom('.', '..', '/', '\\', 'a', 'C', ':', ' ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = parts.join('');
        if (escapes(path)) return;
        expect(posix.resolve('/top/here', path).startsWith('/top/here/')).toBe(true);
        // There `.\` is the folder itself.
        expect(`${win32.resolve('D:\\top\\here', path)}\\`.startsWith('D:\\top\\here\\')).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('is listed unless it is a dot file or longer than a file name can be', () => {
    expect(isDotFile('.a')).toBe(true);
    expect(isDotFile('a/.b')).toBe(true);
    expect(isDotFile('.a/b')).toBe(false);
    expect(isListable('.a/b')).toBe(true);
    expect(isListable('a/.b')).toBe(false);
    expect(isListable(`a/${'b'.repeat(255)}/${'c'.repeat(255)}`)).toBe(true);
    expect(isListable(`a/${'b'.repeat(256)}/c`)).toBe(false);
  });
});
