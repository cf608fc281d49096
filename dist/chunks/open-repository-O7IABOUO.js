import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  readBlobs
} from "./chunk-PVIQHEDX.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";

// src/adapters/git/advance.ts
import { randomBytes } from "node:crypto";
import { readFile, rename as rename2, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/adapters/git/bytes.ts
import { isUtf8 } from "node:buffer";
function records(output) {
  if (isUtf8(output)) return output.toString("utf8").split("\0").slice(0, -1);
  const list = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    list.push(decode(output.subarray(start, end)));
    start = end + 1;
  }
  return list;
}
async function* recordBatches(pieces) {
  let begun = [];
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(0) + 1;
    if (end > 0) {
      yield records(Buffer.concat([...begun, piece.subarray(0, end)]));
      begun = [];
    }
    if (end < piece.length) begun.push(piece.subarray(end));
  }
}
function line(output) {
  return decode(output).replace(/\n$/, "");
}
function decode(bytes) {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text2 = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text2 += length === 0 ? `\\x${bytes.toString("hex", at, at + 1)}` : bytes.toString("utf8", at, at + length);
    at += Math.max(1, length);
  }
  return text2;
}
function sequenceLength(bytes, at) {
  const first = bytes[at];
  const length = first < 128 ? 1 : first < 224 ? 2 : first < 240 ? 3 : 4;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

// src/adapters/git/failure.ts
function reason(stderr) {
  const lines = stderr.split(/[\r\n]+/).map((line3) => line3.trim()).filter((line3) => line3 !== "" && !line3.startsWith("hint:"));
  const starting = (start) => lines.find((line3) => line3.startsWith(start));
  const line2 = starting("fatal: ") ?? starting("error: ") ?? starting("! ") ?? lines.at(-1) ?? "no reason given";
  return withoutCredentials(line2.replace(/^(?:fatal: |error: |! )/, ""));
}
function failure(args2, end) {
  return new TufError("git", `git ${args2[0]} failed: ${reason(end.stderr)}`);
}
function printable(argument) {
  const text2 = withoutCredentials(argument);
  return /^-[\w=:.-]*$/.test(text2) ? text2 : shellWord(text2);
}
function withoutCredentials(text2) {
  return text2.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@']*@/gi, "$1");
}

// src/adapters/git/names.ts
var oidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function isOid(text2) {
  return oidForm.test(text2);
}
function asOid(text2) {
  if (!isOid(text2)) throw new TufError("git", `'${text2}' is no object id`);
  return text2;
}
function isRef(text2) {
  if (!text2.startsWith("refs/") || text2.endsWith(".") || text2.includes("..") || text2.includes("@{")) return false;
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(text2)) return false;
  return text2.split("/").every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"));
}
function asRef(text2) {
  if (!isRef(text2)) throw new TufError("git", `'${text2}' is no full ref name`);
  return text2;
}
function parseRefs(output) {
  const found = /* @__PURE__ */ new Map();
  for (const line2 of decode(output).split("\n")) {
    const [oid = "", ref = ""] = line2.split(/[ \t]/);
    if (isOid(oid) && isRef(ref)) found.set(ref, oid);
  }
  return found;
}
function asWritablePath(path) {
  const segments = path.split("/");
  const unfit = /[\x00-\x1f\x7f\\:]/.test(path) || segments.some((segment) => /^(?:|\.|\.\.|\.git|git~1)$/i.test(segment));
  if (unfit) throw new TufError("io", `'${path}' is no path that this program writes`);
  return path;
}

// src/adapters/git/push-report.ts
var movedOn = /fetch first|non-fast-forward|needs force|stale info|cannot lock ref|incorrect old value|failed to update ref/;
function rejection(answer) {
  const refused = answer.stdout.toString("utf8").split("\n").filter((line2) => line2.startsWith("!	")).map((line2) => line2.slice(2).split("	")).map(([refs2 = "", summary = ""]) => ({ ref: refs2.slice(refs2.lastIndexOf(":") + 1), summary }));
  const first = refused.find(({ summary }) => !summary.includes("atomic")) ?? refused[0];
  if (first === void 0) return void 0;
  if (movedOn.test(first.summary)) {
    return new TufError("push-rejected", `The push to ${first.ref} was rejected: the remote has moved on`, {
      hint: "Fetch, and run the command again"
    });
  }
  const words = /\((.*)\)$/.exec(first.summary)?.[1] ?? first.summary;
  const remoteWords = /^remote: error: (.*?)\s*$/m.exec(answer.stderr)?.[1];
  const why = remoteWords === void 0 ? words : `${words}: ${remoteWords}`;
  return new TufError(
    "git",
    `The push to ${first.ref} was refused: ${withoutCredentials(why) || reason(answer.stderr)}`
  );
}

