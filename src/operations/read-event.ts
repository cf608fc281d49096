/** Reads what a signing event is judged by: its head, known good, and its commits (SPEC A5, B1). */

import { placeOf } from '../deployment/layout.ts';
import { TufError } from '../errors.ts';
import { memoryTree } from '../ports/memory-tree.ts';
import { readBlobs } from '../ports/read-tree.ts';
import type { CommitRecord, Oid, Repository } from '../ports/repository.ts';
import type { Seconds } from '../tuf/expires.ts';
import { delegationsOf } from '../tuf/metadata.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { type Document, Documents } from '../verifier/document.ts';
import type { Context, EventHistory } from '../verifier/rule.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import type { ReadOptions, RepositoryState } from '../verifier/state.ts';
import { prepareToJudge, readJudgedState } from './read-judged-state.ts';

/** What a command is told once and every operation needs. */
export interface Surroundings {
  readonly repository: Repository;
  readonly now: Seconds;
  readonly verifier: SignatureVerifier;
  /** Enables `verifier` to judge Sigstore signatures. @throws TufError('signer') when their trust root cannot be had */
  prepareSigstore(): Promise<void>;
  /** TUF_ON_CI_NO_VERIFY_KID (SPEC A3). */
  readonly noVerifyKeyid: boolean;
  /** Names for the default branch by precedence (SPEC A1). */
  readonly defaultBranchNames: readonly (string | undefined)[];
  /** The remote that has it. Default: `origin`; the signer's pull remote. */
  readonly remote?: string;
}

export interface EventReading {
  readonly head: Oid;
  readonly knownGood: Oid;
  readonly documents: Documents;
  readonly context: Context & { readonly base: RepositoryState };
}

export interface ReadEventOptions extends ReadOptions {
  /** Judge an event that has nothing in common with the default branch (a finding), instead of throwing. */
  readonly judgeUnrelated?: boolean;
  /** An earlier reading of the same event: what it has read is not read, parsed or hashed again. */
  readonly after?: EventReading;
}

/** Errors: `no-remote`, `git`, `no-common-ancestor`. */
export async function readEvent(
  surroundings: Surroundings,
  head: Oid,
  options: ReadEventOptions = { digests: true },
): Promise<EventReading> {
  const { repository, now, verifier, noVerifyKeyid, defaultBranchNames, remote } = surroundings;
  const main = await repository.defaultBranch({ names: defaultBranchNames, ...(remote && { remote }) });
  const knownGood = await commonAncestor(repository, main.commit, head, options);
  const { after } = options;
  const documents = after?.documents ?? new Documents();
  const baseTree = knownGood === undefined ? memoryTree(new Map()) : repository.tree(knownGood);
  const base =
    after && after.knownGood === knownGood
      ? after.context.base
      : await readJudgedState(surroundings, baseTree, documents, { digests: false, onlineRoles: false });
  const state = await readJudgedState(surroundings, repository.tree(head), documents, {
    ...options,
    ...(after && { known: after.context.state.digests }),
    onlineRoles: false,
  });
  const history =
    knownGood === undefined
      ? unrelated
      : {
          ...(await readHistory(surroundings, knownGood, head, documents)),
          changedSince: await metadataChanged(repository, knownGood, main.commit),
        };
  const context: EventReading['context'] = { door: 'event', now, state, base, history, verifier, noVerifyKeyid };
  return { head, knownGood: knownGood ?? '', documents, context };
}

/** What the default branch has come to since. */
async function metadataChanged(repository: Repository, from: Oid, to: Oid): Promise<readonly string[]> {
  if (from === to) return [];
  const changes = await repository.changesBetween(from, to);
  return changes.map(({ path }) => path).filter((path) => path.startsWith('metadata/'));
}

async function commonAncestor(
  repository: Repository,
  main: Oid,
  head: Oid,
  { judgeUnrelated }: ReadEventOptions,
): Promise<Oid | undefined> {
  try {
    return await repository.mergeBase(main, head);
  } catch (error) {
    const isUnrelated = error instanceof TufError && error.code === 'no-common-ancestor';
    // In a shallow clone the ancestor may only be missing here: that is no finding.
    if (judgeUnrelated && isUnrelated && !(await repository.isShallow())) return undefined;
    throw error;
  }
}

/** Of an event without a common ancestor nothing is known. */
const unrelated: EventHistory = {
  commitsChanging: () => undefined,
  wasEligible: () => false,
  hasCommonAncestor: false,
  filesElsewhere: [],
};

/** The event's commits, and who could sign at each of them. */
export async function readHistory(
  surroundings: Pick<Surroundings, 'repository' | 'prepareSigstore'>,
  base: Oid,
  head: Oid,
  documents: Documents,
): Promise<EventHistory> {
  const { repository } = surroundings;
  const [commits, changes] = [
    await repository.eventCommits(base, head, { folders: ['metadata'] }),
    await repository.changesBetween(base, head),
  ];
  const counts = new Map<string, number>();
  for (const { changes } of commits) {
    for (const path of new Set(changes.map(({ path }) => path))) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const delegators = await readDelegators(repository, head, commits, documents);
  const earlier = await readEarlierDocuments(repository, head, commits, documents);
  const earlierFiles = [...earlier].flatMap(([role, versions]) => versions.map((document) => ({ role, document })));
  await prepareToJudge(
    surroundings,
    earlierFiles.filter(({ role }) => !isOnlineRole(role)),
  );
  let eligible: ReadonlySet<string> | undefined;
  return {
    commitsChanging: (path) => counts.get(path) ?? 0,
    wasEligible(role, keyid) {
      eligible ??= eligibleKeys(delegators);
      return eligible.has(`${role}\n${keyid}`);
    },
    earlierDocuments: (role) => earlier.get(role) ?? [],
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

/** Versions per role and bytes per version that are looked at to say whose signatures a change has voided. */
const earlierVersions = 10;
const earlierBytes = 1 << 20;

/** What each role's file was at the event's commits: the newest versions of files that are not huge. */
async function readEarlierDocuments(
  repository: Repository,
  head: Oid,
  commits: readonly CommitRecord[],
  documents: Documents,
): Promise<ReadonlyMap<string, readonly Document[]>> {
  const oidsByRole = new Map<string, Set<Oid>>();
  for (const { changes } of commits) {
    for (const { path, after, mode } of changes) {
      const place = placeOf(path);
      if (place.kind !== 'metadata' || !after || mode === '160000') continue;
      oidsByRole.set(place.role, (oidsByRole.get(place.role) ?? new Set()).add(after));
    }
  }
  const newest = [...oidsByRole].map(([role, oids]) => [role, [...oids].slice(-earlierVersions)] as const);
  const missing = newest.flatMap(([, oids]) => oids).filter((oid) => !documents.get(oid));
  for (const [oid, bytes] of await readBlobs(repository.tree(head), missing, earlierBytes)) documents.add(oid, bytes);
  return new Map(newest.map(([role, oids]) => [role, oids.flatMap((oid) => documents.get(oid) ?? [])]));
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
