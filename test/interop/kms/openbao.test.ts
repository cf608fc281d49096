/** Online keys in Vault's transit engine, against OpenBao. */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { cloudLogin } from '../../../src/cli/cloud-login.ts';
import { onlineKeysOf } from '../../../src/cli/online-keys.ts';
import { onlineSigners } from '../../../src/cli/signers.ts';
import { onlineUri } from '../../../src/deployment/custom-fields.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import { everythingOf, repositoryOf, runAlongside } from '../../support/online-key-repository.ts';
import { orReason, rootToken, type Server, startOpenBao } from './servers.ts';

let server: Server | { readonly missing: string };
let variables: Record<string, string>;

beforeAll(async () => {
  server = await orReason(startOpenBao());
  if ('missing' in server) return;
  variables = { VAULT_ADDR: server.url, VAULT_TOKEN: rootToken };
  await bao('sys/mounts/transit', { type: 'transit' });
}, 300_000);
afterAll(async () => {
  if (server && 'close' in server) await server.close();
});

function required({ skip }: Pick<TestContext, 'skip'>): void {
  if ('missing' in server) skip(server.missing);
}

/** A request of the administrator. */
async function bao(path: string, body: object): Promise<{ auth?: { client_token: string } }> {
  const response = await fetch(`${variables['VAULT_ADDR']}/v1/${path}`, {
    method: 'POST',
    headers: { 'x-vault-token': rootToken },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === '' ? {} : JSON.parse(text);
}

const newKey = (name: string, type = 'ed25519') => bao(`transit/keys/${name}`, { type });
const rotate = (name: string) => bao(`transit/keys/${name}/rotate`, {});

/** A token that may do this on a path. */
async function tokenFor(path: string, capability: string): Promise<string> {
  await bao(`sys/policies/acl/${capability}-only`, { policy: `path "${path}" { capabilities = ["${capability}"] }` });
  const { auth } = await bao('auth/token/create', { policies: [`${capability}-only`], no_default_policy: true });
  return auth?.client_token as string;
}

const payload = payloadOf(Buffer.from('{"_type":"timestamp"}'));

async function trySigning(key: Key, more: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const environment = { cwd: '/', variables: { ...variables, TUF_ON_CI_SIGNER_TIMEOUT: '3', ...more } };
  const login = cloudLogin(environment.variables);
  const signer = await onlineSigners(environment, { now: 0, isSet: false }, login)(onlineUri(key) as string, key);
  return createSignatureVerifier().verify(key, payload, { keyid: '', ...(await signer.sign(payload.bytes)) });
}

describe('a key in the transit engine', () => {
  it('signs with the version that was imported, also after it was rotated', async (context) => {
    required(context);
    await newKey('rotated');
    const first = await onlineKeysOf({ variables }).import({ kind: 'hv', name: 'rotated' });
    expect(onlineUri(first)).toBe('hv:rotated/1');
    await rotate('rotated');
    expect(onlineUri(await onlineKeysOf({ variables }).import({ kind: 'hv', name: 'rotated' }))).toBe('hv:rotated/2');
    expect(await trySigning(first)).toBe(true);
    const wrong = { ...first, 'x-tuf-on-ci-online-uri': 'hv:rotated/2' };
    await expect(trySigning(wrong)).rejects.toMatchObject({ message: expect.stringMatching(/another key/) });
  });

  it('is refused with a reason: retired version, no such version, no such key, wrong type', async (context) => {
    required(context);
    await newKey('retired');
    const key = await onlineKeysOf({ variables }).import({ kind: 'hv', name: 'retired' });
    await rotate('retired');
    await bao('transit/keys/retired/config', { min_encryption_version: 2 });
    await expect(trySigning(key)).rejects.toMatchObject({
      code: 'signer',
      hint: expect.stringContaining('min_encryption'),
    });
    for (const uri of ['hv:retired/9', 'hv:nothing/1']) {
      await expect(trySigning({ ...key, 'x-tuf-on-ci-online-uri': uri })).rejects.toMatchObject({ code: 'signer' });
    }
    await newKey('rsa', 'rsa-2048');
    await expect(onlineKeysOf({ variables }).import({ kind: 'hv', name: 'rsa' })).rejects.toMatchObject({
      code: 'key',
    });
    await expect(onlineKeysOf({ variables }).import({ kind: 'hv', name: 'none' })).rejects.toMatchObject({
      code: 'signer',
    });
  });

  it('needs one permission to sign', async (context) => {
    required(context);
    await newKey('guarded');
    const key = await onlineKeysOf({ variables }).import({ kind: 'hv', name: 'guarded' });
    const [signer, reader] = [
      await tokenFor('transit/sign/guarded', 'update'),
      await tokenFor('transit/keys/guarded', 'read'),
    ];
    expect(await trySigning(key, { VAULT_TOKEN: signer })).toBe(true);
    await expect(trySigning(key, { VAULT_TOKEN: reader })).rejects.toMatchObject({
      code: 'signer',
      hint: expect.stringContaining('"update" on transit/sign/guarded'),
    });
    // OpenBao does not tell a token that it does not know from one that may not.
    await expect(trySigning(key, { VAULT_TOKEN: 'hvs.expired' })).rejects.toMatchObject({
      hint: expect.stringContaining('expired'),
    });
  });
});

describe('online-sign', () => {
  it('signs a repository, and leaves it alone when the token may not', async (context) => {
    required(context);
    await newKey('online');
    const key = await onlineKeysOf({ variables }).import({ kind: 'hv', name: 'online' });
    const [signed, refused] = [repositoryOf(key), repositoryOf(key)];
    expect(await runAlongside(signed, 'online-sign', ['--push'], variables)).toMatchObject({ code: 0 });
    const before = everythingOf(refused);
    const { code, stderr } = await runAlongside(refused, 'online-sign', ['--push'], {
      ...variables,
      VAULT_TOKEN: await tokenFor('transit/keys/online', 'read'),
    });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('transit/sign/online') });
    expect(everythingOf(refused)).toBe(before);
  });
});
