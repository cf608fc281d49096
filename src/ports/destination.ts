/**
 * The destination port: where a published repository is served from, a bucket or a folder. Every write has a condition, so that
 * of two runs at the same time one finds out.
 */
import { hash } from 'node:crypto';
import { TufError } from '../errors.ts';
import type { Seconds } from '../tuf/expires.ts';

/** A stored object, as far as the destination knows it without sending the content. */
export interface StoredObject {
  /** Below the destination, `/` between segments. */
  readonly name: string;
  /** Names this content of the object: a generation, an ETag. */
  readonly tag: string;
  /** Bytes. */
  readonly length: number;
  /** When it was written, by the destination's clock. */
  readonly modified: Seconds;
  /** Hexadecimal; what the uploader said of it. */
  readonly sha256?: string;
  /** Hexadecimal; what the service says of it. Another one proves nothing: some services encrypt first. */
  readonly md5?: string;
}

/** What to write. */
export interface Content {
  /** Bytes. */
  readonly length: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The content, anew with each call; throws where it is not what `length` and `sha256` say, before its end. */
  open(): AsyncIterable<Uint8Array>;
}

export interface ReadObject {
  readonly tag: string;
  readonly bytes: Uint8Array | undefined;
}

/** How it is served. */
export interface Serving {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Write only where there is nothing, or in place of this content alone. */
export type Condition = 'absent' | { readonly tag: string };

/** All methods throw `UploadError` when the destination refuses or cannot be reached, and TufError('login'). */
export interface Destination {
  stat(name: string): Promise<StoredObject | undefined>;
  /** The whole object; `undefined` when there is none. One of more than `limit` bytes comes without them. */
  read(name: string, limit: number): Promise<ReadObject | undefined>;
  /** Whole or not at all. False: the condition did not hold, and nothing was written. */
  write(name: string, content: Content, serving: Serving, condition: Condition): Promise<boolean>;
  /** What is below a prefix, in no order to rely on. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Removes it if it still is that content; one that is gone is no error. */
  remove(name: string, tag: string): Promise<void>;
}

/** The destination refused, or could not be reached. */
export class UploadError extends TufError {
  /** Is another attempt worth it? */
  readonly mayPass: boolean;

  constructor(message: string, options: { hint?: string; cause?: unknown; mayPass?: boolean } = {}) {
    const { mayPass = false, ...others } = options;
    super('upload', message, others);
    this.mayPass = mayPass;
  }
}

/** Bytes that are at hand. */
export function contentOf(bytes: Uint8Array): Content {
  return {
    length: bytes.length,
    sha256: hash('sha256', bytes),
    async *open() {
      yield bytes;
    },
  };
}

/** Pieces as one: what is sent in one request is easier to send again. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.length === 1 ? all[0]! : Buffer.concat(all);
}

/** The names of objects below a prefix of a bucket, `''` or without `/` at its ends. */
export function keysBelow(prefix: string): { keyOf(name: string): string; nameOf(key: string): string } {
  const folder = prefix === '' ? '' : `${prefix}/`;
  return { keyOf: (name) => `${folder}${name}`, nameOf: (key) => key.slice(folder.length) };
}

/** A folder that `build-repository` wrote. */
export interface BuiltFolder {
  /** For people. */
  readonly path: string;
  /** Its regular files: bytes by path, `/` between segments. Links are not followed and are not there. @throws TufError('io') */
  files(): Promise<ReadonlyMap<string, number>>;
  /** The content of a file, in pieces. @throws TufError('io') */
  open(file: string): AsyncIterable<Uint8Array>;
}
