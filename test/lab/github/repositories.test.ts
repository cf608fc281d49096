/** What the lab's GitHub tells of a repository: files, commits, comparisons. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, refusalOf, repo, startLab } from './surroundings.ts';

let lab: Lab;
let rest: ReturnType<Lab['octokit']>['rest'];
let main: string;
let head: string;

beforeAll(async () => {
  lab = await startLab();
  rest = lab.octokit(lab.token('workflow', {})).rest;
  main = await lab.push('main', { 'metadata/root.json': '{}\n', 'targets/ü b': 'x', 'targets/old': 'a\nb\nc\n' });
  await lab.push(
    'sign/event',
    { 'metadata/root.json': '{1}\n', 'targets/old': null, 'targets/new': 'a\nb\nc\n' },
    { from: main },
  );
  head = await lab.push('sign/event', { 'targets/more': 'm' });
});
afterAll(() => lab.github.close());

test('files and folders, as of a revision', async () => {
  const read = async (path: string, ref?: string) =>
    (await rest.repos.getContent({ ...repo, path, ...(ref === undefined ? {} : { ref }) })).data;
  const file = await read('metadata/root.json', 'sign/event');
  expect(file).toMatchObject({ type: 'file', path: 'metadata/root.json', encoding: 'base64', size: 4 });
  expect('content' in file && Buffer.from(file.content, 'base64').toString()).toBe('{1}\n');
  const folder = await read('targets');
  expect(Array.isArray(folder) && folder.map(({ path, type }) => [path, type])).toEqual([
    ['targets/old', 'file'],
    ['targets/ü b', 'file'],
  ]);
  expect(await read('targets/ü b', main)).toMatchObject({ name: 'ü b' });
  const raw = await rest.repos.getContent({ ...repo, path: 'metadata/root.json', mediaType: { format: 'raw' } });
  expect(raw.data).toBe('{}\n');
  expect(await refusalOf(read('metadata/missing.json'))).toMatchObject({ status: 404 });
  expect(await refusalOf(read('metadata/root.json', 'gone'))).toMatchObject({ status: 404 });
});

test('what a branch has that another has not', async () => {
  const { data } = await rest.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...sign/event' });
  expect([data.status, data.ahead_by, data.behind_by, data.merge_base_commit.sha]).toEqual(['ahead', 2, 0, main]);
  expect(data.commits.at(-1)?.sha).toBe(head);
  expect(data.files?.map(({ filename, status, previous_filename }) => [filename, status, previous_filename])).toEqual([
    ['metadata/root.json', 'modified', undefined],
    ['targets/more', 'added', undefined],
    ['targets/new', 'renamed', 'targets/old'],
  ]);
  const back = await rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${head}...main` });
  expect([back.data.status, back.data.behind_by]).toEqual(['behind', 2]);
  expect(await refusalOf(rest.repos.compareCommitsWithBasehead({ ...repo, basehead: 'main...gone' }))).toMatchObject({
    status: 404,
  });
});

test('commits, their changes and their pull requests', async () => {
  const { data } = await rest.repos.getCommit({ ...repo, ref: 'sign/event' });
  expect([data.sha, data.files?.map(({ filename, additions }) => [filename, additions])]).toEqual([
    head,
    [['targets/more', 1]],
  ]);
  const { rest: maintainer } = lab.octokit(lab.maintainer);
  await maintainer.pulls.create({ ...repo, head: 'sign/event', base: 'main', title: 'Signing event' });
  const pulls = async (commit_sha: string) =>
    (await rest.repos.listPullRequestsAssociatedWithCommit({ ...repo, commit_sha })).data.map(({ number }) => number);
  expect([await pulls(data.parents[0]!.sha), await pulls(main)]).toEqual([[1], []]);
  const listed = await rest.pulls.listCommits({ ...repo, pull_number: 1 });
  expect(listed.data.map(({ sha }) => sha)).toEqual([data.parents[0]!.sha, head]);
});

test('branches', async () => {
  expect((await rest.repos.listBranches(repo)).data.map(({ name }) => name)).toEqual(['main', 'sign/event']);
  expect((await rest.repos.getBranch({ ...repo, branch: 'sign/event' })).data.commit.sha).toBe(head);
  expect((await rest.git.listMatchingRefs({ ...repo, ref: 'heads/sign/' })).data.map(({ ref }) => ref)).toEqual([
    'refs/heads/sign/event',
  ]);
  expect(await refusalOf(rest.repos.getBranch({ ...repo, branch: 'gone' }))).toMatchObject({ status: 404 });
});
