/** Signers who work in forks: their signatures arrive by a pull request that machines merge (SPEC B4); nothing runs over there (SPEC B7). */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, type Person, startDeployment } from './deployment.ts';

describe('a signer with a fork', () => {
  let deployment: Deployment;
  let bob: Person;
  const offered = (number: number) => deployment.repository.issues.find((issue) => issue.number === number)!;
  const tip = async (branch: string) => (await deployment.github.refs('octo/tuf')).get(`refs/heads/${branch}`);

  beforeAll(async () => {
    deployment = await startDeployment();
    await deployment.settle();
    const alice = await deployment.person('tuf-test-alice');
    await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
    bob = await deployment.outsider('tuf-test-bob');
    await deployment.settle();
  });

  it('starts nothing by pushing to it', async () => {
    await bob.sign('sign/hello', ['targets']);
    const runs = await deployment.settle();
    expect(runs.filter((run) => !run.endsWith('skipped'))).toEqual([]);
  });

  it('offers a signature: it is merged, and the event is complete', async () => {
    const number = await bob.offer('sign/hello', 'sign/hello');
    const runs = await deployment.settle();
    expect(runs).toContainEqual('signing-event pull_request_target success');
    expect(offered(number)).toMatchObject({ state: 'closed', pull: { mergedAt: expect.any(String) } });
    expect(deployment.pull('sign/hello')).toMatchObject({ state: 'open', pull: { draft: false, baseBranch: 'main' } });
  });

  it('offers more than a signature: it stays, whoever looks', async () => {
    const alice = await deployment.person('tuf-test-alice');
    await alice.push('sign/second', { 'targets/second.txt': 'second\n' });
    await deployment.settle();
    const carol = await deployment.outsider('tuf-test-carol');
    const before = await tip('sign/second');
    await carol.push('sign/second', { 'targets/second.txt': 'something else\n' });
    const number = await carol.offer('sign/second', 'sign/second');
    await deployment.settle();
    await deployment.dispatch('create-signing-events.yml', 'main');
    await deployment.settle();
    expect(await tip('sign/second')).toBe(before);
    expect(offered(number).state).toBe('open');
  });
});
