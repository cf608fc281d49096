/** A PKCS#11 module with devices of our making: keys in memory, a PIN with a counter, and whatever goes wrong in a story. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  type Attribute,
  type Cryptoki,
  CryptokiError,
  cka,
  ckf,
  ckkEc,
  cko,
  ckr,
  type Handle,
} from '../../../src/adapters/pkcs11/cryptoki.ts';
import { derOf, derTag } from '../../../src/tuf/keys/der.ts';

export interface FakeDevice {
  label: string;
  serial: string;
  pin: string;
  /** Wrong PINs that it still bears. */
  tries: number;
  isInitialised: boolean;
  /** CKA_ID of its key; undefined: it has none. */
  keyId: number | undefined;
  key: KeyObject;
  /** How it writes CKA_EC_PARAMS and CKA_EC_POINT. */
  parameters: Uint8Array;
  point: Uint8Array;
  /** Code that a function returns instead of doing its work. */
  faults: Partial<Record<'openSession' | 'login' | 'signInit' | 'sign' | 'findObjects', number>>;
  /** The PIN is wanted again between C_SignInit and C_Sign. */
  alwaysAuthenticates: boolean;
  hasPrivateKey: boolean;
}

const curveParameters = { 'P-256': '06082a8648ce3d030107', 'P-384': '06052b81040022' } as const;

export function fakeDevice(changes: Partial<FakeDevice> = {}, curve: 'P-256' | 'P-384' = 'P-256'): FakeDevice {
  const key = changes.key ?? generateKeyPairSync('ec', { namedCurve: curve }).privateKey;
  return {
    label: 'YubiKey PIV #15835999',
    serial: '15835999',
    pin: '123456',
    tries: 3,
    isInitialised: true,
    keyId: 2,
    key,
    parameters: Buffer.from(curveParameters[curve], 'hex'),
    point: derOf(derTag.octetString, pointOf(key)),
    faults: {},
    alwaysAuthenticates: false,
    hasPrivateKey: true,
    ...changes,
  };
}

export function pointOf(key: KeyObject): Buffer {
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]);
}

export const spkiOf = ({ key }: FakeDevice) => createPublicKey(key).export({ type: 'spki', format: 'der' });

export interface FakeModule extends Cryptoki {
  readonly devices: FakeDevice[];
  /** What was called, in order. */
  readonly calls: string[];
  /** Sessions that were never closed. */
  readonly open: Set<Handle>;
}

const publicObject = 11;
const privateObject = 12;

export function fakeModule(...devices: FakeDevice[]): FakeModule {
  const calls: string[] = [];
  const open = new Set<Handle>();
  const sessions = new Map<Handle, { device: FakeDevice; authenticated: boolean; initialised: boolean }>();
  const at = (slot: Handle) => devices[Number(slot)] ?? fail('GetTokenInfo', ckr.SLOT_ID_INVALID);
  const of = (session: Handle) => sessions.get(session) ?? fail('Session', ckr.SESSION_HANDLE_INVALID);
  const called = (name: string, code?: number) => {
    calls.push(name);
    if (code !== undefined) fail(name, code);
  };
  return {
    devices,
    calls,
    open,
    slots: () => devices.map((_, slot) => slot),
    tokenInfo(slot) {
      const { label, serial, isInitialised, tries } = at(slot);
      const flags =
        ckf.pinInitialized |
        (isInitialised ? ckf.tokenInitialized : 0) |
        (tries === 0 ? ckf.pinLocked : tries === 1 ? ckf.pinFinalTry : tries === 2 ? ckf.pinCountLow : 0);
      return {
        label: label.padEnd(32),
        model: 'YK5'.padEnd(16),
        serial: serial.padEnd(16, '\0'),
        flags,
        minPinLength: 6,
        maxPinLength: 8,
      };
    },
    openSession(slot) {
      const device = at(slot);
      called('openSession', device.faults.openSession);
      const session = BigInt(calls.length);
      sessions.set(session, { device, authenticated: false, initialised: false });
      open.add(session);
      return session;
    },
    login(session, user, pin) {
      const state = of(session);
      called(`login ${user}`, state.device.faults.login);
      if (state.device.tries === 0) fail('C_Login', ckr.PIN_LOCKED);
      if (Buffer.from(pin ?? '').toString() !== state.device.pin) {
        state.device.tries--;
        fail('C_Login', ckr.PIN_INCORRECT);
      }
      state.device.tries = 3;
      state.authenticated = user === 2 || !state.device.alwaysAuthenticates;
    },
    logout: () => called('logout'),
    findObjects(session, template) {
      const { device } = of(session);
      called('findObjects', device.faults.findObjects);
      const wanted = (type: number) => template.find((attribute: Attribute) => attribute.type === type)?.value;
      const id = Buffer.from((wanted(cka.id) as Uint8Array | undefined) ?? []).toString('hex');
      if (wanted(cka.keyType) !== ckkEc || id !== device.keyId?.toString(16).padStart(2, '0')) return [];
      if (wanted(cka.class) === cko.publicKey) return [publicObject];
      return wanted(cka.class) === cko.privateKey && device.hasPrivateKey ? [privateObject] : [];
    },
    attribute(session, _object, type) {
      const { device } = of(session);
      if (type === cka.ecParams) return device.parameters;
      if (type === cka.ecPoint) return device.point;
      return type === cka.always ? Buffer.of(device.alwaysAuthenticates ? 1 : 0) : undefined;
    },
    signInit(session) {
      const state = of(session);
      called('signInit', state.device.faults.signInit);
      state.initialised = true;
    },
    sign(session, digest) {
      const { device, authenticated } = of(session);
      called('sign', authenticated ? device.faults.sign : ckr.USER_NOT_LOGGED_IN);
      return signDigest(device.key, digest);
    },
    closeSession(session) {
      called('closeSession');
      open.delete(session);
    },
    finalize: () => called('finalize'),
  };
}

function fail(name: string, code: number): never {
  throw new CryptokiError(name, code);
}

/** What CKM_ECDSA does: no hashing. Node only signs what it hashed, so the message behind the digest is looked up. */
const messages = new Map<string, { message: Uint8Array; digest: string }>();
export function knownMessage(message: Uint8Array, digest: Uint8Array, name: 'sha256' | 'sha384'): void {
  messages.set(Buffer.from(digest).toString('hex'), { message, digest: name });
}
function signDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  const known = messages.get(Buffer.from(digest).toString('hex'));
  if (!known) throw new Error('the device was given what is no digest of a known message');
  return sign(known.digest, known.message, { key, dsaEncoding: 'ieee-p1363' });
}
