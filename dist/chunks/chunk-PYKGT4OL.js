import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  Documents
} from "./chunk-A7WNLISE.js";
import {
  readState
} from "./chunk-2G6IBM6V.js";
import {
  delegationsOf
} from "./chunk-3JTT2D7X.js";
import {
  readBlobs
} from "./chunk-J6GIUEAV.js";

// src/operations/read-event.ts
async function readEvent(surroundings, head, options = { digests: true }) {
  const { repository, now, verifier, noVerifyKeyid, defaultBranchNames } = surroundings;
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const knownGood = await repository.mergeBase(main.commit, head);
  const documents = new Documents();
  const headTree = repository.tree(head);
  const [base, state] = [
    await readState(repository.tree(knownGood), documents, { digests: false }),
    await readState(headTree, documents, options)
  ];
  const history = await readHistory(repository, knownGood, head, documents);
  return { head, knownGood, documents, context: { door: "event", now, state, base, history, verifier, noVerifyKeyid } };
}
async function readHistory(repository, base, head, documents) {
  const [commits, changes] = [
    await repository.eventCommits(base, head, { folders: ["metadata"] }),
    await repository.changesBetween(base, head)
  ];
  const counts = /* @__PURE__ */ new Map();
  for (const { changes: changes2 } of commits) {
    for (const path of new Set(changes2.map(({ path: path2 }) => path2))) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const delegators = await readDelegators(repository, head, commits, documents);
  let eligible;
  return {
    commitsChanging: (path) => counts.get(path) ?? 0,
    wasEligible(role, keyid) {
      eligible ??= eligibleKeys(delegators);
      return eligible.has(`${role}
${keyid}`);
    },
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
