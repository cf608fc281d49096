import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  secondOpinion
} from "./chunks/chunk-PTIWIX7T.js";
import "./chunks/chunk-7DBKMOPF.js";
import "./chunks/chunk-G3IKMRV3.js";
import "./chunks/chunk-J3GAEHAW.js";
import "./chunks/chunk-RL5XKQ36.js";
import "./chunks/chunk-EJ4Q5POY.js";
import "./chunks/chunk-2QURNYTC.js";
import "./chunks/chunk-HOLSBB6Y.js";
import "./chunks/chunk-OGUUQAP4.js";
import "./chunks/chunk-PYDIKN75.js";
import "./chunks/chunk-6B3YW2DB.js";
import "./chunks/chunk-LDCCIARK.js";
import "./chunks/chunk-5QFFY7M7.js";
import "./chunks/chunk-MJSS5T6T.js";
import "./chunks/chunk-ZRM25W27.js";
import "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-DX2EXFTF.js";

// src/adapters/client/opinion-program.ts
import { parentPort } from "node:worker_threads";
parentPort.once("message", async (input) => parentPort.postMessage(await secondOpinion(input)));
