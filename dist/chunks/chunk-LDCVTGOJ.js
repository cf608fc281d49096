import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/text/shell.ts
function shellWord(word) {
  return /^[A-Za-z0-9_/][A-Za-z0-9_./:@-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export {
  shellWord
};
