import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/cli/json-output.ts
function jsonOutput(value) {
  return `${JSON.stringify(value, null, 2).replaceAll("##[", "##\\u005b")}
`;
}

export {
  jsonOutput
};
