import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  checkOnlineKeys,
  doctorAsJson,
  readOnlineKeys,
  renderDoctor
} from "./chunk-BXVCG75H.js";
import {
  onlineSigners
} from "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-SBSHVBW7.js";
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
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/cli/commands/doctor.ts
var doctorCommand = {
  spec: {
    name: "doctor",
    summary: "try the online keys, and see what the GitHub token may do",
    about: "Lists the online keys that HEAD names and lets each sign a test message, which its public key must verify. With GITHUB_TOKEN and GITHUB_REPOSITORY it also tells which permissions the token has, by requests that GitHub refuses for what they lack. It changes nothing.",
    arguments: [],
    options: [
      { name: "json", about: "Print the outcome as JSON" },
      { name: "sigstore", about: "Sign with Sigstore too; that signature is public for ever" }
    ],
    exits: { 0: "every online key that was tried signs; 2 when one does not" }
  },
  run: (typed, environment) => inRepository(environment, typed, async (opened) => {
    const { readTokenPermissions } = await import("./token-permissions-WDJLTI4N.js");
    const keys = await readOnlineKeys(opened);
    const [checked, token] = await Promise.all([
      checkOnlineKeys(opened, keys, onlineSigners(environment, opened.clock), {
        sigstore: typed.options["sigstore"] === true
      }),
      readTokenPermissions(environment.variables)
    ]);
    environment.stdout(
      typed.options["json"] ? `${JSON.stringify(doctorAsJson(checked, token), null, 2)}
` : renderDoctor(checked, token, environment.colour.stdout)
    );
    return checked.every(({ signs }) => signs !== false) ? 0 : 2;
  })
};
export {
  doctorCommand
};
