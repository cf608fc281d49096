import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  cloudLogin,
  remoteKey
} from "./chunk-SOKPPZWF.js";
import {
  isOnlineSigner,
  parseSignerUri
} from "./chunk-DWWFIPOT.js";
import {
  materialOfSpki
} from "./chunk-N3K4RLEY.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/ports/remote-key.ts
function remoteSigner(remote, uri, key) {
  const publicKey = rawKeyOf(key);
  return {
    async sign(bytes) {
      const payload = payloadOf(bytes);
      const signature = await remote.sign(payload, publicKey.scheme);
      if (!publicKey.verify(payload, signature)) throw await whyNot(remote, uri, publicKey, key.scheme);
      return { sig: Buffer.from(signature).toString("hex") };
    }
  };
}
function rawKeyOf(key) {
  const reading = readPublicKey(key);
  if (reading.ok && reading.key.kind === "raw") return reading.key;
  const problem = reading.ok ? "it is a Sigstore identity" : reading.detail;
  throw new TufError("signer", `The key in the metadata cannot be used: ${problem}`, {
    hint: "Replace it with tuf-on-ci-delegate."
  });
}
async function whyNot(remote, uri, { material }, scheme) {
  const { spki, schemes } = await remote.readPublicHalf();
  if (materialOfSpki(spki) !== material) {
    return new TufError("signer", `${uri} is another key than the one in the metadata`, {
      hint: "Either the URI names the wrong key or key version, or the key must be replaced with tuf-on-ci-delegate."
    });
  }
  if (!schemes.includes(scheme)) {
    return new TufError(
      "signer",
      `${uri} signs with ${schemes.join(" or ") || "no known scheme"}, not with ${scheme}`,
      {
        hint: "The key in the metadata has the wrong scheme: import the key again with tuf-on-ci-delegate."
      }
    );
  }
  return new TufError("signer", `${uri} answered with a signature that does not verify`, {
    hint: "The answer was damaged on its way, or something in between is not the service: run it again."
  });
}

// src/cli/signers.ts
function onlineSigners(environment, clock, login = cloudLogin(environment.variables)) {
  const { variables } = environment;
  const remotes = /* @__PURE__ */ new Map();
  return async (text, key) => {
    const reading = parseSignerUri(text);
    if (!reading.ok || !isOnlineSigner(reading.uri)) {
      throw new TufError("signer", `${text} is no signer of online keys`, {
        hint: "Choose the online key again with tuf-on-ci-delegate."
      });
    }
    const { uri } = reading;
    if (uri.kind === "file2") {
      const { filePathOf, fileSigner } = await import("./file-X5OZL7MC.js");
      return fileSigner(filePathOf(text, variables["CRYPTO_SIGNER_PATH_PREFIX"]), key);
    }
    if (clock.isSet) {
      throw new TufError("clock", `TUF_ON_CI_NOW is set, so nothing is signed with ${text}`, {
        hint: "Unset TUF_ON_CI_NOW; a made-up time is for key files (file2:) only"
      });
    }
    const known = remotes.get(text) ?? remoteKey(uri, login);
    remotes.set(text, known);
    const remote = await known;
    if (remote) return remoteSigner(remote, text, key);
    if (uri.kind === "sigstore" && uri.ambient) {
      return (await import("./sigstore-signer-YWBNK2Y2.js")).workflowSigner(environment, key, login);
    }
    throw new TufError("signer", `A workflow cannot sign with ${text}`, {
      hint: "Use a key of a cloud, of Vault, a key file, or the identity of the workflow (sigstore:)."
    });
  };
}

export {
  onlineSigners
};
