import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  renderSignaturesMerged
} from "./chunk-7TJDLKOD.js";
import {
  mergeSignatures,
  roleFileAt
} from "./chunk-YYXZP3QA.js";
import {
  keyIndexOf
} from "./chunk-L3K6LP46.js";
import {
  eligibleKeys,
  entryIn,
  verifies
} from "./chunk-RPGOALWW.js";
import {
  ciAuthor
} from "./chunk-HK3S7BO6.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  metadataOf,
  metadataPath,
  placeOf,
  rootHistoryPath
} from "./chunk-KL6IPUUD.js";
import {
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  equalJson
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/signing-event/fork-merge.ts
var reasonsGiven = 10;
function planForkMerge(input, verifier) {
  const { head, ancestor, fork } = input;
  const reasons = input.filesElsewhere.map((path) => `It changes ${path}`);
  const changes = [];
  const added = [];
  for (const path of changedPaths(ancestor, fork)) {
    const verdict = judgePath(path, head, fork, verifier);
    if (typeof verdict === "string") reasons.push(verdict);
    else if (verdict && verdict.added.length > 0) {
      const { role } = verdict.added[0];
      const content = writeJson(verdict.metadata);
      changes.push({ path: metadataPath(role), content });
      if (role === "root") changes.push({ path: rootHistoryPath(verdict.metadata.signed.version), content });
      added.push(...verdict.added);
    }
  }
  if (reasons.length > 0) return { kind: "refused", reasons: firstOf(reasons) };
  return added.length > 0 ? { kind: "merge", changes, added } : { kind: "nothing" };
}
function firstOf(reasons) {
  const more = reasons.length - reasonsGiven;
  return more > 0 ? [...reasons.slice(0, reasonsGiven), `And ${more} more like these`] : reasons;
}
function changedPaths(before, after) {
  return [.../* @__PURE__ */ new Set([...before.entries.keys(), ...after.entries.keys()])].filter((path) => {
    const [one, other] = [before.entries.get(path), after.entries.get(path)];
    return one?.oid !== other?.oid || one?.mode !== other?.mode;
  }).sort(byCodePoint);
}
function judgePath(path, head, fork, verifier) {
  const place = placeOf(path);
  const isOldRoot = place.kind === "root-history" && place.version !== metadataOf(head, "root")?.signed.version;
  const [theirs, ours] = isOldRoot ? [] : [head, fork].map((state) => roleFileAt(state, path));
  if (!theirs || !ours || fork.entries.get(path)?.mode !== head.entries.get(path)?.mode) return `It changes ${path}`;
  const merge = mergeSignatures(head, ours, theirs, verifier);
  if (merge.kind === "differs") return `It signs another ${path} than the event has: ${merge.reason}`;
  if (hasOtherMembers(ours, theirs)) return `It changes more in ${path} than signatures`;
  const bad = badEntries(head, ours, theirs, verifier);
  if (bad !== void 0)
    return `It adds a signature of the key ${bad} to ${path} that is not valid, or whose key may not sign`;
  return place.kind === "root-history" ? void 0 : merge;
}
function hasOtherMembers(ours, theirs) {
  const [one, other] = [ours, theirs].map(({ role, document }) => {
    const { signatures: _, signed: __, ...members } = document.metadata(typeOfRole(role));
    return members;
  });
  return !equalJson(one, other);
}
function badEntries(head, { role, document }, theirs, verifier) {
  const metadata = document.metadata(typeOfRole(role));
  const eligible = eligibleKeys(head, role);
  const seen = /* @__PURE__ */ new Set();
  const bad = metadata.signatures.find((entry) => {
    const isRepeated = seen.size === seen.add(entry.keyid).size;
    const known = entryIn(theirs.document, role, entry.keyid);
    if (!isRepeated && (entry.sig === "" || known && equalJson(known.entry, entry))) return false;
    return isRepeated || !verifies({ document, entry }, eligible?.get(entry.keyid) ?? [], verifier);
  });
  return bad?.keyid;
}

// src/operations/merge-fork-signatures.ts
var pullRequestsLookedAt = 20;
var commitsLookedAt = 20;
async function mergeForkSignatures(surroundings, { event, head, pullRequests }, ports) {
  const { github, warn } = ports;
  const merged = [];
  let tip = head;
  for (const pullRequest of await chosen(surroundings, head, pullRequests.filter(isFromFork(github.repository)))) {
    const verdict = await judgeFork(surroundings, tip, pullRequest, warn);
    if (verdict?.kind === "refused") {
      warn(`Pull request #${pullRequest.number} is left to a person: ${verdict.reasons[0]}`);
    }
    if (verdict?.kind !== "merge") continue;
    tip = await mergeFork(surroundings, event, tip, pullRequest, verdict);
    const roles = [...new Set(verdict.added.map(({ role }) => role))];
    merged.push({ number: pullRequest.number, author: pullRequest.author, roles });
    await thank(github, pullRequest.number, renderSignaturesMerged(event, roles), warn);
  }
  return { tip, merged };
}
function isFromFork(own) {
  return ({ head }) => head.repository?.toLowerCase() !== own.toLowerCase();
}
async function chosen(surroundings, head, pullRequests) {
  if (pullRequests.length <= pullRequestsLookedAt) return pullRequests;
  const tree = surroundings.repository.tree(head);
  const { owners } = keyIndexOf(await readJudgedState(surroundings, tree, new Documents(), { digests: false }));
  const isSigner = ({ author }) => owners.has(`@${author.toLowerCase()}`);
  const signersFirst = [...pullRequests.filter(isSigner), ...pullRequests.filter((one) => !isSigner(one))];
  return signersFirst.slice(0, pullRequestsLookedAt);
}
async function judgeFork(surroundings, head, pullRequest, warn) {
  try {
    return await readVerdict(surroundings, head, pullRequest);
  } catch (error) {
    if (!(error instanceof TufError) || error.code === "internal" || error.code === "signer") throw error;
    warn(`Pull request #${pullRequest.number} cannot be judged: ${error.message}`);
    return void 0;
  }
}
async function readVerdict(surroundings, head, { number, head: { commit } }) {
  const { repository, verifier, defaultBranchNames } = surroundings;
  await repository.fetch("origin", [{ source: `refs/pull/${number}/head` }]);
  if (await repository.resolve(commit) === void 0) return void 0;
  const ancestor = await repository.mergeBase(head, commit);
  if (ancestor === commit) return void 0;
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const [before, after] = [ancestor, commit].map((oid) => repository.mergeBase(main.commit, oid));
  if (await before !== await after) return { kind: "refused", reasons: [`It merges ${main.name} into the event`] };
  const documents = new Documents();
  const read = (oid) => readJudgedState(surroundings, repository.tree(oid), documents, { digests: false });
  const states = { head: await read(head), ancestor: await read(ancestor) };
  const judgeCommit = async (oid) => {
    const changes = await repository.changesBetween(ancestor, oid);
    const filesElsewhere = changes.map(({ path }) => path).filter((path) => !/^(metadata|targets)\//.test(path));
    return planForkMerge({ ...states, fork: await read(oid), filesElsewhere }, verifier);
  };
  const commits = await repository.eventCommits(ancestor, commit, { folders: ["metadata"] });
  if (commits.length > commitsLookedAt) return { kind: "refused", reasons: [`It has ${commits.length} commits`] };
  for (const { oid } of commits) {
    const verdict = oid === commit ? void 0 : await judgeCommit(oid);
    if (verdict?.kind === "refused") return verdict;
  }
  return judgeCommit(commit);
}
async function mergeFork({ repository, now }, event, head, { number, author, head: { commit } }, { changes }) {
  const message = `Merge signatures of @${author} from pull request #${number}`;
  const tip = await repository.commit(changes, { parents: [head, commit], message, author: ciAuthor, now });
  await repository.push("origin", [{ source: tip, target: `refs/heads/${event}`, expected: head }]);
  return tip;
}
async function thank(github, number, body, warn) {
  try {
    await github.addComment(number, body);
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== "github") throw error;
    warn(error.message);
  }
}

export {
  mergeForkSignatures
};
