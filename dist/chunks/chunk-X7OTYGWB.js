import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

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
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? `\\x${bytes.toString("hex", at, at + 1)}` : bytes.toString("utf8", at, at + length);
    at += Math.max(1, length);
  }
  return text;
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
function failure(args, end) {
  const hint = isLoginRefused(end.stderr) ? loginHint : void 0;
  return new TufError("git", `git ${args[0]} failed: ${reason(end.stderr)}`, hint === void 0 ? {} : { hint });
}
var loginHint = 'See whether your login may do this there; in a workflow, whether its permissions have "contents", and whether the secret TUF_ON_CI_TOKEN has expired';
var loginRefused = /could not read (?:Username|Password)|Authentication failed|Invalid username or|returned error: 40[13]|Permission to \S+ denied|Write access to repository not granted|Repository not found/i;
function isLoginRefused(stderr) {
  return loginRefused.test(stderr);
}
function printable(argument) {
  const text = withoutCredentials(argument);
  return /^-[\w=:.-]*$/.test(text) ? text : shellWord(text);
}
function withoutCredentials(text) {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@']*@/gi, "$1");
}
var passing = /returned error: (?:5\d\d|429)|HTTP 5\d\d|Connection (?:reset|refused|timed out)|timed out|too slow|Could not resolve host|Empty reply|Recv failure|early EOF|unexpected disconnect|hung up unexpectedly|server aborted|GnuTLS recv|SSL_ERROR_SYSCALL/i;
function isPassing(stderr) {
  return passing.test(stderr);
}

// src/adapters/git/names.ts
var oidForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function isOid(text) {
  return oidForm.test(text);
}
function asOid(text) {
  if (!isOid(text)) throw new TufError("git", `'${text}' is no object id`);
  return text;
}
function isRef(text) {
  if (!text.startsWith("refs/") || text.endsWith(".") || text.includes("..") || text.includes("@{")) return false;
  if (/[\x00-\x20\x7f~^:?*[\\]/.test(text)) return false;
  return text.split("/").every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"));
}
function asRef(text) {
  if (!isRef(text)) throw new TufError("git", `'${text}' is no full ref name`);
  return text;
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
var byRule = /protected branch|rule violations|GH0(?:06|13)/i;
var ruleHint = "A rule of the repository is against it: let whoever pushes here bypass the rule; in a workflow that is GitHub Actions, or whose token the secret TUF_ON_CI_TOKEN is";
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
    `The push to ${first.ref} was refused: ${withoutCredentials(why) || reason(answer.stderr)}`,
    byRule.test(why) ? { hint: ruleHint } : {}
  );
}

