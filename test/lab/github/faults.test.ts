/** Requests that go wrong on purpose, and requests that the lab itself would get wrong. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, refusalOf, repo, startLab } from './surroundings.ts';

let lab: Lab;
let main: string;
let open = true;

beforeEach(async () => {
  lab = await startLab();
  open = true;
  main = await lab.push('main', { file: '1' });
});
afterEach(() => (open ? lab.github.close() : undefined));

const issue = () => lab.octokit(lab.maintainer).rest.issues.create({ ...repo, title: 'An issue' });
const count = () => lab.github.repository('octo/tuf').issues.length;
const operation = 'POST /repos/{owner}/{repo}/issues';

test('a failure strikes the request that it is meant for, as often as it says', async () => {
  const fault = lab.github.inject({ operation, nth: 2, times: 2, failure: 502 });
  await issue();
  for (const _ of [2, 3]) expect(await refusalOf(issue())).toMatchObject({ status: 502 });
  await issue();
  expect([count(), fault.hits]).toEqual([2, 2]);
  const always = lab.github.inject({ service: 'rest', times: Number.POSITIVE_INFINITY, failure: 503 });
  for (const _ of [1, 2, 3]) expect(await refusalOf(issue())).toMatchObject({ status: 503 });
  always.remove();
  await issue();
});

test('an answer may be lost after the effect', async () => {
  lab.github.inject({ operation, when: 'after', failure: 'reset' });
  expect((await refusalOf(issue())).status).toBe(500); // octokit's word for a connection that was cut
  expect(count()).toBe(1);
  lab.github.inject({ operation, when: 'before', failure: 'reset' });
  await refusalOf(issue());
  expect(count()).toBe(1);
});

test('rate limits say how long to wait', async () => {
  for (const failure of [429, 403] as const) {
    lab.github.inject({ operation, failure, retryAfter: 7 });
    const answer = await issue().catch(
      (error: { status: number; response: { headers: Record<string, string> } }) => error,
    );
    expect([answer.status, 'response' in answer && answer.response.headers['retry-after']]).toEqual([failure, '7']);
  }
  const { headers } = await issue();
  expect(Number(headers['x-ratelimit-remaining'])).toBeGreaterThan(4000);
});

test('nothing is answered until the client gives up', async () => {
  lab.github.inject({ operation, failure: 'timeout' });
  const request = { ...repo, title: 'An issue', request: { signal: AbortSignal.timeout(50) } };
  await expect(lab.octokit(lab.maintainer).rest.issues.create(request)).rejects.toThrow();
  expect(count()).toBe(0);
});

test('a push fails before and after it has come', async () => {
  const push = () => lab.push('sign/event', { file: String(lab.github.requests.length) }, { from: main });
  lab.github.inject({ service: 'git', operation: 'git-receive-pack', failure: 'rejected' });
  await expect(push()).rejects.toThrow(/remote rejected.*hook declined/s);
  lab.github.inject({ service: 'git', operation: 'refs of git-receive-pack', failure: 500 });
  await expect(push()).rejects.toThrow(/500/);
  expect(await lab.tip('sign/event')).toBeUndefined();
  lab.events.length = 0;
  lab.github.inject({ service: 'git', operation: 'git-receive-pack', when: 'after', failure: 'reset' });
  await expect(push()).rejects.toThrow();
  expect([(await lab.tip('sign/event'))?.length, lab.events.length]).toEqual([40, 1]);
});

test('something else may happen just then', async () => {
  const seen: string[] = [];
  lab.github.inject({ operation, act: () => void seen.push(`before ${count()}`) });
  lab.github.inject({ operation, when: 'after', act: () => void seen.push(`after ${count()}`) });
  await issue();
  expect(seen).toEqual(['before 0', 'after 1']);
});

test('every request is on record', async () => {
  await issue();
  await lab.octokit(lab.maintainer).graphql('{ viewer { login } repository(owner: "octo", name: "tuf") { id } }');
  const last = lab.github.requests
    .slice(-2)
    .map(({ service, operation: asked, actor, status }) => [service, asked, actor, status]);
  expect(last).toEqual([
    ['rest', operation, 'octo', 201],
    ['graphql', 'viewer,repository', 'octo', 200],
  ]);
  const git = lab.github.requests.filter(({ service }) => service === 'git').map((one) => one.operation);
  expect(git).toEqual(expect.arrayContaining(['refs of git-receive-pack', 'git-receive-pack']));
});

test('a request that GitHub would not understand is refused', async () => {
  const { rest, request, graphql } = lab.octokit(lab.maintainer);
  expect(await refusalOf(rest.pulls.list({ ...repo, state: 'merged' as 'open' }))).toMatchObject({ status: 422 });
  expect(
    await refusalOf(
      request('POST /repos/{owner}/{repo}/issues', { ...repo, title: 't', labels: 3 as unknown as string[] }),
    ),
  ).toMatchObject({ status: 422 });
  await expect(graphql('{ viewer { nonsense } }')).rejects.toThrow(/Cannot query field/);
});

test('a call that the lab does not serve is told when it closes', async () => {
  open = false;
  expect(await refusalOf(lab.octokit(lab.maintainer).rest.repos.listForks(repo))).toMatchObject({ status: 404 });
  await expect(lab.github.close()).rejects.toThrow(/does not serve GET .*forks/);
});

test('an answer that GitHub does not describe is told too', async () => {
  open = false;
  await issue();
  Object.assign(lab.github.repository('octo/tuf').issues[0]!, { title: 7 });
  expect(await refusalOf(lab.octokit(lab.maintainer).rest.issues.get({ ...repo, issue_number: 1 }))).toMatchObject({
    status: 500,
  });
  await expect(lab.github.close()).rejects.toThrow(/title must be string/);
});
