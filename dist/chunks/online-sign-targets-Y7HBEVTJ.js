import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  onlineSignTargets
} from "./chunk-6ZDVMURW.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import {
  onlineSigners
} from "./chunk-3NE5GRVE.js";
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
import "./chunk-MJSS5T6T.js";
import {
  leftOverPushed,
  pushOption
} from "./chunk-UFDM235Z.js";
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
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/online-sign-targets.ts
var onlineSignTargetsCommand = {
  spec: {
    name: "online-sign-targets",
    summary: "sign targets roles that have an online key",
    about: "Signs each named role that has an online key and is not signed with it yet, in a commit per role.",
    arguments: [{ name: "ROLE", many: true, about: "targets, or a delegated role" }],
    options: [pushOption(true)],
    exits: { 0: "something was signed", 1: "nothing to do" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const choice = { push: typed.options["push"] !== false, githubRef: environment.variables["GITHUB_REF"] };
    const signers = onlineSigners(environment, opened.clock);
    const { signed, findings, pushedLeftOver } = await onlineSignTargets(opened, typed.arguments, signers, choice);
    sayFindings(findings, environment);
    for (const role of signed) environment.stdout(terminal`Signed role ${role}\n`.text);
    if (pushedLeftOver) environment.stdout(leftOverPushed);
    else if (signed.length === 0) environment.stdout("Nothing to do: no named role waits for an online signature\n");
    return signed.length > 0 || pushedLeftOver ? 0 : 1;
  })
};
export {
  onlineSignTargetsCommand
};
