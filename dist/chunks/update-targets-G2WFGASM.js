import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  updateTargets
} from "./chunk-IOZEJFF7.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
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
  leftOverPushed,
  pushOption
} from "./chunk-UFDM235Z.js";
import {
  inRepository
} from "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/update-targets.ts
var updateTargetsCommand = {
  spec: {
    name: "update-targets",
    summary: "make targets metadata match the target files that a signing event changes",
    about: "Rebuilds the list of each role that owns files added, changed or removed below targets/, in a commit per role. Signatures of a rebuilt role are emptied.",
    arguments: [],
    options: [pushOption(true)],
    exits: { 0: "something was committed", 1: "nothing to do" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const push = typed.options["push"] !== false;
    const { roles, pushedLeftOver } = await updateTargets(opened, {
      push,
      githubRef: environment.variables["GITHUB_REF"]
    });
    for (const { role, version } of roles) {
      environment.stdout(terminal`Updated targets metadata of role ${role} to version ${version}\n`.text);
    }
    if (pushedLeftOver) environment.stdout(leftOverPushed);
    else if (roles.length === 0) environment.stdout("Nothing to do: targets metadata is up to date\n");
    return roles.length > 0 || pushedLeftOver ? 0 : 1;
  })
};
export {
  updateTargetsCommand
};
