/**
 * Signatures that come as a pull request from a signer's fork (SPEC B4). The fork is read as git objects and judged as data; nothing of it is
 * checked out, and nothing in it is run.
 */
import { TufError } from '../errors.ts';
import type { GitHub, PullRequest, RepositoryName } from '../ports/github.ts';
import type { Oid } from '../ports/repository.ts';
import { renderSignaturesMerged } from '../render/event-comment.ts';
import { type ForkMerge, planForkMerge } from '../signing-event/fork-merge.ts';
import { Documents } from '../verifier/document.ts';
import { keyIndexOf } from '../verifier/key-index.ts';
import { ciAuthor } from './commit-changes.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';

export interface ForkSignaturesInput {
  /** Name of the event branch. */
  readonly event: string;
  /** Its tip, which this clone has. */
  readonly head: Oid;
  /** Open pull requests into it. */
  readonly pullRequests: readonly PullRequest[];
}

export interface ForkSignaturesPorts {
  readonly github: GitHub;
  warn(text: string): void;
}

export interface MergedSignatures {
  readonly number: number;
  readonly author: string;
  readonly roles: readonly string[];
}

export interface ForkSignaturesOutcome {
  /** The event branch now. */
  readonly tip: Oid;
  readonly merged: readonly MergedSignatures[];
}

/** Anybody can open a pull request: the rest waits for the next run. */
const pullRequestsLookedAt = 20;
/** A signer's tool makes one. */
const commitsLookedAt = 20;

/**
 * Merges the pull requests that add valid signatures of people who may sign, and nothing else; pushes each by itself. The others are a
 * person's to look at. Errors: `push-rejected`, `git`, `signer`.
 */
export async function mergeForkSignatures(
  surroundings: Surroundings,
  { event, head, pullRequests }: ForkSignaturesInput,
  ports: ForkSignaturesPorts,
): Promise<ForkSignaturesOutcome> {
  const { github, warn } = ports;
  const merged: MergedSignatures[] = [];
  let tip = head;
  for (const pullRequest of await chosen(surroundings, head, pullRequests.filter(isFromFork(github.repository)))) {
    const verdict = await judgeFork(surroundings, tip, pullRequest, warn);
    if (verdict?.kind === 'refused') {
      warn(`Pull request #${pullRequest.number} is left to a person: ${verdict.reasons[0]}`);
    }
    if (verdict?.kind !== 'merge') continue;
    tip = await mergeFork(surroundings, event, tip, pullRequest, verdict);
    const roles = [...new Set(verdict.added.map(({ role }) => role))];
    merged.push({ number: pullRequest.number, author: pullRequest.author, roles });
    await thank(github, pullRequest.number, renderSignaturesMerged(event, roles), warn);
  }
  return { tip, merged };
}

/** What GitHub keeps of a fork that has been deleted since counts, too. */
function isFromFork(own: RepositoryName): (pullRequest: PullRequest) => boolean {
  return ({ head }) => head.repository?.toLowerCase() !== own.toLowerCase();
}

/** Those of people who hold keys come first: nobody may keep them waiting by opening many. */
async function chosen(
  surroundings: Surroundings,
  head: Oid,
  pullRequests: readonly PullRequest[],
): Promise<readonly PullRequest[]> {
  if (pullRequests.length <= pullRequestsLookedAt) return pullRequests;
  const tree = surroundings.repository.tree(head);
  const { owners } = keyIndexOf(await readJudgedState(surroundings, tree, new Documents(), { digests: false }));
  const isSigner = ({ author }: PullRequest) => owners.has(`@${author.toLowerCase()}`);
  const signersFirst = [...pullRequests.filter(isSigner), ...pullRequests.filter((one) => !isSigner(one))];
  return signersFirst.slice(0, pullRequestsLookedAt);
}

/** Nothing when it cannot be told: the fork may hold whatever git does not read. */
async function judgeFork(
  surroundings: Surroundings,
  head: Oid,
  pullRequest: PullRequest,
  warn: (text: string) => void,
): Promise<ForkMerge | undefined> {
  try {
    return await readVerdict(surroundings, head, pullRequest);
  } catch (error) {
    if (!(error instanceof TufError) || error.code === 'internal' || error.code === 'signer') throw error;
    warn(`Pull request #${pullRequest.number} cannot be judged: ${error.message}`);
    return undefined;
  }
}

async function readVerdict(
  surroundings: Surroundings,
  head: Oid,
  { number, head: { commit } }: PullRequest,
): Promise<ForkMerge | undefined> {
  const { repository, verifier, defaultBranchNames } = surroundings;
  await repository.fetch('origin', [{ source: `refs/pull/${number}/head` }]);
  // Pushed to meanwhile: the next run looks.
  if ((await repository.resolve(commit)) === undefined) return undefined;
  const ancestor = await repository.mergeBase(head, commit);
  if (ancestor === commit) return undefined;
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const [before, after] = [ancestor, commit].map((oid) => repository.mergeBase(main.commit, oid));
  if ((await before) !== (await after)) return { kind: 'refused', reasons: [`It merges ${main.name} into the event`] };
  const documents = new Documents();
  const read = (oid: Oid) => readJudgedState(surroundings, repository.tree(oid), documents, { digests: false });
  const states = { head: await read(head), ancestor: await read(ancestor) };
  const judgeCommit = async (oid: Oid): Promise<ForkMerge> => {
    const changes = await repository.changesBetween(ancestor, oid);
    const filesElsewhere = changes.map(({ path }) => path).filter((path) => !/^(metadata|targets)\//.test(path));
    return planForkMerge({ ...states, fork: await read(oid), filesElsewhere }, verifier);
  };
  // Its commits become part of the event's history, which says who could sign when: none of them may say anything else.
  const commits = await repository.eventCommits(ancestor, commit, { folders: ['metadata'] });
  if (commits.length > commitsLookedAt) return { kind: 'refused', reasons: [`It has ${commits.length} commits`] };
  for (const { oid } of commits) {
    const verdict = oid === commit ? undefined : await judgeCommit(oid);
    if (verdict?.kind === 'refused') return verdict;
  }
  return judgeCommit(commit);
}

/** A merge commit: GitHub then takes the pull request for merged. */
async function mergeFork(
  { repository, now }: Surroundings,
  event: string,
  head: Oid,
  { number, author, head: { commit } }: PullRequest,
  { changes }: Extract<ForkMerge, { kind: 'merge' }>,
): Promise<Oid> {
  const message = `Merge signatures of @${author} from pull request #${number}`;
  const tip = await repository.commit(changes, { parents: [head, commit], message, author: ciAuthor, now });
  await repository.push('origin', [{ source: tip, target: `refs/heads/${event}`, expected: head }]);
  return tip;
}

/** The signatures are in: that nobody could be told is no failure. */
async function thank(github: GitHub, number: number, body: string, warn: (text: string) => void): Promise<void> {
  try {
    await github.addComment(number, body);
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== 'github') throw error;
    warn(error.message);
  }
}
