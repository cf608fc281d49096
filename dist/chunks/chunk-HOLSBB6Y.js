import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  derOfPem,
  readMlDsa
} from "./chunk-OGUUQAP4.js";
import {
  readEd25519
} from "./chunk-PYDIKN75.js";
import {
  accepted,
  nativeVerify,
  refused
} from "./chunk-6B3YW2DB.js";
import {
  lazyKeyObject,
  parseSpki
} from "./chunk-LDCCIARK.js";
import {
  DerReader,
  derTag
} from "./chunk-5QFFY7M7.js";
import {
  get,
  isObject
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/keys/ecdsa.ts
import { ECDH } from "node:crypto";
var curves = [
  { name: "P-256", opensslName: "prime256v1", algorithm: "06072a8648ce3d020106082a8648ce3d030107", pointLength: 65 },
  { name: "P-384", opensslName: "secp384r1", algorithm: "06072a8648ce3d020106052b81040022", pointLength: 97 },
  { name: "P-521", opensslName: "secp521r1", algorithm: "06072a8648ce3d020106052b81040023", pointLength: 133 }
];
function readEcdsa(text, scheme) {
  const { curve, spki } = /^[0-9A-Fa-f]+$/.test(text) ? pointOfHex(text) : pointOfSpki(parseSpki(derOfPem(text, "PUBLIC KEY")));
  if (curve !== scheme.curve) return refused("scheme-mismatch", "the key is on another curve than its scheme");
  const key = lazyKeyObject(spki);
  return accepted({
    kind: "raw",
    material: `${curve}:${Buffer.from(spki.publicBytes).toString("hex")}`,
    scheme,
    // OpenSSL refuses whatever is not the one DER form of (r, s). (r, n - s) verifies too: nothing here counts signatures.
    verify: (payload, signature) => nativeVerify(scheme.digest, payload.bytes, key, signature, { dsaEncoding: "der" })
  });
}
function pointOfSpki({ algorithm, publicBytes }) {
  const curve = curves.find((candidate) => candidate.algorithm === algorithm);
  if (!curve) throw new TufError("key", "it is not a key on one of the curves P-256, P-384 and P-521");
  return pointOn(curve, publicBytes);
}
function pointOfHex(text) {
  const point = Buffer.from(text, "hex");
  const curve = curves.find(({ pointLength }) => text.length === 2 * pointLength);
  if (!curve) throw new TufError("key", "it is not a hex-encoded uncompressed point");
  return pointOn(curve, point);
}
function pointOn(curve, point) {
  const form = point[0];
  if (form !== 2 && form !== 3 && form !== 4) throw new TufError("key", "its point has an unknown form");
  try {
    const publicBytes = ECDH.convertKey(point, curve.opensslName, void 0, void 0, "uncompressed");
    return { curve: curve.name, spki: { algorithm: curve.algorithm, publicBytes } };
  } catch (cause) {
    throw new TufError("key", "its point is not on the curve", { cause });
  }
}

// src/tuf/keys/rsa.ts
import { constants } from "node:crypto";
var rsaAlgorithm = "06092a864886f70d0101010500";
var maxModulusBits = 16384;
function readRsa(text, scheme) {
  const spki = parseSpki(derOfPem(text, "PUBLIC KEY"));
  if (spki.algorithm !== rsaAlgorithm) throw new TufError("key", "it is not an RSA key");
  const { modulus, exponent } = parseRsaPublicKey(spki.publicBytes);
  const bits = bitLength(modulus);
  if (bits > maxModulusBits) throw new TufError("key", `its modulus has more than ${maxModulusBits} bits`);
  if (bits < 2048) return refused("weak", `its modulus has ${bits} bits, less than 2048`);
  if (isEven(modulus)) return refused("weak", "its modulus is even");
  if (isEven(exponent) || bitLength(exponent) < 2) return refused("weak", "its exponent is 1 or even");
  if (bitLength(exponent) > 256) return refused("weak", "its exponent has more than 256 bits");
  const key = lazyKeyObject(spki);
  return accepted({
    kind: "raw",
    material: `rsa:${modulus.toString("hex")}:${exponent.toString("hex")}`,
    scheme,
    // OpenSSL takes a PSS signature without its leading zeros; RFC 8017 8.1.2 does not.
    verify: (payload, signature) => signature.length === modulus.length && nativeVerify(scheme.digest, payload.bytes, key, signature, rsaOptions(scheme, "verify"))
  });
}
function rsaOptions({ padding }, use) {
  if (padding === "pkcs1v15") return { padding: constants.RSA_PKCS1_PADDING };
  const saltLength = use === "sign" ? constants.RSA_PSS_SALTLEN_DIGEST : constants.RSA_PSS_SALTLEN_AUTO;
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}
function parseRsaPublicKey(der) {
  const outer = new DerReader(der);
  const numbers = new DerReader(outer.read(derTag.sequence));
  outer.end();
  const [modulus, exponent] = [positive(numbers), positive(numbers)];
  numbers.end();
  return { modulus, exponent };
}
function positive(numbers) {
  const content = Buffer.from(numbers.read(derTag.integer));
  const [first = 128, second = 0] = content;
  if (first >= 128 || first === 0 && second < 128) throw new TufError("key", "its DER has a bad number");
  return first === 0 ? content.subarray(1) : content;
}
function bitLength(number) {
  return number.length * 8 - (Math.clz32(number[0] ?? 0) - 24);
}
function isEven(number) {
  return ((number.at(-1) ?? 0) & 1) === 0;
}

// src/tuf/keys/sigstore.ts
function readSigstore(identity, issuer) {
  if (typeof identity !== "string" || typeof issuer !== "string" || identity === "" || issuer === "") {
    return refused("unreadable", "keyval.identity and keyval.issuer are not both there");
  }
  return accepted({ kind: "sigstore", material: JSON.stringify(["sigstore", identity, issuer]), identity, issuer });
}

// src/tuf/scheme.ts
var rsaDigests = ["sha224", "sha256", "sha384", "sha512"];
var schemes = new Map([
  ["ed25519", { family: "ed25519" }],
  ["ecdsa-sha2-nistp256", { family: "ecdsa", curve: "P-256", digest: "sha256" }],
  ["ecdsa-sha2-nistp384", { family: "ecdsa", curve: "P-384", digest: "sha384" }],
  ["ecdsa-sha2-nistp521", { family: "ecdsa", curve: "P-521", digest: "sha512" }],
  ...rsaDigests.map((digest) => [`rsassa-pss-${digest}`, { family: "rsa", padding: "pss", digest }]),
  ...rsaDigests.map((digest) => [`rsa-pkcs1v15-${digest}`, { family: "rsa", padding: "pkcs1v15", digest }]),
  ["ml-dsa-44/1", { family: "ml-dsa", parameters: "ml-dsa-44" }],
  ["ml-dsa-65/1", { family: "ml-dsa", parameters: "ml-dsa-65" }],
  ["ml-dsa-87/1", { family: "ml-dsa", parameters: "ml-dsa-87" }],
  ["Fulcio", { family: "sigstore-oidc" }]
]);
var families = /* @__PURE__ */ new Map([
  ["ed25519", { family: "ed25519" }],
  ["ecdsa", { family: "ecdsa" }],
  ["ecdsa-sha2-nistp256", { family: "ecdsa", onlyScheme: "ecdsa-sha2-nistp256" }],
  ["ecdsa-sha2-nistp384", { family: "ecdsa", onlyScheme: "ecdsa-sha2-nistp384" }],
  ["ecdsa-sha2-nistp521", { family: "ecdsa", onlyScheme: "ecdsa-sha2-nistp521" }],
  ["rsa", { family: "rsa" }],
  ["ml-dsa", { family: "ml-dsa" }],
  ["sigstore-oidc", { family: "sigstore-oidc" }]
]);
function schemeOfKey(keytype, scheme) {
  const type = families.get(keytype);
  if (!type) return "unknown-keytype";
  const known = schemes.get(scheme);
  if (!known) return "unknown-scheme";
  const fits = known.family === type.family && (type.onlyScheme ?? scheme) === scheme;
  return fits ? known : "scheme-mismatch";
}

// src/tuf/public-key.ts
var maxPublicLength = 1e4;
var readings = /* @__PURE__ */ new WeakMap();
function readPublicKey(key) {
  const known = readings.get(key);
  if (known) return known;
  const reading = read(key);
  readings.set(key, reading);
  return reading;
}
function read(key) {
  const scheme = schemeOfKey(key.keytype, key.scheme);
  switch (scheme) {
    case "unknown-keytype":
      return refused(scheme, "the key type is not known");
    case "unknown-scheme":
      return refused(scheme, "the signature scheme is not known");
    case "scheme-mismatch":
      return refused(scheme, "the key type has no such signature scheme");
    default:
      return isObject(key.keyval) ? readKeyval(key, scheme) : refused("unreadable", "keyval is no object");
  }
}
function readKeyval({ keyval }, scheme) {
  if (scheme.family === "sigstore-oidc") return readSigstore(get(keyval, "identity"), get(keyval, "issuer"));
  const text = get(keyval, "public");
  if (typeof text !== "string") return refused("unreadable", "keyval.public is no string");
  if (text.length > maxPublicLength) return refused("unreadable", "keyval.public is too long");
  try {
    return readPublic(text, scheme);
  } catch (error) {
    if (error instanceof TufError) return refused("unreadable", error.message);
    throw error;
  }
}
function readPublic(text, scheme) {
  switch (scheme.family) {
    case "ed25519":
      return readEd25519(text, scheme);
    case "ecdsa":
      return readEcdsa(text, scheme);
    case "rsa":
      return readRsa(text, scheme);
    case "ml-dsa":
      return readMlDsa(text, scheme);
  }
}

export {
  pointOfSpki,
  rsaAlgorithm,
  rsaOptions,
  schemeOfKey,
  readPublicKey
};
