import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  onlineSign
} from "./chunk-2EBUHSRR.js";
import {
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
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

// src/cli/commands/online-sign.ts
var onlineSignCommand = {
  spec: {
    name: "online-sign",
    summary: "make and sign a new snapshot and timestamp where they are due",
    about: "Judges HEAD, signs a new snapshot when its content changed, it is in its signing period or not validly signed, and a new timestamp likewise; judges the result and commits both at once.",
    arguments: [],
    options: [pushOption(false)],
    exits: { 0: "done, or nothing to do" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const choice = { push: typed.options["push"] === true, githubRef: environment.variables["GITHUB_REF"] };
    const ports = { signerFor: onlineSigners(environment, opened.clock), secondOpinion };
    const { signed, findings, pushedLeftOver } = await onlineSign(opened, ports, choice);
    sayFindings(findings, environment);
    for (const { role, version } of signed) environment.stdout(terminal`Signed ${role} version ${version}\n`.text);
    if (pushedLeftOver) environment.stdout(leftOverPushed);
    else if (signed.length === 0) environment.stdout("Nothing to do: snapshot and timestamp are current\n");
    return 0;
  })
};
export {
  onlineSignCommand
};
