import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  listFiles
} from "./chunk-3GJYTUQ7.js";
import {
  UploadError
} from "./chunk-JBCCFZ5U.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/folder/destination.ts
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
var unfinished = ".tuf-on-ci-unfinished-";
var lockName = ".tuf-on-ci-lock";
var lockAge = 3e4;
function folderDestination(path) {
  return new FolderDestination(resolve(path));
}
var FolderDestination = class {
  #folder;
  constructor(folder) {
    this.#folder = folder;
  }
  async stat(name) {
    return guarded(name, async () => {
      const file = this.#place(name);
      const found = await ifThere(stat(file));
      if (!found) return void 0;
      const sha256 = await hashOf(file);
      return { name, tag: sha256, sha256, length: found.size, modified: found.mtimeMs / 1e3 };
    });
  }
  async read(name, limit) {
    return guarded(name, async () => {
      const file = this.#place(name);
      const found = await ifThere(stat(file));
      if (!found) return void 0;
      if (found.size > limit) return { tag: await hashOf(file), bytes: void 0 };
      const bytes = await ifThere(readFile(file));
      return bytes && { tag: createHash("sha256").update(bytes).digest("hex"), bytes };
    });
  }
  async write(name, content, _serving, condition) {
    return guarded(name, async () => {
      const file = this.#place(name);
      await mkdir(dirname(file), { recursive: true });
      const beside = join(dirname(file), `${unfinished}${randomUUID()}`);
      try {
        await writeDurably(beside, content);
        const isNew = condition === "absent" ? await linked(beside, file) : void 0;
        if (isNew !== void 0) return isNew;
        return await this.#locked(async () => {
          const expected = condition === "absent" ? void 0 : condition.tag;
          if (await ifThere(hashOf(file)) !== expected) return false;
          await rename(beside, file);
          return true;
        });
      } finally {
        await rm(beside, { force: true });
      }
    });
  }
  async *list(prefix) {
    if (!await ifThere(stat(this.#folder))) return;
    for (const [name, length] of await listFiles(this.#folder)) {
      if (!name.startsWith(prefix)) continue;
      const found = await ifThere(stat(this.#place(name)));
      if (found) yield { name, tag: "", length, modified: found.mtimeMs / 1e3 };
    }
  }
  async remove(name, _tag) {
    await guarded(name, () => rm(this.#place(name), { force: true }));
  }
  async #locked(work) {
    const lock = join(this.#folder, lockName);
    for (; ; ) {
      try {
        await writeFile(lock, "", { flag: "wx" });
        break;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
        await this.#forgetOldLock(lock);
        await pause(20);
      }
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }
  /** Moved away before it is removed: of two that find it old, one moves it. */
  async #forgetOldLock(lock) {
    const found = await ifThere(stat(lock));
    if (!found || Date.now() - found.mtimeMs < lockAge) return;
    const away = `${lock}-${randomUUID()}`;
    await ifThere(rename(lock, away));
    await rm(away, { force: true });
  }
  #place(name) {
    const file = join(this.#folder, name);
    if (file.startsWith(`${this.#folder}${sep}`)) return file;
    throw new UploadError(`${name} would lie outside of the destination`);
  }
};
async function writeDurably(path, content) {
  const file = await open(path, "wx");
  try {
    for await (const piece of content.open()) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}
async function linked(from, to) {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error;
    if (code === "EEXIST") return false;
    if (code === "EPERM" || code === "ENOTSUP" || code === "EOPNOTSUPP" || code === "ENOSYS") return void 0;
    throw error;
  }
}
async function hashOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}
async function ifThere(work) {
  try {
    return await work;
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    throw error;
  }
}
async function guarded(name, work) {
  try {
    return await work();
  } catch (error) {
    const { code } = error;
    if (code === void 0 || error instanceof UploadError) throw error;
    const hint = code === "ENOSPC" ? "Make room on the disk and deploy again" : "Check the path and its permissions";
    throw new UploadError(`${name} cannot be written to or read from the folder (${code})`, { hint, cause: error });
  }
}
export {
  folderDestination
};
