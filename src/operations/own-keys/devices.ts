/** Hardware keys: finding the device that holds a key, and signing with it (SPEC A4, A7; B6). */
import { hash } from 'node:crypto';
import { defaultHsmKeyId, type SignerUri } from '../../deployment/signer-uri.ts';
import { TufError } from '../../errors.ts';
import type { KeyStore } from '../../ports/key-store.ts';
import type { NewKey, RoleToSign } from '../../ports/own-keys.ts';
import type { SignatureFields } from '../../ports/signer.ts';
import type { Terminal } from '../../ports/terminal.ts';
import type { DeviceAnswer, DeviceProblem, Token, Tokens } from '../../ports/tokens.ts';
import { objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyFromSpki } from '../../tuf/key-from-public-key.ts';
import { payloadOf } from '../../tuf/payload.ts';
import { type RawPublicKey, readPublicKey } from '../../tuf/public-key.ts';
import { askChoice, askForEnter } from '../signer/prompts/question.ts';
import { say, sayError } from '../signer/prompts/say.ts';
import { askPin, checkTries, fittingPin, type RefusedPins, refusedPinKey } from './device-pin.ts';
import { deviceError, nameOfToken, noDeviceError, noNewKeyError, uriOfToken } from './device-sentences.ts';
import { rememberPlace } from './remember-place.ts';

export interface DevicePorts {
  readonly terminal: Terminal;
  readonly keyStore: KeyStore;
  readonly tokens: Tokens;
}

export type HsmUri = SignerUri & { readonly kind: 'hsm' };

/** The key that a device shows; undefined when it has none, or shows what is no key. */
function keyOf({ spki }: Token): Key | undefined {
  try {
    return spki && keyFromSpki(spki, objectOf([]));
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

function materialOf(token: Token): string | undefined {
  const key = keyOf(token);
  const reading = key && readPublicKey(key);
  return reading?.ok ? reading.key.material : undefined;
}

/** Waiting for another device does not mend these. */
const hopeless: ReadonlySet<DeviceProblem> = new Set(['no-module', 'module-missing', 'module-unusable', 'no-ffi']);

/** The key on the device that is plugged in once enter is pressed; asked again until there is one. */
export async function newDeviceKey({ terminal, tokens }: DevicePorts): Promise<NewKey> {
  for (;;) {
    await askForEnter(terminal, 'Put in your device (a YubiKey or another PKCS#11 token) and press enter');
    const token = await chooseToken(terminal, await tokens.list(defaultHsmKeyId));
    const key = token && keyOf(token);
    if (key) {
      say(terminal, `Using ${nameOfToken(token)}`);
      return { key, uri: uriOfToken(token, defaultHsmKeyId) };
    }
  }
}

async function chooseToken(terminal: Terminal, answer: DeviceAnswer<readonly Token[]>): Promise<Token | undefined> {
  if (!answer.ok) {
    const error = deviceError(answer.failure);
    if (hopeless.has(answer.failure.problem)) throw error;
    sayError(terminal, error);
    return undefined;
  }
  const usable = answer.value.filter((token) => keyOf(token) !== undefined);
  if (usable.length === 0) sayError(terminal, noNewKeyError(answer.value, defaultHsmKeyId));
  if (usable.length <= 1) return usable[0];
  if (!terminal.isInteractive) {
    say(terminal, 'Several devices have a key: leave one in.');
    return undefined;
  }
  const entries = usable.map((token, at) => ({ number: at + 1, label: nameOfToken(token), value: token }));
  return askChoice(terminal, entries);
}

/**
 * One attempt at a signature.
 * @throws TufError('signer') with what went wrong; TufError('aborted')
 */
export async function signWithDevice(
  ports: DevicePorts,
  request: RoleToSign,
  uri: HsmUri,
  refused: RefusedPins,
): Promise<SignatureFields> {
  const { terminal, tokens } = ports;
  const publicKey = ecdsaKey(request.key);
  say(terminal, `Signing ${request.role} with the key on ${uri.label ?? 'your device'}`);
  const typed = terminal.isInteractive ? undefined : await askPin(terminal, uri.label ?? 'your device');
  const answer = await tokens.list(uri.keyId);
  if (!answer.ok) throw deviceError(answer.failure);
  const token = tokenWith(answer.value, publicKey, uri.label);
  if (!token) throw noDeviceError(answer.value, uri);
  await checkTries(terminal, token);
  const pin = token.pin.atDevice ? undefined : await fittingPin(terminal, token, refused, typed);
  say(terminal, pin === undefined ? 'Type the PIN at the device.' : 'If the device blinks, touch it.');
  const digest = hash(publicKey.scheme.digest, request.payload, 'buffer');
  const signed = await tokens.sign({ token, keyId: uri.keyId, pin, digest });
  if (!signed.ok) {
    if (signed.failure.problem === 'pin-wrong' && pin !== undefined) refused.set(refusedPinKey(token), pin);
    throw deviceError(signed.failure, token);
  }
  if (!publicKey.verify(payloadOf(request.payload), signed.value)) throw badSignature(token);
  refused.delete(refusedPinKey(token));
  await rememberPlace(ports, request.keyid, uriOfToken(token, uri.keyId));
  return { sig: Buffer.from(signed.value).toString('hex') };
}

type EcdsaKey = RawPublicKey & { readonly scheme: { readonly family: 'ecdsa' } };

function ecdsaKey(key: Key): EcdsaKey {
  const reading = readPublicKey(key);
  if (reading.ok && reading.key.kind === 'raw' && reading.key.scheme.family === 'ecdsa') return reading.key as EcdsaKey;
  throw new TufError('signer', 'A hardware key signs for P-256 and P-384 keys, and this key is of another kind.', {
    hint: 'Write where the key is into section [signing-keys] of your settings, or replace the key with tuf-on-ci-delegate.',
  });
}

/** The token that holds the key; of several copies the one with the label, and one that can still be unlocked. */
function tokenWith(tokens: readonly Token[], key: RawPublicKey, label: string | undefined): Token | undefined {
  const holders = tokens.filter((token) => materialOf(token) === key.material);
  const rank = (token: Token) => Number(token.label === label) * 2 + Number(token.pin.tries !== 'locked');
  return holders.sort((a, b) => rank(b) - rank(a))[0];
}

function badSignature(token: Token): TufError {
  return new TufError(
    'signer',
    `${nameOfToken(token)} made a signature that does not verify with its own public key.`,
    {
      hint: 'Nothing was written. Try again; if it stays so, its private key is not the one of the public key it shows.',
    },
  );
}
