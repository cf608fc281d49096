import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  parseSignerUri
} from "./chunk-DWWFIPOT.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  onlineUri,
  readState,
  roleOrder
} from "./chunk-KL6IPUUD.js";
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  signersOf
} from "./chunk-RL5XKQ36.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  styled,
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/doctor.ts
function onlineKeysIn(state) {
  const found = /* @__PURE__ */ new Map();
  for (const role of [...state.graph.byName.keys()].sort(roleOrder)) {
    const delegation = delegationOf(state, role);
    for (const { keyid, key } of delegation ? signersOf(delegation) : []) {
      const uri = onlineUri(key);
      if (uri === void 0) continue;
      const known = found.get(`${keyid} ${uri}`);
      found.set(`${keyid} ${uri}`, { uri, keyid, key, roles: [...known?.roles ?? [], role] });
    }
  }
  return [...found.values()].sort((a, b) => byCodePoint(a.uri, b.uri));
}
async function readOnlineKeys({ repository }) {
  const head = await repository.resolve("HEAD");
  const state = head ? await readState(repository.tree(head), new Documents(), { digests: false }) : void 0;
  if (state?.roles.has("root")) return onlineKeysIn(state);
  throw new TufError("no-metadata", "There is no metadata/root.json that could name online keys", {
    hint: "Run it in a clone of the TUF repository, on its default branch or a sign/ branch."
  });
}
async function checkOnlineKeys(surroundings, keys, signerFor, { sigstore }) {
  const checkups = [];
  for (const { uri, keyid, key, roles } of keys) {
    const reading = parseSignerUri(uri);
    const isTried = sigstore || !reading.ok || reading.uri.kind !== "sigstore";
    const error = isTried ? await trySigning(surroundings, { uri, keyid, key }, signerFor) : void 0;
    checkups.push({ uri, keyid, roles, signs: isTried ? error === void 0 : void 0, ...error && { error } });
  }
  return checkups;
}
var testMessage = payloadOf(
  canonicalJson(
    objectOf([
      ["_type", "tuf-on-ci test message"],
      ["about", 'Made by "tuf-on-ci doctor". It says nothing.']
    ])
  )
);
async function trySigning({ verifier, prepareSigstore }, { uri, keyid, key }, signerFor) {
  try {
    const signer = await signerFor(uri, key);
    const fields = await signer.sign(testMessage.bytes);
    if (fields.bundle) await prepareSigstore();
    if (verifier.verify(key, testMessage, { keyid, ...fields })) return void 0;
    return new TufError("signer", `${uri} made a signature that the key in the metadata does not verify`, {
      hint: "The URI names another key: import the key again with tuf-on-ci-delegate."
    });
  } catch (error) {
    if (error instanceof TufError) return error;
    throw error;
  }
}

// src/render/doctor.ts
function renderDoctor(keys, token, colour) {
  const lines = keys.length === 0 ? [terminal`The repository names no online key`] : [terminal`Online keys:`];
  for (const key of keys) lines.push(...keyLines(key, colour));
  return terminalLines([...lines, ...token ? tokenLines(token) : []]).text;
}
function renderOnlineKeys(keys) {
  return terminalLines(keys.map(({ uri, roles }) => terminal`Online key of ${roles.join(", ")}: ${uri}`)).text;
}
function keyLines({ uri, roles, signs, error }, colour) {
  const line = terminal`  ${verdict(signs, colour)} ${uri} (${roles.join(", ")})`;
  if (signs === void 0)
    return [line, terminal`      Every signature by Sigstore is public for ever: --sigstore tries it`];
  if (!error) return [line];
  return [line, terminal`      ${error.message}`, ...error.hint ? [terminal`      ${error.hint}`] : []];
}
function verdict(signs, colour) {
  if (signs === void 0) return styled("magenta", "not tried", colour);
  return signs ? styled("green", "signs    ", colour) : styled("red", "fails    ", colour);
}
function tokenLines({ repository, may, problem }) {
  const named = (wanted) => Object.entries(may).flatMap(([permission, answer]) => answer === wanted ? [`${permission}: write`] : []);
  const line = (begin, permissions) => permissions.length === 0 ? [] : [terminal`  ${begin} ${permissions.join(", ")}`];
  return [
    terminal`GitHub token for ${repository}:`,
    ...problem === void 0 ? [] : [terminal`  ${problem}`],
    ...line("has", named(true)),
    ...line("lacks", named(false)),
    ...line("cannot be told:", named(void 0))
  ];
}
function doctorAsJson(keys, token) {
  return {
    ok: keys.every(({ signs }) => signs !== false),
    onlineKeys: keys.map(({ uri, keyid, roles, signs, error }) => ({
      uri,
      keyid,
      roles,
      signs: signs ?? null,
      error: error ? { code: error.code, message: error.message, hint: error.hint ?? null } : null
    })),
    github: token ? {
      repository: token.repository,
      problem: token.problem ?? null,
      permissions: Object.fromEntries(Object.entries(token.may).map(([name, may]) => [name, may ?? null]))
    } : null
  };
}

export {
  readOnlineKeys,
  checkOnlineKeys,
  renderDoctor,
  renderOnlineKeys,
  doctorAsJson
};
