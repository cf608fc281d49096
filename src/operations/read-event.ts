/** Reads what a signing event is judged by: its head, known good, and its commits (SPEC A5, B1). */

import { readBlobs } from '../ports/read-tree.ts';
import type { CommitRecord, Oid, Repository } from '../ports/repository.ts';
import type { Seconds } from '../tuf/expires.ts';
import { delegationsOf } from '../tuf/metadata.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { type Document, Documents } from '../verifier/document.ts';
import type { Context, EventHistory } from '../verifier/rule.ts';
import { type ReadOptions, type RepositoryState, readState } from '../verifier/state.ts';

/** What a command is told once and every operation needs. */
export interface Surroundings {
  readonly repository: Repository;
  readonly now: Seconds;
  readonly verifier: SignatureVerifier;
  /** TUF_ON_CI_NO_VERIFY_KID (SPEC A3). */
  readonly noVerifyKeyid: boolean;
  /** Names for the default branch by precedence (SPEC A1). */
  readonly defaultBranchNames: readonly (string | undefined)[];
}

export interface EventReading {
  readonly head: Oid;
  readonly knownGood: Oid;
  readonly documents: Documents;
  readonly context: Context & { readonly base: RepositoryState };
}

export async function readEvent(
  surroundings: Surroundings,
  head: Oid,
  options: ReadOptions = { digests: true },
): Promise<EventReading> {
  const { repository, now, verifier, noVerifyKeyid, defaultBranchNames } = surroundings;
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const knownGood = await repository.mergeBase(main.commit, head);
  const documents = new Documents();
  const headTree = repository.tree(head);
  const [base, state] = [
    await readState(repository.tree(knownGood), documents, { digests: false }),
    await readState(headTree, documents, options),
  ];
  const history = await readHistory(repository, knownGood, head, documents);
  return { head, knownGood, documents, context: { door: 'event', now, state, base, history, verifier, noVerifyKeyid } };
}

/** The event's commits, and who could sign at each of them. */
export async function readHistory(
  repository: Repository,
  base: Oid,
  head: Oid,
  documents: Documents,
): Promise<EventHistory> {
  const [commits, changes] = [
    await repository.eventCommits(base, head, { folders: ['metadata'] }),
    await repository.changesBetween(base, head),
  ];
  const counts = new Map<string, number>();
  for (const { changes } of commits) {
    for (const path of new Set(changes.map(({ path }) => path))) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const delegators = await readDelegators(repository, head, commits, documents);
  let eligible: ReadonlySet<string> | undefined;
  return {
    commitsChanging: (path) => counts.get(path) ?? 0,
    wasEligible(role, keyid) {
      eligible ??= eligibleKeys(delegators);
      return eligible.has(`${role}\n${keyid}`);
    },
    hasCommonAncestor: true,
    filesElsewhere: changes.map(({ path }) => path).filter((path) => !/^(metadata|targets)\//.test(path)),
  };
}

/** root.json and targets.json of each commit; parsed only if a stranger's signature turns up. */
async function readDelegators(
  repository: Repository,
  head: Oid,
  commits: readonly CommitRecord[],
  documents: Documents,
): Promise<readonly Document[]> {
  const oids = commits.flatMap(({ changes }) =>
    changes.flatMap(({ path, after, mode }) =>
      (path === 'metadata/root.json' || path === 'metadata/targets.json') && after && mode !== '160000' ? [after] : [],
    ),
  );
  const missing = oids.filter((oid) => !documents.get(oid));
  for (const [oid, bytes] of await readBlobs(repository.tree(head), missing)) documents.add(oid, bytes);
  return [...new Set(oids)].map((oid) => documents.get(oid)!);
}

function eligibleKeys(delegators: readonly Document[]): ReadonlySet<string> {
  const eligible = new Set<string>();
  for (const document of delegators) {
    const root = document.metadata('root');
    for (const [name, role] of root ? Object.entries(root.signed.roles) : []) {
      for (const keyid of role.keyids) eligible.add(`${name}\n${keyid}`);
    }
    const targets = document.metadata('targets');
    for (const role of (targets && delegationsOf(targets.signed)?.roles) ?? []) {
      for (const keyid of role.keyids) eligible.add(`${role.name}\n${keyid}`);
    }
  }
  return eligible;
}
