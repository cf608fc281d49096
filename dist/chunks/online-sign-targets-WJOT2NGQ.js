import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  onlineSigners
} from "./chunk-X4EHIYMV.js";
import {
  sayFindings
} from "./chunk-NR6VJ3TS.js";
import {
  targetsRoles
} from "./chunk-HJYL6GHO.js";
import {
  cleanHead,
  commitOnHead,
  pushHead,
  pushLeftOver
} from "./chunk-ZUEG32L2.js";
import {
  changedRoles,
  delegatorOf
} from "./chunk-DGWW3EDG.js";
import {
  readEvent
} from "./chunk-CW6OG4LP.js";
import "./chunk-QYOOV4U5.js";
import {
  judge
} from "./chunk-GWYTN2BC.js";
import "./chunk-OBA7EGPT.js";
import "./chunk-43E2W2ZF.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  onlineUri,
  roleOrder
} from "./chunk-MOMKE2AR.js";
import "./chunk-IXVQOBAN.js";
import {
  attachSignature
} from "./chunk-ENED6NO6.js";
import "./chunk-DRAEM5BX.js";
import "./chunk-TH4SOCAH.js";
import {
  countSignatures,
  writeJson
} from "./chunk-ZRWRQ66H.js";
import "./chunk-EOSONFJ6.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-D6BYL3WW.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-PVIQHEDX.js";
import "./chunk-2QURNYTC.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import "./chunk-RCXA5NOD.js";
import {
  leftOverPushed,
  pushOption
} from "./chunk-UFDM235Z.js";
import {
  inRepository,
  terminal
} from "./chunk-HMI2LGA2.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";

// src/operations/online-sign-targets.ts
async function onlineSignTargets(surroundings, names, signerFor, { push, githubRef }) {
  const { repository, now } = surroundings;
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
      metadata = attachSignature(metadata, payload, keyid, key, await signer.sign(payload.bytes), context.verifier);
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

// src/cli/commands/online-sign-targets.ts
var onlineSignTargetsCommand = {
  spec: {
    name: "online-sign-targets",
    summary: "sign targets roles that have an online key",
    about: "Signs each named role that has an online key and is not signed with it yet, in a commit per role.",
    arguments: [{ name: "ROLE", many: true, about: "targets, or a delegated role" }],
    options: [pushOption(true)],
    exits: { 0: "something was signed", 1: "nothing to do" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const choice = { push: typed.options["push"] !== false, githubRef: environment.variables["GITHUB_REF"] };
    const signers = onlineSigners(environment, opened.clock);
    const { signed, findings, pushedLeftOver } = await onlineSignTargets(opened, typed.arguments, signers, choice);
    sayFindings(findings, environment);
    for (const role of signed) environment.stdout(terminal`Signed role ${role}\n`.text);
    if (pushedLeftOver) environment.stdout(leftOverPushed);
    else if (signed.length === 0) environment.stdout("Nothing to do: no named role waits for an online signature\n");
    return signed.length > 0 || pushedLeftOver ? 0 : 1;
  })
};
export {
  onlineSignTargetsCommand
};
