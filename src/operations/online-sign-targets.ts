/** `tuf-on-ci-online-sign-targets`: signs targets roles that have an online key (SPEC A6). */
import { onlineUri } from '../deployment/custom-fields.ts';
import { metadataPath } from '../deployment/layout.ts';
import { roleOrder } from '../deployment/role-order.ts';
import { TufError } from '../errors.ts';
import type { Oid } from '../ports/repository.ts';
import type { SignerFor } from '../ports/signer.ts';
import { changedRoles, delegatorOf } from '../signing-event/changed-roles.ts';
import { attachSignature } from '../tuf/edit.ts';
import type { Metadata } from '../tuf/metadata.ts';
import { countSignatures, type Signer } from '../tuf/signatures.ts';
import { writeJson } from '../tuf/write-json.ts';
import type { Finding } from '../verifier/finding.ts';
import { judge } from '../verifier/judge.ts';
import type { Context } from '../verifier/rule.ts';
import { delegationOf, metadataOf } from '../verifier/state.ts';
import { cleanHead, commitOnHead, type PlannedCommit, pushHead, pushLeftOver } from './commit-changes.ts';
import { targetsRoles } from './known-good.ts';
import { readEvent, type Surroundings } from './read-event.ts';
import { requireSound } from './soundness.ts';
import type { PushChoice } from './update-targets.ts';

export interface OnlineSignTargetsOutcome {
  /** Roles that were signed; empty when there was nothing to do. */
  readonly signed: readonly string[];
  readonly findings: readonly Finding[];
  /** What an earlier run had committed was pushed now. */
  readonly pushedLeftOver: boolean;
  readonly head: Oid;
}

/**
 * Signs each named role whose online key has not validly signed it, a commit per role.
 * Errors: `usage` for a name that is no targets role, `unsound` when the role (or who delegates it) has an error
 * finding, `signer`, `signature`, and those of `updateTargets`.
 */
export async function onlineSignTargets(
  surroundings: Surroundings,
  names: readonly string[],
  signerFor: SignerFor,
  { push, githubRef }: PushChoice,
): Promise<OnlineSignTargetsOutcome> {
  const { repository, now, prepareSigstore } = surroundings;
  const head = await cleanHead(repository);
  const { context, knownGood } = await readEvent(surroundings, head);
  const { state, base } = context;
  const isStarted = state.roles.has('root') && (head !== knownGood || changedRoles(state, base).length > 0);
  if (!isStarted) return { signed: [], findings: [], pushedLeftOver: false, head };

  const roles = requireTargetsRoles([...new Set(names)].sort(roleOrder), targetsRoles(state));
  const pending = roles.flatMap((role) => pendingOnlineKeys(role, context));
  if (pending.length === 0) {
    const pushedLeftOver = push && (await pushLeftOver(repository, head, githubRef));
    return { signed: [], findings: [], pushedLeftOver, head };
  }
  const findings = requireSound('Nothing was signed', concerning(judge(context).findings, pending));

  const commits: PlannedCommit[] = [];
  for (const { role, signers } of pending) {
    let metadata: Metadata = metadataOf(state, role)!;
    const { payload } = state.roles.get(role)!.document;
    for (const { keyid, key } of signers) {
      const signer = await signerFor(onlineUri(key)!, key);
      const fields = await signer.sign(payload.bytes);
      if (fields.bundle) await prepareSigstore();
      metadata = attachSignature(metadata, payload, keyid, key, fields, context.verifier);
    }
    commits.push({
      message: `Online sign targets role ${role}`,
      changes: [{ path: metadataPath(role), content: writeJson(metadata) }],
    });
  }
  const tip = await commitOnHead(repository, head, commits, now);
  if (push) await pushHead(repository, tip, githubRef);
  return { signed: pending.map(({ role }) => role), findings, pushedLeftOver: false, head: tip };
}

function requireTargetsRoles(names: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new TufError('usage', `There is no targets role "${unknown}"`, {
    hint: `The targets roles of this repository are: ${[...known].sort(roleOrder).join(', ')}`,
  });
}

interface Pending {
  readonly role: string;
  readonly signers: readonly Signer[];
}

function pendingOnlineKeys(role: string, { state, verifier }: Context): readonly Pending[] {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  if (!metadata || !delegation) return [];
  const { missing } = countSignatures(metadata, state.roles.get(role)!.document.payload, delegation, verifier);
  const signers = missing.filter(({ key }) => onlineUri(key) !== undefined);
  return signers.length > 0 ? [{ role, signers }] : [];
}

/** What stops a role: findings of its own, of who delegates it, and of the whole event. */
function concerning(findings: readonly Finding[], pending: readonly Pending[]): readonly Finding[] {
  const roles = new Set(pending.flatMap(({ role }) => [role, delegatorOf(role), 'root']));
  return findings.filter(({ role }) => role === undefined || roles.has(role));
}
