/** The files that are shared with the Python tool, in configparser's syntax (SPEC A7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ini, iniValue, parseIni, withIniOption } from '../../../src/adapters/settings/ini.ts';

function read(text: string): Ini {
  const reading = parseIni(text);
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.problem}`);
  return reading.ini;
}

/** What configparser says of a text, tried with Python 3.12. */
const readings: readonly (readonly [text: string, section: string, name: string, value: string | undefined])[] = [
  ['[settings]\nuser-name = @me\n', 'settings', 'user-name', '@me'],
  ['[settings]\nUser-Name: @me', 'settings', 'user-name', '@me'],
  ['[settings]\r\n  user-name=@me  \r\n', 'settings', 'USER-NAME', '@me'],
  ['[s]\nkey = hsm:2?label=YubiKey+PIV', 's', 'key', 'hsm:2?label=YubiKey+PIV'],
  ['[s]\nkey: a = b : c', 's', 'key', 'a = b : c'],
  ['[s]\nkey = "quoted"', 's', 'key', '"quoted"'],
  ['[s]\nkey = 100% $x', 's', 'key', '100% $x'],
  ['[s]\nkey = a # no comment ; nor this', 's', 'key', 'a # no comment ; nor this'],
  ['[s]\n# key = a\n  ; key = b\nkey = c', 's', 'key', 'c'],
  ['[s]\nkey = a\n  b\n\n  c\n\nother = d', 's', 'key', 'a\nb\n\nc'],
  ['[s]\n  key = a\n  other = b', 's', 'other', 'b'],
  ['[s]\n  key = a\nother = b', 's', 'other', 'b'],
  ['[s]\nkey =', 's', 'key', ''],
  ['[DEFAULT]\nkey = d\n[s]\nother = x', 's', 'key', 'd'],
  ['[DEFAULT]\nkey = d\n[s]\nkey = own', 's', 'key', 'own'],
  ['[s] and more\nkey = a', 's', 'key', 'a'],
  ['[s]\nkey = a\n [t]\nother = b', 't', 'other', undefined],
  ['[s]\n__proto__ = a', 's', '__proto__', 'a'],
];

describe('reading', () => {
  it.each(readings)('%j: [%s] %s is %j', (text, section, name, value) => {
    expect(iniValue(read(text), section, name)).toBe(value);
  });

  it.each([
    ['key = a', 1],
    ['[s]\nkey', 2],
    ['[s]\n= a', 2],
    ['[s]\nkey = a\nKEY = b', 3],
    ['[s]\n[t]\n[s]', 3],
    ['[s]\nkey = a\n\n[]', 4],
  ])('%j is refused, as configparser does', (text, line) => {
    expect(parseIni(text)).toMatchObject({ ok: false, line });
  });
});

describe('setting one option', () => {
  it('keeps every other line: comments, blank lines, other sections', () => {
    const text =
      '# mine\n[other]\nx = 1\n\n[signing-keys]\n# yubikey\nAA = hsm:\n  more\nbb = hsm:2\n\n[last]\ny = 2\n';
    expect(withIniOption(read(text), 'signing-keys', 'aa', 'file2:k')).toBe(
      '# mine\n[other]\nx = 1\n\n[signing-keys]\n# yubikey\naa = file2:k\nbb = hsm:2\n\n[last]\ny = 2\n',
    );
    expect(withIniOption(read(text), 'signing-keys', 'cc', 'hsm:3')).toContain('bb = hsm:2\ncc = hsm:3\n\n[last]');
    expect(withIniOption(read('[other]\nx = 1'), 'signing-keys', 'cc', 'hsm:')).toBe(
      '[other]\nx = 1\n\n[signing-keys]\ncc = hsm:\n',
    );
    expect(withIniOption(read(''), 'signing-keys', 'cc', 'hsm:')).toBe('[signing-keys]\ncc = hsm:\n');
  });

  it('changes nothing else in whatever file there is', () => {
    const line = fc.constantFrom(
      ...['[a]', ' [b]', '[DEFAULT]', '[signing-keys]', 'x = 1', '  y: 2', '\tdeep', '# c', '', 'abc = old', ' z ='],
    );
    const all = ({ sections, options }: Ini) =>
      new Set([
        ...sections.map(({ name }) => `[${name}]`),
        ...options.map(({ section, name, value }) => `[${section}] ${name} = ${value}`),
      ]);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const reading = parseIni(lines.join('\n'));
        if (!reading.ok) return;
        const before = all(reading.ini);
        for (const option of before) if (option.startsWith('[signing-keys] abc = ')) before.delete(option);
        const after = all(read(withIniOption(reading.ini, 'signing-keys', 'abc', 'new')));
        expect(after).toEqual(new Set([...before, '[signing-keys]', '[signing-keys] abc = new']));
      }),
      { numRuns: 500 },
    );
  });
});
