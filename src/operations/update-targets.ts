/** `tuf-on-ci-update-targets`: makes targets metadata match the changed target files (SPEC A6). */
import { metadataPath } from '../deployment/layout.ts';
import type { Oid } from '../ports/repository.ts';
import { planTargetFiles } from '../signing-event/plan-target-files.ts';
import { writeJson } from '../tuf/write-json.ts';
import { commitOnHead, type PlannedCommit, pushHead, pushLeftOver, readCleanHead } from './commit-changes.ts';
import { readEvent, type Surroundings } from './read-event.ts';

export interface UpdateTargetsOutcome {
  /** Roles that got a new version, each in a commit of its own; empty when there was nothing to do. */
  readonly roles: readonly { readonly role: string; readonly version: number }[];
  /** What an earlier run had committed was pushed now. */
  readonly pushedLeftOver: boolean;
  readonly head: Oid;
}

export interface PushChoice {
  readonly push: boolean;
  /** GITHUB_REF: where a detached HEAD is pushed to. */
  readonly githubRef: string | undefined;
}

/**
 * Rebuilds the lists of the roles that own changed target files.
 * Errors: `uncommitted`, `no-common-ancestor`, `no-remote`, `push-rejected`, `git`.
 */
export async function updateTargets(
  surroundings: Surroundings,
  { push, githubRef }: PushChoice,
): Promise<UpdateTargetsOutcome> {
  const { repository, now } = surroundings;
  const { head, reading } = await readCleanHead(repository, (commit) => readEvent(surroundings, commit));
  const { context } = reading;
  const plan = planTargetFiles(context.state, context.base, now);
  const commits = plan.roles.map(
    ({ role, metadata }): PlannedCommit => ({
      message: `Update targets metadata for role ${role}`,
      changes: [{ path: metadataPath(role), content: writeJson(metadata) }],
    }),
  );
  const tip = await commitOnHead(repository, head, commits, now);
  if (push && commits.length > 0) await pushHead(repository, tip, githubRef);
  const pushedLeftOver = push && commits.length === 0 && (await pushLeftOver(repository, head, githubRef));
  return {
    roles: plan.roles.map(({ role, metadata }) => ({ role, version: metadata.signed.version })),
    pushedLeftOver,
    head: tip,
  };
}
