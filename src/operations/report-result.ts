/** The action `update-issue`: one issue per workflow, open as long as it fails (SPEC A9). */
import type { GitHub, Issue } from '../ports/github.ts';
import { renderFailure, renderRecovery } from '../render/failure-issue.ts';

export interface WorkflowResult {
  /** Name of the workflow. */
  readonly workflow: string;
  readonly isSuccess: boolean;
  /** Page of the run. */
  readonly runUrl: string;
  /** Text of `.github/TUF_ON_CI_TEMPLATE/failure.md`: the maintainers' own words, Markdown. */
  template(): Promise<string | undefined>;
}

export interface ReportOutcome {
  readonly did: 'opened' | 'commented' | 'closed' | 'nothing';
  readonly issue: Issue | undefined;
}

/** Errors: `github`. */
export async function reportResult(result: WorkflowResult, github: GitHub): Promise<ReportOutcome> {
  const label = labelOf(result.workflow);
  const title = `Failure in ${result.workflow}`;
  const open = (await github.issues(label)).filter((issue) => issue.title === title);
  const [issue] = open;
  if (result.isSuccess) {
    // Two runs that failed at once may have opened one each.
    for (const { number } of open) {
      await github.addComment(number, renderRecovery(result));
      await github.closeIssue(number);
    }
    return { did: issue ? 'closed' : 'nothing', issue };
  }
  if (issue) {
    await github.addComment(issue.number, renderFailure(result, undefined));
    return { did: 'commented', issue };
  }
  const body = renderFailure(result, await result.template());
  return { did: 'opened', issue: await github.openIssue({ title, body, label }) };
}

/** GitHub's labels hold 50 characters, and a list of them is separated by commas. */
function labelOf(workflow: string): string {
  return [...workflow.replaceAll(',', ' ')].slice(0, 50).join('').trim();
}