// src/adapters/git/remote.ts
async function remoteUrl(git, remote) {
  const answer = remote === "" ? void 0 : await git.ask(["config", "--get", `remote.${remote}.url`]);
  if (answer?.status === 0) return line(answer.stdout);
  throw new TufError("no-remote", `This clone has no remote '${remote}'`, {
    hint: `Add it with \`git remote add ${shellWord(remote)} URL\` and run \`git fetch ${shellWord(remote)}\``
  });
}
async function remoteBranches(git, remote) {
  const answer = await git.askRemote(["ls-remote", "--heads", "--refs", "--", remote]);
  if (answer.status !== 0) throw unreadable(remote, answer);
  return parseRefs(answer.stdout);
}
async function fetch(git, remote, updates, options = {}) {
  const depth = options.depth === void 0 ? [] : [`--depth=${options.depth === "all" ? infinite : options.depth}`];
  const plain = ["--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--refmap="];
  const filter = options.filter === void 0 ? [] : [`--filter=${options.filter}`];
  const args = ["fetch", ...plain, ...depth, ...filter, "--", remote, ...updates.map(fetchRefspec)];
  const answer = await git.askRemote(args);
  if (answer.status === 0) return;
  const lacking = /(?:couldn't find remote ref|not our ref) (\S+)/.exec(answer.stderr)?.[1];
  if (lacking !== void 0) {
    throw new TufError("git", `The remote '${withoutCredentials(remote)}' has no '${lacking}'`, {
      hint: "See whether the name is right (a commit has 40 digits), and what it names is still there"
    });
  }
  throw /^ ! /m.test(answer.stderr) ? failure(args, answer) : unreadable(remote, answer);
}
var infinite = 2147483647;
async function push(git, remote, updates) {
  if (updates.length === 0) return;
  const plain = ["--no-verify", "--no-follow-tags", "--signed=no", "--recurse-submodules=no"];
  const atomic = updates.length > 1 ? ["--atomic"] : [];
  const leases = updates.flatMap(
    ({ target, expected }) => expected ? [`--force-with-lease=${asRef(target ?? "")}:${asOid(expected)}`] : []
  );
  const args = ["push", "--porcelain", ...plain, ...atomic, ...leases, "--", remote, ...updates.map(pushRefspec)];
  const answer = await git.askRemote(args);
  if (answer.status !== 0) throw rejection(answer) ?? failure(args, answer);
}
function unreadable(remote, answer) {
  const name = withoutCredentials(remote);
  if (isLoginRefused(answer.stderr)) {
    const hint = loginHint;
    return new TufError("no-remote", `The remote '${name}' refuses this login: ${reason(answer.stderr)}`, { hint });
  }
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
function asPattern(text) {
  asRef(text.replace("*", "x"));
  return text;
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
  const given = input.names?.find((text) => text !== void 0 && text !== "");
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
  const args = ["symbolic-ref", "--quiet", name];
  const answer = await git.ask(args);
  if (answer.status === 0) return line(answer.stdout);
  if (answer.status === 1) return void 0;
  throw failure(args, answer);
}
async function refs(git, prefix) {
  const folder = prefix.replace(/\/$/, "");
  asRef(`${folder}/any`);
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", folder];
  return parseRefs(await git.run(args));
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
  const args = ["update-ref", "-m", "tuf-on-ci", ...change];
  const answer = await git.ask(args);
  if (answer.status === 0) return true;
  const present = await resolveRevision(git, ref) ?? nullOid;
  if (present !== from) return false;
  throw failure(args, answer);
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
  const args = ["merge-base", "--all", asOid(one), asOid(other)];
  const answer = await git.ask(args);
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
  if (answer.status !== 1) throw failure(args, answer);
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
  const args = ["log", format, ...whole, ...rawDiff, ...range, "--", ...folders];
  let commit;
  let changes = [];
  let change;
  for await (const record of recordsOf(git.stream(args))) {
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

// src/adapters/git/run-git.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

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
  async run(args, options = {}) {
    const answer = await this.ask(args, options);
    if (answer.status !== 0) throw failure(args, answer);
    return answer.stdout;
  }
  /** Runs git against a remote, again when what failed may work in a moment. */
  async askRemote(args, options = {}) {
    const network = { systemConfig: true, withCredentials: true, ...options };
    for (const pause of this.#options.pauses ?? []) {
      const answer = await this.ask(args, network);
      if (answer.status === 0 || !isPassing(answer.stderr)) return answer;
      await delay(pause);
    }
    return this.ask(args, network);
  }
  /** Runs git where failing is an answer too. Errors: `git` when it cannot be started. */
  async ask(args, options = {}) {
    const { child, ended } = this.start(args, options);
    const pieces = [];
    child.stdout.on("data", (piece) => pieces.push(piece));
    if (options.input === void 0) child.stdin.end();
    else Readable.from(typeof options.input === "string" ? [options.input] : options.input).pipe(child.stdin);
    const end = await ended;
    return { ...end, stdout: Buffer.concat(pieces) };
  }
  /** Runs git and yields its standard output as it comes. Leaving the loop early ends git. Errors: `git`. */
  async *stream(args, options = {}) {
    const { child, ended } = this.start(args, options);
    child.stdin.end();
    try {
      yield* child.stdout;
      const end = await ended;
      if (end.status !== 0) throw failure(args, end);
    } finally {
      child.kill();
    }
  }
  /** Starts git with its streams open. */
  start(args, options = {}) {
    this.#options.log?.(`git ${args.map(printable).join(" ")}`);
    const child = this.#spawn(args, options);
    child.stdin.on("error", () => {
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      if (stderr.length < maximalStderr) stderr += text;
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
  #spawn(args, options) {
    const env = gitEnvironment(this.#options.env, {
      systemConfig: options.systemConfig ?? false,
      prompts: this.#options.prompts ?? false
    });
    try {
      return spawn("git", [...fixedConfig, ...args], {
        cwd: this.folder,
        env: { ...env, ...options.withCredentials && this.#options.credentials, ...options.env },
        stdio: ["pipe", "pipe", "pipe"],
        windowsHide: true
      });
    } catch (cause) {
      throw new TufError("git", `git ${args[0]} cannot be given such an argument`, { cause });
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

export {
  recordBatches,
  line,
  failure,
  isOid,
  asOid,
  isRef,
  asRef,
  parseRefs,
  asWritablePath,
  remoteUrl,
  remoteBranches,
  fetch,
  push,
  unreadable,
  resolveRevision,
  defaultBranch,
  currentBranch,
  refs,
  createBranch,
  deleteRef,
  moveRef,
  differences,
  eventCommits,
  firstParentLine,
  mergeBase,
  isShallow,
  changesBetween,
  Git,
  findClone
};
