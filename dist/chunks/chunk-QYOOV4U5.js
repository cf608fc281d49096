import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/ports/memory-tree.ts
import { createHash } from "node:crypto";
function memoryTree(files) {
  return new MemoryTree(files);
}
function treeWith(base, changes) {
  const written = changes.flatMap(({ path, content }) => content ? [[path, content]] : []);
  return new OverlayTree(base, new Set(changes.map(({ path }) => path)), new MemoryTree(new Map(written)));
}
var MemoryTree = class {
  #entries;
  #contents = /* @__PURE__ */ new Map();
  constructor(files) {
    this.#entries = [...files].map(([path, file]) => {
      const { mode, content } = file instanceof Uint8Array ? { mode: "100644", content: file } : file;
      const oid = blobOid(content);
      this.#contents.set(oid, content);
      return { path, mode, oid };
    });
  }
  async entries() {
    return this.#entries;
  }
  holds(oid) {
    return this.#contents.has(oid);
  }
  async read(...[oids, open]) {
    for (const oid of oids) {
      const content = this.#contents.get(oid);
      const sink = open(oid, content.length);
      sink.write(content);
      sink.end();
    }
  }
};
var OverlayTree = class {
  #base;
  #touched;
  #changed;
  constructor(base, touched, changed) {
    this.#base = base;
    this.#touched = touched;
    this.#changed = changed;
  }
  async entries() {
    const untouched = (await this.#base.entries()).filter(({ path }) => !this.#touched.has(path));
    return [...untouched, ...await this.#changed.entries()];
  }
  async read(...[oids, open]) {
    const wanted = [...oids];
    await this.#changed.read(
      wanted.filter((oid) => this.#changed.holds(oid)),
      open
    );
    const others = wanted.filter((oid) => !this.#changed.holds(oid));
    if (others.length > 0) await this.#base.read(others, open);
  }
};
function blobOid(content) {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

export {
  memoryTree,
  treeWith
};
