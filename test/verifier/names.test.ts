import { describe, expect, it } from 'vitest';
import { foldedName, isJsonName, isLostOnWindows, isPlainRoleName, skeleton } from '../../src/verifier/names.ts';

describe('a role name', () => {
  it.each([
    'releases',
    'registry.npmjs.org',
    'v1-2_3',
    'café',
    'リリース',
    '発行',
    'релизы',
    'a',
    'a'.repeat(200),
    'console',
    'com',
    'nul2',
  ])('%s is plain', (name) => {
    expect(isPlainRoleName(name)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '.hidden',
    '-option',
    'ends.',
    'a/b',
    'a\\b',
    'a b',
    'a\nb',
    'a*',
    'a?',
    'a:b',
    'a|b',
    'a%2e',
    'a"',
    '<a>',
    'a[1]',
    'a\u200bb',
    'a\u202eb',
    'a\u00adb',
    'a\u0000b',
    'r\u0435leases',
    'ελa',
    'a\u2113',
    'cafe\u0301',
    'a'.repeat(201),
    'é'.repeat(101),
    'con',
    'CON',
    'nul.txt',
    'com1',
    'lpt9.x',
    'aux',
    'prn',
  ])('%j is not', (name) => {
    expect(isPlainRoleName(name)).toBe(false);
  });
});

describe('names that some disk takes for one', () => {
  it.each([
    'Root.JSON',
    'ROOT.json',
    'root.json.',
    'root.json ',
    'root.json. .',
    'root.json::$DATA',
    'ro\u200cot.json',
    'root\ufe0f.json',
    '\uff52oot.json',
    'root.j\u017fon',
  ])('%j is root.json', (name) => {
    expect(foldedName(name)).toBe('root.json');
    expect(isJsonName(`metadata/${name}`)).toBe(true);
  });

  it.each(['root.jsonx', 'root.json.bak', 'json', 'rootjson', 'r\u043eot.jso', 'root. json', 'a.json/b'])(
    '%j is not',
    (name) => {
      expect(foldedName(name)).not.toBe('root.json');
      expect(isJsonName(`metadata/${name}`)).toBe(false);
    },
  );

  it('are folded in linear time', () => {
    expect(foldedName(`${'. '.repeat(500_000)}x`)).toHaveLength(1_000_001);
  });
});

describe('a disk of Windows', () => {
  it.each([
    'aux',
    'a/Con.txt',
    'NUL',
    'com1.tar.gz',
    'lpt0',
    'prn ',
    'a:b',
    'a/b?',
    'x*',
    'a<b',
    'a>b',
    'a"b',
    'a|b',
    'a./b',
    'a /b',
    'b.',
  ])('cannot hold %j', (path) => {
    expect(isLostOnWindows(path)).toBe(true);
  });

  it.each(['auxiliary', 'a/console.txt', 'com', 'com10', 'lpt.x', '.a', ' a', 'a b', 'a.b', 'ä/ö', 'nulx/con1'])(
    'holds %j',
    (path) => {
      expect(isLostOnWindows(path)).toBe(false);
    },
  );
});

describe('names that look alike', () => {
  it.each([
    ['releases', 're1eases'],
    ['alice', 'A1ICE'],
    ['bob', 'b0b'],
    ['modern', 'modem'],
    ['window', 'vvindow'],
    ['a-b', 'ab'],
  ])('%s and %s', (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other));
  });

  it.each([
    ['bob', 'rob'],
    ['alice', 'alike'],
    ['release1', 'release2'],
  ])('not %s and %s', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other));
  });
});
