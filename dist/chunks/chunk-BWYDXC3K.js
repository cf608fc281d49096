import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  targetsRoles
} from "./chunk-BZT22AKC.js";
import {
  oldestTrustedRoot,
  readableRootVersions
} from "./chunk-TU7AAPSX.js";
import {
  metadataOf
} from "./chunk-QQR2I7H3.js";
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunk-IWDPZP3L.js";
import {
  withMembers
} from "./chunk-YDNICYWY.js";
import {
  writeJson
} from "./chunk-DOYHIN6V.js";
import {
  get,
  names
} from "./chunk-E4HFCGPY.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";

// src/cli/second-opinion.ts
var secondOpinion = async (input) => {
  const adapter = await import("./second-opinion-KLYUVPNS.js");
  return adapter.secondOpinion(input);
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
      const { oid } = state.targetFiles.get(target);
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
async function requireAgreement({ now }, state, { metadata, readings }, known, ask) {
  const trustedRootVersion = oldestTrustedRoot(readableRootVersions(state));
  const { disagreements, notJudged } = await ask({ files: metadata, readings, now, trustedRootVersion });
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
  requireAgreement,
  secondOpinion
};
