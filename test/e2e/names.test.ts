/** Deployments that differ: another default branch (SPEC B7), and this project's own workflow files, with actions from the checkout. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/commands.ts';
import { temporaryFolder } from '../support/git.ts';
import { type Deployment, initFiles, startDeployment } from './deployment.ts';

const story = [
  'signing-event push success',
  'signing-event workflow_dispatch success',
  'signing-event push success',
  'verify pull_request success',
  'online-sign push success',
  'publish workflow_dispatch success',
];

async function tell(deployment: Deployment): Promise<string[]> {
  await deployment.settle();
  const alice = await deployment.person('tuf-test-alice');
  await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
  const runs = await deployment.settle();
  await alice.sign('sign/hello', ['targets']);
  runs.push(...(await deployment.settle()));
  await alice.merge('sign/hello');
  return [...runs, ...(await deployment.settle())];
}

describe('the main story', () => {
  it('in a repository whose default branch is not main', async () => {
    const deployment = await startDeployment({ defaultBranch: 'release/next', files: initFiles('release/next') });
    expect(await tell(deployment)).toEqual(story);
    expect(deployment.pull('sign/hello')!.pull!.baseBranch).toBe('release/next');
  });

  it('with the workflow files of this project itself, from the testing site to the final one', async () => {
    const final = temporaryFolder();
    const vars = { TUF_ON_CI_DESTINATION: `file:${final}` };
    const deployment = await startDeployment({ files: ownFiles(), vars });
    expect(await tell(deployment)).toEqual(story);
    const published = deployment.runner.runs.at(-1)!.jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`);
    expect(published).toEqual([
      'build: success',
      'deploy to Pages: success',
      'test and deploy / testing site / TUF client: success',
      'test and deploy / testing site / issue: skipped',
      'test and deploy / Sigstore clients: skipped',
      'test and deploy / build: success',
      'test and deploy / final site: success',
      'issue: success',
    ]);
    const response = await fetch(`${deployment.metadataUrl}timestamp.json`);
    expect(readFileSync(join(final, 'metadata/timestamp.json'), 'utf8')).toBe(await response.text());
  });
});

/** Without what needs npm; the programs come from the build that is tested. */
function ownFiles(): Map<string, Uint8Array> {
  const workflows = readdirSync(join(projectFolder, '.github/workflows')).map((name) => `.github/workflows/${name}`);
  const actions = readdirSync(join(projectFolder, 'actions')).map((name) => `actions/${name}/action.yml`);
  const paths = [...workflows.filter((path) => !/\/(ci|check-dist)\.yml$/.test(path)), ...actions];
  return new Map(paths.map((path) => [path, readFileSync(join(projectFolder, path))]));
}
