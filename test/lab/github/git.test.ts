/** git on the lab's GitHub: who may push, what is refused, which events it makes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, refusalOf, repo, startLab } from './surroundings.ts';

let lab: Lab;
let main: string;

beforeEach(async () => {
  lab = await startLab();
  main = await lab.push('main', { 'metadata/root.json': '1' });
});
afterEach(() => lab.github.close());

test('what a push changed is told, and whether it starts workflows', async () => {
  lab.events.length = 0;
  const custom = lab.token('custom', { contents: 'write' }, 'octo-bot');
  const bot = lab.token('workflow', { contents: 'write' });
  const first = await lab.push(
    'sign/event',
    { 'metadata/root.json': '2', 'targets/a': 'a' },
    { from: main, token: custom },
  );
  const second = await lab.push('sign/event', { 'targets/a': null }, { token: bot });
  await lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), `+${main}:refs/heads/sign/event`);
  await lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), ':refs/heads/sign/event');
  expect(
    lab.events.map(({ ref, sha, actor, startsWorkflows, changedPaths }) => [
      ref,
      sha,
      actor,
      startsWorkflows,
      changedPaths,
    ]),
  ).toEqual([
    ['refs/heads/sign/event', first, 'octo-bot', true, ['metadata/root.json', 'targets/a']],
    ['refs/heads/sign/event', second, 'github-actions[bot]', false, ['targets/a']],
    ['refs/heads/sign/event', main, 'octo', true, ['metadata/root.json']],
    ['refs/heads/sign/event', '0'.repeat(40), 'octo', true, []],
  ]);
  expect(lab.events.map(({ payload }) => [payload['created'], payload['forced'], payload['deleted']])).toEqual([
    [true, false, false],
    [false, false, false],
    [false, true, false],
    [false, false, true],
  ]);
  expect(lab.events[0]?.payload).toMatchObject({
    ref: 'refs/heads/sign/event',
    before: '0'.repeat(40),
    after: first,
    commits: [{ id: first, added: ['targets/a'], removed: [], modified: ['metadata/root.json'] }],
    repository: { full_name: 'octo/tuf', default_branch: 'main' },
    sender: { login: 'octo-bot' },
  });
});

test('a token may what it was made for', async () => {
  const push = (token: string) => lab.push('sign/event', { 'metadata/root.json': '2' }, { token, from: main });
  await expect(push(lab.token('workflow', { contents: 'read' }))).rejects.toThrow(
    /Write access to repository not granted.*403/s,
  );
  await expect(push('ghs_nobody')).rejects.toThrow(/Invalid username or token|Authentication failed|could not read/);
  const gone = lab.token('workflow', { contents: 'write' });
  lab.github.revokeToken(gone);
  await expect(push(gone)).rejects.toThrow();
  await push(lab.token('workflow', { contents: 'write' }));
  // Anybody reads a public repository, without a token too.
  const { stdout } = await lab.git('ls-remote', lab.github.gitUrl('octo/tuf'), 'refs/heads/main');
  expect(stdout.split('\t')[0]).toBe(main);
});

test('a private repository does not exist for strangers', async () => {
  await lab.github.createRepository({ owner: 'octo', name: 'secret', private: true });
  await expect(lab.git('ls-remote', lab.github.gitUrl('octo/secret'))).rejects.toThrow();
  await expect(
    lab.git('ls-remote', lab.github.gitUrl('octo/secret', lab.token('workflow', { contents: 'write' }))),
  ).rejects.toThrow(/not found/);
  await lab.git('ls-remote', lab.github.gitUrl('octo/secret', lab.maintainer));
  const { rest } = lab.octokit(lab.token('custom', { contents: 'write' }));
  expect(await refusalOf(rest.repos.get({ owner: 'octo', repo: 'secret' }))).toMatchObject({ status: 404 });
});

test('the address that a job sees works for git, with the token in its environment only', async () => {
  const token = lab.token('workflow', { contents: 'write' });
  const { serverUrl } = lab.github;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const secret = ['-c', `http.${serverUrl}/.extraheader=AUTHORIZATION: basic ${basic}`];
  const commit = lab.clone.commit({ file: '2' }, { branch: 'main' });
  await lab.git(...secret, 'push', '-q', `${serverUrl}/octo/tuf`, `${commit}:refs/heads/main`);
  expect(await lab.tip('main')).toBe(commit);
});

test('a partial and a shallow clone bring less', async () => {
  await lab.push('main', { 'targets/large': Buffer.alloc(100_000, 'x') });
  await lab.git(
    'clone',
    '-q',
    '--depth=1',
    '--filter=blob:none',
    '--no-checkout',
    lab.github.gitUrl('octo/tuf'),
    'partial',
  );
  const { stdout } = await lab.git('-C', 'partial', 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)');
  expect(stdout).not.toContain('blob');
});

test('a workflow file is nothing for a job to write', async () => {
  const files = { '.github/workflows/evil.yml': 'on: push' };
  const push = (token: string) => lab.push('sign/event', files, { from: main, token });
  for (const kind of ['workflow', 'custom'] as const) {
    await expect(push(lab.token(kind, { contents: 'write' }))).rejects.toThrow(
      /refusing to allow a .* `\.github\/workflows\/evil\.yml` without `workflows`/,
    );
  }
  await push(lab.maintainer);
});

test('a protected branch: no force, no deletion, pull requests and checks first, but for whoever is exempt', async () => {
  lab.github.protectBranch('octo/tuf', {
    branch: 'main',
    requiredChecks: ['tuf-on-ci/signing-event'],
    bypass: ['octo-bot'],
  });
  const next = lab.clone.commit({ 'metadata/root.json': '2' }, { branch: 'main' });
  const { rest } = lab.octokit(lab.maintainer);
  const push = (change: string, token = lab.maintainer) =>
    lab.git('push', '-q', lab.github.gitUrl('octo/tuf', token), change);
  await expect(push(`${next}:refs/heads/main`)).rejects.toThrow(/GH006.*status checks/);
  await push(`${next}:refs/heads/sign/event`);
  await rest.repos.createCommitStatus({ ...repo, sha: next, state: 'success', context: 'tuf-on-ci/signing-event' });
  await push(`${next}:refs/heads/main`);
  await expect(push(`+${main}:refs/heads/main`)).rejects.toThrow(/Cannot force-push/);
  await expect(push(':refs/heads/main')).rejects.toThrow(
    /Cannot delete|deletion of the current branch|refusing to delete/,
  );
  const another = lab.clone.commit({ 'metadata/root.json': '3' }, { branch: 'main' });
  await push(`${another}:refs/heads/main`, lab.token('custom', { contents: 'write' }, 'octo-bot'));
  // REST goes by the same rules.
  const last = lab.clone.commit({ 'metadata/root.json': '4' }, { branch: 'main' });
  await push(`${last}:refs/heads/sign/event`);
  const moved = rest.git.updateRef({ ...repo, ref: 'heads/main', sha: last });
  expect(await refusalOf(moved)).toMatchObject({ status: 422, message: expect.stringContaining('GH006') });
});

test('a branch that has moved meanwhile is not overwritten', async () => {
  const ours = lab.clone.commit({ file: 'ours' }, { branch: 'ours', from: main });
  lab.github.inject({
    service: 'git',
    operation: 'git-receive-pack',
    act: () => lab.push('main', { file: 'theirs' }).then(() => {}),
  });
  const push = () => lab.git('push', '-q', lab.github.gitUrl('octo/tuf', lab.maintainer), `${ours}:refs/heads/main`);
  await expect(push()).rejects.toThrow(/remote rejected|failed to update ref|cannot lock ref/);
  await expect(push()).rejects.toThrow(/rejected/);
  expect(await lab.github.readFile('octo/tuf', 'main', 'file')).toBe('theirs');
});

test('refs by REST: made, moved, deleted, each with its push event', async () => {
  const { rest } = lab.octokit(lab.token('workflow', { contents: 'write' }));
  const next = await lab.push('next', { file: '1' }, { from: main });
  lab.events.length = 0;
  await rest.git.createRef({ ...repo, ref: 'refs/heads/publish', sha: main });
  expect(await refusalOf(rest.git.createRef({ ...repo, ref: 'refs/heads/publish', sha: main }))).toMatchObject({
    status: 422,
  });
  await rest.git.updateRef({ ...repo, ref: 'heads/publish', sha: next });
  expect((await rest.git.getRef({ ...repo, ref: 'heads/publish' })).data.object.sha).toBe(next);
  const back = { ...repo, ref: 'heads/publish', sha: main };
  expect(await refusalOf(rest.git.updateRef(back))).toMatchObject({
    status: 422,
    message: expect.stringContaining('fast forward'),
  });
  await rest.git.updateRef({ ...back, force: true });
  await rest.git.deleteRef({ ...repo, ref: 'heads/publish' });
  expect(await refusalOf(rest.git.getRef({ ...repo, ref: 'heads/publish' }))).toMatchObject({ status: 404 });
  expect(lab.events.map(({ ref, sha }) => `${ref} ${sha}`)).toEqual(
    [main, next, main, '0'.repeat(40)].map((sha) => `refs/heads/publish ${sha}`),
  );
});
