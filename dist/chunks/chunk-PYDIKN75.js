import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  accepted,
  nativeVerify,
  refused
} from "./chunk-6B3YW2DB.js";
import {
  lazyKeyObject
} from "./chunk-LDCCIARK.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/tuf/keys/ed25519.ts
var ed25519Algorithm = "06032b6570";
var p = 2n ** 255n - 19n;
var d = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
var y8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
var smallOrder = /* @__PURE__ */ new Set([0n, 1n, p - 1n, y8, p - y8]);
function readEd25519(text, scheme) {
  if (!/^[0-9A-Fa-f]{64}$/.test(text)) throw new TufError("key", "it is not 64 hex digits");
  const publicBytes = Buffer.from(text, "hex");
  const y = yOf(publicBytes);
  if (y >= p) return refused("weak", "its point is not in canonical form");
  if (smallOrder.has(y)) return refused("weak", "its point is of small order");
  if (!isOnCurve(y)) throw new TufError("key", "its point is not on the curve");
  const key = lazyKeyObject({ algorithm: ed25519Algorithm, publicBytes });
  return accepted({
    kind: "raw",
    material: `ed25519:${publicBytes.toString("hex")}`,
    scheme,
    verify: (payload, signature) => nativeVerify(null, payload.bytes, key, signature)
  });
}
function yOf(point) {
  return BigInt(`0x${Buffer.from(point).reverse().toString("hex")}`) & 2n ** 255n - 1n;
}
function isOnCurve(y) {
  const y2 = y * y % p;
  return jacobi((y2 - 1n) * (d * y2 + 1n) % p, p) >= 0;
}
function jacobi(a, n) {
  let sign = 1;
  while (a !== 0n) {
    while ((a & 1n) === 0n) {
      a >>= 1n;
      if ((n & 7n) === 3n || (n & 7n) === 5n) sign = sign === 1 ? -1 : 1;
    }
    if ((a & 3n) === 3n && (n & 3n) === 3n) sign = sign === 1 ? -1 : 1;
    [a, n] = [n % a, a];
  }
  return n === 1n ? sign : 0;
}

export {
  ed25519Algorithm,
  readEd25519
};
