/**
 * The bytes that signatures of a metadata file are over: the canonical form of its signed part (TUF 4.2).
 */
import { hash } from 'node:crypto';

export interface Payload {
  readonly bytes: Uint8Array;
  /** Digest in hex, computed once: a targets file may have 20 MB and five signatures. */
  digest(algorithm: 'sha256' | 'sha512'): string;
}

/** Wraps canonical bytes. They must not change afterwards. */
export function payloadOf(bytes: Uint8Array): Payload {
  const digests = new Map<string, string>();
  return {
    bytes,
    digest(algorithm) {
      const known = digests.get(algorithm) ?? hash(algorithm, bytes, 'hex');
      digests.set(algorithm, known);
      return known;
    },
  };
}
