import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  mergeForkSignatures
} from "./chunk-DKBTSB57.js";
import {
  calledIn,
  callsOf,
  errorsOf,
  isStatusComment,
  renderCall,
  renderCommitStatus,
  renderPullRequestBody,
  renderStatusComment
} from "./chunk-7TJDLKOD.js";
import {
  followRemote,
  untilPushed
} from "./chunk-LCZPOMGH.js";
import {
  token
} from "./chunk-WIVNLOOR.js";
import "./chunk-YYXZP3QA.js";
import {
  readStatus,
  renderStatus
} from "./chunk-P2WGKU6K.js";
import "./chunk-PFKNMH5G.js";
import "./chunk-4QNJ7YZB.js";
import {
  updateTargets
} from "./chunk-IOZEJFF7.js";
import "./chunk-SFM7ZNY5.js";
import "./chunk-B6ORE7DH.js";
import "./chunk-IIFFIPQ7.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
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
import {
  eventText,
  isPullRequestEvent
} from "./chunk-MBEUUWCZ.js";
import "./chunk-MJSS5T6T.js";
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

// src/operations/event-pull-request.ts
async function findPullRequest({ event, defaultBranch }, { github }) {
  return (await github.pullRequests({ head: event, base: defaultBranch }))[0];
}
async function openPullRequest(branches, ports) {
  const found = await findPullRequest(branches, ports);
  if (found) return found;
  const { github, warn } = ports;
  const { event, defaultBranch } = branches;
  const opened = await github.openPullRequest({
    title: `Signing event: ${event}`,
    body: renderPullRequestBody(event),
    head: event,
    base: defaultBranch
  });
  if ("refused" in opened) {
    warn(opened.refused);
    return void 0;
  }
  return opened;
}
async function setDraft(pullRequest, isDraft, { github, warn }) {
  if (pullRequest.isDraft !== isDraft) told(await github.setDraft(pullRequest, isDraft), warn);
}
async function tellStatus(number, status, text, { github, warn }) {
  const own = (await github.comments(number)).filter(({ isTrusted }) => isTrusted);
  const [first, ...others] = own.filter(({ body: body2 }) => isStatusComment(body2));
  if (first === void 0) {
    told(await github.addLabel(number, "signing-event"), warn);
    const called = callsOf(status).flatMap(({ keys }) => keys);
    await github.addComment(number, renderStatusComment(text, status.head, called));
    return;
  }
  const body = renderStatusComment(text, status.head, calledIn(first.body));
  if (body !== first.body) await github.editComment(first.id, body);
  for (const { id } of others) await github.removeComment(id);
  await callNewOnes(number, status, own, github);
}
async function callNewOnes(number, status, comments, github) {
  if (errorsOf(status) > 0) return;
  const called = new Set(comments.flatMap(({ body }) => calledIn(body)));
  const calls = callsOf(status).filter(({ keys }) => keys.some((key) => !called.has(key)));
  if (calls.length > 0) await github.addComment(number, renderCall(status.event, calls));
}
async function setCommitStatus(status, url, { github, warn }) {
  const state = status.complete ? "success" : errorsOf(status) > 0 ? "failure" : "pending";
  const description = renderCommitStatus(status);
  const context = "tuf-on-ci/signing-event";
  told(await github.setCommitStatus(status.head, { context, state, description, url }), warn);
}
function told(outcome, warn) {
  if (outcome) warn(outcome.refused);
}

// src/operations/run-signing-event.ts
var workflow = "signing-event.yml";
var readings = 3;
async function runSigningEvent(surroundings, input, ports) {
  const { repository } = surroundings;
  const follow = () => followRemote(repository, [input.event, input.defaultBranch]);
  const merged = [];
  for (let reading = 1; ; reading++) {
    const found = await untilPushed(follow, () => mergeIntoHead(surroundings, input.event, ports));
    merged.push(...found ?? []);
    const updated = await untilPushed(follow, () => updateAndPush(surroundings, input.event));
    if (updated === void 0) return { kind: "gone", merged };
    if (updated.length > 0) return { ...await handOver(repository, updated, input, ports), merged };
    const outcome = await readStatus(surroundings);
    const tip = (await repository.remoteBranches("origin")).get(`refs/heads/${input.event}`);
    if (tip === void 0) return { kind: "gone", merged };
    if (tip !== outcome.status.head && reading < readings) {
      await follow();
      continue;
    }
    return { ...await tell(outcome, input, ports), merged };
  }
}
async function mergeIntoHead(surroundings, event, { github, warn }) {
  const { repository } = surroundings;
  const head = await repository.resolve("HEAD");
  const pullRequests = await github.pullRequests({ base: event });
  const { tip, merged } = await mergeForkSignatures(surroundings, { event, head, pullRequests }, { github, warn });
  if (tip !== head) await repository.advance(head, tip);
  return merged;
}
async function updateAndPush(surroundings, event) {
  const { repository } = surroundings;
  const before = await repository.resolve("HEAD");
  try {
    const { roles, head } = await updateTargets(surroundings, { push: false, githubRef: void 0 });
    if (roles.length > 0) {
      await repository.push("origin", [
        { source: head, target: `refs/heads/${event}`, ...before && { expected: before } }
      ]);
    }
    return roles;
  } catch (error) {
    if (error instanceof TufError && error.code === "no-common-ancestor") return [];
    throw error;
  }
}
async function handOver(repository, roles, input, ports) {
  if (!input.pushesStartWorkflows && !await startNext(repository, input.event, ports.github)) return { kind: "gone" };
  const pullRequest = await openPullRequest(input, ports);
  if (pullRequest) await setDraft(pullRequest, true, ports);
  return { kind: "updated", roles, pullRequest };
}
async function startNext(repository, event, github) {
  try {
    await github.dispatchWorkflow(workflow, event);
    return true;
  } catch (error) {
    const isGone = !(await repository.remoteBranches("origin")).has(`refs/heads/${event}`);
    if (isGone && error instanceof TufError && error.code === "github") return false;
    throw error;
  }
}
async function tell({ kind, status, knownGood }, input, ports) {
  const text = renderStatus(status, { hasMetadata: kind !== "no-metadata", knownGood });
  await ports.onStatus(status, text);
  const hasChanges = kind === "event" && status.head !== status.knownGood;
  const pullRequest = await (hasChanges ? openPullRequest(input, ports) : findPullRequest(input, ports));
  if (pullRequest) {
    await tellStatus(pullRequest.number, status, text, ports);
    await setDraft(pullRequest, !status.complete, ports);
  }
  await setCommitStatus(status, pullRequest?.url ?? input.runUrl, ports);
  return { kind: "status", status, pullRequest };
}

