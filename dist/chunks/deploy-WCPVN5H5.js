import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readCloudIdentities
} from "./chunk-DVKXLBXI.js";
import {
  build
} from "./chunk-7VWQL6NU.js";
import {
  cloudInputTable,
  workflowToken
} from "./chunk-WIVNLOOR.js";
import {
  runDeployment
} from "./chunk-WM752ZJV.js";
import "./chunk-3GJYTUQ7.js";
import {
  renderDeployment
} from "./chunk-LJ37I52O.js";
import "./chunk-6JLZVMD2.js";
import "./chunk-MUM6QQLH.js";
import "./chunk-JBCCFZ5U.js";
import "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import {
  cloudLogin
} from "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-YWBQBVBE.js";
import "./chunk-ARO56RJJ.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-3O3MKMDW.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import {
  hideSecret
} from "./chunk-QMTZXS6C.js";
import "./chunk-6KXGPSH4.js";
import "./chunk-HPPT72UH.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/actions/deploy.ts
import { existsSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
var deploy = {
  spec: {
    name: "deploy",
    summary: "Upload a built repository to Google Cloud Storage, S3, Azure Blob Storage or a folder",
    about: "Judges a repository that `publish` has built, or builds it where none is in the workspace, and uploads what the destination does not have: target files first, `timestamp.json` last. A newer version that is served already is left alone, and earlier versions stay there, so a client may ask at any moment. A run that was stopped goes on where it was when it is run again.",
    inputs: {
      destination: {
        about: "`gs://bucket/path`, `s3://bucket/path` (`AWS_ENDPOINT_URL_S3` for other services), `azblob://account/container/path` or `file:path`",
        required: true
      },
      metadata_path: { about: "Folder of the workspace that the metadata was built in", default: "metadata" },
      artifacts_path: { about: "Folder of the workspace that the target files were built in", default: "targets" },
      ref: {
        about: "Commit, branch or tag to build. The workflow's commit unless given, when there is nothing built in `metadata_path`"
      },
      metadata_destination: { about: "Where the metadata goes below the destination", default: "metadata" },
      artifacts_destination: { about: "Where the target files go below the destination", default: "targets" },
      prune_older_than: {
        about: "Days after which superseded versions are removed. Without it nothing is ever removed"
      },
      check_all: {
        about: "Look at every file at the destination, whatever earlier deployments have noted",
        default: "false"
      },
      dry_run: { about: "Say what would be written, and write nothing", default: "false" },
      ...cloudInputTable,
      ...workflowToken
    },
    outputs: {
      outcome: "`deployed`, `unchanged`, `superseded` (something newer is served) or `planned` (dry run)",
      rev: "The commit that was built, when the action built it itself"
    },
    permissions: [
      { scope: "id-token", access: "write", why: "to log in to the cloud of the destination" },
      {
        scope: "contents",
        access: "read",
        why: "to read the commit, when the action builds it itself",
        optional: true
      }
    ],
    example: `on:
  workflow_dispatch:
concurrency: deploy`
  },
  async run(step) {
    const { runner, run, environment } = step;
    const destination = step.input("destination");
    if (destination === "") throw new TufError("usage", "The input destination is missing", { hint: "Set it" });
    const identities = readCloudIdentities((name) => step.input(name));
    const login = cloudLogin(environment.variables, { identities, onToken: hideSecret });
    const outcome = await runDeployment(
      {
        destination,
        ...await builtFolders(step),
        metadataPath: step.input("metadata_destination"),
        artifactsPath: step.input("artifacts_destination"),
        dryRun: step.flag("dry_run"),
        checkAll: step.flag("check_all"),
        pruneOlderThan: pruningOf(step)
      },
      { ...environment, cwd: run.workspace },
      login
    );
    for (const warning of outcome.warnings) runner.warning(warning);
    runner.say(renderDeployment(outcome, destination).text.trimEnd());
    runner.setOutput("outcome", outcome.kind);
  }
};
async function builtFolders(step) {
  const { workspace, temporary, commit } = step.run;
  const given = {
    metadata: resolve(workspace, step.input("metadata_path")),
    artifacts: resolve(workspace, step.input("artifacts_path"))
  };
  const ref = step.input("ref");
  const names = ref === "" && existsSync(given.metadata) ? await readdir(given.metadata) : [];
  if (names.some((name) => /^[0-9]+\.root\.json$/.test(name))) return given;
  const site = await mkdtemp(join(temporary, "tuf-on-ci-site-"));
  const folders = {
    metadata: join(site, step.input("metadata_destination")),
    artifacts: join(site, step.input("artifacts_destination"))
  };
  await step.inCheckout({ ref: ref || commit }, (opened) => build(step, opened, folders, true));
  return folders;
}
function pruningOf(step) {
  const text = step.input("prune_older_than");
  if (text === "") return void 0;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new TufError("usage", `The input prune_older_than is no number of days: ${text}`, {
    hint: "Use a whole number, 1 or more, or leave it out: then nothing is removed"
  });
}
export {
  deploy
};
