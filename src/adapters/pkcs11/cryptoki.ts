/** The dozen functions of PKCS#11 (version 2.20 and later) that signing needs, as JavaScript would have them. */

/** A slot, a session or an object: an opaque CK_ULONG. */
export type Handle = number | bigint;

export interface TokenInfo {
  /** Padded to its field. */
  readonly label: string;
  readonly model: string;
  readonly serial: string;
  /** CKF_… bits. */
  readonly flags: number;
  readonly minPinLength: number;
  readonly maxPinLength: number;
}

export interface Attribute {
  readonly type: number;
  /** A number is a CK_ULONG. */
  readonly value: number | Uint8Array;
}

/** A function of the module did not return CKR_OK. */
export class CryptokiError extends Error {
  readonly code: number;

  constructor(name: string, code: number) {
    super(`${name}: ${nameOf(code)}`);
    this.code = code;
  }
}

/** Each throws `CryptokiError`. */
export interface Cryptoki {
  /** The slots that have a token in them. */
  slots(): readonly Handle[];
  tokenInfo(slot: Handle): TokenInfo;
  openSession(slot: Handle): Handle;
  /** `undefined`: the PIN is typed at the device. */
  login(session: Handle, user: number, pin: Uint8Array | undefined): void;
  logout(session: Handle): void;
  findObjects(session: Handle, template: readonly Attribute[]): readonly Handle[];
  /** Undefined when the object has no such attribute, or keeps it to itself. */
  attribute(session: Handle, object: Handle, type: number): Uint8Array | undefined;
  /** A signature of `CKM_ECDSA` over a digest: r and s. */
  signInit(session: Handle, key: Handle): void;
  sign(session: Handle, digest: Uint8Array): Uint8Array;
  closeSession(session: Handle): void;
  finalize(): void;
}

export const cko = { publicKey: 2, privateKey: 3 } as const;
export const cka = { class: 0, keyType: 0x100, id: 0x102, ecParams: 0x180, ecPoint: 0x181, always: 0x202 } as const;
export const ckkEc = 3;
export const ckmEcdsa = 0x1041;
export const cku = { user: 1, contextSpecific: 2 } as const;

export const ckf = {
  loginRequired: 0x4,
  pinInitialized: 0x8,
  protectedPath: 0x100,
  tokenInitialized: 0x400,
  pinCountLow: 0x10000,
  pinFinalTry: 0x20000,
  pinLocked: 0x40000,
} as const;

export const ckr = {
  HOST_MEMORY: 0x2,
  SLOT_ID_INVALID: 0x3,
  GENERAL_ERROR: 0x5,
  FUNCTION_FAILED: 0x6,
  ARGUMENTS_BAD: 0x7,
  CANT_LOCK: 0xa,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  ATTRIBUTE_VALUE_INVALID: 0x13,
  DATA_LEN_RANGE: 0x21,
  DEVICE_ERROR: 0x30,
  DEVICE_MEMORY: 0x31,
  DEVICE_REMOVED: 0x32,
  FUNCTION_CANCELED: 0x50,
  FUNCTION_NOT_SUPPORTED: 0x54,
  KEY_HANDLE_INVALID: 0x60,
  KEY_TYPE_INCONSISTENT: 0x63,
  KEY_FUNCTION_NOT_PERMITTED: 0x68,
  MECHANISM_INVALID: 0x70,
  OPERATION_ACTIVE: 0x90,
  OPERATION_NOT_INITIALIZED: 0x91,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  SESSION_CLOSED: 0xb0,
  SESSION_COUNT: 0xb1,
  SESSION_HANDLE_INVALID: 0xb3,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  USER_PIN_NOT_INITIALIZED: 0x102,
  USER_TYPE_INVALID: 0x103,
  USER_ANOTHER_ALREADY_LOGGED_IN: 0x104,
  BUFFER_TOO_SMALL: 0x150,
  CRYPTOKI_NOT_INITIALIZED: 0x190,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
  TOKEN_RESOURCE_EXCEEDED: 0x201,
  FUNCTION_REJECTED: 0x200,
} as const;

const names: ReadonlyMap<number, string> = new Map(Object.entries(ckr).map(([name, code]) => [code, `CKR_${name}`]));

/** `CKR_PIN_INCORRECT`, or the number where it has no name here. */
export function nameOf(code: number): string {
  return names.get(code) ?? `0x${code.toString(16)}`;
}
