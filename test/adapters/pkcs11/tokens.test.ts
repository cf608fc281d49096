/** What is asked of a PKCS#11 module, and what its answers mean (SPEC A4). */
import { createPublicKey, hash, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ckr } from '../../../src/adapters/pkcs11/cryptoki.ts';
import { listTokens, signOnce } from '../../../src/adapters/pkcs11/tokens.ts';
import type { DeviceProblem, DeviceSignature } from '../../../src/ports/tokens.ts';
import { derOf, derTag } from '../../../src/tuf/keys/der.ts';
import {
  type FakeDevice,
  type FakeModule,
  fakeDevice,
  fakeModule,
  knownMessage,
  pointOf,
  spkiOf,
} from './fake-module.ts';

const message = Buffer.from('{"_type":"root"}');

function request(device: FakeDevice, changes: Partial<DeviceSignature> = {}): DeviceSignature {
  const name = createPublicKey(device.key).asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256';
  const digest = hash(name, message, 'buffer');
  knownMessage(message, digest, name);
  return {
    token: { slot: '0', label: device.label, serial: device.serial },
    keyId: 2,
    pin: device.pin,
    digest,
    ...changes,
  };
}

const quickly = () => 0;
/** Each look at the clock is 16 s later: as when a YubiKey has waited for its touch. */
const slowly = () => {
  let time = 0;
  return () => {
    time += 16_000;
    return time;
  };
};

describe('looking', () => {
  test('a token is named without its padding, and its key read without a PIN', () => {
    const device = fakeDevice();
    const module = fakeModule(device);
    const [token] = listTokens(module, 2);
    expect(token).toMatchObject({ slot: '0', label: 'YubiKey PIV #15835999', model: 'YK5', serial: '15835999' });
    expect(token?.pin).toEqual({ tries: 'enough', isSet: true, atDevice: false, length: { min: 6, max: 8 } });
    expect(Buffer.from(token!.spki!)).toEqual(spkiOf(device));
    expect(module.calls.filter((call) => call.startsWith('login'))).toEqual([]);
    expect(module.open.size).toBe(0);
  });

  test('P-384 too', () => {
    const device = fakeDevice({}, 'P-384');
    expect(Buffer.from(listTokens(fakeModule(device), 2)[0]!.spki!)).toEqual(spkiOf(device));
  });

  test.each([
    ['a point as it is', (device: FakeDevice) => ({ point: pointOf(device.key) })],
    [
      'a point in a bit string',
      (device: FakeDevice) => ({ point: derOf(derTag.bitString, Buffer.of(0), pointOf(device.key)) }),
    ],
    ['the curve by name', () => ({ parameters: derOf(0x13, Buffer.from('secp256r1')) })],
    ['the curve by its other name', () => ({ parameters: derOf(0x13, Buffer.from('prime256v1')) })],
  ])('modules differ in how they write a key: %s', (_, change) => {
    const device = fakeDevice();
    const other = { ...device, ...change(device) };
    expect(Buffer.from(listTokens(fakeModule(other), 2)[0]!.spki!)).toEqual(spkiOf(device));
  });

  test.each<[string, Partial<FakeDevice>]>([
    ['a key under another id', { keyId: 3 }],
    ['another curve', { parameters: Buffer.from('06052b81040023', 'hex') }],
    ['a point that is cut off', { point: Buffer.of(4, 65, 4, 1, 2, 3) }],
    ['an empty point', { point: Buffer.alloc(0) }],
    ['a token that was never set up', { isInitialised: false }],
    ['a device that does not open', { faults: { openSession: ckr.DEVICE_ERROR } }],
    ['a device that does not search', { faults: { findObjects: ckr.GENERAL_ERROR } }],
  ])('%s has no key, and the next token is still seen', (_, changes) => {
    const tokens = listTokens(fakeModule(fakeDevice(changes), fakeDevice({ serial: '2' })), 2);
    expect(tokens.map(({ spki }) => spki !== undefined)).toEqual([false, true]);
  });

  test('whatever a module gives as key, looking does not throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.uint8Array({ maxLength: 20 }), (point, parameters) => {
        const good = fakeDevice();
        expect(listTokens(fakeModule({ ...good, point }), 2)).toHaveLength(1);
        expect(listTokens(fakeModule({ ...good, parameters }), 2)).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [3, 'enough'],
    [2, 'low'],
    [1, 'last'],
    [0, 'locked'],
  ] as const)('with %i tries left, that is %s', (tries, said) => {
    expect(listTokens(fakeModule(fakeDevice({ tries })), 2)[0]?.pin.tries).toBe(said);
  });
});

