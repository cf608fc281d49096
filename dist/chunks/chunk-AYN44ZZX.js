import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  answerOf
} from "./chunk-SRBVNOHH.js";
import {
  opinionProgram
} from "./chunk-BDJKN63C.js";
import {
  targetsRoles
} from "./chunk-IXXR3K4P.js";
import {
  oldestTrustedRoot,
  readableRootVersions
} from "./chunk-RPGOALWW.js";
import {
  isRegularFile,
  metadataOf
} from "./chunk-KL6IPUUD.js";
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunk-ARO56RJJ.js";
import {
  withMembers
} from "./chunk-CMAMZ6TD.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";
import {
  get,
  names
} from "./chunk-MJSS5T6T.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/adapters/client/opinion-thread.ts
import { Worker } from "node:worker_threads";
function opinionInThread(program, { files, now, trustedRootVersion }) {
  const thread = new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  thread.postMessage({ files, now, trustedRootVersion });
  const opinion = answerOf(thread, "The thread of the second opinion ended without one");
  return { answer: () => opinion, cancel: () => void thread.terminate() };
}

// src/cli/second-opinion.ts
var worthAThread = { from: 2e5, to: 5e6 };
var secondOpinion = (input) => {
  const bytes = [...input.files.values()].reduce((sum, { length }) => sum + length, 0);
  if (opinionProgram && bytes >= worthAThread.from && bytes < worthAThread.to) {
    return opinionInThread(opinionProgram, input);
  }
  return {
    async answer() {
      const adapter = await import("./second-opinion-ENGCS3GX.js");
      return adapter.secondOpinion(input);
    },
    cancel() {
    }
  };
};

// src/operations/publication.ts
function planPublication(state, { cleanSignatures }) {
  const metadata = /* @__PURE__ */ new Map();
  const readings = /* @__PURE__ */ new Map();
  for (const [name, { bytes }, reading] of publishedDocuments(state)) {
    const published = cleanSignatures && reading ? cleaned(reading, bytes) : bytes;
    metadata.set(name, published);
    if (reading && published === bytes) readings.set(name, reading);
  }
  return { metadata, readings };
}
function* publishedDocuments(state) {
  for (const [version, { document }] of state.rootHistory) {
    yield [publishedMetadataName("root", version), document, document.metadata("root")];
  }
  for (const role of [...targetsRoles(state), "snapshot", "timestamp"]) {
    const metadata = metadataOf(state, role);
    const document = state.roles.get(role)?.document;
    if (metadata && document) yield [publishedMetadataName(role, metadata.signed.version), document, metadata];
  }
}
function cleaned(metadata, bytes) {
  const signatures = metadata.signatures.filter(({ sig }) => sig !== "");
  return signatures.length === metadata.signatures.length ? bytes : writeJson(withMembers(metadata, { signatures }));
}
function planArtifacts(state) {
  const artifacts = /* @__PURE__ */ new Map();
  for (const role of targetsRoles(state)) {
    const signed = metadataOf(state, role)?.signed;
    if (signed?._type !== "targets") continue;
    for (const target of names(signed.targets)) {
      const file = state.targetFiles.get(target);
      if (!file || !isRegularFile(file)) continue;
      const { oid } = file;
      const artifact = { target, entry: get(signed.targets, target) };
      const same = artifacts.get(oid);
      if (same) same.push(artifact);
      else artifacts.set(oid, [artifact]);
    }
  }
  return artifacts;
}
function artifactNames({ target, entry }, { toughPaths }) {
  const tough = toughPaths ? toughTargetName(target, entry) : void 0;
  return [...publishedTargetNames(target, entry), ...tough === void 0 ? [] : [tough]];
}

// src/operations/second-opinion.ts
function beginSecondOpinion({ now }, state, { metadata, readings }, ask) {
  const trustedRootVersion = oldestTrustedRoot(readableRootVersions(state));
  return ask({ files: metadata, readings, now, trustedRootVersion });
}
async function requireAgreement(opinion, known) {
  const { disagreements, notJudged } = await opinion.answer();
  const isKnown = ({ role }) => known.some((finding) => finding.rule === metaFacts && finding.role === role);
  const first = disagreements.find((disagreement) => !isKnown(disagreement));
  if (first) {
    throw new TufError("second-opinion", `tuf-js disagrees about ${first.role}: ${first.message}`, {
      hint: "One of the two implementations is wrong: do not publish, and report this with the metadata"
    });
  }
  return [
    ...disagreements.map(
      ({ role, message }) => warning("clients/refused-by-tuf-js", role, `tuf-js refuses ${role} as it stands: ${message}`)
    ),
    ...notJudged.map(
      ({ role, reason }) => warning("clients/not-judged-by-tuf-js", role, `${role} is not judged by tuf-js: ${reason}`)
    )
  ];
}
var metaFacts = "online-roles/meta-facts";
function warning(rule, role, message) {
  const remedy = "Nothing to do if the clients of this repository are others; look at: tuf-on-ci verify --clients";
  return { rule, severity: "warning", role, message, remedy, address: role };
}

export {
  planPublication,
  planArtifacts,
  artifactNames,
  beginSecondOpinion,
  requireAgreement,
  secondOpinion
};
