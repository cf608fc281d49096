/** What a device, or its absence, means to the person in front of it: one sentence and a way on for each case (SPEC B6). */
import { formatSignerUri, type SignerUri } from '../../deployment/signer-uri.ts';
import { TufError } from '../../errors.ts';
import type { DeviceFailure, DeviceProblem, PinTries, Token } from '../../ports/tokens.ts';
import { quoted } from '../../text/visible.ts';

/** `"YubiKey PIV #15835999" (YubiKey YK5, serial 15835999)`: the name to look for, and what tells two apart. */
export function nameOfToken({ label, model, serial }: Pick<Token, 'label' | 'model' | 'serial'>): string {
  const known = [model && quoted(model).slice(1, -1), serial && `serial ${quoted(serial).slice(1, -1)}`].filter(
    Boolean,
  );
  const name = label === '' ? 'a device without a label' : quoted(label);
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}

/** The place of a key as people know it: YubiKeys call CKA_ID 2 "slot 9c". */
export function nameOfPlace(keyId: number): string {
  return keyId === 2 ? 'key id 2 (PIV slot 9c)' : `key id ${keyId}`;
}

interface Saying {
  readonly says: (name: string, detail: string) => string;
  readonly hint: string;
}

const install =
  'Install it (Debian and Ubuntu: apt install ykcs11; Fedora: dnf install yubico-piv-tool; macOS: brew install yubico-piv-tool; Windows: the Yubico PIV Tool), or set PYKCS11LIB to the PKCS#11 module of your device.';
const wrongModule =
  'Set PYKCS11LIB (or pykcs11lib in your settings file) to the PKCS#11 module of your device, such as libykcs11 or opensc-pkcs11.';
const again = 'Pull it out, insert it again, and try again.';

const sayings: Readonly<Record<DeviceProblem, Saying>> = {
  'no-module': {
    says: () => 'The PKCS#11 module for YubiKeys (libykcs11) is not installed on this machine.',
    hint: install,
  },
  'module-missing': { says: (_, path) => `There is no PKCS#11 module at ${quoted(path)}.`, hint: wrongModule },
  'module-unusable': {
    says: (_, detail) => `The PKCS#11 module cannot be used: ${quoted(detail)}.`,
    hint: wrongModule,
  },
  'no-ffi': {
    says: (_, detail) => `Hardware keys cannot be used on this machine: ${quoted(detail)}.`,
    hint: 'Install tuf-on-ci again without --omit=optional; or sign with exec: and a helper program (docs/exec-signer.md).',
  },
  hung: {
    says: (name, detail) => `${name} did not answer within ${detail}.`,
    hint: 'Pull it out and insert it again; if it still does not answer, restart the smart card service (pcscd).',
  },
  crashed: {
    says: (name, detail) => `The PKCS#11 module crashed while it talked to ${name} (${detail}).`,
    hint: 'Nothing was signed. Try again; if it stays so, update the module.',
  },
  removed: { says: (name) => `${name} is not there any more.`, hint: 'Insert it again, and try again.' },
  'no-key': {
    says: (name) => `${name} has the public key but not its private key.`,
    hint: 'Use the device that the key was made on.',
  },
  'pin-wrong': { says: (name) => `The PIN is not that of ${name}.`, hint: 'Try again with the right PIN.' },
  'pin-locked': {
    says: (name) => `The PIN of ${name} is locked after too many wrong tries.`,
    hint: 'Unlock it with its PUK (YubiKey: ykman piv access unblock-pin); the key is still there.',
  },
  'pin-not-set': {
    says: (name) => `${name} has no PIN yet.`,
    hint: 'Set one with the tool of the device (YubiKey: ykman piv access change-pin).',
  },
  'pin-length': {
    says: (name) => `The PIN does not have a length that ${name} accepts.`,
    hint: 'Try again with the right PIN.',
  },
  'pin-expired': {
    says: (name) => `The PIN of ${name} has expired.`,
    hint: 'Change it with the tool of the device, and try again.',
  },
  'no-touch': {
    says: (name) => `${name} waited in vain: it was not touched, or the request was dismissed.`,
    hint: 'Try again, and touch it when it blinks.',
  },
  busy: {
    says: (name) => `${name} is in use by another program.`,
    hint: 'Close what else may use it (a browser, gpg-agent, another tuf-on-ci), and try again.',
  },
  'not-allowed': {
    says: (name, detail) => `${name} does not let this key sign (${detail}).`,
    hint: 'The key must be an EC key for signing; on a YubiKey, one in PIV slot 9c.',
  },
  refused: { says: (name, detail) => `${name} refused (${detail}).`, hint: again },
};

