import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  buildRepository
} from "./chunk-MUM6QQLH.js";
import {
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-ARO56RJJ.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import {
  usage
} from "./chunk-UKOGAKRI.js";
import "./chunk-UFDM235Z.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import {
  inRepository
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import {
  plural
} from "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/build-repository.ts
import { relative, resolve, sep } from "node:path";
var spec = {
  name: "build-repository",
  summary: "write the publishable repository",
  about: "Judges HEAD as it would be published, and writes every file that clients ask for, with a page to look at (index.html). When something is wrong nothing is written.",
  arguments: [],
  options: [
    { name: "metadata", value: "DIR", about: "Folder for the metadata (required)" },
    { name: "artifacts", value: "DIR", about: "Folder for the target files" },
    { name: "description-json", about: "Write the page's facts as repository.json too" },
    { name: "clean-signatures", about: "Leave empty signatures out of the metadata" },
    { name: "tough-paths", about: "Publish target files in folders also under the name that tough asks for" }
  ],
  exits: { 0: "done" }
};
var buildRepositoryCommand = {
  spec,
  async run(typed, environment) {
    const { metadata, artifacts } = typed.options;
    if (typeof metadata !== "string" || metadata === "") throw usage(spec, "--metadata DIR is missing");
    const metadataPath = resolve(environment.cwd, metadata);
    const artifactsPath = typeof artifacts === "string" ? resolve(environment.cwd, artifacts) : void 0;
    const { openFolder } = await import("./output-folder-3HSP4VJ4.js");
    return inRepository(environment, typed, async (opened) => {
      const { metadataFiles, artifactFiles, findings } = await buildRepository(
        opened,
        {
          descriptionJson: typed.options["description-json"] === true,
          cleanSignatures: typed.options["clean-signatures"] === true,
          toughPaths: typed.options["tough-paths"] === true,
          links: {
            ...await githubLinks(environment, await opened.repository.resolve("HEAD")),
            artifactsUrl: artifactsPath === void 0 ? null : folderUrl(metadataPath, artifactsPath)
          }
        },
        {
          openMetadata: () => openFolder(metadataPath, "metadata"),
          openArtifacts: artifactsPath === void 0 ? void 0 : () => openFolder(artifactsPath, "artifacts"),
          secondOpinion
        }
      );
      sayFindings(findings, environment);
      const artifactText = artifacts === void 0 ? "" : terminal` and ${plural(artifactFiles, "target file")} to ${String(artifacts)}`;
      environment.stdout(
        terminal`Wrote ${plural(metadataFiles, "metadata file")} to ${metadata}${artifactText}\n`.text
      );
      return 0;
    });
  }
};
async function githubLinks({ variables }, commit) {
  const server = variables["GITHUB_SERVER_URL"];
  const name = variables["GITHUB_REPOSITORY"];
  const run = variables["GITHUB_RUN_ID"];
  if (!commit) return { name: name ?? null, source: null };
  const page = server && name ? `${server}/${name}` : void 0;
  return {
    name: name ?? null,
    source: {
      commit,
      commitUrl: page ? `${page}/commit/${commit}` : null,
      runUrl: page && run ? `${page}/actions/runs/${run}` : null
    }
  };
}
function folderUrl(metadata, artifacts) {
  const path = relative(metadata, artifacts).split(sep).map(encodeURIComponent).join("/");
  return path === "" ? "./" : `${path}/`;
}
export {
  buildRepositoryCommand
};
