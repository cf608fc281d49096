/** What fails once heals by itself (SPEC B5, B7). */
import { describe, expect, it } from 'vitest';
import { day } from '../support/sound-repository.ts';
import { type Deployment, startDeployment } from './deployment.ts';

async function mergedChange(deployment: Deployment): Promise<void> {
  const alice = await deployment.person('tuf-test-alice');
  await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
  await deployment.settle();
  await alice.sign('sign/hello', ['targets']);
  await deployment.settle();
  await alice.merge('sign/hello');
}

async function publishedVersion({ metadataUrl }: Deployment): Promise<number> {
  const response = await fetch(`${metadataUrl}timestamp.json`);
  return ((await response.json()) as { signed: { version: number } }).signed.version;
}

describe('the next scheduled run brings what was signed to clients', () => {
  it('after a deployment that failed', async () => {
    const deployment = await startDeployment();
    await deployment.settle();
    deployment.github.inject({ operation: 'POST /repos/{owner}/{repo}/pages/deployments', failure: 500 });
    await mergedChange(deployment);
    expect((await deployment.settle()).at(-1)).toMatch(/^publish workflow_dispatch failure/);
    expect(await publishedVersion(deployment)).toBe(1);
    expect(await deployment.advance(day)).toContain('publish workflow_dispatch success');
    expect(await publishedVersion(deployment)).toBe(2);
    const issue = deployment.repository.issues.find(({ title }) => title === 'Failure in TUF-on-CI publish');
    expect(issue).toMatchObject({ state: 'closed', labels: ['TUF-on-CI publish'] });
  });

  it.each([
    ['before its push', 'git-receive-pack', 'before'],
    ['after its push', 'git-receive-pack', 'after'],
  ] as const)('after a machine that died in online-sign, %s', async (_, operation, when) => {
    const deployment = await startDeployment();
    await deployment.settle();
    await mergedChange(deployment);
    const fault = deployment.github.inject({ operation, when, failure: 'reset', act: () => deployment.runner.kill() });
    expect((await deployment.settle())[0]).toMatch(/^online-sign push failure/);
    expect(fault.hits).toBe(1);
    await deployment.advance(day);
    expect(await publishedVersion(deployment)).toBe(2);
  });

  it('after a dispatch that GitHub did not take', async () => {
    const deployment = await startDeployment();
    await deployment.settle();
    await mergedChange(deployment);
    const operation = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
    const fault = deployment.github.inject({ operation, failure: 503, times: Number.POSITIVE_INFINITY });
    expect((await deployment.settle())[0]).toMatch(/^online-sign push failure/);
    expect(await publishedVersion(deployment)).toBe(1);
    fault.remove();
    await deployment.advance(2 * day);
    expect(await publishedVersion(deployment)).toBe(2);
  });
});

describe('online-sign', () => {
  it('signs what is there when somebody pushes in between', async () => {
    const deployment = await startDeployment();
    await deployment.settle();
    const alice = await deployment.person('tuf-test-alice');
    await mergedChange(deployment);
    deployment.github.inject({
      operation: 'git-receive-pack',
      act: async () => void (await alice.push('main', { 'README.md': 'in between\n' })),
    });
    expect(await deployment.settle()).toContain('online-sign push success');
    expect(await publishedVersion(deployment)).toBe(2);
    expect(await deployment.github.readFile('octo/tuf', 'main', 'README.md')).toBe('in between\n');
  });
});
