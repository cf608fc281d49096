import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  require_dist
} from "./chunk-TCPG7AXS.js";
import "./chunk-5BPW2PLV.js";
import "./chunk-63HP4G23.js";
import "./chunk-RZFILXCP.js";
import "./chunk-32SVHZGV.js";
import "./chunk-G3IKMRV3.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/sigstore/public-good.ts
var import_tuf = __toESM(require_dist(), 1);
function fetchTrustedRoot() {
  return (0, import_tuf.getTrustedRoot)();
}
export {
  fetchTrustedRoot
};
