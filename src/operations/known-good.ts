/** Known good behind the merge, for online-sign, publish and create-signing-events (SPEC B1 "At the other doors"). */
import { TufError } from '../errors.ts';
import type { Oid } from '../ports/repository.ts';
import { versionIn } from '../tuf/snapshot.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import type { Documents } from '../verifier/document.ts';
import { isOnlineRoleSigned, onlineRoles } from '../verifier/online-roles.ts';
import type { Context, Door, EventHistory } from '../verifier/rule.ts';
import { metadataOf, type RepositoryState } from '../verifier/state.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';

/** Behind the merge nothing counts an event's commits, and strangers' signatures are judged against the base alone. */
const noEvent: EventHistory = {
  commitsChanging: () => undefined,
  wasEligible: () => false,
  hasCommonAncestor: true,
  filesElsewhere: [],
};

/** The context in which a state that is on the default branch (or is about to be) is judged. */
export function contextAtDoor(
  { now, verifier, noVerifyKeyid }: Pick<Surroundings, 'now' | 'verifier' | 'noVerifyKeyid'>,
  door: Door,
  state: RepositoryState,
  base: RepositoryState | undefined,
): Context {
  return { door, now, state, base, history: noEvent, verifier, noVerifyKeyid };
}

/**
 * The newest commit of the first-parent line before `head` whose online roles are validly signed and list exactly its
 * roles; undefined when there is none. Commits that the default branch does not have vouch for nothing: whoever can push to
 * `publish`, or start its workflow, makes as many as they like.
 * Errors: `no-common-ancestor` when `head` has nothing in common with the default branch, `git`.
 */
export async function readKnownGood(
  surroundings: Surroundings,
  head: Oid,
  documents: Documents,
): Promise<RepositoryState | undefined> {
  const { repository, verifier } = surroundings;
  let isRejected = false;
  for await (const commit of repository.firstParentLine(await lastShared(surroundings, head), {
    folders: ['metadata'],
  })) {
    if (commit.oid !== head && !isRejected) {
      const state = await readJudgedState(surroundings, repository.tree(commit.oid), documents, { digests: false });
      if (isPublished(state, verifier)) return state;
      isRejected = true;
    }
    // The parent of a commit that leaves metadata alone has the same metadata: no need to look again.
    if (commit.changes.length > 0) isRejected = false;
  }
  return undefined;
}

/**
 * The newest commit of `head` that the default branch has; `head` itself where there is no default branch to ask, or a
 * shallow clone does not know what they have in common.
 */
async function lastShared({ repository, defaultBranchNames }: Surroundings, head: Oid): Promise<Oid> {
  try {
    const main = await repository.defaultBranch({ names: defaultBranchNames });
    return await repository.mergeBase(main.commit, head);
  } catch (error) {
    if (!(error instanceof TufError)) throw error;
    const isUnknown = error.code === 'no-common-ancestor' && (await repository.isShallow());
    if (isUnknown || error.code === 'no-remote' || error.code === 'git') return head;
    throw error;
  }
}

/** Are timestamp and snapshot validly signed, and do they list exactly the version of every role? Expiry does not count. */
export function isPublished(state: RepositoryState, verifier: SignatureVerifier): boolean {
  const snapshot = metadataOf(state, 'snapshot');
  const timestamp = metadataOf(state, 'timestamp');
  if (!snapshot || !timestamp || !onlineRoles.every((role) => isOnlineRoleSigned(state, role, verifier))) return false;
  if (versionIn(timestamp.signed.meta, 'snapshot.json') !== snapshot.signed.version) return false;
  return targetsRoles(state).every((role) => {
    const version = metadataOf(state, role)?.signed.version;
    return version !== undefined && versionIn(snapshot.signed.meta, `${role}.json`) === version;
  });
}

/** targets and every role that hangs below it. */
export function targetsRoles(state: RepositoryState): readonly string[] {
  return [...state.graph.byName.keys()].filter((role) => !['root', 'snapshot', 'timestamp'].includes(role));
}
