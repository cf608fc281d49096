/**
 * Brings a commit to this machine: the work of `actions/checkout`, for an action that needs no step before it (SPEC A9). Nothing secret is
 * written to disk: what git needs to log in it gets from `GitOptions.credentials`, command by command.
 */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TufError } from '../../errors.ts';
import type { Oid, RefUpdate } from '../../ports/repository.ts';
import { resolveRevision } from './branches.ts';
import { line } from './bytes.ts';
import { findClone } from './clone.ts';
import { differences } from './differences.ts';
import { failure } from './failure.ts';
import { isShallow } from './history.ts';
import { asOid, asRef, isOid, isRef, parseRefs } from './names.ts';
import { fetch, unreadable } from './remote.ts';
import { Git, type GitOptions } from './run-git.ts';

/** What a remote has, freshly asked for. */
export interface RemoteHeads {
  /** Name of the branch that its HEAD is at. */
  readonly defaultBranch: string | undefined;
  /** Tips by full name (`refs/heads/…`). */
  readonly branches: ReadonlyMap<string, Oid>;
}

/** Errors: `no-remote`. */
export async function readRemote(url: string, folder: string, options: GitOptions): Promise<RemoteHeads> {
  const answer = await new Git(folder, options).askRemote(['ls-remote', '--symref', '--', url, 'HEAD', 'refs/heads/*']);
  if (answer.status !== 0) throw unreadable(url, answer);
  const head = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer.stdout.toString('utf8'))?.[1];
  return { defaultBranch: head, branches: parseRefs(answer.stdout) };
}

export interface CheckOutInput {
  readonly url: string;
  /** What to fetch: tips go to their remote-tracking refs. */
  readonly updates: readonly RefUpdate[];
  /** What to check out: a revision among what is fetched. */
  readonly revision: string;
  /** The local branch (`refs/heads/…`) that HEAD shall be at; without one HEAD is detached. */
  readonly branch?: string | undefined;
  /** All of history, or so many commits. */
  readonly depth: 'all' | number;
  /** Used when it is empty, or a checkout of the very commit; otherwise left alone. */
  readonly workspace: string;
  /** A new folder is made here when the workspace is not used. */
  readonly temporary: string;
}

export interface CheckedOut {
  readonly folder: string;
  readonly commit: Oid;
}

/** Blobs of history that are larger (bytes) are not brought: lists of 100,000 target files, and old target files. */
const limit = 262_144;

/**
 * Errors: `no-remote`; `git` when the remote lacks what is asked for.
 */
export async function checkOut(input: CheckOutInput, options: GitOptions): Promise<CheckedOut> {
  const { folder, isNew } = await findPlace(input, options);
  const { git } = await findClone(folder, options);
  if (isNew) await git.run(['remote', 'add', 'origin', input.url]);
  await bring(git, input, isNew);
  const commit = await resolveRevision(git, input.revision);
  if (commit === undefined) throw new TufError('git', `${input.url} has no '${input.revision}'`);
  if (isNew) {
    if (input.depth === 'all') await fetchMissing(git, commit);
    await populate(git, commit, input.branch);
    return { folder, commit };
  }
  // An existing checkout stays as it is, and is used when it is the right one.
  if ((await resolveRevision(git, 'HEAD')) === commit) return { folder, commit };
  return checkOut({ ...input, workspace: await newFolder(input.temporary) }, options);
}

/** The workspace when it is empty or a clean checkout of this repository; else a folder of our own. */
async function findPlace(
  { url, workspace, temporary }: CheckOutInput,
  options: GitOptions,
): Promise<{ readonly folder: string; readonly isNew: boolean }> {
  await mkdir(workspace, { recursive: true });
  const content = await readdir(workspace);
  if (content.includes('.git') && (await isUsable(workspace, url, options))) return { folder: workspace, isNew: false };
  const folder = content.length === 0 ? workspace : await newFolder(temporary);
  await new Git(folder, options).run(['init', '--quiet', '--initial-branch=tuf-on-ci', '.']);
  return { folder, isNew: true };
}

/** A clone of the repository, with a commit and nothing uncommitted where we look. */
async function isUsable(folder: string, url: string, options: GitOptions): Promise<boolean> {
  try {
    const clone = await findClone(folder, options);
    const origin = await clone.git.ask(['config', '--get', 'remote.origin.url']);
    const isOurs = origin.status === 0 && nameIn(line(origin.stdout)) === nameIn(url);
    return (
      isOurs && (await resolveRevision(clone.git, 'HEAD')) !== undefined && (await differences(clone)).length === 0
    );
  } catch {
    return false;
  }
}

/** `owner/name` of a URL; an earlier step may have cloned by another protocol. */
function nameIn(url: string): string | undefined {
  return /([^/:]+\/[^/]+?)(?:\.git)?\/*$/.exec(url)?.[1]?.toLowerCase();
}

async function newFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'tuf-on-ci-'));
}

/** A new clone is partial where all of history is asked for; one that was there is completed as it needs. */
async function bring(git: Git, { updates, depth }: CheckOutInput, isNew: boolean): Promise<void> {
  if (isNew) {
    await fetch(git, 'origin', updates, depth === 'all' ? { filter: `blob:limit=${limit}` } : { depth });
  } else {
    const complete = depth === 'all' && (await isShallow(git));
    await fetch(git, 'origin', updates, complete ? { depth: 'all' } : {});
  }
}

/**
 * Brings what a commit's tree names and a partial clone lacks, in one go: git itself would ask for each file by itself.
 */
export async function fetchMissing(git: Git, commit: Oid): Promise<void> {
  const list = await git.run([
    'rev-list',
    '--objects',
    '--no-object-names',
    '--missing=print',
    `${asOid(commit)}^{tree}`,
  ]);
  const missing = list
    .toString('latin1')
    .split('\n')
    .filter((line) => line.startsWith('?'))
    .map((line) => line.slice(1));
  if (missing.length === 0) return;
  const plain = ['--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--filter=blob:none'];
  const args = ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', ...plain, '--stdin', 'origin'];
  const answer = await git.askRemote(args, { input: missing.filter(isOid).map((oid) => `${oid}\n`) });
  if (answer.status !== 0) throw failure(['fetch'], answer);
}

/** Later steps of the job find the files; HEAD is at the branch that is pushed to. */
async function populate(git: Git, commit: Oid, branch: string | undefined): Promise<void> {
  const at = branch === undefined ? ['--detach'] : ['--no-track', '-B', asRef(branch).replace(/^refs\/heads\//, '')];
  const args = ['checkout', '--quiet', '--force', ...at, asOid(commit)];
  const answer = await git.ask(args, { withCredentials: true });
  if (answer.status !== 0) throw failure(['checkout'], answer);
}

/** The updates that bring a branch, or whatever else `ref` names on the remote: a commit, a tag, a full name. */
export function updatesFor(
  ref: string,
  heads: RemoteHeads,
): { readonly updates: readonly RefUpdate[]; readonly revision: string } {
  if (isOid(ref)) return { updates: [{ source: ref }], revision: ref };
  const branch = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  if (heads.branches.has(branch)) {
    const tracking = `refs/remotes/origin/${branch.slice('refs/heads/'.length)}`;
    return { updates: [{ source: branch, target: tracking, force: true }], revision: tracking };
  }
  const tag = ref.startsWith('refs/') ? ref : `refs/tags/${ref}`;
  if (!isRef(tag)) throw new TufError('usage', `'${ref}' is no commit, branch or tag`);
  return {
    updates: [{ source: tag, target: 'refs/tuf-on-ci/wanted', force: true }],
    revision: 'refs/tuf-on-ci/wanted',
  };
}
