/** The repository port on git. */
import { TufError } from '../../errors.ts';
import type { Person, Repository } from '../../ports/repository.ts';
import { advance, completeAdvance } from './advance.ts';
import { createBranch, currentBranch, defaultBranch, deleteRef, refs, resolveRevision } from './branches.ts';
import { BlobReader } from './cat-file.ts';
import { type Clone, findClone } from './clone.ts';
import { writeCommit } from './commit.ts';
import { differences } from './differences.ts';
import { changesBetween, eventCommits, firstParentLine, isShallow, mergeBase } from './history.ts';
import { fetch, push, remoteBranches, remoteUrl } from './remote.ts';
import type { Git, GitOptions } from './run-git.ts';
import { isBranchName, isTracked, remoteHead } from './signer-questions.ts';
import { treesOf } from './tree.ts';

/**
 * Opens the repository that a folder belongs to: a clone (also a folder inside it) or a bare repository. `close` it
 * when done. Errors: `no-repository`; `git` when git cannot be started.
 */
export async function openRepository(folder: string, options: GitOptions): Promise<Repository> {
  const clone = await findClone(folder, options);
  const { git } = clone;
  const reader = new BlobReader(git);
  return {
    top: clone.top,
    resolve: (revision) => resolveRevision(git, revision),
    tree: treesOf(git, reader),
    defaultBranch: (input) => defaultBranch(git, input),
    currentBranch: () => currentBranch(git),
    refs: (prefix) => refs(git, prefix),
    mergeBase: (one, other) => mergeBase(git, one, other),
    changesBetween: (from, to) => changesBetween(git, from, to),
    isShallow: () => isShallow(git),
    eventCommits: (base, head, options) => eventCommits(git, base, head, options),
    firstParentLine: (head, options) => firstParentLine(git, head, options),
    uncommittedPaths: () => uncommittedPaths(clone, reader),
    commit: (changes, input) => writeCommit(clone, changes, input),
    advance: (from, to) => advance(clone, reader, from, to),
    createBranch: (ref, commit) => createBranch(clone, ref, commit),
    deleteRef: (ref, commit) => deleteRef(clone, ref, commit),
    user: () => user(git),
    remoteUrl: (remote) => remoteUrl(git, remote),
    isBranchName,
    isTracked: (path) => isTracked(git, path),
    remoteHead: (remote) => remoteHead(git, remote),
    remoteBranches: (remote) => remoteBranches(git, remote),
    push: (remote, updates) => push(git, remote, updates),
    fetch: (remote, updates, options) => fetch(git, remote, updates, options),
    close: () => reader.close(),
  };
}

/** See `Repository.uncommittedPaths`. */
async function uncommittedPaths(clone: Clone, reader: BlobReader): Promise<string[]> {
  if (clone.top === undefined) return [];
  await completeAdvance(clone, reader);
  return [...new Set((await differences(clone)).map(({ path }) => path))];
}

/** See `Repository.user`. */
async function user(git: Git): Promise<Person> {
  const answer = await git.ask(['var', 'GIT_AUTHOR_IDENT'], { systemConfig: true });
  const [, name, email] = /^(.+) <(.+)> \d+ [+-]\d{4}\s*$/.exec(answer.stdout.toString('utf8')) ?? [];
  if (answer.status === 0 && name !== undefined && email !== undefined) return { name, email };
  throw new TufError('git', 'git does not know who you are', {
    hint: 'Run `git config --global user.name NAME` and `git config --global user.email ADDRESS`',
  });
}