// src/actions/signing-event.ts
var signingEvent = {
  spec: {
    name: "signing-event",
    summary: "Bring a signing event and its pull request up to date",
    about: "Makes the lists of target files match the target files, takes signatures from pull requests of forks, and tells in the event's pull request what changes, who has signed and who is missing. An incomplete event is no failure.",
    inputs: token,
    outputs: {
      status: "The status as JSON; empty when lists of target files were updated and the next run tells it",
      complete: "`true` when every changed role is complete",
      "pull-request": "Number of the pull request; empty when there is none"
    },
    permissions: [
      {
        scope: "contents",
        access: "write",
        why: "to commit lists of target files, and signatures from forks, to the event branch"
      },
      { scope: "pull-requests", access: "write", why: "to open the pull request, comment on it, and mark it as ready" },
      {
        scope: "actions",
        access: "write",
        why: "to start itself again: a push with the workflow's own token starts nothing"
      },
      { scope: "statuses", access: "write", why: "to set the commit status `tuf-on-ci/signing-event`", optional: true }
    ],
    example: `on:
  push:
    branches: ['sign/**']
    paths: ['metadata/**', 'targets/**']
  workflow_dispatch:`
  },
  async run(step) {
    const event = eventBranchOf(step);
    const { branches } = await step.remoteHeads();
    if (!event.startsWith("sign/") || !branches.has(`refs/heads/${event}`)) {
      return step.runner.notice(
        event.startsWith("sign/") ? `The branch ${event} is not there any more: there is nothing to do` : `${event || "This run"} is no signing event: those are branches named sign/…`
      );
    }
    const github = await step.github();
    const outcome = await step.inCheckout({ ref: event }, (opened) => {
      const input = {
        event,
        defaultBranch: opened.defaultBranch,
        runUrl: step.run.url,
        pushesStartWorkflows: step.tokens.isCustom
      };
      const warn = (text) => step.runner.warning(text);
      return runSigningEvent(opened, input, { github, warn, onStatus: (...status) => tellStatus2(status, step) });
    });
    tell2(outcome, step);
  }
};
function eventBranchOf({ run }) {
  if (isPullRequestEvent(run)) return eventText(run, "pull_request", "base", "ref");
  if (!run.ref.startsWith("refs/heads/")) {
    throw new TufError("usage", `This run is not on a branch (${run.ref})`, {
      hint: "Start the workflow on the branch of the signing event"
    });
  }
  return run.ref.slice("refs/heads/".length);
}
async function tellStatus2([status, text], { runner }) {
  runner.setOutput("status", JSON.stringify(status));
  runner.setOutput("complete", String(status.complete));
  await runner.group("Status", async () => runner.say(text));
  await runner.addSummary(text);
}
function tell2(outcome, { runner }) {
  for (const { number, author, roles } of outcome.merged) {
    runner.say(terminal`Merged signatures of @${author} from pull request #${number}: ${roles.join(", ")}`.text);
  }
  const pullRequest = outcome.kind === "gone" ? void 0 : outcome.pullRequest;
  runner.setOutput("pull-request", pullRequest ? String(pullRequest.number) : "");
  if (outcome.kind === "status") return;
  runner.setOutput("status", "");
  runner.setOutput("complete", "false");
  if (outcome.kind === "gone") {
    runner.notice("The event branch was deleted meanwhile: there is nothing to do");
    return;
  }
  const list = outcome.roles.map(({ role, version }) => `${role} v${version}`).join(", ");
  runner.say(terminal`Updated the lists of target files: ${list}. The next run tells the status`.text);
}
export {
  signingEvent
};
