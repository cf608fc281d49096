import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  CryptokiError,
  cka,
  ckf,
  ckkEc,
  cko,
  ckr,
  cku
} from "./chunks/chunk-IFO3J5BL.js";
import {
  answerDescriptor
} from "./chunks/chunk-UKLXXXTC.js";
import {
  derOfRawSignature
} from "./chunks/chunk-BHEHTKM5.js";
import {
  spkiOf
} from "./chunks/chunk-LDCCIARK.js";
import {
  DerReader,
  derOf,
  derTag
} from "./chunks/chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-DX2EXFTF.js";

// src/adapters/pkcs11/device-program.ts
import { readFileSync, writeSync } from "node:fs";

// src/adapters/pkcs11/ec-key.ts
var curves = [
  { oid: "06082a8648ce3d030107", names: ["secp256r1", "prime256v1", "P-256"], size: 32 },
  { oid: "06052b81040022", names: ["secp384r1", "P-384"], size: 48 }
];
var ecPublicKey = "06072a8648ce3d0201";
var printableString = 19;
function spkiOfEcKey(parameters, point) {
  const curve = curves.find(({ oid, names }) => hexOf(parameters) === oid || names.some(isName(parameters)));
  const publicBytes = curve && pointOf(point, curve.size);
  return publicBytes && spkiOf({ algorithm: `${ecPublicKey}${curve.oid}`, publicBytes });
}
var hexOf = (bytes) => Buffer.from(bytes).toString("hex");
var isName = (parameters) => (name) => derOf(printableString, Buffer.from(name)).equals(parameters);
function pointOf(value, size) {
  const candidates = [value, unwrapped(value, derTag.octetString), unwrapped(value, derTag.bitString)?.subarray(1)];
  return candidates.find((bytes) => bytes?.length === 1 + 2 * size && bytes[0] === 4);
}
function unwrapped(value, tag) {
  try {
    const reader = new DerReader(value);
    const content = reader.read(tag);
    reader.end();
    return content;
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}

// src/adapters/pkcs11/failures.ts
var problems = /* @__PURE__ */ new Map([
  [ckr.PIN_INCORRECT, "pin-wrong"],
  [ckr.PIN_INVALID, "pin-wrong"],
  [ckr.PIN_LEN_RANGE, "pin-length"],
  [ckr.PIN_LOCKED, "pin-locked"],
  [ckr.PIN_EXPIRED, "pin-expired"],
  [ckr.USER_PIN_NOT_INITIALIZED, "pin-not-set"],
  [ckr.DEVICE_REMOVED, "removed"],
  [ckr.TOKEN_NOT_PRESENT, "removed"],
  [ckr.TOKEN_NOT_RECOGNIZED, "removed"],
  [ckr.SLOT_ID_INVALID, "removed"],
  [ckr.SESSION_CLOSED, "removed"],
  [ckr.SESSION_HANDLE_INVALID, "removed"],
  [ckr.SESSION_COUNT, "busy"],
  [ckr.USER_ANOTHER_ALREADY_LOGGED_IN, "busy"],
  [ckr.FUNCTION_CANCELED, "no-touch"],
  [ckr.FUNCTION_REJECTED, "no-touch"],
  [ckr.KEY_FUNCTION_NOT_PERMITTED, "not-allowed"],
  [ckr.KEY_TYPE_INCONSISTENT, "not-allowed"],
  [ckr.MECHANISM_INVALID, "not-allowed"]
]);
var patience = 8e3;
var general = /* @__PURE__ */ new Set([
  ckr.GENERAL_ERROR,
  ckr.FUNCTION_FAILED,
  ckr.DEVICE_ERROR,
  ckr.USER_NOT_LOGGED_IN
]);
function problemOf(code, milliseconds) {
  if (general.has(code) && milliseconds >= patience) return "no-touch";
  return problems.get(code) ?? "refused";
}

// src/adapters/pkcs11/tokens.ts
function listTokens(module, keyId) {
  return module.slots().flatMap((slot) => readToken(module, slot, keyId) ?? []);
}
function readToken(module, slot, keyId) {
  const info = attempt(() => module.tokenInfo(slot));
  if (!info) return void 0;
  const isInitialised = Boolean(info.flags & ckf.tokenInitialized);
  const token = { ...tokenOf(slot, info), isInitialised, pin: pinState(info) };
  return isInitialised ? { ...token, ...readKey(module, slot, keyId) } : token;
}
function readKey(module, slot, keyId) {
  try {
    const spki = publicKey(module, slot, keyId);
    return spki ? { spki } : {};
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    return { failure: { problem: problemOf(error.code, 0), detail: error.message } };
  }
}
var tokenOf = (slot, info) => ({
  slot: String(slot),
  label: unpadded(info.label),
  model: unpadded(info.model),
  serial: unpadded(info.serial)
});
var unpadded = (text) => text.replace(/[\0 ]+$/, "");
function pinState({ flags, minPinLength: min, maxPinLength: max }) {
  return {
    tries: triesOf(flags),
    isSet: Boolean(flags & ckf.pinInitialized),
    atDevice: Boolean(flags & ckf.protectedPath),
    ...max >= min && max > 0 && max <= 255 && { length: { min, max } }
  };
}
function triesOf(flags) {
  if (flags & ckf.pinLocked) return "locked";
  if (flags & ckf.pinFinalTry) return "last";
  return flags & ckf.pinCountLow ? "low" : "enough";
}
function attempt(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof CryptokiError) return void 0;
    throw error;
  }
}
function publicKey(module, slot, keyId) {
  const session = module.openSession(slot);
  try {
    for (const object of module.findObjects(session, template(cko.publicKey, keyId))) {
      const parameters = module.attribute(session, object, cka.ecParams);
      const point = module.attribute(session, object, cka.ecPoint);
      const spki = parameters && point && spkiOfEcKey(parameters, point);
      if (spki) return spki;
    }
    return void 0;
  } finally {
    attempt(() => module.closeSession(session));
  }
}
function template(objectClass, keyId) {
  return [
    { type: cka.class, value: objectClass },
    { type: cka.keyType, value: ckkEc },
    { type: cka.id, value: idBytes(keyId) }
  ];
}
function idBytes(keyId) {
  const hex = keyId.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}
