/** The real client of test-client: `tuf-js` with a memory in a temporary folder (SPEC A6). */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { TufError } from '../../errors.ts';
import type {
  ClientFailure,
  DownloadOutcome,
  HeldRole,
  InitialRoot,
  RefreshOutcome,
  TestClientPorts,
  TufClient,
} from '../../ports/client.ts';
import { isExpired, type Seconds } from '../../tuf/expires.ts';
import { keepRoles, readHeldRoles, readSource } from './client-folder.ts';
import { type DownloadLimits, HttpFetcher, usualLimits } from './http-fetcher.ts';
import { setClientTime } from './trusted-store.ts';
import { unknownKeysOf } from './unknown-keys.ts';

/** SPEC A6 asks for at least 256; a repository may be older than that. */
const maxRootRotations = 1024;
/** tuf-js's own limit (bytes), for the root that is downloaded before there is a client. */
const rootMaxLength = 512_000;

/** The outside world of the test-client operation. */
export function testClientPorts(limits: DownloadLimits = usualLimits): TestClientPorts {
  return { openClient: (initialRoot) => TufJsClient.open(initialRoot, limits), readSource, keep: keepRoles };
}

interface Place {
  readonly metadataUrl: string;
  readonly time: Seconds;
}

class TufJsClient implements TufClient {
  readonly #folder: string;
  readonly #fetcher: HttpFetcher;
  #latest: { readonly updater: Updater; readonly place: Place } | undefined;

  constructor(folder: string, fetcher: HttpFetcher) {
    this.#folder = folder;
    this.#fetcher = fetcher;
  }

  static async open(initialRoot: InitialRoot, limits: DownloadLimits): Promise<TufJsClient> {
    const folder = await mkdtemp(join(tmpdir(), 'tuf-on-ci-client-'));
    try {
      const fetcher = new HttpFetcher(folder, limits);
      const root = await readInitialRoot(initialRoot, fetcher);
      await mkdir(join(folder, 'metadata'));
      await writeFile(join(folder, 'metadata', 'root.json'), root);
      const client = new TufJsClient(folder, fetcher);
      client.#trustInitialRoot(initialRoot, root);
      return client;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** tuf-js reads the root of its folder when it is made. */
  #trustInitialRoot(from: InitialRoot, bytes: Uint8Array): void {
    try {
      this.#updater('http://localhost/');
    } catch (cause) {
      const unknown = unknownKeysOf({ role: 'root', bytes }, []);
      const reason = unknown ? `it cannot be judged, ${unknown.reason}` : `tuf-js refuses it (${messageOf(cause)})`;
      throw initialRootError(from, reason, cause);
    }
  }

  async refresh(metadataUrl: string, time: Seconds): Promise<RefreshOutcome> {
    const place = { metadataUrl, time };
    try {
      this.#latest = { updater: await this.#refreshed(place), place };
      return { kind: 'fresh' };
    } catch (error) {
      return this.#explain(error, time, () => this.#refreshed({ metadataUrl, time: 0 }));
    }
  }

  async download(target: string, artifactUrl: string): Promise<DownloadOutcome> {
    if (!this.#latest) throw new TufError('internal', 'The client must refresh before it downloads');
    const { updater, place } = this.#latest;
    try {
      const info = await updater.getTargetInfo(target);
      if (!info) return { kind: 'not-listed' };
      await updater.downloadTarget(info, join(this.#folder, 'target'), artifactUrl);
      return { kind: 'downloaded', length: info.length };
    } catch (error) {
      const again = async () => (await this.#refreshed({ ...place, time: 0 })).getTargetInfo(target);
      return this.#explain(error, place.time, again);
    }
  }

  held(): Promise<readonly HeldRole[]> {
    return readHeldRoles(join(this.#folder, 'metadata'));
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #refreshed({ metadataUrl, time }: Place): Promise<Updater> {
    const updater = this.#updater(metadataUrl);
    setClientTime(updater, time);
    await updater.refresh();
    return updater;
  }

  #updater(metadataBaseUrl: string): Updater {
    const metadataDir = join(this.#folder, 'metadata');
    return new Updater({ metadataDir, metadataBaseUrl, fetcher: this.#fetcher, config: { maxRootRotations } });
  }

  /**
   * Why tuf-js failed. It wraps its errors in text, so the reason is found by facts: what was downloaded, whose keys they
   * are, and whether the same would work at a time when nothing had expired.
   */
  async #explain(
    error: unknown,
    time: Seconds,
    again: () => Promise<unknown>,
  ): Promise<Exclude<ClientFailure, { kind: 'not-listed' }>> {
    if (error instanceof TufError) throw error;
    const { failure, latest } = this.#fetcher;
    if (failure) return { kind: 'unreachable', ...failure };
    const unknown = unknownKeysOf(latest, await this.held());
    if (unknown) return { kind: 'not-judged', ...unknown };
    const works = await again().then(
      () => true,
      () => false,
    );
    const expired = works ? (await this.held()).filter(({ expires }) => isExpired(expires, time)) : [];
    if (expired.length > 0) return { kind: 'expired', roles: expired };
    return { kind: 'refused', reason: messageOf(error) };
  }
}

async function readInitialRoot(from: InitialRoot, fetcher: HttpFetcher): Promise<Uint8Array> {
  try {
    return 'file' in from ? await readFile(from.file) : await fetcher.downloadBytes(from.url, rootMaxLength);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw initialRootError(from, fetcher.failure?.reason ?? code ?? messageOf(cause), cause);
  }
}

function initialRootError(from: InitialRoot, reason: string, cause: unknown): TufError {
  const place = 'file' in from ? from.file : from.url;
  return new TufError('client', `initial root: a client cannot start with ${place}: ${reason}`, {
    hint: 'Give a root that clients of this repository are shipped with, as a file or as 1.root.json under the metadata URL.',
    cause,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
