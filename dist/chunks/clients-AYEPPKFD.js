import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  clients,
  factOfKey,
  facts,
  listedKeyids,
  quirksOf,
  signersOfRole
} from "./chunk-RPGOALWW.js";
import {
  metadataOf,
  roleOrder
} from "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-2BH5LFGV.js";
import {
  countSignatures
} from "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import {
  readPublicKey
} from "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/verifier/clients.ts
var itemsNamed = 5;
function judgeClients(state, verifier) {
  const roles = [...state.graph.byName.keys()].sort(roleOrder).flatMap((role) => readRole(state, role, verifier) ?? []);
  return clients.map(({ name, version }) => {
    const reasons = roles.flatMap((role) => [...quirkReasons(role, name), ...thresholdReasons(role, name)]);
    const misses = reasons.filter(({ effect }) => effect === "misses");
    const stops = reasons.filter(({ effect }) => effect !== "misses");
    return { client: name, version, works: stops.length === 0, stops, misses };
  });
}
function readRole(state, role, verifier) {
  const metadata = metadataOf(state, role);
  if (!metadata) return void 0;
  const { payload } = state.roles.get(role).document;
  const signers = signersOfRole(state, role).map((signers2) => ({
    threshold: signers2.role.threshold,
    signed: countSignatures(metadata, payload, signers2, verifier).signed
  }));
  return { role, quirks: quirksOf(metadata), listed: listedKeyids(metadata), signers };
}
function effectOn(matter, client) {
  return facts[matter].effects[client];
}
function quirkReasons({ role, quirks, listed }, client) {
  return [...quirks].flatMap(([matter, all]) => {
    const effect = effectOn(matter, client);
    if (effect === void 0 || effect === "cannot-verify" || effect === "differs") return [];
    const items = effect === "refuses-when-listed" ? all.filter((keyid) => listed.has(keyid)) : all;
    if (items.length === 0) return [];
    return [{ matter, role, what: facts[matter].what, effect, items: items.slice(0, itemsNamed), count: items.length }];
  });
}
function thresholdReasons({ role, signers }, client) {
  return signers.flatMap(({ threshold, signed }, i) => {
    const known = new Set(signed.filter(({ key }) => canVerify(client, key)).map(materialOf)).size;
    if (known > 0 && known >= threshold) return [];
    const whose = i > 0 ? " of the keys of the root version before" : "";
    const what = `${known} of ${threshold} signatures that it can verify${whose}`;
    return [{ matter: "threshold", role, what, effect: "cannot-verify", items: [], count: 0 }];
  });
}
function canVerify(client, key) {
  const fact = factOfKey(key);
  return fact === void 0 || effectOn(fact, client) === void 0;
}
function materialOf({ keyid, key }) {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : keyid;
}
export {
  judgeClients
};
