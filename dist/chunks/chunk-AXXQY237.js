import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  sigstoreOnDemand
} from "./chunk-NB4CCL6E.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/sigstore-services.ts
function sigstoreServices(variables) {
  const url = (name, usual) => {
    const text = variables[name] || usual;
    if (isSafe(text)) return text.replace(/\/+$/, "");
    throw new TufError("usage", `${name} is no address of a service: ${text}`, {
      hint: "It begins with https:// (or http:// on this machine)."
    });
  };
  return {
    fulcio: url("TUF_ON_CI_SIGSTORE_FULCIO", "https://fulcio.sigstore.dev"),
    rekor: url("TUF_ON_CI_SIGSTORE_REKOR", "https://rekor.sigstore.dev"),
    issuer: url("TUF_ON_CI_SIGSTORE_OIDC", "https://oauth2.sigstore.dev/auth")
  };
}
function isSafe(text) {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

// src/cli/sigstore-signer.ts
async function signingOf(environment) {
  const services = sigstoreServices(environment.variables);
  const { check, prepare } = sigstoreOnDemand(environment);
  await prepare();
  return { services, check };
}
async function workflowSigner(environment, key, login) {
  const { ambientSigner } = await import("./ambient-Y7DGJVCT.js");
  const given = environment.variables["SIGSTORE_ID_TOKEN"];
  const getToken = given ? async () => given : login.oidcToken;
  return ambientSigner(key, getToken, await signingOf(environment));
}
function personLoginOf(environment, terminal) {
  const { variables, realTime } = environment;
  let loaded;
  const load = async () => {
    const { personLogin } = await import("./person-login-6R34SPK2.js");
    const openPage = hasBrowser(variables, process.platform) && terminal.isInteractive ? await pageOpener() : void 0;
    const { issuer } = sigstoreServices(variables);
    return personLogin({ terminal, issuer, openPage, signing: () => signingOf(environment), now: realTime });
  };
  const login = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    identify: async () => (await login()).identify(),
    sign: async (payload, name) => (await login()).sign(payload, name)
  };
}
async function pageOpener() {
  return (await import("./open-page-YHSM2QKR.js")).openPage;
}
function hasBrowser(variables, platform) {
  if (variables["TUF_ON_CI_NO_BROWSER"] || variables["SSH_CONNECTION"] || variables["SSH_TTY"]) return false;
  if (platform === "darwin" || platform === "win32") return true;
  return Boolean(variables["DISPLAY"] || variables["WAYLAND_DISPLAY"] || variables["WSL_DISTRO_NAME"]);
}

export {
  workflowSigner,
  personLoginOf,
  hasBrowser
};
