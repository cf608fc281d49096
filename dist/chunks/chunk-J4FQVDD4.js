import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/folder/output-folder.ts
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
function openOutputFolder(path, content) {
  return new StagedFolder(resolve(path), `.tuf-on-ci-new-${content}`);
}
var StagedFolder = class {
  #path;
  #staging;
  #made = /* @__PURE__ */ new Set();
  constructor(path, suffix) {
    this.#path = path;
    this.#staging = guarded(path, () => {
      const staging = stagingPath(path, suffix);
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
      return staging;
    });
  }
  write(name, content) {
    guarded(this.#path, () => writeFileSync(this.#fileFor(name), content));
  }
  stream(names) {
    return guarded(this.#path, () => {
      const [first, ...others] = names.map((name) => this.#fileFor(name));
      const file = openSync(first, "w");
      return {
        write: (piece) => guarded(this.#path, () => writeAll(file, piece)),
        end: () => guarded(this.#path, () => {
          closeSync(file);
          for (const other of others) linkSync(first, other);
        })
      };
    });
  }
  async finish(last) {
    guarded(this.#path, () => {
      mkdirSync(dirname(this.#path), { recursive: true });
      if (isReplaceable(this.#path) && tryRename(this.#staging, this.#path)) return;
      moveInto(this.#staging, this.#path, last);
      rmSync(this.#staging, { recursive: true, force: true });
    });
  }
  async discard() {
    rmSync(this.#staging, { recursive: true, force: true });
  }
  #fileFor(name) {
    const file = join(this.#staging, name);
    if (!file.startsWith(`${this.#staging}${sep}`)) {
      throw new TufError("internal", `A published name leaves the output folder: ${name}`);
    }
    const folder = dirname(file);
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#made.add(folder);
    }
    return file;
  }
};
function stagingPath(path, suffix) {
  return isReplaceable(path) ? join(nearestFolder(dirname(path)), `${basename(path)}${suffix}`) : join(path, suffix);
}
function nearestFolder(path) {
  return isFolder(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
function isReplaceable(path) {
  if (!isFolder(path)) return true;
  const isWorkedIn = !relative(path, process.cwd()).startsWith("..");
  return !isWorkedIn && readdirSync(path).length === 0;
}
function tryRename(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}
function moveInto(from, to, last) {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  entries.sort((a, b) => Number(a.name === last) - Number(b.name === last));
  for (const entry of entries) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && isFolder(target)) moveInto(source, target, void 0);
    else renameSync(source, target);
  }
}
function writeAll(file, piece) {
  for (let offset = 0; offset < piece.length; ) offset += writeSync(file, piece, offset);
}
function guarded(path, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof TufError) throw error;
    const reason = error.code ?? String(error);
    const hint = reason === "ENOSPC" ? "Make room on the disk and run the command again" : "Check the path and its permissions";
    throw new TufError("io", `The folder ${path} cannot be written (${reason})`, { hint, cause: error });
  }
}

export {
  openOutputFolder
};
