/** What GitHub itself writes into repositories: merges, the refs of pull requests, new repositories. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from './read.ts';
import { type Environment, git, tryGit } from './run.ts';

/** Objects of another repository, by a ref of our own: `refs/pull/1/head`. */
export async function fetchRef(folder: string, from: string, source: string, ref: string): Promise<void> {
  await git(folder, ['fetch', '-q', '--no-tags', '--no-write-fetch-head', from, `+${source}:${ref}`]);
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

/**
 * The commit that merging makes; undefined when it conflicts. Nothing points to it yet.
 * @param who makes it, `Name <address>`-like, and when
 */
export async function makeMerge(
  folder: string,
  {
    base,
    head,
    method,
    message,
    who,
  }: { base: string; head: string; method: MergeMethod; message: string; who: Person },
): Promise<string | undefined> {
  const env = personEnvironment(who);
  if (method === 'rebase') return rebase(folder, base, head, env);
  const merged = await tryGit(folder, ['merge-tree', '--write-tree', base, head]);
  if (merged.code !== 0) return undefined;
  const tree = merged.stdout.toString().split('\n')[0]!;
  const parents = method === 'merge' ? [base, head] : [base];
  return git(folder, ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])], env, message);
}

/** In a work tree of its own, for git of these days rebases in no other way. */
async function rebase(folder: string, base: string, head: string, env: Environment): Promise<string | undefined> {
  const place = await mkdtemp(join(tmpdir(), 'lab-rebase-'));
  try {
    await git(folder, ['worktree', 'add', '-q', '--detach', place, head]);
    const { code } = await tryGit(place, ['rebase', '-q', '--force-rebase', base], env);
    return code === 0 ? await git(place, ['rev-parse', 'HEAD']) : undefined;
  } finally {
    await tryGit(folder, ['worktree', 'remove', '--force', place]);
    await rm(place, { recursive: true, force: true });
  }
}

function personEnvironment({ name, email, date }: Person): Environment {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    GIT_COMMITTER_DATE: date,
  };
}

/** A new bare repository with the rules of `hook`. */
export async function initBare(folder: string, defaultBranch: string, hook: string, from?: string): Promise<void> {
  if (from === undefined) await git('/', ['init', '-q', '--bare', `--initial-branch=${defaultBranch}`, folder]);
  else await git('/', ['clone', '-q', '--bare', '--no-hardlinks', from, folder]);
  const settings: readonly [string, string][] = [
    ['http.receivepack', 'true'],
    // Nothing runs on after an answer: whoever stops the lab may remove the folder at once.
    ['receive.autogc', 'false'],
    ['gc.auto', '0'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ['uploadpack.allowFilter', 'true'],
    ['receive.hideRefs', 'refs/pull'],
  ];
  for (const [name, value] of settings) await git(folder, ['config', name, value]);
  await writeFile(join(folder, 'hooks', 'update'), hook, { mode: 0o755 });
}

/** HEAD follows when it is that branch. */
export async function renameBranch(folder: string, from: string, to: string): Promise<void> {
  await git(folder, ['branch', '-m', from, to]);
}
