/** Each call has its permission, and a token without it is told so as GitHub tells it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Permissions } from '../../../lab/github/facts.ts';
import { type Lab, refusalOf, repo, startLab, workflow } from './surroundings.ts';

let lab: Lab;
let main: string;

beforeAll(async () => {
  lab = await startLab();
  main = await lab.push('main', { file: '1', '.github/workflows/publish.yml': workflow('workflow_dispatch:') });
  await lab.push('sign/event', { file: '2' }, { from: main });
  const { rest } = lab.octokit(lab.maintainer);
  await rest.pulls.create({ ...repo, head: 'sign/event', base: 'main', title: 'Signing event' });
  await rest.issues.create({ ...repo, title: 'An issue' });
});
afterAll(() => lab.github.close());

type Rest = ReturnType<Lab['octokit']>['rest'];

const calls: readonly (readonly [string, Permissions, (rest: Rest) => Promise<unknown>])[] = [
  [
    'changes a pull request',
    { 'pull-requests': 'write' },
    (rest) => rest.pulls.update({ ...repo, pull_number: 1, title: 't' }),
  ],
  [
    'comments on a pull request',
    { 'pull-requests': 'write' },
    (rest) => rest.issues.createComment({ ...repo, issue_number: 1, body: 'b' }),
  ],
  [
    'labels a pull request',
    { 'pull-requests': 'write' },
    (rest) => rest.issues.addLabels({ ...repo, issue_number: 1, labels: ['l'] }),
  ],
  ['opens an issue', { issues: 'write' }, (rest) => rest.issues.create({ ...repo, title: 't' })],
  [
    'comments on an issue',
    { issues: 'write' },
    (rest) => rest.issues.createComment({ ...repo, issue_number: 2, body: 'b' }),
  ],
  [
    'sets a status',
    { statuses: 'write' },
    (rest) => rest.repos.createCommitStatus({ ...repo, sha: main, state: 'success' }),
  ],
  ['makes a check run', { checks: 'write' }, (rest) => rest.checks.create({ ...repo, name: 'n', head_sha: main })],
  [
    'dispatches a workflow',
    { actions: 'write' },
    (rest) => rest.actions.createWorkflowDispatch({ ...repo, workflow_id: 'publish.yml', ref: 'main' }),
  ],
  ['makes a branch', { contents: 'write' }, (rest) => rest.git.createRef({ ...repo, ref: 'refs/heads/x', sha: main })],
  ['merges', { contents: 'write' }, (rest) => rest.pulls.merge({ ...repo, pull_number: 1 })],
  ['reads about Pages', { pages: 'read' }, (rest) => rest.repos.getPages(repo)],
];

const everything: readonly (keyof Permissions)[] = [
  'actions',
  'checks',
  'contents',
  'issues',
  'pages',
  'pull-requests',
  'statuses',
];

test.each(calls)('%s with %o, and with nothing less', async (_, permissions, call) => {
  const lacking = Object.fromEntries(
    everything.filter((name) => !(name in permissions)).map((name) => [name, 'write']),
  );
  const readOnly = Object.fromEntries(
    Object.keys(permissions).map((name) => [name, permissions.pages === 'read' ? 'none' : 'read']),
  );
  const refused = { status: 403, message: expect.stringContaining('Resource not accessible by integration') };
  for (const less of [lacking, readOnly, {}]) {
    // An issue's permission is good for pull requests too.
    if ('pull-requests' in permissions && less === lacking) continue;
    expect(await refusalOf(call(lab.octokit(lab.token('workflow', less)).rest))).toMatchObject(refused);
  }
  await call(lab.octokit(lab.token('workflow', permissions)).rest);
});

test('what a public repository shows, every token sees', async () => {
  const { rest } = lab.octokit(lab.token('workflow', {}));
  await rest.repos.get(repo);
  await rest.pulls.list(repo);
  await rest.repos.getContent({ ...repo, path: 'file' });
  await rest.actions.listRepoWorkflows(repo);
});

test('draft needs contents beside pull requests', async () => {
  await lab.push('sign/draft', { file: '3' }, { from: main });
  const { data } = await lab
    .octokit(lab.maintainer)
    .rest.pulls.create({ ...repo, head: 'sign/draft', base: 'main', title: 'Signing event' });
  const id = data.node_id;
  const query = 'mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { clientMutationId } }';
  const ask = (permissions: Permissions) => lab.octokit(lab.token('workflow', permissions)).graphql(query, { id });
  await expect(ask({ 'pull-requests': 'write' })).rejects.toMatchObject({
    errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
  });
  await ask({ 'pull-requests': 'write', contents: 'write' });
  expect(lab.github.repository('octo/tuf').issues[data.number - 1]?.pull?.draft).toBe(true);
});

test('a strange token is nobody, an ended job too', async () => {
  expect(await refusalOf(lab.octokit('ghs_nobody').rest.repos.get(repo))).toMatchObject({ status: 401 });
  const token = lab.token('workflow', { issues: 'write' });
  lab.github.revokeToken(token);
  expect(await refusalOf(lab.octokit(token).rest.repos.get(repo))).toMatchObject({ status: 401 });
  expect((await fetch(`${lab.github.apiUrl}/repos/octo/tuf`)).status).toBe(200);
  expect(
    (await fetch(`${lab.github.apiUrl}/repos/octo/tuf/issues`, { method: 'POST', body: '{"title":"t"}' })).status,
  ).toBe(401);
});

test("a stranger may talk, and change what is theirs, but nothing else's", async () => {
  const { rest } = lab.octokit(lab.github.createToken({ repository: 'octo/tuf', kind: 'user', actor: 'octo' }));
  await lab.github.fork('octo/tuf', 'carol');
  const carol = lab.octokit(lab.github.createToken({ repository: 'carol/tuf', kind: 'user', actor: 'carol' })).rest;
  const { data } = await carol.issues.createComment({ ...repo, issue_number: 2, body: 'hello' });
  await carol.issues.updateComment({ ...repo, comment_id: data.id, body: 'hello again' });
  const { data: ours } = await rest.issues.createComment({ ...repo, issue_number: 2, body: 'welcome' });
  for (const call of [
    carol.issues.updateComment({ ...repo, comment_id: ours.id, body: 'changed' }),
    carol.issues.addLabels({ ...repo, issue_number: 2, labels: ['l'] }),
    carol.repos.createCommitStatus({ ...repo, sha: main, state: 'success' }),
    carol.git.createRef({ ...repo, ref: 'refs/heads/x', sha: main }),
  ]) {
    expect(await refusalOf(call)).toMatchObject({ status: 403 });
  }
});
