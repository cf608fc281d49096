/** Pull requests on the lab's GitHub, by the client that the actions use. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, refusalOf, repo, startLab } from './surroundings.ts';

let lab: Lab;
let main: string;

beforeEach(async () => {
  lab = await startLab();
  main = await lab.push('main', { 'metadata/root.json': '1', 'targets/file': 'a' });
});
afterEach(() => lab.github.close());

const newPull = { ...repo, head: 'sign/event', base: 'main', title: 'Signing event: sign/event', draft: true };

test('a signing event: opened as a draft, made ready by GraphQL alone, merged', async () => {
  const token = lab.token('workflow', { contents: 'write', 'pull-requests': 'write' });
  const { rest, graphql } = lab.octokit(token);
  const head = await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  const { data: pull } = await rest.pulls.create(newPull);
  expect([pull.draft, pull.head.sha, pull.base.sha, pull.user?.login]).toEqual([
    true,
    head,
    main,
    'github-actions[bot]',
  ]);

  // As on the real one, the draft state is none of REST's business.
  const patched = await rest.pulls.update({ ...repo, pull_number: pull.number, ...{ draft: false } });
  expect(patched.data.draft).toBe(true);
  expect(await refusalOf(rest.pulls.merge({ ...repo, pull_number: pull.number }))).toMatchObject({ status: 405 });
  const ready =
    'mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } } }';
  expect(await graphql(ready, { id: pull.node_id })).toEqual({
    markPullRequestReadyForReview: { pullRequest: { isDraft: false } },
  });

  const merged = await rest.pulls.merge({ ...repo, pull_number: pull.number, sha: head });
  expect(await lab.tip('main')).toBe(merged.data.sha);
  expect((await rest.pulls.get({ ...repo, pull_number: pull.number })).data).toMatchObject({
    state: 'closed',
    merged: true,
  });
  const told = lab.events.map(({ name, action, startsWorkflows }) => [name, action, startsWorkflows].join(' ').trim());
  expect(told.filter((one) => one.startsWith('pull_request '))).toEqual([
    'pull_request opened false',
    'pull_request ready_for_review false',
    'pull_request closed false',
  ]);
});

test.each(['merge', 'squash', 'rebase'] as const)('a maintainer merges by %s', async (merge_method) => {
  const { rest } = lab.octokit(lab.maintainer);
  await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  const head = await lab.push('sign/event', { 'metadata/targets.json': '2' });
  const other = await lab.push('main', { 'targets/other': 'b' }, { from: main });
  const { data: pull } = await rest.pulls.create({ ...newPull, draft: false });
  const { data: merged } = await rest.pulls.merge({ ...repo, pull_number: pull.number, merge_method });
  const { data: commit } = await rest.git.getCommit({ ...repo, commit_sha: merged.sha });
  const parents = commit.parents.map(({ sha }) => sha);
  if (merge_method === 'merge') expect(parents).toEqual([other, head]);
  if (merge_method === 'squash') expect(parents).toEqual([other]);
  if (merge_method === 'rebase') expect([parents.length, parents.includes(other)]).toEqual([1, false]);
  expect(await lab.github.readFile('octo/tuf', 'main', 'metadata/targets.json')).toBe('2');
  expect(await lab.github.readFile('octo/tuf', 'main', 'targets/other')).toBe('b');
});

test('lists are filtered by head with its owner, by base and by state', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  for (const branch of ['sign/event', 'sign/other']) {
    await lab.push(branch, { 'metadata/root.json': branch }, { from: main });
    await rest.pulls.create({ ...newPull, head: branch });
  }
  const numbers = async (wanted: object) =>
    (await rest.pulls.list({ ...repo, ...wanted })).data.map(({ number }) => number);
  expect(await numbers({})).toEqual([2, 1]);
  expect(await numbers({ head: 'octo:sign/event' })).toEqual([1]);
  // Without an owner GitHub ignores it, which is easily overlooked.
  expect(await numbers({ head: 'sign/event' })).toEqual([2, 1]);
  expect(await numbers({ head: 'carol:sign/event' })).toEqual([]);
  expect(await numbers({ base: 'other' })).toEqual([]);
  await rest.pulls.update({ ...repo, pull_number: 1, state: 'closed' });
  expect(await numbers({ state: 'closed' })).toEqual([1]);
  expect(await numbers({ state: 'all', per_page: 1, page: 2 })).toEqual([1]);
});

test('what cannot be a pull request is refused as GitHub refuses it', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  expect(await refusalOf(rest.pulls.create({ ...newPull, head: 'sign/missing' }))).toMatchObject({ status: 422 });
  await lab.push('sign/event', {}, { from: main });
  await lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), `${main}:refs/heads/sign/same`);
  const same = await refusalOf(rest.pulls.create({ ...newPull, head: 'sign/same' }));
  expect(same.message).toContain('No commits between main and sign/same');
  await rest.pulls.create(newPull);
  const again = await refusalOf(rest.pulls.create(newPull));
  expect([again.status, again.message]).toEqual([422, expect.stringContaining('already exists for octo:sign/event')]);
  const { rest: bot } = lab.octokit(lab.token('workflow', { 'pull-requests': 'write' }));
  lab.github.repository('octo/tuf').actionsMayCreatePullRequests = false;
  expect(await refusalOf(bot.pulls.create({ ...newPull, head: 'x' }))).toMatchObject({
    status: 403,
    message: expect.stringContaining('not permitted to create'),
  });
});

test('a pull request follows its branches: pushes, a merge by push, a deleted branch', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  const first = await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  await rest.pulls.create(newPull);
  const second = await lab.push('sign/event', { 'metadata/root.json': '3' });
  const { data: pull } = await rest.pulls.get({ ...repo, pull_number: 1 });
  expect([pull.head.sha, pull.commits, pull.changed_files, pull.mergeable]).toEqual([second, 2, 1, true]);
  expect(lab.events.find(({ action }) => action === 'synchronize')?.payload).toMatchObject({
    before: first,
    after: second,
  });

  await lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), `${second}:refs/heads/main`);
  expect((await rest.pulls.get({ ...repo, pull_number: 1 })).data.merged).toBe(true);

  await lab.push('sign/other', { 'metadata/root.json': '4' }, { from: second });
  await rest.pulls.create({ ...newPull, head: 'sign/other' });
  await lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), ':refs/heads/sign/other');
  expect((await rest.pulls.get({ ...repo, pull_number: 2 })).data).toMatchObject({ state: 'closed', merged: false });
});

test('a conflict with what came to the base meanwhile', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  await rest.pulls.create({ ...newPull, draft: false });
  const other = await lab.push('main', { 'metadata/root.json': 'other' });
  const { data: pull } = await rest.pulls.get({ ...repo, pull_number: 1 });
  expect([pull.mergeable, pull.mergeable_state, pull.base.sha]).toEqual([false, 'dirty', other]);
  expect(await refusalOf(rest.pulls.merge({ ...repo, pull_number: 1 }))).toMatchObject({ status: 405 });
  // A pull request that conflicts starts nothing that would need its merge commit.
  lab.events.length = 0;
  await lab.push('sign/event', { 'metadata/root.json': '3' });
  expect(lab.events.map(({ name }) => name)).toEqual(['push', 'pull_request_target']);
});

test('a signer without rights works in a fork', async () => {
  await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  await lab.github.fork('octo/tuf', 'carol');
  const carol = lab.github.createToken({ repository: 'carol/tuf', kind: 'user', actor: 'carol' });
  const head = await lab.push(
    'sign/event',
    { 'metadata/root.json': '2 signed' },
    { token: carol, repository: 'carol/tuf' },
  );
  await expect(lab.push('sign/event', {}, { token: carol })).rejects.toThrow(
    /Permission to octo\/tuf.git denied to carol/,
  );
  const { rest } = lab.octokit(carol);
  const { data: pull } = await rest.pulls.create({
    ...repo,
    title: 'Signature',
    head: 'carol:sign/event',
    base: 'sign/event',
  });
  expect([pull.head.sha, pull.head.repo?.full_name, pull.base.ref]).toEqual([head, 'carol/tuf', 'sign/event']);
  const files = await rest.pulls.listFiles({ ...repo, pull_number: pull.number });
  expect(files.data.map(({ filename, status }) => [filename, status])).toEqual([['metadata/root.json', 'modified']]);
  const opened = lab.events.filter(({ action }) => action === 'opened');
  expect(opened.map(({ name, ref, sha, fromFork }) => [name, ref, sha === main, fromFork])).toEqual([
    ['pull_request', 'refs/pull/1/merge', false, true],
    ['pull_request_target', 'refs/heads/main', true, true],
  ]);
  expect(await refusalOf(rest.pulls.merge({ ...repo, pull_number: pull.number }))).toMatchObject({ status: 403 });
  // Whoever maintains the repository finds the fork's commits in it.
  await lab.git('fetch', '-q', lab.github.gitUrl('octo/tuf'), 'refs/pull/1/head');
  expect((await lab.git('rev-parse', 'FETCH_HEAD')).stdout.trim()).toBe(head);
});

test('a renamed default branch takes its pull requests along', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  await lab.push('sign/event', { 'metadata/root.json': '2' }, { from: main });
  await rest.pulls.create(newPull);
  await lab.github.renameBranch('octo/tuf', 'main', 'trunk');
  expect((await rest.repos.get(repo)).data.default_branch).toBe('trunk');
  expect((await rest.pulls.get({ ...repo, pull_number: 1 })).data.base.ref).toBe('trunk');
});
