/** The check that a branch protection rule requires (SPEC B3). */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, type Person, startDeployment } from './deployment.ts';

describe('a pull request to the default branch', () => {
  let deployment: Deployment;
  let alice: Person;
  let stranger: Person;
  const check = (sha: string) =>
    deployment.repository.checkRuns.findLast((run) => run.sha === sha && run.name === 'tuf-on-ci/signing-event');

  beforeAll(async () => {
    deployment = await startDeployment();
    await deployment.settle();
    alice = await deployment.person('tuf-test-alice');
    stranger = await deployment.outsider('stranger');
  });

  it.each([
    ['leaves metadata and target files alone', 'docs', { 'README.md': 'about\n' }, 'success'],
    ['changes a target file outside a signing event', 'sneak', { 'targets/hello.txt': 'other\n' }, 'failure'],
    ['changes metadata outside a signing event', 'sneak-2', { 'metadata/timestamp.json': '{}' }, 'failure'],
  ])('that %s', async (_, branch, files, conclusion) => {
    const commit = await alice.push(branch, files);
    await alice.offer(branch, 'main');
    expect(await deployment.settle()).toEqual([expect.stringContaining(`verify pull_request ${conclusion}`)]);
    expect(check(commit)?.conclusion).toBe(conclusion);
  });

  it('from a fork is judged with a token that writes nothing, and without secrets', async () => {
    const commit = await stranger.push('evil', { 'targets/hello.txt': 'evil\n' });
    await stranger.offer('evil', 'main');
    await deployment.settle();
    expect(check(commit)?.conclusion).toBe('failure');
    expect(deployment.runner.runs.at(-1)!.jobs[0]!.permissions).toEqual({ contents: 'read' });
  });

  it('of an event is red until all have signed', async () => {
    await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
    await deployment.settle();
    await alice.sign('sign/hello', ['targets']);
    await deployment.settle();
    expect(check(deployment.pull('sign/hello')!.pull!.headSha)?.conclusion).toBe('success');
  });
});
