import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  workflowToken
} from "./chunk-WIVNLOOR.js";
import {
  openFolder
} from "./chunk-6JLZVMD2.js";
import {
  buildRepository
} from "./chunk-MUM6QQLH.js";
import {
  artifactNames,
  planPublication,
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import {
  isPublished,
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  delegationOf,
  isRegularFile,
  metadataOf
} from "./chunk-KL6IPUUD.js";
import {
  digestBlobs
} from "./chunk-SBSHVBW7.js";
import {
  countSignatures
} from "./chunk-RL5XKQ36.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import {
  get,
  names
} from "./chunk-MJSS5T6T.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import {
  plural
} from "./chunk-XRWBEMI4.js";
import {
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/actions/publish.ts
import { mkdir, mkdtemp, readdir as readdir2, writeFile } from "node:fs/promises";
import { join as join2, relative, resolve, sep } from "node:path";

// src/adapters/runner/tar.ts
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
var block = 512;
var largest = 8589934591;
async function packFolder(folder, archive) {
  const out = createWriteStream(archive);
  const write = async (piece) => {
    if (!out.write(piece)) await once(out, "drain");
  };
  const names2 = await readdir(folder, { recursive: true });
  for (const name of [".", ...names2.map((name2) => `./${name2}`).sort(byCodePoint)]) {
    const file = join(folder, name);
    const { size } = await stat(file).then((found) => found.isDirectory() ? { size: void 0 } : found);
    for (const header2 of headersOf(name, size)) await write(header2);
    if (size === void 0) continue;
    for await (const piece of createReadStream(file)) await write(piece);
    await write(padding(size));
  }
  out.end(Buffer.alloc(2 * block));
  await finished(out);
}
function headersOf(name, size) {
  const path = size === void 0 ? `${name}/` : name;
  const own = { path, size: size ?? 0, type: size === void 0 ? "5" : "0" };
  const fits = Buffer.byteLength(path) <= 100 && !/[^\x20-\x7e]/.test(path) && own.size <= largest;
  if (fits) return [header(own)];
  const records = Buffer.from(
    `${paxRecord("path", path)}${own.size > largest ? paxRecord("size", String(own.size)) : ""}`
  );
  const extended = header({ path: "./PaxHeader", size: records.length, type: "x" });
  return [
    extended,
    records,
    padding(records.length),
    header({ ...own, path: "./long-name", size: Math.min(own.size, largest) })
  ];
}
function paxRecord(key, value) {
  const rest = ` ${key}=${value}
`;
  let length = Buffer.byteLength(rest);
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest);
  return `${length}${rest}`;
}
function header({ path, size, type }) {
  const bytes = Buffer.alloc(block);
  const octal = (value, digits) => `${value.toString(8).padStart(digits, "0")}\0`;
  bytes.write(path, 0, 100, "utf8");
  bytes.write(octal(type === "5" ? 493 : 420, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(0, 11), 136);
  bytes.write(" ".repeat(8), 148);
  bytes.write(type, 156);
  bytes.write("ustar\x0000", 257, "latin1");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}
function padding(size) {
  return Buffer.alloc((block - size % block) % block);
}

// src/operations/keep-versions.ts
async function keepVersions(surroundings, input, ports) {
  const { states, metadata, artifacts, isCutOff } = await readEarlier(surroundings, input);
  const artifactFiles = ports.openArtifacts ? await writeArtifacts(surroundings, input.commit, artifacts, ports.openArtifacts) : 0;
  if (metadata.size > 0) {
    await filled(ports.openMetadata(), async (folder) => {
      for (const [name, bytes] of metadata) folder.write(name, bytes);
    });
  }
  return { states, metadataFiles: metadata.size, artifactFiles, isCutOff };
}
async function readEarlier(surroundings, input) {
  const { repository, now, verifier } = surroundings;
  const documents = new Documents();
  const read = (commit) => readJudgedState(surroundings, repository.tree(commit), documents, { digests: false });
  const present = await read(input.commit);
  const earlier = new EarlierFiles(present, input);
  const begin = now - input.days * secondsPerDay;
  let replaced;
  if (input.days > 0) {
    for await (const commit of repository.firstParentLine(input.commit, { folders: ["metadata"] })) {
      if (commit.changes.length === 0) continue;
      if (replaced !== void 0) {
        if (replaced < begin) break;
        const state = await read(commit.oid);
        if (!isAccepted(state, present, verifier)) continue;
        earlier.add(state);
      }
      replaced = commit.time;
    }
  }
  const isCutOff = replaced !== void 0 && replaced >= begin && await repository.isShallow();
  const { states, metadata, artifacts } = earlier;
  return { states, metadata, artifacts, isCutOff };
}
function isAccepted(state, present, verifier) {
  const version = metadataOf(state, "root")?.signed.version;
  const published = version === void 0 ? void 0 : present.rootHistory.get(version)?.document.oid;
  if (published === void 0 || published !== state.roles.get("root")?.document.oid) return false;
  return isPublished(state, verifier) && targetsRoles(state).every((role) => isSigned(state, role, verifier));
}
function isSigned(state, role, verifier) {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  const document = state.roles.get(role)?.document;
  if (!metadata || !delegation || !document) return false;
  return countSignatures(metadata, document.payload, delegation, verifier).complete;
}
var EarlierFiles = class {
  #options;
  #published;
  /** Of roles whose target files have been looked at, by object id: most states share them. */
  #seen = /* @__PURE__ */ new Set();
  metadata = /* @__PURE__ */ new Map();
  artifacts = /* @__PURE__ */ new Map();
  states = 0;
  constructor(present, options) {
    this.#options = options;
    const artifacts = Array.from(artifactsOf(present, options, this.#seen), ([name]) => name);
    this.#published = /* @__PURE__ */ new Set([...planPublication(present, options).metadata.keys(), ...artifacts]);
  }
  add(state) {
    this.states += 1;
    this.#addNew(this.metadata, planPublication(state, this.#options).metadata);
    this.#addNew(this.artifacts, artifactsOf(state, this.#options, this.#seen));
  }
  #addNew(files, found) {
    for (const [name, file] of found) if (!this.#published.has(name) && !files.has(name)) files.set(name, file);
  }
};
function* artifactsOf(state, options, seen) {
  for (const role of targetsRoles(state)) {
    const document = state.roles.get(role)?.document;
    const signed = document?.metadata("targets")?.signed;
    if (!document || !signed || seen.has(document.oid)) continue;
    seen.add(document.oid);
    for (const target of names(signed.targets)) {
      const file = state.targetFiles.get(target);
      if (!file || !isRegularFile(file)) continue;
      const entry = get(signed.targets, target);
      for (const name of artifactNames({ target, entry }, options)) yield [name, { oid: file.oid, entry }];
    }
  }
}
async function writeArtifacts({ repository }, commit, artifacts, open) {
  const tree = repository.tree(commit);
  const digests = await digestBlobs(tree, new Set(Array.from(artifacts.values(), ({ oid }) => oid)));
  const namesByOid = /* @__PURE__ */ new Map();
  for (const [name, { oid, entry }] of artifacts) {
    if (digests.get(oid)?.hashes.sha256 !== entry.hashes["sha256"]) continue;
    const same = namesByOid.get(oid);
    if (same) same.push(name);
    else namesByOid.set(oid, [name]);
  }
  if (namesByOid.size > 0) {
    await filled(open(), (folder) => tree.read(namesByOid.keys(), (oid) => folder.stream(namesByOid.get(oid))));
  }
  return [...namesByOid.values()].flat().length;
}
async function filled(folder, fill) {
  try {
    await fill(folder);
    await folder.finish();
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

// src/actions/publish.ts
var publish = {
  spec: {
    name: "publish",
    summary: "Build the publishable repository, and hand it over as an artifact",
    about: "Judges a commit as it would be published, builds the repository that clients read, and hands it over: as the artifact of GitHub Pages, or as the two artifacts `metadata` and `artifacts`. When something is wrong nothing is handed over.",
    inputs: {
      gh_pages: { about: "Hand over one artifact for GitHub Pages, instead of two", default: "false" },
      metadata_path: { about: "Folder of the metadata on the site (GitHub Pages)", default: "metadata" },
      artifacts_path: { about: "Folder of the target files on the site (GitHub Pages)", default: "targets" },
      ref: { about: "Commit, branch or tag to publish. The workflow's commit unless given" },
      keep_days: {
        about: "GitHub Pages: how many days earlier versions stay published, which a client may be about to fetch",
        default: "7"
      },
      clean_signatures: { about: "Leave empty signatures out of the metadata", default: "false" },
      tough_paths: {
        about: "Publish target files in folders also under the name that tough asks for",
        default: "false"
      },
      description_json: { about: "Write the page's facts as `repository.json` too", default: "false" },
      ...workflowToken
    },
    outputs: { rev: "The commit that was built" },
    permissions: [{ scope: "contents", access: "read", why: "to read metadata, target files and their history" }],
    example: `on:
  workflow_dispatch:
    inputs:
      ref:
        required: false
        type: string`
  },
  async run(step) {
    const site = await mkdtemp(join2(step.run.temporary, "tuf-on-ci-site-"));
    const pages = step.flag("gh_pages");
    const folders = {
      metadata: folderIn(site, pages ? step.input("metadata_path") : "metadata", "metadata_path"),
      artifacts: folderIn(site, pages ? step.input("artifacts_path") : "artifacts", "artifacts_path")
    };
    await step.inCheckout(
      { ref: step.input("ref") || step.run.commit },
      (opened) => build(step, opened, folders, pages)
    );
    await (pages ? handOverSite(step, site) : handOverFolders(step, folders));
  }
};
function folderIn(site, path, input) {
  const folder = resolve(site, path);
  if (folder === site || folder.startsWith(`${site}${sep}`)) return folder;
  throw new TufError("usage", `The input ${input} leads out of the site: ${path}`, {
    hint: "Name a folder on the site"
  });
}
async function build(step, opened, folders, pages) {
  const { runner, run } = step;
  const options = { cleanSignatures: step.flag("clean_signatures"), toughPaths: step.flag("tough_paths") };
  const page = `${run.serverUrl}/${run.repository}`;
  const outcome = await buildRepository(
    opened,
    {
      ...options,
      descriptionJson: step.flag("description_json"),
      links: {
        name: run.repository,
        source: { commit: opened.commit, commitUrl: `${page}/commit/${opened.commit}`, runUrl: run.url },
        artifactsUrl: pages ? pathBetween(folders) : null
      }
    },
    {
      openMetadata: () => openFolder(folders.metadata, "metadata"),
      openArtifacts: () => openFolder(folders.artifacts, "artifacts"),
      secondOpinion
    }
  );
  sayFindings(outcome.findings, step.environment);
  runner.say(
    terminal`Built ${plural(outcome.metadataFiles, "metadata file")} and ${plural(outcome.artifactFiles, "target file")} of ${opened.commit}`.text
  );
  runner.setOutput("rev", opened.commit);
  if (pages) await keepEarlier(step, opened, folders, options);
}
async function keepEarlier(step, opened, folders, options) {
  const days = Number(step.input("keep_days"));
  if (!Number.isInteger(days) || days < 0) throw new TufError("usage", "The input keep_days is no number of days");
  const kept = await keepVersions(
    opened,
    { ...options, commit: opened.commit, days },
    {
      openMetadata: () => openFolder(folders.metadata, "metadata"),
      openArtifacts: () => openFolder(folders.artifacts, "artifacts")
    }
  );
  if (kept.states > 0)
    step.runner.say(`Kept ${plural(kept.states, "earlier version")} of the last ${plural(days, "day")}`);
}
function pathBetween({ metadata, artifacts }) {
  const path = relative(metadata, artifacts).split(sep).map(encodeURIComponent).join("/");
  return path === "" ? "./" : `${path}/`;
}
async function handOverSite({ run, runner }, site) {
  const folder = await mkdtemp(join2(run.temporary, "tuf-on-ci-pages-"));
  const archive = join2(folder, "artifact.tar");
  await packFolder(site, archive);
  await runner.uploadArtifact({ name: "github-pages", files: [archive], folder, retentionDays: 1, isPacked: true });
}
async function handOverFolders({ runner }, { metadata, artifacts }) {
  await runner.uploadArtifact({ name: "metadata", files: await filesBelow(metadata), folder: metadata });
  await runner.uploadArtifact({ name: "artifacts", files: await filesBelow(artifacts), folder: artifacts });
}
async function filesBelow(folder) {
  await mkdir(folder, { recursive: true });
  const entries = await readdir2(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join2(entry.parentPath, entry.name));
  if (files.length > 0) return files;
  const placeholder = join2(folder, ".gitkeep");
  await writeFile(placeholder, "");
  return [placeholder];
}

export {
  publish,
  build
};
