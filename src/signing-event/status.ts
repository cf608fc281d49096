/** The status of a signing event, computed (SPEC A5, B2). Pure; rendering is another module's work. */
import { signerName } from '../deployment/custom-fields.ts';
import { sortedByCodePoint } from '../text/code-point-order.ts';
import { shellWord } from '../text/shell.ts';
import { isTopLevelRole, typeOfRole } from '../tuf/metadata.ts';
import { countSignatures, type Signatures, type Signers } from '../tuf/signatures.ts';
import { signersOfRole } from '../verifier/eligible-keys.ts';
import type { Finding } from '../verifier/finding.ts';
import type { Judgement } from '../verifier/judge.ts';
import type { Context } from '../verifier/rule.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import { delegationOf, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { changedRoles, invitesDelegatedBy } from './changed-roles.ts';
import type { EventStatus, RoleStatus, SignatureCount } from './event-status.ts';
import { planTargetFiles } from './plan-target-files.ts';
import { targetChanges } from './target-changes.ts';

export interface StatusInput {
  /** Branch name. */
  readonly event: string;
  /** Commit ids. */
  readonly head: string;
  readonly knownGood: string;
  readonly context: Context & { readonly base: RepositoryState };
  readonly judgement: Judgement;
}

/**
 * Complete means: there are changes, each changed role is complete, no finding is an error, and update-targets has
 * nothing left to do (SPEC A6).
 */
export function eventStatus({ event, head, knownGood, context, judgement }: StatusInput): EventStatus {
  const changed = changedRoles(context.state, context.base);
  const findings = [...judgement.findings, ...pendingTargets(context, judgement)].map((finding) => ({
    ...finding,
    remedy: finding.remedy.replaceAll(/\bEVENT\b/g, () => shellWord(event)),
  }));
  const inError = new Set([
    ...judgement.rolesInError,
    ...findings.flatMap((f) => (f.severity === 'error' && f.role) || []),
  ]);
  const roles = changed.map((role) =>
    roleStatus(
      role,
      context,
      findings.filter((finding) => finding.role === role),
      inError.has(role),
    ),
  );
  const complete =
    roles.length > 0 &&
    roles.every((role) => role.complete) &&
    !findings.some((finding) => finding.severity === 'error');
  const others = findings.filter((finding) => finding.role === undefined || !changed.includes(finding.role));
  return { event, head, knownGood, complete, roles, findings: others };
}

function roleStatus(
  role: string,
  context: Context & { base: RepositoryState },
  findings: readonly Finding[],
  inError: boolean,
): RoleStatus {
  const { state, base } = context;
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  const own = delegation ? count(role, delegation, context) : nobody;
  // Where known good's root.json is missing or broken, the history says who comes before.
  const knownGoodRoot = role === 'root' ? (delegationOf(base, 'root') ?? signersOfRole(state, 'root')[1]) : undefined;
  const before = knownGoodRoot ? count(role, knownGoodRoot, context) : null;
  const invites = sortedByCodePoint(invitesDelegatedBy(state, role).keys());
  const isGone = !state.roles.has(role) && !delegation && state.roles.has('root') && !isTopLevelRole(role);
  // snapshot and timestamp are signed after the merge; an event only must not touch them, which is a finding.
  const isSigned = isGone || isOnlineRole(role) || own.complete;
  return {
    role,
    version: metadata?.signed.version ?? null,
    expires: metadata?.signed.expires ?? null,
    complete: !inError && invites.length === 0 && isSigned && (before?.complete ?? true),
    threshold: own.threshold,
    signed: own.signed,
    missing: own.missing,
    invites,
    knownGoodRoot: before,
    targetChanges: typeOfRole(role) === 'targets' ? targetChangesOf(role, state, base) : [],
    findings,
  };
}

const nobody: SignatureCount = { threshold: 0, signed: [], missing: [], complete: false };

/** How far the signers of a delegation have signed what the role's file says now. */
function count(role: string, signers: Signers, { state, verifier }: Context): SignatureCount {
  const metadata = metadataOf(state, role);
  const document = state.roles.get(role)?.document;
  const counted: Signatures | undefined =
    metadata && document && countSignatures(metadata, document.payload, signers, verifier);
  const names = (list: Signatures['signed'] = []) =>
    sortedByCodePoint(new Set(list.map(({ keyid, key }) => signerName(keyid, key))));
  return {
    threshold: signers.role.threshold,
    signed: names(counted?.signed),
    missing: names(counted?.missing),
    complete: counted?.complete ?? false,
  };
}

function targetChangesOf(role: string, state: RepositoryState, base: RepositoryState) {
  const head = metadataOf(state, role)?.signed;
  const before = metadataOf(base, role)?.signed;
  return targetChanges(head?._type === 'targets' ? head : undefined, before?._type === 'targets' ? before : undefined);
}

/** An event is not complete while update-targets has work; said where no rule of *target files* says it already. */
function pendingTargets({ state, base, now }: Context, { findings }: Judgement): readonly Finding[] {
  const said = new Set(
    findings
      .filter(({ severity, rule }) => severity === 'error' && rule.startsWith('target-files/'))
      .map(({ role }) => role),
  );
  return planTargetFiles(state, base, now)
    .roles.filter(({ role }) => !said.has(role))
    .map(({ role }) => ({
      rule: 'target-files/list-pending',
      severity: 'error',
      role,
      message: `The list of target files of ${role} is not what update-targets would write`,
      remedy: 'Run tuf-on-ci-update-targets; in CI this happens by itself on the next push',
      address: `${role}/targets`,
    }));
}
