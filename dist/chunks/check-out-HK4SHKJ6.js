import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  Git,
  asOid,
  asRef,
  differences,
  failure,
  fetch,
  findClone,
  isOid,
  isRef,
  isShallow,
  line,
  parseRefs,
  resolveRevision,
  unreadable
} from "./chunk-X7OTYGWB.js";
import "./chunk-LDCVTGOJ.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/git/check-out.ts
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
async function readRemote(url, folder, options) {
  const answer = await new Git(folder, options).askRemote(["ls-remote", "--symref", "--", url, "HEAD", "refs/heads/*"]);
  if (answer.status !== 0) throw unreadable(url, answer);
  const head = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer.stdout.toString("utf8"))?.[1];
  return { defaultBranch: head, branches: parseRefs(answer.stdout) };
}
var limit = 262144;
async function checkOut(input, options) {
  const { folder, isNew } = await findPlace(input, options);
  const { git } = await findClone(folder, options);
  if (isNew) await git.run(["remote", "add", "origin", input.url]);
  await bring(git, input, isNew);
  const commit = await resolveRevision(git, input.revision);
  if (commit === void 0) throw new TufError("git", `${input.url} has no '${input.revision}'`);
  if (isNew) {
    if (input.depth === "all") await fetchMissing(git, commit);
    await populate(git, commit, input.branch);
    return { folder, commit };
  }
  if (await resolveRevision(git, "HEAD") === commit) return { folder, commit };
  return checkOut({ ...input, workspace: await newFolder(input.temporary) }, options);
}
async function findPlace({ url, workspace, temporary }, options) {
  await mkdir(workspace, { recursive: true });
  const content = await readdir(workspace);
  if (content.includes(".git") && await isUsable(workspace, url, options)) return { folder: workspace, isNew: false };
  const folder = content.length === 0 ? workspace : await newFolder(temporary);
  await new Git(folder, options).run(["init", "--quiet", "--initial-branch=tuf-on-ci", "."]);
  return { folder, isNew: true };
}
async function isUsable(folder, url, options) {
  try {
    const clone = await findClone(folder, options);
    const origin = await clone.git.ask(["config", "--get", "remote.origin.url"]);
    const isOurs = origin.status === 0 && nameIn(line(origin.stdout)) === nameIn(url);
    return isOurs && await resolveRevision(clone.git, "HEAD") !== void 0 && (await differences(clone)).length === 0;
  } catch {
    return false;
  }
}
function nameIn(url) {
  return /([^/:]+\/[^/]+?)(?:\.git)?\/*$/.exec(url)?.[1]?.toLowerCase();
}
async function newFolder(parent) {
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, "tuf-on-ci-"));
}
async function bring(git, { updates, depth }, isNew) {
  if (isNew) {
    await fetch(git, "origin", updates, depth === "all" ? { filter: `blob:limit=${limit}` } : { depth });
  } else {
    const complete = depth === "all" && await isShallow(git);
    await fetch(git, "origin", updates, complete ? { depth: "all" } : {});
  }
}
async function fetchMissing(git, commit) {
  const list = await git.run([
    "rev-list",
    "--objects",
    "--no-object-names",
    "--missing=print",
    `${asOid(commit)}^{tree}`
  ]);
  const missing = list.toString("latin1").split("\n").filter((line2) => line2.startsWith("?")).map((line2) => line2.slice(1));
  if (missing.length === 0) return;
  const plain = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--filter=blob:none"];
  const args = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", ...plain, "--stdin", "origin"];
  const answer = await git.askRemote(args, { input: missing.filter(isOid).map((oid) => `${oid}
`) });
  if (answer.status !== 0) throw failure(["fetch"], answer);
}
async function populate(git, commit, branch) {
  const at = branch === void 0 ? ["--detach"] : ["--no-track", "-B", asRef(branch).replace(/^refs\/heads\//, "")];
  const args = ["checkout", "--quiet", "--force", ...at, asOid(commit)];
  const answer = await git.ask(args, { withCredentials: true });
  if (answer.status !== 0) throw failure(["checkout"], answer);
}
function updatesFor(ref, heads) {
  if (isOid(ref)) return { updates: [{ source: ref }], revision: ref };
  const branch = ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
  if (heads.branches.has(branch)) {
    const tracking = `refs/remotes/origin/${branch.slice("refs/heads/".length)}`;
    return { updates: [{ source: branch, target: tracking, force: true }], revision: tracking };
  }
  const tag = ref.startsWith("refs/") ? ref : `refs/tags/${ref}`;
  if (!isRef(tag)) throw new TufError("usage", `'${ref}' is no commit, branch or tag`);
  return {
    updates: [{ source: tag, target: "refs/tuf-on-ci/wanted", force: true }],
    revision: "refs/tuf-on-ci/wanted"
  };
}
export {
  checkOut,
  fetchMissing,
  readRemote,
  updatesFor
};
