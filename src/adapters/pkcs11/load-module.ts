/** A PKCS#11 module through the FFI of koffi. It runs in the device process alone: what a module does cannot be stopped from JavaScript. */
import * as koffi from 'koffi';
import {
  type Attribute,
  type Cryptoki,
  CryptokiError,
  ckmEcdsa,
  ckr,
  type Handle,
  type TokenInfo,
} from './cryptoki.ts';
import * as layouts from './layouts.ts';

type FunctionName = keyof typeof layouts.prototypes;
type CFunction = (...parameters: unknown[]) => number;
type Functions = Readonly<Record<FunctionName, CFunction>>;

const osLockingOk = 2;
const serialSession = 4;
/** Of an object; no EC key has so many attributes' bytes. */
const maxAttribute = 65_536;
/** A P-521 signature has 132. */
const maxSignature = 1024;
const maxObjects = 16;
const sizeOfUlong = koffi.sizeof('unsigned long');
/** What a module answers in the place of a length. */
const unavailable = 2n ** BigInt(8 * sizeOfUlong) - 1n;

/**
 * Loads the module and starts it.
 * @throws Error when the file cannot be loaded or is no PKCS#11 module; CryptokiError when it does not start
 */
export function loadModule(path: string): Cryptoki {
  const functions = functionsOf(path);
  const call = (name: FunctionName, ...parameters: unknown[]): void => {
    const code = Number(functions[name](...parameters));
    if (code !== 0) throw new CryptokiError(`C_${name}`, code);
  };
  initialize(call);
  return {
    slots: () => slots(call),
    tokenInfo: (slot) => tokenInfo(call, slot),
    openSession(slot) {
      const session: Handle[] = [0];
      call('OpenSession', slot, serialSession, null, null, session);
      return session[0]!;
    },
    login: (session, user, pin) => call('Login', session, user, pin ?? null, pin?.length ?? 0),
    logout: (session) => call('Logout', session),
    findObjects: (session, template) => findObjects(call, session, template),
    attribute: (session, object, type) => attribute(call, session, object, type),
    signInit: (session, key) =>
      call('SignInit', session, { mechanism: ckmEcdsa, parameter: null, parameterLength: 0 }, key),
    sign(session, digest) {
      const signature = Buffer.alloc(maxSignature);
      const length = [maxSignature];
      call('Sign', session, digest, digest.length, signature, length);
      return signature.subarray(0, Number(length[0]));
    },
    closeSession: (session) => call('CloseSession', session),
    finalize: () => call('Finalize', null),
  };
}

type Call = (name: FunctionName, ...parameters: unknown[]) => void;

/** From the function list: it is the one symbol that every module must export (PKCS#11 5.3). */
function functionsOf(path: string): Functions {
  const library = koffi.load(path);
  const [name, result, parameters] = layouts.getFunctionList;
  const list: unknown[] = [null];
  const code = Number(library.func(name, result, [...parameters])(list));
  if (code !== 0) throw new CryptokiError(name, code);
  const pointers = koffi.decode(list[0], layouts.functionList) as Readonly<Record<string, unknown>>;
  const entries = Object.entries(layouts.prototypes).map(([name, prototype]) => {
    const pointer = pointers[name];
    if (!pointer) throw new Error(`it has no function C_${name}`);
    return [name, koffi.decode(pointer, prototype) as CFunction] as const;
  });
  return Object.fromEntries(entries) as Functions;
}

function initialize(call: Call): void {
  const nothing = { createMutex: null, destroyMutex: null, lockMutex: null, unlockMutex: null, reserved: null };
  try {
    call('Initialize', { ...nothing, flags: osLockingOk });
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    if (error.code === ckr.CANT_LOCK || error.code === ckr.ARGUMENTS_BAD) call('Initialize', null);
    else if (error.code !== ckr.CRYPTOKI_ALREADY_INITIALIZED) throw error;
  }
}

function slots(call: Call): readonly Handle[] {
  const count = [0];
  call('GetSlotList', 1, null, count);
  // A device may be plugged in between the two calls.
  const room = Number(count[0]) + 8;
  const found: Handle[] = new Array(room).fill(0);
  const filled = [room];
  call('GetSlotList', 1, found, filled);
  return found.slice(0, Number(filled[0]));
}

interface RawTokenInfo {
  readonly label: Uint8Array;
  readonly model: Uint8Array;
  readonly serial: Uint8Array;
  readonly flags: Handle;
  readonly minPinLength: Handle;
  readonly maxPinLength: Handle;
}

function tokenInfo(call: Call, slot: Handle): TokenInfo {
  const raw = {} as RawTokenInfo;
  call('GetTokenInfo', slot, raw);
  return {
    label: textOf(raw.label),
    model: textOf(raw.model),
    serial: textOf(raw.serial),
    flags: Number(raw.flags),
    minPinLength: Number(raw.minPinLength),
    maxPinLength: Number(raw.maxPinLength),
  };
}

const textOf = (field: Uint8Array) => Buffer.from(field).toString('utf8');

function findObjects(call: Call, session: Handle, template: readonly Attribute[]): readonly Handle[] {
  const attributes = template.map(({ type, value }) => {
    const bytes = typeof value === 'number' ? ulongBytes(value) : Buffer.from(value);
    return { type, value: bytes, length: bytes.length };
  });
  call('FindObjectsInit', session, attributes, attributes.length);
  try {
    const found: Handle[] = new Array(maxObjects).fill(0);
    const count = [0];
    call('FindObjects', session, found, maxObjects, count);
    return found.slice(0, Number(count[0]));
  } finally {
    call('FindObjectsFinal', session);
  }
}

function ulongBytes(value: number): Buffer {
  const bytes = Buffer.alloc(sizeOfUlong);
  koffi.encode(bytes, 'unsigned long', value);
  return bytes;
}

function attribute(call: Call, session: Handle, object: Handle, type: number): Uint8Array | undefined {
  const length = attributeCall(call, session, object, { type, value: null, length: 0 });
  if (length === undefined) return undefined;
  const value = Buffer.alloc(length);
  const filled = attributeCall(call, session, object, { type, value, length });
  return filled === undefined ? undefined : value.subarray(0, filled);
}

interface RawAttribute {
  readonly type: number;
  readonly value: Buffer | null;
  readonly length: number;
}

/** The attribute's length; a buffer is filled. */
function attributeCall(call: Call, session: Handle, object: Handle, asked: RawAttribute): number | undefined {
  const memory = Buffer.alloc(koffi.sizeof(layouts.attribute));
  koffi.encode(memory, layouts.attribute, asked);
  try {
    call('GetAttributeValue', session, object, memory, 1);
  } catch (error) {
    const isKept =
      error instanceof CryptokiError &&
      (error.code === ckr.ATTRIBUTE_TYPE_INVALID || error.code === ckr.ATTRIBUTE_SENSITIVE);
    if (isKept) return undefined;
    throw error;
  }
  const { length } = koffi.decode(memory, layouts.attribute) as { length: Handle };
  return BigInt(length) === unavailable || length > maxAttribute ? undefined : Number(length);
}
