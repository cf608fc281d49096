/** The services that hold online keys, on this machine (lab/clouds), each in the same shape. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAws } from '../../lab/clouds/aws.ts';
import { azureTenant, startAzureKeyVault } from '../../lab/clouds/azure-key-vault.ts';
import type { Stub } from '../../lab/clouds/fault.ts';
import { startGoogleKms } from '../../lab/clouds/google-kms.ts';
import { startVault, vaultToken } from '../../lab/clouds/vault.ts';
import type { OnlineKeyChoice } from '../../src/ports/online-keys.ts';
import { temporaryFolder } from './git.ts';

export interface CloudService {
  readonly stub: Stub;
  /** How a process reaches it, logged in. */
  readonly variables: Readonly<Record<string, string>>;
  /** A key that is there, as a person names it, and its URI. */
  readonly choice: OnlineKeyChoice;
  readonly uri: string;
  /** Another key of the same kind. */
  readonly otherUri: string;
  /** A key that is not there. */
  readonly missingUri: string;
  /** What its calls for signing are called. */
  readonly signCall: string;
}

async function google(): Promise<CloudService> {
  const stub = await startGoogleKms();
  const [keyVersion, other] = ['tuf', 'tuf'].map((name) => stub.addKey(name, 'EC_SIGN_P256_SHA256')) as [
    string,
    string,
  ];
  return {
    stub,
    variables: { TUF_ON_CI_GOOGLE_KMS: stub.url },
    choice: { kind: 'gcpkms', keyVersion },
    uri: `gcpkms:${keyVersion}`,
    otherUri: `gcpkms:${other}`,
    missingUri: `gcpkms:${keyVersion.replace(/[0-9]+$/, '9')}`,
    signCall: 'AsymmetricSign',
  };
}

async function aws(): Promise<CloudService> {
  const stub = await startAws();
  const [keyId, other] = [stub.addKey('P-256'), stub.addKey('P-256')];
  return {
    stub,
    variables: {
      AWS_ENDPOINT_URL: stub.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example-secret',
    },
    choice: { kind: 'awskms', keyId, scheme: 'ecdsa-sha2-nistp256' },
    uri: `awskms:${keyId}`,
    otherUri: `awskms:${other}`,
    missingUri: 'awskms:alias/nothing',
    signCall: 'Sign',
  };
}

async function azure(): Promise<CloudService> {
  const stub = await startAzureKeyVault();
  const [other, version] = ['tuf', 'tuf'].map((name) => stub.addKey(name, 'P-256')) as [string, string];
  const certificate = join(temporaryFolder(), 'ca.pem');
  writeFileSync(certificate, stub.cert);
  const base = 'azurekms://example.vault.azure.net/keys/tuf';
  return {
    stub,
    variables: {
      NODE_EXTRA_CA_CERTS: certificate,
      TUF_ON_CI_AZURE_KEY_VAULT: stub.url,
      TUF_ON_CI_AZURE_LOGIN: stub.url,
      AZURE_TENANT_ID: azureTenant,
      AZURE_CLIENT_ID: azureTenant,
      AZURE_CLIENT_SECRET: 'example-secret',
    },
    choice: { kind: 'azurekms', vault: 'example', name: 'tuf' },
    uri: `${base}/${version}`,
    otherUri: `${base}/${other}`,
    missingUri: `${base}/0123456789abcdef`,
    signCall: 'sign',
  };
}

async function vault(): Promise<CloudService> {
  const stub = await startVault();
  const [other, version] = [stub.addKey('tuf'), stub.addKey('tuf')];
  return {
    stub,
    variables: { VAULT_ADDR: stub.url, VAULT_TOKEN: vaultToken },
    choice: { kind: 'hv', name: 'tuf' },
    uri: `hv:tuf/${version}`,
    otherUri: `hv:tuf/${other}`,
    missingUri: 'hv:tuf/9',
    signCall: 'sign',
  };
}

export const cloudServices = {
  'Google Cloud KMS': google,
  'AWS KMS': aws,
  'Azure Key Vault': azure,
  Vault: vault,
} as const;
