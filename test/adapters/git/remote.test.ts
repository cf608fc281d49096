import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

const main = 'refs/heads/main';

function published() {
  const made = throwAwayRepository();
  const first = made.commit({ 'metadata/a.json': '1' });
  made.push('main');
  return { made, first, onOrigin: (ref = main) => made.git('-C', made.origin, 'rev-parse', '--verify', '-q', ref) };
}

describe('a push', () => {
  test('moves the branch of the remote and what this clone knows of it', async () => {
    const { made, onOrigin } = published();
    const second = made.commit({ 'metadata/a.json': '2' });
    const repository = await opened(made);
    await repository.push('origin', [{ source: second, target: main }]);
    expect(onOrigin()).toBe(second);
    expect((await repository.defaultBranch()).commit).toBe(second);
    await repository.push('origin', [{ source: second, target: main }]);
    await repository.push('origin', []);
  });

  test('of a commit that no local ref names', async () => {
    const { made, first, onOrigin } = published();
    const repository = await opened(made);
    const author = { name: 'A', email: 'a@example.com' };
    const commit = await repository.commit([], { parents: [first], message: 'm', author, now: 1_800_000_000 });
    await repository.push('origin', [{ source: commit, target: 'refs/heads/sign/--all' }]);
    expect(onOrigin('refs/heads/sign/--all')).toBe(commit);
    expect((await repository.refs('refs/heads/')).size).toBe(1);
  });

  test('is rejected when another signature arrived first, and changes nothing', async () => {
    const { made, onOrigin } = published();
    const other = made.clone();
    const theirs = other.commit({ 'metadata/a.json': 'theirs' });
    other.push('main');
    const ours = made.commit({ 'metadata/a.json': 'ours' });
    const error = await failed((await opened(made)).push('origin', [{ source: ours, target: main }]));
    expect(error).toMatchObject({ code: 'push-rejected', message: expect.stringContaining(main) });
    expect(onOrigin()).toBe(theirs);
  });

  test('is forced only when asked to, also when the configuration would', async () => {
    const { made, first, onOrigin } = published();
    const other = made.commit({ 'metadata/b.json': '1' }, { branch: 'other' });
    made.git('config', 'remote.origin.push', '+refs/heads/*:refs/heads/*');
    const repository = await opened(made);
    expect(await failed(repository.push('origin', [{ source: other, target: main }]))).toMatchObject({
      code: 'push-rejected',
    });
    expect(onOrigin()).toBe(first);
    await repository.push('origin', [{ source: other, target: main, force: true }]);
    expect(onOrigin()).toBe(other);
  });

  test('of several refs moves all or none', async () => {
    const { made, first, onOrigin } = published();
    const second = made.commit({ 'metadata/a.json': '2' });
    const stranger = made.commit({ 'metadata/b.json': '1' }, { branch: 'other' });
    const repository = await opened(made);
    const publish = 'refs/heads/publish';
    const wrong = [
      { source: second, target: publish },
      { source: stranger, target: main },
    ];
    expect(await failed(repository.push('origin', wrong))).toMatchObject({
      code: 'push-rejected',
      message: expect.stringContaining(main),
    });
    expect(onOrigin()).toBe(first);
    expect((await repository.remoteBranches('origin')).has(publish)).toBe(false);
    await repository.push('origin', [wrong[0]!, { source: second, target: main }]);
    expect([onOrigin(), onOrigin(publish)]).toEqual([second, second]);
  });

  test('can delete a branch', async () => {
    const { made, first } = published();
    const repository = await opened(made);
    await repository.push('origin', [{ source: first, target: 'refs/heads/sign/x' }]);
    await repository.push('origin', [{ source: null, target: 'refs/heads/sign/x' }]);
    expect([...(await repository.remoteBranches('origin')).keys()]).toEqual([main]);
  });

  test('a server that says no is quoted in one line', async () => {
    const { made } = published();
    const hook = '#!/bin/sh\necho "error: GH006: Protected branch update failed" >&2\nexit 1\n';
    writeFileSync(join(made.origin, 'hooks', 'pre-receive'), hook, { mode: 0o755 });
    const second = made.commit({ 'metadata/a.json': '2' });
    const error = await failed((await opened(made)).push('origin', [{ source: second, target: main }]));
    expect(error).toMatchObject({
      code: 'git',
      message: expect.stringMatching(/GH006: Protected branch update failed$/),
    });
  });

  test('runs no hook of the clone and pushes no tag', async () => {
    const { made } = published();
    const trap = join(made.folder, 'trap');
    writeFileSync(join(made.folder, '.git/hooks/pre-push'), `#!/bin/sh\ntouch '${trap}'\nexit 1\n`, { mode: 0o755 });
    made.git('config', 'push.followTags', 'true');
    const second = made.commit({ 'metadata/a.json': '2' });
    made.git('tag', '-a', '-m', 'm', 'v1', second);
    await (await opened(made)).push('origin', [{ source: second, target: main }]);
    expect(existsSync(trap)).toBe(false);
    expect(made.git('-C', made.origin, 'tag')).toBe('');
  });

  test('takes commits and full ref names only', async () => {
    const { made, first } = published();
    const repository = await opened(made);
    for (const update of [
      { source: 'HEAD', target: main },
      { source: first, target: 'main' },
      { source: first, target: '--mirror' },
      { source: first, target: 'refs/heads/*' },
      { source: `+${first}`, target: main },
      { source: first },
    ]) {
      expect(await failed(repository.push('origin', [update])), JSON.stringify(update)).toMatchObject({ code: 'git' });
    }
    const somewhere = repository.push('--receive-pack=touch trap', [{ source: first, target: main }]);
    expect(await failed(somewhere)).toMatchObject({ code: 'git' });
  });
});

