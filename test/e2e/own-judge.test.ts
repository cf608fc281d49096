/** This project judges pull requests to itself with actions of its own checkout: a pull request must not bring its own judge (SPEC B3). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../support/commands.ts';
import { startDeployment } from './deployment.ts';

it('a pull request that replaces the action verify is judged by the one that was there before', async () => {
  const paths = ['.github/workflows/verify.yml', 'actions/verify/action.yml'];
  const files = new Map(paths.map((path) => [path, readFileSync(join(projectFolder, path))]));
  const deployment = await startDeployment({ files });
  await deployment.settle();
  const mallory = await deployment.outsider('mallory');
  const head = await mallory.push('kind', {
    'actions/verify/action.yml': 'name: x\ndescription: x\nruns: {using: node24, main: yes.js}\n',
    'actions/verify/yes.js': 'process.exit(0)\n',
    'targets/hello.txt': 'evil\n',
  });
  await mallory.offer('kind', 'main');
  expect(await deployment.settle()).toEqual([
    expect.stringMatching(/^verify pull_request failure: .*outside a signing event/),
  ]);
  expect(deployment.repository.checkRuns.findLast(({ sha }) => sha === head)?.conclusion).toBe('failure');
});
