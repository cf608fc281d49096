/** From a push to what clients download, and then what schedules do (SPEC A9, B3, B5). */
import { beforeAll, describe, expect, it } from 'vitest';
import { day } from '../support/sound-repository.ts';
import { type Deployment, type Person, startDeployment } from './deployment.ts';

describe('the life of a deployment', () => {
  let deployment: Deployment;
  let alice: Person;
  let bob: Person;
  const published = async (name: string) => (await fetch(`${deployment.metadataUrl}${name}`)).json() as Promise<Signed>;
  const versionOf = async (name: string) => (await published(name)).signed.version;

  beforeAll(async () => {
    deployment = await startDeployment();
    alice = await deployment.person('tuf-test-alice');
    bob = await deployment.person('tuf-test-bob');
  });

  it('begins: the first push to the default branch is signed online, built, deployed and tested', async () => {
    expect(await deployment.settle()).toEqual(['online-sign push success', 'publish workflow_dispatch success']);
    const publish = deployment.runner.runs.at(-1)!;
    expect(publish.jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`)).toEqual([
      'build: success',
      'deploy to Pages: success',
      'test / TUF client: success',
      'test / issue: skipped',
      'issue: success',
    ]);
    expect(await versionOf('timestamp.json')).toBe(1);
  });

  it('a pushed target file becomes a signing event, with a draft pull request that says who has to sign', async () => {
    await alice.push('sign/new-hello', {
      'targets/hello.txt': 'hello again\n',
      'targets/releases/2.0/tool.txt': 'a better tool\n',
    });
    // The first run brings the lists up to date; its push with the default token starts nothing, so it dispatches the second.
    expect(await deployment.settle()).toEqual([
      'signing-event push success',
      'signing-event workflow_dispatch success',
    ]);
    const pull = deployment.pull('sign/new-hello')!;
    expect(pull).toMatchObject({ title: 'Signing event: sign/new-hello', pull: { draft: true, baseBranch: 'main' } });
    expect(pull.comments).toHaveLength(1);
    expect(pull.comments[0]!.body).toContain('@tuf-test-alice');
    const summary = deployment.runner.runs.at(-1)!.jobs[0]!.steps.at(-1)!.summary;
    expect(summary).toContain('releases/2.0/tool.txt');
  });

  it('is ready when all have signed: each signature edits the one comment', async () => {
    await alice.sign('sign/new-hello', ['targets']);
    // The required check of the pull request is red as long as somebody is missing.
    const incomplete = expect.stringMatching(/^verify pull_request failure: .* is not complete yet/);
    expect(await deployment.settle()).toEqual(['signing-event push success', incomplete]);
    const pull = deployment.pull('sign/new-hello')!;
    expect(pull.pull!.draft).toBe(true);
    await bob.sign('sign/new-hello', ['releases']);
    expect(await deployment.settle()).toEqual(['signing-event push success', 'verify pull_request success']);
    expect(pull.pull!.draft).toBe(false);
    expect(pull.comments.filter(({ body }) => body.includes('tuf-on-ci:status'))).toHaveLength(1);
    expect(statusOf(deployment, pull.pull!.headSha)).toBe('success');
  });

  it('is merged, signed online and published', async () => {
    await bob.merge('sign/new-hello');
    expect(await deployment.settle()).toEqual(['online-sign push success', 'publish workflow_dispatch success']);
    expect(await versionOf('timestamp.json')).toBe(2);
    expect(await versionOf('2.releases.json')).toBe(2);
    expect((await fetch(deployment.metadataUrl)).status).toBe(200);
  });

  it('renews the timestamp by schedule when it is due, and only then', async () => {
    const daily = ['create-signing-events schedule success', 'online-sign schedule success', 'test schedule success'];
    expect((await deployment.advance(3 * day)).sort()).toEqual(daily);
    const due = await deployment.advance(13 * day);
    expect(due).toContain('publish workflow_dispatch success');
    expect(await versionOf('timestamp.json')).toBe(3);
  });

  it('opens events by schedule for roles that are due, and an issue for what fails', async () => {
    // Nothing ran for most of a year: the client test comes before the online signature that the day's schedule brings.
    const runs = await deployment.advance(290 * day);
    expect(runs).toContainEqual(expect.stringMatching(/^test schedule failure: .*expired/));
    expect(openIssues(deployment)).toEqual(['Failure in TUF-on-CI test']);
    const heads = [...(await deployment.github.refs('octo/tuf')).keys()].filter((ref) => ref.includes('/sign/'));
    expect(heads).toEqual(expect.arrayContaining(['refs/heads/sign/releases-v3', 'refs/heads/sign/root-v3']));
    for (const branch of ['sign/releases-v3', 'sign/root-v3', 'sign/targets-v3']) {
      expect(deployment.pull(branch), branch).toMatchObject({ state: 'open', pull: { draft: true } });
    }
    await deployment.advance(day);
    expect(openIssues(deployment)).toEqual([]);
  });
});

function openIssues({ repository }: Deployment): string[] {
  return repository.issues.filter(({ state, pull }) => state === 'open' && !pull).map(({ title }) => title);
}

interface Signed {
  readonly signed: { readonly version: number; readonly expires: string };
}

function statusOf({ repository }: Deployment, sha: string): string | undefined {
  return repository.statuses.findLast((status) => status.sha === sha && status.context === 'tuf-on-ci/signing-event')
    ?.state;
}
