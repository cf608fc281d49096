#!/usr/bin/env node
import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  main
} from "./chunks/chunk-FOGVXRA3.js";
import "./chunks/chunk-AJ4G3JSC.js";
import "./chunks/chunk-WHYZXQ25.js";
import "./chunks/chunk-YALISJAV.js";
import "./chunks/chunk-N7OLHU4C.js";
import "./chunks/chunk-AUMNQMUT.js";
import "./chunks/chunk-ZRM25W27.js";
import "./chunks/chunk-4YDHBCQ3.js";

// program:audit
main("audit");
