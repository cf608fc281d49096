import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/tuf/payload.ts
import { hash } from "node:crypto";
function payloadOf(bytes) {
  const digests = /* @__PURE__ */ new Map();
  return {
    bytes,
    digest(algorithm) {
      const known = digests.get(algorithm) ?? hash(algorithm, bytes, "hex");
      digests.set(algorithm, known);
      return known;
    }
  };
}

export {
  payloadOf
};
