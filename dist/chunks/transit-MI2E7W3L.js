import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  withRetries
} from "./chunk-YWBQBVBE.js";
import {
  ed25519Algorithm
} from "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import {
  spkiOf
} from "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/vault/request.ts
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
var maxAnswer = 1e6;
var silence = 1e4;
function askVault(settings, path, body, signal) {
  const { address, token, namespace, tls } = settings;
  const base = address.pathname.replace(/\/+$/, "");
  const url = new URL(address);
  url.pathname = [base, "v1", ...path.map(encodeURIComponent)].join("/");
  const text = body === void 0 ? void 0 : JSON.stringify(body);
  const headers = {
    "x-vault-token": token,
    "x-vault-request": "true",
    ...namespace !== void 0 && { "x-vault-namespace": namespace },
    ...text !== void 0 && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const options = { ...tls, method: text === void 0 ? "GET" : "POST", headers, signal, agent: false };
    const request = send(url, options, (response) => readAnswer(response).then(resolve, reject));
    request.on("error", reject);
    request.setTimeout(silence, () => request.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    request.end(text);
  });
}
async function readAnswer(response) {
  const chunks = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > maxAnswer) throw new Error(`the answer has more than ${maxAnswer} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return { status: response.statusCode ?? 0, body: JSON.parse(text) };
  } catch {
    return { status: response.statusCode ?? 0, body: void 0 };
  }
}

// src/adapters/vault/settings.ts
import { readFileSync } from "node:fs";
function readVaultSettings({ variables }) {
  const address = variables["VAULT_ADDR"];
  if (!address || !URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new TufError("login", address ? `VAULT_ADDR is no address: ${address}` : "VAULT_ADDR is not set", {
      hint: "Set it to the address of the Vault that has the online key, such as https://vault.example.com:8200."
    });
  }
  const token = variables["VAULT_TOKEN"]?.trim();
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw new TufError("login", "VAULT_TOKEN is not set, so there is no login to Vault", {
      hint: "Log in by a step before (hashicorp/vault-action with exportToken), or set VAULT_TOKEN."
    });
  }
  if (/^(1|t|true)$/i.test(variables["VAULT_SKIP_VERIFY"] ?? "")) {
    throw new TufError("login", "VAULT_SKIP_VERIFY is set: a token is not sent to a server that nobody has verified", {
      hint: "Unset it, and name the certificate of the authority in VAULT_CACERT."
    });
  }
  const ca = fileNamed("VAULT_CACERT", variables["VAULT_CACERT"]);
  const cert = fileNamed("VAULT_CLIENT_CERT", variables["VAULT_CLIENT_CERT"]);
  const key = fileNamed("VAULT_CLIENT_KEY", variables["VAULT_CLIENT_KEY"]);
  const servername = variables["VAULT_TLS_SERVER_NAME"];
  return {
    address: new URL(address),
    token,
    namespace: variables["VAULT_NAMESPACE"] || void 0,
    mount: variables["TUF_ON_CI_VAULT_MOUNT"] || "transit",
    tls: { ...ca && { ca }, ...cert && { cert }, ...key && { key }, ...servername && { servername } }
  };
}
function fileNamed(variable, path) {
  if (!path) return void 0;
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new TufError("login", `The file that ${variable} names cannot be read: ${path}`, { cause });
  }
}

// src/adapters/vault/vault-error.ts
var VaultRefusal = class extends Error {
  status;
  constructor(status, said) {
    super(said);
    this.name = "VaultRefusal";
    this.status = status;
  }
  /** No such version, or one that is out of use. OpenBao says it with status 500. */
  get isAboutVersion() {
    return /key version|version for signing/i.test(this.message);
  }
};
function isTransient(error) {
  if (!(error instanceof VaultRefusal)) return !(error instanceof TufError);
  return !error.isAboutVersion && (error.status === 429 || error.status === 412 || error.status >= 500);
}
function vaultError(cause, { uri, path, capability }) {
  if (cause instanceof TufError) return cause;
  const error = (message, hint) => new TufError("signer", message, { hint, cause });
  if (!(cause instanceof VaultRefusal)) {
    const { name, code, message } = cause;
    return name === "AbortError" || code === "ETIMEDOUT" ? error("Vault did not answer in time", "Run it again. TUF_ON_CI_SIGNER_TIMEOUT sets the seconds.") : error(
      `Vault cannot be reached: ${typeof code === "string" ? code : message}`,
      "Look at VAULT_ADDR, at VAULT_CACERT when its certificate is your own, and at the network of this machine."
    );
  }
  const { status, message: said } = cause;
  if (status >= 300 && status < 400) {
    return error("Vault sends to another address", "Set VAULT_ADDR to the active node: tokens are not sent elsewhere.");
  }
  if (cause.isAboutVersion) {
    return error(
      `Vault cannot sign with ${uri}: ${said}`,
      `The version does not exist, or is below min_encryption_version: vault read ${path.replace("/sign/", "/keys/")}`
    );
  }
  switch (status) {
    case 403:
      return /invalid token|bad token|expired/i.test(said) ? new TufError("login", "Vault does not accept VAULT_TOKEN", { hint: "It has expired: log in again.", cause }) : error(
        `There is no permission to use ${uri}`,
        `Allow "${capability}" on ${path} in a policy of VAULT_TOKEN, which may also have expired; look at VAULT_NAMESPACE.`
      );
    case 404:
      return error(`Vault has no ${uri}`, `There is nothing at ${path}: look at the name and at VAULT_NAMESPACE.`);
    case 400:
      return badRequest(said, uri, error);
    case 429:
      return error("Vault takes no more requests now", "Its rate limit is used up: run it again in a minute.");
    case 503:
      return error("Vault is sealed or in maintenance", "Unseal it, then run it again.");
    default:
      return error(
        `Vault answered with status ${status}: ${said || "nothing more"}`,
        "Look at VAULT_ADDR and its log."
      );
  }
}
function badRequest(said, uri, error) {
  if (/key not found/i.test(said)) return error(`Vault has no ${uri}`, "Look at the name and at VAULT_NAMESPACE.");
  return error(
    `Vault cannot sign with ${uri}: ${said}`,
    "Look at the type of the key: it must be ed25519, not derived."
  );
}

// src/adapters/vault/transit.ts
function vaultKey(name, version, login) {
  const vault = new Transit(login);
  const uri = `hv:${name}/${version}`;
  return {
    async sign(payload, scheme) {
      if (scheme.family !== "ed25519") {
        throw new TufError("signer", `${uri} signs with ed25519 alone`, {
          hint: "Import the key again with tuf-on-ci-delegate."
        });
      }
      const input = Buffer.from(payload.bytes).toString("base64");
      const body = { input, key_version: version };
      const data = await vault.ask(uri, "update", ["sign", name], body);
      const found = /^vault:v([0-9]+):([A-Za-z0-9+/]+={0,2})$/.exec(String(data["signature"]));
      if (found && Number(found[1]) === version) return Buffer.from(found[2], "base64");
      throw new TufError("signer", `Vault answered with no signature of version ${version} of ${name}`, {
        hint: "Look at VAULT_ADDR, and that the key is not derived."
      });
    },
    async readPublicHalf() {
      const { versions } = await readKey(vault, name);
      const publicBytes = versions.get(version);
      if (publicBytes) return { spki: spkiOf({ algorithm: ed25519Algorithm, publicBytes }), schemes: ["ed25519"] };
      throw new TufError("signer", `Vault has no ${uri}`, {
        hint: `The key ${name} has the versions ${[...versions.keys()].join(", ")}.`
      });
    }
  };
}
async function newestVaultVersion(name, login) {
  const { versions } = await readKey(new Transit(login), name);
  return Math.max(...versions.keys());
}
async function readKey(vault, name) {
  const { type, keys } = await vault.ask(`hv:${name}`, "read", ["keys", name], void 0);
  if (type !== "ed25519") {
    throw new TufError("key", `The key ${name} of Vault is of the type ${type}, not ed25519`, {
      hint: "Make one with: vault write -f transit/keys/NAME type=ed25519"
    });
  }
  const versions = Object.entries(keys ?? {}).flatMap(([number, key]) => {
    const bytes = Buffer.from(String(key?.public_key ?? ""), "base64");
    return bytes.length === 32 ? [[Number(number), bytes]] : [];
  });
  if (versions.length > 0) return { versions: new Map(versions) };
  throw new TufError("key", `The key ${name} of Vault has no public key`, { hint: "A derived key cannot be used." });
}
var Transit = class {
  #settings;
  #login;
  constructor(login) {
    this.#settings = readVaultSettings(login);
    this.#login = login;
  }
  /** The answer's `data`. */
  async ask(uri, capability, path, body) {
    const patience = this.#login.patience();
    const whole = [...this.#settings.mount.split("/"), ...path];
    const attempt = async () => dataOf(await askVault(this.#settings, whole, body, patience.signal));
    return withRetries(attempt, isTransient, patience).catch((cause) => {
      throw vaultError(cause, { uri, path: whole.join("/"), capability });
    });
  }
};
function dataOf({ status, body }) {
  const { data, errors } = body ?? {};
  if (status === 200 && typeof data === "object" && data !== null) return data;
  const said = Array.isArray(errors) ? errors.join("; ").replace(/\s+/g, " ").trim() : "";
  throw new VaultRefusal(status, said.slice(0, 500));
}
export {
  newestVaultVersion,
  vaultKey
};
