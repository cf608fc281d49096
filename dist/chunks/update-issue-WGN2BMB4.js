import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  token
} from "./chunk-WIVNLOOR.js";
import {
  link,
  markdown,
  paragraphs
} from "./chunk-PFKNMH5G.js";
import "./chunk-LDCVTGOJ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";

// src/actions/update-issue.ts
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";

// src/render/failure-issue.ts
var TEMPLATE_LIMIT = 6e4;
function renderFailure({ workflow, runUrl }, template2) {
  const text = markdown`The workflow ${workflow} has failed: ${link("see the run", runUrl)}.`;
  const own = template2?.trim().slice(0, TEMPLATE_LIMIT);
  return own ? `${text}

${own}
` : `${text}
`;
}
function renderRecovery({ workflow, runUrl }) {
  const text = [markdown`The workflow ${workflow} works again: ${link("see the run", runUrl)}.`];
  return `${paragraphs(text)}
`;
}

// src/operations/report-result.ts
async function reportResult(result, github) {
  const label = labelOf(result.workflow);
  const title = `Failure in ${result.workflow}`;
  const open = (await github.issues(label)).filter((issue2) => issue2.title === title);
  const [issue] = open;
  if (result.isSuccess) {
    for (const { number } of open) {
      await github.addComment(number, renderRecovery(result));
      await github.closeIssue(number);
    }
    return { did: issue ? "closed" : "nothing", issue };
  }
  if (issue) {
    await github.addComment(issue.number, renderFailure(result, void 0));
    return { did: "commented", issue };
  }
  const body = renderFailure(result, await result.template());
  return { did: "opened", issue: await github.openIssue({ title, body, label }) };
}
function labelOf(workflow) {
  return [...workflow.replaceAll(",", " ")].slice(0, 50).join("").trim();
}

// src/actions/update-issue.ts
var updateIssue = {
  spec: {
    name: "update-issue",
    summary: "Keep an issue open as long as a workflow fails",
    about: "Opens an issue when the workflow fails, comments on it while it keeps failing, and closes it when the workflow works again. One issue per workflow. The text of `.github/TUF_ON_CI_TEMPLATE/failure.md` is added when there is one.",
    inputs: {
      ...token,
      success: { about: "Whether the workflow was successful: `true` or something else", required: true }
    },
    outputs: { issue: "Number of the issue; empty when there is none" },
    permissions: [
      { scope: "issues", access: "write", why: "to open, comment on and close the issue" },
      { scope: "contents", access: "read", why: "to read the template, in a private repository", optional: true }
    ],
    example: `on:
  schedule:
    - cron: '41 2/6 * * *'`
  },
  async run(step) {
    const { run, runner } = step;
    const result = {
      workflow: run.workflow,
      isSuccess: step.flag("success"),
      runUrl: run.url,
      template: () => readTemplate(step)
    };
    const { did, issue } = await reportResult(result, await step.github());
    runner.say(issue ? `Issue #${issue.number}: ${did}` : "There is no open issue, and no reason for one");
    runner.setOutput("issue", issue ? String(issue.number) : "");
  }
};
var template = ".github/TUF_ON_CI_TEMPLATE/failure.md";
async function readTemplate(step) {
  try {
    const workspace = await realpath(step.run.workspace);
    const file = join(workspace, template);
    return await realpath(file) === file ? await readFile(file, "utf8") : void 0;
  } catch {
    return (await step.github()).readFile(template, step.run.commit);
  }
}
export {
  updateIssue
};
