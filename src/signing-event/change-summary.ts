/**
 * Everything that a signing event changes, role by role, as data (SPEC B6): what a signer is shown before they are asked for a PIN. Nothing
 * is left out: members that this tool does not know are told by name.
 */

import { expiryPeriodField, signerName, signingPeriodField } from '../deployment/custom-fields.ts';
import { type Periods, parsePeriods, periodsHolder } from '../deployment/periods.ts';
import { sortedByCodePoint } from '../text/code-point-order.ts';
import { get, type JsonObject } from '../tuf/json.ts';
import type { Signed, TargetFile, Targets } from '../tuf/metadata.ts';
import { countSignatures } from '../tuf/signatures.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import { delegationOf, invitesOf, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { type DelegationChange, delegationChanges } from './change-summary-delegations.ts';
import { type MemberChange, otherMembers, type Step } from './change-summary-members.ts';
import { changedRoles } from './changed-roles.ts';
import type { TargetChangeKind } from './event-status.ts';
import { targetChanges } from './target-changes.ts';

export interface TargetFileStep extends Step<TargetFile> {
  readonly path: string;
  readonly change: TargetChangeKind;
}

export interface RoleChange {
  readonly role: string;
  readonly version: Step<number>;
  readonly expires: Step<string>;
  readonly periods: Step<Periods>;
  /** What it says of the roles that it delegates: of root also itself. */
  readonly delegations: readonly DelegationChange[];
  readonly targetFiles: readonly TargetFileStep[];
  readonly members: readonly MemberChange[];
  /** Who has validly signed it as it stands, and who of those who may has not; by the names of SPEC B2. */
  readonly signed: readonly string[];
  readonly missing: readonly string[];
  readonly threshold: number;
  /** root alone: the same by the keys of known good, which have to agree to their successors. */
  readonly knownGoodRoot: SignatureCounts | undefined;
}

/** How far a set of keys has signed. */
export type SignatureCounts = Pick<RoleChange, 'signed' | 'missing' | 'threshold'>;

export interface ChangeSummary {
  readonly roles: readonly RoleChange[];
  /** Open invites: user -> roles. */
  readonly invites: ReadonlyMap<string, readonly string[]>;
}

/** What the state changes against known good. */
export function changeSummary(
  state: RepositoryState,
  knownGood: RepositoryState,
  verifier: SignatureVerifier,
): ChangeSummary {
  const roles = changedRoles(state, knownGood).filter((role) => !isOnlineRole(role));
  return { roles: roles.map((role) => roleChange(role, state, knownGood, verifier)), invites: invitesOf(state) };
}

function roleChange(
  role: string,
  state: RepositoryState,
  knownGood: RepositoryState,
  verifier: SignatureVerifier,
): RoleChange {
  const step = <T>(of: (signed: Signed) => T | undefined): Step<T> => {
    const [now, before] = [state, knownGood].map((from) => metadataOf(from, role)?.signed as Signed | undefined);
    return { before: before && of(before), now: now && of(now) };
  };
  const knownGoodSigners = role === 'root' ? delegationOf(knownGood, role) : undefined;
  return {
    role,
    version: step(({ version }) => version),
    expires: step(({ expires }) => expires),
    periods: step((signed) => parsePeriods(periodsHolder(role, signed, undefined)!)),
    delegations: delegationChanges(role, state, knownGood),
    targetFiles: targetFileSteps(step((signed) => (signed._type === 'targets' ? (signed as Targets) : undefined))),
    members: memberChanges(step((signed) => signed)),
    ...signatures(role, state, verifier),
    knownGoodRoot: knownGoodSigners && signatures(role, state, verifier, knownGoodSigners),
  };
}

function targetFileSteps({ before, now }: Step<Targets>): readonly TargetFileStep[] {
  const entry = (targets: Targets | undefined, path: string): TargetFile | undefined =>
    targets && (get(targets.targets, path) as TargetFile | undefined);
  return targetChanges(now, before).map(({ path, change }) => ({
    path,
    change,
    before: entry(before, path),
    now: entry(now, path),
  }));
}

/** Members of the signed part that have a place of their own in the summary. */
const toldElsewhere = new Set([
  '_type',
  'version',
  'expires',
  'targets',
  'keys',
  'roles',
  'delegations',
  expiryPeriodField,
  signingPeriodField,
]);

/** Of a new role what every role has is no news. */
const toldOfNew = new Set([...toldElsewhere, 'spec_version', 'consistent_snapshot']);

function memberChanges({ before, now }: Step<Signed>): readonly MemberChange[] {
  const delegations = (signed: Signed | undefined): JsonObject | undefined =>
    signed?._type === 'targets' ? (get(signed, 'delegations') as JsonObject | undefined) : undefined;
  const inDelegations = otherMembers(
    { before: delegations(before), now: delegations(now) },
    new Set(['keys', 'roles']),
  );
  return [
    ...otherMembers({ before, now }, before ? toldElsewhere : toldOfNew),
    ...inDelegations.map((change) => ({ ...change, name: `delegations.${change.name}` })),
  ];
}

function signatures(
  role: string,
  state: RepositoryState,
  verifier: SignatureVerifier,
  signers = delegationOf(state, role),
): SignatureCounts {
  const metadata = metadataOf(state, role);
  if (!metadata || !signers) return { signed: [], missing: [], threshold: signers?.role.threshold ?? 0 };
  const counted = countSignatures(metadata, state.roles.get(role)!.document.payload, signers, verifier);
  const namesOf = (list: typeof counted.signed) =>
    sortedByCodePoint(new Set(list.map(({ keyid, key }) => signerName(keyid, key))));
  return { signed: namesOf(counted.signed), missing: namesOf(counted.missing), threshold: signers.role.threshold };
}
