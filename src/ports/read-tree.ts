/** What is read from a `Tree`: whole blobs, or their digests. Pure over the port. */
import { createHash, type Hash, hash } from 'node:crypto';
import type { BlobSink, Oid, Tree, TreeEntry } from './repository.ts';

/** A blob's length in bytes and its hashes in lower-case hexadecimal. */
export interface BlobDigest {
  readonly length: number;
  readonly hashes: Readonly<{ sha256: string; sha512?: string }>;
}

/** The entries that have content: all but submodules, which name a commit of another repository. */
export function blobs(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries.filter((entry) => entry.mode !== '160000');
}

/**
 * Reads blobs whole, each once however often it is asked for. For metadata; target files are only digested.
 * @param limit blobs of more bytes are left out
 */
export async function readBlobs(
  tree: Pick<Tree, 'read'>,
  oids: Iterable<Oid>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Map<Oid, Uint8Array>> {
  const contents = new Map<Oid, Uint8Array>();
  await tree.read(new Set(oids), (oid, size) => {
    if (size > limit) return { write() {}, end() {} };
    const content = new Uint8Array(size);
    contents.set(oid, content);
    let length = 0;
    return {
      write(piece) {
        content.set(piece, length);
        length += piece.length;
      },
      end() {},
    };
  });
  return contents;
}

/** Who wants the content of a blob too, on its way. */
export type CopyOf = (oid: Oid) => BlobSink | undefined;

/**
 * Digests blobs as they stream by, each once. SHA-256 always (SPEC A6), SHA-512 when an entry asks for it too.
 * @param copyOf its sinks must not throw
 */
export async function digestBlobs(
  tree: Pick<Tree, 'read'>,
  oids: Iterable<Oid>,
  extraAlgorithms: readonly 'sha512'[] = [],
  copyOf?: CopyOf,
): Promise<Map<Oid, BlobDigest>> {
  const digests = new Map<Oid, BlobDigest>();
  const withSha512 = extraAlgorithms.includes('sha512');
  await tree.read(new Set(oids), (oid, length) => {
    const sha256 = new ContentHash('sha256', length);
    const sha512 = withSha512 ? new ContentHash('sha512', length) : undefined;
    const copy = copyOf?.(oid);
    return {
      write(piece) {
        sha256.update(piece);
        sha512?.update(piece);
        copy?.write(piece);
      },
      end() {
        copy?.end();
        const hashes = { sha256: sha256.digest() };
        digests.set(oid, { length, hashes: sha512 ? { ...hashes, sha512: sha512.digest() } : hashes });
      },
    };
  });
  return digests;
}

/**
 * The hash of a content that comes in pieces. Most files come in one, and a hash object of OpenSSL for each of 100,000 takes more time
 * than hashing, and 50 MB until somebody tidies up.
 */
export class ContentHash {
  readonly #algorithm: 'sha256' | 'sha512';
  readonly #length: number;
  #hash: Hash | undefined;
  #digest: string | undefined;

  /** @param length bytes of the whole content */
  constructor(algorithm: 'sha256' | 'sha512', length: number) {
    this.#algorithm = algorithm;
    this.#length = length;
  }

  update(piece: Uint8Array): void {
    if (piece.length === this.#length) this.#digest = hash(this.#algorithm, piece, 'hex');
    else this.#streamed().update(piece);
  }

  /** In lower-case hexadecimal; to be asked for once. */
  digest(): string {
    return this.#digest ?? this.#streamed().digest('hex');
  }

  #streamed(): Hash {
    this.#hash ??= createHash(this.#algorithm);
    return this.#hash;
  }
}
