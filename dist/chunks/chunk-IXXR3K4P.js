import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  isOnlineRoleSigned,
  onlineRoles,
  versionIn
} from "./chunk-L3K6LP46.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  metadataOf
} from "./chunk-KL6IPUUD.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/known-good.ts
var noEvent = {
  commitsChanging: () => void 0,
  wasEligible: () => false,
  hasCommonAncestor: true,
  filesElsewhere: []
};
function contextAtDoor({ now, verifier, noVerifyKeyid }, door, state, base) {
  return { door, now, state, base, history: noEvent, verifier, noVerifyKeyid };
}
async function readKnownGood(surroundings, head, documents) {
  const { repository, verifier } = surroundings;
  let isRejected = false;
  for await (const commit of repository.firstParentLine(await lastShared(surroundings, head), {
    folders: ["metadata"]
  })) {
    if (commit.oid !== head && !isRejected) {
      const state = await readJudgedState(surroundings, repository.tree(commit.oid), documents, { digests: false });
      if (isPublished(state, verifier)) return state;
      isRejected = true;
    }
    if (commit.changes.length > 0) isRejected = false;
  }
  return void 0;
}
async function lastShared({ repository, defaultBranchNames }, head) {
  try {
    const main = await repository.defaultBranch({ names: defaultBranchNames });
    return await repository.mergeBase(main.commit, head);
  } catch (error) {
    if (!(error instanceof TufError)) throw error;
    const isUnknown = error.code === "no-common-ancestor" && await repository.isShallow();
    if (isUnknown || error.code === "no-remote" || error.code === "git") return head;
    throw error;
  }
}
function isPublished(state, verifier) {
  const snapshot = metadataOf(state, "snapshot");
  const timestamp = metadataOf(state, "timestamp");
  if (!snapshot || !timestamp || !onlineRoles.every((role) => isOnlineRoleSigned(state, role, verifier))) return false;
  if (versionIn(timestamp.signed.meta, "snapshot.json") !== snapshot.signed.version) return false;
  return targetsRoles(state).every((role) => {
    const version = metadataOf(state, role)?.signed.version;
    return version !== void 0 && versionIn(snapshot.signed.meta, `${role}.json`) === version;
  });
}
function targetsRoles(state) {
  return [...state.graph.byName.keys()].filter((role) => !["root", "snapshot", "timestamp"].includes(role));
}

export {
  contextAtDoor,
  readKnownGood,
  isPublished,
  targetsRoles
};