const triesLeft: Readonly<Record<PinTries, string>> = {
  enough: '',
  low: ' Few tries are left before it locks.',
  last: ' One try is left: after another wrong PIN it locks.',
  locked: ' It is now locked.',
};

/** @param token the device in question; without one, the module that answers for all */
export function deviceError({ problem, detail, pin }: DeviceFailure, token?: Token): TufError {
  const name = token ? nameOfToken(token) : 'the device';
  const { says, hint } = sayings[problem];
  const tries = problem.startsWith('pin-') && problem !== 'pin-locked' ? triesLeft[pin?.tries ?? 'enough'] : '';
  return new TufError('signer', `${capitalised(says(name, detail))}${tries}`, { hint });
}

const capitalised = (sentence: string) => `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;

/** Nothing that is plugged in holds the key. @param uri where the key is said to be */
export function noDeviceError(tokens: readonly Token[], uri: SignerUri & { kind: 'hsm' }): TufError {
  const wanted = uri.label === undefined ? 'your device' : quoted(uri.label);
  const labelled = tokens.find(({ label, isInitialised }) => isInitialised && label === uri.label);
  if (labelled) return wrongKeyError(labelled, uri.keyId);
  const usable = tokens.filter(({ isInitialised }) => isInitialised);
  if (uri.label === undefined && usable.length === 1) return wrongKeyError(usable[0]!, uri.keyId);
  const there = usable.length > 0 ? `found ${usable.map(nameOfToken).join(', ')}` : whyNone(tokens);
  return new TufError('signer', `No device with your key is plugged in: ${there}.`, {
    hint: `Insert ${wanted}, and try again.`,
  });
}

function whyNone(tokens: readonly Token[]): string {
  if (tokens.length === 0) return 'no device was found';
  return `${tokens.map(nameOfToken).join(', ')} was never set up`;
}

function wrongKeyError(token: Token, keyId: number): TufError {
  if (token.failure) return deviceError(token.failure, token);
  const what = token.spki ? 'holds another key' : 'has no P-256 or P-384 key';
  return new TufError(
    'signer',
    `${nameOfToken(token)} ${what} at ${nameOfPlace(keyId)}: it cannot make this signature.`,
    {
      hint: 'Insert the device that this key was made on. If it is lost, replace the key with tuf-on-ci-delegate.',
    },
  );
}

/** No device has a key that a new signer could use. */
export function noNewKeyError(tokens: readonly Token[], keyId: number): TufError {
  const usable = tokens.filter(({ isInitialised }) => isInitialised);
  if (usable.length === 0) {
    return new TufError('signer', `${capitalised(whyNone(tokens))}.`, {
      hint: 'Put it in, wait a second, and press enter.',
    });
  }
  const broken = usable.find(({ failure }) => failure);
  if (broken?.failure) return deviceError(broken.failure, broken);
  return new TufError(
    'signer',
    `${usable.map(nameOfToken).join(', ')}: no P-256 or P-384 key at ${nameOfPlace(keyId)}.`,
    {
      hint: 'Make one on a YubiKey with: ykman piv keys generate --algorithm ECCP256 9c key.pem && ykman piv certificates generate --subject "CN=tuf" 9c key.pem',
    },
  );
}

/** What is stored of a token (SPEC A4): its label, never its serial. */
export function uriOfToken({ label }: Token, keyId: number): string {
  return formatSignerUri({ kind: 'hsm', keyId, ...(label !== '' && { label }) });
}
