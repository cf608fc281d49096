import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/signers.ts
function onlineSigners({ variables }, clock) {
  return async (uri, key) => {
    const scheme = uri.slice(0, uri.indexOf(":") + 1);
    if (scheme === "file2:") {
      const { filePathOf, fileSigner } = await import("./file-KCN2QPME.js");
      return fileSigner(filePathOf(uri, variables["CRYPTO_SIGNER_PATH_PREFIX"]), key);
    }
    if (clock.isSet) {
      throw new TufError("clock", `TUF_ON_CI_NOW is set, so nothing is signed with ${uri}`, {
        hint: "Unset TUF_ON_CI_NOW; a made-up time is for key files (file2:) only"
      });
    }
    throw new TufError("signer", `Signing with ${uri} is not supported yet`, {
      hint: "Use a file2: key in this version"
    });
  };
}

export {
  onlineSigners
};
