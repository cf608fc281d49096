import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  FileWriter,
  weightOf
} from "./chunks/chunk-3O3MKMDW.js";
import "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-DX2EXFTF.js";

// src/adapters/folder/writer-program.ts
import { parentPort, workerData } from "node:worker_threads";
var { folder, outstanding } = workerData;
var writer = new FileWriter(folder);
var answer = { ok: true };
parentPort.on("message", (message) => {
  if (message === "end") {
    parentPort.postMessage(answer);
    parentPort.close();
    return;
  }
  const weight = weightOf(message);
  try {
    if (answer.ok) writer.write(message);
  } catch (error) {
    answer = { ok: false, code: error.code ?? String(error) };
  }
  Atomics.sub(outstanding, 0, weight);
  Atomics.notify(outstanding, 0);
});
