import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  sayFindings
} from "./chunk-NR6VJ3TS.js";
import {
  contextAtDoor,
  readKnownGood,
  targetsRoles
} from "./chunk-HJYL6GHO.js";
import {
  ciAuthor,
  cleanHead
} from "./chunk-ZUEG32L2.js";
import {
  judge
} from "./chunk-GWYTN2BC.js";
import "./chunk-OBA7EGPT.js";
import {
  Documents,
  isInSigningPeriod,
  parsePeriods,
  readJudgedState
} from "./chunk-43E2W2ZF.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  roleOrder,
  rootHistoryPath
} from "./chunk-MOMKE2AR.js";
import "./chunk-IXVQOBAN.js";
import {
  unsigned,
  withNewVersion
} from "./chunk-ENED6NO6.js";
import "./chunk-DRAEM5BX.js";
import "./chunk-TH4SOCAH.js";
import {
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
  pushOption
} from "./chunk-UFDM235Z.js";
import {
  inRepository,
  terminal
} from "./chunk-HMI2LGA2.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";

// src/operations/create-signing-events.ts
async function createSigningEvents(surroundings, push) {
  const { repository, now, defaultBranchNames } = surroundings;
  await cleanHead(repository);
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const documents = new Documents();
  const state = await readJudgedState(surroundings, repository.tree(main.commit), documents, { digests: true });
  if (!state.roles.has("root")) return { events: [], existing: [], findings: [] };
  const base = await readKnownGood(surroundings, main.commit, documents);
  const judgement = judge(contextAtDoor(surroundings, "create-events", state, base));
  const findings = requireSound("No signing event was created", judgement.findings);
  const due = rolesDue(state, now).map(({ role, periods }) => planEvent(state, role, periods, now));
  const onRemote = await repository.remoteBranches("origin");
  const local = push ? /* @__PURE__ */ new Map() : await repository.refs("refs/heads/");
  const taken = /* @__PURE__ */ new Set([...onRemote.keys(), ...local.keys()]);
  const planned = due.filter(({ branch }) => !taken.has(`refs/heads/${branch}`));
  const updates = [];
  for (const { branch, message, changes } of planned) {
    const commit = await repository.commit(changes, { parents: [main.commit], message, author: ciAuthor, now });
    updates.push({ source: commit, target: `refs/heads/${branch}` });
  }
  if (push && updates.length > 0) await repository.push("origin", updates);
  if (!push) for (const { source, target } of updates) await repository.createBranch(target, source);
  return {
    events: planned.map(({ branch }) => branch),
    existing: due.filter((event) => !planned.includes(event)).map(({ branch }) => branch),
    findings
  };
}
function rolesDue(state, now) {
  return ["root", ...targetsRoles(state)].sort(roleOrder).flatMap((role) => {
    const signed = metadataOf(state, role)?.signed;
    const periods = signed && parsePeriods(signed);
    return periods && isInSigningPeriod(signed.expires, periods, now) ? [{ role, periods }] : [];
  });
}
function planEvent(state, role, periods, now) {
  const metadata = metadataOf(state, role);
  const version = metadata.signed.version + 1;
  const keyids = delegationOf(state, role)?.role.keyids ?? [];
  const content = writeJson(unsigned(metadata, withNewVersion(metadata.signed, version, now, periods.expiry), keyids));
  const history = role === "root" ? [{ path: rootHistoryPath(version), content }] : [];
  return {
    branch: `sign/${role}-v${version}`,
    message: `Periodic version bump: ${role} v${version}`,
    changes: [{ path: metadataPath(role), content }, ...history]
  };
}

// src/cli/commands/create-signing-events.ts
var createSigningEventsCommand = {
  spec: {
    name: "create-signing-events",
    summary: "open a signing event for each offline role that is about to expire",
    about: "For each role but snapshot and timestamp that is in its signing period: a branch sign/<role>-v<N> from the default branch with an unsigned new version. A branch that is there already is left alone. Prints the new branches on one line.",
    arguments: [],
    options: [pushOption(false)],
    exits: { 0: "done, also when nothing was due" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const { events, existing, findings } = await createSigningEvents(opened, typed.options["push"] === true);
    sayFindings(findings, environment);
    for (const branch of existing) environment.stderr(terminal`${branch} is open already\n`.text);
    environment.stdout(terminal`${events.join(" ")}\n`.text);
    return 0;
  })
};
export {
  createSigningEventsCommand
};
