import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
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
import {
  onlineSigners
} from "./chunk-BUTPR3IJ.js";
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
import "./chunk-E4HFCGPY.js";
import {
  leftOverPushed,
  pushOption
} from "./chunk-UFDM235Z.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import {
  inRepository
} from "./chunk-TGLF5BS5.js";
import "./chunk-CETHS65X.js";
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
