import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  commitOnHead,
  pushHead,
  pushLeftOver,
  readCleanHead
} from "./chunk-ZUEG32L2.js";
import {
  planTargetFiles
} from "./chunk-HHL5SBHW.js";
import {
  readEvent
} from "./chunk-CW6OG4LP.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-43E2W2ZF.js";
import {
  metadataPath
} from "./chunk-MOMKE2AR.js";
import "./chunk-ENED6NO6.js";
import "./chunk-DRAEM5BX.js";
import "./chunk-TH4SOCAH.js";
import {
  writeJson
} from "./chunk-ZRWRQ66H.js";
import "./chunk-EOSONFJ6.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-D6BYL3WW.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-PVIQHEDX.js";
import "./chunk-2QURNYTC.js";
import {
  leftOverPushed,
  pushOption
} from "./chunk-UFDM235Z.js";
import {
  inRepository,
  terminal
} from "./chunk-HMI2LGA2.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-ZKS4JTYC.js";

// src/operations/update-targets.ts
async function updateTargets(surroundings, { push, githubRef }) {
  const { repository, now } = surroundings;
  const { head, reading } = await readCleanHead(repository, (commit) => readEvent(surroundings, commit));
  const { context } = reading;
  const plan = planTargetFiles(context.state, context.base, now);
  const commits = plan.roles.map(
    ({ role, metadata }) => ({
      message: `Update targets metadata for role ${role}`,
      changes: [{ path: metadataPath(role), content: writeJson(metadata) }]
    })
  );
  const tip = await commitOnHead(repository, head, commits, now);
  if (push && commits.length > 0) await pushHead(repository, tip, githubRef);
  const pushedLeftOver = push && commits.length === 0 && await pushLeftOver(repository, head, githubRef);
  return {
    roles: plan.roles.map(({ role, metadata }) => ({ role, version: metadata.signed.version })),
    pushedLeftOver,
    head: tip
  };
}

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
