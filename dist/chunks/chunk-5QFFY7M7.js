import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/keys/der.ts
var derTag = { integer: 2, bitString: 3, octetString: 4, sequence: 48, context0: 128 };
var DerReader = class {
  #rest;
  constructor(bytes) {
    this.#rest = bytes;
  }
  /** The tag of the next value, undefined at the end. */
  get next() {
    return this.#rest[0];
  }
  /** The content of the next value. @throws TufError('key') unless it has this tag and a definite, minimal length */
  read(tag) {
    const { start, length } = this.#header(tag);
    if (start + length > this.#rest.length) throw new TufError("key", "its DER ends too early");
    const content = this.#rest.subarray(start, start + length);
    this.#rest = this.#rest.subarray(start + length);
    return content;
  }
  /** @throws TufError('key') when there is something after the last value */
  end() {
    if (this.#rest.length > 0) throw new TufError("key", "its DER has something after the end");
  }
  #header(tag) {
    const [found, first] = this.#rest;
    if (found !== tag || first === void 0) throw new TufError("key", "its DER has another structure");
    if (first < 128) return { start: 2, length: first };
    const size = first & 127;
    if (size < 1 || size > 3 || this.#rest.length < 2 + size) throw new TufError("key", "its DER has a bad length");
    const length = this.#rest.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
    const minimal = size === 1 ? 128 : 256 ** (size - 1);
    if (length < minimal) throw new TufError("key", "its DER has a bad length");
    return { start: 2 + size, length };
  }
};
function derOf(tag, ...contents) {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}
function lengthOf(length) {
  if (length < 128) return Buffer.from([length]);
  if (length < 256) return Buffer.from([129, length]);
  return Buffer.from([130, length >> 8, length & 255]);
}

export {
  derTag,
  DerReader,
  derOf
};
