/** Runs of deploy against a bucket in memory, and clients that look at the bucket meanwhile. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { listen, type Running } from '../../../lab/listen.ts';
import { testClientPorts } from '../../../src/adapters/client/tuf-js-client.ts';
import type { BuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import { type DeployInput, type DeployOutcome, deployBuilt } from '../../../src/operations/deploy.ts';
import type { TufClient } from '../../../src/ports/client.ts';
import { type Bucket, type Disturbance, memoryDestination } from '../../support/memory-destination.ts';
import { now } from '../../support/sound-repository.ts';
import { tools } from './publications.ts';

export const layout = { metadata: 'metadata/', artifacts: 'targets/' };

const patience = () => ({ signal: new AbortController().signal, pause: () => Promise.resolve() });

/** A deployment from begin to end. */
export function run(
  bucket: Bucket,
  built: BuiltRepository,
  options: Partial<DeployInput> & { readonly now?: number } = {},
  disturbance: Disturbance = {},
): Promise<DeployOutcome> {
  return deployBuilt(
    { ...tools, now: options.now ?? now },
    built,
    { layout, dryRun: false, checkAll: false, ...options },
    { destination: memoryDestination(bucket, disturbance), patience, progress: () => {} },
  );
}

/** Serves a bucket, which may be another one at every request. */
export function serve(bucketOf: () => Bucket): Promise<Running> {
  return listen((request, response) => {
    const object = bucketOf().objects.get(decodeURIComponent((request.url ?? '/').slice(1)));
    response.writeHead(object ? 200 : 404).end(object?.bytes);
  });
}

/** A TUF client that asks again and again, and fails the test when it once does not get what it may expect. */
export class PollingClient {
  polls = 0;
  readonly #url: string;
  readonly #targets: readonly string[];
  readonly #client: TufClient;
  #seen = 0;
  #latest = Promise.resolve();

  private constructor(url: string, targets: readonly string[], client: TufClient) {
    this.#url = url;
    this.#targets = targets;
    this.#client = client;
  }

  /** @param targets files that every version has */
  static async open({ url }: Running, targets: readonly string[]): Promise<PollingClient> {
    const ports = testClientPorts({ idle: 5_000, attempts: 1, delay: 0 });
    return new PollingClient(url, targets, await ports.openClient({ url: `${url}metadata/1.root.json` }));
  }

  /** One after the other, however many requests a run makes at a time. */
  poll(): Promise<void> {
    this.#latest = this.#latest.then(() => this.#poll());
    return this.#latest;
  }

  async #poll(): Promise<void> {
    this.polls += 1;
    expect(await this.#client.refresh(`${this.#url}metadata/`, now)).toEqual({ kind: 'fresh' });
    for (const target of this.#targets) {
      expect(await this.#client.download(target, `${this.#url}targets/`)).toMatchObject({ kind: 'downloaded' });
    }
    const version = (await this.#client.held()).find(({ role }) => role === 'timestamp')!.version;
    expect(version).toBeGreaterThanOrEqual(this.#seen);
    this.#seen = version;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/**
 * What a client that knows nothing would get now, without signatures: the version of the timestamp, 0 when there is none. Throws
 * where something is named and not there.
 */
export function servedVersion({ objects }: Bucket): number {
  const read = (name: string) => {
    const object = objects.get(name);
    if (!object) throw new Error(`${name} is named and not there`);
    return JSON.parse(Buffer.from(object.bytes).toString()).signed;
  };
  if (!objects.has('metadata/timestamp.json')) return 0;
  const timestamp = read('metadata/timestamp.json');
  read('metadata/1.root.json');
  const { meta } = read(`metadata/${timestamp.meta['snapshot.json'].version}.snapshot.json`);
  for (const [file, { version }] of Object.entries<{ version: number }>(meta)) {
    const { targets } = read(`metadata/${version}.${file}`);
    for (const [path, { hashes }] of Object.entries<{ hashes: { sha256: string } }>(targets)) {
      const name = `targets/${path.replace(/[^/]*$/, (last) => `${hashes.sha256}.${last}`)}`;
      const object = objects.get(name);
      const sha256 = object && createHash('sha256').update(object.bytes).digest('hex');
      if (sha256 !== hashes.sha256) throw new Error(`${name} is listed and not there`);
    }
  }
  return timestamp.version;
}
