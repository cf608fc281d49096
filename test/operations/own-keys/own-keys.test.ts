/** Which key it is and where it is: the part of the conversation that is the same for all kinds (SPEC A7). */
import { describe, expect, test } from 'vitest';
import { TufError } from '../../../src/errors.ts';
import type { PersonLogin } from '../../../src/ports/person-login.ts';
import { fakeDevice } from '../../adapters/pkcs11/fake-module.ts';
import { ed25519Pair } from '../../tuf/keys/make-key.ts';
import { keyOf, memoryStore, payload, person } from './stories.ts';

const name = { identity: 'ann@example.com', issuer: 'https://github.com/login/oauth' };
const annsKey = { keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: name };
const login: PersonLogin = {
  identify: async () => name,
  sign: async (_, { identity, issuer }) => ({ sig: `${identity} ${issuer}`, bundle: {} }),
};
const request = (key: typeof annsKey | ReturnType<typeof keyOf>) => ({ role: 'root', keyid: 'k1', key, payload });

describe('a Sigstore key', () => {
  test('is an identity and nothing else', async () => {
    const { key, uri } = await person({ types: [], login }).newKey('sigstore');
    expect(key).toEqual(annsKey);
    expect(uri).toBe('sigstore:?ambient=false');
  });

  test('needs no line in the settings: its type says that it is a login', async () => {
    const ann = person({ types: [], login });
    expect(await ann.sign(request(annsKey))).toEqual({
      sig: 'ann@example.com https://github.com/login/oauth',
      bundle: {},
    });
    expect(ann.terminal.prompts).toEqual([]);
  });

  test('a login that fails is tried again after enter', async () => {
    let logins = 0;
    const second: PersonLogin = {
      ...login,
      async sign(...request) {
        if (++logins === 1) throw new TufError('login', 'That was Bob.', { hint: 'Log in as Ann.' });
        return login.sign(...request);
      },
    };
    const ann = person({ types: [''], login: second });
    expect(await ann.sign(request(annsKey))).toBeDefined();
    expect(ann.terminal.screen()).toMatch(/root is not signed yet\nThat was Bob\.\n {2}Log in as Ann\./);
  });

  test('that the settings take for a device, or a device key for a login', async () => {
    const asDevice = person({ types: ['skip'], login, store: memoryStore({ k1: 'hsm:' }) });
    expect(await asDevice.sign(request(annsKey))).toBe(undefined);
    const asLogin = person({ types: ['skip'], login, store: memoryStore({ k1: 'sigstore:?ambient=false' }) });
    expect(await asLogin.sign(request(keyOf(fakeDevice())))).toBe(undefined);
    expect(asLogin.terminal.screen()).toMatch(/signing-keys/);
  });
});

test.each([
  'exec:/usr/bin/helper',
  'file2:key.pem',
  'gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1',
])('%s is signed with where the store says so, without a question', async (uri) => {
  const ann = person({ types: [], store: memoryStore({ k1: uri }) });
  expect(await ann.sign(request(ed25519Pair().key))).toEqual({ sig: 'by another signer' });
  expect(ann.terminal.prompts).toEqual([]);
});

test.each([
  ['tkey:?digest=00', /not supported yet/],
  ['hsm:nine', /names no signer/],
  ['http://example.com', /names no signer/],
])('%s is said to be no use, and the others can go on', async (uri, said) => {
  const ann = person({ types: ['', 'skip'], store: memoryStore({ k1: uri }) });
  expect(await ann.sign(request(keyOf(fakeDevice())))).toBe(undefined);
  expect(ann.terminal.screen()).toMatch(said);
});

test('a defect of the program is not tried again', async () => {
  const broken: PersonLogin = { ...login, sign: async () => Promise.reject(new TypeError('a defect')) };
  await expect(person({ types: ['', ''], login: broken }).sign(request(annsKey))).rejects.toThrow(TypeError);
});
