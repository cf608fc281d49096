import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/ports/destination.ts
import { hash } from "node:crypto";
var UploadError = class extends TufError {
  /** Is another attempt worth it? */
  mayPass;
  constructor(message, options = {}) {
    const { mayPass = false, ...others } = options;
    super("upload", message, others);
    this.mayPass = mayPass;
  }
};
function contentOf(bytes) {
  return {
    length: bytes.length,
    sha256: hash("sha256", bytes),
    async *open() {
      yield bytes;
    }
  };
}
async function wholeOf(pieces) {
  const all = [];
  for await (const piece of pieces) all.push(piece);
  return all.length === 1 ? all[0] : Buffer.concat(all);
}
function keysBelow(prefix) {
  const folder = prefix === "" ? "" : `${prefix}/`;
  return { keyOf: (name) => `${folder}${name}`, nameOf: (key) => key.slice(folder.length) };
}

export {
  UploadError,
  contentOf,
  wholeOf,
  keysBelow
};
