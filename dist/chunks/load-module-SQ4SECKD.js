import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  CryptokiError,
  ckmEcdsa,
  ckr
} from "./chunk-IFO3J5BL.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/pkcs11/load-module.ts
import * as koffi2 from "koffi";

// src/adapters/pkcs11/layouts.ts
import * as koffi from "koffi";
var structure = process.platform === "win32" ? koffi.pack : koffi.struct;
var ulong = "unsigned long";
var bytes = (length) => koffi.array("uint8_t", length);
var version = structure({ major: "uint8_t", minor: "uint8_t" });
var initializeArguments = structure({
  createMutex: "void *",
  destroyMutex: "void *",
  lockMutex: "void *",
  unlockMutex: "void *",
  flags: ulong,
  reserved: "void *"
});
var tokenInfo = structure({
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
  utcTime: bytes(16)
});
var mechanism = structure({ mechanism: ulong, parameter: "void *", parameterLength: ulong });
var attribute = structure({ type: ulong, value: "void *", length: ulong });
var functionNames = [
  ...["Initialize", "Finalize", "GetInfo", "GetFunctionList", "GetSlotList", "GetSlotInfo", "GetTokenInfo"],
  ...["GetMechanismList", "GetMechanismInfo", "InitToken", "InitPIN", "SetPIN", "OpenSession", "CloseSession"],
  ...["CloseAllSessions", "GetSessionInfo", "GetOperationState", "SetOperationState", "Login", "Logout"],
  ...["CreateObject", "CopyObject", "DestroyObject", "GetObjectSize", "GetAttributeValue", "SetAttributeValue"],
  ...["FindObjectsInit", "FindObjects", "FindObjectsFinal", "EncryptInit", "Encrypt", "EncryptUpdate", "EncryptFinal"],
  ...["DecryptInit", "Decrypt", "DecryptUpdate", "DecryptFinal", "DigestInit", "Digest", "DigestUpdate", "DigestKey"],
  ...["DigestFinal", "SignInit", "Sign"]
];
var functionList = structure({
  version,
  ...Object.fromEntries(functionNames.map((name) => [name, "void *"]))
});
var pointerTo = (type) => koffi.pointer(type);
var out2 = (type) => koffi.out(koffi.pointer(type));
var inout2 = (type) => koffi.inout(koffi.pointer(type));
var prototype = (...parameters) => koffi.proto(ulong, parameters);
var getFunctionList = ["C_GetFunctionList", ulong, [out2("void *")]];
var prototypes = {
  Initialize: prototype(pointerTo(initializeArguments)),
  Finalize: prototype("void *"),
  GetSlotList: prototype("uint8_t", out2(ulong), inout2(ulong)),
  GetTokenInfo: prototype(ulong, out2(tokenInfo)),
  OpenSession: prototype(ulong, ulong, "void *", "void *", out2(ulong)),
  CloseSession: prototype(ulong),
  Login: prototype(ulong, ulong, pointerTo("uint8_t"), ulong),
  Logout: prototype(ulong),
  GetAttributeValue: prototype(ulong, ulong, inout2(attribute), ulong),
  FindObjectsInit: prototype(ulong, pointerTo(attribute), ulong),
  FindObjects: prototype(ulong, out2(ulong), ulong, out2(ulong)),
  FindObjectsFinal: prototype(ulong),
  SignInit: prototype(ulong, pointerTo(mechanism), ulong),
  Sign: prototype(ulong, pointerTo("uint8_t"), ulong, pointerTo("uint8_t"), inout2(ulong))
};

