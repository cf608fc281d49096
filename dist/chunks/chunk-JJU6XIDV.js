import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  targetsRoles
} from "./chunk-BCXIHQBE.js";
import {
  publishedMetadataName,
  publishedTargetNames,
  toughTargetName
} from "./chunk-OGKYEZ7K.js";
import {
  oldestTrustedRoot
} from "./chunk-QAD3HY7D.js";
import {
  metadataOf
} from "./chunk-2G6IBM6V.js";
import {
  withMembers
} from "./chunk-YYKLLLYD.js";
import {
  writeJson
} from "./chunk-3JTT2D7X.js";
import {
  entries,
  names
} from "./chunk-TXEW6FPD.js";
import {
  TufError
} from "./chunk-4YDHBCQ3.js";

// src/cli/second-opinion.ts
var secondOpinion = async (input) => {
  const adapter = await import("./second-opinion-P46I62AD.js");
  return adapter.secondOpinion(input);
};

// src/operations/publication.ts
function planPublication(state, options) {
  return { metadata: metadataFiles(state, options), artifacts: artifactFiles(state, options) };
}
function metadataFiles(state, { cleanSignatures }) {
  const files = /* @__PURE__ */ new Map();
  for (const [version, { document }] of state.rootHistory) {
    const metadata = document.metadata("root");
    files.set(
      publishedMetadataName("root", version),
      cleanSignatures && metadata ? cleaned(metadata, document.bytes) : document.bytes
    );
  }
  for (const role of [...targetsRoles(state), "snapshot", "timestamp"]) {
    const metadata = metadataOf(state, role);
    const document = state.roles.get(role)?.document;
    if (!metadata || !document) continue;
    const bytes = cleanSignatures ? cleaned(metadata, document.bytes) : document.bytes;
    files.set(publishedMetadataName(role, metadata.signed.version), bytes);
  }
  return files;
}
function cleaned(metadata, bytes) {
  const signatures = metadata.signatures.filter(({ sig }) => sig !== "");
  return signatures.length === metadata.signatures.length ? bytes : writeJson(withMembers(metadata, { signatures }));
}
function artifactFiles(state, { toughPaths }) {
  return targetsRoles(state).flatMap((role) => {
    const signed = metadataOf(state, role)?.signed;
    if (signed?._type !== "targets" || names(signed.targets).length === 0) return [];
    return entries(signed.targets).map(([target, json]) => {
      const entry = json;
      const tough = toughPaths ? toughTargetName(target, entry) : void 0;
      return {
        target,
        oid: state.targetFiles.get(target).oid,
        sha256: entry.hashes["sha256"],
        names: [...publishedTargetNames(target, entry), ...tough === void 0 ? [] : [tough]]
      };
    });
  });
}

// src/operations/second-opinion.ts
async function requireAgreement({ now }, state, { metadata }, known, ask) {
  const trustedRootVersion = oldestTrustedRoot(new Set(state.rootHistory.keys()));
  const { disagreements, notJudged } = await ask({ files: metadata, now, trustedRootVersion });
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
  requireAgreement,
  secondOpinion
};
