#!/usr/bin/env node
import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  main
} from "./chunks/chunk-DMHV5FBR.js";
import "./chunks/chunk-UKOGAKRI.js";
import "./chunks/chunk-DCABR347.js";
import "./chunks/chunk-UFDM235Z.js";
import "./chunks/chunk-OUWR3K5F.js";
import "./chunks/chunk-MP3Q6EYL.js";
import "./chunks/chunk-NSMIGRXC.js";
import "./chunks/chunk-NB4CCL6E.js";
import "./chunks/chunk-JPAOHPAT.js";
import "./chunks/chunk-CLCL23LZ.js";
import "./chunks/chunk-VABBSJFU.js";
import "./chunks/chunk-XRWBEMI4.js";
import "./chunks/chunk-ZRM25W27.js";
import "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-DX2EXFTF.js";

// program:verify
main("verify");
