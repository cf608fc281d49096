import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/tuf/keys/native-verify.ts
import { verify } from "node:crypto";
function nativeVerify(digest, message, key, signature, options = {}) {
  try {
    return verify(digest, message, { key: key(), ...options }, signature);
  } catch {
    return false;
  }
}

// src/tuf/keys/reading.ts
function refused(problem, detail) {
  return { ok: false, problem, detail };
}
function accepted(key) {
  return { ok: true, key };
}

export {
  nativeVerify,
  refused,
  accepted
};
