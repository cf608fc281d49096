import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  errorsOf
} from "./chunk-7TJDLKOD.js";
import {
  workflowToken
} from "./chunk-WIVNLOOR.js";
import {
  readStatus,
  renderStatus
} from "./chunk-P2WGKU6K.js";
import "./chunk-PFKNMH5G.js";
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
import {
  eventText,
  isPullRequestEvent
} from "./chunk-MBEUUWCZ.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import {
  TufError
} from "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/operations/verify-pull-request.ts
async function verifyPullRequest(surroundings, defaultBranch, pullRequest) {
  const { repository } = surroundings;
  const { number, head, headBranch, base, isFromFork } = pullRequest;
  const isIntoEvent = base.startsWith("sign/");
  const isEvent = !isFromFork && headBranch.startsWith("sign/") && base === defaultBranch;
  await repository.fetch("origin", [
    { source: `refs/heads/${base}`, target: `refs/remotes/origin/${base}`, force: true },
    { source: `refs/pull/${number}/head` }
  ]);
  const paths = await touched(repository, `refs/remotes/origin/${base}`, head);
  if (paths.length === 0) return { kind: "untouched" };
  if (!isIntoEvent && !isEvent) return { kind: "no-event", paths };
  const event = isIntoEvent ? base : headBranch;
  const { kind, status, knownGood } = await readStatus({ ...surroundings, repository: at(repository, head, event) });
  const text = renderStatus(status, { hasMetadata: kind !== "no-metadata", knownGood });
  return { kind: "event", isWhole: !isIntoEvent, status, text };
}
async function touched(repository, base, head) {
  const tip = await repository.resolve(base);
  const changes = await repository.changesBetween(await repository.mergeBase(tip, head), head);
  return changes.map(({ path }) => path).filter((path) => /^(metadata|targets)(\/|$)/.test(path));
}
function at(repository, commit, branch) {
  return {
    ...repository,
    resolve: (revision) => revision === "HEAD" ? Promise.resolve(commit) : repository.resolve(revision),
    currentBranch: () => Promise.resolve(`refs/heads/${branch}`)
  };
}

// src/actions/verify.ts
var verify = {
  spec: {
    name: "verify",
    summary: "Say whether a pull request may be merged",
    about: "Green at once where `metadata/` and `targets/` are untouched. A signing event must be complete and sound; any other change to them is refused. Made to be a required check, with the job named `tuf-on-ci/signing-event`. Nothing of the pull request is run, so forks are safe.",
    inputs: workflowToken,
    outputs: {
      status: "The status of the signing event as JSON; empty when it is none",
      complete: "`true` when every changed role is complete"
    },
    permissions: [{ scope: "contents", access: "read", why: "to read the commits that are judged" }],
    example: `on:
  pull_request:
    # Edited: a pull request that gets another target is judged again.
    types: [opened, synchronize, reopened, edited]`
  },
  async run(step) {
    const { run, runner } = step;
    if (!isPullRequestEvent(run)) {
      return runner.notice("This run is not of a pull request: there is nothing to judge");
    }
    const text = (...path) => eventText(run, "pull_request", ...path);
    const verdict = await step.inCheckout(
      { ref: await step.defaultBranch() },
      (opened) => verifyPullRequest(opened, opened.defaultBranch, {
        number: Number(text("number")),
        head: text("head", "sha"),
        headBranch: text("head", "ref"),
        base: text("base", "ref"),
        isFromFork: text("head", "repo", "full_name").toLowerCase() !== run.repository.toLowerCase()
      })
    );
    await tell(verdict, step);
  }
};
async function tell(verdict, { runner }) {
  const status = verdict.kind === "event" ? verdict.status : void 0;
  runner.setOutput("status", status ? JSON.stringify(status) : "");
  runner.setOutput("complete", String(status?.complete ?? false));
  switch (verdict.kind) {
    case "untouched":
      return runner.say("metadata/ and targets/ are untouched");
    case "no-event": {
      const more = verdict.paths.length > 1 ? ` and ${verdict.paths.length - 1} more` : "";
      throw new TufError("unsound", `This pull request changes ${verdict.paths[0]}${more} outside a signing event`, {
        hint: "Push the change to a branch sign/… of this repository: its pull request collects the signatures"
      });
    }
    case "event":
      await runner.group("Status", async () => runner.say(verdict.text));
      await runner.addSummary(verdict.text);
      return requireComplete(verdict);
  }
}
function requireComplete({ status, isWhole }) {
  const errors = errorsOf(status);
  if (errors > 0) {
    throw new TufError("unsound", `The signing event ${status.event} has errors`, {
      hint: "The status says what they are and what to do: see this run's summary, or the pull request"
    });
  }
  if (!isWhole || status.complete) return;
  throw new TufError("unsound", `The signing event ${status.event} is not complete yet`, {
    hint: "This check turns green by itself once the last signature is there"
  });
}
export {
  verify
};
