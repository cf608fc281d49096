import { TufError } from '../errors.ts';
import { runSigningEvent, type SigningEventOutcome } from '../operations/run-signing-event.ts';
import type { EventStatus } from '../signing-event/event-status.ts';
import { terminal } from '../text/terminal.ts';
import { type Action, token } from './action.ts';
import type { Step } from './step.ts';
import { eventText, isPullRequestEvent } from './workflow-run.ts';

export const signingEvent: Action = {
  spec: {
    name: 'signing-event',
    summary: 'Bring a signing event and its pull request up to date',
    about:
      "Makes the lists of target files match the target files, takes signatures from pull requests of forks, and tells in the event's pull request what changes, who has signed and who is missing. An incomplete event is no failure.",
    inputs: token,
    outputs: {
      status: 'The status as JSON; empty when lists of target files were updated and the next run tells it',
      complete: '`true` when every changed role is complete',
      'pull-request': 'Number of the pull request; empty when there is none',
    },
    permissions: [
      {
        scope: 'contents',
        access: 'write',
        why: 'to commit lists of target files, and signatures from forks, to the event branch',
      },
      { scope: 'pull-requests', access: 'write', why: 'to open the pull request, comment on it, and mark it as ready' },
      {
        scope: 'actions',
        access: 'write',
        why: "to start itself again: a push with the workflow's own token starts nothing",
      },
      { scope: 'statuses', access: 'write', why: 'to set the commit status `tuf-on-ci/signing-event`', optional: true },
    ],
    example: `on:
  push:
    branches: ['sign/**']
    paths: ['metadata/**', 'targets/**']
  workflow_dispatch:`,
  },
  async run(step) {
    const event = eventBranchOf(step);
    const { branches } = await step.remoteHeads();
    if (!event.startsWith('sign/') || !branches.has(`refs/heads/${event}`)) {
      return step.runner.notice(
        event.startsWith('sign/')
          ? `The branch ${event} is not there any more: there is nothing to do`
          : `${event || 'This run'} is no signing event: those are branches named sign/…`,
      );
    }
    const github = await step.github();
    const outcome = await step.inCheckout({ ref: event }, (opened) => {
      const input = {
        event,
        defaultBranch: opened.defaultBranch,
        runUrl: step.run.url,
        pushesStartWorkflows: step.tokens.isCustom,
      };
      const warn = (text: string) => step.runner.warning(text);
      return runSigningEvent(opened, input, { github, warn, onStatus: (...status) => tellStatus(status, step) });
    });
    tell(outcome, step);
  },
};

/** A pull request into an event counts for that event; its own branch is a fork's. */
function eventBranchOf({ run }: Step): string {
  if (isPullRequestEvent(run)) return eventText(run, 'pull_request', 'base', 'ref');
  if (!run.ref.startsWith('refs/heads/')) {
    throw new TufError('usage', `This run is not on a branch (${run.ref})`, {
      hint: 'Start the workflow on the branch of the signing event',
    });
  }
  return run.ref.slice('refs/heads/'.length);
}

async function tellStatus([status, text]: readonly [EventStatus, string], { runner }: Step): Promise<void> {
  runner.setOutput('status', JSON.stringify(status));
  runner.setOutput('complete', String(status.complete));
  await runner.group('Status', async () => runner.say(text));
  await runner.addSummary(text);
}

function tell(outcome: SigningEventOutcome, { runner }: Step): void {
  for (const { number, author, roles } of outcome.merged) {
    runner.say(terminal`Merged signatures of @${author} from pull request #${number}: ${roles.join(', ')}`.text);
  }
  const pullRequest = outcome.kind === 'gone' ? undefined : outcome.pullRequest;
  runner.setOutput('pull-request', pullRequest ? String(pullRequest.number) : '');
  if (outcome.kind === 'status') return;
  runner.setOutput('status', '');
  runner.setOutput('complete', 'false');
  if (outcome.kind === 'gone') {
    runner.notice('The event branch was deleted meanwhile: there is nothing to do');
    return;
  }
  const list = outcome.roles.map(({ role, version }) => `${role} v${version}`).join(', ');
  runner.say(terminal`Updated the lists of target files: ${list}. The next run tells the status`.text);
}
