import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  asSigner,
  chooseKey,
  invitedRoles,
  openWorkspace,
  propose,
  publish,
  readSignerOptions,
  rememberKey,
  requireSignature,
  requireSoundEvent,
  review,
  say,
  sayErrors,
  sayNextSteps,
  sayVoided,
  signRoles,
  signerOptions,
  withKeyAccepted
} from "./chunk-GXR7E2TB.js";
import "./chunk-H4MQCTU5.js";
import {
  eventContent,
  planSignatures
} from "./chunk-YYXZP3QA.js";
import "./chunk-4QNJ7YZB.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-BDJKN63C.js";
import "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-QYOOV4U5.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-AXXQY237.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-NOYFVHV2.js";
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
import "./chunk-DCABR347.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-NSMIGRXC.js";
import "./chunk-NB4CCL6E.js";
import "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import {
  listInWords
} from "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/operations/signer/sign.ts
async function signEvent(session, options) {
  const workspace = await openWorkspace(session, options);
  const { user, verifier, terminal } = session;
  const { reading } = workspace;
  const { state, base } = reading.context;
  const invited = invitedRoles(eventContent(state), user);
  if (invited.length === 0 && planSignatures(state, base, user, verifier).length === 0) {
    const { event, isNew } = workspace;
    const why = isNew ? `${session.remote} has no event ${event}` : `${event} needs no signature of ${user}`;
    say(terminal, `Nothing to do: ${why}`);
    sayErrors(session, reading, "It has errors that have to be mended before anybody can sign it.");
    return "nothing-to-do";
  }
  if (invited.length > 0) say(terminal, `You are invited to sign ${listInWords(invited)}.`);
  const findings = requireSoundEvent("Nothing was signed", reading, options);
  await review(session, workspace, { reading, findings }, options);
  const signed = invited.length > 0 ? await accept(session, workspace, options, findings) : await addSignatures(session, workspace, options);
  const { commit } = signed;
  const result = await publish(session, options, {
    workspace,
    commits: [commit],
    result: signed,
    title: commit.message
  });
  sayNextSteps(session, options, workspace, result);
  return "done";
}
var refusal = "What was signed cannot be pushed";
async function accept(session, workspace, options, shown) {
  const { user } = session;
  const key = await chooseKey(session);
  const accepted = withKeyAccepted(session, workspace.reading, eventContent(workspace.reading.context.state), key);
  const message = `${user} accepted invitation`;
  const unsigned = { event: accepted, message, refusal: "Your invitation was not accepted" };
  const proposal = await propose(session, workspace, options, unsigned);
  const { reading } = proposal;
  sayVoided(session, proposal, shown);
  await rememberKey(session, reading, key);
  const { event } = await signRoles(session, reading, accepted);
  return propose(session, workspace, options, { event, message, refusal });
}
async function addSignatures(session, workspace, options) {
  const { reading } = workspace;
  const signed = await signRoles(session, reading, eventContent(reading.context.state));
  requireSignature(signed);
  const message = `Signature from ${session.user}`;
  return propose(session, workspace, options, { event: signed.event, message, refusal });
}

// src/cli/commands/sign.ts
var sign = {
  spec: {
    name: "sign",
    summary: "sign what a signing event changes, or accept an invitation to sign",
    about: "Fetches the event, shows what it changes, makes the signatures that you owe and pushes them. Your branch, index and files are not touched. Who you are is said in .tuf-on-ci-sign.ini at the top of the clone.",
    arguments: [{ name: "EVENT", about: "The branch of the signing event, such as sign/new-release" }],
    options: signerOptions,
    exits: { 0: "signed and pushed, or nothing to do" }
  },
  run: (typed, environment) => asSigner(environment, typed, (session) => signEvent(session, readSignerOptions(typed)))
};
export {
  sign
};
