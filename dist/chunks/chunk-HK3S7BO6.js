import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/operations/commit-changes.ts
var ciAuthor = {
  name: "TUF-on-CI",
  email: "41898282+github-actions[bot]@users.noreply.github.com"
};
async function commitOnHead(repository, head, commits, now) {
  const tip = await commitOn(repository, head, commits, now);
  if (tip !== head) await repository.advance(head, tip);
  return tip;
}
async function commitOn(repository, head, commits, now) {
  let tip = head;
  for (const { message, changes } of commits) {
    tip = await repository.commit(changes, { parents: [tip], message, author: ciAuthor, now });
  }
  return tip;
}
async function pushHead(repository, commit, githubRef) {
  const branch = await branchOfHead(repository, githubRef);
  if (!branch) {
    throw new TufError("usage", "HEAD is detached and GITHUB_REF names no branch, so there is nowhere to push to", {
      hint: "Check out the branch, or run with --no-push"
    });
  }
  await repository.push("origin", [{ source: commit, target: branch }]);
}
async function branchOfHead(repository, githubRef) {
  return await repository.currentBranch() ?? (githubRef?.startsWith("refs/heads/") ? githubRef : void 0);
}
async function pushLeftOver(repository, head, githubRef) {
  const branch = await branchOfHead(repository, githubRef);
  const onRemote = branch && (await repository.remoteBranches("origin")).get(branch);
  if (!branch || !onRemote || onRemote === head || await repository.resolve(onRemote) === void 0) return false;
  if (await repository.mergeBase(onRemote, head) !== onRemote) return false;
  const commits = await repository.eventCommits(onRemote, head, { folders: ["metadata"] });
  if (!commits.every(({ author }) => author.email === ciAuthor.email)) return false;
  await repository.push("origin", [{ source: head, target: branch }]);
  return true;
}
async function cleanHead(repository) {
  return (await readCleanHead(repository, () => Promise.resolve())).head;
}
async function readCleanHead(repository, read) {
  const head = await repository.resolve("HEAD");
  if (!head)
    throw new TufError("git", "This repository has no commit yet", {
      hint: "Commit and push the default branch first"
    });
  const [uncommitted, reading] = await Promise.allSettled([repository.uncommittedPaths(), read(head)]);
  const paths = settled(uncommitted);
  if (paths.length > 0) {
    const more = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
    throw new TufError("uncommitted", `Uncommitted changes: ${paths[0]}${more}`, {
      hint: "Commit or discard the changes below metadata/ and targets/ first; this command reads HEAD"
    });
  }
  return { head, reading: settled(reading) };
}
function settled(result) {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

export {
  ciAuthor,
  commitOnHead,
  commitOn,
  pushHead,
  pushLeftOver,
  cleanHead,
  readCleanHead
};
