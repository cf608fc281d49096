/** SPEC A9: pushes of the default token start nothing, so the action dispatches; those of a custom token do, so it does not. */
import { describe, expect, it } from 'vitest';
import { day } from '../support/sound-repository.ts';
import { startDeployment } from './deployment.ts';

describe.each([
  ['the default token', false, 'signing-event workflow_dispatch success'],
  ['a custom token', true, 'signing-event push success'],
])('with %s', (_, customToken, second) => {
  it('nothing runs twice, and nothing is missed', async () => {
    const deployment = await startDeployment({ customToken });
    await deployment.settle();
    const alice = await deployment.person('tuf-test-alice');
    await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
    const runs = await deployment.settle();
    // A pull request that a custom token opens also starts the verification, which waits for signatures.
    const pipeline = runs.filter((run) => !run.startsWith('verify'));
    expect(pipeline).toEqual(['signing-event push success', second]);
    await alice.sign('sign/hello', ['targets']);
    expect((await deployment.settle()).filter((run) => !run.startsWith('verify'))).toEqual([
      'signing-event push success',
    ]);
    await alice.merge('sign/hello');
    expect(await deployment.settle()).toEqual(['online-sign push success', 'publish workflow_dispatch success']);
    const [online] = deployment.runner.runs.slice(-2);
    expect(online!.jobs[0]!.steps[0]!.log).not.toMatch(/gh[a-z]_\w+/);
  });

  it('each role that is due gets its event, which is told of once', async () => {
    const deployment = await startDeployment({ customToken });
    await deployment.settle();
    deployment.clock.moveTo(deployment.clock.seconds + 310 * day);
    await deployment.dispatch('create-signing-events.yml', 'main');
    const runs = (await deployment.settle()).filter((run) => !run.startsWith('verify'));
    expect(runs).toEqual(['create-signing-events workflow_dispatch success', second, second, second]);
    for (const branch of ['sign/releases-v2', 'sign/root-v3', 'sign/targets-v2']) {
      expect(deployment.pull(branch)?.comments, branch).toHaveLength(1);
    }
  });
});
