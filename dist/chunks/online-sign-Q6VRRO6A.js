import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  signersOf
} from "./chunk-DUCWO5EQ.js";
import "./chunk-DVKXLBXI.js";
import {
  checkOnlineKeys,
  readOnlineKeys,
  renderOnlineKeys
} from "./chunk-BXVCG75H.js";
import {
  followRemote,
  untilPushed
} from "./chunk-LCZPOMGH.js";
import {
  cloudInputTable,
  token
} from "./chunk-WIVNLOOR.js";
import {
  onlineSign
} from "./chunk-2EBUHSRR.js";
import {
  planPublication,
  secondOpinion
} from "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import {
  sayFindings
} from "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import "./chunk-3NE5GRVE.js";
import "./chunk-SOKPPZWF.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-QYOOV4U5.js";
import {
  readJudgedState
} from "./chunk-BMQL7HQC.js";
import {
  Documents
} from "./chunk-3AC5QX52.js";
import {
  metadataOf
} from "./chunk-KL6IPUUD.js";
import "./chunk-N3K4RLEY.js";
import "./chunk-SBSHVBW7.js";
import {
  publishedMetadataName
} from "./chunk-ARO56RJJ.js";
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
import "./chunk-QMTZXS6C.js";
import "./chunk-6KXGPSH4.js";
import "./chunk-HPPT72UH.js";
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

// src/adapters/web/fetch-url.ts
var timeLimit = 2e4;
var limit = 128 * 1024 * 1024;
var fetchUrl = async (url) => {
  try {
    const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(timeLimit) });
    if (response.status === 404 || response.status === 410) return { kind: "missing" };
    if (!response.ok) return { kind: "unreachable", reason: `status ${response.status}` };
    return await read(response);
  } catch (error) {
    return { kind: "unreachable", reason: error instanceof Error ? error.message : String(error) };
  }
};
async function read(response) {
  const pieces = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > limit) return { kind: "unreachable", reason: `more than ${limit} bytes` };
    pieces.push(piece);
  }
  return { kind: "found", bytes: Buffer.concat(pieces) };
}

