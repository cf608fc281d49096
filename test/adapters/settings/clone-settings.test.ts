/** The settings of a clone: what is missing is said, and who else could have written them is minded (SPEC A7; issue 5). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCloneSettings } from '../../../src/adapters/settings/clone-settings.ts';
import { temporaryFolder } from '../../support/git.ts';

const complete = '[settings]\nuser-name = @me\npull-remote = upstream\npush-remote = origin\n';

function read(text: string | undefined, isTracked = false) {
  const top = temporaryFolder();
  if (text !== undefined) writeFileSync(join(top, '.tuf-on-ci-sign.ini'), text);
  return readCloneSettings({ top, isTracked, storeFile: '/home/me/signing-keys.ini' });
}

describe('the settings of a clone', () => {
  it('are read as they are written', async () => {
    const text = `${complete}pykcs11lib = /usr/lib/libykcs11.so\ndefault-branch = trunk\n[signing-keys]\nAB = hsm:2?label=x\n`;
    expect(await read(text)).toMatchObject({
      userName: '@me',
      pullRemote: 'upstream',
      pushRemote: 'origin',
      pykcs11lib: '/usr/lib/libykcs11.so',
      defaultBranch: 'trunk',
      uris: new Map([['ab', 'hsm:2?label=x']]),
    });
    expect(await read(complete)).toMatchObject({ pykcs11lib: undefined, defaultBranch: undefined, uris: new Map() });
  });

  it.each([
    [undefined, /user-name = .*pull-remote = .*push-remote = /],
    ['[settings]\nuser-name = @me\npush-remote = origin\n', /pull-remote = origin$/],
    ['[settings]\nuser-name =\npull-remote = a\npush-remote = b\n', /user-name = /],
    ['[other]\nuser-name = @me\n', /\[settings\]/],
  ])('%j: what is missing is said with an example', async (text, hint) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'settings', hint: expect.stringMatching(hint) });
  });

  it('name no module when git tracks them: whoever can push would choose what runs', async () => {
    await expect(read(`${complete}pykcs11lib = ./evil.so\n`, true)).rejects.toMatchObject({ code: 'settings' });
    // Also by the section that every other has a share in.
    await expect(read(`[DEFAULT]\npykcs11lib = ./evil.so\n${complete}`, true)).rejects.toMatchObject({
      code: 'settings',
    });
    expect(await read(complete, true)).toMatchObject({ userName: '@me' });
  });

  it.each([true, false])('name no program of their own (tracked: %s)', async (isTracked) => {
    const program = read(`${complete}[signing-keys]\nab = exec:./evil\n`, isTracked);
    await expect(program).rejects.toMatchObject({
      code: 'settings',
      hint: expect.stringContaining('/home/me/signing-keys.ini'),
    });
  });
});
