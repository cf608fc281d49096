/** Workflow files that were written for the Python actions, by SPEC A9: no step before the actions, and their permissions alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Deployment, startDeployment } from './deployment.ts';

function fixture(name: string): Map<string, string> {
  const folder = fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
  return new Map(
    readdirSync(folder).map((file) => [`.github/workflows/${file}`, readFileSync(join(folder, file), 'utf8')]),
  );
}

async function changeHello(deployment: Deployment): Promise<string[]> {
  const alice = await deployment.person('tuf-test-alice');
  await alice.push('sign/hello', { 'targets/hello.txt': 'hello again\n' });
  const opened = await deployment.settle();
  await alice.sign('sign/hello', ['targets']);
  const signed = await deployment.settle();
  expect(deployment.pull('sign/hello')?.pull?.draft).toBe(false);
  await alice.merge('sign/hello');
  return [...opened, ...signed, ...(await deployment.settle())];
}

const stepLogs = ({ runner }: Deployment, workflow: string) =>
  runner.runs.findLast((run) => run.workflow === workflow)!.jobs.flatMap(({ steps }) => steps.map(({ log }) => log));

describe('workflow files that are there already', () => {
  it('serve a site on Pages', async () => {
    const deployment = await startDeployment({ files: fixture('plain') });
    await deployment.settle();
    expect(await changeHello(deployment)).toEqual([
      'signing-event push success',
      'signing-event workflow_dispatch success',
      'signing-event push success',
      'online-sign push success',
      'publish workflow_dispatch success',
    ]);
    expect(stepLogs(deployment, 'online-sign.yml').join('\n')).toContain('signed=true');
    expect(stepLogs(deployment, 'publish.yml').join('\n')).toContain('timestamp.json');
    // The permission for commit statuses is not there: said once, and no failure.
    const run = deployment.runner.runs.findLast(({ workflow }) => workflow === 'signing-event.yml')!;
    const warnings = run.jobs[0]!.steps[0]!.annotations.filter(({ level }) => level === 'warning');
    expect(warnings.filter(({ message }) => message.includes('status'))).toHaveLength(1);
  });

  it('hand metadata and artifacts over to a job of their own', async () => {
    const deployment = await startDeployment({ files: fixture('buckets') });
    await deployment.settle();
    await changeHello(deployment);
    const files = stepLogs(deployment, 'publish.yml').at(-1)!;
    expect(files).toContain('metadata/timestamp.json');
    expect(files).toMatch(/targets\/[0-9a-f]{64}\.hello\.txt/);
  });
});
