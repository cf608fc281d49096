import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  readStatus,
  renderStatus
} from "./chunk-P2WGKU6K.js";
import "./chunk-PFKNMH5G.js";
import {
  jsonOutput
} from "./chunk-EZC7QH7U.js";
import "./chunk-4QNJ7YZB.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-LDCVTGOJ.js";
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

// src/cli/commands/status.ts
var status = {
  spec: {
    name: "status",
    summary: "show how far the signing event of this branch is",
    about: "Judges HEAD as a signing event against the default branch, and prints as Markdown what changes, who has signed, who is missing and what is wrong.",
    arguments: [],
    options: [{ name: "json", about: "Print the status as JSON" }],
    exits: { 0: "every changed role is complete", 1: "not yet, or there are no changes" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const [{ kind, status: status2, knownGood }, uncommitted] = await Promise.all([
      readStatus(opened),
      opened.repository.uncommittedPaths()
    ]);
    if (uncommitted.length > 0) {
      const more = uncommitted.length > 1 ? ` and ${uncommitted.length - 1} more` : "";
      environment.stderr(terminal`warning: not judged, as it is not committed: ${uncommitted[0]}${more}\n`.text);
    }
    environment.stdout(
      typed.options["json"] ? jsonOutput(status2) : renderStatus(status2, { hasMetadata: kind !== "no-metadata", knownGood })
    );
    return status2.complete ? 0 : 1;
  })
};
export {
  status
};
