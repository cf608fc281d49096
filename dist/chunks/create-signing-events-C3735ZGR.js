import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  createSigningEvents
} from "./chunk-TOQPX7WM.js";
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

// src/cli/commands/create-signing-events.ts
var createSigningEventsCommand = {
  spec: {
    name: "create-signing-events",
    summary: "open a signing event for each offline role that is about to expire",
    about: "For each role but snapshot and timestamp that is in its signing period: a branch sign/<role>-v<N> from the default branch with an unsigned new version. A branch that is there already is left alone. Prints the new branches on one line.",
    arguments: [],
    options: [pushOption(false)],
    exits: { 0: "done, also when nothing was due" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const { events, existing, findings } = await createSigningEvents(opened, typed.options["push"] === true);
    sayFindings(findings, environment);
    for (const branch of existing) environment.stderr(terminal`${branch} is open already\n`.text);
    environment.stdout(terminal`${events.join(" ")}\n`.text);
    return 0;
  })
};
export {
  createSigningEventsCommand
};
