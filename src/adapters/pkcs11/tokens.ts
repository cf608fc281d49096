/** What is done with a module: look which tokens hold which key, and sign once (SPEC A4). */
import { TufError } from '../../errors.ts';
import type {
  DeviceAnswer,
  DeviceFailure,
  DeviceProblem,
  DeviceSignature,
  PinState,
  PinTries,
  Token,
} from '../../ports/tokens.ts';
import { derOfRawSignature } from '../../tuf/keys/ecdsa-signature.ts';
import {
  type Attribute,
  type Cryptoki,
  CryptokiError,
  cka,
  ckf,
  ckkEc,
  cko,
  ckr,
  cku,
  type Handle,
  type TokenInfo,
} from './cryptoki.ts';
import { spkiOfEcKey } from './ec-key.ts';
import { problemOf } from './failures.ts';

/** The tokens in all slots with their key of this id. A slot that cannot be read has none. */
export function listTokens(module: Cryptoki, keyId: number): readonly Token[] {
  return module.slots().flatMap((slot) => readToken(module, slot, keyId) ?? []);
}

function readToken(module: Cryptoki, slot: Handle, keyId: number): Token | undefined {
  const info = attempt(() => module.tokenInfo(slot));
  if (!info) return undefined;
  const isInitialised = Boolean(info.flags & ckf.tokenInitialized);
  const token = { ...tokenOf(slot, info), isInitialised, pin: pinState(info) };
  return isInitialised ? { ...token, ...readKey(module, slot, keyId) } : token;
}

function readKey(module: Cryptoki, slot: Handle, keyId: number): Pick<Token, 'spki' | 'failure'> {
  try {
    const spki = publicKey(module, slot, keyId);
    return spki ? { spki } : {};
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    return { failure: { problem: problemOf(error.code, 0), detail: error.message } };
  }
}

const tokenOf = (slot: Handle, info: TokenInfo) => ({
  slot: String(slot),
  label: unpadded(info.label),
  model: unpadded(info.model),
  serial: unpadded(info.serial),
});

/** Fields are padded with blanks; some modules pad with zeros. */
const unpadded = (text: string) => text.replace(/[\0 ]+$/, '');

function pinState({ flags, minPinLength: min, maxPinLength: max }: TokenInfo): PinState {
  return {
    tries: triesOf(flags),
    isSet: Boolean(flags & ckf.pinInitialized),
    atDevice: Boolean(flags & ckf.protectedPath),
    ...(max >= min && max > 0 && max <= 255 && { length: { min, max } }),
  };
}

function triesOf(flags: number): PinTries {
  if (flags & ckf.pinLocked) return 'locked';
  if (flags & ckf.pinFinalTry) return 'last';
  return flags & ckf.pinCountLow ? 'low' : 'enough';
}

/** What the module gives, or undefined when it refuses: a device that was pulled out, a slot that is no token at all. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CryptokiError) return undefined;
    throw error;
  }
}

function publicKey(module: Cryptoki, slot: Handle, keyId: number): Uint8Array | undefined {
  const session = module.openSession(slot);
  try {
    for (const object of module.findObjects(session, template(cko.publicKey, keyId))) {
      const parameters = module.attribute(session, object, cka.ecParams);
      const point = module.attribute(session, object, cka.ecPoint);
      const spki = parameters && point && spkiOfEcKey(parameters, point);
      if (spki) return spki;
    }
    return undefined;
  } finally {
    attempt(() => module.closeSession(session));
  }
}

/** By class, key type and id; never by label, which anybody may have written. */
function template(objectClass: number, keyId: number): readonly Attribute[] {
  return [
    { type: cka.class, value: objectClass },
    { type: cka.keyType, value: ckkEc },
    { type: cka.id, value: idBytes(keyId) },
  ];
}

/** CKA_ID as the bytes of the number: 2 is `02`. */
function idBytes(keyId: number): Uint8Array {
  const hex = keyId.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

/**
 * Signs with the token that was listed, if it is still there.
 * @param clock milliseconds, to tell a device that refuses from one that waited in vain
 */
export function signOnce(module: Cryptoki, request: DeviceSignature, clock: () => number): DeviceAnswer<Uint8Array> {
  const slot = slotOf(module, request.token);
  if (slot === undefined) return failed('removed', 'CKR_TOKEN_NOT_PRESENT');
  const begun = clock();
  try {
    const signature = inSession(module, slot, request);
    if (!signature) return failed('no-key', '');
    return { ok: true, value: derOfRawSignature(signature, request.digest.length === 48 ? 'P-384' : 'P-256') };
  } catch (error) {
    if (error instanceof TufError) return failed('refused', error.message);
    if (!(error instanceof CryptokiError)) throw error;
    const info = attempt(() => module.tokenInfo(slot));
    return failed(problemOf(error.code, clock() - begun), error.message, info && pinState(info));
  }
}

function failed(problem: DeviceProblem, detail: string, pin?: PinState): { ok: false; failure: DeviceFailure } {
  return { ok: false, failure: { problem, detail, ...(pin && { pin }) } };
}

/** The slot with this token: where it was, or where it was plugged in again. */
function slotOf(module: Cryptoki, { slot, label, serial }: DeviceSignature['token']): Handle | undefined {
  const same = module.slots().filter((candidate) => {
    const info = attempt(() => module.tokenInfo(candidate));
    return info && unpadded(info.label) === label && unpadded(info.serial) === serial;
  });
  return same.find((candidate) => String(candidate) === slot) ?? same[0];
}

function inSession(module: Cryptoki, slot: Handle, request: DeviceSignature): Uint8Array | undefined {
  const session = module.openSession(slot);
  const pin = request.pin === undefined ? undefined : Buffer.from(request.pin, 'utf8');
  try {
    module.login(session, cku.user, pin);
    const [key] = module.findObjects(session, template(cko.privateKey, request.keyId));
    return key === undefined ? undefined : signWith(module, session, key, request.digest, pin);
  } finally {
    pin?.fill(0);
    attempt(() => module.logout(session));
    attempt(() => module.closeSession(session));
  }
}

function signWith(module: Cryptoki, session: Handle, key: Handle, digest: Uint8Array, pin: Uint8Array | undefined) {
  module.signInit(session, key);
  try {
    return module.sign(session, digest);
  } catch (error) {
    const wantsPinAgain =
      error instanceof CryptokiError &&
      error.code === ckr.USER_NOT_LOGGED_IN &&
      module.attribute(session, key, cka.always)?.[0] === 1;
    if (!wantsPinAgain) throw error;
    // PIV slot 9c wants its PIN for every signature, and some modules want to hear it between the two calls (PKCS#11 4.9, ALWAYS_AUTHENTICATE).
    attempt(() => module.signInit(session, key)); // or it is still under way
    module.login(session, cku.contextSpecific, pin);
    return module.sign(session, digest);
  }
}
