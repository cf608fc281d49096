import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/adapters/git/token.ts
function tokenCredentials(serverUrl, token, own) {
  const header = `http.${serverUrl.replace(/\/?$/, "/")}.extraheader`;
  const settings = [
    [header, ""],
    ["credential.helper", ""],
    // A server that stops answering: git itself would wait for ever.
    ["http.lowSpeedLimit", "1"],
    ["http.lowSpeedTime", "60"]
  ];
  if (token !== "") settings.push([header, `AUTHORIZATION: basic ${basicToken(token)}`]);
  const before = Number(own["GIT_CONFIG_COUNT"] ?? 0) || 0;
  const variables = { GIT_CONFIG_COUNT: String(before + settings.length) };
  for (const [i, [name, value]] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${before + i}`] = name;
    variables[`GIT_CONFIG_VALUE_${before + i}`] = value;
  }
  return variables;
}
function basicToken(token) {
  return Buffer.from(`x-access-token:${token}`).toString("base64");
}

export {
  tokenCredentials,
  basicToken
};
