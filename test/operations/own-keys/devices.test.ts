/** Stories of people who sign with a device three times a year (SPEC A7, B6; issue 5). */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ckr } from '../../../src/adapters/pkcs11/cryptoki.ts';
import { TufError } from '../../../src/errors.ts';
import type { DeviceProblem } from '../../../src/ports/tokens.ts';
import { keyId } from '../../../src/tuf/keyid.ts';
import { type FakeDevice, fakeDevice } from '../../adapters/pkcs11/fake-module.ts';
import { keyOf, memoryStore, payload, person } from './stories.ts';

const mine = fakeDevice();
const device = (changes: Partial<FakeDevice> = {}) => fakeDevice({ key: mine.key, ...changes });
const stranger = () => fakeDevice({ label: 'YubiKey PIV #2', serial: '2' });
const aborted = expect.objectContaining({ code: 'aborted' });

describe('a signature', () => {
  test('takes the PIN and nothing else, and where the key is gets remembered, without the serial', async () => {
    const ann = person({ devices: [device()], types: ['123456'] });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.terminal.prompts).toHaveLength(1);
    expect(ann.store.stored.get('k1')).toBe('hsm:2?label=YubiKey+PIV+%2315835999');
    expect(ann.terminal.screen()).not.toContain('123456\n');
  });

  test('with P-384', async () => {
    const strong = fakeDevice({}, 'P-384');
    expect(await person({ devices: [strong], types: ['123456'] }).signs(strong)).toBe(true);
  });

  test('names the device: label, model and serial', async () => {
    const ann = person({ devices: [device()], types: ['123456'] });
    await ann.signs(mine);
    expect(ann.terminal.prompts[0]).toContain('"YubiKey PIV #15835999" (YK5, serial 15835999)');
  });

  test('finds the right one of several devices, by its key and not by its label', async () => {
    const twin = fakeDevice({ label: mine.label, serial: '7' });
    const ann = person({ devices: [twin, stranger(), device()], types: ['123456'] });
    expect(await ann.signs(mine)).toBe(true);
  });

  test('of two copies of a key takes the one that the store names, and not a locked one', async () => {
    const copy = device({ label: 'backup', serial: '3' });
    const store = memoryStore({ k1: 'hsm:2?label=backup' });
    const ann = person({ devices: [device(), copy], types: ['123456'], store });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.terminal.prompts[0]).toContain('backup');
    const locked = person({ devices: [device({ tries: 0 }), copy], types: ['123456'] });
    expect(await locked.signs(mine)).toBe(true);
  });

  test('that a broken device makes is not used', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const liar = device();
    Object.assign(liar, { key: privateKey });
    const ann = person({ devices: [liar], types: ['123456', 'skip'] });
    expect(await ann.signs(mine)).toBe('skipped');
    expect(ann.store.stored.size).toBe(0);
  });

  test('is not lost because the key store cannot be written', async () => {
    const store = {
      ...memoryStore(),
      remember: async () => Promise.reject(new TufError('settings', 'the disk is full')),
    };
    const ann = person({ devices: [device()], types: ['123456'], store });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.terminal.screen()).toContain('the disk is full');
  });
});

