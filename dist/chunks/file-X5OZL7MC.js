import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  keyFromSpki,
  materialOfSpki
} from "./chunk-N3K4RLEY.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  readPublicKey,
  rsaOptions
} from "./chunk-HOLSBB6Y.js";
import {
  derOfPem,
  mlDsaMessage,
  mlDsaParametersOf
} from "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import {
  spkiOf
} from "./chunk-LDCCIARK.js";
import {
  DerReader,
  derTag
} from "./chunk-5QFFY7M7.js";
import {
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/signers/file.ts
import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

// src/adapters/signers/private-key.ts
import { createPrivateKey, createPublicKey, sign } from "node:crypto";

// src/adapters/signers/ml-dsa-private-key.ts
function parseMlDsaPrivateKey(pem) {
  const parts = parsePkcs8(pem);
  if (!parts) return void 0;
  const { algorithm, noble } = parts.parameters;
  return {
    spki: spkiOf({ algorithm, publicBytes: noble.getPublicKey(parts.secretKey) }),
    sign: (payload) => noble.sign(mlDsaMessage(payload), parts.secretKey)
  };
}
function parsePkcs8(pem) {
  try {
    const info = new DerReader(new DerReader(derOfPem(pem, "PRIVATE KEY")).read(derTag.sequence));
    info.read(derTag.integer);
    const parameters = mlDsaParametersOf(Buffer.from(info.read(derTag.sequence)).toString("hex"));
    const secretKey = parameters && secretKeyOf(parameters, new DerReader(info.read(derTag.octetString)));
    return secretKey && { parameters, secretKey };
  } catch (error) {
    if (error instanceof TufError && error.code === "key") return void 0;
    throw error;
  }
}
function secretKeyOf(parameters, choice) {
  switch (choice.next) {
    case derTag.context0:
      return expanded(parameters, choice.read(derTag.context0));
    case derTag.octetString:
      return sized(choice.read(derTag.octetString), parameters.noble.lengths.secretKey);
    case derTag.sequence: {
      const both = new DerReader(choice.read(derTag.sequence));
      const secretKey = expanded(parameters, both.read(derTag.octetString));
      if (Buffer.compare(secretKey, both.read(derTag.octetString)) === 0) return secretKey;
      throw new TufError("signer", "The private key is damaged: its seed and its expanded key are two different keys");
    }
    default:
      return void 0;
  }
}
function expanded({ noble }, seed) {
  return noble.keygen(sized(seed, 32)).secretKey;
}
function sized(bytes, length) {
  if (bytes.length !== length) throw new TufError("key", "it has a wrong length");
  return bytes;
}

// src/adapters/signers/private-key.ts
function parsePrivateKey(pem) {
  if (/-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    throw new TufError("signer", "The private key is encrypted", {
      hint: "Decrypt it with: openssl pkcs8 -in encrypted.pem -out key.pem"
    });
  }
  const key = nativeKey(pem) ?? parseMlDsaPrivateKey(pem);
  if (key) return key;
  throw new TufError("signer", "The file is not a private key in PEM (PKCS#8)", {
    hint: "Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem"
  });
}
function nativeKey(pem) {
  let key;
  try {
    key = createPrivateKey(pem);
  } catch {
    return void 0;
  }
  if (key.asymmetricKeyType === void 0) return void 0;
  return {
    spki: createPublicKey(key).export({ type: "spki", format: "der" }),
    sign: (payload, scheme) => signNatively(key, payload, scheme)
  };
}
function signNatively(key, payload, scheme) {
  switch (scheme.family) {
    case "ed25519":
      return sign(null, payload.bytes, key);
    case "ecdsa":
      return sign(scheme.digest, payload.bytes, { key, dsaEncoding: "der" });
    case "rsa":
      return sign(scheme.digest, payload.bytes, { key, ...rsaOptions(scheme, "sign") });
    case "ml-dsa":
      return sign(null, mlDsaMessage(payload), key);
  }
}

// src/adapters/signers/file.ts
var maxKeyFile = 1e5;
function filePathOf(uri, prefix) {
  const path = uri.startsWith("file2:") ? uri.slice("file2:".length) : "";
  if (path === "" || path.includes("\0")) {
    throw new TufError("signer", "The signer URI names no file", { hint: "It should look like file2:keys/online.pem" });
  }
  if (!prefix) return path;
  const file = join(prefix, path);
  const inside = relative(prefix, file);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new TufError("signer", "The signer URI names a file outside of CRYPTO_SIGNER_PATH_PREFIX", {
      hint: 'Write the path in the URI without ".." segments.'
    });
  }
  return file;
}
async function fileSigner(path, key) {
  const privateKey = parsePrivateKey(await readKeyFile(path));
  const scheme = schemeFor(privateKey, key);
  return {
    sign: async (bytes) => ({ sig: Buffer.from(privateKey.sign(payloadOf(bytes), scheme)).toString("hex") })
  };
}
async function readPublicHalfOfFile(path) {
  const { spki } = parsePrivateKey(await readKeyFile(path));
  return { spki, schemes: [keyFromSpki(spki, objectOf([])).scheme] };
}
async function readKeyFile(path) {
  const hint = "The path is relative to CRYPTO_SIGNER_PATH_PREFIX when that is set, else to the current folder.";
  const file = await stat(path).catch((cause) => {
    throw new TufError("signer", `The key file ${path} cannot be read`, { hint, cause });
  });
  if (!file.isFile() || file.size > maxKeyFile) throw new TufError("signer", `${path} is no key file`, { hint });
  return readFile(path, "utf8").catch((cause) => {
    throw new TufError("signer", `The key file ${path} cannot be read`, { hint: "Look at its permissions.", cause });
  });
}
function schemeFor(privateKey, key) {
  const reading = readPublicKey(key);
  if (!reading.ok) {
    throw new TufError("signer", `The key in the metadata cannot be used: ${reading.detail}`, {
      hint: "Replace it with tuf-on-ci-delegate."
    });
  }
  if (reading.key.kind !== "raw" || materialOfSpki(privateKey.spki) !== reading.key.material) {
    throw new TufError("signer", "The private key in the file is not that of the key in the metadata", {
      hint: "Use the file that this key was made from, or replace the key with tuf-on-ci-delegate."
    });
  }
  return reading.key.scheme;
}
export {
  filePathOf,
  fileSigner,
  readPublicHalfOfFile
};
