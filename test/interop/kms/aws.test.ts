/** Online keys in AWS KMS, against a KMS, STS and IAM that somebody else wrote (ministack, permissions enforced). */
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { startWorkflowOidc, type WorkflowOidc } from '../../../lab/clouds/workflow-oidc.ts';
import { cloudLogin } from '../../../src/cli/cloud-login.ts';
import { onlineKeysOf } from '../../../src/cli/online-keys.ts';
import { onlineSigners } from '../../../src/cli/signers.ts';
import { onlineUri } from '../../../src/deployment/custom-fields.ts';
import type { CloudIdentities } from '../../../src/ports/cloud-login.ts';
import type { Key } from '../../../src/tuf/key.ts';
import { createSignatureVerifier, payloadOf } from '../../../src/tuf/verify.ts';
import { everythingOf, repositoryOf, runAlongside } from '../../support/online-key-repository.ts';
import { type AwsAccount, awsAccount } from './aws-account.ts';
import { orReason, type Server, startMinistack } from './servers.ts';

let server: Server | { readonly missing: string };
let account: AwsAccount;
let issuer: OAuth2Server;
let oidc: WorkflowOidc;
let variables: Record<string, string>;
const subject = { now: 'repo:octo/tuf:ref:refs/heads/main' };

beforeAll(async () => {
  server = await orReason(startMinistack());
  if ('missing' in server) return;
  account = awsAccount(server);
  issuer = new OAuth2Server();
  await issuer.issuer.keys.generate('RS256');
  await issuer.start(0, '127.0.0.1');
  oidc = await startWorkflowOidc((audience) =>
    issuer.issuer.buildToken({
      scopesOrTransform: (_header, payload) => Object.assign(payload, { aud: audience, sub: subject.now }),
    }),
  );
  variables = {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  Object.assign(process.env, variables);
}, 300_000);

afterAll(async () => {
  if (!server || 'missing' in server) return;
  await Promise.all([server.close(), oidc.close(), issuer.stop()]);
});

function required({ skip }: Pick<TestContext, 'skip'>): void {
  if ('missing' in server) skip(server.missing);
}

const payload = payloadOf(Buffer.from('{"_type":"snapshot"}'));

async function trySigning(key: Key, identities: CloudIdentities = {}): Promise<boolean> {
  const environment = { cwd: '/', variables: { ...variables, ...oidc.variables } };
  const login = cloudLogin(environment.variables, { identities });
  const signer = await onlineSigners(environment, { now: 0, isSet: false }, login)(onlineUri(key) as string, key);
  return createSignatureVerifier().verify(key, payload, { keyid: '', ...(await signer.sign(payload.bytes)) });
}

const keysOf = () => onlineKeysOf({ variables });
const p256 = 'ecdsa-sha2-nistp256';

describe('keys', () => {
  it.for([
    ['ECC_NIST_P256', [p256]],
    ['ECC_NIST_P384', ['ecdsa-sha2-nistp384']],
    ['ECC_NIST_P521', ['ecdsa-sha2-nistp521']],
    ['RSA_2048', ['rsassa-pss', 'rsa-pkcs1v15'].flatMap((one) => [256, 384, 512].map((bits) => `${one}-sha${bits}`))],
    ['ECC_NIST_EDWARDS25519', ['ed25519']],
  ] as const)('of the kind %s sign with %o', async ([spec, schemes], context) => {
    required(context);
    const keyId = await account.addKey(spec);
    expect(await keysOf().schemesOf(keyId)).toEqual(schemes);
    for (const scheme of schemes)
      expect(await trySigning(await keysOf().import({ kind: 'awskms', keyId, scheme }))).toBe(true);
  });

  it('are refused with a reason: another scheme, disabled, missing', async (context) => {
    required(context);
    const rsa = await keysOf().import({
      kind: 'awskms',
      keyId: await account.addKey('RSA_2048'),
      scheme: 'rsassa-pss-sha256',
    });
    const ec = await keysOf().import({ kind: 'awskms', keyId: await account.addKey('ECC_NIST_P256'), scheme: p256 });
    const swapped = { ...rsa, 'x-tuf-on-ci-online-uri': onlineUri(ec) as string };
    await expect(trySigning(swapped)).rejects.toMatchObject({
      message: expect.stringMatching(/does not sign with the scheme/),
    });
    await account.disableKey((onlineUri(ec) as string).slice('awskms:'.length));
    await expect(trySigning(ec)).rejects.toMatchObject({ message: expect.stringMatching(/is disabled/) });
    const missing = { ...ec, 'x-tuf-on-ci-online-uri': 'awskms:00000000-0000-0000-0000-000000000000' };
    await expect(trySigning(missing)).rejects.toMatchObject({ message: expect.stringMatching(/has no key/) });
  });
});

describe('a workflow', () => {
  it('becomes a role that trusts its repository and branch, and may do what the role may', async (context) => {
    required(context);
    const arn = await account.addKey('ECC_NIST_P256');
    const key = await keysOf().import({ kind: 'awskms', keyId: arn, scheme: p256 });
    const region = 'us-east-1';
    const url = issuer.issuer.url as string;
    const signer = await account.addRole('signer', url, subject.now, ['kms:Sign'], arn);
    const reader = await account.addRole('reader', url, subject.now, ['kms:GetPublicKey'], arn);
    expect(await trySigning(key, { aws: { region, roleToAssume: signer } })).toBe(true);
    await expect(trySigning(key, { aws: { region, roleToAssume: reader } })).rejects.toMatchObject({
      code: 'signer',
      hint: expect.stringContaining('kms:Sign'),
    });
    subject.now = 'repo:octo/tuf:ref:refs/heads/sign/evil';
    await expect(trySigning(key, { aws: { region, roleToAssume: signer } })).rejects.toMatchObject({ code: 'login' });
    subject.now = 'repo:octo/tuf:ref:refs/heads/main';
  });
});

describe('online-sign', () => {
  it('signs a repository, and leaves it alone when the key is disabled', async (context) => {
    required(context);
    const arn = await account.addKey('ECC_NIST_P256');
    const key = await keysOf().import({ kind: 'awskms', keyId: arn, scheme: p256 });
    const [signed, refused] = [repositoryOf(key), repositoryOf(key)];
    expect(await runAlongside(signed, 'online-sign', ['--push'], variables)).toMatchObject({
      code: 0,
      stdout: 'Signed snapshot version 2\nSigned timestamp version 2\n',
    });
    await account.disableKey(arn);
    const before = everythingOf(refused);
    expect(await runAlongside(refused, 'online-sign', ['--push'], variables)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is disabled'),
    });
    expect(everythingOf(refused)).toBe(before);
  });
});
