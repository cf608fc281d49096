import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  contextAtDoor,
  readKnownGood,
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  judge
} from "./chunk-L3K6LP46.js";
import {
  ciAuthor,
  cleanHead
} from "./chunk-HK3S7BO6.js";
import {
  isInSigningPeriod,
  parsePeriods,
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  roleOrder,
  rootHistoryPath
} from "./chunk-KL6IPUUD.js";
import {
  unsigned,
  withNewVersion
} from "./chunk-CMAMZ6TD.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";

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

export {
  createSigningEvents
};
