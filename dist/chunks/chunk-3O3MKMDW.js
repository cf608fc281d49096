import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/folder/batches.ts
function weightOf({ files, bytes }) {
  return bytes.length + 200 * files.length;
}
var capacity = { bytes: 1 << 18, files: 2e3 };
var Batches = class {
  #handOn;
  #files = [];
  #ends = [];
  #bytes = new Uint8Array(capacity.bytes);
  #length = 0;
  constructor(handOn) {
    this.#handOn = handOn;
  }
  begin(names) {
    this.#files.push(names.join("\0"));
  }
  append(piece) {
    for (let rest = piece; rest.length > 0; ) {
      if (this.#length === capacity.bytes) this.#flush(true);
      const fits = rest.subarray(0, capacity.bytes - this.#length);
      this.#bytes.set(fits, this.#length);
      this.#length += fits.length;
      rest = rest.subarray(fits.length);
    }
  }
  end() {
    this.#ends.push(this.#length);
    if (this.#files.length === capacity.files) this.flush();
  }
  /** Hands on what there is. */
  flush() {
    if (this.#files.length > 0) this.#flush(false);
  }
  #flush(goesOn) {
    const ends = goesOn ? [...this.#ends, this.#length] : this.#ends;
    this.#handOn({ files: this.#files, ends, bytes: this.#bytes.slice(0, this.#length), goesOn });
    this.#files = goesOn ? [""] : [];
    this.#ends = [];
    this.#length = 0;
  }
};

// src/adapters/folder/file-writer.ts
import { closeSync, linkSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join, sep } from "node:path";
var FileWriter = class {
  #folder;
  #made = /* @__PURE__ */ new Set();
  #open;
  constructor(folder) {
    this.#folder = folder;
  }
  /** What a batch holds; its last file may go on in the next one. Throws what the file system says. */
  write({ files, ends, bytes, goesOn }) {
    let begin = 0;
    for (const [i, names] of files.entries()) {
      if (names !== "") this.#begin(names.split("\0"));
      this.#append(bytes.subarray(begin, ends[i]));
      begin = ends[i];
      if (i < files.length - 1 || !goesOn) this.#end();
    }
  }
  #begin(names) {
    const paths = names.map((name) => this.#pathOf(name));
    this.#open = { file: openSync(paths[0], "w"), paths };
  }
  #append(piece) {
    for (let offset = 0; offset < piece.length; ) offset += writeSync(this.#open.file, piece, offset);
  }
  #end() {
    const { file, paths } = this.#open;
    this.#open = void 0;
    closeSync(file);
    for (const other of paths.slice(1)) linkSync(paths[0], other);
  }
  #pathOf(name) {
    const path = join(this.#folder, name);
    if (!path.startsWith(`${this.#folder}${sep}`)) {
      throw new TufError("internal", `A published name leaves the output folder: ${name}`);
    }
    const folder = dirname(path);
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
    }
    return path;
  }
};

export {
  weightOf,
  Batches,
  FileWriter
};