// src/operations/live-difference.ts
async function readLiveDifference(surroundings, commit, urls, fetchUrl2) {
  const reasons = [];
  for (const url of urls) {
    const timestamp = await fetchUrl2(`${url}timestamp.json`);
    if (timestamp.kind !== "found") {
      reasons.push(`${url}timestamp.json: ${timestamp.kind === "missing" ? "not found" : timestamp.reason}`);
      continue;
    }
    const tree = surroundings.repository.tree(commit);
    const state = await readJudgedState(surroundings, tree, new Documents(), { digests: false });
    return compare(state, url, fetchUrl2);
  }
  return { kind: "unknown", reason: reasons.join("; ") || "no URL is known" };
}
async function compare(state, url, fetchUrl2) {
  const plain = planPublication(state, { cleanSignatures: false }).metadata;
  const clean = planPublication(state, { cleanSignatures: true }).metadata;
  const root = publishedMetadataName("root", metadataOf(state, "root")?.signed.version ?? 0);
  const names = [...plain.keys()].filter((name) => !name.endsWith(".root.json") || name === root);
  for (const name of names.reverse()) {
    const live = await fetchUrl2(url + encodeURIComponent(name));
    if (live.kind === "unreachable") return { kind: "unknown", reason: `${url}${name}: ${live.reason}` };
    const isSame = live.kind === "found" && [plain, clean].some((files) => sameBytes(files.get(name), live.bytes));
    if (!isSame) return { kind: "differs", url, file: name };
  }
  return { kind: "equal", url };
}
function sameBytes(a, b) {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

// src/operations/run-online-sign.ts
var publishBranch = "publish";
var workflow = "publish.yml";
async function runOnlineSign(surroundings, input, ports, onSigned) {
  const { repository } = surroundings;
  const branch = `refs/heads/${input.defaultBranch}`;
  const follow = () => followRemote(repository, [input.defaultBranch]);
  const outcome = await untilPushed(follow, () => onlineSign(surroundings, ports, { push: true, githubRef: branch }));
  if (outcome === void 0) {
    throw new TufError("git", `The default branch '${input.defaultBranch}' is not there any more`, {
      hint: "Run the workflow again"
    });
  }
  onSigned(outcome);
  const hasMoved = await movePublish(repository, outcome.head);
  const publishing = await decide(surroundings, input, ports, outcome, hasMoved);
  if (publishing.isStarted) await ports.github.dispatchWorkflow(workflow, publishBranch, { ref: outcome.head });
  return { ...outcome, publishing };
}
async function decide(surroundings, { isSchedule, liveUrl, usualPagesUrl }, { github, fetchUrl: fetchUrl2 }, { signed, head }, hasMoved) {
  if (!isSchedule) return { isStarted: true, because: "asked" };
  if (signed.length > 0) return { isStarted: true, because: "signed" };
  if (hasMoved) return { isStarted: true, because: "moved" };
  const pages = liveUrl === void 0 ? await github.pagesUrl() ?? usualPagesUrl : void 0;
  const urls = liveUrl !== void 0 ? [liveUrl] : pages !== void 0 ? [`${pages}metadata/`, pages] : [];
  const live = await readLiveDifference(surroundings, head, urls, fetchUrl2);
  if (live.kind === "differs") return { isStarted: true, because: "differs", live };
  return await hasFailed(head, github) ? { isStarted: true, because: "failed" } : { isStarted: false, live };
}
async function hasFailed(head, github) {
  try {
    return await github.standing(workflow, publishBranch, head) === "failed";
  } catch (error) {
    if (error instanceof TufError && error.code === "github") return false;
    throw error;
  }
}
async function movePublish(repository, commit) {
  const ref = `refs/heads/${publishBranch}`;
  const before = (await repository.remoteBranches("origin")).get(ref);
  if (before === commit) return false;
  try {
    await repository.push("origin", [{ source: commit, target: ref }]);
    return true;
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== "push-rejected") throw error;
    if (await isNewer(repository, commit)) return true;
    throw new TufError(
      "push-rejected",
      `The branch '${publishBranch}' holds commits that are not on the default branch`,
      {
        hint: `Look at what they are; when nothing is lost by it, delete the branch '${publishBranch}' and run this workflow again`,
        cause: error
      }
    );
  }
}
async function isNewer(repository, commit) {
  const tracking = `refs/remotes/origin/${publishBranch}`;
  await repository.fetch("origin", [{ source: `refs/heads/${publishBranch}`, target: tracking, force: true }]);
  const present = await repository.resolve(tracking);
  return present !== void 0 && await repository.mergeBase(present, commit) === commit;
}

// src/actions/pages-url.ts
function pagesUrl(repository) {
  const [owner = "", name = ""] = repository.split("/");
  const site = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === site ? `https://${site}/` : `https://${site}/${name}/`;
}

// src/actions/preflight.ts
async function tellOnlineKeys(opened, { runner }) {
  const keys = await readOnlineKeys(opened);
  for (const line of renderOnlineKeys(keys).split("\n")) if (line !== "") runner.say(line);
  return keys;
}
async function warnOfLostKeys(opened, keys, signerFor, { runner }) {
  for (const { uri, signs, error } of await checkOnlineKeys(opened, keys, signerFor, { sigstore: false })) {
    if (signs) runner.say(terminal`${uri} signs a test message`.text);
    if (error)
      runner.warning(`The online key cannot sign, though nothing is due yet. ${error.message}. ${error.hint ?? ""}`);
  }
}

