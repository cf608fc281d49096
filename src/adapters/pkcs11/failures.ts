/** What the return values of PKCS#11 mean to the person who waits (SPEC B6). */
import type { DeviceProblem } from '../../ports/tokens.ts';
import { ckr } from './cryptoki.ts';

const problems: ReadonlyMap<number, DeviceProblem> = new Map<number, DeviceProblem>([
  [ckr.PIN_INCORRECT, 'pin-wrong'],
  [ckr.PIN_INVALID, 'pin-wrong'],
  [ckr.PIN_LEN_RANGE, 'pin-length'],
  [ckr.PIN_LOCKED, 'pin-locked'],
  [ckr.PIN_EXPIRED, 'pin-expired'],
  [ckr.USER_PIN_NOT_INITIALIZED, 'pin-not-set'],
  [ckr.DEVICE_REMOVED, 'removed'],
  [ckr.TOKEN_NOT_PRESENT, 'removed'],
  [ckr.TOKEN_NOT_RECOGNIZED, 'removed'],
  [ckr.SLOT_ID_INVALID, 'removed'],
  [ckr.SESSION_CLOSED, 'removed'],
  [ckr.SESSION_HANDLE_INVALID, 'removed'],
  [ckr.SESSION_COUNT, 'busy'],
  [ckr.USER_ANOTHER_ALREADY_LOGGED_IN, 'busy'],
  [ckr.FUNCTION_CANCELED, 'no-touch'],
  [ckr.FUNCTION_REJECTED, 'no-touch'],
  [ckr.KEY_FUNCTION_NOT_PERMITTED, 'not-allowed'],
  [ckr.KEY_TYPE_INCONSISTENT, 'not-allowed'],
  [ckr.MECHANISM_INVALID, 'not-allowed'],
]);

/** Milliseconds. A YubiKey waits 15 s for its touch; no device thinks so long by itself. */
const patience = 8_000;

/** No return value says "nobody touched it": modules give some general error, once the device has stopped to wait. */
const general: ReadonlySet<number> = new Set([
  ckr.GENERAL_ERROR,
  ckr.FUNCTION_FAILED,
  ckr.DEVICE_ERROR,
  ckr.USER_NOT_LOGGED_IN,
]);

/** @param milliseconds how long the module took to answer */
export function problemOf(code: number, milliseconds: number): DeviceProblem {
  if (general.has(code) && milliseconds >= patience) return 'no-touch';
  return problems.get(code) ?? 'refused';
}
