/** The prompts of SPEC A7, number by number: they are part of the contract, scripts answer them blindly. */
import { describe, expect, it } from 'vitest';
import { TufError } from '../../../../src/errors.ts';
import { parsePaths } from '../../../../src/operations/signer/prompts/delegated-paths.ts';
import { askOnlineKey, type OnlineKeySources } from '../../../../src/operations/signer/prompts/online-key.ts';
import { askOnlineRoles } from '../../../../src/operations/signer/prompts/online-menu.ts';
import { askRole, type RoleMenuInput } from '../../../../src/operations/signer/prompts/role-menu.ts';
import { parseSigners } from '../../../../src/operations/signer/prompts/signers.ts';
import { askSigningKey, askSigningKeyInVain } from '../../../../src/operations/signer/prompts/signing-key.ts';
import type { OnlineKeyChoice } from '../../../../src/ports/online-keys.ts';
import type { NewKeyChoice, OwnKeys } from '../../../../src/ports/own-keys.ts';
import type { Key } from '../../../../src/tuf/key.ts';
import { online } from '../../../support/sound-repository.ts';
import { scriptedTerminal } from './scripted-terminal.ts';

/** Imports whatever key is asked for, and keeps what that was. */
function sources(testKey?: string): OnlineKeySources & { readonly asked: OnlineKeyChoice[] } {
  const asked: OnlineKeyChoice[] = [];
  return {
    asked,
    testKey,
    onlineKeys: {
      async import(choice) {
        asked.push(choice);
        if (choice.kind === 'gcpkms' && choice.keyVersion === 'refused') {
          throw new TufError('signer', 'There is no such key', { hint: 'Look for it' });
        }
        return online.key as Key;
      },
      schemesOf: async () => [],
    },
  };
}

const root: RoleMenuInput = {
  role: 'root',
  user: '@me',
  config: {
    signers: { kind: 'people', users: ['@me', '@you', '@they'], threshold: 2 },
    periods: { expiry: 365, signing: 60 },
  },
  paths: undefined,
  isNew: false,
};
const delegated: RoleMenuInput = {
  ...root,
  role: 'team',
  paths: { paths: ['team/*'], terminating: true },
};

/** What the menu of a role comes to, every answer used. */
async function answersOf(input: RoleMenuInput, answers: readonly string[], testKey?: string) {
  const terminal = scriptedTerminal(answers);
  const chosen = await askRole(terminal, input, sources(testKey));
  expect(terminal.left).toEqual([]);
  return chosen;
}

describe('the role menu', () => {
  it.each([[['']], [['0']]])('%j leaves everything as it is', async (answers) => {
    const chosen = await answersOf(root, answers);
    expect(chosen).toEqual({
      config: root.config,
      paths: undefined,
      signAgain: false,
      replaceKey: false,
      remove: false,
    });
  });

  it('1 asks for signers and threshold; enter keeps each', async () => {
    expect((await answersOf(root, ['1', '', '', ''])).config).toEqual(root.config);
    expect((await answersOf(root, ['1', '@me, you', '1', ''])).config.signers).toEqual({
      kind: 'people',
      users: ['@me', '@you'],
      threshold: 1,
    });
  });

  it('1 with one signer asks for no threshold', async () => {
    expect((await answersOf(root, ['1', 'you', ''])).config.signers).toMatchObject({ users: ['@you'], threshold: 1 });
  });

  it('1 of another role than root first asks for people or an online key, without a default', async () => {
    expect((await answersOf(delegated, ['1', '', '3', '1', '@you', ''])).config.signers).toMatchObject({
      kind: 'people',
      users: ['@you'],
    });
    expect((await answersOf(delegated, ['1', '2', '1', ''])).config.signers).toEqual({
      kind: 'online',
      key: 'workflow',
    });
    expect((await answersOf(delegated, ['1', '2', '0', ''], 'keys/test.pem')).config.signers).toEqual({
      kind: 'online',
      key: online.key,
    });
  });

  it('2 asks for the expiry period, then the signing period', async () => {
    expect((await answersOf(root, ['2', '100', '10', ''])).config.periods).toEqual({ expiry: 100, signing: 10 });
    expect((await answersOf(root, ['2', '', '', ''])).config.periods).toEqual(root.config.periods);
  });

  it('an answer that does not fit is said to be so, and asked again from the next line', async () => {
    const answers = ['9', 'x', '2', '0', '4000', '1e2', '50', '60', '50', '', '20', ''];
    expect((await answersOf(root, answers)).config.periods).toEqual({ expiry: 50, signing: 20 });
    expect((await answersOf(root, ['1', 'me you', '3', '0', '2', ''])).config.signers).toMatchObject({ threshold: 2 });
    expect((await answersOf(root, ['1', 'not/a/name', ',', '@you', ''])).config.signers).toMatchObject({
      users: ['@you'],
    });
  });

  it('the end of input at any question stops it', async () => {
    for (const answers of [[], ['1'], ['1', ''], ['2'], ['2', '10'], ['2', '10', '5']]) {
      await expect(askRole(scriptedTerminal(answers), root, sources())).rejects.toMatchObject({ code: 'aborted' });
    }
  });

  it('what is new comes after the numbers of old', async () => {
    expect(await answersOf(delegated, ['3', 'team/*, team/docs/*', '4', ''])).toMatchObject({
      paths: { paths: ['team/*', 'team/docs/*'], terminating: false },
    });
    expect(await answersOf(delegated, ['5', '6', ''])).toMatchObject({ signAgain: true, replaceKey: true });
    expect(await answersOf(delegated, ['7'])).toMatchObject({ remove: true });
    // root has no paths and cannot be removed; a new role can be neither removed nor signed again.
    expect(await answersOf(root, ['3', '4', '7', '5', ''])).toMatchObject({ signAgain: true, remove: false });
    expect(await answersOf({ ...delegated, isNew: true }, ['5', '6', '7', ''])).toMatchObject({ remove: false });
  });
});

