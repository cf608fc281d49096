import { TufError } from '../errors.ts';
import { type PullRequestVerdict, verifyPullRequest } from '../operations/verify-pull-request.ts';
import { errorsOf } from '../render/event-comment.ts';
import { type Action, workflowToken } from './action.ts';
import type { Step } from './step.ts';
import { eventText, isPullRequestEvent } from './workflow-run.ts';

export const verify: Action = {
  spec: {
    name: 'verify',
    summary: 'Say whether a pull request may be merged',
    about:
      'Green at once where `metadata/` and `targets/` are untouched. A signing event must be complete and sound; any other change to them is refused. Made to be a required check, with the job named `tuf-on-ci/signing-event`. Nothing of the pull request is run, so forks are safe.',
    inputs: workflowToken,
    outputs: {
      status: 'The status of the signing event as JSON; empty when it is none',
      complete: '`true` when every changed role is complete',
    },
    permissions: [{ scope: 'contents', access: 'read', why: 'to read the commits that are judged' }],
    example: `on:
  pull_request:
    # Edited: a pull request that gets another target is judged again.
    types: [opened, synchronize, reopened, edited]`,
  },
  async run(step) {
    const { run, runner } = step;
    if (!isPullRequestEvent(run)) {
      // A merge queue asks again for what its pull requests have been judged for.
      return runner.notice('This run is not of a pull request: there is nothing to judge');
    }
    const text = (...path: readonly string[]) => eventText(run, 'pull_request', ...path);
    const verdict = await step.inCheckout({ ref: await step.defaultBranch() }, (opened) =>
      verifyPullRequest(opened, opened.defaultBranch, {
        number: Number(text('number')),
        head: text('head', 'sha'),
        headBranch: text('head', 'ref'),
        base: text('base', 'ref'),
        isFromFork: text('head', 'repo', 'full_name').toLowerCase() !== run.repository.toLowerCase(),
      }),
    );
    await tell(verdict, step);
  },
};

async function tell(verdict: PullRequestVerdict, { runner }: Step): Promise<void> {
  const status = verdict.kind === 'event' ? verdict.status : undefined;
  runner.setOutput('status', status ? JSON.stringify(status) : '');
  runner.setOutput('complete', String(status?.complete ?? false));
  switch (verdict.kind) {
    case 'untouched':
      return runner.say('metadata/ and targets/ are untouched');
    case 'no-event': {
      const more = verdict.paths.length > 1 ? ` and ${verdict.paths.length - 1} more` : '';
      throw new TufError('unsound', `This pull request changes ${verdict.paths[0]}${more} outside a signing event`, {
        hint: 'Push the change to a branch sign/… of this repository: its pull request collects the signatures',
      });
    }
    case 'event':
      await runner.group('Status', async () => runner.say(verdict.text));
      await runner.addSummary(verdict.text);
      return requireComplete(verdict);
  }
}

/** What goes into an event must be sound; what goes into the default branch must be signed, too. */
function requireComplete({ status, isWhole }: Extract<PullRequestVerdict, { kind: 'event' }>): void {
  const errors = errorsOf(status);
  if (errors > 0) {
    throw new TufError('unsound', `The signing event ${status.event} has errors`, {
      hint: "The status says what they are and what to do: see this run's summary, or the pull request",
    });
  }
  if (!isWhole || status.complete) return;
  throw new TufError('unsound', `The signing event ${status.event} is not complete yet`, {
    hint: 'This check turns green by itself once the last signature is there',
  });
}
