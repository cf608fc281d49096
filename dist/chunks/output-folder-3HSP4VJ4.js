import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  openFolder
} from "./chunk-6JLZVMD2.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import "./chunk-3O3MKMDW.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";
export {
  openFolder
};
