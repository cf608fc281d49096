import { describe, expect, test } from 'vitest';
import { throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

describe('a revision', () => {
  test('is resolved to its commit, or to nothing', async () => {
    const made = throwAwayRepository();
    const first = made.commit({ 'metadata/a.json': '1' });
    const second = made.commit({ 'metadata/a.json': '2' });
    made.git('tag', '-a', '-m', 'm', 'v1', first);
    const repository = await opened(made);
    for (const revision of ['HEAD', 'main', 'refs/heads/main', second, second.slice(0, 10)]) {
      expect(await repository.resolve(revision)).toBe(second);
    }
    for (const revision of ['HEAD~1', 'v1', `${second}^`]) expect(await repository.resolve(revision)).toBe(first);
    const blob = made.git('rev-parse', 'HEAD:metadata/a.json');
    for (const revision of [
      'nothing',
      '',
      '--all',
      '-h',
      '^main',
      'main..main',
      'a\0b',
      'a\nb',
      '--end-of-options',
      blob,
      '1'.repeat(40),
    ]) {
      expect(await repository.resolve(revision), revision).toBeUndefined();
    }
  });

  test('HEAD of a new repository is nothing yet', async () => {
    const repository = await opened(throwAwayRepository());
    expect(await repository.resolve('HEAD')).toBeUndefined();
    expect(await repository.currentBranch()).toBe('refs/heads/main');
  });
});

describe('the default branch (SPEC A1)', () => {
  test('is the remote-tracking one, never the local one that a local merge has moved', async () => {
    const made = throwAwayRepository();
    const published = made.commit({ 'metadata/a.json': '1' });
    made.push('main');
    made.commit({ 'metadata/a.json': 'merged locally' });
    const repository = await opened(made);
    expect(await repository.defaultBranch()).toEqual({
      name: 'main',
      ref: 'refs/remotes/origin/main',
      commit: published,
    });
  });

  test("has the name that is given, else that of the remote's HEAD, else main", async () => {
    const made = throwAwayRepository();
    const main = made.commit({ 'metadata/a.json': '1' });
    const trunk = made.commit({ 'metadata/a.json': '2' }, { branch: 'trunk/1', from: main });
    made.push('main', 'trunk/1');
    const name = async (names?: (string | undefined)[]) =>
      (await (await opened(made)).defaultBranch(names && { names })).name;
    expect(await name()).toBe('main');
    made.git('remote', 'set-head', 'origin', 'trunk/1');
    expect(await (await opened(made)).defaultBranch()).toEqual({
      name: 'trunk/1',
      ref: 'refs/remotes/origin/trunk/1',
      commit: trunk,
    });
    expect(await name(['main'])).toBe('main');
    expect(await name([undefined, '', 'main', 'trunk/1'])).toBe('main');
    expect(await name([undefined, ''])).toBe('trunk/1');
  });

  test("can be another remote's", async () => {
    const made = throwAwayRepository();
    const commit = made.commit({ 'metadata/a.json': '1' });
    made.git('remote', 'add', 'up/stream', made.origin);
    made.git('push', '-q', 'up/stream', 'main');
    const repository = await opened(made);
    expect(await repository.defaultBranch({ remote: 'up/stream' })).toMatchObject({
      ref: 'refs/remotes/up/stream/main',
      commit,
    });
  });

  test('needs the remote', async () => {
    const made = throwAwayRepository();
    made.commit({ 'metadata/a.json': '1' });
    made.git('remote', 'remove', 'origin');
    const repository = await opened(made);
    for (const remote of ['origin', '--all', '', 'a\nb', 'x.y z']) {
      expect(await failed(repository.defaultBranch({ remote })), remote).toMatchObject({ code: 'no-remote' });
    }
  });

  test('says what to fetch when this clone does not have it', async () => {
    const made = throwAwayRepository();
    made.commit({ 'metadata/a.json': '1' });
    const error = await failed((await opened(made)).defaultBranch({ names: ['it’s'] }));
    expect(error).toMatchObject({
      code: 'git',
      hint: expect.stringContaining("'+refs/heads/it’s:refs/remotes/origin/it’s'"),
    });
  });

  test.each(['main~1', 'main@{1}', '../heads/main', 'a b', '-x\n'])(
    'is not found by revision syntax: %j',
    async (name) => {
      const made = throwAwayRepository();
      made.commit({ 'metadata/a.json': '1' });
      made.commit({ 'metadata/a.json': '2' });
      made.push('main');
      expect(await failed((await opened(made)).defaultBranch({ names: [name] }))).toMatchObject({ code: 'usage' });
    },
  );
});

test('the checked-out branch, none on a detached HEAD', async () => {
  const made = throwAwayRepository();
  made.commit({ 'metadata/a.json': '1' });
  const repository = await opened(made);
  made.git('switch', '-q', '-c', 'sign/ünï');
  expect(await repository.currentBranch()).toBe('refs/heads/sign/ünï');
  made.git('switch', '-q', '--detach');
  expect(await repository.currentBranch()).toBeUndefined();
});

describe('making and deleting branches', () => {
  test('an existing branch is an error and stays where it is', async () => {
    const made = throwAwayRepository();
    const first = made.commit({ 'metadata/a.json': '1' });
    const second = made.commit({ 'metadata/a.json': '2' });
    const repository = await opened(made);
    await repository.createBranch('refs/heads/sign/--force', first);
    expect(await failed(repository.createBranch('refs/heads/sign/--force', second))).toMatchObject({ code: 'git' });
    expect(await repository.refs('refs/heads/')).toEqual(
      new Map([
        ['refs/heads/main', second],
        ['refs/heads/sign/--force', first],
      ]),
    );
    expect(await repository.refs('refs/heads/sign/')).toEqual(new Map([['refs/heads/sign/--force', first]]));
  });

  test('is done on branches only, by full name, and to commits that are there', async () => {
    const made = throwAwayRepository();
    const commit = made.commit({ 'metadata/a.json': '1' });
    const repository = await opened(made);
    for (const ref of ['x', '--stdin', 'HEAD', 'refs/tags/x', 'refs/heads/a..b', 'refs/heads/']) {
      expect(await failed(repository.createBranch(ref, commit)), ref).toMatchObject({ code: 'git' });
    }
    expect(await failed(repository.createBranch('refs/heads/x', '1'.repeat(40)))).toMatchObject({ code: 'git' });
  });

  test('a branch that has moved meanwhile is not deleted', async () => {
    const made = throwAwayRepository();
    const first = made.commit({ 'metadata/a.json': '1' });
    const second = made.commit({ 'metadata/a.json': '2' });
    const repository = await opened(made);
    await repository.createBranch('refs/heads/sign/x', second);
    expect(await failed(repository.deleteRef('refs/heads/sign/x', first))).toMatchObject({ code: 'git' });
    await repository.deleteRef('refs/heads/sign/x', second);
    expect((await repository.refs('refs/heads/sign')).size).toBe(0);
    expect(await failed(repository.deleteRef('refs/heads/sign/x', second))).toMatchObject({ code: 'git' });
  });
});
