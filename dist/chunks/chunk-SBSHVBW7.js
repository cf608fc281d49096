import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/ports/read-tree.ts
import { createHash, hash } from "node:crypto";
async function readBlobs(tree, oids, limit = Number.POSITIVE_INFINITY) {
  const contents = /* @__PURE__ */ new Map();
  await tree.read(new Set(oids), (oid, size) => {
    if (size > limit) return { write() {
    }, end() {
    } };
    const content = new Uint8Array(size);
    contents.set(oid, content);
    let length = 0;
    return {
      write(piece) {
        content.set(piece, length);
        length += piece.length;
      },
      end() {
      }
    };
  });
  return contents;
}
async function digestBlobs(tree, oids, extraAlgorithms = [], copyOf) {
  const digests = /* @__PURE__ */ new Map();
  const withSha512 = extraAlgorithms.includes("sha512");
  await tree.read(new Set(oids), (oid, length) => {
    const sha256 = new ContentHash("sha256", length);
    const sha512 = withSha512 ? new ContentHash("sha512", length) : void 0;
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
      }
    };
  });
  return digests;
}
var ContentHash = class {
  #algorithm;
  #length;
  #hash;
  #digest;
  /** @param length bytes of the whole content */
  constructor(algorithm, length) {
    this.#algorithm = algorithm;
    this.#length = length;
  }
  update(piece) {
    if (piece.length === this.#length) this.#digest = hash(this.#algorithm, piece, "hex");
    else this.#streamed().update(piece);
  }
  /** In lower-case hexadecimal; to be asked for once. */
  digest() {
    return this.#digest ?? this.#streamed().digest("hex");
  }
  #streamed() {
    this.#hash ??= createHash(this.#algorithm);
    return this.#hash;
  }
};

export {
  readBlobs,
  digestBlobs
};
