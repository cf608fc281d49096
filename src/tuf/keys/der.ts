/**
 * The little of DER (X.690) that public and private keys need. Strict: one way to write a value, nothing left over.
 */
import { TufError } from '../../errors.ts';

export const derTag = { integer: 0x02, bitString: 0x03, octetString: 0x04, sequence: 0x30, context0: 0x80 } as const;

/** Reads the values of one constructed value, one after the other. */
export class DerReader {
  #rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#rest = bytes;
  }

  /** The tag of the next value, undefined at the end. */
  get next(): number | undefined {
    return this.#rest[0];
  }

  /** The content of the next value. @throws TufError('key') unless it has this tag and a definite, minimal length */
  read(tag: number): Uint8Array {
    const { start, length } = this.#header(tag);
    if (start + length > this.#rest.length) throw new TufError('key', 'its DER ends too early');
    const content = this.#rest.subarray(start, start + length);
    this.#rest = this.#rest.subarray(start + length);
    return content;
  }

  /** @throws TufError('key') when there is something after the last value */
  end(): void {
    if (this.#rest.length > 0) throw new TufError('key', 'its DER has something after the end');
  }

  #header(tag: number): { start: number; length: number } {
    const [found, first] = this.#rest;
    if (found !== tag || first === undefined) throw new TufError('key', 'its DER has another structure');
    if (first < 0x80) return { start: 2, length: first };
    const size = first & 0x7f;
    if (size < 1 || size > 3 || this.#rest.length < 2 + size) throw new TufError('key', 'its DER has a bad length');
    const length = this.#rest.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
    const minimal = size === 1 ? 0x80 : 256 ** (size - 1);
    if (length < minimal) throw new TufError('key', 'its DER has a bad length');
    return { start: 2 + size, length };
  }
}

/** One DER value of the tag; the contents are joined. */
export function derOf(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}
