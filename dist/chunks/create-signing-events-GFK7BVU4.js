import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  mergeForkSignatures
} from "./chunk-DKBTSB57.js";
import "./chunk-7TJDLKOD.js";
import {
  followRemote,
  untilPushed
} from "./chunk-LCZPOMGH.js";
import {
  token
} from "./chunk-WIVNLOOR.js";
import {
  createSigningEvents
} from "./chunk-TOQPX7WM.js";
import "./chunk-YYXZP3QA.js";
import "./chunk-PFKNMH5G.js";
import "./chunk-B6ORE7DH.js";
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
import "./chunk-LDCVTGOJ.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import {
  byCodePoint
} from "./chunk-2QURNYTC.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-JPAOHPAT.js";
import {
  terminal
} from "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/operations/run-create-signing-events.ts
var workflow = "signing-event.yml";
async function runCreateSigningEvents(surroundings, input, ports) {
  const { repository } = surroundings;
  const follow = () => followRemote(repository, [input.defaultBranch]);
  const created = await untilPushed(follow, () => createSigningEvents(surroundings, true));
  if (created === void 0) throw gone(input.defaultBranch);
  if (!input.pushesStartWorkflows) {
    for (const event of created.events) await ports.github.dispatchWorkflow(workflow, event);
  }
  const others = await openEvents(surroundings, created.events);
  const tips = await mergeAll(surroundings, others, ports);
  const started = await startMissed(tips, input, ports);
  return { ...created, merged: tips.flatMap(({ merged }) => merged), started };
}
async function openEvents({ repository, defaultBranchNames }, created) {
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const branches = [...await repository.remoteBranches("origin")].map(([ref, tip]) => ({ event: ref.replace(/^refs\/heads\//, ""), tip })).filter(({ event }) => event.startsWith("sign/") && !created.includes(event)).sort((a, b) => byCodePoint(a.event, b.event));
  if (branches.length === 0) return [];
  const updates = branches.map(({ event }) => ({
    source: `refs/heads/${event}`,
    target: `refs/remotes/origin/${event}`,
    force: true
  }));
  await repository.fetch("origin", updates);
  const open = [];
  for (const { event } of branches) {
    const tip = await repository.resolve(`refs/remotes/origin/${event}`);
    if (tip && await mergeBaseOr(repository, main.commit, tip) !== tip) open.push({ event, tip });
  }
  return open;
}
async function mergeBaseOr(repository, one, other) {
  try {
    return await repository.mergeBase(one, other);
  } catch (error) {
    if (error instanceof TufError && error.code === "no-common-ancestor") return void 0;
    throw error;
  }
}
async function mergeAll(surroundings, events, ports) {
  const unmerged = events.map((one) => ({ ...one, before: one.tip, merged: [] }));
  if (events.length === 0) return unmerged;
  const pullRequests = await tolerated(() => ports.github.pullRequests({}), ports);
  if (pullRequests === void 0) return unmerged;
  const looked = [];
  for (const one of unmerged) {
    const own = pullRequests.filter(({ base }) => base === one.event);
    const input = { event: one.event, head: one.tip, pullRequests: own };
    const outcome = await tolerated(() => mergeForkSignatures(surroundings, input, ports), ports);
    looked.push({ ...one, ...outcome });
  }
  return looked;
}
async function startMissed(events, { pushesStartWorkflows }, ports) {
  const started = [];
  for (const { event, tip, before } of events) {
    const isOurs = tip !== before;
    const isMissed = isOurs ? !pushesStartWorkflows : (await tolerated(() => ports.github.standing(workflow, event, tip), ports) ?? "good") !== "good";
    if (!isMissed || !isOurs && await tolerated(() => ports.github.isSettled(event, tip), ports)) continue;
    const isStarted = await tolerated(() => ports.github.dispatchWorkflow(workflow, event).then(() => true), ports);
    if (isStarted) started.push(event);
  }
  return started;
}
async function tolerated(work, { warn }) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TufError) || error.code === "internal") throw error;
    warn(`${error.message}. ${error.hint ?? ""}`.trim());
    return void 0;
  }
}
function gone(branch) {
  return new TufError("git", `The default branch '${branch}' is not there any more`, {
    hint: "Run the workflow again"
  });
}

// src/actions/create-signing-events.ts
var createSigningEvents2 = {
  spec: {
    name: "create-signing-events",
    summary: "Open signing events for roles that are about to expire",
    about: "For each role but snapshot and timestamp in its signing period: a branch `sign/<role>-v<N>` with an unsigned new version. Looks after the events that are open, too: takes signatures from pull requests of forks, and starts `signing-event.yml` where no run has looked at an event.",
    inputs: token,
    outputs: { events: "Names of the new branches, blank-separated" },
    permissions: [
      { scope: "contents", access: "write", why: "to push the branches" },
      { scope: "actions", access: "write", why: "to start `signing-event.yml` on them" },
      {
        scope: "pull-requests",
        access: "read",
        why: "to find signatures that came as pull requests from forks",
        optional: true
      }
    ],
    example: `on:
  schedule:
    - cron: '23 3 * * *'
  workflow_dispatch:`
  },
  async run(step) {
    const { runner } = step;
    const github = await step.github();
    const outcome = await step.inCheckout({ ref: await step.defaultBranch() }, (opened) => {
      const input = { defaultBranch: opened.defaultBranch, pushesStartWorkflows: step.tokens.isCustom };
      return runCreateSigningEvents(opened, input, { github, warn: (text) => runner.warning(text) });
    });
    sayFindings(outcome.findings, step.environment);
    for (const event of outcome.events) runner.notice(`Opened the signing event ${event}`);
    for (const event of outcome.existing) runner.say(terminal`${event} is open already`.text);
    for (const event of outcome.started) runner.say(terminal`Started signing-event.yml on ${event}`.text);
    for (const { number, author } of outcome.merged) {
      runner.say(terminal`Merged signatures of @${author} from pull request #${number}`.text);
    }
    if (outcome.events.length === 0) runner.say("No role is in its signing period without an event");
    runner.setOutput("events", outcome.events.join(" "));
  }
};
export {
  createSigningEvents2 as createSigningEvents
};
