/** `tuf-on-ci verify`: what the verifier says of a commit (SPEC B1). */
import { TufError } from '../errors.ts';
import type { AskSecondOpinion, OpinionUnderWay } from '../ports/client.ts';
import type { Oid, Repository, Tree } from '../ports/repository.ts';
import type { Verified } from '../render/verified.ts';
import { Documents } from '../verifier/document.ts';
import type { Finding } from '../verifier/finding.ts';
import { isSound, judge } from '../verifier/judge.ts';
import type { Context } from '../verifier/rule.ts';
import type { RepositoryState } from '../verifier/state.ts';
import { type DefaultLine, readDefaultLine } from './default-line.ts';
import { contextAtDoor, readKnownGood } from './known-good.ts';
import { planPublication } from './publication.ts';
import { readEvent, type Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';
import { beginSecondOpinion, requireAgreement } from './second-opinion.ts';

export interface VerifyInput {
  /** What to judge. */
  readonly revision: string;
  /** Judge the step from the merge base with this revision as a signing event. */
  readonly base?: string | undefined;
}

export interface VerifyOutcome extends Verified {
  readonly context: Context;
}

/**
 * Judges a commit: with `base`, or when the default branch does not have it, the step from the merge base as a signing event; else the
 * commit as it would be published.
 * Errors: `usage` for a revision that is not there, `no-metadata`, `no-common-ancestor`, `git`.
 */
export async function verify(
  surroundings: Surroundings,
  { revision, base }: VerifyInput,
  secondOpinion: AskSecondOpinion,
): Promise<VerifyOutcome> {
  const { repository } = surroundings;
  const commit = await resolve(repository, revision);
  if (base !== undefined) {
    return verifyEvent(surroundings, commit, { name: base, commit: await resolve(repository, base) });
  }
  const line = await readDefaultLine(surroundings);
  return (await hasCommit(repository, line.commit, commit))
    ? verifyPublished(surroundings, commit, secondOpinion)
    : verifyEvent(surroundings, commit, line);
}

/** Is the commit the branch's own, or behind it? */
async function hasCommit(repository: Repository, branch: Oid, commit: Oid): Promise<boolean> {
  try {
    return (await repository.mergeBase(branch, commit)) === commit;
  } catch (error) {
    if (error instanceof TufError && error.code === 'no-common-ancestor') return false;
    throw error;
  }
}

async function resolve(repository: Repository, revision: string): Promise<Oid> {
  const commit = await repository.resolve(revision);
  if (commit) return commit;
  throw new TufError('usage', `'${revision}' is neither a folder nor a commit here`, {
    hint: 'Name a checkout, a bare repository, or a branch, tag or commit of this one',
  });
}

async function verifyEvent(surroundings: Surroundings, commit: Oid, line: DefaultLine): Promise<VerifyOutcome> {
  const defaultBranch = () => Promise.resolve({ ...line, ref: line.name });
  const repository: Repository = { ...surroundings.repository, defaultBranch };
  const reading = await readEvent({ ...surroundings, repository }, commit, { digests: true, judgeUnrelated: true });
  const { context, knownGood } = reading;
  requireMetadata(context.state.roles.size + context.base.roles.size);
  const judged = { commit, against: knownGood === '' ? null : knownGood, door: 'event' } as const;
  return outcome(judged, context, judge(context).findings, line.name);
}

async function verifyPublished(
  surroundings: Surroundings,
  commit: Oid,
  secondOpinion: AskSecondOpinion,
): Promise<VerifyOutcome> {
  const { repository, commitOf } = remembering(surroundings.repository);
  const documents = new Documents();
  let opinion: OpinionUnderWay | undefined;
  const metadataRead = (read: RepositoryState) => {
    opinion = beginSecondOpinion(surroundings, read, planPublication(read, { cleanSignatures: false }), secondOpinion);
    return undefined;
  };
  try {
    const tree = repository.tree(commit);
    const state = await readJudgedState(surroundings, tree, documents, { digests: true, metadataRead });
    requireMetadata(state.roles.size);
    const base = await readKnownGood({ ...surroundings, repository }, commit, documents);
    const context = contextAtDoor(surroundings, 'publish', state, base);
    const { findings } = judge(context);
    const others = isSound(findings) ? await secondFindings(opinion!, findings) : [];
    const against = (base && commitOf.get(base.tree)) ?? null;
    return outcome({ commit, against, door: 'publish' }, context, [...others, ...findings]);
  } finally {
    opinion?.cancel();
  }
}

function requireMetadata(roles: number): void {
  if (roles > 0) return;
  throw new TufError('no-metadata', 'There is no metadata to judge', {
    hint: 'Start a repository with: tuf-on-ci-delegate sign/initial',
  });
}

function outcome(
  judged: Verified['judged'],
  context: Context,
  findings: readonly Finding[],
  mergeBaseWith?: string,
): VerifyOutcome {
  return { judged, context, findings, mergeBaseWith, sound: isSound(findings) };
}

/** The repository, and which commit each of its trees is of. */
function remembering(repository: Repository): { repository: Repository; commitOf: WeakMap<Tree, Oid> } {
  const commitOf = new WeakMap<Tree, Oid>();
  const tree = (commit: Oid) => {
    const tree = repository.tree(commit);
    commitOf.set(tree, commit);
    return tree;
  };
  return { repository: { ...repository, tree }, commitOf };
}

/** What is sound here is walked by tuf-js too (SPEC B1 "Second opinion"). */
async function secondFindings(opinion: OpinionUnderWay, known: readonly Finding[]): Promise<readonly Finding[]> {
  try {
    return await requireAgreement(opinion, known);
  } catch (error) {
    if (!(error instanceof TufError) || error.code !== 'second-opinion') throw error;
    const finding = { rule: 'clients/second-opinion', severity: 'error', message: error.message, address: '' } as const;
    return [{ ...finding, remedy: error.hint ?? '' }];
  }
}
