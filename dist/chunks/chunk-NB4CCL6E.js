import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/sigstore.ts
import { resolve } from "node:path";
function sigstoreOnDemand({ cwd, variables }) {
  let loaded;
  return {
    check(...question) {
      if (!loaded) throw new TufError("internal", "a Sigstore signature was judged before its trust root was loaded");
      return loaded(...question);
    },
    async prepare() {
      if (loaded) return;
      const file = variables["TUF_ON_CI_SIGSTORE_TRUSTED_ROOT"];
      const { loadSigstoreCheck } = await import("./check-EBMFV2WH.js");
      loaded = await loadSigstoreCheck({ trustedRootFile: file ? resolve(cwd, file) : void 0 });
    }
  };
}

export {
  sigstoreOnDemand
};
