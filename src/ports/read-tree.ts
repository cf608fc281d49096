/** What is read from a `Tree`: whole blobs, or their digests. Pure over the port. */
import { createHash } from 'node:crypto';
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

/** Digests blobs as they stream by, each once. SHA-256 always (SPEC A6), SHA-512 when an entry asks for it too. */
export async function digestBlobs(
  tree: Pick<Tree, 'read'>,
  oids: Iterable<Oid>,
  extraAlgorithms: readonly 'sha512'[] = [],
): Promise<Map<Oid, BlobDigest>> {
  const digests = new Map<Oid, BlobDigest>();
  const withSha512 = extraAlgorithms.includes('sha512');
  await tree.read(new Set(oids), (oid, length) =>
    digester(withSha512, (hashes) => digests.set(oid, { length, hashes })),
  );
  return digests;
}

function digester(withSha512: boolean, done: (hashes: BlobDigest['hashes']) => void): BlobSink {
  const sha256 = createHash('sha256');
  const sha512 = withSha512 ? createHash('sha512') : undefined;
  return {
    write(piece) {
      sha256.update(piece);
      sha512?.update(piece);
    },
    end() {
      const hashes = { sha256: sha256.digest('hex') };
      done(sha512 === undefined ? hashes : { ...hashes, sha512: sha512.digest('hex') });
    },
  };
}
