/** The keys that a person signs with: which one it is, where it is, and trying again when something goes wrong (SPEC A7). */
import { parseSignerUri, type SignerUri } from '../../deployment/signer-uri.ts';
import { TufError } from '../../errors.ts';
import type { NewKey, NewKeyChoice, OwnKeys, RoleToSign } from '../../ports/own-keys.ts';
import type { PersonLogin } from '../../ports/person-login.ts';
import type { PublicHalf } from '../../ports/remote-key.ts';
import type { SignatureFields, SignerFor } from '../../ports/signer.ts';
import { styled, terminal as text } from '../../text/terminal.ts';
import { objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyFromSpki } from '../../tuf/key-from-public-key.ts';
import { readPublicKey } from '../../tuf/public-key.ts';
import { say, sayError } from '../signer/prompts/say.ts';
import type { RefusedPins } from './device-pin.ts';
import { type DevicePorts, newDeviceKey, signWithDevice } from './devices.ts';

export interface OwnKeysPorts extends DevicePorts {
  readonly personLogin: PersonLogin;
  /** Signers that need no conversation: `file2:`, `exec:`, a person's key at a service. */
  readonly signerFor: SignerFor;
  /** The public half of a key that one of these holds. */
  readPublicHalf(uri: SignerUri): Promise<PublicHalf>;
}

/** Where a login in the browser is stored as (SPEC A7 "then the key type"). */
const browserLogin = 'sigstore:?ambient=false';

export function ownKeys(ports: OwnKeysPorts): OwnKeys {
  const refused: RefusedPins = new Map();
  return {
    newKey: (choice) => newKey(ports, choice),
    sign: (request) => signUntilDone(ports, request, refused),
  };
}

async function newKey(ports: OwnKeysPorts, choice: NewKeyChoice): Promise<NewKey> {
  if (choice === 'hardware') return newDeviceKey(ports);
  if (choice === 'sigstore') {
    const { identity, issuer } = await ports.personLogin.identify();
    return { key: sigstoreKey(identity, issuer), uri: browserLogin };
  }
  const { spki, schemes } = await ports.readPublicHalf(signerUri(choice.uri));
  return { key: keyFromSpki(spki, objectOf([]), schemes[0]), uri: choice.uri };
}

/** A person's Sigstore key, without its owner (SPEC A4). */
function sigstoreKey(identity: string, issuer: string): Key {
  const keyval = objectOf([
    ['identity', identity],
    ['issuer', issuer],
  ]);
  return objectOf([
    ['keytype', 'sigstore-oidc'],
    ['scheme', 'Fulcio'],
    ['keyval', keyval],
  ]) as Key;
}

/** The failure is said; one line for enter, then it is tried again (SPEC A7 *sign a role*). */
async function signUntilDone(
  ports: OwnKeysPorts,
  request: RoleToSign,
  refused: RefusedPins,
): Promise<SignatureFields | undefined> {
  const { terminal } = ports;
  for (;;) {
    try {
      return await signOnce(ports, request, refused);
    } catch (error) {
      if (!(error instanceof TufError) || error.code === 'aborted' || error.code === 'internal') throw error;
      say(terminal, `${request.role} is not signed yet`, 'magenta');
      sayError(terminal, error);
    }
    const question = styled('bold', 'Press enter to try again, or type "skip" to go on without it', terminal.colour);
    const answer = await terminal.ask(text`${question}: `.text);
    if (answer.trim().toLowerCase() === 'skip') return undefined;
  }
}

async function signOnce(ports: OwnKeysPorts, request: RoleToSign, refused: RefusedPins): Promise<SignatureFields> {
  const { key, keyid, payload } = request;
  const stored = ports.keyStore.uriOf(keyid) ?? usualUri(key);
  const uri = signerUri(stored);
  switch (uri.kind) {
    case 'hsm':
      return signWithDevice(ports, request, uri, refused);
    case 'tkey':
      throw new TufError('signer', 'Signing with a TKey is not supported yet.', {
        hint: 'A helper program can do it: write exec:<program> for this key (docs/exec-signer.md).',
      });
    case 'sigstore':
      if (!uri.ambient) return signAsPerson(ports, request);
  }
  return (await ports.signerFor(stored, key)).sign(payload);
}

/** Where a key is when nobody has written it down (SPEC A7 *Settings*). */
const usualUri = ({ keytype }: Key): string => (keytype === 'sigstore-oidc' ? browserLogin : 'hsm:');

function signerUri(uri: string): SignerUri {
  const reading = parseSignerUri(uri);
  if (reading.ok) return reading.uri;
  throw new TufError('settings', `${uri} names no signer: ${reading.problem}.`, {
    hint: 'Correct it in section [signing-keys] of your settings: hsm:, sigstore:?ambient=false, file2:<path> or exec:<program>.',
  });
}

async function signAsPerson(ports: OwnKeysPorts, { role, key, payload }: RoleToSign): Promise<SignatureFields> {
  const reading = readPublicKey(key);
  if (!reading.ok || reading.key.kind !== 'sigstore') {
    throw new TufError('settings', 'The settings say that this key is a Sigstore login, and it is not.', {
      hint: 'Correct its line in section [signing-keys] of your settings, or remove it.',
    });
  }
  const { identity, issuer } = reading.key;
  say(ports.terminal, `Signing ${role} as ${identity}`);
  return ports.personLogin.sign(payload, { identity, issuer });
}
