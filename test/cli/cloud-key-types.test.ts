/** Every kind of key that a cloud has and TUF can use: imported, then signing; and what is worth another attempt (SPEC A4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../lab/clouds/aws.ts';
import { type AzureKeyVault, startAzureKeyVault } from '../../lab/clouds/azure-key-vault.ts';
import type { Fault, Stub } from '../../lab/clouds/fault.ts';
import { type GoogleAlgorithm, type GoogleKms, startGoogleKms } from '../../lab/clouds/google-kms.ts';
import type { StubKind } from '../../lab/clouds/stub-key.ts';
import { cloudLogin } from '../../src/cli/cloud-login.ts';
import { onlineKeysOf } from '../../src/cli/online-keys.ts';
import { onlineSigners } from '../../src/cli/signers.ts';
import { onlineUri } from '../../src/deployment/custom-fields.ts';
import type { OnlineKeyChoice } from '../../src/ports/online-keys.ts';
import type { Key } from '../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf } from '../../src/tuf/verify.ts';
import { type CloudService, cloudServices } from '../support/cloud-services.ts';

type Variables = Readonly<Record<string, string>>;

const clock = { now: 0, isSet: false };
const payload = payloadOf(Buffer.from('{"_type":"timestamp"}'));

/** The SDKs read some variables themselves; Azure's stub has a certificate that only a new process could be told to trust. */
function logIn(variables: Variables): void {
  Object.assign(process.env, variables, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
}

const importKey = (variables: Variables, choice: OnlineKeyChoice) => onlineKeysOf({ variables }).import(choice);

async function signWith(key: Key, variables: Variables, message = payload) {
  const environment = { cwd: '/', variables };
  const signer = await onlineSigners(environment, clock, cloudLogin(variables))(onlineUri(key) as string, key);
  return signer.sign(message.bytes);
}

async function signsWith(key: Key, variables: Variables): Promise<boolean> {
  const fields = await signWith(key, variables);
  return createSignatureVerifier().verify(key, payload, { keyid: '', ...fields });
}

describe('Google Cloud KMS', () => {
  let kms: GoogleKms;
  let variables: Variables;
  beforeAll(async () => {
    kms = await startGoogleKms();
    variables = { TUF_ON_CI_GOOGLE_KMS: kms.url };
  });
  afterAll(() => kms.close());

  it.each<[GoogleAlgorithm, string]>([
    ['EC_SIGN_P256_SHA256', 'ecdsa-sha2-nistp256'],
    ['EC_SIGN_P384_SHA384', 'ecdsa-sha2-nistp384'],
    ['EC_SIGN_ED25519', 'ed25519'],
    ['RSA_SIGN_PSS_2048_SHA256', 'rsassa-pss-sha256'],
    ['RSA_SIGN_PSS_4096_SHA512', 'rsassa-pss-sha512'],
    ['RSA_SIGN_PKCS1_2048_SHA256', 'rsa-pkcs1v15-sha256'],
    ['RSA_SIGN_PKCS1_4096_SHA512', 'rsa-pkcs1v15-sha512'],
    ['PQ_SIGN_ML_DSA_44', 'ml-dsa-44/1'],
    ['PQ_SIGN_ML_DSA_65', 'ml-dsa-65/1'],
    ['PQ_SIGN_ML_DSA_87', 'ml-dsa-87/1'],
  ])('signs with %s as %s', async (algorithm, scheme) => {
    const key = await importKey(variables, { kind: 'gcpkms', keyVersion: kms.addKey(algorithm, algorithm) });
    expect(key.scheme).toBe(scheme);
    expect(await signsWith(key, variables)).toBe(true);
  });

  it('is asked again when its checksum says that the answer was damaged on the way', async () => {
    const key = await importKey(variables, { kind: 'gcpkms', keyVersion: kms.addKey('crc', 'EC_SIGN_P256_SHA256') });
    const before = kms.calls.length;
    kms.fail('damaged', 1);
    expect(await signsWith(key, variables)).toBe(true);
    expect(kms.calls.length).toBe(before + 2);
  });

  it('has keys that TUF cannot use', async () => {
    const keyVersion = kms.addKey('bitcoin', 'EC_SIGN_SECP256K1_SHA256');
    await expect(importKey(variables, { kind: 'gcpkms', keyVersion })).rejects.toMatchObject({ code: 'key' });
  });

  it('says so when the key in the metadata has the scheme of another algorithm', async () => {
    const rsa = await importKey(variables, {
      kind: 'gcpkms',
      keyVersion: kms.addKey('rsa', 'RSA_SIGN_PKCS1_2048_SHA256'),
    });
    for (const scheme of ['rsassa-pss-sha256', 'rsa-pkcs1v15-sha512', 'rsassa-pss-sha224']) {
      await expect(signWith({ ...rsa, scheme }, variables)).rejects.toMatchObject({ code: 'signer' });
    }
  });
});

describe('AWS KMS', () => {
  let aws: Aws;
  let variables: Variables;
  beforeAll(async () => {
    aws = await startAws();
    variables = {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    logIn(variables);
  });
  afterAll(() => aws.close());

  const rsaSchemes = ['rsassa-pss', 'rsa-pkcs1v15'].flatMap((kind) => [256, 384, 512].map((n) => `${kind}-sha${n}`));

  it.each<[StubKind, string[]]>([
    ['P-256', ['ecdsa-sha2-nistp256']],
    ['P-384', ['ecdsa-sha2-nistp384']],
    ['P-521', ['ecdsa-sha2-nistp521']],
    ['RSA', rsaSchemes],
    ['Ed25519', ['ed25519']],
  ])('signs with %s as %o', async (kind, schemes) => {
    const keyId = aws.addKey(kind);
    expect(await onlineKeysOf({ variables }).schemesOf(keyId)).toEqual(schemes);
    for (const scheme of schemes) {
      const key = await importKey(variables, { kind: 'awskms', keyId, scheme });
      expect(key.scheme).toBe(scheme);
      expect(await signsWith(key, variables)).toBe(true);
    }
  });

  it('refuses a scheme that the key has not', async () => {
    const choice = { kind: 'awskms', keyId: aws.addKey('RSA'), scheme: 'ecdsa-sha2-nistp256' } as const;
    await expect(importKey(variables, choice)).rejects.toMatchObject({ code: 'key' });
  });

  it('does not sign with ed25519 what is longer than it takes', async () => {
    const key = await importKey(variables, { kind: 'awskms', keyId: aws.addKey('Ed25519'), scheme: 'ed25519' });
    const asked = aws.calls.length;
    await expect(signWith(key, variables, payloadOf(Buffer.alloc(4097)))).rejects.toMatchObject({ code: 'signer' });
    expect(aws.calls.length).toBe(asked);
  });
});

describe('Azure Key Vault', () => {
  let vault: AzureKeyVault;
  const id = '11111111-2222-3333-4444-555555555555';
  let variables: Variables;
  beforeAll(async () => {
    vault = await startAzureKeyVault();
    const login = { AZURE_TENANT_ID: id, AZURE_CLIENT_ID: id, AZURE_CLIENT_SECRET: 's' };
    variables = { TUF_ON_CI_AZURE_KEY_VAULT: vault.url, TUF_ON_CI_AZURE_LOGIN: vault.url, ...login };
    logIn(variables);
  });
  afterAll(async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await vault.close();
  });

  it.each([
    ['P-256', ['ecdsa-sha2-nistp256']],
    ['P-384', ['ecdsa-sha2-nistp384']],
    ['P-521', ['ecdsa-sha2-nistp521']],
    ['RSA', ['rsassa-pss-sha256', 'rsassa-pss-sha512', 'rsa-pkcs1v15-sha384']],
  ] as const)('signs with %s as %o', async (kind, schemes) => {
    const version = vault.addKey(kind, kind);
    const key = await importKey(variables, { kind: 'azurekms', vault: 'example', name: kind });
    expect(onlineUri(key)).toBe(`azurekms://example.vault.azure.net/keys/${kind}/${version}`);
    expect(key.scheme).toBe(schemes[0]);
    for (const scheme of schemes) expect(await signsWith({ ...key, scheme }, variables)).toBe(true);
  });

  it('takes the newest version', async () => {
    vault.addKey('many', 'P-256');
    const newest = vault.addKey('many', 'P-256');
    const key = await importKey(variables, { kind: 'azurekms', vault: 'Example.vault.azure.net', name: 'many' });
    expect(onlineUri(key)).toContain(newest);
  });

  it('asks no host but a vault of Azure, whatever metadata says', async () => {
    const version = vault.addKey('k', 'P-256');
    const key = await importKey(variables, { kind: 'azurekms', vault: 'example', name: 'k' });
    const asked = vault.calls.length;
    for (const host of [
      'evil.example',
      'vault.azure.net',
      'example.vault.azure.net.evil.example',
      'localhost:1',
      'a.b.vault.azure.net',
    ]) {
      const forged = { ...key, 'x-tuf-on-ci-online-uri': `azurekms://${host}/keys/k/${version}` };
      await expect(signWith(forged, variables)).rejects.toMatchObject({ code: 'signer' });
    }
    expect(vault.calls.length).toBe(asked);
  });
});

describe.each(Object.keys(cloudServices) as (keyof typeof cloudServices)[])('%s', (name) => {
  let service: CloudService;
  let key: Key;
  let stub: Stub;
  beforeAll(async () => {
    service = await cloudServices[name]();
    stub = service.stub;
    logIn(service.variables);
    key = await importKey(service.variables, service.choice);
  });
  afterAll(async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await stub.close();
  });

  it('gives the key that was named', () => {
    expect(onlineUri(key)).toBe(service.uri);
  });

  it.each<Fault>(['throttled', 'cut'])('is asked again when it is %s for a moment', async (fault) => {
    const before = stub.calls.length;
    stub.fail(fault, 1);
    expect(await signsWith(key, service.variables)).toBe(true);
    expect(stub.calls.length).toBe(before + 2);
  });

  it.each<[Fault, string]>([
    ['unauthenticated', 'login'],
    ['denied', 'signer'],
    ['disabled', 'signer'],
  ])('is not asked again when the answer will be the same: %s', async (fault, code) => {
    const before = stub.calls.length;
    stub.fail(fault);
    await expect(signWith(key, service.variables)).rejects.toMatchObject({ code });
    stub.heal();
    expect(stub.calls.length).toBe(before + 1);
  });

  it('is not believed when its signature does not verify', async () => {
    stub.fail('lying', 1);
    await expect(signWith(key, service.variables)).rejects.toMatchObject({ code: 'signer' });
  });

  it('has no key of a name that was mistyped', async () => {
    const wrong = {
      ...service.choice,
      keyVersion: 'x y',
      name: 'no key',
      keyId: 'no key',
    } as unknown as OnlineKeyChoice;
    await expect(importKey(service.variables, wrong)).rejects.toMatchObject({ code: 'usage' });
  });
});
