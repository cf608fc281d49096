import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import "./chunk-DX2EXFTF.js";

// src/adapters/pkcs11/known-places.ts
import { existsSync } from "node:fs";
var unixFolders = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib/arm-linux-gnueabihf",
  "/usr/lib/i386-linux-gnu",
  "/usr/lib/riscv64-linux-gnu",
  "/usr/lib64",
  "/usr/lib",
  "/usr/local/lib64",
  "/usr/local/lib",
  "/home/linuxbrew/.linuxbrew/lib"
];
var linux = unixFolders.flatMap((folder) => [`${folder}/libykcs11.so`, `${folder}/libykcs11.so.2`]);
var mac = ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"].map((folder) => `${folder}/libykcs11.dylib`);
var windows = ["C:\\Program Files", "C:\\Program Files (x86)"].map(
  (folder) => `${folder}\\Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll`
);
function knownPlaces(platform) {
  if (platform === "win32") return windows;
  return platform === "darwin" ? mac : linux;
}
function findModule(platform = process.platform) {
  return knownPlaces(platform).find((path) => existsSync(path));
}
export {
  findModule,
  knownPlaces
};