describe('signing', () => {
  test.each(['P-256', 'P-384'] as const)('one session, one login, one %s signature in DER', (curve) => {
    const device = fakeDevice({}, curve);
    const module = fakeModule(device);
    const signed = signOnce(module, request(device), quickly);
    const digest = curve === 'P-256' ? 'sha256' : 'sha384';
    expect(signed.ok && verify(digest, message, createPublicKey(device.key), signed.value)).toBe(true);
    expect(module.calls).toEqual([
      'openSession',
      'login 1',
      'findObjects',
      'signInit',
      'sign',
      'logout',
      'closeSession',
    ]);
  });

  test('a device that wants its PIN for each signature hears it again', () => {
    const device = fakeDevice({ alwaysAuthenticates: true });
    const module = fakeModule(device);
    expect(signOnce(module, request(device), quickly).ok).toBe(true);
    expect(module.calls).toContain('login 2');
  });

  test('a token in another slot than before is found again; another token in its slot is not taken for it', () => {
    const [wanted, other] = [fakeDevice(), fakeDevice({ label: 'other', serial: '9' })];
    expect(signOnce(fakeModule(other, wanted), request(wanted), quickly).ok).toBe(true);
    const module = fakeModule(other);
    expect(problemOf(module, request(wanted))).toBe('removed');
    expect(module.calls).toEqual([]);
  });

  test('a wrong PIN is tried once, and what is left is told', () => {
    const device = fakeDevice({ tries: 2 });
    const module = fakeModule(device);
    const signed = signOnce(module, request(device, { pin: '999999' }), quickly);
    expect(signed.ok ? undefined : signed.failure).toMatchObject({ problem: 'pin-wrong', pin: { tries: 'last' } });
    expect(module.calls.filter((call) => call.startsWith('login'))).toHaveLength(1);
    expect(module.open.size).toBe(0);
  });

  test('a public key without its private one', () => {
    const device = fakeDevice({ hasPrivateKey: false });
    expect(problemOf(fakeModule(device), request(device))).toBe('no-key');
  });

  test.each<[DeviceProblem, FakeDevice['faults']]>([
    ['pin-length', { login: ckr.PIN_LEN_RANGE }],
    ['pin-locked', { login: ckr.PIN_LOCKED }],
    ['pin-expired', { login: ckr.PIN_EXPIRED }],
    ['pin-not-set', { login: ckr.USER_PIN_NOT_INITIALIZED }],
    ['removed', { sign: ckr.DEVICE_REMOVED }],
    ['removed', { openSession: ckr.TOKEN_NOT_PRESENT }],
    ['busy', { openSession: ckr.SESSION_COUNT }],
    ['no-touch', { sign: ckr.FUNCTION_CANCELED }],
    ['not-allowed', { signInit: ckr.KEY_FUNCTION_NOT_PERMITTED }],
    ['not-allowed', { signInit: ckr.MECHANISM_INVALID }],
    ['refused', { sign: ckr.DEVICE_ERROR }],
    ['refused', { sign: 0x80000001 }],
  ])('%s: %o', (problem, faults) => {
    const device = fakeDevice({ faults });
    expect(problemOf(fakeModule(device), request(device))).toBe(problem);
  });

  test.each([ckr.GENERAL_ERROR, ckr.FUNCTION_FAILED, ckr.DEVICE_ERROR])(
    'a general error after a long wait (%i) means that nobody touched it',
    (code) => {
      const device = fakeDevice({ faults: { sign: code } });
      expect(problemOf(fakeModule(device), request(device), slowly())).toBe('no-touch');
    },
  );
});

function problemOf(
  module: FakeModule,
  asked: DeviceSignature,
  clock: () => number = quickly,
): DeviceProblem | undefined {
  const signed = signOnce(module, asked, clock);
  return signed.ok ? undefined : signed.failure.problem;
}
