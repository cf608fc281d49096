/** The action online-sign logs in to the cloud of the online key by itself, as its inputs say (SPEC A9): the built action, in real time. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startAws } from '../../lab/clouds/aws.ts';
import { azureTenant, startAzureKeyVault } from '../../lab/clouds/azure-key-vault.ts';
import { startGoogleKms } from '../../lab/clouds/google-kms.ts';
import { startGoogleLogin } from '../../lab/clouds/google-login.ts';
import { startWorkflowOidc } from '../../lab/clouds/workflow-oidc.ts';
import { onlineKeysOf } from '../../src/cli/online-keys.ts';
import type { OnlineKeyChoice } from '../../src/ports/online-keys.ts';
import { temporaryFolder } from '../support/git.ts';
import { draftWith } from '../support/online-key-repository.ts';
import { type Workplace, workplace } from './workplace.ts';

const closing: (() => Promise<void>)[] = [];
const kept = { ...process.env };
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
});

async function open<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const opened = await starting;
  closing.push(() => opened.close());
  return opened;
}

/** A deployment whose online key is at a cloud; whoever imported the key was logged in otherwise. */
async function deploymentOf(choice: OnlineKeyChoice, maintainer: Readonly<Record<string, string>>): Promise<Workplace> {
  Object.assign(process.env, maintainer, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  const key = await onlineKeysOf({ variables: maintainer }).import(choice);
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  return workplace({ draft: draftWith(key) });
}

/** Runs the action in real time: clouds do not sign by a clock that is set (SPEC B12). */
async function signs(place: Workplace, inputs: Record<string, string>, env: Record<string, string>) {
  const oidc = await open(startWorkflowOidc());
  const before = await place.tip('main');
  const ran = await place.run('online-sign', { inputs, env: { TUF_ON_CI_NOW: '', ...oidc.variables, ...env } });
  const unmasked = ran.log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  expect(unmasked).not.toMatch(/oidc-token-for|federated-token|account-token|request-token/);
  return { ...ran, hasSigned: (await place.tip('main')) !== before, audiences: oidc.audiences };
}

const done = { code: 0, outputs: { signed: 'true' }, hasSigned: true };

describe('online-sign, told who it is', () => {
  it('signs with Google Cloud KMS', async () => {
    const [kms, login] = await Promise.all([open(startGoogleKms()), open(startGoogleLogin())]);
    const keyVersion = kms.addKey('tuf', 'EC_SIGN_P256_SHA256');
    const cloud = { TUF_ON_CI_GOOGLE_KMS: kms.url, TUF_ON_CI_GOOGLE_LOGIN: login.url };
    const place = await deploymentOf({ kind: 'gcpkms', keyVersion }, cloud);
    const provider = 'projects/1234/locations/global/workloadIdentityPools/github/providers/tuf';
    const inputs = { gcp_workload_identity_provider: provider, gcp_service_account: 'sign@p.iam.gserviceaccount.com' };
    const ran = await signs(place, inputs, cloud);
    expect(ran).toMatchObject({
      ...done,
      audiences: expect.arrayContaining([`https://iam.googleapis.com/${provider}`]),
    });
    expect(ran.log).toContain(`Online key of snapshot, timestamp: gcpkms:${keyVersion}`);
    expect(kms.calls).toEqual(['GetPublicKey', 'AsymmetricSign', 'AsymmetricSign']);
    expect(login.accounts).toEqual(['sign@p.iam.gserviceaccount.com']);
  });

  it('signs with AWS KMS', async () => {
    const aws = await open(startAws());
    const cloud = { AWS_ENDPOINT_URL: aws.url };
    const maintainer = { ...cloud, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const choice = { kind: 'awskms', keyId: aws.addKey('P-256'), scheme: 'ecdsa-sha2-nistp256' } as const;
    const place = await deploymentOf(choice, maintainer);
    const inputs = { aws_region: 'us-east-1', aws_role_to_assume: 'arn:aws:iam::123456789012:role/sign' };
    expect(await signs(place, inputs, cloud)).toMatchObject(done);
    expect(aws.calls).toEqual(['GetPublicKey', 'Sign', 'Sign']);
    expect(aws.logins).toHaveLength(1);
    expect(aws.logins[0]).toMatchObject({ RoleArn: 'arn:aws:iam::123456789012:role/sign' });
  });

  it('signs with Azure Key Vault', async () => {
    const vault = await open(startAzureKeyVault());
    vault.addKey('tuf', 'P-256');
    const certificate = join(temporaryFolder(), 'ca.pem');
    writeFileSync(certificate, vault.cert);
    const cloud = {
      NODE_EXTRA_CA_CERTS: certificate,
      TUF_ON_CI_AZURE_KEY_VAULT: vault.url,
      TUF_ON_CI_AZURE_LOGIN: vault.url,
    };
    const login = { AZURE_TENANT_ID: azureTenant, AZURE_CLIENT_ID: azureTenant, AZURE_CLIENT_SECRET: 's' };
    const place = await deploymentOf({ kind: 'azurekms', vault: 'example', name: 'tuf' }, { ...cloud, ...login });
    const inputs = { azure_client_id: azureTenant, azure_tenant_id: azureTenant, azure_subscription_id: 'unused' };
    expect(await signs(place, inputs, cloud)).toMatchObject(done);
    expect(vault.logins.at(-1)).toMatchObject({ client_assertion: 'oidc-token-for-api://AzureADTokenExchange' });
  });

  it('signs nothing and says what to mend when the job may have no token', async () => {
    const aws = await open(startAws());
    const maintainer = {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    const choice = { kind: 'awskms', keyId: aws.addKey('P-256'), scheme: 'ecdsa-sha2-nistp256' } as const;
    const place = await deploymentOf(choice, maintainer);
    const inputs = { aws_region: 'us-east-1', aws_role_to_assume: 'arn:aws:iam::123456789012:role/sign' };
    const noToken = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '', AWS_ENDPOINT_URL: aws.url };
    const ran = await signs(place, inputs, noToken);
    expect(ran).toMatchObject({ code: 1, hasSigned: false });
    expect(ran.log).toContain('id-token: write');
  });
});

describe('online-sign with nothing due', () => {
  it('warns of a key that can sign no more, while there is time', async () => {
    const place = await workplace();
    const ran = await place.run('online-sign', { env: { CRYPTO_SIGNER_PATH_PREFIX: temporaryFolder() } });
    expect(ran).toMatchObject({ code: 0, outputs: { signed: 'false' } });
    expect(ran.log).toMatch(/^::warning::.*cannot sign/m);
    expect((await place.run('online-sign')).log).toContain('signs a test message');
  });
});
