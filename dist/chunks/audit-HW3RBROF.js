import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  findingAsJson,
  readDefaultLine,
  shortOid
} from "./chunk-VQCVWMTK.js";
import {
  readHistory
} from "./chunk-IIFFIPQ7.js";
import {
  contextAtDoor
} from "./chunk-IXXR3K4P.js";
import {
  isSound,
  judge,
  rules,
  stepRule
} from "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import {
  samePayload,
  signersOfRole
} from "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Document,
  Documents
} from "./chunk-3AC5QX52.js";
import {
  isRegularFile,
  metadataOf,
  roleOrder,
  signerName
} from "./chunk-KL6IPUUD.js";
import {
  digestBlobs
} from "./chunk-SBSHVBW7.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import {
  countSignatures
} from "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import {
  get
} from "./chunk-MJSS5T6T.js";
import "./chunk-MP3Q6EYL.js";
import {
  inRepository
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import {
  styled,
  terminal,
  terminalLines
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import {
  plural,
  shortened,
  visible
} from "./chunk-XRWBEMI4.js";
import {
  formatTime
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/ports/walked-tree.ts
function entriesAfter(before, changes) {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const after = [];
  for (const entry of before) {
    const change = changed.get(entry.path);
    changed.delete(entry.path);
    const now = change ? entryAfter(change) : entry;
    if (now) after.push(now);
  }
  if (changed.size === 0) return after;
  for (const change of changed.values()) {
    const added = entryAfter(change);
    if (added) after.push(added);
  }
  return after.sort((a, b) => byCodePoint(a.path, b.path));
}
function entryAfter({ path, mode, after }) {
  return mode !== null && after !== null ? { path, mode, oid: after } : void 0;
}
function walkedTree(entries, source) {
  return { entries: () => Promise.resolve(entries), read: (oids, open) => source.read(oids, open) };
}

// src/verifier/rules/audit.ts
var onlinePaths = /* @__PURE__ */ new Set(["metadata/snapshot.json", "metadata/timestamp.json"]);
function kindOfStep(state, base) {
  const changed = changedPaths(state, base);
  const isOnline2 = changed.some((path) => onlinePaths.has(path));
  const isEvent = changed.some((path) => !onlinePaths.has(path));
  if (!isOnline2) return "event";
  return isEvent ? "mixed" : "online";
}
function changedPaths({ entries }, base) {
  const changed = [];
  for (const [path, { oid, mode }] of entries) {
    const before = base.entries.get(path);
    if (before?.oid !== oid || before.mode !== mode) changed.push(path);
  }
  for (const path of base.entries.keys()) if (!entries.has(path)) changed.push(path);
  return changed;
}
var mixedStep = stepRule({
  id: "audit/mixed-step",
  on: "repository",
  why: "A step is a signing event or an online signature: one that is both was published before anybody could judge it (SPEC A5).",
  step: (_, __, { state, base }) => kindOfStep(state, base) === "mixed" ? {} : void 0,
  say: () => "This commit changes snapshot or timestamp together with other files",
  remedy: () => "Find out who made it and how: an event leaves both alone, and tuf-on-ci-online-sign changes nothing else"
});
var auditRules = [mixedStep];

// src/verifier/audit/own-copy.ts
function ownCopy(text) {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

// src/verifier/audit/finding-spans.ts
var rank = { error: 2, warning: 1, note: 0 };
var FindingSpans = class {
  #spans = [];
  /** What is there after the last step, by identity and as it will be found again. */
  #present = /* @__PURE__ */ new Map();
  get present() {
    return [...this.#present.values()].map(({ again }) => again);
  }
  /** Was it there after the last step? */
  has(finding) {
    return this.#present.has(identityOf(finding));
  }
  /**
   * Everything that is found after a step.
   * @param lasting what the step brings and only a later one can mend, each with how it will be found again
   */
  enter(at, findings, lasting) {
    const found = new Map(findings.map((finding) => [identityOf(finding), finding]));
    for (const [identity, { span }] of this.#present) {
      if (found.has(identity)) continue;
      this.#present.delete(identity);
      span.until = at;
      span.open = false;
    }
    for (const [identity, finding] of found) {
      const known = this.#present.get(identity)?.span;
      if (!known) this.#begin(at, finding, lasting.get(finding));
      else if (rank[finding.severity] > rank[known.finding.severity]) known.finding = copyOf(finding);
    }
    const listed = new Set(findings);
    for (const [finding, again] of lasting) if (!listed.has(finding)) this.#begin(at, finding, again);
  }
  /** What is there before the first step. */
  begin(lasting) {
    for (const [finding, again] of lasting) this.#begin(null, finding, again);
  }
  #begin(since, finding, again) {
    const span = { finding: copyOf(finding), since, until: null, open: again !== void 0 };
    this.#spans.push(span);
    if (again) this.#present.set(identityOf(again), { span, again: copyOf(again) });
  }
  /**
   * In the order in which they began.
   * @param first the first step: what was there before and is gone after it is no matter of this history
   */
  spans(first) {
    return this.#spans.filter(({ since, until }) => since !== null || until === null || until !== first).map(({ finding, since, until, open }) => ({ ...finding, since, until, open }));
  }
};
function identityOf({ rule, role, address, message }) {
  return [rule, role ?? "", address, message].join("\n");
}
function copyOf({ rule, severity, role, message, remedy, address }) {
  const copy = { rule, severity, message: ownCopy(message), remedy: ownCopy(remedy), address: ownCopy(address) };
  return role === void 0 ? copy : { ...copy, role: ownCopy(role) };
}

// src/verifier/audit/key-spans.ts
var KeySpans = class {
  #present = /* @__PURE__ */ new Map();
  #past = [];
  /** The keys of a state; `null`: of the one before the first step. */
  enter(at, state) {
    const seen = /* @__PURE__ */ new Set();
    for (const { name, role, keys } of state.graph.byName.values()) {
      for (const keyid of role.keyids) {
        const key = get(keys, keyid);
        const signer = key ? signerName(keyid, key) : keyid;
        const identity = `${name}
${keyid}
${signer}`;
        seen.add(identity);
        if (this.#present.has(identity)) continue;
        const [ownRole = "", ownKeyid = "", ownSigner = ""] = [name, keyid, signer].map(ownCopy);
        this.#present.set(identity, {
          role: ownRole,
          keyid: ownKeyid,
          signer: ownSigner,
          since: at,
          until: null
        });
      }
    }
    for (const [identity, span] of this.#present) {
      if (seen.has(identity)) continue;
      this.#present.delete(identity);
      this.#past.push({ ...span, until: at });
    }
  }
  /** By role (SPEC A5), then by when they came, then by name. */
  spans() {
    return [...this.#past, ...this.#present.values()].sort(
      (a, b) => roleOrder(a.role, b.role) || byCodePoint(a.since?.time ?? "", b.since?.time ?? "") || byCodePoint(a.signer, b.signer)
    );
  }
};

// src/verifier/audit/signatures.ts
function signaturesOfStep(at, { state, base, verifier }) {
  return [...state.roles.keys()].sort(roleOrder).flatMap((role) => {
    const [document, before] = [state, base].map((of) => of?.roles.get(role)?.document);
    const metadata = metadataOf(state, role);
    if (!document || !metadata || document.oid === before?.oid) return [];
    const isSame = before !== void 0 && base !== void 0 && metadataOf(base, role) !== void 0 && samePayload(document, before);
    const known = new Set(isSame ? signersIn(base, role).keys() : []);
    const added = [...signersIn(state, role)].flatMap(([keyid, signer]) => known.has(keyid) ? [] : [signer]);
    if (isSame && added.length === 0) return [];
    const signers = [...new Set(added)].map(ownCopy);
    return [{ ...at, role: ownCopy(role), version: metadata.signed.version, signers }];
  });
  function signersIn(of, role) {
    const metadata = metadataOf(of, role);
    if (!metadata) return /* @__PURE__ */ new Map();
    const { payload } = of.roles.get(role).document;
    const valid = signersOfRole(of, role).flatMap(
      (signers) => countSignatures(metadata, payload, signers, verifier).signed
    );
    return new Map(valid.map(({ keyid, key }) => [keyid, signerName(keyid, key)]));
  }
}

// src/verifier/audit/step.ts
var allRules = [...rules, ...auditRules];
var rulesById = new Map(allRules.map((rule) => [rule.id, rule]));
var onlineKinds = /* @__PURE__ */ new Set([
  "file",
  "role",
  "signature",
  "repository",
  "removed-file",
  "removed-role"
]);
var onlineRules = allRules.filter(({ on }) => onlineKinds.has(on));
function judgeStep(context, kind, before) {
  if (context.base === void 0) return judge(context, allRules).findings;
  const { findings } = judge(context, kind === "online" ? onlineRules : allRules);
  return [...findings, ...before.filter(({ rule }) => isCarried(rule, kind))];
}
function isCarried(id, kind) {
  if (kind === "online") return !onlineKinds.has(rulesById.get(id).on);
  return kind === "event" && isOnlineRule(id);
}
function isOnlineRule(id) {
  return id.startsWith("online-roles/");
}
function lastingOf(context, findings, brought) {
  const lasting = /* @__PURE__ */ new Map();
  if (brought.length === 0) return lasting;
  const isBrought = new Set(brought);
  const known = new Set(findings.filter((finding) => !isBrought.has(finding)).map(identityOf));
  const again = new Map(
    judge({ ...context, base: context.state }, allRules).findings.map((finding) => [identityOf(finding), finding])
  );
  for (const identity of known) again.delete(identity);
  const match = (finding, other) => {
    if (!other) return;
    lasting.set(finding, other);
    again.delete(identityOf(other));
  };
  for (const finding of brought) match(finding, isJudgedOnChange(finding) ? finding : again.get(identityOf(finding)));
  const atPlace = new Map([...again.values()].map((finding) => [placeOf(finding), finding]));
  for (const finding of brought) {
    const place = placeOf(finding);
    if (lasting.has(finding)) continue;
    match(finding, atPlace.get(place));
    atPlace.delete(place);
  }
  for (const hidden of again.values()) lasting.set(hidden, hidden);
  return lasting;
}
function isJudgedOnChange({ rule }) {
  return isOnlineRule(rule) && !("step" in rulesById.get(rule));
}
function placeOf({ rule, role, address }) {
  return [rule, role ?? "", address].join("\n");
}

// src/verifier/audit/audit.ts
var Audit = class {
  #findings = new FindingSpans();
  #keys = new KeySpans();
  #signatures = [];
  #steps = { event: 0, online: 0, mixed: 0 };
  #first;
  /** The state that the first step begins from: whatever it has was there before. */
  begin(context) {
    const findings = judgeStep(context, "event", []);
    this.#findings.begin(lastingOf(context, findings, findings));
    this.#keys.enter(null, context.state);
  }
  /**
   * Judges a step from `context.base` (undefined: the first state of all).
   * @param withEvent reads what the commits of a merged event tell; it is asked only where something new is wrong, so `context` is to hold
   *   the strictest history
   */
  async step(at, context, withEvent) {
    const { state, base } = context;
    const kind = base ? kindOfStep(state, base) : "event";
    let findings = judgeStep(context, kind, this.#findings.present);
    if (withEvent && !isSound(this.#broughtBy(findings))) {
      findings = judgeStep(await withEvent(), kind, this.#findings.present);
    }
    this.#findings.enter(at, findings, lastingOf(context, findings, this.#broughtBy(findings)));
    this.#signatures.push(...signaturesOfStep(at, context));
    if (kind !== "online") this.#keys.enter(at, state);
    this.#steps[kind]++;
    this.#first ??= at;
  }
  #broughtBy(findings) {
    return findings.filter((finding) => !this.#findings.has(finding));
  }
  result() {
    const findings = this.#findings.spans(this.#first);
    const { event, online, mixed } = this.#steps;
    return {
      events: event,
      onlineSignatures: online,
      mixedSteps: mixed,
      sound: isSound(findings),
      findings,
      signatures: this.#signatures,
      keys: this.#keys.spans()
    };
  }
};

// src/verifier/audit/moment.ts
var endOfTime = 253402300799;
function momentOf(commit, time) {
  return { commit: ownCopy(commit), time: formatTime(Math.min(Math.max(time, 0), endOfTime)) };
}

// src/verifier/recent-documents.ts
var RecentDocuments = class extends Documents {
  #earlier = /* @__PURE__ */ new Map();
  #recent = /* @__PURE__ */ new Map();
  get(oid) {
    const document = this.#recent.get(oid) ?? this.#earlier.get(oid);
    if (document) this.#recent.set(oid, document);
    return document;
  }
  add(oid, bytes) {
    const document = this.get(oid) ?? new Document(oid, bytes);
    this.#recent.set(oid, document);
    return document;
  }
  /** To be called between two states: what the one before the last alone had is forgotten. */
  nextStep() {
    this.#earlier = this.#recent;
    this.#recent = /* @__PURE__ */ new Map();
  }
};

// src/operations/audit.ts
async function audit(surroundings, from) {
  const { repository } = surroundings;
  const line = await readDefaultLine(surroundings);
  const start = from === void 0 ? void 0 : await resolveStart(repository, from);
  const commits = await readLine(repository, line.commit, start);
  const walk = new Walk(surroundings, repository.tree(line.commit));
  if (start !== void 0) await walk.begin(start, await repository.tree(start).entries());
  for (const commit of commits) await walk.step(commit);
  await walk.compare(line.commit);
  if (!walk.hasMetadata) {
    throw new TufError("no-metadata", `There is no metadata in the history of ${line.name}`, {
      hint: "Start a repository with: tuf-on-ci-delegate sign/initial"
    });
  }
  return { branch: line.name, head: line.commit, from: start ?? null, commits: commits.length, ...walk.audit.result() };
}
async function resolveStart(repository, from) {
  const start = await repository.resolve(from);
  if (start) return start;
  throw new TufError("usage", `There is no commit '${from}' here`, {
    hint: "Fetch it first, or name another with --from"
  });
}
async function readLine(repository, head, from) {
  const commits = [];
  for await (const commit of repository.firstParentLine(head, from === void 0 ? {} : { from })) commits.push(commit);
  const oldest = commits.at(-1);
  if (from !== void 0 && head !== from && oldest?.parents[0] !== from) {
    throw new TufError("usage", `The commit ${from} is not on the first-parent line of the default branch`, {
      hint: "Begin with one that is: git log --first-parent"
    });
  }
  if (from === void 0 && await repository.isShallow()) {
    throw new TufError("git", "This clone lacks the older commits of the default branch", {
      hint: "Run `git fetch --unshallow`, or begin with a commit that is here: --from REV"
    });
  }
  return commits.reverse();
}
var oneCommit = {
  commitsChanging: () => 1,
  wasEligible: () => false,
  hasCommonAncestor: true,
  filesElsewhere: []
};
var Walk = class {
  audit = new Audit();
  #surroundings;
  #source;
  #documents = new RecentDocuments();
  #digests = /* @__PURE__ */ new Map();
  #entries = [];
  #state;
  /** @param source reads any blob of the repository */
  constructor(surroundings, source) {
    this.#surroundings = surroundings;
    this.#source = source;
  }
  get hasMetadata() {
    return this.#state !== void 0;
  }
  async begin(commit, entries) {
    const state = await this.#read(entries);
    if (!state) return;
    const { time } = await firstOf(this.#surroundings.repository.firstParentLine(commit));
    this.audit.begin(this.#context(state, void 0, time));
  }
  async step(commit) {
    if (commit.changes.length === 0) return;
    const base = this.#state;
    const state = await this.#read(entriesAfter(this.#entries, commit.changes));
    if (!state) return;
    const at = momentOf(commit.oid, commit.time);
    const context = this.#context(state, base, commit.time);
    if (commit.parents.length < 2 || !base) return this.audit.step(at, context);
    const withEvent = async () => ({ ...context, history: await this.#historyOf(commit) });
    return this.audit.step(at, { ...context, history: oneCommit }, withEvent);
  }
  /** The state of the next step; undefined before there is any metadata. */
  async #read(entries) {
    this.#entries = entries;
    this.#documents.nextStep();
    const state = await readJudgedState(this.#surroundings, walkedTree(entries, this.#source), this.#documents, {
      digests: false
    });
    if (!this.#state && state.roles.size === 0) return void 0;
    await this.#digest(state);
    this.#state = { ...state, digests: this.#digests };
    return this.#state;
  }
  /** Each target file is hashed once, with all that an entry may list, however many commits have it. */
  async #digest({ targetFiles }) {
    const files = [...targetFiles.values()].filter(isRegularFile).map(({ oid }) => oid);
    const missing = files.filter((oid) => !this.#digests.has(oid));
    if (missing.length === 0) return;
    for (const [oid, digest] of await digestBlobs(this.#source, missing, ["sha512"])) this.#digests.set(oid, digest);
  }
  #context(state, base, now) {
    return contextAtDoor({ ...this.#surroundings, now }, "audit", state, base);
  }
  /** What the commits tell that a merge brings: all that its first parent has not. */
  async #historyOf({ oid, parents }) {
    const { commitsChanging, wasEligible } = await readHistory(this.#surroundings, parents[0], oid, this.#documents);
    return { ...oneCommit, commitsChanging, wasEligible };
  }
  /** The walk made each tree from the one before; the last one must be what git says. Errors: `git`. */
  async compare(head) {
    const listed = await this.#surroundings.repository.tree(head).entries();
    const text = (entries) => entries.map(({ path, mode, oid }) => `${mode} ${oid} ${path}`).sort().join("\n");
    if (text(listed) === text(this.#entries)) return;
    throw new TufError("git", "The changes of the history do not add up to the files of its last commit", {
      hint: "Check the repository with: git fsck"
    });
  }
};
async function firstOf(items) {
  for await (const item of items) return item;
  throw new TufError("internal", "a commit has no record");
}

// src/render/audit-columns.ts
function dayOf({ time }) {
  return time.slice(0, "2030-01-31".length);
}
function renderMoment(moment) {
  return terminal`${dayOf(moment)} ${shortOid(moment.commit)}`;
}
var nameLimit = 200;
function nameOf(name) {
  return visible(/^[0-9a-f]{64}$/.test(name) ? shortOid(name) : shortened(name, nameLimit));
}

// src/render/audit-findings.ts
var severities = ["error", "warning", "note"];
var styles = { error: "red", warning: "magenta", note: "magenta" };
var findingsShown = 100;
var textLimit = 1e3;
function renderAuditedFindings(findings, colour) {
  return severities.flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    const shown = group.slice(0, findingsShown).flatMap((finding) => renderFinding(finding, colour));
    const left = group.length - findingsShown;
    return left > 0 ? [...shown, terminal`  and ${plural(left, `more ${severity}`)}: tuf-on-ci audit --json`] : shown;
  });
}
function renderFinding(finding, colour) {
  const { severity, role, rule, address, message, remedy, open } = finding;
  const label = styled(styles[severity], styled("bold", severity, colour), colour);
  const subject = role === void 0 ? "" : terminal` ${styled("bold", shortened(role, textLimit), colour)}`;
  const lines = [
    terminal`  ${label}${subject}: ${shortened(message, textLimit)}`,
    terminal`    ${renderSpan(finding)}`,
    terminal`    ${styled("dim", address === "" ? rule : terminal`${rule} at ${shortened(address, textLimit)}`, colour)}`
  ];
  return open && remedy !== "" ? [...lines, terminal`    To do: ${shortened(remedy, textLimit)}`] : lines;
}
function renderSpan({ since, until, open }) {
  const from = since === null ? terminal`before the first step` : renderMoment(since);
  if (open) return terminal`since ${from}, still there`;
  return until === null ? terminal`at ${from}` : terminal`${from} until ${renderMoment(until)}`;
}
function renderVerdict(findings, colour) {
  const counts = severities.flatMap((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    if (group.length === 0) return [];
    const open = group.filter((finding) => finding.open).length;
    const still = open === 0 ? "" : ` (${open === group.length ? "" : `${open} `}still there)`;
    return [styled(styles[severity], `${plural(group.length, severity)}${still}`, colour)];
  });
  const isSound2 = findings.every(({ severity }) => severity !== "error");
  const verdict = isSound2 ? styled("green", "Every step was sound.", colour) : styled("red", "Not every step was sound.", colour);
  return terminal`${verdict}${counts.map((count, i) => [i === 0 ? " " : ", ", count])}`;
}

// src/render/audit-keys.ts
var signerWidth = 16;
function renderKeys(keys) {
  return keys.flatMap((key, i) => {
    const heading = keys[i - 1]?.role === key.role ? [] : [terminal`  ${nameOf(key.role)}`];
    const signer = key.signer === key.keyid ? "" : nameOf(key.signer);
    const isLong = signer.length > signerWidth;
    const start = (isLong ? "" : signer).padEnd(signerWidth);
    const line = terminal`    ${start}  ${nameOf(key.keyid).padEnd(10)}  ${renderPeriod(key)}`;
    return [...heading, ...isLong ? [terminal`    ${signer}`] : [], line];
  });
}
function renderPeriod({ since, until }) {
  if (since === null) return until === null ? terminal`throughout` : terminal`until ${renderMoment(until)}`;
  return until === null ? terminal`since ${renderMoment(since)}` : terminal`${renderMoment(since)} to ${renderMoment(until)}`;
}

// src/render/audit-signatures.ts
var versionWidth = 18;
var rangeWidth = 24;
var signerWidth2 = 28;
var isOnline = ({ role }) => role === "snapshot" || role === "timestamp";
function renderEvents(signatures) {
  let last = "";
  return signatures.filter((signature) => !isOnline(signature)).map((signature) => {
    const { commit, role, version } = signature;
    const when = renderMoment(signature);
    const shown = commit === last ? " ".repeat(when.text.length) : when;
    last = commit;
    return terminal`  ${shown}  ${`${nameOf(role)} v${version}`.padEnd(versionWidth)}  ${signersOf(signature)}`;
  });
}
function renderOnlineSignatures(signatures) {
  return ["snapshot", "timestamp"].flatMap(
    (role) => runs(signatures.filter((signature) => signature.role === role)).flatMap(({ first, last }) => {
      const versions = first.version === last.version ? `v${first.version}` : `v${first.version} to v${last.version}`;
      const days = first === last ? dayOf(first) : `${dayOf(first)} to ${dayOf(last)}`;
      const signers = signersOf(first);
      const start = terminal`  ${days.padEnd(rangeWidth)}  ${`${role} ${versions}`.padEnd(rangeWidth)}`;
      return signers.length > signerWidth2 ? [start, terminal`    by ${signers}`] : [terminal`${start}  ${signers}`];
    })
  );
}
function runs(signatures) {
  const all = [];
  for (const signature of signatures) {
    const run = all.at(-1);
    if (run && run.first.signers.join("\n") === signature.signers.join("\n")) run.last = signature;
    else all.push({ first: signature, last: signature });
  }
  return all;
}
function signersOf({ signers }) {
  return signers.length === 0 ? "nobody" : signers.map(nameOf).join(", ");
}

// src/render/audit.ts
function renderAudit(report, { colour }) {
  const part = (title, lines) => lines.length === 0 ? [] : [terminal``, styled("bold", title, colour), ...lines];
  return terminalLines([
    ...renderHeading(report),
    ...part("Signing events", renderEvents(report.signatures)),
    ...part("Online signatures", renderOnlineSignatures(report.signatures)),
    ...part("Keys", renderKeys(report.keys)),
    ...part("Findings", renderAuditedFindings(report.findings, colour)),
    terminal``,
    renderVerdict(report.findings, colour)
  ]).text;
}
function renderHeading({ branch, head, from, commits, events, onlineSignatures, mixedSteps }) {
  const after = from === null ? "" : terminal` after ${shortOid(from)}`;
  const both = mixedSteps === 0 ? "" : terminal`, ${plural(mixedSteps, "step that is both", "steps that are both")}`;
  return [
    terminal`Audited ${plural(commits, "commit")} of ${branch}${after}, up to ${shortOid(head)}:`,
    terminal`${plural(events, "signing event")}, ${plural(onlineSignatures, "online signature")}${both}`,
    terminal`Dates are those that the committers claim.`
  ];
}

// src/render/audit-json.ts
function auditAsJson(report) {
  const { branch, head, from, commits, events, onlineSignatures, mixedSteps, sound, signatures, keys } = report;
  return {
    audited: { branch, head, from, commits, events, onlineSignatures, mixedSteps },
    sound,
    findings: report.findings.map((finding) => ({
      ...findingAsJson(finding),
      since: momentOrNull(finding.since),
      until: momentOrNull(finding.until),
      open: finding.open
    })),
    signatures: signatures.map(({ commit, time, role, version, signers }) => ({
      commit,
      time,
      role,
      version,
      signers
    })),
    keys: keys.map(({ role, keyid, signer, since, until }) => ({ role, keyid, signer, since, until }))
  };
}
function momentOrNull(moment) {
  return moment && { commit: moment.commit, time: moment.time };
}

// src/cli/commands/audit.ts
var auditCommand = {
  spec: {
    name: "audit",
    summary: "judge the whole history of the default branch",
    about: "Judges every commit of the default branch, along first parents: each must be a sound signing event or a sound online signature. Prints who signed what and when, the keys in use over time, and every finding with the commit that brought it and the one that ended it. Time is what the committers claim.",
    arguments: [],
    options: [
      { name: "from", value: "REV", about: "Begin with the step after REV, a commit of the default branch" },
      { name: "json", about: "Print the report as JSON" }
    ],
    exits: { 0: "no step was unsound", 1: "some were, though it may be mended by now" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const { from } = typed.options;
    const report = await audit(opened, typeof from === "string" ? from : void 0);
    environment.stdout(
      typed.options["json"] ? `${JSON.stringify(auditAsJson(report), null, 2)}
` : renderAudit(report, { colour: environment.colour.stdout })
    );
    return report.sound ? 0 : 1;
  })
};
export {
  auditCommand
};
