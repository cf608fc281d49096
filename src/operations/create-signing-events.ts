/** `tuf-on-ci-create-signing-events`: opens an event for each offline role in its signing period (SPEC A6). */
import { metadataPath, rootHistoryPath } from '../deployment/layout.ts';
import { isInSigningPeriod, type Periods, parsePeriods } from '../deployment/periods.ts';
import { roleOrder } from '../deployment/role-order.ts';
import type { Change } from '../ports/repository.ts';
import { unsigned, withNewVersion } from '../tuf/edit.ts';
import type { Seconds } from '../tuf/expires.ts';
import type { Metadata } from '../tuf/metadata.ts';
import { writeJson } from '../tuf/write-json.ts';
import { Documents } from '../verifier/document.ts';
import type { Finding } from '../verifier/finding.ts';
import { judge } from '../verifier/judge.ts';
import { delegationOf, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { ciAuthor, cleanHead } from './commit-changes.ts';
import { contextAtDoor, readKnownGood, targetsRoles } from './known-good.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';
import { requireSound } from './soundness.ts';

export interface CreateSigningEventsOutcome {
  /** New branches, as `sign/<role>-v<N>`, in the order of their roles. */
  readonly events: readonly string[];
  /** Roles in their signing period whose branch was there already. */
  readonly existing: readonly string[];
  readonly findings: readonly Finding[];
}

interface PlannedEvent {
  readonly branch: string;
  readonly message: string;
  readonly changes: readonly Change[];
}

/**
 * Makes the branches, or with `push` pushes them without making local ones; all or none.
 * Errors: `unsound`, `no-remote`, `uncommitted`, `push-rejected`, `git`.
 */
export async function createSigningEvents(
  surroundings: Surroundings,
  push: boolean,
): Promise<CreateSigningEventsOutcome> {
  const { repository, now, defaultBranchNames } = surroundings;
  await cleanHead(repository);
  const main = await repository.defaultBranch({ names: defaultBranchNames });
  const documents = new Documents();
  const state = await readJudgedState(surroundings, repository.tree(main.commit), documents, { digests: true });
  if (!state.roles.has('root')) return { events: [], existing: [], findings: [] };
  const base = await readKnownGood(surroundings, main.commit, documents);
  const judgement = judge(contextAtDoor(surroundings, 'create-events', state, base));
  const findings = requireSound('No signing event was created', judgement.findings);

  const due = rolesDue(state, now).map(({ role, periods }) => planEvent(state, role, periods, now));
  const onRemote = await repository.remoteBranches('origin');
  const local = push ? new Map() : await repository.refs('refs/heads/');
  const taken = new Set([...onRemote.keys(), ...local.keys()]);
  const planned = due.filter(({ branch }) => !taken.has(`refs/heads/${branch}`));
  const updates = [];
  for (const { branch, message, changes } of planned) {
    const commit = await repository.commit(changes, { parents: [main.commit], message, author: ciAuthor, now });
    updates.push({ source: commit, target: `refs/heads/${branch}` });
  }
  if (push && updates.length > 0) await repository.push('origin', updates);
  if (!push) for (const { source, target } of updates) await repository.createBranch(target, source);
  return {
    events: planned.map(({ branch }) => branch),
    existing: due.filter((event) => !planned.includes(event)).map(({ branch }) => branch),
    findings,
  };
}

/** Every role but snapshot and timestamp, whatever its keys, in its signing period. */
function rolesDue(state: RepositoryState, now: Seconds): readonly { role: string; periods: Periods }[] {
  return ['root', ...targetsRoles(state)].sort(roleOrder).flatMap((role) => {
    const signed = metadataOf(state, role)?.signed;
    const periods = signed && parsePeriods(signed);
    return periods && isInSigningPeriod(signed.expires, periods, now) ? [{ role, periods }] : [];
  });
}

function planEvent(state: RepositoryState, role: string, periods: Periods, now: Seconds): PlannedEvent {
  const metadata: Metadata = metadataOf(state, role)!;
  const version = metadata.signed.version + 1;
  const keyids = delegationOf(state, role)?.role.keyids ?? [];
  const content = writeJson(unsigned(metadata, withNewVersion(metadata.signed, version, now, periods.expiry), keyids));
  const history = role === 'root' ? [{ path: rootHistoryPath(version), content }] : [];
  return {
    branch: `sign/${role}-v${version}`,
    message: `Periodic version bump: ${role} v${version}`,
    changes: [{ path: metadataPath(role), content }, ...history],
  };
}
