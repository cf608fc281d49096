/** Logging in inside an action (SPEC A9): the workflow's OIDC token becomes the identity that the inputs name. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../lab/clouds/aws.ts';
import { type AzureKeyVault, azureTenant, startAzureKeyVault } from '../../lab/clouds/azure-key-vault.ts';
import { type GoogleKms, startGoogleKms } from '../../lab/clouds/google-kms.ts';
import { type GoogleLogin, startGoogleLogin } from '../../lab/clouds/google-login.ts';
import { startWorkflowOidc, type WorkflowOidc } from '../../lab/clouds/workflow-oidc.ts';
import { cloudLogin, remoteKey } from '../../src/cli/cloud-login.ts';
import { parseSignerUri } from '../../src/deployment/signer-uri.ts';
import type { CloudIdentities } from '../../src/ports/cloud-login.ts';
import type { RemoteKey } from '../../src/ports/remote-key.ts';
import { payloadOf } from '../../src/tuf/payload.ts';
import { type RawScheme, schemeOfKey } from '../../src/tuf/scheme.ts';

let oidc: WorkflowOidc;
const masked: string[] = [];
beforeAll(async () => {
  oidc = await startWorkflowOidc();
});
afterAll(() => oidc.close());

const kept = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  Object.assign(process.env, kept);
});

async function keyBehind(
  uri: string,
  variables: Readonly<Record<string, string>>,
  identities: CloudIdentities,
  runner = oidc.variables,
): Promise<RemoteKey> {
  const reading = parseSignerUri(uri);
  const options = { identities, onToken: (token: string) => void masked.push(token) };
  const login = cloudLogin({ ...runner, TUF_ON_CI_SIGNER_TIMEOUT: '5', ...variables }, options);
  return (await remoteKey(reading.ok ? reading.uri : expect.fail(uri), login)) as RemoteKey;
}

const p256 = schemeOfKey('ecdsa', 'ecdsa-sha2-nistp256') as RawScheme;
const sign = (key: RemoteKey) => key.sign(payloadOf(Buffer.from('x')), p256);

describe('at Google Cloud', () => {
  let kms: GoogleKms;
  let login: GoogleLogin;
  beforeEach(async () => {
    [kms, login] = await Promise.all([startGoogleKms(), startGoogleLogin()]);
  });
  afterEach(() => Promise.all([kms.close(), login.close()]));

  const provider = 'projects/1234/locations/global/workloadIdentityPools/github/providers/tuf';
  const google = { workloadIdentityProvider: provider, serviceAccount: 'sign@p.iam.gserviceaccount.com' };
  const keyOf = (identities: CloudIdentities, runner?: WorkflowOidc['variables']) =>
    keyBehind(
      `gcpkms:${kms.addKey('tuf', 'EC_SIGN_P256_SHA256')}`,
      { TUF_ON_CI_GOOGLE_KMS: kms.url, TUF_ON_CI_GOOGLE_LOGIN: login.url },
      identities,
      runner,
    );

  it('becomes the service account by workload identity federation, once', async () => {
    const key = await keyOf({ google });
    await sign(key);
    await sign(key);
    expect(login.exchanges).toHaveLength(1);
    expect(login.exchanges[0]).toMatchObject({
      audience: `//iam.googleapis.com/${provider}`,
      subject_token: `oidc-token-for-https://iam.googleapis.com/${provider}`,
    });
    expect(login.accounts).toEqual(['sign@p.iam.gserviceaccount.com']);
    expect(masked).toContain(`oidc-token-for-https://iam.googleapis.com/${provider}`);
  });

  it('is the federated identity itself without a service account', async () => {
    await sign(await keyOf({ google: { workloadIdentityProvider: provider } }));
    expect(login.accounts).toEqual([]);
  });

  it.each(['token service', 'impersonation'] as const)('says so when the %s refuses', async (who) => {
    login.refuse(who);
    await expect(sign(await keyOf({ google }))).rejects.toMatchObject({ code: 'login' });
    expect(kms.calls).toEqual([]);
  });

  it('says so when the job may not have a token', async () => {
    await expect(sign(await keyOf({ google }, {}))).rejects.toMatchObject({ code: 'login' });
    expect(login.exchanges).toEqual([]);
  });

  it.each([
    { workloadIdentityProvider: 'github' },
    { workloadIdentityProvider: `${provider}/../../x` },
    { workloadIdentityProvider: provider, serviceAccount: 'a/../b' },
  ])('refuses inputs that name nobody: %o', async (identity) => {
    await expect(keyOf({ google: identity })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('at AWS', () => {
  let aws: Aws;
  beforeEach(async () => {
    aws = await startAws();
    process.env['AWS_ENDPOINT_URL'] = aws.url;
  });
  afterEach(() => aws.close());

  const role = 'arn:aws:iam::123456789012:role/tuf/sign';
  const keyOf = (identities: CloudIdentities) =>
    keyBehind(`awskms:${aws.addKey('P-256')}`, { GITHUB_RUN_ID: '42' }, identities);

  it('assumes the role with the web identity, once', async () => {
    const key = await keyOf({ aws: { region: 'eu-central-1', roleToAssume: role } });
    await sign(key);
    await sign(key);
    expect(aws.logins).toHaveLength(1);
    expect(aws.logins[0]).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: role,
      RoleSessionName: 'tuf-on-ci-42',
      WebIdentityToken: 'oidc-token-for-sts.amazonaws.com',
    });
    expect(aws.calls).toEqual(['Sign', 'Sign']);
  });

  it('says so when the trust policy refuses', async () => {
    aws.refuseLogins();
    const key = await keyOf({ aws: { region: 'eu-central-1', roleToAssume: role } });
    await expect(sign(key)).rejects.toMatchObject({ code: 'login' });
    expect(aws.calls).toEqual([]);
  });

  it('uses the credentials of an earlier step when the inputs name a region alone', async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
    await sign(await keyOf({ aws: { region: 'eu-central-1' } }));
    expect(aws.logins).toEqual([]);
    expect(aws.calls).toEqual(['Sign']);
  });

  it.each([
    { region: 'Frankfurt', roleToAssume: role },
    { region: 'eu-central-1', roleToAssume: 'tuf' },
  ])('refuses inputs that name nobody: %o', async (identity) => {
    await expect(keyOf({ aws: identity })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('at Azure', () => {
  let vault: AzureKeyVault;
  beforeEach(async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    vault = await startAzureKeyVault();
  });
  afterEach(() => vault.close());

  const client = '99999999-2222-3333-4444-555555555555';
  const keyOf = (identities: CloudIdentities) =>
    keyBehind(
      `azurekms://example.vault.azure.net/keys/tuf/${vault.addKey('tuf', 'P-256')}`,
      { TUF_ON_CI_AZURE_KEY_VAULT: vault.url, TUF_ON_CI_AZURE_LOGIN: vault.url },
      identities,
    );

  it('presents the token as the app that has a federated credential, once', async () => {
    const key = await keyOf({ azure: { clientId: client, tenantId: azureTenant } });
    await sign(key);
    await sign(key);
    expect(vault.logins).toHaveLength(1);
    expect(vault.logins[0]).toMatchObject({
      client_id: client,
      client_assertion: 'oidc-token-for-api://AzureADTokenExchange',
      scope: expect.stringContaining('https://vault.azure.net/.default'),
    });
  });

  it('says so, in the words of Entra ID, when no federated credential fits', async () => {
    vault.refuseLogins();
    const key = await keyOf({ azure: { clientId: client, tenantId: azureTenant } });
    await expect(sign(key)).rejects.toMatchObject({ code: 'login', message: expect.stringContaining('AADSTS700213') });
    expect(vault.calls).toEqual([]);
  });

  it.each([
    { clientId: 'tuf', tenantId: azureTenant },
    { clientId: client, tenantId: 'contoso' },
  ])('refuses inputs that name nobody: %o', async (identity) => {
    await expect(keyOf({ azure: identity })).rejects.toMatchObject({ code: 'usage' });
  });
});