function signOnce(module, request, clock) {
  const slot = slotOf(module, request.token);
  if (slot === void 0) return failed("removed", "CKR_TOKEN_NOT_PRESENT");
  const begun = clock();
  try {
    const signature = inSession(module, slot, request);
    if (!signature) return failed("no-key", "");
    return { ok: true, value: derOfRawSignature(signature, request.digest.length === 48 ? "P-384" : "P-256") };
  } catch (error) {
    if (error instanceof TufError) return failed("refused", error.message);
    if (!(error instanceof CryptokiError)) throw error;
    const info = attempt(() => module.tokenInfo(slot));
    return failed(problemOf(error.code, clock() - begun), error.message, info && pinState(info));
  }
}
function failed(problem, detail, pin) {
  return { ok: false, failure: { problem, detail, ...pin && { pin } } };
}
function slotOf(module, { slot, label, serial }) {
  const same = module.slots().filter((candidate) => {
    const info = attempt(() => module.tokenInfo(candidate));
    return info && unpadded(info.label) === label && unpadded(info.serial) === serial;
  });
  return same.find((candidate) => String(candidate) === slot) ?? same[0];
}
function inSession(module, slot, request) {
  const session = module.openSession(slot);
  const pin = request.pin === void 0 ? void 0 : Buffer.from(request.pin, "utf8");
  try {
    module.login(session, cku.user, pin);
    const [key] = module.findObjects(session, template(cko.privateKey, request.keyId));
    return key === void 0 ? void 0 : signWith(module, session, key, request.digest, pin);
  } finally {
    pin?.fill(0);
    attempt(() => module.logout(session));
    attempt(() => module.closeSession(session));
  }
}
function signWith(module, session, key, digest, pin) {
  module.signInit(session, key);
  try {
    return module.sign(session, digest);
  } catch (error) {
    const wantsPinAgain = error instanceof CryptokiError && error.code === ckr.USER_NOT_LOGGED_IN && module.attribute(session, key, cka.always)?.[0] === 1;
    if (!wantsPinAgain) throw error;
    attempt(() => module.signInit(session, key));
    module.login(session, cku.contextSpecific, pin);
    return module.sign(session, digest);
  }
}

// src/adapters/pkcs11/device-program.ts
var question = JSON.parse(readFileSync(0, "utf8"));
var answer = await load(question.module).then((loaded) => loaded.ok ? ask(loaded.value) : loaded);
writeSync(answerDescriptor, JSON.stringify(answer));
process.exit(0);
async function load(path) {
  const binding = await import("./chunks/load-module-SQ4SECKD.js").catch((error) => error);
  if (binding instanceof Error) return failed2("no-ffi", binding);
  try {
    return { ok: true, value: binding.loadModule(path) };
  } catch (error) {
    return failed2("module-unusable", error);
  }
}
function ask(module) {
  try {
    return question.ask === "list" ? list(module, question.keyId) : sign(module, question);
  } catch (error) {
    if (error instanceof CryptokiError) return failed2("refused", error);
    throw error;
  }
}
function list(module, keyId) {
  const tokens = listTokens(module, keyId).map(({ spki, ...token }) => ({
    ...token,
    ...spki && { spki: Buffer.from(spki).toString("base64") }
  }));
  return { ok: true, value: tokens };
}
function sign(module, { digest, ...request }) {
  const signed = signOnce(module, { ...request, digest: Buffer.from(digest, "base64") }, () => performance.now());
  return signed.ok ? { ok: true, value: Buffer.from(signed.value).toString("base64") } : signed;
}
function failed2(problem, { message }) {
  return { ok: false, failure: { problem, detail: message.split("\n")[0] ?? "" } };
}
