import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  signersOf
} from "./chunk-DUCWO5EQ.js";
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
} from "./chunk-6ZDVMURW.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-SBSHVBW7.js";
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
import "./chunk-QMTZXS6C.js";
import "./chunk-6KXGPSH4.js";
import "./chunk-HPPT72UH.js";
import "./chunk-MJSS5T6T.js";
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
