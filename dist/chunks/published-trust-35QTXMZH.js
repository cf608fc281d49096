import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  require_dist as require_dist3
} from "./chunk-TCPG7AXS.js";
import "./chunk-5BPW2PLV.js";
import "./chunk-63HP4G23.js";
import {
  require_dist
} from "./chunk-DJSRL4OH.js";
import {
  isCertifiedFor,
  require_dist2
} from "./chunk-BA66EQZ6.js";
import "./chunk-RZFILXCP.js";
import "./chunk-32SVHZGV.js";
import "./chunk-G3IKMRV3.js";
import "./chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/sigstore/published-trust.ts
var import_bundle = __toESM(require_dist2(), 1);
var import_tuf = __toESM(require_dist3(), 1);
var import_verify = __toESM(require_dist(), 1);
async function fetchPublishedTrustedRoot({ url, rootFile, cache }) {
  try {
    const mirrorURL = url.replace(/\/$/, "");
    return await (0, import_tuf.getTrustedRoot)({ mirrorURL, rootPath: rootFile, cachePath: cache, forceInit: true, retry: 2 });
  } catch (cause) {
    throw new TufError(
      "client",
      `A Sigstore client cannot get trusted_root.json from ${url}: ${cause.message}`,
      {
        hint: "Sigstore clients look for target files in targets/ below the metadata: see metadata_path of the action publish",
        cause
      }
    );
  }
}
function verifyArtifact(root, { artifact, bundle, identity, issuer }) {
  const signer = verified(root, artifact, bundle);
  if (isCertifiedFor(signer.identity?.oids ?? [], identity, issuer)) return;
  throw new TufError("signature", `The bundle was not made by ${identity} (${issuer})`, {
    hint: "Name the identity and the issuer that the bundle was made with"
  });
}
function verified(root, artifact, bundle) {
  try {
    return new import_verify.Verifier((0, import_verify.toTrustMaterial)(root)).verify((0, import_verify.toSignedEntity)((0, import_bundle.bundleFromJSON)(JSON.parse(bundle)), artifact));
  } catch (cause) {
    throw new TufError("signature", `The bundle does not verify: ${cause.message}`, {
      hint: "It must be of the Sigstore instance that the published trusted_root.json describes",
      cause
    });
  }
}
export {
  fetchPublishedTrustedRoot,
  verifyArtifact
};
