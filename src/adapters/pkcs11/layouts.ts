/**
 * The C types of PKCS#11 as koffi is told of them. Their members lie as the machine's ABI has it, but on Windows without any padding
 * (PKCS#11 2.1); CK_ULONG is the C compiler's `unsigned long`: 8 bytes on 64-bit Unix, 4 on Windows.
 */
import * as koffi from 'koffi';

const structure: typeof koffi.struct = process.platform === 'win32' ? koffi.pack : koffi.struct;

const ulong = 'unsigned long';
const bytes = (length: number) => koffi.array('uint8_t', length);
const version = structure({ major: 'uint8_t', minor: 'uint8_t' });

export const initializeArguments = structure({
  createMutex: 'void *',
  destroyMutex: 'void *',
  lockMutex: 'void *',
  unlockMutex: 'void *',
  flags: ulong,
  reserved: 'void *',
});

export const tokenInfo = structure({
  label: bytes(32),
  manufacturer: bytes(32),
  model: bytes(16),
  serial: bytes(16),
  flags: ulong,
  maxSessions: ulong,
  sessions: ulong,
  maxRwSessions: ulong,
  rwSessions: ulong,
  maxPinLength: ulong,
  minPinLength: ulong,
  totalPublicMemory: ulong,
  freePublicMemory: ulong,
  totalPrivateMemory: ulong,
  freePrivateMemory: ulong,
  hardware: version,
  firmware: version,
  utcTime: bytes(16),
});

export const mechanism = structure({ mechanism: ulong, parameter: 'void *', parameterLength: ulong });

export const attribute = structure({ type: ulong, value: 'void *', length: ulong });

/** In the order of CK_FUNCTION_LIST, as far as it is needed. */
const functionNames = [
  ...['Initialize', 'Finalize', 'GetInfo', 'GetFunctionList', 'GetSlotList', 'GetSlotInfo', 'GetTokenInfo'],
  ...['GetMechanismList', 'GetMechanismInfo', 'InitToken', 'InitPIN', 'SetPIN', 'OpenSession', 'CloseSession'],
  ...['CloseAllSessions', 'GetSessionInfo', 'GetOperationState', 'SetOperationState', 'Login', 'Logout'],
  ...['CreateObject', 'CopyObject', 'DestroyObject', 'GetObjectSize', 'GetAttributeValue', 'SetAttributeValue'],
  ...['FindObjectsInit', 'FindObjects', 'FindObjectsFinal', 'EncryptInit', 'Encrypt', 'EncryptUpdate', 'EncryptFinal'],
  ...['DecryptInit', 'Decrypt', 'DecryptUpdate', 'DecryptFinal', 'DigestInit', 'Digest', 'DigestUpdate', 'DigestKey'],
  ...['DigestFinal', 'SignInit', 'Sign'],
];

export const functionList = structure({
  version,
  ...Object.fromEntries(functionNames.map((name) => [name, 'void *'])),
});

type Type = Parameters<typeof koffi.sizeof>[0];
const pointerTo = (type: Type) => koffi.pointer(type);
const out = (type: Type) => koffi.out(koffi.pointer(type));
const inout = (type: Type) => koffi.inout(koffi.pointer(type));
const prototype = (...parameters: Type[]) => koffi.proto(ulong, parameters);

export const getFunctionList = ['C_GetFunctionList', ulong, [out('void *')]] as const;

/** What each function takes; all return a CK_RV. */
export const prototypes = {
  Initialize: prototype(pointerTo(initializeArguments)),
  Finalize: prototype('void *'),
  GetSlotList: prototype('uint8_t', out(ulong), inout(ulong)),
  GetTokenInfo: prototype(ulong, out(tokenInfo)),
  OpenSession: prototype(ulong, ulong, 'void *', 'void *', out(ulong)),
  CloseSession: prototype(ulong),
  Login: prototype(ulong, ulong, pointerTo('uint8_t'), ulong),
  Logout: prototype(ulong),
  GetAttributeValue: prototype(ulong, ulong, inout(attribute), ulong),
  FindObjectsInit: prototype(ulong, pointerTo(attribute), ulong),
  FindObjects: prototype(ulong, out(ulong), ulong, out(ulong)),
  FindObjectsFinal: prototype(ulong),
  SignInit: prototype(ulong, pointerTo(mechanism), ulong),
  Sign: prototype(ulong, pointerTo('uint8_t'), ulong, pointerTo('uint8_t'), inout(ulong)),
} as const;
