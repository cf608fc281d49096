import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { reportResult } from '../operations/report-result.ts';
import { type Action, token } from './action.ts';
import type { Step } from './step.ts';

export const updateIssue: Action = {
  spec: {
    name: 'update-issue',
    summary: 'Keep an issue open as long as a workflow fails',
    about:
      'Opens an issue when the workflow fails, comments on it while it keeps failing, and closes it when the workflow works again. One issue per workflow. The text of `.github/TUF_ON_CI_TEMPLATE/failure.md` is added when there is one.',
    inputs: {
      ...token,
      success: { about: 'Whether the workflow was successful: `true` or something else', required: true },
    },
    outputs: { issue: 'Number of the issue; empty when there is none' },
    permissions: [
      { scope: 'issues', access: 'write', why: 'to open, comment on and close the issue' },
      { scope: 'contents', access: 'read', why: 'to read the template, in a private repository', optional: true },
    ],
    example: `on:
  schedule:
    - cron: '41 2/6 * * *'`,
  },
  async run(step) {
    const { run, runner } = step;
    const result = {
      workflow: run.workflow,
      isSuccess: step.flag('success'),
      runUrl: run.url,
      template: () => readTemplate(step),
    };
    const { did, issue } = await reportResult(result, await step.github());
    runner.say(issue ? `Issue #${issue.number}: ${did}` : 'There is no open issue, and no reason for one');
    runner.setOutput('issue', issue ? String(issue.number) : '');
  },
};

const template = '.github/TUF_ON_CI_TEMPLATE/failure.md';

/** From a checkout of an earlier step, else from GitHub. */
async function readTemplate(step: Step): Promise<string | undefined> {
  try {
    const workspace = await realpath(step.run.workspace);
    const file = join(workspace, template);
    // A link could lead to what nobody may publish: the environment of this process has tokens.
    return (await realpath(file)) === file ? await readFile(file, 'utf8') : undefined;
  } catch {
    return (await step.github()).readFile(template, step.run.commit);
  }
}
