import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/folder/deployment-files.ts
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
function readTemplates() {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "templates", ".github"))) {
    const above = dirname(folder);
    if (above === folder)
      throw new TufError("io", "The templates of this package are missing", { hint: "Install it again" });
    folder = above;
  }
  const top = join(folder, "templates");
  const names = readdirSync(top, { recursive: true, encoding: "utf8" }).filter(
    (name) => lstatSync(join(top, name)).isFile()
  );
  return new Map(names.sort().map((name) => [name.split(sep).join("/"), readFileSync(join(top, name), "utf8")]));
}
function readExisting(top, paths) {
  const found = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const place = placeOf(top, path);
    const status = lstatSync(place, { throwIfNoEntry: false });
    if (status === void 0) continue;
    if (!status.isFile())
      throw new TufError("io", `${path} is no plain file`, { hint: "Move it away and run init again" });
    found.set(path, readFileSync(place, "utf8"));
  }
  return found;
}
function writeFile(top, path, content) {
  const place = placeOf(top, path);
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
  } catch (cause) {
    throw new TufError("io", `${path} cannot be written: ${cause.message}`, { cause });
  }
}
function placeOf(top, path) {
  const place = join(top, path);
  for (let folder = dirname(place); relative(top, folder) !== ""; folder = dirname(folder)) {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new TufError("io", `${relative(top, folder)} is a symbolic link`, {
        hint: "Replace it by a folder and run init again"
      });
    }
  }
  return place;
}
export {
  readExisting,
  readTemplates,
  writeFile
};
