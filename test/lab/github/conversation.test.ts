/** Issues, comments, labels, statuses and checks on the lab's GitHub. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, refusalOf, repo, startLab } from './surroundings.ts';

let lab: Lab;
let main: string;

beforeEach(async () => {
  lab = await startLab();
  main = await lab.push('main', { file: '1' });
});
afterEach(() => lab.github.close());

test('an issue per failing workflow, as update-issue keeps it', async () => {
  const { rest } = lab.octokit(lab.token('workflow', { issues: 'write' }));
  const { data: issue } = await rest.issues.create({
    ...repo,
    title: 'Failure in Publish',
    body: 'a run',
    labels: ['Publish'],
  });
  await rest.issues.createComment({ ...repo, issue_number: issue.number, body: 'again' });
  const open = (labels: string) => rest.issues.listForRepo({ ...repo, labels, state: 'open' });
  expect((await open('publish')).data.map(({ title, comments }) => [title, comments])).toEqual([
    ['Failure in Publish', 1],
  ]);
  expect((await open('Test')).data).toEqual([]);
  const closed = await rest.issues.update({ ...repo, issue_number: issue.number, state: 'closed' });
  expect([closed.data.state, closed.data.state_reason]).toEqual(['closed', 'completed']);
  expect((await open('Publish')).data).toEqual([]);
});

test('pull requests are among the issues', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  await lab.push('sign/event', { file: '2' }, { from: main });
  await rest.pulls.create({ ...repo, head: 'sign/event', base: 'main', title: 'Signing event' });
  await rest.issues.create({ ...repo, title: 'An issue' });
  const { data } = await rest.issues.listForRepo(repo);
  expect(data.map(({ title, pull_request }) => [title, pull_request !== undefined])).toEqual([
    ['An issue', false],
    ['Signing event', true],
  ]);
  await rest.issues.addLabels({ ...repo, issue_number: 1, labels: ['signing'] });
  expect((await rest.pulls.get({ ...repo, pull_number: 1 })).data.labels.map(({ name }) => name)).toEqual(['signing']);
  expect(await refusalOf(rest.issues.removeLabel({ ...repo, issue_number: 1, name: 'other' }))).toMatchObject({
    status: 404,
  });
  expect(await refusalOf(rest.pulls.get({ ...repo, pull_number: 2 }))).toMatchObject({ status: 404 });
});

test('a status comment is found on the last page, and edited in place', async () => {
  const { rest, paginate } = lab.octokit(lab.token('workflow', { issues: 'write' }));
  await rest.issues.create({ ...repo, title: 'An issue' });
  const comments = { ...repo, issue_number: 1 };
  for (let n = 1; n <= 7; n += 1) await rest.issues.createComment({ ...comments, body: `comment ${n}` });
  const all = await paginate(rest.issues.listComments, { ...comments, per_page: 3 });
  expect(all.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `comment ${n}`));
  expect(lab.github.requests.filter(({ operation }) => operation.startsWith('GET')).length).toBe(3);
  await rest.issues.updateComment({ ...repo, comment_id: all[6]!.id, body: 'edited' });
  await rest.issues.deleteComment({ ...repo, comment_id: all[0]!.id });
  const left = lab.github.repository('octo/tuf').issues[0]!.comments.map(({ body }) => body);
  expect([left.length, left.at(-1)]).toEqual([6, 'edited']);
});

test('a comment may hold 65,536 characters', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  await rest.issues.create({ ...repo, title: 'An issue' });
  const comment = (body: string) => rest.issues.createComment({ ...repo, issue_number: 1, body });
  await comment('ü'.repeat(65_536));
  expect(await refusalOf(comment('ü'.repeat(65_537)))).toMatchObject({
    status: 422,
    message: expect.stringContaining('too long'),
  });
  expect(await refusalOf(comment(' '))).toMatchObject({ status: 422 });
});

test('labels: made once, whatever the letter case; made along with an issue', async () => {
  const { rest } = lab.octokit(lab.token('workflow', { 'pull-requests': 'write', issues: 'write' }));
  await rest.issues.createLabel({ ...repo, name: 'Signing', color: '0e8a16', description: 'a signing event' });
  const again = await refusalOf(rest.issues.createLabel({ ...repo, name: 'signing' }));
  expect([again.status, again.message]).toEqual([422, expect.stringContaining('already_exists')]);
  await rest.issues.create({ ...repo, title: 'An issue', labels: ['signing', 'new'] });
  expect((await rest.issues.listLabelsForRepo(repo)).data.map(({ name }) => name)).toEqual(['Signing', 'new']);
});

test('a commit has statuses, newest first, and one state of all', async () => {
  const { rest } = lab.octokit(lab.token('workflow', { statuses: 'write' }));
  const status = (state: 'success' | 'pending' | 'failure', context: string) =>
    rest.repos.createCommitStatus({ ...repo, sha: main, state, context, description: 'root 1/2' });
  await status('pending', 'tuf-on-ci/signing-event');
  await status('success', 'other');
  const combined = async () => (await rest.repos.getCombinedStatusForRef({ ...repo, ref: 'main' })).data;
  expect([(await combined()).state, (await combined()).total_count]).toEqual(['pending', 2]);
  await status('success', 'tuf-on-ci/signing-event');
  expect((await combined()).state).toBe('success');
  const listed = await rest.repos.listCommitStatusesForRef({ ...repo, ref: main });
  expect(listed.data.map(({ state, creator }) => [state, creator?.login])).toEqual([
    ['success', 'github-actions[bot]'],
    ['success', 'github-actions[bot]'],
    ['pending', 'github-actions[bot]'],
  ]);
  const long = rest.repos.createCommitStatus({ ...repo, sha: main, state: 'success', description: 'x'.repeat(141) });
  expect(await refusalOf(long)).toMatchObject({ status: 422 });
  const wrong = rest.repos.createCommitStatus({ ...repo, sha: 'f'.repeat(40), state: 'success' });
  expect(await refusalOf(wrong)).toMatchObject({ status: 422, message: expect.stringContaining('No commit found') });
});

test('a job is a check run, which satisfies a required check as a status does', async () => {
  const { rest } = lab.octokit(lab.maintainer);
  lab.github.protectBranch('octo/tuf', { branch: 'main', requiredChecks: ['tuf-on-ci/signing-event'] });
  const head = await lab.push('sign/event', { file: '2' }, { from: main });
  await rest.pulls.create({ ...repo, head: 'sign/event', base: 'main', title: 'Signing event' });
  const merge = () => rest.pulls.merge({ ...repo, pull_number: 1 });
  expect(await refusalOf(merge())).toMatchObject({ status: 405, message: expect.stringContaining('is expected') });
  expect((await rest.pulls.get({ ...repo, pull_number: 1 })).data.mergeable_state).toBe('blocked');
  const id = lab.github.createCheckRun('octo/tuf', 'tuf-on-ci/signing-event', head);
  expect(await refusalOf(merge())).toMatchObject({ status: 405 });
  lab.github.completeCheckRun('octo/tuf', id, 'success');
  const { data } = await rest.checks.listForRef({ ...repo, ref: head });
  expect(data.check_runs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['tuf-on-ci/signing-event', 'success'],
  ]);
  await merge();
});
