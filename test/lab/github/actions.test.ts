/** What a job of a workflow asks of the lab's GitHub: dispatches, artifacts, Pages, login tokens. */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/git.ts';
import { type Lab, refusalOf, repo, run, startLab, workflow } from './surroundings.ts';

let lab: Lab;
let main: string;

const publish = `name: Publish
on:
  push: {}
  workflow_dispatch:
    inputs:
      ref: { required: true, type: string }
      final: { type: boolean, default: false }
      where: { type: choice, options: [pages, bucket], default: pages }
jobs: {}
`;

beforeEach(async () => {
  lab = await startLab();
  main = await lab.push('main', {
    '.github/workflows/publish.yml': publish,
    '.github/workflows/test.yml': workflow('schedule: []'),
  });
});
afterEach(() => lab.github.close());

test('a dispatch by the default token starts a run, with inputs as the file of the ref declares them', async () => {
  await lab.push('publish', {}, { from: main });
  lab.events.length = 0;
  const { rest } = lab.octokit(lab.token('workflow', { actions: 'write' }));
  await rest.actions.createWorkflowDispatch({
    ...repo,
    workflow_id: 'publish.yml',
    ref: 'publish',
    inputs: { ref: main },
  });
  const inputs = { ref: main, final: 'false', where: 'pages' };
  expect(lab.events).toHaveLength(1);
  expect(lab.events[0]).toMatchObject({
    name: 'workflow_dispatch',
    workflow: '.github/workflows/publish.yml',
    ref: 'refs/heads/publish',
    sha: await lab.tip('publish'),
    startsWorkflows: true,
    payload: { inputs, ref: 'refs/heads/publish', workflow: '.github/workflows/publish.yml' },
  });
  expect(lab.github.repository('octo/tuf').dispatches.map((one) => one.inputs)).toEqual([inputs]);
});

test.each([
  ['an unknown workflow', { workflow_id: 'other.yml', ref: 'main' }, 404, 'Not Found'],
  ['an unknown ref', { workflow_id: 'publish.yml', ref: 'gone' }, 422, 'No ref found for: gone'],
  [
    'a workflow that is not for it',
    { workflow_id: 'test.yml', ref: 'main' },
    422,
    "does not have 'workflow_dispatch' trigger",
  ],
  [
    'an unexpected input',
    { workflow_id: 'publish.yml', ref: 'main', inputs: { ref: 'x', other: 'y' } },
    422,
    'Unexpected inputs provided: ["other"]',
  ],
  ['a missing input', { workflow_id: 'publish.yml', ref: 'main' }, 422, "Required input 'ref' not provided"],
  [
    'a choice that is none',
    { workflow_id: 'publish.yml', ref: 'main', inputs: { ref: 'x', where: 'ftp' } },
    422,
    "'ftp' for input 'where'",
  ],
])('a dispatch of %s is refused', async (_, asked, status, message) => {
  const { rest } = lab.octokit(lab.token('workflow', { actions: 'write' }));
  const refusal = await refusalOf(rest.actions.createWorkflowDispatch({ ...repo, ...asked }));
  expect([refusal.status, refusal.message]).toEqual([status, expect.stringContaining(message)]);
  expect(lab.github.repository('octo/tuf').dispatches).toEqual([]);
});

test('a file that is not yet on the default branch cannot be dispatched', async () => {
  await lab.push('sign/event', { '.github/workflows/new.yml': workflow('workflow_dispatch:') }, { from: main });
  const { rest } = lab.octokit(lab.token('workflow', { actions: 'write' }));
  const asked = { ...repo, workflow_id: 'new.yml', ref: 'sign/event' };
  expect(await refusalOf(rest.actions.createWorkflowDispatch(asked))).toMatchObject({ status: 404 });
});

function aRun() {
  return lab.github.createRun({
    repository: 'octo/tuf',
    path: '.github/workflows/publish.yml',
    name: 'Publish',
    event: 'push',
    headBranch: 'main',
    headSha: main,
    actor: 'octo',
  });
}

test('runs are listed by workflow, newest first', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  const [first, second] = [aRun(), aRun()];
  Object.assign(first, { status: 'completed', conclusion: 'failure' });
  const { data } = await rest.actions.listWorkflowRuns({ ...repo, workflow_id: 'publish.yml' });
  expect(data.workflow_runs.map(({ id, run_number }) => [id, run_number])).toEqual([
    [second.id, 2],
    [first.id, 1],
  ]);
  const failed = await rest.actions.listWorkflowRuns({ ...repo, workflow_id: 'publish.yml', status: 'failure' });
  expect(failed.data.workflow_runs.map(({ id }) => id)).toEqual([first.id]);
  expect((await rest.actions.listWorkflowRuns({ ...repo, workflow_id: 'test.yml' })).data.total_count).toBe(0);
});

/** In a process of its own, as an action is: the client reads its environment. */
async function asAction(runId: number, script: string): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    GITHUB_SERVER_URL: lab.github.serverUrl,
    GITHUB_WORKSPACE: temporaryFolder(),
    ACTIONS_RESULTS_URL: lab.github.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: lab.github.runtimeToken({ id: runId }, 'publish'),
  };
  const program = `import { DefaultArtifactClient } from '@actions/artifact';
const client = new DefaultArtifactClient();
${script}
process.exit(0);`;
  return (await run(process.execPath, ['--input-type=module', '-e', program], { env })).stdout;
}

/** A Pages artifact of some files, made by the system's tar. */
async function siteArchive(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, 'site', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'site', path), content);
  }
  await run('tar', ['-C', join(folder, 'site'), '-cf', join(folder, 'artifact.tar'), '.']);
  return folder;
}

