import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  planTargetFiles
} from "./chunk-SFM7ZNY5.js";
import {
  readEvent
} from "./chunk-IIFFIPQ7.js";
import {
  commitOnHead,
  pushHead,
  pushLeftOver,
  readCleanHead
} from "./chunk-HK3S7BO6.js";
import {
  metadataPath
} from "./chunk-KL6IPUUD.js";
import {
  writeJson
} from "./chunk-EJ4Q5POY.js";

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

export {
  updateTargets
};