// src/adapters/pkcs11/load-module.ts
var osLockingOk = 2;
var serialSession = 4;
var maxAttribute = 65536;
var maxSignature = 1024;
var maxObjects = 16;
var sizeOfUlong = koffi2.sizeof("unsigned long");
var unavailable = 2n ** BigInt(8 * sizeOfUlong) - 1n;
function loadModule(path) {
  const functions = functionsOf(path);
  const call = (name, ...parameters) => {
    const code = Number(functions[name](...parameters));
    if (code !== 0) throw new CryptokiError(`C_${name}`, code);
  };
  initialize(call);
  return {
    slots: () => slots(call),
    tokenInfo: (slot) => tokenInfo2(call, slot),
    openSession(slot) {
      const session = [0];
      call("OpenSession", slot, serialSession, null, null, session);
      return session[0];
    },
    login: (session, user, pin) => call("Login", session, user, pin ?? null, pin?.length ?? 0),
    logout: (session) => call("Logout", session),
    findObjects: (session, template) => findObjects(call, session, template),
    attribute: (session, object, type) => attribute2(call, session, object, type),
    signInit: (session, key) => call("SignInit", session, { mechanism: ckmEcdsa, parameter: null, parameterLength: 0 }, key),
    sign(session, digest) {
      const signature = Buffer.alloc(maxSignature);
      const length = [maxSignature];
      call("Sign", session, digest, digest.length, signature, length);
      return signature.subarray(0, Number(length[0]));
    },
    closeSession: (session) => call("CloseSession", session),
    finalize: () => call("Finalize", null)
  };
}
function functionsOf(path) {
  const library = koffi2.load(path);
  const [name, result, parameters] = getFunctionList;
  const list = [null];
  const code = Number(library.func(name, result, [...parameters])(list));
  if (code !== 0) throw new CryptokiError(name, code);
  const pointers = koffi2.decode(list[0], functionList);
  const entries = Object.entries(prototypes).map(([name2, prototype2]) => {
    const pointer2 = pointers[name2];
    if (!pointer2) throw new Error(`it has no function C_${name2}`);
    return [name2, koffi2.decode(pointer2, prototype2)];
  });
  return Object.fromEntries(entries);
}
function initialize(call) {
  const nothing = { createMutex: null, destroyMutex: null, lockMutex: null, unlockMutex: null, reserved: null };
  try {
    call("Initialize", { ...nothing, flags: osLockingOk });
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    if (error.code === ckr.CANT_LOCK || error.code === ckr.ARGUMENTS_BAD) call("Initialize", null);
    else if (error.code !== ckr.CRYPTOKI_ALREADY_INITIALIZED) throw error;
  }
}
function slots(call) {
  const count = [0];
  call("GetSlotList", 1, null, count);
  const room = Number(count[0]) + 8;
  const found = new Array(room).fill(0);
  const filled = [room];
  call("GetSlotList", 1, found, filled);
  return found.slice(0, Number(filled[0]));
}
function tokenInfo2(call, slot) {
  const raw = {};
  call("GetTokenInfo", slot, raw);
  return {
    label: textOf(raw.label),
    model: textOf(raw.model),
    serial: textOf(raw.serial),
    flags: Number(raw.flags),
    minPinLength: Number(raw.minPinLength),
    maxPinLength: Number(raw.maxPinLength)
  };
}
var textOf = (field) => Buffer.from(field).toString("utf8");
function findObjects(call, session, template) {
  const attributes = template.map(({ type, value }) => {
    const bytes2 = typeof value === "number" ? ulongBytes(value) : Buffer.from(value);
    return { type, value: bytes2, length: bytes2.length };
  });
  call("FindObjectsInit", session, attributes, attributes.length);
  try {
    const found = new Array(maxObjects).fill(0);
    const count = [0];
    call("FindObjects", session, found, maxObjects, count);
    return found.slice(0, Number(count[0]));
  } finally {
    call("FindObjectsFinal", session);
  }
}
function ulongBytes(value) {
  const bytes2 = Buffer.alloc(sizeOfUlong);
  koffi2.encode(bytes2, "unsigned long", value);
  return bytes2;
}
function attribute2(call, session, object, type) {
  const length = attributeCall(call, session, object, { type, value: null, length: 0 });
  if (length === void 0) return void 0;
  const value = Buffer.alloc(length);
  const filled = attributeCall(call, session, object, { type, value, length });
  return filled === void 0 ? void 0 : value.subarray(0, filled);
}
function attributeCall(call, session, object, asked) {
  const memory = Buffer.alloc(koffi2.sizeof(attribute));
  koffi2.encode(memory, attribute, asked);
  try {
    call("GetAttributeValue", session, object, memory, 1);
  } catch (error) {
    const isKept = error instanceof CryptokiError && (error.code === ckr.ATTRIBUTE_TYPE_INVALID || error.code === ckr.ATTRIBUTE_SENSITIVE);
    if (isKept) return void 0;
    throw error;
  }
  const { length } = koffi2.decode(memory, attribute);
  return BigInt(length) === unavailable || length > maxAttribute ? void 0 : Number(length);
}
export {
  loadModule
};
