/** Object stores that somebody else wrote, each as a process of its own, with a bucket that is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { BlobServiceClient } from '@azure/storage-blob';
import { temporaryFolder } from '../../support/git.ts';
import type { StorageServerName } from './install.ts';

export interface StorageServer {
  readonly port: number;
  /** The URI of a folder in the bucket. */
  uriOf(folder: string): string;
  /** What a program needs in its environment to reach the bucket at a port: the server's, or that of a proxy. */
  variablesFor(port: number): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The account that every azurite has; worthless. */
const azureAccount = 'devstoreaccount1';
const azureKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const awsKeys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'testtesttest', AWS_REGION: 'us-east-1' };

const azureVariables = (port: number) => ({
  AZURE_STORAGE_CONNECTION_STRING: `DefaultEndpointsProtocol=http;AccountName=${azureAccount};AccountKey=${azureKey};BlobEndpoint=http://127.0.0.1:${port}/${azureAccount};`,
});
const awsVariables = (port: number) => ({ ...awsKeys, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });

async function makeS3Bucket(port: number): Promise<void> {
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'testtesttest' },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'bucket' }));
}

interface Kind {
  args(port: number, folder: string): readonly string[];
  readonly environment?: (port: number) => Readonly<Record<string, string>>;
  makeBucket(port: number): Promise<unknown>;
  readonly scheme: string;
  variablesFor(port: number): Readonly<Record<string, string>>;
}

const s3 = { scheme: 's3://bucket/', variablesFor: awsVariables, makeBucket: makeS3Bucket };

const kinds: Readonly<Record<StorageServerName, Kind>> = {
  'fake-gcs-server': {
    args: (port) => {
      const host = `127.0.0.1:${port}`;
      const address = ['-host', '127.0.0.1', '-port', String(port), '-scheme', 'http', '-public-host', host];
      return [...address, '-backend', 'memory', '-external-url', `http://${host}`];
    },
    makeBucket: (port) =>
      fetch(`http://127.0.0.1:${port}/storage/v1/b?project=p`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"name": "bucket"}',
      }),
    scheme: 'gs://bucket/',
    variablesFor: (port) => ({ TUF_ON_CI_GOOGLE_STORAGE: `http://127.0.0.1:${port}` }),
  },
  versitygw: {
    ...s3,
    args: (port, folder) => [
      ...['--access', 'test', '--secret', 'testtesttest', '--port', `127.0.0.1:${port}`],
      ...['posix', folder],
    ],
  },
  ministack: {
    ...s3,
    args: () => [],
    environment: (port) => ({
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      SERVICES: 's3',
    }),
  },
  azurite: {
    args: (port) => [
      ...['--silent', '--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'],
      ...['--blobHost', '127.0.0.1', '--blobPort', String(port)],
    ],
    makeBucket: (port) =>
      BlobServiceClient.fromConnectionString(azureVariables(port).AZURE_STORAGE_CONNECTION_STRING)
        .getContainerClient('container')
        .create(),
    scheme: `azblob://${azureAccount}/container/`,
    variablesFor: azureVariables,
  },
};

/** Starts a server at a port that is free, and makes its bucket. */
export async function startStorage(name: StorageServerName, program: string): Promise<StorageServer> {
  const kind = kinds[name];
  const port = await freePort();
  const folder = join(temporaryFolder(), 'store');
  mkdirSync(folder);
  const child = spawn(program, kind.args(port, folder), {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...kind.environment?.(port) },
  });
  await ready(child, name, () => kind.makeBucket(port));
  return {
    port,
    uriOf: (path) => `${kind.scheme}${path}`,
    variablesFor: kind.variablesFor,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

async function ready(child: ChildProcess, name: string, ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    try {
      await ask();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(200);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
