import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/folder/built-folder.ts
import { createReadStream } from "node:fs";
import { lstat, opendir, readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
var pieceLength = 1 << 18;
function builtFolder(path) {
  const folder = resolve(path);
  let files;
  return {
    path,
    files() {
      files ??= listFiles(folder);
      return files;
    },
    async *open(file) {
      const place = join(folder, file);
      if (!place.startsWith(`${folder}${sep}`)) throw new TufError("internal", `${file} is not in ${path}`);
      try {
        const length = (await this.files()).get(file) ?? 0;
        if (length <= pieceLength) yield await readFile(place);
        else yield* createReadStream(place, { highWaterMark: pieceLength });
      } catch (error) {
        throw unreadable(place, error);
      }
    }
  };
}
async function listFiles(folder) {
  const files = /* @__PURE__ */ new Map();
  const waiting = [""];
  try {
    for (let below = waiting.pop(); below !== void 0; below = waiting.pop()) {
      for await (const entry of await opendir(join(folder, below))) {
        const path = `${below}${entry.name}`;
        if (entry.isDirectory()) waiting.push(`${path}/`);
        else if (entry.isFile()) files.set(path, (await lstat(join(folder, path))).size);
      }
    }
  } catch (error) {
    throw unreadable(folder, error);
  }
  return files;
}
function unreadable(path, cause) {
  if (cause instanceof TufError) return cause;
  const reason = cause.code ?? String(cause);
  return new TufError("io", `${path} cannot be read (${reason})`, {
    hint: "Build the repository first: tuf-on-ci-build-repository --metadata DIR --artifacts DIR",
    cause
  });
}

export {
  builtFolder,
  listFiles
};
