import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  say
} from "./chunk-N53O3OVS.js";
import {
  eventStatus
} from "./chunk-BXAERDQM.js";
import {
  invitesDelegatedBy
} from "./chunk-ONSTXDV7.js";
import {
  isOnlineRole
} from "./chunk-DGJZRIBC.js";
import {
  shellWord
} from "./chunk-LDCVTGOJ.js";
import {
  listInWords
} from "./chunk-XRWBEMI4.js";

// src/operations/signer/next-steps.ts
function sayNextSteps({ terminal }, { event }, handedOver) {
  const { judgement, reading } = handedOver;
  const { context, head, knownGood } = reading;
  const status = eventStatus({ event, head, knownGood, context, judgement });
  if (status.complete) {
    say(terminal, "The event is complete: once its checks on GitHub are green it can be merged.");
    return;
  }
  const command = `tuf-on-ci-sign ${shellWord(event)}`;
  for (const role of ["root", "targets"]) {
    const users = [...invitesDelegatedBy(context.state, role).keys()];
    if (users.length === 0) continue;
    say(terminal, `${listInWords(users)} must accept the invitation first, then ${role} can be signed: ${command}`);
  }
  for (const { role, names } of missingSigners(status)) say(terminal, `${role} waits for ${names}: ${command}`);
}
function missingSigners({ roles }) {
  return roles.flatMap(({ role, complete, invites, missing, knownGoodRoot }) => {
    const names = [.../* @__PURE__ */ new Set([...missing, ...knownGoodRoot?.missing ?? []])];
    if (complete || isOnlineRole(role) || invites.length > 0 || names.length === 0) return [];
    return [{ role, names: listInWords(names) }];
  });
}

export {
  sayNextSteps
};
