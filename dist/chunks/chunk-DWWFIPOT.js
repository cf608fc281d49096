import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/deployment/signer-uri.ts
var defaultHsmKeyId = 2;
var maxLength = 2048;
var invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
var parsers = /* @__PURE__ */ new Map([
  ["file2", (path) => path === "" ? "the path is missing" : { kind: "file2", path }],
  ["hsm", parseHsm],
  ["gcpkms", parseGcpKms],
  ["awskms", parseAwsKms],
  ["azurekms", parseAzureKms],
  ["hv", parseVault],
  ["tkey", parseTkey],
  ["exec", (program) => program === "" ? "the program is missing" : { kind: "exec", program }],
  ["sigstore", parseSigstore]
]);
function parseSignerUri(text) {
  const uri = parse(text);
  return typeof uri === "string" ? { ok: false, problem: uri } : { ok: true, uri };
}
function parse(text) {
  if (text.length > maxLength) return `it is longer than ${maxLength} characters`;
  if (invisible.test(text)) return "it has control or invisible characters";
  const colon = text.indexOf(":");
  const parser = parsers.get(text.slice(0, Math.max(colon, 0)));
  return parser ? parser(text.slice(colon + 1)) : `it begins with none of ${[...parsers.keys()].join(":, ")}:`;
}
function parseHsm(rest) {
  const { before, parameters } = splitQuery(rest, ["label"]);
  if (!parameters) return "its only parameter is label, once";
  if (!/^[0-9]{0,9}$/.test(before)) return "the key id is no decimal number";
  const label = parameters.get("label");
  if (label === "") return "the label is empty";
  const keyId = before === "" ? defaultHsmKeyId : Number(before);
  return { kind: "hsm", keyId, ...label !== void 0 && { label } };
}
var gcpKeyVersion = /^projects\/[a-z0-9][a-z0-9.:-]*\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+\/cryptoKeyVersions\/[1-9][0-9]*$/;
function parseGcpKms(keyVersion) {
  return gcpKeyVersion.test(keyVersion) ? { kind: "gcpkms", keyVersion } : "it is not projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/N";
}
function parseAwsKms(keyId) {
  return /^(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:)?[\w/-]+$/.test(keyId) ? { kind: "awskms", keyId } : "it is no key id, alias or ARN of AWS KMS";
}
function parseAzureKms(rest) {
  const parts = /^\/\/([a-z0-9.-]+(?::[0-9]{1,5})?)\/keys\/([a-z0-9-]+)\/([a-z0-9]+)$/i.exec(rest);
  if (!parts) return "it is not //<vault host>/keys/<name>/<version>";
  return { kind: "azurekms", vault: parts[1], name: parts[2], version: parts[3] };
}
function parseVault(rest) {
  const parts = /^([\w-][\w.-]*)\/([1-9][0-9]{0,8})$/.exec(rest);
  return parts ? { kind: "hv", name: parts[1], version: Number(parts[2]) } : "it is not <name>/<version>";
}
function parseTkey(rest) {
  const { before, parameters } = splitQuery(rest, ["digest", "passphrase"]);
  if (!parameters) return "its parameters are digest and passphrase, each once";
  const digest = parameters.get("digest");
  if (!digest) return "the digest is missing";
  const passphrase = parameters.get("passphrase") ?? "false";
  if (passphrase !== "true" && passphrase !== "false") return "passphrase is neither true nor false";
  return { kind: "tkey", ...before !== "" && { device: before }, digest, passphrase: passphrase === "true" };
}
function parseSigstore(rest) {
  if (rest === "" || rest === "?ambient=true") return { kind: "sigstore", ambient: true };
  return rest === "?ambient=false" ? { kind: "sigstore", ambient: false } : "its only parameter is ambient, true or false";
}
function splitQuery(rest, known) {
  const mark = rest.indexOf("?");
  if (mark < 0) return { before: rest, parameters: /* @__PURE__ */ new Map() };
  const before = rest.slice(0, mark);
  const pairs = [...new URLSearchParams(rest.slice(mark + 1))];
  const parameters = new Map(pairs);
  const isClear = parameters.size === pairs.length && pairs.every(([name]) => known.includes(name));
  return isClear ? { before, parameters } : { before };
}
function formatSignerUri(uri) {
  switch (uri.kind) {
    case "file2":
      return `file2:${uri.path}`;
    case "hsm":
      return `hsm:${uri.keyId}${uri.label === void 0 ? "" : `?${new URLSearchParams({ label: uri.label })}`}`;
    case "gcpkms":
      return `gcpkms:${uri.keyVersion}`;
    case "awskms":
      return `awskms:${uri.keyId}`;
    case "azurekms":
      return `azurekms://${uri.vault}/keys/${uri.name}/${uri.version}`;
    case "hv":
      return `hv:${uri.name}/${uri.version}`;
    case "tkey": {
      const parameters = new URLSearchParams({ digest: uri.digest, ...uri.passphrase && { passphrase: "true" } });
      return `tkey:${uri.device ?? ""}?${parameters}`;
    }
    case "exec":
      return `exec:${uri.program}`;
    case "sigstore":
      return uri.ambient ? "sigstore:" : "sigstore:?ambient=false";
  }
}
function isOnlineSigner({ kind }) {
  return kind !== "exec";
}
function needsPerson(uri) {
  return uri.kind === "hsm" || uri.kind === "tkey" || uri.kind === "sigstore" && !uri.ambient;
}
var byPublicKey = ["ecdsa", "ed25519", "rsa", "ml-dsa"];
var families = {
  file2: byPublicKey,
  hsm: ["ecdsa"],
  gcpkms: byPublicKey,
  awskms: ["ecdsa", "rsa"],
  azurekms: byPublicKey,
  hv: ["ed25519"],
  tkey: ["ml-dsa"],
  exec: byPublicKey,
  sigstore: ["sigstore-oidc"]
};
function canSign({ kind }, scheme) {
  return families[kind].includes(scheme.family);
}

export {
  defaultHsmKeyId,
  parseSignerUri,
  formatSignerUri,
  isOnlineSigner,
  needsPerson,
  canSign
};