// src/actions/online-sign.ts
var onlineSign2 = {
  spec: {
    name: "online-sign",
    summary: "Sign snapshot and timestamp with the online key, and hand over to publishing",
    about: "Judges the default branch, signs a new snapshot and timestamp where they are due, pushes them, moves the branch `publish` there and starts `publish.yml`. On a schedule that is started only when there is something new, when what is served differs from the source, or when publishing it has failed: it heals by itself. Later steps find `ONLINE_SIGNED` (`true` or `false`) in their environment.",
    inputs: {
      ...token,
      ...cloudInputTable,
      live_url: { about: "Where the metadata is published. GitHub Pages of this repository unless given" }
    },
    outputs: {
      signed: "`true` when something was signed",
      rev: "The commit that is handed over to publishing",
      published: "`true` when `publish.yml` was started"
    },
    permissions: [
      { scope: "contents", access: "write", why: "to push the signed metadata, and the branch `publish`" },
      { scope: "actions", access: "write", why: "to start `publish.yml`" },
      {
        scope: "id-token",
        access: "write",
        why: "to sign with the identity of the workflow (Sigstore), or to log in to the cloud of the online key"
      },
      {
        scope: "pages",
        access: "read",
        why: "to find the published repository when `live_url` is not given",
        optional: true
      }
    ],
    example: `on:
  schedule:
    - cron: '41 2/6 * * *'
  push:
    branches: [main]
    paths: ['metadata/**', '!metadata/snapshot.json', '!metadata/timestamp.json']
  workflow_dispatch:`
  },
  async run(step) {
    const signerFor = signersOf(step);
    const github = await step.github();
    const liveUrl = step.input("live_url");
    try {
      await step.inCheckout({ ref: await step.defaultBranch() }, async (opened) => {
        const keys = await tellOnlineKeys(opened, step);
        const outcome = await runOnlineSign(
          opened,
          {
            defaultBranch: opened.defaultBranch,
            isSchedule: step.run.eventName === "schedule",
            liveUrl: liveUrl === "" ? void 0 : liveUrl.replace(/\/?$/, "/"),
            usualPagesUrl: step.run.serverUrl === "https://github.com" ? pagesUrl(step.run.repository) : void 0
          },
          { signerFor, secondOpinion, github, fetchUrl },
          (signed) => tellSigned(signed, step)
        );
        tell(outcome, step);
        if (outcome.signed.length === 0) await warnOfLostKeys(opened, keys, signerFor, step);
      });
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== "no-metadata") throw error;
      step.runner.notice(`${error.message}. ${error.hint}`);
      step.runner.exportVariable("ONLINE_SIGNED", "false");
      step.runner.setOutput("signed", "false");
    }
  }
};
function tellSigned({ signed, findings, pushedLeftOver, head }, { runner, environment }) {
  sayFindings(findings, environment);
  for (const { role, version } of signed) runner.notice(`Signed ${role} version ${version}`);
  const isSigned = String(signed.length > 0 || pushedLeftOver);
  runner.exportVariable("ONLINE_SIGNED", isSigned);
  runner.setOutput("signed", isSigned);
  runner.setOutput("rev", head);
  if (signed.length === 0) runner.say("Snapshot and timestamp are current");
}
function tell({ publishing, head }, { runner }) {
  runner.setOutput("published", String(publishing.isStarted));
  runner.say(
    terminal`${publishing.isStarted ? "Started publish.yml for" : "Did not start publish.yml for"} ${head}: ${reasonOf(publishing)}`.text
  );
}
function reasonOf(publishing) {
  if (!publishing.isStarted) {
    const { live } = publishing;
    return live.kind === "unknown" ? `nothing to compare with (${live.reason})` : `${live.kind === "equal" ? live.url : ""} serves the same`;
  }
  switch (publishing.because) {
    case "asked":
      return "this run is not of the schedule";
    case "signed":
      return "there is a new signature";
    case "moved":
      return "it has not been handed over before";
    case "failed":
      return "publishing it has failed";
    case "differs":
      return publishing.live.kind === "differs" ? `${publishing.live.url}${publishing.live.file} differs` : "live differs";
  }
}
export {
  onlineSign2 as onlineSign
};
