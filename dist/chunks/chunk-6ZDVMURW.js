import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  changedRoles,
  delegatorOf
} from "./chunk-B6ORE7DH.js";
import {
  readEvent
} from "./chunk-IIFFIPQ7.js";
import {
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  judge
} from "./chunk-L3K6LP46.js";
import {
  cleanHead,
  commitOnHead,
  pushHead,
  pushLeftOver
} from "./chunk-HK3S7BO6.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  onlineUri,
  roleOrder
} from "./chunk-KL6IPUUD.js";
import {
  attachSignature
} from "./chunk-CMAMZ6TD.js";
import {
  countSignatures
} from "./chunk-RL5XKQ36.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/online-sign-targets.ts
async function onlineSignTargets(surroundings, names, signerFor, { push, githubRef }) {
  const { repository, now, prepareSigstore } = surroundings;
  const head = await cleanHead(repository);
  const { context, knownGood } = await readEvent(surroundings, head);
  const { state, base } = context;
  const isStarted = state.roles.has("root") && (head !== knownGood || changedRoles(state, base).length > 0);
  if (!isStarted) return { signed: [], findings: [], pushedLeftOver: false, head };
  const roles = requireTargetsRoles([...new Set(names)].sort(roleOrder), targetsRoles(state));
  const pending = roles.flatMap((role) => pendingOnlineKeys(role, context));
  if (pending.length === 0) {
    const pushedLeftOver = push && await pushLeftOver(repository, head, githubRef);
    return { signed: [], findings: [], pushedLeftOver, head };
  }
  const findings = requireSound("Nothing was signed", concerning(judge(context).findings, pending));
  const commits = [];
  for (const { role, signers } of pending) {
    let metadata = metadataOf(state, role);
    const { payload } = state.roles.get(role).document;
    for (const { keyid, key } of signers) {
      const signer = await signerFor(onlineUri(key), key);
      const fields = await signer.sign(payload.bytes);
      if (fields.bundle) await prepareSigstore();
      metadata = attachSignature(metadata, payload, keyid, key, fields, context.verifier);
    }
    commits.push({
      message: `Online sign targets role ${role}`,
      changes: [{ path: metadataPath(role), content: writeJson(metadata) }]
    });
  }
  const tip = await commitOnHead(repository, head, commits, now);
  if (push) await pushHead(repository, tip, githubRef);
  return { signed: pending.map(({ role }) => role), findings, pushedLeftOver: false, head: tip };
}
function requireTargetsRoles(names, known) {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === void 0) return names;
  throw new TufError("usage", `There is no targets role "${unknown}"`, {
    hint: `The targets roles of this repository are: ${[...known].sort(roleOrder).join(", ")}`
  });
}
function pendingOnlineKeys(role, { state, verifier }) {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  if (!metadata || !delegation) return [];
  const { missing } = countSignatures(metadata, state.roles.get(role).document.payload, delegation, verifier);
  const signers = missing.filter(({ key }) => onlineUri(key) !== void 0);
  return signers.length > 0 ? [{ role, signers }] : [];
}
function concerning(findings, pending) {
  const roles = new Set(pending.flatMap(({ role }) => [role, delegatorOf(role), "root"]));
  return findings.filter(({ role }) => role === void 0 || roles.has(role));
}

export {
  onlineSignTargets
};
