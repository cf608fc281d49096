/** Asking for a device's PIN, so that no try is wasted (SPEC A7 *sign a role*, B6). */
import { TufError } from '../../errors.ts';
import type { Terminal } from '../../ports/terminal.ts';
import type { Token } from '../../ports/tokens.ts';
import { styled, terminal as text } from '../../text/terminal.ts';
import { say } from '../signer/prompts/say.ts';
import { deviceError, nameOfToken } from './device-sentences.ts';

/** The PINs that devices have refused since this command began: not tried twice. */
export type RefusedPins = Map<string, string>;

export const refusedPinKey = ({ label, serial }: Token): string => JSON.stringify([label, serial]);

/** What is typed next; an empty line is no PIN. On a pipe it is read before the device is looked at, so that lines keep their places. */
export async function askPin(terminal: Terminal, name: string): Promise<string> {
  for (;;) {
    const pin = await terminal.askSecret(text`${styled('bold', `PIN of ${name}`, terminal.colour)}: `.text);
    if (pin !== '') return pin;
    say(terminal, 'That is no PIN.', 'magenta');
  }
}

/** May the device be asked at all? @throws TufError('signer') when its PIN is locked, not set, or would be risked */
export async function checkTries(terminal: Terminal, token: Token): Promise<void> {
  if (!token.pin.isSet) throw deviceError({ problem: 'pin-not-set', detail: '' }, token);
  if (token.pin.tries === 'locked') throw deviceError({ problem: 'pin-locked', detail: '' }, token);
  const name = nameOfToken(token);
  if (token.pin.tries === 'low') say(terminal, `${name}: few tries are left before its PIN locks.`, 'magenta');
  if (token.pin.tries !== 'last') return;
  const dangerous = new TufError('signer', `${name} has one try left: a wrong PIN locks it.`, {
    hint: 'Run this in a terminal to use the last try, or reset the counter with the PUK (YubiKey: ykman piv access unblock-pin).',
  });
  if (!terminal.isInteractive) throw dangerous;
  say(terminal, `${name} has one try left: after a wrong PIN it is locked.`, 'red');
  const answer = await terminal.ask('Type "last try" to use it: ');
  if (answer.trim().toLowerCase() !== 'last try') throw dangerous;
}

/** Does the PIN have a chance with this device? Asks again until it has. */
export async function fittingPin(
  terminal: Terminal,
  token: Token,
  refused: RefusedPins,
  typed: string | undefined,
): Promise<string> {
  let pin = typed ?? (await askPin(terminal, nameOfToken(token)));
  for (;;) {
    const objection = objectionTo(pin, token, refused);
    if (objection === undefined) return pin;
    say(terminal, objection, 'magenta');
    pin = await askPin(terminal, nameOfToken(token));
  }
}

function objectionTo(pin: string, token: Token, refused: RefusedPins): string | undefined {
  if (refused.get(refusedPinKey(token)) === pin) return 'The device has just refused this PIN; it is not tried again.';
  const { length } = token.pin;
  const bytes = Buffer.byteLength(pin);
  if (!length || (bytes >= length.min && bytes <= length.max)) return undefined;
  return `The PIN of this device has ${length.min} to ${length.max} characters; nothing was tried.`;
}
