import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  testClientPorts
} from "./chunk-U56MYPLG.js";
import {
  renderTestClientReport,
  testClient
} from "./chunk-CHTVVHRV.js";
import {
  workflowToken
} from "./chunk-WIVNLOOR.js";
import "./chunk-5BPW2PLV.js";
import "./chunk-63HP4G23.js";
import "./chunk-32SVHZGV.js";
import "./chunk-7DBKMOPF.js";
import "./chunk-G3IKMRV3.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import {
  secondsPerDay
} from "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/actions/test-repository.ts
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
var testRepository = {
  spec: {
    name: "test-repository",
    summary: "Update a TUF client from the published repository",
    about: "Runs the client workflow of an independent implementation (tuf-js) against the published repository, from `root.json` of the workspace when there is one, else from the first root. Compares with the branch `publish`, and looks whether roles will still be valid in some days.",
    inputs: {
      metadata_url: { about: "Where the metadata is published. GitHub Pages of this repository unless given" },
      artifact_url: { about: "Where the target files are published. Beside the metadata, in `targets/`, unless given" },
      update_base_url: { about: "Metadata URL that the client updates from first, as clients have until now" },
      expected_artifact: { about: "A target file that must be found and downloaded" },
      compare_source: { about: "Compare root and timestamp with those of the branch `publish`", default: "true" },
      valid_days: { about: "Days from now at which the client must still get valid metadata; 0: now", default: "0" },
      offline_valid_days: { about: "Days for which root and targets must be valid; 0: not checked", default: "0" },
      metadata_dir: { about: "Folder for the metadata that the client got" },
      ...workflowToken
    },
    outputs: {},
    permissions: [
      {
        scope: "contents",
        access: "read",
        why: "to compare with the branch `publish`, in a private repository",
        optional: true
      }
    ],
    example: `on:
  schedule:
    - cron: '29 5/12 * * *'
  workflow_dispatch:
  workflow_call:`
  },
  async run(step) {
    const { run, runner } = step;
    const { now } = step.clock;
    const valid = daysOf(step, "valid_days");
    const offline = daysOf(step, "offline_valid_days");
    const metadataUrl = step.input("metadata_url") || pagesMetadataUrl(run.repository);
    const root = join(run.workspace, "root.json");
    const metadataDir = step.input("metadata_dir");
    const report = await testClient(
      {
        metadataUrl,
        artifactUrl: step.input("artifact_url") || artifactUrlBeside(metadataUrl),
        updateBaseUrl: step.input("update_base_url") || void 0,
        initialRoot: existsSync(root) ? root : void 0,
        expectedArtifact: step.input("expected_artifact") || void 0,
        compareSource: step.flag("compare_source") ? await step.bringFiles("publish", join(run.workspace, "source")) : void 0,
        metadataDir: metadataDir === "" ? void 0 : resolve(run.workspace, metadataDir),
        now,
        time: valid > 0 ? now + valid * secondsPerDay : void 0,
        offlineTime: offline > 0 ? now + offline * secondsPerDay : void 0
      },
      testClientPorts()
    );
    for (const warning of report.warnings) runner.warning(warning);
    runner.say(renderTestClientReport(report).text.trimEnd());
  }
};
function pagesMetadataUrl(repository) {
  const [owner, name] = repository.split("/");
  return `https://${owner}.github.io/${name}/metadata/`;
}
function artifactUrlBeside(metadataUrl) {
  return `${metadataUrl.replace(/\/?$/, "").replace(/\/metadata$/, "")}/targets/`;
}
function daysOf(step, name) {
  const text = step.input(name);
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new TufError("usage", `The input ${name} is no number of days: ${text}`, {
    hint: "Use a whole number; 0 means not checked"
  });
}
export {
  artifactUrlBeside,
  pagesMetadataUrl,
  testRepository
};
