import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  memoryTree
} from "./chunk-QYOOV4U5.js";
import {
  isOnlineRole,
  prepareToJudge,
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  placeOf
} from "./chunk-KL6IPUUD.js";
import {
  readBlobs
} from "./chunk-SBSHVBW7.js";
import {
  delegationsOf
} from "./chunk-RL5XKQ36.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/read-event.ts
async function readEvent(surroundings, head, options = { digests: true }) {
  const { repository, now, verifier, noVerifyKeyid, defaultBranchNames, remote } = surroundings;
  const main = await repository.defaultBranch({ names: defaultBranchNames, ...remote && { remote } });
  const knownGood = await commonAncestor(repository, main.commit, head, options);
  const { after } = options;
  const documents = after?.documents ?? new Documents();
  const baseTree = knownGood === void 0 ? memoryTree(/* @__PURE__ */ new Map()) : repository.tree(knownGood);
  const base = after && after.knownGood === knownGood ? after.context.base : await readJudgedState(surroundings, baseTree, documents, { digests: false, onlineRoles: false });
  const state = await readJudgedState(surroundings, repository.tree(head), documents, {
    ...options,
    ...after && { known: after.context.state.digests },
    onlineRoles: false
  });
  const history = knownGood === void 0 ? unrelated : {
    ...await readHistory(surroundings, knownGood, head, documents),
    changedSince: await metadataChanged(repository, knownGood, main.commit)
  };
  const context = { door: "event", now, state, base, history, verifier, noVerifyKeyid };
  return { head, knownGood: knownGood ?? "", documents, context };
}
async function metadataChanged(repository, from, to) {
  if (from === to) return [];
  const changes = await repository.changesBetween(from, to);
  return changes.map(({ path }) => path).filter((path) => path.startsWith("metadata/"));
}
async function commonAncestor(repository, main, head, { judgeUnrelated }) {
  try {
    return await repository.mergeBase(main, head);
  } catch (error) {
    const isUnrelated = error instanceof TufError && error.code === "no-common-ancestor";
    if (judgeUnrelated && isUnrelated && !await repository.isShallow()) return void 0;
    throw error;
  }
}
var unrelated = {
  commitsChanging: () => void 0,
  wasEligible: () => false,
  hasCommonAncestor: false,
  filesElsewhere: []
};
async function readHistory(surroundings, base, head, documents) {
  const { repository } = surroundings;
  const [commits, changes] = [
    await repository.eventCommits(base, head, { folders: ["metadata"] }),
    await repository.changesBetween(base, head)
  ];
  const counts = /* @__PURE__ */ new Map();
  for (const { changes: changes2 } of commits) {
    for (const path of new Set(changes2.map(({ path: path2 }) => path2))) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const delegators = await readDelegators(repository, head, commits, documents);
  const earlier = await readEarlierDocuments(repository, head, commits, documents);
  const earlierFiles = [...earlier].flatMap(([role, versions]) => versions.map((document) => ({ role, document })));
  await prepareToJudge(
    surroundings,
    earlierFiles.filter(({ role }) => !isOnlineRole(role))
  );
  let eligible;
  return {
    commitsChanging: (path) => counts.get(path) ?? 0,
    wasEligible(role, keyid) {
      eligible ??= eligibleKeys(delegators);
      return eligible.has(`${role}
${keyid}`);
    },
    earlierDocuments: (role) => earlier.get(role) ?? [],
    hasCommonAncestor: true,
    filesElsewhere: changes.map(({ path }) => path).filter((path) => !/^(metadata|targets)\//.test(path))
  };
}
async function readDelegators(repository, head, commits, documents) {
  const oids = commits.flatMap(
    ({ changes }) => changes.flatMap(
      ({ path, after, mode }) => (path === "metadata/root.json" || path === "metadata/targets.json") && after && mode !== "160000" ? [after] : []
    )
  );
  const missing = oids.filter((oid) => !documents.get(oid));
  for (const [oid, bytes] of await readBlobs(repository.tree(head), missing)) documents.add(oid, bytes);
  return [...new Set(oids)].map((oid) => documents.get(oid));
}
var earlierVersions = 10;
var earlierBytes = 1 << 20;
async function readEarlierDocuments(repository, head, commits, documents) {
  const oidsByRole = /* @__PURE__ */ new Map();
  for (const { changes } of commits) {
    for (const { path, after, mode } of changes) {
      const place = placeOf(path);
      if (place.kind !== "metadata" || !after || mode === "160000") continue;
      oidsByRole.set(place.role, (oidsByRole.get(place.role) ?? /* @__PURE__ */ new Set()).add(after));
    }
  }
  const newest = [...oidsByRole].map(([role, oids]) => [role, [...oids].slice(-earlierVersions)]);
  const missing = newest.flatMap(([, oids]) => oids).filter((oid) => !documents.get(oid));
  for (const [oid, bytes] of await readBlobs(repository.tree(head), missing, earlierBytes)) documents.add(oid, bytes);
  return new Map(newest.map(([role, oids]) => [role, oids.flatMap((oid) => documents.get(oid) ?? [])]));
}
function eligibleKeys(delegators) {
  const eligible = /* @__PURE__ */ new Set();
  for (const document of delegators) {
    const root = document.metadata("root");
    for (const [name, role] of root ? Object.entries(root.signed.roles) : []) {
      for (const keyid of role.keyids) eligible.add(`${name}
${keyid}`);
    }
    const targets = document.metadata("targets");
    for (const role of (targets && delegationsOf(targets.signed)?.roles) ?? []) {
      for (const keyid of role.keyids) eligible.add(`${role.name}
${keyid}`);
    }
  }
  return eligible;
}

export {
  readEvent,
  readHistory
};
