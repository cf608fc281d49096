/** A person with devices: the conversation over a fake PKCS#11 module (SPEC A7, B6). */
import { hash } from 'node:crypto';
import { listTokens, signOnce } from '../../../src/adapters/pkcs11/tokens.ts';
import { ownKeys } from '../../../src/operations/own-keys/own-keys.ts';
import type { KeyStore } from '../../../src/ports/key-store.ts';
import type { PersonLogin } from '../../../src/ports/person-login.ts';
import type { DeviceFailure, Tokens } from '../../../src/ports/tokens.ts';
import { objectOf } from '../../../src/tuf/json.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { keyFromSpki } from '../../../src/tuf/key-from-public-key.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import { type FakeDevice, fakeModule, knownMessage, spkiOf } from '../../adapters/pkcs11/fake-module.ts';
import { scriptedTerminal } from '../../support/scripted-terminal.ts';

export const payload = Buffer.from('{"_type":"targets"}');
for (const digest of ['sha256', 'sha384'] as const) knownMessage(payload, hash(digest, payload, 'buffer'), digest);

export const keyOf = (device: FakeDevice): Key => keyFromSpki(spkiOf(device), objectOf([]));

export function memoryStore(
  uris: Readonly<Record<string, string>> = {},
): KeyStore & { readonly stored: Map<string, string> } {
  const stored = new Map(Object.entries(uris));
  return { stored, uriOf: (keyid) => stored.get(keyid), remember: async (keyid, uri) => void stored.set(keyid, uri) };
}

const nobody = (): never => {
  throw new Error('nobody logs in in this story');
};

export interface Person {
  readonly devices?: readonly FakeDevice[];
  /** What the person types. */
  readonly types: readonly string[];
  readonly onPipe?: boolean;
  readonly store?: ReturnType<typeof memoryStore>;
  readonly login?: PersonLogin;
  /** Instead of devices. */
  readonly failure?: DeviceFailure;
  /** Told before every look at the devices: they come and go. */
  onLook?(devices: FakeDevice[]): void;
}

export function person({ devices = [], types, onPipe = false, store = memoryStore(), login, failure, onLook }: Person) {
  const terminal = scriptedTerminal(types, { isInteractive: !onPipe });
  const module = fakeModule(...devices);
  const tokens: Tokens = {
    async list(keyId) {
      onLook?.(module.devices);
      return failure ? { ok: false, failure } : { ok: true, value: listTokens(module, keyId) };
    },
    sign: async (request) => signOnce(module, request, () => 0),
  };
  const keys = ownKeys({
    terminal,
    keyStore: store,
    tokens,
    personLogin: login ?? { identify: nobody, sign: nobody },
    signerFor: async () => ({ sign: async () => ({ sig: 'by another signer' }) }),
    readPublicHalf: async () => nobody(),
  });
  return {
    terminal,
    module,
    store,
    newKey: keys.newKey,
    /** Signs as the device's key, and says whether the signature verifies. */
    async signs(device: FakeDevice, role = 'targets'): Promise<boolean | 'skipped'> {
      const key = keyOf(device);
      const fields = await keys.sign({ role, keyid: 'k1', key, payload });
      if (!fields) return 'skipped';
      return createSignatureVerifier().verify(key, payloadOf(payload), { keyid: 'k1', ...fields });
    },
    sign: keys.sign,
    pinsTried: () => module.calls.filter((call) => call === 'login 1').length,
  };
}
