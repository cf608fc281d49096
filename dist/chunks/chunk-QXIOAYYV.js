import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/ports/read-tree.ts
import { createHash } from "node:crypto";
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
async function digestBlobs(tree, oids, extraAlgorithms = []) {
  const digests = /* @__PURE__ */ new Map();
  const withSha512 = extraAlgorithms.includes("sha512");
  await tree.read(
    new Set(oids),
    (oid, length) => digester(withSha512, (hashes) => digests.set(oid, { length, hashes }))
  );
  return digests;
}
function digester(withSha512, done) {
  const sha256 = createHash("sha256");
  const sha512 = withSha512 ? createHash("sha512") : void 0;
  return {
    write(piece) {
      sha256.update(piece);
      sha512?.update(piece);
    },
    end() {
      const hashes = { sha256: sha256.digest("hex") };
      done(sha512 === void 0 ? hashes : { ...hashes, sha512: sha512.digest("hex") });
    }
  };
}

export {
  readBlobs,
  digestBlobs
};
