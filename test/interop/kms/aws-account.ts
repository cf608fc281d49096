/** An account at ministack, as its administrator sees it: keys, an identity provider, roles. */
import { createHash, createHmac } from 'node:crypto';
import { CreateKeyCommand, DisableKeyCommand, type KeySpec, KMSClient } from '@aws-sdk/client-kms';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Server } from './servers.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'us-east-1';

export interface AwsAccount {
  /** Gives its ARN. */
  addKey(spec: KeySpec): Promise<string>;
  disableKey(arn: string): Promise<void>;
  /** A role that workflows of a repository may assume, and that may do some things with a key; gives its ARN. */
  addRole(name: string, issuer: string, subject: string, allowed: readonly string[], key: string): Promise<string>;
}

export function awsAccount({ url }: Server): AwsAccount {
  const kms = new KMSClient({ endpoint: url, region, credentials });
  const iam = (parameters: Readonly<Record<string, string>>) => callIam(url, parameters);
  return {
    async addKey(spec) {
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec: spec, KeyUsage: 'SIGN_VERIFY' }));
      return KeyMetadata?.Arn as string;
    },
    async disableKey(arn) {
      await kms.send(new DisableKeyCommand({ KeyId: arn }));
    },
    async addRole(name, issuer, subject, allowed, key) {
      const host = issuer.replace(/^https?:\/\//, '');
      const provider = `arn:aws:iam::000000000000:oidc-provider/${host}`;
      await iam({
        Action: 'CreateOpenIDConnectProvider',
        Url: issuer,
        'ClientIDList.member.1': 'sts.amazonaws.com',
        'ThumbprintList.member.1': '0'.repeat(40),
      }).catch((error: Error) => {
        if (!error.message.includes('EntityAlreadyExists')) throw error;
      });
      const trust = {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: provider },
        Condition: { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: subject } },
      };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
      await iam({ Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument });
      const statement = { Effect: 'Allow', Action: allowed, Resource: key };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      if (allowed.length > 0) await iam({ Action: 'PutRolePolicy', RoleName: name, PolicyName: 'tuf', PolicyDocument });
      return `arn:aws:iam::000000000000:role/${name}`;
    },
  };
}

/** The hash that SigV4 is computed with, as the SDK's signer wants it. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {}
}

async function callIam(url: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const { host, hostname, port } = new URL(url);
  const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString();
  const signer = new SignatureV4({ service: 'iam', region, credentials, sha256: Sha256 as never });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: '/',
    query: {},
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  const response = await fetch(url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(await response.text());
}
