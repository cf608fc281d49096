import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  require_dist as require_dist2
} from "./chunk-DJSRL4OH.js";
import {
  isCertifiedFor,
  require_dist2 as require_dist3
} from "./chunk-BA66EQZ6.js";
import {
  require_dist
} from "./chunk-RZFILXCP.js";
import "./chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/sigstore/check.ts
var import_verify2 = __toESM(require_dist2(), 1);

// src/adapters/sigstore/signature-bundle.ts
var import_bundle = __toESM(require_dist3(), 1);
var import_protobuf_specs = __toESM(require_dist(), 1);
import { createHash } from "node:crypto";
var maxLength = 65536;
var maxWitnesses = 8;
var mediaTypes = /* @__PURE__ */ new Set([
  import_bundle.BUNDLE_V01_MEDIA_TYPE,
  import_bundle.BUNDLE_V02_MEDIA_TYPE,
  import_bundle.BUNDLE_V03_LEGACY_MEDIA_TYPE,
  import_bundle.BUNDLE_V03_MEDIA_TYPE
]);
var digestNames = /* @__PURE__ */ new Map([
  [import_protobuf_specs.HashAlgorithm.SHA2_256, "sha256"],
  [import_protobuf_specs.HashAlgorithm.SHA2_384, "sha384"],
  [import_protobuf_specs.HashAlgorithm.SHA2_512, "sha512"]
]);
function parseSignatureBundle(json) {
  if (JSON.stringify(json).length > maxLength) return void 0;
  const bundle = (0, import_bundle.bundleFromJSON)(json);
  if (!mediaTypes.has(bundle.mediaType)) return void 0;
  if (!(0, import_bundle.isBundleWithMessageSignature)(bundle) || (0, import_bundle.isBundleWithPublicKey)(bundle)) return void 0;
  return hasFewWitnesses(bundle) ? bundle : void 0;
}
function hasFewWitnesses({ verificationMaterial }) {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return tlogEntries.length <= maxWitnesses && timestamps.length <= maxWitnesses;
}
function isOver({ content }, signedBytes, sig) {
  const { messageDigest, signature } = content.messageSignature;
  const algorithm = digestNames.get(messageDigest.algorithm);
  return algorithm !== void 0 && signature.toString("base64") === sig && createHash(algorithm).update(signedBytes).digest().equals(messageDigest.digest);
}

// src/adapters/sigstore/trust-material.ts
var import_protobuf_specs2 = __toESM(require_dist(), 1);
var import_verify = __toESM(require_dist2(), 1);
import { readFile } from "node:fs/promises";
async function loadTrustMaterial(options) {
  if (options.trustedRootFile !== void 0) return readTrustMaterial(options.trustedRootFile);
  const fetchTrustedRoot = options.fetchTrustedRoot ?? (await import("./public-good-PXW5S477.js")).fetchTrustedRoot;
  try {
    return materialOf(await fetchTrustedRoot());
  } catch (cause) {
    throw new TufError("signer", `The trust root of the public Sigstore instance cannot be had: ${messageOf(cause)}`, {
      hint: "Try again when the network is there, or name a trusted_root.json in TUF_ON_CI_SIGSTORE_TRUSTED_ROOT",
      cause
    });
  }
}
async function readTrustMaterial(file) {
  try {
    return materialOf(import_protobuf_specs2.TrustedRoot.fromJSON(JSON.parse(await readFile(file, "utf8"))));
  } catch (cause) {
    throw new TufError("signer", `${file} cannot be used as Sigstore trust root: ${messageOf(cause)}`, {
      hint: "Name a trusted_root.json in TUF_ON_CI_SIGSTORE_TRUSTED_ROOT, or unset it to use that of the public Sigstore instance",
      cause
    });
  }
}
function materialOf(root) {
  const { certificateAuthorities, tlogs, ctlogs } = root;
  if ([certificateAuthorities, tlogs, ctlogs].some(({ length }) => length === 0)) {
    throw new Error("it does not name a certificate authority, a transparency log and a certificate transparency log");
  }
  return (0, import_verify.toTrustMaterial)(root);
}
function messageOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause === void 0 ? error.message : messageOf(error.cause);
}

// src/adapters/sigstore/check.ts
async function loadSigstoreCheck(options) {
  return sigstoreCheck(await loadTrustMaterial(options));
}
function sigstoreCheck(trust) {
  const verifier = new import_verify2.Verifier(trust);
  return (json, signedBytes, identity, issuer, sig) => {
    try {
      const bundle = parseSignatureBundle(json);
      if (!bundle || !isOver(bundle, signedBytes, sig)) return false;
      const { buffer, byteOffset, byteLength } = signedBytes;
      const signer = verifier.verify((0, import_verify2.toSignedEntity)(bundle, Buffer.from(buffer, byteOffset, byteLength)));
      return isCertifiedFor(signer.identity?.oids ?? [], identity, issuer);
    } catch {
      return false;
    }
  };
}
export {
  loadSigstoreCheck
};