async function deployableRun(files: Readonly<Record<string, string>>) {
  const { id } = aRun();
  const folder = await siteArchive(files);
  await asAction(
    id,
    `await client.uploadArtifact('github-pages', ['${folder}/artifact.tar'], '${folder}', { compressionLevel: 0 });`,
  );
  return { id, artifactId: lab.github.repository('octo/tuf').artifacts.at(-1)!.id };
}

test('an artifact goes up by one job, is listed and comes down by another of the run', async () => {
  const { id } = aRun();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'root.json'), '{}');
  await asAction(id, `await client.uploadArtifact('metadata', ['${folder}/root.json'], '${folder}');`);
  const got = await asAction(
    id,
    `const { artifact } = await client.getArtifact('metadata');
const { downloadPath } = await client.downloadArtifact(artifact.id, { path: '${folder}/down', expectedHash: artifact.digest });
console.log((await import('node:fs')).readFileSync(downloadPath + '/root.json', 'utf8'));`,
  );
  expect(got).toContain('{}\n');
  const { data } = await lab.octokit(lab.maintainer).rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: id });
  expect(data.artifacts.map(({ name }) => name)).toEqual(['metadata']);
  await expect(
    asAction(id, `await client.uploadArtifact('metadata', ['${folder}/root.json'], '${folder}');`),
  ).rejects.toThrow(/already exists|409/);
  const other = aRun();
  expect(await asAction(other.id, `console.log((await client.listArtifacts()).artifacts.length);`)).toContain('\n0\n');
});

async function idToken(environment: string | undefined, ref: string, runId: number): Promise<string> {
  const { url, token } = lab.github.idTokenRequest({
    repository: 'octo/tuf',
    ref,
    sha: main,
    workflowRef: `octo/tuf/.github/workflows/publish.yml@${ref}`,
    eventName: 'workflow_dispatch',
    runId,
    ...(environment === undefined ? {} : { environment }),
  });
  const answer = await fetch(`${url}&audience=sigstore`, { headers: { Authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { value: string }).value;
}

test('a site is deployed from the environment that may, and served', async () => {
  lab.github.setEnvironment('octo/tuf', 'github-pages', { branches: ['publish'] });
  const long = `targets/${'a'.repeat(120)}/file.txt`;
  const { id, artifactId } = await deployableRun({
    'metadata/1.root.json': '{"a":1}',
    'index.html': '<p>',
    [long]: 'long',
  });
  const octokit = lab.octokit(lab.token('workflow', { pages: 'write' }));
  const deploy = async (environment: string | undefined, ref: string) =>
    octokit.request('POST /repos/{owner}/{repo}/pages/deployments', {
      ...repo,
      artifact_id: artifactId,
      pages_build_version: main,
      oidc_token: await idToken(environment, ref, id),
    });
  const wrongBranch = await refusalOf(deploy('github-pages', 'refs/heads/main'));
  expect([wrongBranch.status, wrongBranch.message]).toEqual([400, expect.stringContaining('is not allowed to deploy')]);
  expect(await refusalOf(deploy(undefined, 'refs/heads/publish'))).toMatchObject({ status: 400 });

  const { data } = await deploy('github-pages', 'refs/heads/publish');
  const status = await octokit.request('GET /repos/{owner}/{repo}/pages/deployments/{pages_deployment_id}', {
    ...repo,
    pages_deployment_id: data.id,
  });
  expect(status.data).toEqual({ status: 'succeed' });
  const site = lab.github.pagesUrl('octo/tuf');
  expect(data.page_url).toBe(site);
  for (const [path, content] of [
    ['metadata/1.root.json', '{"a":1}'],
    ['', '<p>'],
    [long, 'long'],
  ]) {
    expect(await (await fetch(`${site}${path}`)).text(), path).toBe(content);
  }
  expect((await fetch(`${site}metadata/2.root.json`)).status).toBe(404);
  expect((await octokit.rest.repos.getPages(repo)).data.html_url).toBe(site);
});

test('an artifact that Pages does not take fails the deployment', async () => {
  const { id } = aRun();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'artifact.tar'), 'no archive');
  await asAction(id, `await client.uploadArtifact('github-pages', ['${folder}/artifact.tar'], '${folder}');`);
  const octokit = lab.octokit(lab.token('workflow', { pages: 'write' }));
  await octokit.request('POST /repos/{owner}/{repo}/pages/deployments', {
    ...repo,
    artifact_id: lab.github.repository('octo/tuf').artifacts[0]!.id,
    pages_build_version: main,
    oidc_token: await idToken('github-pages', 'refs/heads/main', id),
  });
  expect(lab.github.repository('octo/tuf').deployments[0]?.status).toBe('deployment_failed');
});

test('a login token is a JWT that anybody can check, and says what the job is', async () => {
  const token = await idToken(undefined, 'refs/heads/main', 7);
  const [header = '', body = '', signature = ''] = token.split('.');
  const discovery = (await (await fetch(`${lab.github.issuer}/.well-known/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  expect(discovery.issuer).toBe(lab.github.issuer);
  const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: JsonWebKey[] };
  const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
  expect(verify('sha256', Buffer.from(`${header}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({
    iss: lab.github.issuer,
    aud: 'sigstore',
    sub: 'repo:octo/tuf:ref:refs/heads/main',
    repository: 'octo/tuf',
    job_workflow_ref: 'octo/tuf/.github/workflows/publish.yml@refs/heads/main',
    run_id: '7',
  });
  const { url } = lab.github.idTokenRequest({
    repository: 'octo/tuf',
    ref: 'r',
    sha: main,
    workflowRef: 'w',
    eventName: 'push',
    runId: 1,
  });
  expect((await fetch(url, { headers: { Authorization: 'Bearer wrong' } })).status).toBe(401);
});
