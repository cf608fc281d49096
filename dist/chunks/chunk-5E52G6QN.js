import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/errors.ts
var TufError = class extends Error {
  code;
  hint;
  constructor(code, message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "TufError";
    this.code = code;
    this.hint = options.hint;
  }
};
function exitStatus(code) {
  return code === "internal" ? 3 : 2;
}

export {
  TufError,
  exitStatus
};
