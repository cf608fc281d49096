import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/cli/programs.ts
var built = false ? void 0 : JSON.parse('{"device":"../pkcs11-device.js","opinion":"../second-opinion.js","writer":"../file-writer.js"}');
var deviceProgram = new URL(built?.device ?? "../adapters/pkcs11/device-program.ts", import.meta.url);
var opinionProgram = built && new URL(built.opinion, import.meta.url);
var writerProgram = built && new URL(built.writer, import.meta.url);

export {
  deviceProgram,
  opinionProgram,
  writerProgram
};
