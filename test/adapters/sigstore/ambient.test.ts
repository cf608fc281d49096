/** Keyless signatures of workflows: whose they are is settled before anything is published (SPEC A4). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ambientSigner } from '../../../src/adapters/sigstore/ambient.ts';
import { loadSigstoreCheck } from '../../../src/adapters/sigstore/check.ts';
import type { SigstoreSigning } from '../../../src/adapters/sigstore/sign.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import { temporaryFolder } from '../../support/git.ts';
import { type Login, onlineSign, type Sigstore, startSigstore, workflow } from '../../support/sigstore.ts';

let sigstore: Sigstore;
let signing: SigstoreSigning;
beforeAll(async () => {
  sigstore = await startSigstore();
  signing = await signingWith(sigstore);
});
afterAll(() => sigstore.close());

async function signingWith({ trustedRoot }: Sigstore, services = { fulcio: sigstore.url, rekor: sigstore.url }) {
  const trustedRootFile = join(temporaryFolder(), 'trusted_root.json');
  writeFileSync(trustedRootFile, JSON.stringify(trustedRoot));
  return { services, check: await loadSigstoreCheck({ trustedRootFile }), timeout: 2_000 };
}

const payload = Buffer.from('{"_type":"snapshot"}');
const keyOf = ({ identity, issuer }: Login) => ({
  keytype: 'sigstore-oidc',
  scheme: 'Fulcio',
  keyval: { identity, issuer },
});

function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJl`;
}
/** What GitHub says of a run of the workflow. */
const runOf = ({ identity, issuer }: Login) => ({
  iss: issuer,
  sub: 'repo:octo/tuf:ref:refs/heads/main',
  job_workflow_ref: identity.replace('https://github.com/', ''),
});

const signerWith = (key: Login, claims: Readonly<Record<string, unknown>>, settings = signing) =>
  ambientSigner(keyOf(key), async () => tokenOf(claims), settings);

/** What was asked of the services while it was signed. */
async function asked(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = sigstore.requests.length;
  await work();
  return sigstore.requests.slice(before);
}

test('the workflow of the key signs, and our own verification finds it good', async () => {
  const fields = await signerWith(onlineSign, runOf(onlineSign)).sign(payload);
  const verifier = createSignatureVerifier({ sigstore: signing.check });
  const entry = { keyid: 'any', ...fields };
  expect(verifier.verify(keyOf(onlineSign), payloadOf(payload), entry)).toBe(true);
  expect(verifier.verify(keyOf(onlineSign), payloadOf(Buffer.from('{}')), entry)).toBe(false);
});

test('each signature has a token of its own, asked for as Fulcio wants it', async () => {
  const audiences: string[] = [];
  const getToken = async (audience: string) => {
    audiences.push(audience);
    return tokenOf(runOf(onlineSign));
  };
  const signer = ambientSigner(keyOf(onlineSign), getToken, signing);
  await signer.sign(payload);
  await signer.sign(payload);
  expect(audiences).toEqual(['sigstore', 'sigstore']);
});

describe('another workflow', () => {
  test.each([
    ['on another branch', workflow('online-sign.yml@refs/heads/attack')],
    ['of another file', workflow('evil.yml@refs/heads/main')],
    ['that the key is a pattern for', workflow('online-signXyml@refs/heads/main')],
  ])('%s gets no certificate and no entry in the log', async (_, other) => {
    const requests = await asked(() =>
      expect(signerWith(onlineSign, runOf(other)).sign(payload)).rejects.toMatchObject({ code: 'login' }),
    );
    expect(requests).toEqual([]);
  });

  test('whose token says nothing of its workflow is stopped at its certificate', async () => {
    const claims = { iss: onlineSign.issuer, sub: 'https://gitlab.example/somebody' };
    const requests = await asked(() =>
      expect(signerWith(onlineSign, claims).sign(payload)).rejects.toMatchObject({ code: 'login' }),
    );
    expect(requests).toEqual(['/api/v2/signingCert']);
  });

  test('of another issuer with the same name', async () => {
    const claims = { iss: 'https://evil.example', sub: onlineSign.identity };
    await expect(signerWith(onlineSign, claims).sign(payload)).rejects.toMatchObject({ code: 'login' });
  });
});

describe('a service that', () => {
  test('cannot be reached is named', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const [withoutFulcio, withoutRekor] = [
      { ...signing, services: { fulcio: nowhere, rekor: sigstore.url } },
      { ...signing, services: { fulcio: sigstore.url, rekor: nowhere } },
    ];
    const failure = (settings: SigstoreSigning) =>
      signerWith(onlineSign, runOf(onlineSign), settings)
        .sign(payload)
        .catch((error: unknown) => error);
    expect(await failure(withoutFulcio)).toMatchObject({ code: 'signer', message: expect.stringMatching(/Fulcio/) });
    expect(await failure(withoutRekor)).toMatchObject({ code: 'signer', message: expect.stringMatching(/Rekor/) });
  });

  test('is not the one that is trusted makes nothing that is used', async () => {
    const other = await startSigstore();
    const settings = await signingWith(other);
    await other.close();
    await expect(signerWith(onlineSign, runOf(onlineSign), settings).sign(payload)).rejects.toMatchObject({
      code: 'signer',
    });
  });
});

test.each(['', 'a.b', 'a.!.c', `a.${Buffer.from('[]').toString('base64url')}.c`, tokenOf({ sub: 'x' })])(
  'what is no token is refused, and not told: %j',
  async (text) => {
    const signer = ambientSigner(keyOf(onlineSign), async () => text, signing);
    const error = (await signer.sign(payload).catch((error: unknown) => error)) as Error;
    expect(error).toMatchObject({ code: 'login' });
    if (text) expect(error.message).not.toContain(text);
  },
);

test('a key that is no identity', () => {
  const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: 'a'.repeat(64) } };
  expect(() => ambientSigner(key, async () => '', signing)).toThrow(expect.objectContaining({ code: 'signer' }));
});