describe('a fetch', () => {
  test('brings a branch and no more than it is asked for', async () => {
    const { made } = published();
    const clone = made.clone();
    made.commit({ 'metadata/a.json': '2' }, { branch: 'sign/x', from: 'main' });
    const second = made.commit({ 'metadata/a.json': '3' });
    made.git('tag', 'v1');
    made.push('main', 'sign/x');
    made.git('push', '-q', 'origin', 'v1');
    const repository = await opened(clone);
    await repository.fetch('origin', [{ source: main, target: 'refs/remotes/origin/main' }]);
    expect((await repository.defaultBranch()).commit).toBe(second);
    expect([...(await repository.refs('refs/')).keys()]).toEqual([
      main,
      'refs/remotes/origin/HEAD',
      'refs/remotes/origin/main',
    ]);
    expect(existsSync(join(clone.folder, '.git/FETCH_HEAD'))).toBe(false);
  });

  test('brings objects without moving any ref', async () => {
    const { made } = published();
    const clone = made.clone();
    const second = made.commit({ 'metadata/a.json': '2' });
    made.push('main');
    const repository = await opened(clone);
    const before = await repository.refs('refs/');
    await repository.fetch('origin', [{ source: main }]);
    expect(await repository.resolve(second)).toBe(second);
    expect(await repository.refs('refs/')).toEqual(before);
  });

  test('of many branches by pattern, forced where history was rewritten', async () => {
    const { made, first } = published();
    const one = made.commit({ 'metadata/a.json': '2' }, { branch: 'sign/x', from: first });
    made.push('sign/x');
    const repository = await opened(made.clone('--depth=1'));
    const pattern = { source: 'refs/heads/sign/*', target: 'refs/remotes/origin/sign/*' };
    await repository.fetch('origin', [pattern], { depth: 1 });
    expect(await repository.resolve('refs/remotes/origin/sign/x')).toBe(one);
    const other = made.commit({ 'metadata/a.json': '3' }, { branch: 'rewritten' });
    made.git('push', '-q', '--force', 'origin', 'rewritten:sign/x');
    expect(await failed(repository.fetch('origin', [pattern]))).toMatchObject({ code: 'git' });
    await repository.fetch('origin', [{ ...pattern, force: true }]);
    expect(await repository.resolve('refs/remotes/origin/sign/x')).toBe(other);
  });

  test('of a branch that the remote does not have is not the fault of the remote', async () => {
    const { made } = published();
    const repository = await opened(made);
    expect(await failed(repository.fetch('origin', [{ source: 'refs/heads/nothing' }]))).toMatchObject({ code: 'git' });
  });

  test.each(['HEAD', '--upload-pack=touch trap', 'refs/heads/a..b', 'refs/heads/*/*'])(
    'takes no %j',
    async (source) => {
      const { made } = published();
      expect(await failed((await opened(made)).fetch('origin', [{ source }]))).toMatchObject({ code: 'git' });
    },
  );
});

describe('a remote', () => {
  test('that is not there, or is an option, cannot be read', async () => {
    const { made } = published();
    made.git('remote', 'add', 'gone', join(made.folder, 'gone.git'));
    const repository = await opened(made);
    for (const remote of ['nothing', 'gone', '--upload-pack=touch trap', '']) {
      expect(await failed(repository.remoteBranches(remote)), remote).toMatchObject({ code: 'no-remote' });
      expect(await failed(repository.fetch(remote, [{ source: main }])), remote).toMatchObject({ code: 'no-remote' });
    }
    expect(existsSync(join(made.folder, 'trap'))).toBe(false);
  });

  test('lists its branches, and no tags', async () => {
    const { made, first } = published();
    made.git('push', '-q', 'origin', `${first}:refs/tags/v1`, `${first}:refs/heads/sign/ünï`);
    const branches = await (await opened(made)).remoteBranches('origin');
    expect([...branches]).toEqual([
      [main, first],
      ['refs/heads/sign/ünï', first],
    ]);
  });

  test('has the URL that is configured', async () => {
    const { made } = published();
    made.git('remote', 'add', 'upstream', 'git@github.com:owner/repo.git');
    made.git('config', 'url.https://github.com/.insteadOf', 'git@github.com:');
    const repository = await opened(made);
    expect(await repository.remoteUrl('upstream')).toBe('git@github.com:owner/repo.git');
    expect(await failed(repository.remoteUrl('nothing'))).toMatchObject({ code: 'no-remote' });
  });
});
