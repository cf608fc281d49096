#!/usr/bin/env node
import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  main
} from "./chunks/chunk-2BFJRANP.js";
import "./chunks/chunk-UKOGAKRI.js";
import "./chunks/chunk-OUWR3K5F.js";
import "./chunks/chunk-RCXA5NOD.js";
import "./chunks/chunk-UFDM235Z.js";
import "./chunks/chunk-HMI2LGA2.js";
import "./chunks/chunk-ZRM25W27.js";
import "./chunks/chunk-5E52G6QN.js";
import "./chunks/chunk-ZKS4JTYC.js";

// program:online-sign
main("online-sign");
