/** The main story with `act`, which knows nothing of this project: what our workflow files and actions are to another program (issue 6). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { type Deployment, type DeploymentOptions, startDeployment } from '../../e2e/deployment.ts';
import { programsFolder, projectFolder } from '../../support/commands.ts';
import type { Act } from './install.ts';
import { runWithAct } from './run-with-act.ts';

const act: Act = inject('act');
const program = 'program' in act ? act.program : '';
/** With CI=true what is missing is a failure. */
const isSkipped = 'missing' in act && !process.env['CI'];

async function start(options: DeploymentOptions = {}): Promise<Deployment> {
  if ('missing' in act) throw new Error(`act is missing: ${act.missing}`);
  return startDeployment({ runWorkflow: runWithAct(program, 'octo/tuf-on-ci'), ...options });
}

/** From the first push to what clients download. */
async function tellStory(deployment: Deployment): Promise<void> {
  const version = async () => {
    const response = await fetch(`${deployment.metadataUrl}timestamp.json`);
    return ((await response.json()) as { signed: { version: number } }).signed.version;
  };
  expect(await deployment.settle()).toEqual(['online-sign push success', 'publish workflow_dispatch success']);
  expect(await version()).toBe(1);

  const alice = await deployment.person('tuf-test-alice');
  await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
  expect(await deployment.settle()).toEqual(['signing-event push success', 'signing-event workflow_dispatch success']);
  const pull = deployment.pull('sign/hello')!;
  expect(pull).toMatchObject({ title: 'Signing event: sign/hello', pull: { draft: true } });
  expect(pull.comments).toHaveLength(1);

  await alice.sign('sign/hello', ['targets']);
  expect(await deployment.settle()).toEqual(['signing-event push success', 'verify pull_request success']);
  expect(pull.pull!.draft).toBe(false);

  await alice.merge('sign/hello');
  expect(await deployment.settle()).toEqual(['online-sign push success', 'publish workflow_dispatch success']);
  expect(await version()).toBe(2);
  // act leaves out what it cannot run, and says nothing.
  const jobs = deployment.runner.runs.at(-1)!.jobs.map(({ name }) => name);
  for (const name of ['build', 'deploy to Pages', 'TUF client', 'issue']) {
    expect(jobs).toContainEqual(expect.stringContaining(name));
  }
  const logs = deployment.runner.runs.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.map(({ log }) => log)));
  expect(logs.join('\n')).not.toMatch(/gh[sp]_[A-Za-z0-9]{8}/);
}

describe.skipIf(isSkipped)('act runs the main story', { timeout: 300_000 }, () => {
  it('with actions of another repository, pinned to a commit', async () => {
    await tellStory(await start());
  });

  it('with actions of the checkout, as in this project itself', async () => {
    await tellStory(await start({ files: ownFiles() }));
  });
});

/** This repository's own workflows and actions, without what needs npm. */
function ownFiles(): Map<string, Uint8Array> {
  const workflows = readdirSync(join(projectFolder, '.github/workflows')).map((name) => `.github/workflows/${name}`);
  const actions = readdirSync(join(projectFolder, 'actions')).map((name) => `actions/${name}/action.yml`);
  const paths = [...workflows.filter((path) => !/\/(ci|check-dist)\.yml$/.test(path)), ...actions];
  const files = new Map(paths.map((path) => [path, readFileSync(join(projectFolder, path)) as Uint8Array]));
  for (const name of readdirSync(programsFolder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.js')) files.set(`dist/${name}`, readFileSync(join(programsFolder, name)));
  }
  return files;
}
