import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../../src/adapters/git/open-repository.ts';
import { temporaryFolder, throwAwayRepository } from '../../support/git.ts';
import { failed, opened } from './opened.ts';

describe('opening a repository', () => {
  test('from a folder inside the clone: its top is found', async () => {
    const { folder, env } = throwAwayRepository();
    const inner = join(folder, 'docs', 'deep');
    mkdirSync(inner, { recursive: true });
    expect((await opened({ folder: inner, env })).top).toBe(realpathSync(folder));
  });

  test('a bare repository has no work tree, and nothing uncommitted', async () => {
    const made = throwAwayRepository();
    const commit = made.commit({ 'metadata/root.json': '{}' });
    made.push('main');
    const repository = await opened({ folder: made.origin, env: made.env });
    expect(repository.top).toBeUndefined();
    expect(await repository.uncommittedPaths()).toEqual([]);
    expect(await repository.resolve('main')).toBe(commit);
    expect(await repository.tree(commit).entries()).toHaveLength(1);
  });

  test('a second work tree of a clone has its own HEAD', async () => {
    const made = throwAwayRepository();
    const commit = made.commit({ 'metadata/root.json': '{}' });
    const folder = join(temporaryFolder(), 'second');
    made.git('worktree', 'add', '-q', '-b', 'sign/x', folder);
    const repository = await opened({ folder, env: made.env });
    expect(repository.top).toBe(realpathSync(folder));
    expect(await repository.currentBranch()).toBe('refs/heads/sign/x');
    expect(await repository.resolve('HEAD')).toBe(commit);
  });

  test('outside a repository it says where to run the command', async () => {
    const { env } = throwAwayRepository();
    const error = await failed(openRepository(temporaryFolder(), { env }));
    expect(error).toMatchObject({ code: 'no-repository', hint: expect.stringContaining('clone') });
  });

  test('leftovers of an outer git do not lead elsewhere', async () => {
    const here = throwAwayRepository();
    const elsewhere = throwAwayRepository();
    const git = join(elsewhere.folder, '.git');
    const env = { ...here.env, GIT_DIR: git, GIT_WORK_TREE: elsewhere.folder, GIT_INDEX_FILE: join(git, 'index') };
    expect((await opened({ folder: here.folder, env })).top).toBe(realpathSync(here.folder));
  });
});

describe('who the user is', () => {
  test('is what git is configured with', async () => {
    const made = throwAwayRepository();
    made.git('config', 'user.name', 'Jürgen <J> Test');
    expect(await (await opened(made)).user()).toEqual({ name: 'Jürgen J Test', email: 'maintainer@example.com' });
  });

  test('is never guessed from the machine', async () => {
    const made = throwAwayRepository();
    made.git('config', '--global', '--unset', 'user.email');
    expect(await failed((await opened(made)).user())).toMatchObject({
      code: 'git',
      hint: expect.stringContaining('user.email'),
    });
  });
});
