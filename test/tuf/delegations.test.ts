import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delegates, matchesPattern, rolesFor } from '../../src/tuf/delegations.ts';
import type { DelegatedRole, Delegations } from '../../src/tuf/metadata.ts';

function role(
  name: string,
  members: { paths?: string[]; path_hash_prefixes?: string[]; terminating?: boolean },
): DelegatedRole {
  return { name, keyids: [], threshold: 1, terminating: true, ...members } as unknown as DelegatedRole;
}

const delegations = (...roles: DelegatedRole[]): Delegations => ({ keys: {}, roles }) as unknown as Delegations;
const namesOf = (roles: readonly DelegatedRole[]) => roles.map(({ name }) => name);
const sha256 = (path: string) => createHash('sha256').update(path).digest('hex');

describe('a path pattern', () => {
  it.each([
    ['releases/*', 'releases/tool.txt', true],
    ['releases/*', 'releases/1.0/tool.txt', false],
    ['releases/*', 'releases', false],
    ['releases/*', 'releases/', true],
    ['*', 'hello.txt', true],
    ['*', 'releases/tool.txt', false],
    ['*/*', 'releases/tool.txt', true],
    ['releases/*.tgz', 'releases/tool.tgz', true],
    ['releases/*.tgz', 'releases/tool.tgz.exe', false],
    ['releases/v*.*.tgz', 'releases/v1.2.tgz', true],
    ['releases/v*.*.tgz', 'releases/v1.tgz', false],
    ['releases/ab*ba', 'releases/aba', false],
    ['releases/ab*ba', 'releases/abba', true],
    ['releases/*aab*', 'releases/aaaab', true],
    ['releases/**', 'releases/1.0/tool.txt', false],
    ['releases/a?c', 'releases/abc', true],
    ['releases/a?c', 'releases/ac', false],
    ['releases/*?c*', 'releases/abcd', true],
    ['releases/*?c*', 'releases/abc', true],
    ['releases/tool.txt', 'releases/tool.txt', true],
    ['releases/tool.txt', 'releases/toolxtxt', false],
    ['', '', true],
    ['__proto__/*', '__proto__/x', true],
    ['(a+)+$', '(a+)+$', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
    expect(delegates(role('r', { paths: [pattern] }), path)).toBe(expected);
  });

  it('matches a leading dot only by a dot (SPEC A6)', () => {
    expect(matchesPattern('releases/*', 'releases/.hidden')).toBe(false);
    expect(matchesPattern('*/x', '.git/x')).toBe(false);
    expect(matchesPattern('releases/?a', 'releases/.a')).toBe(false);
    expect(matchesPattern('releases/.*', 'releases/.hidden')).toBe(true);
    expect(matchesPattern('releases/*', 'releases/a.b')).toBe(true);
  });

  it('agrees with the regular expression that says the same', () => {
    const text = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 });
    fc.assert(
      fc.property(text('ab.*?/'), text('ab./'), (pattern, path) => {
        const segments = pattern.split('/').map((segment) => {
          const source = segment.replaceAll('.', '\\.').replaceAll('*', '[^/]*').replaceAll('?', '[^/]');
          return /^[*?]/.test(segment) ? `(?!\\.)${source}` : source;
        });
        const expected = new RegExp(`^${segments.join('/')}$`).test(path);
        expect(matchesPattern(pattern, path)).toBe(expected);
        expect(delegates(role('r', { paths: [pattern] }), path)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  // These run for hours where time is exponential, or grows with the product of the lengths.
  it.each([
    ['stars between letters', `${'*a'.repeat(100)}*b`, 'a'.repeat(255)],
    ['a million stars', '*'.repeat(1_000_000), 'a'.repeat(1_000_000)],
    ['a long piece in a long name', `*b${'a'.repeat(500_000)}*`, 'a'.repeat(1_000_000)],
    ['a million folders', 'a/'.repeat(1_000_000), `${'a/'.repeat(1_000_000)}b`],
  ])('is soon done with %s', (_, pattern, path) => {
    expect(matchesPattern(pattern, path)).toBe(false);
    expect(delegates(role('r', { paths: [pattern] }), path)).toBe(false);
  });

  it('does not match a name that no file system holds', () => {
    expect(matchesPattern('*', 'a'.repeat(255))).toBe(true);
    expect(matchesPattern('*', 'a'.repeat(256))).toBe(false);
  });
});

describe('a delegation', () => {
  it('covers what one of its patterns matches, and nothing without any', () => {
    const releases = role('releases', { paths: ['releases/*', 'releases/*/*', 'docs/manual.pdf'] });
    expect(delegates(releases, 'releases/1.0/tool.txt')).toBe(true);
    expect(delegates(releases, 'docs/manual.pdf')).toBe(true);
    expect(delegates(releases, 'docs/other.pdf')).toBe(false);
    expect(delegates(role('nothing', { paths: [] }), 'x')).toBe(false);
    expect(delegates(role('nothing', {}), 'x')).toBe(false);
  });

  it('covers paths by the beginning of their hash', () => {
    const bin = role('bin', { path_hash_prefixes: [sha256('a/b').slice(0, 3), sha256('c')] });
    expect(delegates(bin, 'a/b')).toBe(true);
    expect(delegates(bin, 'c')).toBe(true);
    expect(delegates(bin, 'd')).toBe(false);
    expect(delegates(role('all', { path_hash_prefixes: [''] }), 'd')).toBe(true);
    expect(delegates(role('none', { path_hash_prefixes: [`${sha256('d')}0`] }), 'd')).toBe(false);
  });
});

describe('the roles for a path', () => {
  it('come in the order of the list and end with the first terminating one', () => {
    const list = delegations(
      role('10', { paths: ['*/*'], terminating: false }),
      role('other', { paths: ['other/*'] }),
      role('2', { paths: ['a/b', 'a/*'] }),
      role('late', { paths: ['*/b'] }),
    );
    expect(namesOf(rolesFor(list, 'a/b'))).toEqual(['10', '2']);
    expect(namesOf(rolesFor(list, 'b/b'))).toEqual(['10', 'late']);
    expect(namesOf(rolesFor(list, 'b/c'))).toEqual(['10']);
    expect(rolesFor(list, 'c')).toEqual([]);
  });

  it('are found by hash prefix beside patterns', () => {
    const list = delegations(
      role('bins', { path_hash_prefixes: [sha256('a/b').slice(0, 2)], terminating: false }),
      role('a', { paths: ['a/*'] }),
    );
    expect(namesOf(rolesFor(list, 'a/b'))).toEqual(['bins', 'a']);
  });

  it('are those whose delegation covers it, whatever the patterns', () => {
    const segment = fc.constantFrom('a', 'b', '*', 'a*', '?', '.a');
    const pattern = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab', '.a'), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('/'));
    const roles = fc.array(fc.record({ paths: fc.array(pattern, { maxLength: 4 }), terminating: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(roles, path, (members, wanted) => {
        const list = members.map((member, i) => role(String(i), member));
        const covering = list.filter((one) => delegates(one, wanted));
        const end = covering.findIndex(({ terminating }) => terminating);
        expect(rolesFor(delegations(...list), wanted)).toEqual(end < 0 ? covering : covering.slice(0, end + 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('are soon found for 100,000 paths among 1,000 delegations of four patterns', () => {
    const list = delegations(
      ...Array.from({ length: 1_000 }, (_, i) =>
        role(`r${i}`, { paths: [`r${i}/*`, `r${i}/*/*`, `r${i}/*/*/*`, `r${i}/*/*/*/*`] }),
      ),
    );
    let found = 0;
    for (let i = 0; i < 100_000; i++) found += rolesFor(list, `r${i % 1_000}/1.0/file-${i}.txt`).length;
    expect(found).toBe(100_000);
  });

  it('are soon found for 20,000 paths of one role with 1,000 patterns', () => {
    const many = role('r', { paths: Array.from({ length: 1_000 }, (_, i) => `r/*-${i}.txt`) });
    let found = 0;
    for (let i = 0; i < 20_000; i++) if (delegates(many, `r/file-${i}.txt`)) found++;
    expect(found).toBe(1_000);
  });
});
