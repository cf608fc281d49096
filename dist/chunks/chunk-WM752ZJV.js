import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  builtFolder
} from "./chunk-3GJYTUQ7.js";
import {
  progressLines
} from "./chunk-LJ37I52O.js";
import {
  UploadError,
  contentOf,
  wholeOf
} from "./chunk-JBCCFZ5U.js";
import {
  beginSecondOpinion,
  planArtifacts,
  planPublication,
  requireAgreement,
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import {
  contextAtDoor,
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  judge,
  versionIn
} from "./chunk-L3K6LP46.js";
import {
  brokenLinks,
  readableRootVersions,
  rootVersion
} from "./chunk-RPGOALWW.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  metadataOf,
  metadataPath,
  rootHistoryPath,
  targetFilePath
} from "./chunk-KL6IPUUD.js";
import {
  withRetries
} from "./chunk-YWBQBVBE.js";
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunk-ARO56RJJ.js";
import {
  canonicalJson
} from "./chunk-2BH5LFGV.js";
import {
  readMetadata
} from "./chunk-J3GAEHAW.js";
import {
  countSignatures,
  delegationsOf,
  isTopLevelRole
} from "./chunk-RL5XKQ36.js";
import {
  parseJson
} from "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  createSignatureVerifier
} from "./chunk-HCQJNT53.js";
import {
  payloadOf
} from "./chunk-KRPH4DOV.js";
import {
  entries,
  equalJson,
  get,
  isObject,
  names
} from "./chunk-MJSS5T6T.js";
import {
  requireSound
} from "./chunk-OUWR3K5F.js";
import {
  clockOf
} from "./chunk-NSMIGRXC.js";
import {
  sigstoreOnDemand
} from "./chunk-NB4CCL6E.js";
import {
  listInWords
} from "./chunk-XRWBEMI4.js";
import {
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/deployment.ts
import { resolve as resolve2 } from "node:path";

// src/deployment/destination-uri.ts
var bucketName = /^[a-z0-9][a-z0-9._-]{1,221}[a-z0-9]$/;
var accountName = /^[a-z0-9]{3,24}(\.[a-z0-9-]+)*$/;
var containerName = /^(\$web|\$root|[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$/;
function parseDestinationUri(text) {
  const [, scheme, rest = ""] = /^(gs|s3|azblob):\/\/(.*)$/s.exec(text) ?? [];
  if (scheme === void 0) {
    if (/^file:./s.test(text)) return { kind: "file", path: text.startsWith("file://") ? text : text.slice(5) };
    throw unknown(text, "it has no scheme that is known");
  }
  const [first = "", ...segments] = rest.replace(/\/+$/, "").split("/");
  if (scheme === "gs" || scheme === "s3") {
    if (!bucketName.test(first)) throw unknown(text, `"${first}" is no name of a bucket`);
    return { kind: scheme, bucket: first, prefix: prefixOf(text, segments) };
  }
  const [container = "", ...others] = segments;
  if (!accountName.test(first)) throw unknown(text, `"${first}" is no name of a storage account`);
  if (!containerName.test(container)) throw unknown(text, `"${container}" is no name of a container`);
  return { kind: "azblob", account: first, container, prefix: prefixOf(text, others) };
}
function prefixOf(text, segments) {
  if (segments.some((segment) => /^\.{0,2}$|[\\\p{C}?#]/u.test(segment))) {
    throw unknown(text, "the path in the bucket has a segment that servers read in different ways");
  }
  return segments.join("/");
}
function parseFolderBelow(text) {
  const path = text.replace(/^(\.\/+)+/, "").replace(/\/+$/, "");
  return path === "" || path === "." ? "" : `${prefixOf(text, path.split("/"))}/`;
}
function unknown(text, reason) {
  return new TufError("usage", `${text} names no destination: ${reason}`, {
    hint: "Use gs://bucket/path, s3://bucket/path, azblob://account/container/path or file:path"
  });
}

// src/operations/deploy/built-repository.ts
import { createHash } from "node:crypto";

// src/operations/deploy/built-tree.ts
var rootName = /^([1-9][0-9]{0,15})\.root\.json$/;
async function readBuiltTree(folders, documents) {
  const walk = new Walk(folders, await folders.metadata.files(), await folders.artifacts.files(), documents);
  await walk.run();
  return walk.tree();
}
var Walk = class {
  #folders;
  #metadataFiles;
  #artifactFiles;
  #documents;
  /** Where each path of the tree lies: `metadata/…` or `artifacts/…`, which serves as object id. */
  #sources = /* @__PURE__ */ new Map();
  #missing = [];
  constructor(folders, metadataFiles, artifactFiles, documents) {
    this.#folders = folders;
    this.#metadataFiles = metadataFiles;
    this.#artifactFiles = artifactFiles;
    this.#documents = documents;
  }
  async run() {
    this.#addRoots();
    const timestamp = (await this.#add("timestamp", "timestamp.json"))?.metadata("timestamp");
    const version = timestamp && versionIn(timestamp.signed.meta, "snapshot.json");
    const snapshot = version ? await this.#add("snapshot", publishedMetadataName("snapshot", version)) : void 0;
    const meta = snapshot?.metadata("snapshot")?.signed.meta;
    if (meta) await this.#addTargetsRoles((role) => versionIn(meta, `${role}.json`));
    if (this.#missing.length > 0) throw this.#incomplete();
  }
  tree() {
    const entries2 = Array.from(this.#sources, ([path, oid]) => ({ path, mode: "100644", oid }));
    return {
      entries: () => Promise.resolve(entries2),
      read: async (oids, open) => {
        for (const oid of oids) {
          const { folder, file, length } = this.#place(oid);
          const sink = open(oid, length);
          for await (const piece of folder.open(file)) sink.write(piece);
          sink.end();
        }
      }
    };
  }
  #addRoots() {
    let newest = 0;
    for (const name of this.#metadataFiles.keys()) {
      const version = Number(rootName.exec(name)?.[1] ?? 0);
      if (version === 0 || !Number.isSafeInteger(version)) continue;
      this.#sources.set(rootHistoryPath(version), `metadata/${name}`);
      newest = Math.max(newest, version);
    }
    if (newest === 0) this.#missing.push("1.root.json");
    else this.#sources.set(metadataPath("root"), `metadata/${newest}.root.json`);
  }
  async #addTargetsRoles(versionOf) {
    const roles = /* @__PURE__ */ new Set(["targets"]);
    for (const role of roles) {
      const version = versionOf(role);
      if (version === void 0) continue;
      const signed = (await this.#add(role, publishedMetadataName(role, version)))?.metadata("targets")?.signed;
      if (!signed) continue;
      this.#addTargetFiles(signed);
      for (const { name } of delegationsOf(signed)?.roles ?? []) if (!isTopLevelRole(name)) roles.add(name);
    }
  }
  #addTargetFiles({ targets }) {
    for (const target of names(targets)) {
      for (const name of publishedTargetNames(target, get(targets, target))) {
        if (this.#artifactFiles.has(name)) this.#sources.set(targetFilePath(target), `artifacts/${name}`);
        else this.#missing.push(name);
      }
    }
  }
  /** Adds a metadata file under its name in git. */
  async #add(role, name) {
    if (!this.#metadataFiles.has(name)) {
      this.#missing.push(name);
      return void 0;
    }
    const oid = `metadata/${name}`;
    this.#sources.set(metadataPath(role), oid);
    return this.#documents.add(oid, await wholeOf(this.#folders.metadata.open(name)));
  }
  #place(oid) {
    const isMetadata = oid.startsWith("metadata/");
    const file = oid.slice(isMetadata ? "metadata/".length : "artifacts/".length);
    const length = (isMetadata ? this.#metadataFiles : this.#artifactFiles).get(file);
    return { folder: isMetadata ? this.#folders.metadata : this.#folders.artifacts, file, length };
  }
  #incomplete() {
    const { metadata, artifacts } = this.#folders;
    const more = this.#missing.length > 3 ? [`${this.#missing.length - 3} more`] : [];
    const list2 = listInWords([...this.#missing.slice(0, 3), ...more]);
    return new TufError(
      "unsound",
      `${metadata.path} and ${artifacts.path} are no complete repository: ${list2} missing`,
      {
        hint: "Build it again with: tuf-on-ci-build-repository --metadata DIR --artifacts DIR"
      }
    );
  }
};

// src/operations/deploy/built-repository.ts
var pageNames = ["repository.json", "index.html"];
async function readBuiltRepository(tools, folders, ask) {
  const documents = new Documents();
  const tree = await readBuiltTree(folders, documents);
  const state = await readJudgedState(tools, tree, documents, { digests: true });
  const { findings } = judge(contextAtDoor(tools, "publish", state, void 0));
  requireSound("Nothing was uploaded", findings);
  const publication = planPublication(state, { cleanSignatures: false });
  const opinion = await requireAgreement(beginSecondOpinion(tools, state, publication, ask), findings);
  return {
    state,
    roots: [...readableRootVersions(state)].sort((a, b) => a - b).map((version) => rootVersion(state, version)),
    snapshot: metadataOf(state, "snapshot"),
    timestamp: metadataOf(state, "timestamp"),
    metadata: new Map(
      Array.from(publication.metadata, ([name, bytes]) => [name, { bytes, metadata: publication.readings.get(name) }])
    ),
    ...await readArtifacts(state, folders.artifacts),
    pages: await readPages(folders.metadata),
    findings: [...findings, ...opinion]
  };
}
async function readArtifacts(state, folder) {
  const files = await folder.files();
  const artifacts = /* @__PURE__ */ new Map();
  let tough = false;
  for (const copy of [...planArtifacts(state).values()].flat()) {
    const facts = { length: copy.entry.length, sha256: copy.entry.hashes["sha256"] };
    const add = (name) => artifacts.set(name, { ...facts, open: () => asJudged(folder, name, facts) });
    for (const name of publishedTargetNames(copy.target, copy.entry)) add(name);
    const toughName = toughTargetName(copy.target, copy.entry);
    if (toughName === void 0 || !files.has(toughName)) continue;
    add(toughName);
    tough = true;
  }
  return { artifacts, tough };
}
async function* asJudged(folder, name, { length, sha256 }) {
  const hash2 = createHash("sha256");
  let read = 0;
  let held;
  for await (const piece of folder.open(name)) {
    if (held) yield held;
    hash2.update(piece);
    read += piece.length;
    held = piece;
  }
  if (read !== length || hash2.digest("hex") !== sha256) {
    throw new TufError("unsound", `${name} is not what the metadata says, or has changed while it was read`, {
      hint: "Build the repository again, into an empty folder"
    });
  }
  if (held) yield held;
}
async function readPages(folder) {
  const files = await folder.files();
  const pages = /* @__PURE__ */ new Map();
  for (const name of pageNames) {
    if (files.has(name)) pages.set(name, contentOf(await wholeOf(folder.open(name))));
  }
  return pages;
}

// src/operations/deploy/immutable.ts
import { createHash as createHash2 } from "node:crypto";

// src/operations/deploy/live.ts
var limits = { root: 1e6, timestamp: 1e6, snapshot: 2e7, targets: 1e8 };
var Live = class {
  #destination;
  #folder;
  #roots;
  #verifier;
  /** @param folder where the metadata is, below the destination */
  constructor(destination, folder, { roots }, verifier) {
    this.#destination = destination;
    this.#folder = folder;
    this.#roots = roots;
    this.#verifier = verifier;
  }
  /** Errors: `upload`, `login`. */
  async timestamp() {
    const object = await this.#destination.read(`${this.#folder}timestamp.json`, limits.timestamp);
    if (!object) return { kind: "none" };
    const metadata = object.bytes && parse(object.bytes, "timestamp");
    if (object.bytes && metadata && await this.#isAccepted(metadata)) {
      return { kind: "accepted", tag: object.tag, bytes: object.bytes, metadata };
    }
    return { kind: "worthless", tag: object.tag };
  }
  /** The snapshot of this version; undefined when there is none that clients accept. */
  async snapshot(version) {
    const found = await this.#read("snapshot", "snapshot", version);
    return found && this.#isSignedByRoot(found.metadata, this.#roots) ? found : void 0;
  }
  /** The targets role of this version; undefined when there is none that `signers` have signed. */
  async targets(role, version, signers) {
    const found = await this.#read(role, "targets", version);
    return found && this.#isSigned(found.metadata, signers) ? found : void 0;
  }
  /** Also by roots that are newer than ours: an older run must know the timestamp of a newer one. */
  async #isAccepted(timestamp) {
    return this.#isSignedByRoot(timestamp, this.#roots) || this.#isSignedByRoot(timestamp, await this.#readNewerRoots());
  }
  #isSignedByRoot(metadata, roots) {
    const type = metadata.signed._type;
    return roots.some(({ metadata: { signed } }) => {
      const role = get(signed.roles, type);
      return role !== void 0 && this.#isSigned(metadata, { role, keys: signed.keys });
    });
  }
  #isSigned(metadata, signers) {
    return countSignatures(metadata, payloadOf(canonicalJson(metadata.signed)), signers, this.#verifier).complete;
  }
  async #readNewerRoots() {
    const newer = [];
    for (let last = this.#roots.at(-1); last; last = newer.at(-1)) {
      const found = await this.#read("root", "root", last.metadata.signed.version + 1);
      if (!found) break;
      const next = { metadata: found.metadata, payload: payloadOf(canonicalJson(found.metadata.signed)) };
      if (brokenLinks(next, last, this.#verifier).length > 0) break;
      newer.push(next);
    }
    return newer;
  }
  async #read(role, type, version) {
    const name = publishedMetadataName(role, version);
    const object = await this.#destination.read(`${this.#folder}${name}`, limits[type]);
    const metadata = object?.bytes && parse(object.bytes, type);
    if (!object?.bytes || metadata?.signed.version !== version) return void 0;
    return { tag: object.tag, bytes: object.bytes, metadata };
  }
};
function parse(bytes, type) {
  try {
    const reading = readMetadata(parseJson(bytes), type);
    return reading.ok ? reading.metadata : void 0;
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
function judgeStanding(ours, live) {
  if (live.kind !== "accepted") return "newer";
  const { signed } = live.metadata;
  if (ours.signed.version !== signed.version) return ours.signed.version > signed.version ? "newer" : "older";
  if (equalJson(ours.signed, signed)) return "same";
  throw new TufError("version", `The destination serves another timestamp with the same version ${signed.version}`, {
    hint: "Two histories were signed: find out which is right, then run tuf-on-ci-online-sign and publish again"
  });
}
function requireStepForward(ours, live) {
  const back = (what, from, to) => new TufError("version", `${what} would go back from version ${from}, which the destination serves, to ${to}`, {
    hint: "Clients refuse that: publish from the newest commit of the default branch, or restore what was lost and sign again"
  });
  if (ours.signed.version < live.signed.version) {
    throw back("snapshot", live.signed.version, `version ${ours.signed.version}`);
  }
  for (const [file, entry] of entries(live.signed.meta)) {
    const before = entry.version;
    const now = versionIn(ours.signed.meta, file);
    if (now === void 0 || now < before) throw back(file, before, now === void 0 ? "none" : `version ${now}`);
  }
}

// src/operations/deploy/immutable.ts
var cacheControl = "public, max-age=31536000, immutable";
var metadataServing = { contentType: "application/json", cacheControl };
function artifactServing(name) {
  const types = { json: "application/json", txt: "text/plain; charset=utf-8" };
  const extension = /\.([a-z]+)$/.exec(name)?.[1] ?? "";
  const contentType = (Object.hasOwn(types, extension) ? types[extension] : void 0) ?? "application/octet-stream";
  return { contentType, cacheControl };
}
var attempts = 3;
async function placeArtifact(destination, name, content, stored) {
  let found = stored;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!found) {
      if (await destination.write(name, content, artifactServing(name), "absent")) return "written";
      found = await destination.stat(name);
      if (!found) continue;
    }
    if (await isSame(destination, found, content)) return "there";
    throw otherContent(name);
  }
  throw vanishing(name);
}
async function placeMetadata(destination, name, { bytes, metadata: ours }) {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await destination.write(name, contentOf(bytes), metadataServing, "absent")) return "written";
    const found = await destination.read(name, 2 * bytes.length + 1e6);
    if (!found) continue;
    if (found.bytes && Buffer.from(bytes).equals(found.bytes)) return "there";
    const theirs = found.bytes && parse(found.bytes, ours.signed._type);
    if (!theirs || !equalJson(theirs.signed, ours.signed)) throw otherContent(name);
    if (hasSignatures(theirs, ours)) return "there";
    if (await destination.write(name, contentOf(bytes), metadataServing, { tag: found.tag })) return "written";
  }
  throw vanishing(name);
}
function hasSignatures(theirs, ours) {
  const there = new Set(theirs.signatures.map(({ keyid, sig }) => JSON.stringify([keyid, sig])));
  return ours.signatures.every(({ keyid, sig }) => sig === "" || there.has(JSON.stringify([keyid, sig])));
}
async function isSame(destination, stored, content) {
  if (stored.length !== content.length) return false;
  if (stored.sha256 !== void 0) return stored.sha256 === content.sha256;
  if (stored.md5 !== void 0 && stored.md5 === await md5Of(content)) return true;
  const found = await destination.stat(stored.name) ?? stored;
  if (found.sha256 !== void 0) return found.length === content.length && found.sha256 === content.sha256;
  const read = await destination.read(stored.name, content.length);
  return read?.bytes !== void 0 && contentOf(read.bytes).sha256 === content.sha256;
}
async function md5Of(content) {
  const hash2 = createHash2("md5");
  for await (const piece of content.open()) hash2.update(piece);
  return hash2.digest("hex");
}
function otherContent(name) {
  return new UploadError(
    `Something else is at the destination under the name ${name}, which never changes its content`,
    {
      hint: "Nothing was published. Find out who wrote it; when it is damaged, remove it there and deploy again"
    }
  );
}
function vanishing(name) {
  return new UploadError(`${name} is there for one request and gone for the next`, {
    hint: "Something else writes to or prunes the destination at the same time: deploy again when it is done"
  });
}

// src/operations/deploy/manifest.ts
import { hash } from "node:crypto";
var manifestName = ".tuf-on-ci-deploy.json";
var limit = 1e5;
var remembered = 8;
async function readManifest(destination) {
  const object = await destination.read(manifestName, limit);
  const manifest = (object?.bytes && parseManifest(object.bytes)) ?? { complete: [], begun: 0 };
  return { ...manifest, condition: object ? { tag: object.tag } : "absent" };
}
function markOf(version, bytes, tough) {
  return { version, sha256: hash("sha256", bytes), tough };
}
function findMark({ complete }, bytes) {
  const sha256 = hash("sha256", bytes);
  return complete.findLast((mark) => mark.sha256 === sha256);
}
async function addToManifest(destination, known, mark, begun) {
  let stored = known;
  for (let attempts3 = 0; attempts3 < 20; attempts3++) {
    const complete = [...stored.complete.filter(({ sha256 }) => sha256 !== mark.sha256), mark];
    const manifest = { complete: complete.slice(-remembered), begun: Math.max(begun, stored.begun) };
    if (await destination.write(manifestName, contentOf(writeManifest(manifest)), serving, stored.condition)) {
      return manifest;
    }
    stored = await readManifest(destination);
  }
  throw new UploadError(`${manifestName} changes faster than it can be written`, {
    hint: "Let one deployment run at a time: give the workflow a concurrency group"
  });
}
var serving = { contentType: "application/json", cacheControl: "no-store" };
function writeManifest({ complete, begun }) {
  return new TextEncoder().encode(`${JSON.stringify({ "tuf-on-ci-deploy": 1, complete, begun }, null, 1)}
`);
}
function parseManifest(bytes) {
  try {
    const document = parseJson(bytes);
    if (!isObject(document) || get(document, "tuf-on-ci-deploy") !== 1) return void 0;
    const complete = get(document, "complete");
    const begun = get(document, "begun");
    if (!Array.isArray(complete) || typeof begun !== "number") return void 0;
    return { complete: complete.filter(isMark).slice(-remembered), begun };
  } catch (error) {
    if (error instanceof TufError) return void 0;
    throw error;
  }
}
function isMark(value) {
  if (!isObject(value)) return false;
  const types = [get(value, "version"), get(value, "sha256"), get(value, "tough")].map((member) => typeof member);
  return types.join() === "number,string,boolean";
}

// src/operations/deploy/finish.ts
var timestampServing = { contentType: "application/json", cacheControl: "no-store" };
function pageServing(name) {
  const contentType = name.endsWith(".html") ? "text/html; charset=utf-8" : "application/json";
  return { contentType, cacheControl: "public, max-age=60" };
}
var attempts2 = 20;
var Finish = class {
  written = [];
  warnings = [];
  #destination;
  #layout;
  #built;
  #live;
  #timestamp = { kind: "none" };
  #snapshot;
  constructor(destination, layout, built, live) {
    this.#destination = destination;
    this.#layout = layout;
    this.#built = built;
    this.#live = live;
  }
  /** Of the timestamp that clients were served when it was last looked at. */
  get liveVersion() {
    return this.#timestamp.kind === "accepted" ? this.#timestamp.metadata.signed.version : void 0;
  }
  /** Looks at what is served, and whether ours may follow it. Errors: `version`, `upload`, `login`. */
  async begin() {
    this.#timestamp = await this.#live.timestamp();
    this.#snapshot = void 0;
    const standing = judgeStanding(this.#built.timestamp, this.#timestamp);
    if (this.#timestamp.kind !== "accepted" || standing === "older") return standing;
    const version = versionIn(this.#timestamp.metadata.signed.meta, "snapshot.json") ?? 0;
    if (version === this.#built.snapshot.signed.version) {
      const { bytes } = this.#built.metadata.get(publishedMetadataName("snapshot", version));
      this.#snapshot = { tag: "", bytes, metadata: this.#built.snapshot };
    } else this.#snapshot = await this.#live.snapshot(version);
    if (this.#snapshot) requireStepForward(this.#built.snapshot, this.#snapshot.metadata);
    return standing;
  }
  /** The snapshot that clients are served; undefined when there is none that they accept. */
  get liveSnapshot() {
    return this.#snapshot;
  }
  /** What `run` would write. */
  async plan({ roots }) {
    const pages = await this.#stalePages();
    const names2 = [...pages.keys()].map((name) => `${this.#layout.metadata}${name}`);
    const missing = [];
    for (const { name } of roots) if (!await this.#destination.stat(name)) missing.push(name);
    return [...names2, ...missing, ...this.#isTimestampInPlace() ? [] : [this.#timestampName]];
  }
  /**
   * Puts the rest in place, `timestamp.json` last. Errors: `version`, `upload`, `login`.
   * @returns where ours stands in the end: `older` when another run has overtaken this one
   */
  async run({ roots }, noted) {
    await this.#writePages(noted);
    for (const { name, file } of roots) {
      if (await placeMetadata(this.#destination, name, file) === "written") this.written.push(name);
    }
    const { bytes } = this.#built.metadata.get("timestamp.json");
    for (let attempt = 0; attempt < attempts2; attempt++) {
      const standing = attempt === 0 ? judgeStanding(this.#built.timestamp, this.#timestamp) : await this.begin();
      if (standing === "older") return standing;
      if (this.#isTimestampInPlace()) {
        if (attempt > 0) this.written.push(this.#timestampName);
        return standing;
      }
      const content = contentOf(bytes);
      if (await this.#destination.write(this.#timestampName, content, timestampServing, this.#timestampCondition())) {
        this.written.push(this.#timestampName);
        if (this.#timestamp.kind === "worthless") {
          this.warnings.push(
            "What the destination served as timestamp.json was signed by nobody that clients trust; it was replaced"
          );
        }
        return "newer";
      }
    }
    throw new UploadError(`${this.#timestampName} changes faster than it can be read`, {
      hint: "Something else writes to the destination all the time: find out what it is"
    });
  }
  /** Is ours what is served, and no newer one on its way? Errors: `version`, `upload`, `login`. */
  async isNewest() {
    const { begun } = await readManifest(this.#destination);
    return await this.begin() === "same" && begun <= this.#built.timestamp.signed.version;
  }
  get #timestampName() {
    return `${this.#layout.metadata}timestamp.json`;
  }
  #timestampCondition() {
    return this.#timestamp.kind === "none" ? "absent" : { tag: this.#timestamp.tag };
  }
  /** The same signed part with all of our signatures; other keys may have made the live ones. */
  #isTimestampInPlace() {
    if (this.#timestamp.kind !== "accepted") return false;
    const { metadata } = this.#timestamp;
    return judgeStanding(this.#built.timestamp, this.#timestamp) === "same" && hasSignatures(metadata, this.#built.timestamp);
  }
  /** Those that are not at the destination as they were built, and what is there in their place. */
  async #stalePages() {
    const stale = /* @__PURE__ */ new Map();
    for (const [name, { sha256 }] of this.#built.pages) {
      const stored = await this.#destination.stat(`${this.#layout.metadata}${name}`);
      if (stored?.sha256 !== sha256) stale.set(name, stored);
    }
    return stale;
  }
  /**
   * Notes that everything is there and which version is about to be served, then writes the pages. The note decides whose they are:
   * they are written in place of what was there before it was made, and by nobody who finds a newer version in it.
   */
  async #writePages(noted) {
    const { version } = this.#built.timestamp.signed;
    const snapshotVersion = this.#built.snapshot.signed.version;
    const { bytes } = this.#built.metadata.get(publishedMetadataName("snapshot", snapshotVersion));
    let stale = await this.#stalePages();
    const isNoted = findMark(noted, bytes)?.tough === this.#built.tough;
    if (stale.size === 0 && isNoted) return;
    const mark = markOf(snapshotVersion, bytes, this.#built.tough);
    let { begun } = await addToManifest(this.#destination, noted, mark, version);
    for (let attempt = 0; attempt < attempts2 && stale.size > 0 && begun <= version; attempt++) {
      for (const [name, stored] of stale) await this.#writePage(name, stored);
      stale = attempt === 0 && this.#wrote(stale) ? /* @__PURE__ */ new Map() : await this.#stalePages();
      if (stale.size > 0) ({ begun } = await readManifest(this.#destination));
    }
    if (begun > version) {
      this.warnings.push(`${manifestName} says that version ${begun} is about to be served: the pages were left alone`);
    }
  }
  async #writePage(page, stored) {
    const name = `${this.#layout.metadata}${page}`;
    const condition = stored ? { tag: stored.tag } : "absent";
    const content = this.#built.pages.get(page);
    if (await this.#destination.write(name, content, pageServing(page), condition)) this.written.push(name);
  }
  #wrote(pages) {
    return [...pages.keys()].every((name) => this.written.includes(`${this.#layout.metadata}${name}`));
  }
};

// src/operations/deploy/in-parallel.ts
async function inParallel(limit2, items, work) {
  const queue = items[Symbol.iterator]();
  let failure;
  const worker = async () => {
    for (let next = queue.next(); !next.done && !failure; next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: limit2 }, worker));
  if (failure) throw failure.error;
}

// src/operations/deploy/patient.ts
function patient(destination, patience) {
  const calls = /* @__PURE__ */ new Map();
  const count = (call, times = 1) => calls.set(call, (calls.get(call) ?? 0) + times);
  function again(call, work) {
    const attempt = () => {
      count(call);
      return work();
    };
    return withRetries(attempt, (error) => error instanceof UploadError && error.mayPass, patience());
  }
  return {
    calls,
    stat: (name) => again("stat", () => destination.stat(name)),
    read: (name, limit2) => again("read", () => destination.read(name, limit2)),
    write: (name, content, serving2, condition) => {
      let isRepeated = false;
      return again("write", async () => {
        if (isRepeated) {
          count("stat");
          const tag = (await destination.stat(name))?.tag;
          if (tag !== (condition === "absent" ? void 0 : condition.tag)) return false;
        }
        isRepeated = true;
        return destination.write(name, content, serving2, condition);
      });
    },
    remove: (name, tag) => again("remove", () => destination.remove(name, tag)),
    async *list(prefix) {
      const objects = await again("list", () => whole(destination.list(prefix)));
      count("list", Math.max(0, Math.ceil(objects.length / 1e3) - 1));
      yield* objects;
    }
  };
}
async function whole(listing) {
  const objects = [];
  for await (const object of listing) objects.push(object);
  return objects;
}

// src/operations/deploy/ground.ts
var nothing = { isNoted: false, metadata: /* @__PURE__ */ new Set(), artifacts: /* @__PURE__ */ new Set() };
async function readGround(built, live, snapshot, manifest) {
  const mark = snapshot && findMark(manifest, snapshot.bytes);
  if (!mark) return nothing;
  const ground = { isNoted: true, metadata: /* @__PURE__ */ new Set(), artifacts: /* @__PURE__ */ new Set() };
  for (const role of targetsRoles(built.state)) {
    const ours = metadataOf(built.state, role).signed;
    const version = versionIn(snapshot.metadata.signed.meta, `${role}.json`);
    if (version === ours.version) {
      ground.metadata.add(publishedMetadataName(role, version));
      addArtifacts(ground.artifacts, ours, built, mark);
    } else if (version !== void 0 && names(ours.targets).length > 0) {
      const before = await live.targets(role, version, delegationOf(built.state, role));
      if (before) addArtifacts(ground.artifacts, before.metadata.signed, built, mark);
    }
  }
  const targets = publishedMetadataName("targets", metadataOf(built.state, "targets").signed.version);
  return ground.metadata.has(targets) ? ground : { ...ground, metadata: /* @__PURE__ */ new Set() };
}
function addArtifacts(there, { targets }, { artifacts }, { tough }) {
  for (const target of names(targets)) {
    const entry = get(targets, target);
    for (const name of publishedTargetNames(target, entry)) if (artifacts.has(name)) there.add(name);
    const toughName = tough ? toughTargetName(target, entry) : void 0;
    if (toughName !== void 0 && artifacts.has(toughName)) there.add(toughName);
  }
}
async function missingRoots(destination, folder, { roots }, { isNoted }) {
  const versions = roots.map(({ metadata }) => metadata.signed.version);
  if (!isNoted) return versions;
  for (let i = versions.length - 1; i >= 0; i--) {
    if (await destination.stat(`${folder}${publishedMetadataName("root", versions[i])}`)) return versions.slice(i + 1);
  }
  return versions;
}

// src/operations/deploy/plan.ts
var manyArtifacts = 100;
async function planUploads(destination, layout, built, live, snapshot, manifest) {
  const ground = await readGround(built, live, snapshot, manifest);
  const uploadOf = (name) => ({
    name: `${layout.metadata}${name}`,
    file: built.metadata.get(name)
  });
  const rootVersions = await missingRoots(destination, layout.metadata, built, ground);
  const roots = rootVersions.map((version) => uploadOf(publishedMetadataName("root", version)));
  const there = roots.length === 0 ? ground.metadata : /* @__PURE__ */ new Set();
  const snapshotName = publishedMetadataName("snapshot", built.snapshot.signed.version);
  const others = [...built.metadata].filter(([, { metadata }]) => metadata.signed._type === "targets");
  const roles = others.filter(([name]) => !there.has(name)).map(([name]) => uploadOf(name));
  const isSnapshotThere = snapshot?.metadata.signed.version === built.snapshot.signed.version && there.size > 0;
  const artifacts = [...built.artifacts].filter(([name]) => !ground.artifacts.has(name)).map(([name, content]) => ({ name: `${layout.artifacts}${name}`, content }));
  return {
    artifacts,
    listing: artifacts.length > manyArtifacts ? await list(destination, layout.artifacts) : void 0,
    roles,
    snapshot: isSnapshotThere ? [] : [uploadOf(snapshotName)],
    roots
  };
}
async function list(destination, prefix) {
  const listing = /* @__PURE__ */ new Map();
  for await (const object of destination.list(prefix)) listing.set(object.name, object);
  return listing;
}

// src/operations/deploy/prune.ts
var metadataName = /^([1-9][0-9]{0,15})\.([^/]+)\.json$/;
var artifactName = /^(?:[^/]+\/)*(?:[0-9a-f]{64}|[0-9a-f]{128})\.[^/]+$|^[0-9a-f]{64}\.[^/]+\//;
async function planPruning(destination, pruning) {
  const { built, layout, before } = pruning;
  const objects = [];
  for await (const object of destination.list(layout.metadata)) {
    const [, version, role] = metadataName.exec(object.name.slice(layout.metadata.length)) ?? [];
    if (role !== void 0 && role !== "root") objects.push({ object, role, version: Number(version) });
  }
  const gone = supersededMetadata(objects, built, before);
  const reached = await reachedArtifacts(
    destination,
    built,
    objects.filter((one) => !gone.includes(one))
  );
  const artifacts = [];
  for await (const object of destination.list(layout.artifacts)) {
    const name = object.name.slice(layout.artifacts.length);
    if (artifactName.test(name) && object.modified < before && reached && !reached.has(name)) artifacts.push(object);
  }
  const isSnapshot = ({ role }) => Number(role !== "snapshot");
  return [...gone.sort((a, b) => isSnapshot(a) - isSnapshot(b)).map(({ object }) => object), ...artifacts];
}
async function prune(destination, objects) {
  await inParallel(8, objects, ({ name, tag }) => destination.remove(name, tag));
}
function supersededMetadata(objects, built, before) {
  const present = presentVersions(built);
  const byRole = /* @__PURE__ */ new Map();
  for (const one of objects) byRole.set(one.role, [...byRole.get(one.role) ?? [], one]);
  const targets = byRole.get("targets")?.find(({ version }) => version === present.get("targets"));
  const gone = [];
  for (const [role, versions] of [...byRole].sort(([a], [b]) => byCodePoint(a, b))) {
    versions.sort((a, b) => a.version - b.version);
    versions.forEach((one, i) => {
      const reached = present.get(role);
      if (reached !== void 0 && one.version >= reached) return;
      const successor = versions[i + 1] ?? targets;
      if (successor && successor.object.modified < before && one.object.modified < before) gone.push(one);
    });
  }
  return gone;
}
function presentVersions({ state, snapshot }) {
  const roles = targetsRoles(state).map((role) => [role, metadataOf(state, role).signed.version]);
  return new Map([...roles, ["snapshot", snapshot.signed.version]]);
}
async function reachedArtifacts(destination, { state }, remaining) {
  const reached = /* @__PURE__ */ new Set();
  const ours = /* @__PURE__ */ new Set();
  for (const role of targetsRoles(state)) {
    const { signed } = metadataOf(state, role);
    addNames(reached, signed);
    ours.add(publishedMetadataName(role, signed.version));
  }
  for (const { object, role, version } of remaining) {
    if (role === "snapshot" || ours.has(publishedMetadataName(role, version))) continue;
    const read = await destination.read(object.name, 1e8);
    const metadata = read?.bytes && parse(read.bytes, "targets");
    if (!metadata) return void 0;
    addNames(reached, metadata.signed);
  }
  return reached;
}
function addNames(reached, { targets }) {
  for (const target of names(targets)) {
    const entry = get(targets, target);
    for (const name of publishedTargetNames(target, entry)) reached.add(name);
    const toughName = toughTargetName(target, entry);
    if (toughName !== void 0) reached.add(toughName);
  }
}

// src/operations/deploy.ts
async function deploy(tools, input, ports) {
  const built = await readBuiltRepository(tools, ports.built, ports.secondOpinion);
  return deployBuilt(tools, built, input, ports);
}
async function deployBuilt({ now, verifier }, built, input, ports) {
  const destination = patient(ports.destination, ports.patience);
  const live = new Live(destination, input.layout.metadata, built, verifier);
  const finish = new Finish(destination, input.layout, built, live);
  const written = [];
  const outcome = (kind, removed2 = []) => ({
    kind,
    version: built.timestamp.signed.version,
    liveVersion: finish.liveVersion,
    written: [...written, ...finish.written],
    removed: removed2.map(({ name }) => name),
    warnings: finish.warnings,
    findings: built.findings,
    calls: destination.calls
  });
  if (await finish.begin() === "older") return outcome("superseded");
  const noted = await readManifest(destination);
  const manifest = input.checkAll ? { ...noted, complete: [] } : noted;
  const uploads = await planUploads(destination, input.layout, built, live, finish.liveSnapshot, manifest);
  const pruning = {
    built,
    layout: input.layout,
    before: now - (input.pruneOlderThan ?? 0) * secondsPerDay
  };
  if (input.dryRun) {
    written.push(...await missingOf(destination, uploads), ...await finish.plan(uploads));
    return outcome("planned", input.pruneOlderThan === void 0 ? [] : await planPruning(destination, pruning));
  }
  await upload(destination, uploads, written, ports.progress);
  if (await finish.run(uploads, manifest) === "older") return outcome("superseded");
  let removed = [];
  if (input.pruneOlderThan !== void 0 && await finish.isNewest()) {
    removed = await planPruning(destination, pruning);
    await prune(destination, removed);
  }
  const isChanged = written.length + finish.written.length > 0;
  return outcome(isChanged ? "deployed" : "unchanged", removed);
}
var width = 8;
async function upload(destination, { artifacts, listing, roles, snapshot }, written, progress) {
  const totalBytes = artifacts.reduce((sum, { content }) => sum + content.length, 0);
  let done = 0;
  let doneBytes = 0;
  await inParallel(width, artifacts, async ({ name, content }) => {
    const stored = listing && (listing.get(name) ?? null);
    if (await placeArtifact(destination, name, content, stored) === "written") written.push(name);
    done += 1;
    doneBytes += content.length;
    progress({ done, total: artifacts.length, doneBytes, totalBytes });
  });
  for (const files of [roles, snapshot]) {
    await inParallel(width, files, async ({ name, file }) => {
      if (await placeMetadata(destination, name, file) === "written") written.push(name);
    });
  }
}
async function missingOf(destination, { artifacts, listing, roles, snapshot }) {
  const isListed = (name) => listing?.has(name) ?? false;
  const unknown2 = [...listing ? [] : artifacts, ...roles, ...snapshot].map(({ name }) => name);
  const missing = new Set(listing ? artifacts.map(({ name }) => name).filter((name) => !isListed(name)) : []);
  await inParallel(width, unknown2, async (name) => {
    if (!await destination.stat(name)) missing.add(name);
  });
  return [...missing];
}

// src/cli/destinations.ts
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
async function destinationAt(text, cwd, login) {
  const uri = parseDestinationUri(text);
  switch (uri.kind) {
    case "gs":
      return (await import("./storage-EB6W7A6B.js")).googleDestination(uri, login);
    case "s3":
      return (await import("./storage-3DSCHVXX.js")).s3Destination(uri, login);
    case "azblob":
      return (await import("./storage-MVH42Z4D.js")).azureDestination(uri, login);
    case "file":
      return (await import("./destination-FYKH7TR5.js")).folderDestination(pathOf(uri, cwd));
  }
}
function pathOf({ path }, cwd) {
  if (!path.startsWith("file://")) return resolve(cwd, path);
  try {
    return fileURLToPath(path);
  } catch (cause) {
    throw new TufError("usage", `${path} names no folder on this machine`, { hint: "Use file:path", cause });
  }
}
var timeLimit = 9e5;
function uploadPatience() {
  const signal = AbortSignal.timeout(timeLimit);
  return { signal, pause: (milliseconds) => setTimeout(milliseconds, void 0, { signal }) };
}

// src/cli/deployment.ts
async function runDeployment(request, environment, login) {
  const { cwd, variables, stderr } = environment;
  const destination = await destinationAt(request.destination, cwd, login);
  const layout = {
    metadata: parseFolderBelow(request.metadataPath),
    artifacts: parseFolderBelow(request.artifactsPath)
  };
  const sigstore = sigstoreOnDemand(environment);
  const line = progressLines();
  const outcome = await deploy(
    {
      now: clockOf(environment).now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(variables["TUF_ON_CI_NO_VERIFY_KID"])
    },
    {
      layout,
      dryRun: request.dryRun,
      checkAll: request.checkAll,
      ...request.pruneOlderThan !== void 0 && { pruneOlderThan: request.pruneOlderThan }
    },
    {
      destination,
      built: {
        metadata: builtFolder(resolve2(cwd, request.metadata)),
        artifacts: builtFolder(resolve2(cwd, request.artifacts))
      },
      secondOpinion,
      patience: uploadPatience,
      progress(progress) {
        const text = line(progress);
        if (text) stderr(`${text.text}
`);
      }
    }
  );
  sayFindings(outcome.findings, environment);
  return outcome;
}

export {
  runDeployment
};
