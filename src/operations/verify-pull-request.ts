/**
 * The action `verify`: whether a pull request may be merged, as far as TUF is concerned (SPEC B3). Its commits are judged as data, so a fork
 * may be anybody's.
 */
import type { Oid, Repository } from '../ports/repository.ts';
import { renderStatus } from '../render/status-comment.ts';
import type { EventStatus } from '../signing-event/event-status.ts';
import type { Surroundings } from './read-event.ts';
import { readStatus } from './status.ts';

export interface PullRequestToVerify {
  readonly number: number;
  readonly head: Oid;
  /** Names of branches. */
  readonly headBranch: string;
  readonly base: string;
  readonly isFromFork: boolean;
}

export type PullRequestVerdict =
  /** Neither `metadata/` nor `targets/` is touched. */
  | { readonly kind: 'untouched' }
  /** It touches them without being a signing event, wherever it goes: what its target is can be changed later. */
  | { readonly kind: 'no-event'; readonly paths: readonly string[] }
  /** A signing event, or a change to one. */
  | { readonly kind: 'event'; readonly isWhole: boolean; readonly status: EventStatus; readonly text: string };

/** Errors: `no-common-ancestor`, `git`, `signer`. */
export async function verifyPullRequest(
  surroundings: Surroundings,
  defaultBranch: string,
  pullRequest: PullRequestToVerify,
): Promise<PullRequestVerdict> {
  const { repository } = surroundings;
  const { number, head, headBranch, base, isFromFork } = pullRequest;
  const isIntoEvent = base.startsWith('sign/');
  const isEvent = !isFromFork && headBranch.startsWith('sign/') && base === defaultBranch;
  await repository.fetch('origin', [
    { source: `refs/heads/${base}`, target: `refs/remotes/origin/${base}`, force: true },
    { source: `refs/pull/${number}/head` },
  ]);
  const paths = await touched(repository, `refs/remotes/origin/${base}`, head);
  if (paths.length === 0) return { kind: 'untouched' };
  if (!isIntoEvent && !isEvent) return { kind: 'no-event', paths };
  const event = isIntoEvent ? base : headBranch;
  const { kind, status, knownGood } = await readStatus({ ...surroundings, repository: at(repository, head, event) });
  const text = renderStatus(status, { hasMetadata: kind !== 'no-metadata', knownGood });
  return { kind: 'event', isWhole: !isIntoEvent, status, text };
}

async function touched(repository: Repository, base: string, head: Oid): Promise<readonly string[]> {
  const tip = (await repository.resolve(base))!;
  const changes = await repository.changesBetween(await repository.mergeBase(tip, head), head);
  return changes.map(({ path }) => path).filter((path) => /^(metadata|targets)(\/|$)/.test(path));
}

/** The repository as if this commit were checked out. */
function at(repository: Repository, commit: Oid, branch: string): Repository {
  return {
    ...repository,
    resolve: (revision) => (revision === 'HEAD' ? Promise.resolve(commit) : repository.resolve(revision)),
    currentBranch: () => Promise.resolve(`refs/heads/${branch}`),
  };
}
