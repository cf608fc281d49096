import { sayFindings } from '../cli/say-findings.ts';
import { runCreateSigningEvents } from '../operations/run-create-signing-events.ts';
import { terminal } from '../text/terminal.ts';
import { type Action, token } from './action.ts';

export const createSigningEvents: Action = {
  spec: {
    name: 'create-signing-events',
    summary: 'Open signing events for roles that are about to expire',
    about:
      'For each role but snapshot and timestamp in its signing period: a branch `sign/<role>-v<N>` with an unsigned new version. Looks after the events that are open, too: takes signatures from pull requests of forks, and starts `signing-event.yml` where no run has looked at an event.',
    inputs: token,
    outputs: { events: 'Names of the new branches, blank-separated' },
    permissions: [
      { scope: 'contents', access: 'write', why: 'to push the branches' },
      { scope: 'actions', access: 'write', why: 'to start `signing-event.yml` on them' },
      {
        scope: 'pull-requests',
        access: 'read',
        why: 'to find signatures that came as pull requests from forks',
        optional: true,
      },
    ],
    example: `on:
  schedule:
    - cron: '23 3 * * *'
  workflow_dispatch:`,
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
    if (outcome.events.length === 0) runner.say('No role is in its signing period without an event');
    runner.setOutput('events', outcome.events.join(' '));
  },
};