// src/adapters/git/remote.ts
var network = { systemConfig: true };
async function remoteUrl(git, remote) {
  const answer = remote === "" ? void 0 : await git.ask(["config", "--get", `remote.${remote}.url`]);
  if (answer?.status === 0) return line(answer.stdout);
  throw new TufError("no-remote", `This clone has no remote '${remote}'`, {
    hint: `Add it with \`git remote add ${shellWord(remote)} URL\` and run \`git fetch ${shellWord(remote)}\``
  });
}
async function remoteBranches(git, remote) {
  const answer = await git.ask(["ls-remote", "--heads", "--refs", "--", remote], network);
  if (answer.status !== 0) throw unreadable(remote, answer);
  return parseRefs(answer.stdout);
}
async function fetch(git, remote, updates, options = {}) {
  const depth = options.depth === void 0 ? [] : [`--depth=${options.depth === "all" ? infinite : options.depth}`];
  const plain = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--refmap="];
  const args2 = ["fetch", ...plain, ...depth, "--", remote, ...updates.map(fetchRefspec)];
  const answer = await git.ask(args2, network);
  if (answer.status === 0) return;
  const remoteAnswered = /couldn't find remote ref|not our ref|^ ! /m.test(answer.stderr);
  throw remoteAnswered ? failure(args2, answer) : unreadable(remote, answer);
}
var infinite = 2147483647;
async function push(git, remote, updates) {
  if (updates.length === 0) return;
  const plain = ["--no-verify", "--no-follow-tags", "--signed=no", "--recurse-submodules=no"];
  const atomic = updates.length > 1 ? ["--atomic"] : [];
  const args2 = ["push", "--porcelain", ...plain, ...atomic, "--", remote, ...updates.map(pushRefspec)];
  const answer = await git.ask(args2, network);
  if (answer.status !== 0) throw rejection(answer) ?? failure(args2, answer);
}
function unreadable(remote, answer) {
  const name = withoutCredentials(remote);
  return new TufError("no-remote", `The remote '${name}' cannot be read: ${reason(answer.stderr)}`, {
    hint: `See whether \`git ls-remote ${shellWord(name)}\` works here`
  });
}
function pushRefspec({ source, target, force }) {
  if (target === void 0) throw new TufError("git", "A push needs a ref to move");
  return `${force ? "+" : ""}${source === null ? "" : asOid(source)}:${asRef(target)}`;
}
function fetchRefspec({ source, target, force }) {
  if (source === null) throw new TufError("git", "A fetch needs a ref to bring");
  const from = isOid(source) ? source : asPattern(source);
  return `${force ? "+" : ""}${from}${target === void 0 ? "" : `:${asPattern(target)}`}`;
}
function asPattern(text2) {
  asRef(text2.replace("*", "x"));
  return text2;
}

// src/adapters/git/branches.ts
async function resolveRevision(git, revision) {
  if (revision.includes("\0")) return void 0;
  const answer = await git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  const oid = answer.stdout.toString("latin1").trim();
  return answer.status === 0 && isOid(oid) ? oid : void 0;
}
async function defaultBranch(git, input = {}) {
  const remote = input.remote ?? "origin";
  await remoteUrl(git, remote);
  const given = input.names?.find((text2) => text2 !== void 0 && text2 !== "");
  const name = given ?? await remoteHead(git, remote) ?? "main";
  const ref = `refs/remotes/${remote}/${name}`;
  if (!isRef(ref)) throw new TufError("usage", `'${name}' is no name of a branch`);
  const commit = await resolveRevision(git, ref);
  if (commit === void 0) {
    const refspec = shellWord(`+refs/heads/${name}:${ref}`);
    throw new TufError("git", `This clone does not have the default branch '${name}' of '${remote}'`, {
      hint: `Run \`git fetch ${shellWord(remote)} ${refspec}\`, or name another branch in TUF_ON_CI_DEFAULT_BRANCH`
    });
  }
  return { name, ref, commit };
}
async function remoteHead(git, remote) {
  const tracking = `refs/remotes/${remote}/`;
  if (!isRef(`${tracking}HEAD`)) return void 0;
  const target = await symbolicRef(git, `${tracking}HEAD`);
  return target?.startsWith(tracking) ? target.slice(tracking.length) : void 0;
}
function currentBranch(git) {
  return symbolicRef(git, "HEAD");
}
async function symbolicRef(git, name) {
  const args2 = ["symbolic-ref", "--quiet", name];
  const answer = await git.ask(args2);
  if (answer.status === 0) return line(answer.stdout);
  if (answer.status === 1) return void 0;
  throw failure(args2, answer);
}
async function refs(git, prefix) {
  const folder = prefix.replace(/\/$/, "");
  asRef(`${folder}/any`);
  const args2 = ["for-each-ref", "--format=%(objectname) %(refname)", folder];
  return parseRefs(await git.run(args2));
}
async function createBranch(clone, ref, commit) {
  if (!asRef(ref).startsWith("refs/heads/")) throw new TufError("git", `'${ref}' is no branch`);
  if (await moveRef(clone, ref, clone.nullOid, commit)) return;
  throw new TufError("git", `The branch '${ref.slice("refs/heads/".length)}' exists already`, {
    hint: "Delete it, or push instead"
  });
}
async function deleteRef(clone, ref, commit) {
  if (await moveRef(clone, asRef(ref), commit, clone.nullOid)) return;
  throw new TufError("git", `'${ref}' has moved since it was read, or is gone`);
}
async function moveRef({ git, nullOid }, ref, from, to) {
  const change = to === nullOid ? ["-d", ref, asOid(from)] : [ref, asOid(to), asOid(from)];
  const args2 = ["update-ref", "-m", "tuf-on-ci", ...change];
  const answer = await git.ask(args2);
  if (answer.status === 0) return true;
  const present = await resolveRevision(git, ref) ?? nullOid;
  if (present !== from) return false;
  throw failure(args2, answer);
}

