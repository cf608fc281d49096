import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/adapters/pkcs11/cryptoki.ts
var CryptokiError = class extends Error {
  code;
  constructor(name, code) {
    super(`${name}: ${nameOf(code)}`);
    this.code = code;
  }
};
var cko = { publicKey: 2, privateKey: 3 };
var cka = { class: 0, keyType: 256, id: 258, ecParams: 384, ecPoint: 385, always: 514 };
var ckkEc = 3;
var ckmEcdsa = 4161;
var cku = { user: 1, contextSpecific: 2 };
var ckf = {
  loginRequired: 4,
  pinInitialized: 8,
  protectedPath: 256,
  tokenInitialized: 1024,
  pinCountLow: 65536,
  pinFinalTry: 131072,
  pinLocked: 262144
};
var ckr = {
  HOST_MEMORY: 2,
  SLOT_ID_INVALID: 3,
  GENERAL_ERROR: 5,
  FUNCTION_FAILED: 6,
  ARGUMENTS_BAD: 7,
  CANT_LOCK: 10,
  ATTRIBUTE_SENSITIVE: 17,
  ATTRIBUTE_TYPE_INVALID: 18,
  ATTRIBUTE_VALUE_INVALID: 19,
  DATA_LEN_RANGE: 33,
  DEVICE_ERROR: 48,
  DEVICE_MEMORY: 49,
  DEVICE_REMOVED: 50,
  FUNCTION_CANCELED: 80,
  FUNCTION_NOT_SUPPORTED: 84,
  KEY_HANDLE_INVALID: 96,
  KEY_TYPE_INCONSISTENT: 99,
  KEY_FUNCTION_NOT_PERMITTED: 104,
  MECHANISM_INVALID: 112,
  OPERATION_ACTIVE: 144,
  OPERATION_NOT_INITIALIZED: 145,
  PIN_INCORRECT: 160,
  PIN_INVALID: 161,
  PIN_LEN_RANGE: 162,
  PIN_EXPIRED: 163,
  PIN_LOCKED: 164,
  SESSION_CLOSED: 176,
  SESSION_COUNT: 177,
  SESSION_HANDLE_INVALID: 179,
  TOKEN_NOT_PRESENT: 224,
  TOKEN_NOT_RECOGNIZED: 225,
  USER_ALREADY_LOGGED_IN: 256,
  USER_NOT_LOGGED_IN: 257,
  USER_PIN_NOT_INITIALIZED: 258,
  USER_TYPE_INVALID: 259,
  USER_ANOTHER_ALREADY_LOGGED_IN: 260,
  BUFFER_TOO_SMALL: 336,
  CRYPTOKI_NOT_INITIALIZED: 400,
  CRYPTOKI_ALREADY_INITIALIZED: 401,
  TOKEN_RESOURCE_EXCEEDED: 513,
  FUNCTION_REJECTED: 512
};
var names = new Map(Object.entries(ckr).map(([name, code]) => [code, `CKR_${name}`]));
function nameOf(code) {
  return names.get(code) ?? `0x${code.toString(16)}`;
}

export {
  CryptokiError,
  cko,
  cka,
  ckkEc,
  ckmEcdsa,
  cku,
  ckf,
  ckr
};
