/**
 * Downloads for `tuf-js` (its `Fetcher`). In place of its own one, because that one says neither which URL failed
 * nor why, gives a large target file a time limit as a whole, and does not try again when a body breaks off.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fetcher } from 'tuf-js';
import { DownloadError, DownloadHTTPError, DownloadLengthMismatchError } from 'tuf-js/dist/error.js';
import type { ReceivedFile } from './unknown-keys.ts';

export interface DownloadLimits {
  /** Milliseconds without a byte until a server counts as hung. */
  readonly idle: number;
  /** How often a download is tried when the server or the network fails. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled before each further one. */
  readonly delay: number;
}

export const usualLimits: DownloadLimits = { idle: 30_000, attempts: 4, delay: 1_000 };

export interface DownloadFailure {
  readonly url: string;
  readonly reason: string;
}

type Body = AsyncIterable<Uint8Array>;

/** Fetches over HTTP, and remembers how the latest download ended. */
export class HttpFetcher implements Fetcher {
  readonly #folder: string;
  readonly #limits: DownloadLimits;
  #failure: DownloadFailure | undefined;
  #latest: ReceivedFile | undefined;

  /** Target files pass through `folder`. */
  constructor(folder: string, limits: DownloadLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Why the latest download failed; undefined when it did not. */
  get failure(): DownloadFailure | undefined {
    return this.#failure;
  }

  /** The latest metadata file that came in. */
  get latest(): ReceivedFile | undefined {
    return this.#latest;
  }

  async downloadBytes(url: string, maxLength: number): Promise<Buffer> {
    const bytes = await this.#download(url, maxLength, async (body) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of body) pieces.push(piece);
      return Buffer.concat(pieces);
    });
    this.#latest = { role: roleOf(url), bytes };
    return bytes;
  }

  async downloadFile<T>(url: string, maxLength: number, handle: (file: string) => Promise<T>): Promise<T> {
    const file = join(this.#folder, 'download');
    try {
      await this.#download(url, maxLength, (body) => writeFile(file, body));
      return await handle(file);
    } finally {
      await rm(file, { force: true });
    }
  }

  async #download<T>(url: string, maxLength: number, receive: (body: Body) => Promise<T>): Promise<T> {
    this.#failure = undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(url, maxLength, receive);
      } catch (error) {
        if (attempt < this.#limits.attempts && mayPass(error)) {
          await sleep(this.#limits.delay * 2 ** (attempt - 1));
          continue;
        }
        const reason = reasonOf(error);
        this.#failure = { url, reason: attempt === 1 ? reason : `${reason}, in ${attempt} attempts` };
        throw error;
      }
    }
  }

  async #attempt<T>(url: string, maxLength: number, receive: (body: Body) => Promise<T>): Promise<T> {
    const { idle } = this.#limits;
    const hung = new AbortController();
    const timer = setTimeout(() => hung.abort(new DownloadError(`the server sent nothing for ${idle / 1000} s`)), idle);
    try {
      const response = await fetch(url, {
        headers: { 'User-Agent': 'tuf-on-ci test-client (tuf-js)' },
        signal: hung.signal,
      });
      if (response.ok && response.body) return await receive(limited(response.body, maxLength, () => timer.refresh()));
      await response.body?.cancel();
      // tuf-js takes 403 and 404 for the end of the root chain.
      throw new DownloadHTTPError(`the server answered ${response.status}`, response.status);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function* limited(body: Body, maxLength: number, arrived: () => void): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of body) {
    arrived();
    length += piece.length;
    if (length > maxLength)
      throw new DownloadLengthMismatchError(`it is longer than the ${maxLength} bytes that a client accepts`);
    yield piece;
  }
}

/** `https://…/7.snapshot.json` is of role `snapshot`. */
function roleOf(url: string): string {
  const file = decodeURIComponent(new URL(url).pathname.split('/').at(-1)!);
  return file.replace(/^\d+\./, '').replace(/\.json$/, '');
}

/** Is another attempt worth it? A broken connection is; an answer is only when the server says that it is at fault or busy. */
function mayPass(error: unknown): boolean {
  if (error instanceof DownloadLengthMismatchError) return false;
  if (!(error instanceof DownloadHTTPError)) return true;
  return error.statusCode >= 500 || error.statusCode === 429 || error.statusCode === 408;
}

/** `fetch` says "fetch failed"; what failed is in the causes. */
function reasonOf(error: unknown): string {
  if (error instanceof DownloadError) return error.message;
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at);
  const code = causes.map((cause) => (cause as NodeJS.ErrnoException).code).find((found) => typeof found === 'string');
  return `the connection failed (${code ?? causes.at(-1)?.message ?? String(error)})`;
}
