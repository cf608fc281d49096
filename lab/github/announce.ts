/** Tells what happened, in the payloads of GitHub's webhooks. */
import type { EventName, GithubEvent } from './events.ts';
import type { Repository } from './facts.ts';
import { isAncestor, mergeBase, readChanges, readCommits, zeros } from './git/read.ts';
import type { TokenKind } from './github.ts';
import { renderFullPull } from './render/pulls.ts';
import { apiOf, pageOf, renderRepository, renderUser } from './render/repository.ts';
import { testMerge } from './test-merge.ts';
import { type PullRequest, tipOf, type World } from './world.ts';

/** Who did it, and with which kind of token. */
export interface By {
  readonly actor: string;
  readonly kind: TokenKind;
}

export interface RefChange {
  readonly ref: string;
  /** Zeros: it was not there. */
  readonly before: string;
  /** Zeros: it is gone. */
  readonly after: string;
}

/** @param before, after oids by ref; of branches and tags only */
export function refChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((ref) => ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/'))
    .map((ref) => ({ ref, before: before.get(ref) ?? zeros, after: after.get(ref) ?? zeros }))
    .filter((change) => change.before !== change.after);
}

export async function announcePush(world: World, repository: Repository, change: RefChange, by: By): Promise<void> {
  const { folder } = repository;
  const { ref, before, after } = change;
  const created = before === zeros;
  const deleted = after === zeros;
  const base = created && !deleted ? await branchingPoint(repository, ref, after) : before;
  const range = base === undefined ? [after] : [after, `^${base}`];
  const commits = deleted ? [] : (await readCommits(folder, range, 2048)).reverse();
  const changes = deleted ? [] : await readChanges(folder, base, after);
  const rendered = await Promise.all(
    commits.map(async (commit) => {
      const files = await readChanges(folder, commit.parents[0], commit.sha);
      const paths = (status: string) => files.filter((file) => file.status === status).map(({ path }) => path);
      return {
        id: commit.sha,
        tree_id: commit.tree,
        distinct: true,
        message: commit.message,
        timestamp: commit.author.date,
        url: `${pageOf(world, repository)}/commit/${commit.sha}`,
        author: commit.author,
        committer: commit.committer,
        added: paths('added'),
        removed: paths('removed'),
        modified: [...paths('modified'), ...paths('renamed')],
      };
    }),
  );
  emit(world, repository, by, 'push', ref, after, {
    changedPaths: changes.flatMap(({ path, previousPath }) => [
      path,
      ...(previousPath === undefined ? [] : [previousPath]),
    ]),
    payload: {
      ref,
      before,
      after,
      created,
      deleted,
      forced: !created && !deleted && !(await isAncestor(folder, before, after)),
      base_ref: null,
      compare: `${pageOf(world, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      // As many as a webhook holds.
      commits: rendered.slice(-2048),
      head_commit: rendered.at(-1) ?? null,
      pusher: { name: by.actor, email: null },
    },
  });
}

/** What a new branch is compared with: where it left the default branch. */
async function branchingPoint(repository: Repository, ref: string, after: string): Promise<string | undefined> {
  const main = await tipOf(repository, repository.defaultBranch);
  if (main === undefined || ref === `refs/heads/${repository.defaultBranch}`) return undefined;
  return mergeBase(repository.folder, main, after);
}

/**
 * A pull request's event, for `pull_request` (at the merge commit; not when it conflicts) and for `pull_request_target` (at
 * the default branch, as GitHub does since December 2025).
 */
export async function announcePull(
  world: World,
  repository: Repository,
  issue: PullRequest,
  action: string,
  by: By,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { pull, number } = issue;
  const { folder, defaultBranch } = repository;
  const changes = await readChanges(folder, await mergeBase(folder, pull.baseSha, pull.headSha), pull.headSha);
  const payload = { action, number, pull_request: await renderFullPull(world, repository, issue), ...more };
  const details = {
    action,
    changedPaths: changes.map(({ path }) => path),
    payload,
    fromFork: pull.headRepository !== repository,
  };
  const merged = pull.mergeCommitSha ?? (await testMerge(world, repository, issue));
  if (merged !== undefined) {
    emit(world, repository, by, 'pull_request', `refs/pull/${number}/merge`, merged, details);
  }
  const target = await tipOf(repository, defaultBranch);
  if (target !== undefined) {
    emit(world, repository, by, 'pull_request_target', `refs/heads/${defaultBranch}`, target, details);
  }
}

export function announceDispatch(
  world: World,
  repository: Repository,
  by: By,
  dispatch: { workflow: string; ref: string; sha: string; inputs: Readonly<Record<string, string>> },
): void {
  const { workflow, ref, sha, inputs } = dispatch;
  emit(world, repository, by, 'workflow_dispatch', ref, sha, {
    workflow,
    startsWorkflows: true,
    payload: { ref, inputs, workflow },
  });
}

function emit(
  world: World,
  repository: Repository,
  { actor, kind }: By,
  name: EventName,
  ref: string,
  sha: string,
  details: Partial<GithubEvent>,
): void {
  world.emit({
    startsWorkflows: kind !== 'workflow',
    fromFork: false,
    ...details,
    name,
    repository,
    ref,
    sha,
    actor,
    payload: {
      ...details.payload,
      repository: {
        ...renderRepository(world, repository),
        html_url: pageOf(world, repository),
        url: apiOf(world, repository),
      },
      sender: renderUser(world, actor),
    },
  });
}
