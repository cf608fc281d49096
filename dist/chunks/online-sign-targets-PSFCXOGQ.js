import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  signersOf
} from "./chunk-7ICZKSPE.js";
import "./chunk-DVKXLBXI.js";
import {
  followRemote,
  untilPushed
} from "./chunk-LCZPOMGH.js";
import {
  cloudInputTable,
  token
} from "./chunk-WIVNLOOR.js";
import {
  onlineSignTargets
} from "./chunk-7CUFA4FC.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import "./chunk-BZT22AKC.js";
import "./chunk-ZUEG32L2.js";
import "./chunk-ONSTXDV7.js";
import "./chunk-T7XXUQTK.js";
import "./chunk-BUTPR3IJ.js";
import "./chunk-6W43Q2RE.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-OEDCLJ3T.js";
import "./chunk-TU7AAPSX.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-G2U4CHBV.js";
import "./chunk-GDMTZPVG.js";
import "./chunk-QQR2I7H3.js";
import "./chunk-EHVW6RFV.js";
import "./chunk-PVIQHEDX.js";
import "./chunk-ZJMAQ6XP.js";
import "./chunk-YDNICYWY.js";
import "./chunk-VX2M4YAZ.js";
import "./chunk-GDHA6WBH.js";
import "./chunk-NUBAFIRG.js";
import "./chunk-DOYHIN6V.js";
import "./chunk-2QURNYTC.js";
import "./chunk-QX32Z5V2.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-GM5QJ2AI.js";
import "./chunk-PYDIKN75.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-OVKQJ33Y.js";
import "./chunk-6KXGPSH4.js";
import "./chunk-HPPT72UH.js";
import "./chunk-E4HFCGPY.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/operations/run-online-sign-targets.ts
async function runOnlineSignTargets(surroundings, input, signerFor, github) {
  const { repository } = surroundings;
  const { event, defaultBranch, roles } = input;
  const follow = () => followRemote(repository, [event, defaultBranch]);
  const outcome = await untilPushed(follow, async () => {
    const before = await repository.resolve("HEAD");
    const signing = await onlineSignTargets(surroundings, roles, signerFor, { push: false, githubRef: void 0 });
    if (signing.signed.length > 0) {
      const update = { source: signing.head, target: `refs/heads/${event}`, ...before && { expected: before } };
      await repository.push("origin", [update]);
    }
    return signing;
  });
  if (outcome && outcome.signed.length > 0 && !input.pushesStartWorkflows) {
    await (await github()).dispatchWorkflow("signing-event.yml", event);
  }
  return outcome;
}

// src/actions/online-sign-targets.ts
var onlineSignTargets2 = {
  spec: {
    name: "online-sign-targets",
    summary: "Sign targets roles of a signing event that have an online key",
    about: "Signs each named role that has an online key and waits for its signature, in the signing event of this branch.",
    inputs: {
      ...token,
      ...cloudInputTable,
      targets_to_sign: { about: "Roles, separated by blanks or line breaks", required: true }
    },
    outputs: { signed: "The roles that were signed, blank-separated" },
    permissions: [
      { scope: "contents", access: "write", why: "to push the signatures to the event branch" },
      {
        scope: "actions",
        access: "write",
        why: "to start `signing-event.yml`: a push with the workflow's own token starts nothing"
      },
      {
        scope: "id-token",
        access: "write",
        why: "to sign with the identity of the workflow (Sigstore), or to log in to the cloud of the online key"
      }
    ],
    example: `on:
  push:
    branches: ['sign/**']
    paths: ['metadata/**', 'targets/**']
  workflow_dispatch:`
  },
  async run(step) {
    const { runner, run } = step;
    const roles = step.input("targets_to_sign").split(/\s+/).filter((role) => role !== "");
    if (roles.length === 0) {
      throw new TufError("usage", "The input targets_to_sign names no role", {
        hint: "Name targets, or delegated roles"
      });
    }
    const signerFor = signersOf(step);
    if (!(await step.remoteHeads()).branches.has(run.ref)) {
      runner.setOutput("signed", "");
      return runner.notice(`${run.ref} is not there any more: there is nothing to do`);
    }
    const event = run.ref.replace(/^refs\/heads\//, "");
    const outcome = await step.inCheckout({ ref: event }, (opened) => {
      const { defaultBranch } = opened;
      const input = { event, defaultBranch, roles, pushesStartWorkflows: step.tokens.isCustom };
      return runOnlineSignTargets(opened, input, signerFor, () => step.github());
    });
    if (outcome) sayFindings(outcome.findings, step.environment);
    for (const role of outcome?.signed ?? []) runner.notice(`Signed ${role}`);
    if (!outcome?.signed.length) runner.say("No named role waits for an online signature");
    runner.setOutput("signed", outcome?.signed.join(" ") ?? "");
  }
};
export {
  onlineSignTargets2 as onlineSignTargets
};
