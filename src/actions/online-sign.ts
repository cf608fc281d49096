import { fetchUrl } from '../adapters/web/fetch-url.ts';
import { sayFindings } from '../cli/say-findings.ts';
import { secondOpinion } from '../cli/second-opinion.ts';
import { TufError } from '../errors.ts';
import type { OnlineSignOutcome } from '../operations/online-sign.ts';
import { type Publishing, type RunOnlineSignOutcome, runOnlineSign } from '../operations/run-online-sign.ts';
import { terminal } from '../text/terminal.ts';
import { type Action, cloudInputTable, token } from './action.ts';
import { signersOf } from './online-signers.ts';
import { pagesUrl } from './pages-url.ts';
import { tellOnlineKeys, warnOfLostKeys } from './preflight.ts';
import type { Step } from './step.ts';

export const onlineSign: Action = {
  spec: {
    name: 'online-sign',
    summary: 'Sign snapshot and timestamp with the online key, and hand over to publishing',
    about:
      'Judges the default branch, signs a new snapshot and timestamp where they are due, pushes them, moves the branch `publish` there and starts `publish.yml`. On a schedule that is started only when there is something new, when what is served differs from the source, or when publishing it has failed: it heals by itself. Later steps find `ONLINE_SIGNED` (`true` or `false`) in their environment.',
    inputs: {
      ...token,
      ...cloudInputTable,
      live_url: { about: 'Where the metadata is published. GitHub Pages of this repository unless given' },
    },
    outputs: {
      signed: '`true` when something was signed',
      rev: 'The commit that is handed over to publishing',
      published: '`true` when `publish.yml` was started',
    },
    permissions: [
      { scope: 'contents', access: 'write', why: 'to push the signed metadata, and the branch `publish`' },
      { scope: 'actions', access: 'write', why: 'to start `publish.yml`' },
      {
        scope: 'id-token',
        access: 'write',
        why: 'to sign with the identity of the workflow (Sigstore), or to log in to the cloud of the online key',
      },
      {
        scope: 'pages',
        access: 'read',
        why: 'to find the published repository when `live_url` is not given',
        optional: true,
      },
    ],
    example: `on:
  schedule:
    - cron: '41 2/6 * * *'
  push:
    branches: [main]
    paths: ['metadata/**', '!metadata/snapshot.json', '!metadata/timestamp.json']
  workflow_dispatch:`,
  },
  async run(step) {
    const signerFor = signersOf(step);
    const github = await step.github();
    const liveUrl = step.input('live_url');
    try {
      await step.inCheckout({ ref: await step.defaultBranch() }, async (opened) => {
        const keys = await tellOnlineKeys(opened, step);
        const outcome = await runOnlineSign(
          opened,
          {
            defaultBranch: opened.defaultBranch,
            isSchedule: step.run.eventName === 'schedule',
            liveUrl: liveUrl === '' ? undefined : liveUrl.replace(/\/?$/, '/'),
            usualPagesUrl: step.run.serverUrl === 'https://github.com' ? pagesUrl(step.run.repository) : undefined,
          },
          { signerFor, secondOpinion, github, fetchUrl },
          (signed) => tellSigned(signed, step),
        );
        tell(outcome, step);
        if (outcome.signed.length === 0) await warnOfLostKeys(opened, keys, signerFor, step);
      });
    } catch (error) {
      if (!(error instanceof TufError) || error.code !== 'no-metadata') throw error;
      // Before the first signing event is merged the schedule has nothing to do.
      step.runner.notice(`${error.message}. ${error.hint}`);
      step.runner.exportVariable('ONLINE_SIGNED', 'false');
      step.runner.setOutput('signed', 'false');
    }
  },
};

/** At once: what later steps are told must be true even when handing over fails. */
function tellSigned(
  { signed, findings, pushedLeftOver, head }: OnlineSignOutcome,
  { runner, environment }: Step,
): void {
  sayFindings(findings, environment);
  for (const { role, version } of signed) runner.notice(`Signed ${role} version ${version}`);
  const isSigned = String(signed.length > 0 || pushedLeftOver);
  runner.exportVariable('ONLINE_SIGNED', isSigned);
  runner.setOutput('signed', isSigned);
  runner.setOutput('rev', head);
  if (signed.length === 0) runner.say('Snapshot and timestamp are current');
}

function tell({ publishing, head }: RunOnlineSignOutcome, { runner }: Step): void {
  runner.setOutput('published', String(publishing.isStarted));
  runner.say(
    terminal`${publishing.isStarted ? 'Started publish.yml for' : 'Did not start publish.yml for'} ${head}: ${reasonOf(publishing)}`
      .text,
  );
}

function reasonOf(publishing: Publishing): string {
  if (!publishing.isStarted) {
    const { live } = publishing;
    return live.kind === 'unknown'
      ? `nothing to compare with (${live.reason})`
      : `${live.kind === 'equal' ? live.url : ''} serves the same`;
  }
  switch (publishing.because) {
    case 'asked':
      return 'this run is not of the schedule';
    case 'signed':
      return 'there is a new signature';
    case 'moved':
      return 'it has not been handed over before';
    case 'failed':
      return 'publishing it has failed';
    case 'differs':
      return publishing.live.kind === 'differs'
        ? `${publishing.live.url}${publishing.live.file} differs`
        : 'live differs';
  }
}
