import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testClientPorts } from '../adapters/client/tuf-js-client.ts';
import { TufError } from '../errors.ts';
import { renderTestClientReport, testClient } from '../operations/test-client.ts';
import { secondsPerDay } from '../tuf/expires.ts';
import { type Action, workflowToken } from './action.ts';
import type { Step } from './step.ts';

export const testRepository: Action = {
  spec: {
    name: 'test-repository',
    summary: 'Update a TUF client from the published repository',
    about:
      'Runs the client workflow of an independent implementation (tuf-js) against the published repository, from `root.json` of the workspace when there is one, else from the first root. Compares with the branch `publish`, and looks whether roles will still be valid in some days.',
    inputs: {
      metadata_url: { about: 'Where the metadata is published. GitHub Pages of this repository unless given' },
      artifact_url: { about: 'Where the target files are published. Beside the metadata, in `targets/`, unless given' },
      update_base_url: { about: 'Metadata URL that the client updates from first, as clients have until now' },
      expected_artifact: { about: 'A target file that must be found and downloaded' },
      compare_source: { about: 'Compare root and timestamp with those of the branch `publish`', default: 'true' },
      valid_days: { about: 'Days from now at which the client must still get valid metadata; 0: now', default: '0' },
      offline_valid_days: { about: 'Days for which root and targets must be valid; 0: not checked', default: '0' },
      metadata_dir: { about: 'Folder for the metadata that the client got' },
      ...workflowToken,
    },
    outputs: {},
    permissions: [
      {
        scope: 'contents',
        access: 'read',
        why: 'to compare with the branch `publish`, in a private repository',
        optional: true,
      },
    ],
    example: `on:
  schedule:
    - cron: '29 5/12 * * *'
  workflow_dispatch:
  workflow_call:`,
  },
  async run(step) {
    const { run, runner } = step;
    const { now } = step.clock;
    const valid = daysOf(step, 'valid_days');
    const offline = daysOf(step, 'offline_valid_days');
    const metadataUrl = step.input('metadata_url') || pagesMetadataUrl(run.repository);
    const root = join(run.workspace, 'root.json');
    const metadataDir = step.input('metadata_dir');
    const report = await testClient(
      {
        metadataUrl,
        artifactUrl: step.input('artifact_url') || artifactUrlBeside(metadataUrl),
        updateBaseUrl: step.input('update_base_url') || undefined,
        initialRoot: existsSync(root) ? root : undefined,
        expectedArtifact: step.input('expected_artifact') || undefined,
        compareSource: step.flag('compare_source')
          ? await step.bringFiles('publish', join(run.workspace, 'source'))
          : undefined,
        metadataDir: metadataDir === '' ? undefined : resolve(run.workspace, metadataDir),
        now,
        time: valid > 0 ? now + valid * secondsPerDay : undefined,
        offlineTime: offline > 0 ? now + offline * secondsPerDay : undefined,
      },
      testClientPorts(),
    );
    for (const warning of report.warnings) runner.warning(warning);
    runner.say(renderTestClientReport(report).text.trimEnd());
  },
};

/** Where GitHub Pages serves a repository (SPEC A9). */
export function pagesMetadataUrl(repository: string): string {
  const [owner, name] = repository.split('/');
  return `https://${owner}.github.io/${name}/metadata/`;
}

/** The metadata URL less a trailing `/metadata/`, plus `/targets/`. */
export function artifactUrlBeside(metadataUrl: string): string {
  return `${metadataUrl.replace(/\/?$/, '').replace(/\/metadata$/, '')}/targets/`;
}

function daysOf(step: Step, name: 'valid_days' | 'offline_valid_days'): number {
  const text = step.input(name);
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new TufError('usage', `The input ${name} is no number of days: ${text}`, {
    hint: 'Use a whole number; 0 means not checked',
  });
}
