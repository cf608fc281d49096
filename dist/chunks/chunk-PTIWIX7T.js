import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  assume,
  openStore,
  reordered,
  setTime,
  tooManyTargets,
  unknownKeys,
  unloadable
} from "./chunk-7DBKMOPF.js";
import {
  require_dist
} from "./chunk-G3IKMRV3.js";
import {
  readMetadata
} from "./chunk-J3GAEHAW.js";
import {
  delegationsOf,
  formatPlace,
  typeOfRole
} from "./chunk-RL5XKQ36.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import {
  entries,
  equalJson,
  get,
  objectOf
} from "./chunk-MJSS5T6T.js";
import {
  parseExpires
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import {
  __toESM
} from "./chunk-DX2EXFTF.js";

// src/adapters/client/published-document.ts
var import_models = __toESM(require_dist(), 1);
function readPublished({ files, readings }, role, file) {
  const content = files.get(file);
  if (!content) return void 0;
  return {
    role,
    file,
    bytes: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    ours: readings?.get(file) ?? parsePublished(content, role)
  };
}
function parsePublished(content, role) {
  const reading = readMetadata(parseJson(content), typeOfRole(role));
  if (reading.ok) return reading.metadata;
  const [first] = reading.problems;
  throw new TufError("form", `${formatPlace(first.at)} should be ${first.expected}`);
}
function readByModels({ role, bytes }) {
  return fromJson(role, JSON.parse(bytes.toString("utf8")));
}
function readByModelsWithoutTargets({ role, ours: { signed } }) {
  return fromJson(role, { signatures: [], signed: { ...signed, targets: {} } });
}
function fromJson(role, document) {
  return import_models.Metadata.fromJSON(typeOfRole(role), document);
}

// src/adapters/client/same-reading.ts
var import_models2 = __toESM(require_dist(), 1);
var differenceLimit = 5;
function readingDifferences(ours, theirs) {
  const here = ourFacts(ours);
  const there = theirFacts(theirs);
  return [.../* @__PURE__ */ new Set([...here.keys(), ...there.keys()])].filter((name) => !sameFact(here.get(name), there.get(name))).slice(0, differenceLimit).map(
    (name) => `${name}: this implementation reads ${show(here.get(name))}, @tufjs/models reads ${show(there.get(name))}`
  );
}
function sameFact(a, b) {
  return a !== void 0 && b !== void 0 && equalJson(a, b);
}
function show(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
function ourFacts({ signed }) {
  const delegations = delegationsOf(signed);
  const facts = [
    ["version", signed.version],
    ["expires", signed.expires],
    ["spec_version", signed.spec_version],
    ["consistent_snapshot", get(signed, "consistent_snapshot") ?? null],
    ...members("key", get(signed, "keys")),
    ...members("role", get(signed, "roles")),
    ...members("target file", get(signed, "targets")),
    ...members("metadata file", get(signed, "meta")),
    ...members("delegated key", delegations?.keys)
  ];
  if (delegations) facts.push(["delegated roles in order", delegations.roles]);
  return new Map(facts);
}
function theirFacts({ signed }) {
  const facts = [
    ["version", signed.version],
    ["expires", signed.expires],
    ["spec_version", signed.specVersion],
    ["consistent_snapshot", signed instanceof import_models2.Root ? signed.consistentSnapshot : null]
  ];
  if (signed instanceof import_models2.Root) facts.push(...written("key", signed.keys), ...written("role", signed.roles));
  if (signed instanceof import_models2.Snapshot) facts.push(...written("metadata file", signed.meta));
  if (signed instanceof import_models2.Timestamp) facts.push(...written("metadata file", { "snapshot.json": signed.snapshotMeta }));
  if (signed instanceof import_models2.Targets) {
    facts.push(...written("target file", signed.targets));
    if (signed.delegations) facts.push(...delegationFacts(signed.delegations));
  }
  return new Map(facts);
}
function delegationFacts({ keys, roles }) {
  const inOrder = Object.values(roles ?? {}).map((role) => role.toJSON());
  return [...written("delegated key", keys), ["delegated roles in order", inOrder]];
}
function members(kind, object) {
  return entries(object ?? objectOf([])).map(([name, value]) => [`${kind} ${name}`, value]);
}
function written(kind, byName) {
  return Object.entries(byName).map(([name, value]) => [`${kind} ${name}`, value.toJSON()]);
}

// src/adapters/client/second-opinion.ts
async function secondOpinion(input) {
  const walk = new Walk(input);
  walk.run();
  return { disagreements: walk.disagreements, notJudged: walk.notJudged };
}
var Walk = class {
  disagreements = [];
  notJudged = [];
  #input;
  constructor(input) {
    this.#input = input;
  }
  run() {
    const roots = this.#walkRoots();
    if (!roots) return;
    const { root, store } = roots;
    if (this.#judgeTimestamp(root, store) && this.#judgeSnapshot(root, store)) this.#walkTargets(root, store);
  }
  /** TUF 5.3, from the oldest trusted root to the newest published one. */
  #walkRoots() {
    let version = this.#input.trustedRootVersion;
    let root = this.#read("root", `${version}.root.json`);
    if (!root) return void 0;
    const first = root;
    const theirs = this.#judge(first, [signersByRoot(first, "root")], () => verifiedByItself(first));
    if (!theirs) return void 0;
    const store = openStore(theirs);
    while (this.#input.files.get(`${++version}.root.json`)) {
      const next = this.#read("root", `${version}.root.json`);
      if (!next) return void 0;
      const signers = [signersByRoot(root, "root"), signersByRoot(next, "root")];
      if (!this.#judge(next, signers, () => store.updateRoot(next.bytes), store)) return void 0;
      root = next;
    }
    return { root, store };
  }
  /** TUF 5.4. */
  #judgeTimestamp(root, store) {
    const timestamp = this.#read("timestamp", "timestamp.json");
    if (!timestamp) return false;
    setTime(store, this.#timeFor(root));
    const signers = [signersByRoot(root, "timestamp")];
    return this.#valid(this.#judge(timestamp, signers, () => store.updateTimestamp(timestamp.bytes), store));
  }
  /** TUF 5.5. */
  #judgeSnapshot(root, store) {
    const snapshot = this.#read("snapshot", versioned(store, "snapshot", store.timestamp.signed.snapshotMeta.version));
    if (!snapshot) return false;
    const signers = [signersByRoot(root, "snapshot")];
    return this.#valid(this.#judge(snapshot, signers, () => store.updateSnapshot(snapshot.bytes), store));
  }
  /** TUF 5.6, every role of the delegation tree instead of those on the way to one target file. */
  #walkTargets(root, store) {
    const delegations = [{ role: "targets", delegator: "root", signers: signersByRoot(root, "targets") }];
    const walked = /* @__PURE__ */ new Set();
    for (const { role, delegator, signers } of delegations) {
      if (walked.has(role)) continue;
      walked.add(role);
      const document = this.#judgeTargets(role, delegator, signers, store);
      const delegated = document && delegationsOf(document.ours.signed);
      for (const next of delegated?.roles ?? []) {
        delegations.push({ role: next.name, delegator: role, signers: { role: next, keys: delegated.keys } });
      }
    }
  }
  #judgeTargets(role, delegator, signers, store) {
    const listed = store.snapshot.signed.meta[`${role}.json`];
    if (!listed) return this.#disagree(role, `tuf-js does not find ${role}.json in the snapshot`);
    const document = this.#read(role, versioned(store, role, listed.version));
    if (!document) return void 0;
    setTime(store, this.#timeFor(document));
    const step = () => {
      store.updateDelegatedTargets(document.bytes, role, delegator);
      return store.getRole(role);
    };
    return this.#judge(document, [signers], step, store) && document;
  }
  /**
   * Lets tuf-js take a step and compares the readings. When it cannot, the document is assumed; when nothing
   * that depends on the document can be judged either, the answer is undefined.
   */
  #judge(document, signers, step, store) {
    const { role, file, ours } = document;
    const lost = unloadable(role, ours);
    if (lost !== void 0) return this.#leaveOut(role, `${lost}: neither it nor what depends on it is judged`);
    const tooMany = tooManyTargets(ours);
    const unlike = tooMany ?? reordered(ours);
    const reason = unlike ?? signers.map((someone) => unknownKeys(ours, someone)).find((why) => why !== void 0);
    try {
      if (reason === void 0) return this.#compare(document, step());
      this.#leaveOut(role, reason);
      const theirs = tooMany === void 0 ? readByModels(document) : readByModelsWithoutTargets(document);
      if (store) assume(store, role, theirs);
      return unlike === void 0 ? this.#compare(document, theirs) : theirs;
    } catch (error) {
      return this.#disagree(role, `tuf-js refuses ${file}, which this implementation accepts: ${messageOf(error)}`);
    }
  }
  #compare({ role, file, ours }, theirs) {
    for (const difference of readingDifferences(ours, theirs)) this.#disagree(role, `${file}: ${difference}`);
    return theirs;
  }
  /** timestamp and snapshot are valid now, also where the step was judged as of an earlier time or not at all. */
  #valid(theirs) {
    if (!theirs) return false;
    if (!theirs.signed.isExpired(new Date(this.#input.now * 1e3))) return true;
    this.#disagree(
      theirs.signed.type,
      `tuf-js takes ${theirs.signed.type} for expired, and this implementation does not`
    );
    return false;
  }
  /** The time to judge as of: now, or the second before a role of people expired (SPEC B1: that does not stop publishing). */
  #timeFor({ role, ours: { signed } }) {
    const expires = parseExpires(signed.expires);
    if (expires > this.#input.now) return this.#input.now;
    this.#leaveOut(role, `it has expired (${signed.expires}): tuf-js has judged it as of the second before`);
    return expires - 1;
  }
  #read(role, file) {
    try {
      const document = readPublished(this.#input, role, file);
      return document ?? this.#disagree(role, `tuf-js asks for ${file}, which is not among the files to publish`);
    } catch (error) {
      return this.#disagree(role, `this implementation cannot read ${file}: ${messageOf(error)}`);
    }
  }
  #disagree(role, message) {
    this.disagreements.push({ role, message });
  }
  #leaveOut(role, reason) {
    this.notJudged.push({ role, reason });
  }
};
function verifiedByItself(document) {
  const root = readByModels(document);
  root.verifyDelegate("root", root);
  return root;
}
function versioned(store, role, version) {
  return store.root.signed.consistentSnapshot ? `${version}.${role}.json` : `${role}.json`;
}
var nobody = { keyids: [], threshold: 1 };
function signersByRoot({ ours }, role) {
  const root = ours.signed;
  return { role: get(root.roles, role) ?? nobody, keys: root.keys };
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

export {
  secondOpinion
};