describe('before a PIN is asked', () => {
  const uri = 'hsm:2?label=YubiKey+PIV+%2315835999';
  test.each<[string, FakeDevice[], RegExp]>([
    ['no device', [], /Insert "YubiKey PIV #15835999"/],
    ['another device', [stranger()], /found "YubiKey PIV #2" \(YK5, serial 2\)/],
    ['a device that was never set up', [device({ isInitialised: false })], /never set up/],
    ['the right label with another key', [fakeDevice()], /holds another key/],
    ['the right label without a key', [fakeDevice({ keyId: 9 })], /no P-256 or P-384 key/],
    ['a key that is no point of the curve', [fakeDevice({ point: Buffer.alloc(65, 4) })], /holds another key/],
    ['a locked PIN', [device({ tries: 0 })], /locked.*\n.*PUK/],
  ])('%s is noticed and said', async (_, devices, said) => {
    const ann = person({ devices, types: ['skip'], store: memoryStore({ k1: uri }) });
    expect(await ann.signs(mine)).toBe('skipped');
    expect(ann.terminal.screen()).toMatch(said);
    expect(ann.terminal.screen()).not.toMatch(/^PIN/m);
    expect(ann.pinsTried()).toBe(0);
  });

  test('the device is put in, enter pressed, and it goes on', async () => {
    let looks = 0;
    const onLook = (devices: FakeDevice[]) => void (++looks === 2 && devices.push(device()));
    const ann = person({ types: ['', '123456'], onLook });
    expect(await ann.signs(mine)).toBe(true);
  });

  test.each<[DeviceProblem, RegExp]>([
    ['no-module', /apt install ykcs11/],
    ['module-missing', /PYKCS11LIB/],
    ['module-unusable', /PYKCS11LIB/],
    ['no-ffi', /exec:/],
    ['hung', /did not answer/],
    ['crashed', /Nothing was signed/],
  ])('%s has a sentence and a way on', async (problem, said) => {
    const ann = person({ failure: { problem, detail: '/usr/lib/x.so' }, types: ['skip'] });
    expect(await ann.signs(mine)).toBe('skipped');
    expect(ann.terminal.screen()).toMatch(said);
  });

  test('what a device calls itself cannot write on the screen', async () => {
    const evil = fakeDevice({ label: 'a\u001b[2J\nPIN of\u202e', serial: '\u001b]0;x\u0007' });
    const ann = person({ devices: [evil], types: ['skip'] });
    await ann.signs(mine);
    expect(ann.terminal.screen()).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('a wrong PIN', () => {
  test('is asked again, and the tries are told', async () => {
    const ann = person({ devices: [device()], types: ['999999', '', '123456'] });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.terminal.screen()).toMatch(/PIN is not that of.*Few tries are left/);
  });

  test('is never tried twice', async () => {
    const ann = person({ devices: [device()], types: ['999999', '', '999999', '999999', '123456'] });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.pinsTried()).toBe(2);
  });

  test.each(['12345', '123456789', ''])('that cannot be one is not tried: %j', async (pin) => {
    const ann = person({ devices: [device()], types: [pin, '123456'] });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.pinsTried()).toBe(1);
  });

  test('the last try is only used by somebody who says so', async () => {
    const careful = person({ devices: [device({ tries: 1 })], types: ['', 'skip'] });
    expect(await careful.signs(mine)).toBe('skipped');
    expect(careful.pinsTried()).toBe(0);
    const sure = person({ devices: [device({ tries: 1 })], types: ['last try', '123456'] });
    expect(await sure.signs(mine)).toBe(true);
  });

  test('a script cannot lock a device', async () => {
    const wrong = ['111111', '', '222222', '', '333333', '', '444444', ''];
    const script = person({ devices: [device()], types: wrong, onPipe: true });
    await expect(script.signs(mine)).rejects.toEqual(aborted);
    expect(script.pinsTried()).toBe(2);
    expect(script.module.devices[0]?.tries).toBe(1);
  });
});

describe('a device that', () => {
  test.each<[string, FakeDevice['faults'], RegExp]>([
    ['was not touched', { sign: ckr.FUNCTION_CANCELED }, /touch it when it blinks/],
    ['was pulled out', { sign: ckr.DEVICE_REMOVED }, /not there any more/],
    ['another program uses', { openSession: ckr.SESSION_COUNT }, /another program/],
    ['does not let the key sign', { signInit: ckr.KEY_FUNCTION_NOT_PERMITTED }, /9c/],
    ['has an expired PIN', { login: ckr.PIN_EXPIRED }, /expired/],
    ['refuses without a reason that has a name', { sign: 0x80001234 }, /0x80001234/],
  ])('%s', async (_, faults, said) => {
    const broken = device();
    let looks = 0;
    const onLook = () => void Object.assign(broken.faults, ++looks === 2 ? noFaults : faults);
    // A second PIN is typed only where the first was asked for.
    const ann = person({
      devices: [broken],
      types: ['123456', '', '123456'].slice(faults.openSession ? 1 : 0),
      onLook,
    });
    expect(await ann.signs(mine)).toBe(true);
    expect(ann.terminal.screen()).toMatch(said);
  });
});
const noFaults = { openSession: undefined, login: undefined, signInit: undefined, sign: undefined };

describe('on a pipe', () => {
  test('one line is the PIN, after a failure one is for enter, and then the PIN again', async () => {
    const script = person({ devices: [device()], types: ['999999', '', '123456', 'next'], onPipe: true });
    expect(await script.signs(mine)).toBe(true);
    expect(script.terminal.left).toEqual(['next']);
  });

  test('lines keep their places when the device is missing', async () => {
    let looks = 0;
    const onLook = (devices: FakeDevice[]) => void (++looks === 2 && devices.push(device()));
    const script = person({ types: ['123456', '', '123456', 'next'], onPipe: true, onLook });
    expect(await script.signs(mine)).toBe(true);
    expect(script.terminal.left).toEqual(['next']);
  });

  test('with one device missing the other signatures are still made', async () => {
    const script = person({ devices: [device()], types: ['123456', 'skip', '123456'], onPipe: true });
    expect(await script.signs(stranger())).toBe('skipped');
    expect(await script.signs(mine)).toBe(true);
  });

  test('the end of input stops it', async () => {
    await expect(person({ devices: [device()], types: [], onPipe: true }).signs(mine)).rejects.toEqual(aborted);
  });
});

describe('a new hardware key', () => {
  test('is the one on the device, and its keyid needs nothing but an owner', async () => {
    const ann = person({ devices: [device()], types: [''] });
    const { key, uri } = await ann.newKey('hardware');
    expect(uri).toBe('hsm:2?label=YubiKey+PIV+%2315835999');
    expect(keyId(key)).toBe(keyId(keyOf(mine)));
    expect(Object.keys(key).sort()).toEqual(['keytype', 'keyval', 'scheme']);
    expect(ann.pinsTried()).toBe(0);
  });

  test('is waited for, and what is missing is said', async () => {
    let looks = 0;
    const onLook = (devices: FakeDevice[]) => {
      looks++;
      if (looks === 2) devices.push(fakeDevice({ keyId: 9, label: 'empty' }));
      if (looks === 3) devices.push(device());
    };
    const ann = person({ types: ['', '', ''], onLook });
    expect((await ann.newKey('hardware')).uri).toContain('YubiKey');
    expect(ann.terminal.screen()).toMatch(/No device was found[\s\S]*"empty".*no P-256 or P-384 key[\s\S]*ykman/);
  });

  test('of several devices one is chosen, at a terminal only', async () => {
    const ann = person({ devices: [stranger(), device()], types: ['', '2'] });
    expect((await ann.newKey('hardware')).uri).toContain('15835999');
    const wrongNumber = person({ devices: [stranger(), device()], types: ['', '7', '1'] });
    expect((await wrongNumber.newKey('hardware')).uri).toContain('%232');
    const script = person({ devices: [stranger(), device()], types: ['', ''], onPipe: true });
    await expect(script.newKey('hardware')).rejects.toEqual(aborted);
  });

  test('on a token without a label is found again by its key', async () => {
    const plain = device({ label: '' });
    const { uri } = await person({ devices: [plain], types: [''] }).newKey('hardware');
    expect(uri).toBe('hsm:2');
    const ann = person({ devices: [stranger(), plain], types: ['123456'], store: memoryStore({ k1: uri }) });
    expect(await ann.signs(mine)).toBe(true);
  });

  test('without a module there is nothing to wait for', async () => {
    const ann = person({ failure: { problem: 'no-module', detail: '' }, types: ['', '', ''] });
    await expect(ann.newKey('hardware')).rejects.toMatchObject({ code: 'signer' });
    expect(ann.terminal.left).toEqual(['', '']);
  });
});

test('a key that no hardware has is not looked for on a device', async () => {
  const ann = person({ devices: [device()], types: ['skip'] });
  const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'a'.repeat(64) } };
  expect(await ann.sign({ role: 'root', keyid: 'k2', key, payload })).toBe(undefined);
  expect(ann.terminal.screen()).toMatch(/root is not signed/);
});
