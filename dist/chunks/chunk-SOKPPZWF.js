import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/cloud-login.ts
import { setTimeout } from "node:timers/promises";
var defaultTimeLimit = 30;
function cloudLogin(variables, options = {}) {
  const { identities = {}, onToken } = options;
  const seconds = timeLimitIn(variables["TUF_ON_CI_SIGNER_TIMEOUT"]);
  return {
    identities,
    variables,
    patience: () => patienceOf(seconds * 1e3),
    async oidcToken(audience) {
      const { workflowOidcToken } = await import("./oidc-token-OIGR6RVL.js");
      return workflowOidcToken({ variables, ...onToken && { onToken } })(audience);
    }
  };
}
function patienceOf(milliseconds) {
  const signal = AbortSignal.timeout(milliseconds);
  const end = performance.now() + milliseconds;
  return {
    signal,
    remaining: () => Math.max(1, end - performance.now()),
    pause: (pause) => setTimeout(pause, void 0, { signal })
  };
}
function timeLimitIn(text) {
  if (!text) return defaultTimeLimit;
  if (/^[1-9][0-9]{0,2}$/.test(text)) return Number(text);
  throw new TufError("usage", `TUF_ON_CI_SIGNER_TIMEOUT is no time limit: ${text}`, {
    hint: "Use seconds from 1 to 999."
  });
}
async function remoteKey(uri, login) {
  switch (uri.kind) {
    case "gcpkms":
      return (await import("./kms-PZOYQJCU.js")).googleKmsKey(uri.keyVersion, login);
    case "awskms":
      return (await import("./kms-WS63TDRN.js")).awsKmsKey(uri.keyId, login);
    case "azurekms":
      return (await import("./kms-GTMUZ5OJ.js")).azureKey(uri, login);
    case "hv":
      return (await import("./transit-MI2E7W3L.js")).vaultKey(uri.name, uri.version, login);
    default:
      return void 0;
  }
}

export {
  cloudLogin,
  remoteKey
};
