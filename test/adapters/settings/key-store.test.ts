/** What the tool remembers of a person's keys (SPEC A7 *Settings*). */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../../src/adapters/settings/data-folder.ts';
import { openKeyStore } from '../../../src/adapters/settings/key-store.ts';
import { temporaryFolder } from '../../support/git.ts';

const keyid = 'ab'.repeat(32);

function storeWith(text?: string): string {
  const file = join(temporaryFolder(), 'tuf-on-ci-sign', 'signing-keys.ini');
  if (text !== undefined) {
    mkdirSync(dirname(file));
    writeFileSync(file, text);
  }
  return file;
}

describe('the key store', () => {
  it('takes the settings of the clone first, then what it remembers, whatever the letter case', async () => {
    const file = storeWith(`[signing-keys]\n${keyid.toUpperCase()} = hsm:2?label=mine\ncd = hsm:3\n`);
    const store = await openKeyStore(file, new Map([['cd', 'hsm:4']]));
    expect([store.uriOf(keyid), store.uriOf('CD'), store.uriOf('ef')]).toEqual([
      'hsm:2?label=mine',
      'hsm:4',
      undefined,
    ]);
  });

  it('remembers for the next run, for its owner alone, and keeps what others wrote', async () => {
    const file = storeWith('# my keys\n[something else]\nx = y\n');
    chmodSync(file, 0o644);
    await (await openKeyStore(file, new Map())).remember(keyid, 'exec:/opt/helper');
    expect(readFileSync(file, 'utf8')).toBe(
      `# my keys\n[something else]\nx = y\n\n[signing-keys]\n${keyid} = exec:/opt/helper\n`,
    );
    expect((await openKeyStore(file, new Map())).uriOf(keyid)).toBe('exec:/opt/helper');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(['signing-keys.ini']);
  });

  it('makes its folder, and two runs at once lose nothing', async () => {
    const file = storeWith();
    const [one, other] = [await openKeyStore(file, new Map()), await openKeyStore(file, new Map())];
    await one.remember(keyid, 'hsm:');
    await other.remember('cd', 'hsm:3');
    const store = await openKeyStore(file, new Map());
    expect([store.uriOf(keyid), store.uriOf('cd')]).toEqual(['hsm:', 'hsm:3']);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('stays a link where it is one', async () => {
    const elsewhere = storeWith('');
    const file = storeWith();
    mkdirSync(dirname(file));
    symlinkSync(elsewhere, file);
    await (await openKeyStore(file, new Map())).remember(keyid, 'hsm:');
    expect(readFileSync(elsewhere, 'utf8')).toContain(keyid);
  });

  it('refuses what would become other lines, and a file that cannot be read', async () => {
    const store = await openKeyStore(storeWith(), new Map());
    for (const [name, uri] of [
      ['a\nb', 'hsm:'],
      ['[x]', 'hsm:'],
      ['a = b', 'hsm:'],
      [keyid, 'hsm:\n[settings]'],
    ] as const) {
      await expect(store.remember(name, uri)).rejects.toMatchObject({ code: 'settings' });
    }
    await expect(openKeyStore(storeWith('no section'), new Map())).rejects.toMatchObject({ code: 'settings' });
  });
});

describe('the data folder', () => {
  const at = (platform: string, variables: Record<string, string> = {}) =>
    dataFolder({ platform, home: platform === 'win32' ? 'C:\\Users\\me' : '/home/me', variables });

  it('is the one of the Python tool', () => {
    expect(at('linux')).toBe('/home/me/.local/share/tuf-on-ci-sign');
    expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/tuf-on-ci-sign');
    expect(at('linux', { XDG_DATA_HOME: '' })).toBe('/home/me/.local/share/tuf-on-ci-sign');
    expect(at('darwin')).toBe('/home/me/Library/Application Support/tuf-on-ci-sign');
    expect(at('win32', { LOCALAPPDATA: 'D:\\Local' })).toBe('D:\\Local\\tuf-on-ci-sign\\tuf-on-ci-sign');
    expect(at('win32')).toBe('C:\\Users\\me\\AppData\\Local\\tuf-on-ci-sign\\tuf-on-ci-sign');
  });

  it('is never inside the clone', () => {
    expect(at('linux', { XDG_DATA_HOME: 'data' })).toBe('/home/me/.local/share/tuf-on-ci-sign');
    expect(() => dataFolder({ platform: 'linux', home: '', variables: {} })).toThrow(/home/);
  });
});
