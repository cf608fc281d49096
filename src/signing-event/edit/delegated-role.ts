/** What can be done to a delegated role beside its signers (SPEC B6): other paths, `terminating`, and its end. */
import { TufError } from '../../errors.ts';
import { matchesPattern } from '../../tuf/delegations.ts';
import { names, objectOf } from '../../tuf/json.ts';
import { type DelegatedRole, isTopLevelRole, pathPatterns, type Targets } from '../../tuf/metadata.ts';
import { maxPatterns, patternProblem } from '../../verifier/delegated-paths.ts';
import { type DelegationIn, delegationIn, rolesOf, withRoleIn } from './delegation.ts';
import { type EditContext, type EventContent, withDocuments } from './event-content.ts';
import { withInvitees } from './invites.ts';
import { withSigned } from './new-version.ts';
import { withDelegation } from './role.ts';

/** What a delegation covers. */
export interface DelegatedPaths {
  readonly paths: readonly string[];
  /** Clients look for a covered path in no later role (TUF 4.5). */
  readonly terminating: boolean;
}

/** Undefined for a role that is not delegated by paths. */
export function readDelegatedPaths(event: EventContent, role: string): DelegatedPaths | undefined {
  const delegation = isTopLevelRole(role) ? undefined : (delegationIn(event, role)?.role as DelegatedRole | undefined);
  const paths = delegation && pathPatterns(delegation);
  return paths && { paths, terminating: delegation.terminating };
}

/**
 * Changes what a role's delegation covers. Its delegator alone changes.
 * @throws TufError('usage') for paths that clients read differently, or that leave out a file the role lists
 */
export function withDelegatedPaths(
  event: EventContent,
  role: string,
  { paths, terminating }: DelegatedPaths,
  context: EditContext,
): EventContent {
  const delegation = delegatedRole(event, role);
  const list = [...new Set(paths)];
  checkPaths(event, role, list);
  const { path_hash_prefixes: _, ...members } = delegation.role;
  const byPaths = { ...delegation, role: objectOf(Object.entries(members)) as DelegationIn['role'] };
  return withDelegation(event, role, byPaths, { paths: list, terminating }, [], context);
}

function checkPaths(event: EventContent, role: string, paths: readonly string[]): void {
  const unsound = paths.find((path) => patternProblem(path) !== undefined);
  if (unsound !== undefined) {
    throw new TufError('usage', `The path "${unsound}" ${patternProblem(unsound)}`, {
      hint: `Paths look like ${role}/*, ${role}/*/*: a * stands for any name`,
    });
  }
  if (paths.length === 0 || paths.length > maxPatterns) {
    throw new TufError('usage', `A delegation has between 1 and ${maxPatterns} paths`);
  }
  const signed = event.documents.get(role)?.signed as Targets | undefined;
  const lost = names(signed?.targets ?? {}).find((file) => !paths.some((pattern) => matchesPattern(pattern, file)));
  if (lost !== undefined) {
    throw new TufError('usage', `These paths do not cover "${lost}", which ${role} lists`, {
      hint: 'Add a path for it, or remove the file first',
    });
  }
}

/**
 * Removes a delegated role and what it alone delegates in turn: delegation, metadata and invites. `changesOf` removes the target files.
 * @throws TufError('usage') for a role that is not delegated, or that only root delegates
 */
export function withoutRole(event: EventContent, role: string, context: EditContext): EventContent {
  const { delegator } = delegatedRole(event, role);
  const delegating = withRoleIn(event.documents.get(delegator)!.signed, role, undefined);
  const changed = withSigned(event, delegator, delegating, context);
  const stillThere = delegatedBelow(changed, 'targets');
  const gone = [role, ...delegatedBelow(event, role)].filter((name) => !stillThere.has(name));
  const removed = withDocuments(
    changed,
    gone.map((name) => [name, undefined] as const),
  );
  return gone.reduce((next, name) => withInvitees(next, name, []), removed);
}

/** Every role that can be reached from this one's delegations. */
function delegatedBelow({ documents }: EventContent, role: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const delegator of walk(role, found)) {
    const signed = documents.get(delegator)?.signed;
    for (const [name] of signed ? rolesOf(signed) : []) found.add(name);
  }
  return found;
}

/** The role, and whatever is added to the set while it is walked. */
function* walk(role: string, found: ReadonlySet<string>): Iterable<string> {
  yield role;
  yield* found;
}

function delegatedRole(event: EventContent, role: string): DelegationIn {
  const delegation = isTopLevelRole(role) ? undefined : delegationIn(event, role);
  if (delegation) return delegation;
  throw new TufError('usage', `"${role}" is not a delegated role`, {
    hint: 'Name one that targets delegates: root, targets, snapshot and timestamp are always there',
  });
}