// src/adapters/git/commit.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function writeCommit(clone, changes, input) {
  for (const { path } of changes) asWritablePath(path);
  const blobs = await writeBlobs(clone.git, changes);
  const folder = await mkdtemp(join(tmpdir(), "tuf-on-ci-"));
  try {
    const tree = await writeTree(clone, join(folder, "index"), input.parents[0], changes, blobs);
    return await commitTree(clone.git, tree, input);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
async function writeBlobs(git, changes) {
  const written = changes.filter((change) => change.content !== null);
  if (written.length === 0) return /* @__PURE__ */ new Map();
  const answer = await git.run(["fast-import", "--quiet", "--done"], { input: blobCommands(written) });
  const oids = answer.toString("latin1").split("\n");
  return new Map(written.map(({ path }, i) => [path, asOid(oids[i] ?? "")]));
}
function* blobCommands(written) {
  for (const [i, { content }] of written.entries()) {
    yield `blob
mark :${i + 1}
data ${content?.length ?? 0}
`;
    if (content !== null) yield content;
    yield `
get-mark :${i + 1}
`;
  }
  yield "done\n";
}
async function writeTree(clone, index, parent, changes, blobs) {
  const env = { GIT_INDEX_FILE: index };
  if (parent !== void 0) await clone.git.run(["read-tree", asOid(parent)], { env });
  const entries = changes.map(({ path }) => ({ path, oid: blobs.get(path) ?? null }));
  await updateIndex(clone, entries, env);
  return text(await clone.git.run(["write-tree"], { env }));
}
async function updateIndex(clone, entries, env = {}) {
  const lines = entries.map(({ path, oid }) => `${oid === null ? `0 ${clone.nullOid}` : `100644 ${oid}`}	${path}\0`);
  await clone.git.run(["update-index", "-z", "--index-info"], { input: lines, env });
}
async function commitTree(git, tree, { parents, message, author, now }) {
  const time = `@${Math.floor(now)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: time,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: time
  };
  const parentArgs = parents.flatMap((parent) => ["-p", asOid(parent)]);
  const args2 = ["commit-tree", "--no-gpg-sign", ...parentArgs, "-F", "-", asOid(tree)];
  return text(await git.run(args2, { env, input: signedOff(message, author) }));
}
function signedOff(message, { name, email }) {
  return `${message.trimEnd()}

Signed-off-by: ${name} <${email}>
`;
}
function text(output) {
  return output.toString("latin1").trim();
}

// src/adapters/git/differences.ts
async function differences({ git }) {
  const options = ["--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=dirty"];
  return records(await git.run(["status", ...options, "--", "metadata", "targets"])).map(parseDifference);
}
var fieldsBefore = { "1": 8, u: 10, "?": 1 };
function parseDifference(record) {
  const kind = record.charAt(0);
  const path = record.split(" ").slice(fieldsBefore[kind]).join(" ");
  return { path, inWorkTree: kind !== "1" || record.charAt(3) !== "." };
}

// src/adapters/git/history.ts
async function eventCommits(git, base, head, options = {}) {
  const range = ["--topo-order", "--reverse", "--diff-merges=combined", asOid(head), `^${asOid(base)}`];
  const commits = [];
  for await (const commit of log(git, range, options)) commits.push(commit);
  return commits;
}
async function* firstParentLine(git, head, options = {}) {
  const from = options.from === void 0 ? [] : [`^${asOid(options.from)}`];
  yield* log(git, ["--first-parent", "--diff-merges=first-parent", asOid(head), ...from], options);
}
async function mergeBase(git, one, other) {
  const args2 = ["merge-base", "--all", asOid(one), asOid(other)];
  const answer = await git.ask(args2);
  if (answer.status === 0) {
    const [base, ...others] = answer.stdout.toString("latin1").trim().split("\n");
    if (others.length === 0) return base;
    throw new TufError(
      "no-common-ancestor",
      "The two branches have been merged into each other crosswise: what is known good is not clear",
      {
        hint: "Start the signing event anew from the default branch"
      }
    );
  }
  if (answer.status !== 1) throw failure(args2, answer);
  if (await isShallow(git)) {
    throw new TufError("no-common-ancestor", "This clone lacks the commit that the two branches have in common", {
      hint: "The clone is shallow: run `git fetch --unshallow`"
    });
  }
  throw new TufError("no-common-ancestor", "The two branches have no commit in common", {
    hint: "Start the signing event from the default branch"
  });
}
async function isShallow(git) {
  return (await git.run(["rev-parse", "--is-shallow-repository"])).toString("latin1").trim() === "true";
}
async function changesBetween(git, from, to) {
  const before = from === void 0 ? emptyTree(to) : asOid(from);
  const list = records(await git.run(["diff-tree", "-r", ...rawDiff, before, asOid(to)]));
  const changes = [];
  for (let i = 0; i + 1 < list.length; i += 2) changes.push(parseChange(list[i], list[i + 1]));
  return changes;
}
function emptyTree(like) {
  return like.length === 40 ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904" : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";
}
var rawDiff = ["--raw", "-z", "--no-renames", "--no-abbrev", "--no-relative", "--ignore-submodules=none"];
var format = "--format=tformat:%H%n%P%n%an%n%ae%n%ct%n%s";
async function* log(git, range, options) {
  const folders = options.folders ?? ["metadata", "targets"];
  const whole = ["--full-history", "--sparse", "--root", "--no-follow", "--encoding=none"];
  const args2 = ["log", format, ...whole, ...rawDiff, ...range, "--", ...folders];
  let commit;
  let changes = [];
  let change;
  for await (const record of recordsOf(git.stream(args2))) {
    if (change !== void 0) {
      changes.push(parseChange(change, record));
      change = void 0;
    } else if (/^\n?:/.test(record)) {
      change = record.trimStart();
    } else if (record !== "") {
      if (commit !== void 0) yield commit;
      changes = [];
      commit = parseCommit(record, changes);
    }
  }
  if (commit !== void 0) yield commit;
}
async function* recordsOf(pieces) {
  for await (const batch of recordBatches(pieces)) yield* batch;
}
function parseCommit(record, changes) {
  const [oid = "", parents = "", name = "", email = "", time = "", subject = ""] = record.split("\n");
  return {
    oid: asOid(oid),
    parents: parents === "" ? [] : parents.split(" "),
    author: { name, email },
    time: Number(time),
    subject,
    changes
  };
}
function parseChange(record, path) {
  const fields = record.split(/[: ]/).filter((field) => field !== "");
  const sides = (fields.length - 1) / 2;
  const orNull = (oid) => /^0+$/.test(oid) ? null : oid;
  const after = orNull(fields[2 * sides - 1]);
  return {
    path,
    before: orNull(fields[sides]),
    after,
    mode: after === null ? null : fields[sides - 1]
  };
}

// src/adapters/git/work-tree-files.ts
import { lstat, mkdir, rename, rm as rm2, rmdir, writeFile } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";
function prepareFile(top, path, suffix, content) {
  return doing("written", path, async () => {
    await findFolders(top, path, mkdir);
    await writeFile(preparedName(top, path, suffix), content, { flag: "wx" });
  });
}
function replaceFile(top, path, suffix) {
  return doing("written", path, () => rename(preparedName(top, path, suffix), join2(top, path)));
}
async function discardFile(top, path, suffix) {
  await rm2(preparedName(top, path, suffix), { force: true }).catch(() => {
  });
}
function removeFile(top, path) {
  return doing("removed", path, async () => {
    await findFolders(top, path, () => Promise.resolve());
    await rm2(join2(top, path), { force: true });
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      const isGone = await rmdir(join2(top, folder)).then(
        () => true,
        () => false
      );
      if (!isGone) return;
    }
  });
}
function preparedName(top, path, suffix) {
  return join2(top, `${path}.${suffix}`);
}
async function findFolders(top, path, make) {
  const segments = path.split("/").slice(0, -1);
  for (let i = 1; i <= segments.length; i++) {
    const folder = join2(top, ...segments.slice(0, i));
    const found = await lstat(folder).catch(() => void 0);
    if (found === void 0) await make(folder);
    else if (!found.isDirectory()) throw new Error(`${segments.slice(0, i).join("/")} is no folder`);
  }
}
async function doing(what, path, action) {
  try {
    await action();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TufError("io", `${path} cannot be ${what}: ${why}`, { cause });
  }
}

// src/adapters/git/advance.ts
async function advance(clone, reader, from, to) {
  const note = { from: from ?? clone.nullOid, to, suffix: randomBytes(4).toString("hex") };
  const changes = await changesOf(clone, note);
  await writeNote(clone, note);
  try {
    await prepare(clone, reader, changes, note.suffix);
    await moveHead(clone, note);
  } catch (error) {
    await discard(clone, changes, note.suffix);
    await removeNote(clone);
    throw error;
  }
  await follow(clone, changes, note.suffix, /* @__PURE__ */ new Set());
  await removeNote(clone);
}
async function completeAdvance(clone, reader) {
  const note = await readNote(clone);
  if (note === void 0) return;
  const changes = await resolveRevision(clone.git, note.to) === void 0 ? [] : await changesOf(clone, note);
  await discard(clone, changes, note.suffix);
  if (await resolveRevision(clone.git, "HEAD") === note.to) {
    await updateIndex(
      clone,
      changes.map(({ path, before }) => ({ path, oid: before }))
    );
    const edited = new Set((await differences(clone)).filter(({ inWorkTree }) => inWorkTree).map(({ path }) => path));
    const due = changes.filter(({ path }) => !edited.has(path));
    await prepare(clone, reader, due, note.suffix);
    await follow(clone, changes, note.suffix, edited);
  }
  await removeNote(clone);
}
function changesOf({ git, nullOid }, { from, to }) {
  return changesBetween(git, from === nullOid ? void 0 : from, to);
}
async function prepare(clone, reader, changes, suffix) {
  const { top } = clone;
  if (top === void 0) return;
  for (const { path } of changes) asWritablePath(path);
  const contents = await readBlobs(
    reader,
    changes.flatMap(({ after }) => after ?? [])
  );
  for (const { path, after } of changes) {
    if (after !== null) await prepareFile(top, path, suffix, contents.get(after));
  }
}
async function discard({ top }, changes, suffix) {
  if (top === void 0) return;
  for (const { path } of changes) await discardFile(top, asWritablePath(path), suffix);
}
async function moveHead(clone, { from, to }) {
  if (await moveRef(clone, "HEAD", from, to)) return;
  throw new TufError("git", "The checked-out branch has moved while this command was at work", {
    hint: "Run the command again"
  });
}
async function follow(clone, changes, suffix, except) {
  const { top } = clone;
  if (top === void 0) return;
  await updateIndex(
    clone,
    changes.map(({ path, after }) => ({ path, oid: after }))
  );
  for (const { path, after } of changes) {
    if (!except.has(path)) await (after === null ? removeFile(top, path) : replaceFile(top, path, suffix));
  }
}
function noteFile({ gitFolder }) {
  return join3(gitFolder, "tuf-on-ci-advance");
}
async function writeNote(clone, { from, to, suffix }) {
  const file = noteFile(clone);
  await writeFile2(`${file}.new`, `${from} ${to} ${suffix}
`);
  await rename2(`${file}.new`, file);
}
function removeNote(clone) {
  return rm3(noteFile(clone), { force: true });
}
async function readNote(clone) {
  const text2 = await readFile(noteFile(clone), "latin1").catch(() => "");
  const [from = "", to = "", suffix = ""] = text2.trim().split(" ");
  return isOid(from) && isOid(to) && /^[0-9a-f]{8}$/.test(suffix) ? { from, to, suffix } : void 0;
}

// src/adapters/git/batch-parser.ts
var newline = 10;
var maximalHeader = 1e3;
var BatchParser = class {
  #open;
  #header = "";
  #sink;
  /** Bytes to come of the present blob, the newline after it included. */
  #left = 0;
  #answered = 0;
  constructor(open) {
    this.#open = open;
  }
  /** Blobs handed over whole so far. */
  get answered() {
    return this.#answered;
  }
  /** Takes the next piece of output. Errors: `git` for an object that is missing or no blob; those of the sinks. */
  push(piece) {
    for (let at = 0; at < piece.length; ) {
      at = this.#sink === void 0 ? this.#takeHeader(piece, at) : this.#takeContent(piece, at, this.#sink);
    }
  }
  #takeHeader(piece, at) {
    const end = piece.indexOf(newline, at);
    this.#header += piece.toString("latin1", at, end < 0 ? piece.length : end);
    if (this.#header.length > maximalHeader) throw new TufError("git", "git cat-file answers with what is no header");
    if (end < 0) return piece.length;
    const [oid = "", type = "", size = ""] = this.#header.split(" ");
    this.#header = "";
    if (type !== "blob") throw noBlob(oid, type);
    this.#left = Number(size) + 1;
    this.#sink = this.#open(oid, Number(size));
    return end + 1;
  }
  #takeContent(piece, at, sink) {
    const end = Math.min(at + this.#left, piece.length);
    this.#left -= end - at;
    const content = piece.subarray(at, this.#left === 0 ? end - 1 : end);
    if (content.length > 0) sink.write(content);
    if (this.#left === 0) {
      this.#sink = void 0;
      this.#answered += 1;
      sink.end();
    }
    return end;
  }
};
function noBlob(oid, type) {
  if (type !== "missing") return new TufError("git", `The object ${oid} should be a file but is a ${type}`);
  return new TufError("git", `The object ${oid} is not in this clone`, {
    hint: "A partial or damaged clone lacks files: clone the repository again, in full"
  });
}

// src/adapters/git/cat-file.ts
var args = ["cat-file", "--batch"];
var pieceSize = 16384;
var BlobReader = class {
  #git;
  #process;
  /** One reading at a time: answers come in the order of the questions. */
  #turn = Promise.resolve();
  constructor(git) {
    this.#git = git;
  }
  /** See `Tree.read`. */
  read(oids, open) {
    const turn = this.#turn.then(() => this.#read(oids, open));
    this.#turn = turn.catch(() => {
    });
    return turn;
  }
  /** Ends the process once the readings under way are done. The next reading would start another. */
  async close() {
    await this.#turn;
    const process = this.#process;
    this.#process = void 0;
    if (!process) return;
    keepsProgramAlive(process, true);
    process.child.stdin.end();
    await process.ended;
  }
  async #read(oids, open) {
    this.#process ??= this.#start();
    const process = this.#process;
    keepsProgramAlive(process, true);
    try {
      await converse(process, oids, open);
      keepsProgramAlive(process, false);
    } catch (error) {
      if (this.#process === process) this.#process = void 0;
      process.child.kill();
      throw error;
    }
  }
  #start() {
    const process = this.#git.start(args);
    const forget = () => {
      if (this.#process === process) this.#process = void 0;
    };
    process.ended.then(forget, forget);
    return process;
  }
};
function converse({ child, ended }, oids, open) {
  const asked = [];
  const parser = new BatchParser((_, size) => open(asked[parser.answered], size));
  return new Promise((resolve, reject) => {
    let count;
    const end = (settle) => {
      child.stdout.off("data", take);
      child.off("close", giveUp);
      settle();
    };
    const endWhenDone = () => {
      if (parser.answered === count) end(resolve);
    };
    const take = (piece) => {
      try {
        parser.push(piece);
        endWhenDone();
      } catch (error) {
        end(() => reject(error));
      }
    };
    const giveUp = () => end(() => ended.then((exit) => reject(failure(args, exit)), reject));
    child.stdout.on("data", take);
    child.on("close", giveUp);
    ask(child.stdin, oids, asked).then(
      () => {
        count = asked.length;
        endWhenDone();
      },
      (error) => end(() => reject(error))
    );
  });
}
async function ask(stdin, oids, asked) {
  let lines = "";
  for (const oid of oids) {
    lines += `${asOid(oid)}
`;
    asked.push(oid);
    if (lines.length < pieceSize) continue;
    if (!stdin.write(lines)) await new Promise((resolve) => stdin.once("drain", resolve));
    lines = "";
  }
  if (lines !== "") stdin.write(lines);
}
function keepsProgramAlive({ child }, alive) {
  const does = alive ? "ref" : "unref";
  child[does]();
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream[does]();
}

// src/adapters/git/run-git.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";

// src/adapters/git/environment.ts
var passedOn = new RegExp(
  `^GIT_(?:${[
    "ASKPASS",
    "SSH(?:_COMMAND|_VARIANT)?",
    "(?:SSL|PROXY|HTTP)_[A-Z_]+",
    "ALLOW_PROTOCOL",
    "CONFIG_(?:GLOBAL|SYSTEM|COUNT|KEY_[0-9]+|VALUE_[0-9]+)",
    "(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL)",
    "EXEC_PATH",
    "CEILING_DIRECTORIES"
  ].join("|")})$`
);
function gitEnvironment(own, options) {
  const environment = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== void 0 && (!/^GIT_/i.test(name) || passedOn.test(name))) environment[name] = value;
  }
  return {
    ...environment,
    // The messages we read and show are English, whatever the machine speaks.
    LC_ALL: "C",
    LANGUAGE: "",
    // History as it is, not as someone wished it were.
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_GRAFT_FILE: "/dev/null",
    // `:(glob)x` is a file name here.
    GIT_LITERAL_PATHSPECS: "1",
    // Reading never writes the index.
    GIT_OPTIONAL_LOCKS: "0",
    ...options.systemConfig ? {} : { GIT_CONFIG_NOSYSTEM: "1" },
    ...options.prompts ? {} : { GIT_TERMINAL_PROMPT: "0" }
  };
}

// src/adapters/git/run-git.ts
var fixedConfig = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.splitIndex=false",
  "i18n.commitEncoding=UTF-8",
  "user.useConfigOnly=true",
  "gc.auto=0",
  "maintenance.auto=false"
].flatMap((setting) => ["-c", setting]);
var maximalStderr = 65536;
var Git = class _Git {
  folder;
  #options;
  constructor(folder, options) {
    this.folder = folder;
    this.#options = options;
  }
  /** The same git in another folder. */
  in(folder) {
    return new _Git(folder, this.#options);
  }
  /** Runs git and returns its standard output. Errors: `git` with git's reason when it fails. */
  async run(args2, options = {}) {
    const answer = await this.ask(args2, options);
    if (answer.status !== 0) throw failure(args2, answer);
    return answer.stdout;
  }
  /** Runs git where failing is an answer too. Errors: `git` when it cannot be started. */
  async ask(args2, options = {}) {
    const { child, ended } = this.start(args2, options);
    const pieces = [];
    child.stdout.on("data", (piece) => pieces.push(piece));
    if (options.input === void 0) child.stdin.end();
    else Readable.from(typeof options.input === "string" ? [options.input] : options.input).pipe(child.stdin);
    const end = await ended;
    return { ...end, stdout: Buffer.concat(pieces) };
  }
  /** Runs git and yields its standard output as it comes. Leaving the loop early ends git. Errors: `git`. */
  async *stream(args2, options = {}) {
    const { child, ended } = this.start(args2, options);
    child.stdin.end();
    try {
      yield* child.stdout;
      const end = await ended;
      if (end.status !== 0) throw failure(args2, end);
    } finally {
      child.kill();
    }
  }
  /** Starts git with its streams open. */
  start(args2, options = {}) {
    this.#options.log?.(`git ${args2.map(printable).join(" ")}`);
    const child = this.#spawn(args2, options);
    child.stdin.on("error", () => {
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text2) => {
      if (stderr.length < maximalStderr) stderr += text2;
    });
    const ended = new Promise((resolve, reject) => {
      child.once("error", (cause) => reject(this.#cannotStart(cause)));
      child.once(
        "close",
        (code, signal) => resolve(code === null ? { status: 128, stderr: `fatal: ended by ${signal}` } : { status: code, stderr })
      );
    });
    ended.catch(() => {
    });
    return { child, ended };
  }
  #spawn(args2, options) {
    const env = gitEnvironment(this.#options.env, {
      systemConfig: options.systemConfig ?? false,
      prompts: this.#options.prompts ?? false
    });
    try {
      return spawn("git", [...fixedConfig, ...args2], {
        cwd: this.folder,
        env: { ...env, ...options.env },
        stdio: ["pipe", "pipe", "pipe"],
        windowsHide: true
      });
    } catch (cause) {
      throw new TufError("git", `git ${args2[0]} cannot be given such an argument`, { cause });
    }
  }
  #cannotStart(cause) {
    if (!existsSync(this.folder)) {
      return new TufError("no-repository", `There is no folder ${this.folder}`, { cause });
    }
    return new TufError("git", "git cannot be started", {
      hint: "Install git 2.34 or newer and see that it is on PATH",
      cause
    });
  }
};

// src/adapters/git/clone.ts
async function findClone(folder, options) {
  const git = new Git(folder, options);
  const answer = await git.ask(["rev-parse", "--is-inside-work-tree", "--show-object-format", "--absolute-git-dir"]);
  if (answer.status !== 0) throw unusable(folder, answer.stderr);
  const [inWorkTree, objectFormat, ...rest] = line(answer.stdout).split("\n");
  const gitFolder = rest.join("\n");
  const top = inWorkTree === "true" ? line(await git.run(["rev-parse", "--show-toplevel"])) : void 0;
  const nullOid = "0".repeat(objectFormat === "sha256" ? 64 : 40);
  return { git: git.in(top ?? gitFolder), top, gitFolder, nullOid };
}
function unusable(folder, stderr) {
  if (stderr.includes("not a git repository")) {
    return new TufError("no-repository", `There is no git repository in ${folder}`, {
      hint: "Run the command inside a clone of the TUF repository"
    });
  }
  const hint = "Where git speaks of ownership and you trust it: `git config --global --add safe.directory FOLDER`";
  return new TufError("no-repository", `git does not open the repository in ${folder}: ${reason(stderr)}`, { hint });
}

// src/adapters/git/tree.ts
var modes = /* @__PURE__ */ new Set(["100644", "100755", "120000", "160000"]);
function treesOf(git, reader) {
  let last = [];
  async function list(commit) {
    last = await listEntries(git, commit, last);
    return last;
  }
  return (commit) => {
    let entries;
    return {
      entries() {
        entries ??= list(commit);
        return entries;
      },
      read: (oids, open) => reader.read(oids, open)
    };
  };
}
async function listEntries(git, commit, known) {
  const args2 = ["ls-tree", "-r", "-z", "--full-tree", asOid(commit), "--", "metadata", "targets"];
  const entries = [];
  let at = 0;
  for await (const batch of recordBatches(git.stream(args2))) {
    for (const record of batch) {
      const entry = parseEntry(record);
      while (at < known.length && byCodePoint(known[at].path, entry.path) < 0) at++;
      const same = known[at];
      entries.push(same && isSame(same, entry) ? same : entry);
    }
  }
  if (!areInOrder(entries) && new Set(entries.map(({ path }) => path)).size !== entries.length) {
    throw new TufError("git", `The tree of commit ${commit} lists a path twice: no two programs would read it alike`);
  }
  return entries;
}
function isSame(a, b) {
  return a.path === b.path && a.oid === b.oid && a.mode === b.mode;
}
function areInOrder(entries) {
  return entries.every(({ path }, i) => i === 0 || byCodePoint(entries[i - 1].path, path) < 0);
}
function parseEntry(record) {
  const mode = record.slice(0, 6);
  const tab = record.indexOf("	");
  if (!modes.has(mode)) throw new TufError("git", `A tree holds an entry of the unknown mode ${mode}`);
  return {
    path: record.slice(tab + 1),
    mode,
    oid: record.slice(record.lastIndexOf(" ", tab) + 1, tab)
  };
}

// src/adapters/git/open-repository.ts
async function openRepository(folder, options) {
  const clone = await findClone(folder, options);
  const { git } = clone;
  const reader = new BlobReader(git);
  return {
    top: clone.top,
    resolve: (revision) => resolveRevision(git, revision),
    tree: treesOf(git, reader),
    defaultBranch: (input) => defaultBranch(git, input),
    currentBranch: () => currentBranch(git),
    refs: (prefix) => refs(git, prefix),
    mergeBase: (one, other) => mergeBase(git, one, other),
    changesBetween: (from, to) => changesBetween(git, from, to),
    isShallow: () => isShallow(git),
    eventCommits: (base, head, options2) => eventCommits(git, base, head, options2),
    firstParentLine: (head, options2) => firstParentLine(git, head, options2),
    uncommittedPaths: () => uncommittedPaths(clone, reader),
    commit: (changes, input) => writeCommit(clone, changes, input),
    advance: (from, to) => advance(clone, reader, from, to),
    createBranch: (ref, commit) => createBranch(clone, ref, commit),
    deleteRef: (ref, commit) => deleteRef(clone, ref, commit),
    user: () => user(git),
    remoteUrl: (remote) => remoteUrl(git, remote),
    remoteBranches: (remote) => remoteBranches(git, remote),
    push: (remote, updates) => push(git, remote, updates),
    fetch: (remote, updates, options2) => fetch(git, remote, updates, options2),
    close: () => reader.close()
  };
}
async function uncommittedPaths(clone, reader) {
  if (clone.top === void 0) return [];
  await completeAdvance(clone, reader);
  return [...new Set((await differences(clone)).map(({ path }) => path))];
}
async function user(git) {
  const answer = await git.ask(["var", "GIT_AUTHOR_IDENT"], { systemConfig: true });
  const [, name, email] = /^(.+) <(.+)> \d+ [+-]\d{4}\s*$/.exec(answer.stdout.toString("utf8")) ?? [];
  if (answer.status === 0 && name !== void 0 && email !== void 0) return { name, email };
  throw new TufError("git", "git does not know who you are", {
    hint: "Run `git config --global user.name NAME` and `git config --global user.email ADDRESS`"
  });
}
export {
  openRepository
};