describe('the online menu', () => {
  it('has the key, the periods of timestamp, and those of snapshot', async () => {
    const present = {
      key: 'workflow',
      timestamp: { expiry: 2, signing: 1 },
      snapshot: { expiry: 365, signing: 60 },
    } as const;
    const terminal = scriptedTerminal(['1', '0', '2', '7', '3', '3', '', '90', '0']);
    expect(await askOnlineRoles(terminal, present, sources('k.pem'))).toEqual({
      key: online.key,
      timestamp: { expiry: 7, signing: 3 },
      snapshot: { expiry: 365, signing: 90 },
    });
    expect(await askOnlineRoles(scriptedTerminal(['']), present, sources())).toEqual(present);
  });
});

describe('the online key', () => {
  it.each<[readonly string[], OnlineKeyChoice | undefined]>([
    [[''], undefined],
    [['1'], undefined],
    [['2', 'projects/p/x'], { kind: 'gcpkms', keyVersion: 'projects/p/x' }],
    [['3', 'vault', 'name'], { kind: 'azurekms', vault: 'vault', name: 'name' }],
    [['4', 'alias/k', ''], { kind: 'awskms', keyId: 'alias/k', scheme: 'ecdsa-sha2-nistp256' }],
    [['4', 'alias/k', '3'], { kind: 'awskms', keyId: 'alias/k', scheme: 'ecdsa-sha2-nistp521' }],
    [['4', 'alias/k', '5'], { kind: 'awskms', keyId: 'alias/k', scheme: 'rsassa-pss-sha384' }],
    [['4', 'alias/k', '9'], { kind: 'awskms', keyId: 'alias/k', scheme: 'rsa-pkcs1v15-sha512' }],
    [['0', 'my/key.pem'], { kind: 'file2', path: 'my/key.pem' }],
    // What cannot be had is said, and the choice is offered again.
    [['2', 'refused', '2', '', 'other'], { kind: 'gcpkms', keyVersion: 'other' }],
  ])('%j', async (answers, choice) => {
    const terminal = scriptedTerminal(answers);
    const input = sources();
    expect(await askOnlineKey(terminal, input)).toBe(choice ? online.key : 'workflow');
    expect(input.asked.at(-1)).toEqual(choice);
    expect(terminal.left).toEqual([]);
  });
});

describe('the signing key', () => {
  const asked: NewKeyChoice[] = [];
  const ownKeys: OwnKeys = {
    async newKey(choice) {
      asked.push(choice);
      if (choice === 'hardware') throw new TufError('signer', 'no device');
      return { key: online.key, uri: 'sigstore:' };
    },
    sign: async () => undefined,
  };

  it.each<[readonly string[], NewKeyChoice]>([
    [[''], 'sigstore'],
    [['1'], 'sigstore'],
    // Not supported is said at once; no device: the choice is offered again.
    [['3', '2', '1'], 'sigstore'],
    [['4', 'hsm:', 'exec:/opt/helper'], { uri: 'exec:/opt/helper' }],
  ])('%j', async (answers, choice) => {
    const terminal = scriptedTerminal(answers);
    await askSigningKey(terminal, ownKeys);
    expect(asked.at(-1)).toEqual(choice);
    expect(terminal.left).toEqual([]);
  });

  it('is asked for in vain on a pipe, and then touches nothing', async () => {
    for (const answers of [[''], ['1'], ['2', ''], ['3', '2', ''], ['4', 'file2:k.pem']]) {
      const terminal = scriptedTerminal(answers);
      await askSigningKeyInVain(terminal);
      expect(terminal.left).toEqual([]);
    }
    await askSigningKeyInVain(scriptedTerminal([], true));
  });
});

describe('lists', () => {
  it.each([
    ['@a, @b', ['@a', '@b']],
    ['[@a,@b]', ['@a', '@b']],
    ['  A b,,A ', ['@a', '@b']],
    ['[a-1]', ['@a-1']],
  ])('of signers: %j', (answer, users) => {
    expect(parseSigners(answer)).toEqual({ value: users });
  });

  it.each(['', '[]', ' , ', 'a_b', '@@a', 'a\u202eb', '__proto__', "['@a']"])('of signers, not: %j', (answer) => {
    expect(parseSigners(answer)).toHaveProperty('problem');
  });

  it('of paths: patterns, or a depth', () => {
    expect(parsePaths('team', '2')).toEqual({ value: ['team/*', 'team/*/*'] });
    expect(parsePaths('team', 'team/*, , team/a/*.txt')).toEqual({ value: ['team/*', 'team/a/*.txt'] });
    for (const answer of ['', '0', '99', '/team', 'team/../*', 'team/?', '../x']) {
      expect(parsePaths('team', answer), answer).toHaveProperty('problem');
    }
  });
});
