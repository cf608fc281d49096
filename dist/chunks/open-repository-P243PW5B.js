import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  asOid,
  asWritablePath,
  changesBetween,
  createBranch,
  currentBranch,
  defaultBranch,
  deleteRef,
  differences,
  eventCommits,
  failure,
  fetch,
  findClone,
  firstParentLine,
  isOid,
  isRef,
  isShallow,
  mergeBase,
  moveRef,
  push,
  recordBatches,
  refs,
  remoteBranches,
  remoteUrl,
  resolveRevision,
  unreadable
} from "./chunk-X7OTYGWB.js";
import "./chunk-LDCVTGOJ.js";
import {
  readBlobs
} from "./chunk-SBSHVBW7.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/adapters/git/advance.ts
import { randomBytes } from "node:crypto";
import { readFile, rename as rename2, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";

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
  return text(await clone.git.run(["write-tree"], { env, withCredentials: true }));
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
    const process = this.#git.start(args, { withCredentials: true });
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

// src/adapters/git/signer-questions.ts
async function remoteHead(git, remote) {
  const answer = await git.askRemote(["ls-remote", "--symref", "--", remote, "HEAD"]);
  if (answer.status !== 0) throw unreadable(remote, answer);
  return /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer.stdout.toString("utf8"))?.[1];
}
async function isTracked(git, path) {
  const env = { GIT_LITERAL_PATHSPECS: "0", GIT_ICASE_PATHSPECS: "1" };
  const listed = await git.run(["ls-files", "-z", "--cached", "--", path], { env });
  if (listed.length > 0) return true;
  const head = await git.ask(["ls-tree", "-z", "--name-only", "HEAD"], { env: { GIT_LITERAL_PATHSPECS: "1" } });
  const names = head.status === 0 ? head.stdout.toString("utf8").split("\0") : [];
  return names.some((name) => name.toLowerCase() === path.toLowerCase());
}
function isBranchName(name) {
  return isRef(`refs/heads/${name}`) && !name.startsWith("-") && name !== "HEAD";
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
    isBranchName,
    isTracked: (path) => isTracked(git, path),
    remoteHead: (remote) => remoteHead(git, remote),
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
