/** `tuf-on-ci-online-sign`: a new snapshot and timestamp where they are due (SPEC A6, B1 "At the other doors"). */
import { onlineUri } from '../deployment/custom-fields.ts';
import { metadataPath } from '../deployment/layout.ts';
import { isInSigningPeriod, parsePeriods } from '../deployment/periods.ts';
import { TufError } from '../errors.ts';
import type { AskSecondOpinion } from '../ports/client.ts';
import { treeWith } from '../ports/memory-tree.ts';
import type { Change, Oid } from '../ports/repository.ts';
import type { SignerFor } from '../ports/signer.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import { attachSignature, unsigned } from '../tuf/edit.ts';
import { get, type JsonObject, objectOf } from '../tuf/json.ts';
import type { Metadata, Snapshot, Timestamp } from '../tuf/metadata.ts';
import { signersOf } from '../tuf/signatures.ts';
import { isSnapshotCurrent, planSnapshot } from '../tuf/snapshot.ts';
import { isTimestampCurrent, planTimestamp } from '../tuf/timestamp.ts';
import { payloadOf } from '../tuf/verify.ts';
import { writeJson } from '../tuf/write-json.ts';
import { Documents } from '../verifier/document.ts';
import type { Finding } from '../verifier/finding.ts';
import { judge } from '../verifier/judge.ts';
import { isOnlineRoleSigned, type OnlineRole } from '../verifier/online-roles.ts';
import { delegationOf, metadataOf, type RepositoryState } from '../verifier/state.ts';
import { commitOn, pushHead, pushLeftOver, readCleanHead } from './commit-changes.ts';
import { contextAtDoor, readKnownGood, targetsRoles } from './known-good.ts';
import { planPublication } from './publication.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';
import { beginSecondOpinion, requireAgreement } from './second-opinion.ts';
import { requireSound } from './soundness.ts';
import type { PushChoice } from './update-targets.ts';

export interface OnlineSignOutcome {
  /** What was signed: nothing, the timestamp, or both; with their new versions. */
  readonly signed: readonly { readonly role: OnlineRole; readonly version: number }[];
  readonly findings: readonly Finding[];
  /** What an earlier run had committed was pushed now. */
  readonly pushedLeftOver: boolean;
  readonly head: Oid;
}

export interface OnlineSignPorts {
  readonly signerFor: SignerFor;
  readonly secondOpinion: AskSecondOpinion;
}

/**
 * Judges HEAD, signs what is due, judges the result as it will be published, and commits it.
 * Errors: `no-metadata`, `uncommitted`, `unsound`, `second-opinion`, `signer`, `signature`, `push-rejected`, `git`.
 */
export async function onlineSign(
  surroundings: Surroundings,
  { signerFor, secondOpinion }: OnlineSignPorts,
  { push, githubRef }: PushChoice,
): Promise<OnlineSignOutcome> {
  const { repository, now } = surroundings;
  const documents = new Documents();
  const { head, reading: state } = await readCleanHead(repository, (commit) =>
    readJudgedState(surroundings, repository.tree(commit), documents, { digests: true }),
  );
  if (!state.roles.has('root')) {
    throw new TufError('no-metadata', 'There is no metadata/root.json to sign for', {
      hint: 'Start a repository with: tuf-on-ci-delegate sign/initial',
    });
  }
  const base = await readKnownGood(surroundings, head, documents);
  const before = judge(contextAtDoor(surroundings, 'online-sign', state, base));
  requireSound('Nothing was signed', before.findings);

  const signing = new Signing(surroundings, signerFor, state, base);
  const changes = await signing.changes();
  if (changes.length === 0) {
    const pushedLeftOver = push && (await pushLeftOver(repository, head, githubRef));
    return { signed: [], findings: before.findings, pushedLeftOver, head };
  }

  const next = await readJudgedState(surroundings, treeWith(state.tree, changes), documents, { digests: false });
  const after = { ...next, digests: state.digests };
  const opinion = beginSecondOpinion(surroundings, after, planPublication(after, plain), secondOpinion);
  let findings: readonly Finding[];
  let tip: Oid;
  try {
    const judged = judge(contextAtDoor(surroundings, 'publish', after, base)).findings;
    requireSound('Nothing was signed', judged);
    const message = `Online sign (${changes.length === 2 ? 'snapshot & timestamp' : 'timestamp'})`;
    // Nothing refers to the commit before both have agreed.
    tip = await commitOn(repository, head, [{ message, changes }], now);
    findings = [...judged, ...(await requireAgreement(opinion, judged))];
  } finally {
    opinion.cancel();
  }
  await repository.advance(head, tip);
  if (push) await pushHead(repository, tip, githubRef);
  return { signed: signing.signed, findings, pushedLeftOver: false, head: tip };
}

const plain = { cleanSignatures: false };

/** One online signature: what is due, made by the keys that root names. */
class Signing {
  readonly signed: { role: OnlineRole; version: number }[] = [];
  readonly #surroundings: Surroundings;
  readonly #signerFor: SignerFor;
  readonly #state: RepositoryState;
  readonly #base: RepositoryState | undefined;

  constructor(
    surroundings: Surroundings,
    signerFor: SignerFor,
    state: RepositoryState,
    base: RepositoryState | undefined,
  ) {
    this.#surroundings = surroundings;
    this.#signerFor = signerFor;
    this.#state = state;
    this.#base = base;
  }

  /** The files to write, signed; none when nothing is due. */
  async changes(): Promise<readonly Change[]> {
    const changes: Change[] = [];
    let snapshot = metadataOf(this.#state, 'snapshot');
    const roleVersions = this.#roleVersions();
    if (!snapshot || this.#isDue('snapshot') || !isSnapshotCurrent(snapshot.signed, roleVersions)) {
      const previous = this.#previous<Snapshot>('snapshot');
      snapshot = await this.#sign(
        'snapshot',
        previous,
        planSnapshot({ previous, roleVersions, ...this.#expiry('snapshot') }),
      );
      changes.push({ path: metadataPath('snapshot'), content: writeJson(snapshot) });
    }
    const snapshotVersion = snapshot.signed.version;
    const timestamp = metadataOf(this.#state, 'timestamp');
    if (!timestamp || this.#isDue('timestamp') || !isTimestampCurrent(timestamp.signed, snapshotVersion)) {
      const previous = this.#previous<Timestamp>('timestamp');
      const planned = planTimestamp({ previous, snapshotVersion, ...this.#expiry('timestamp') });
      const signed = await this.#sign('timestamp', previous, planned);
      changes.push({ path: metadataPath('timestamp'), content: writeJson(signed) });
    }
    return changes;
  }

  #roleVersions(): ReadonlyMap<string, number> {
    return new Map(targetsRoles(this.#state).map((role) => [role, metadataOf(this.#state, role)!.signed.version]));
  }

  /** In its signing period, or not validly signed. */
  #isDue(role: OnlineRole): boolean {
    const metadata = metadataOf(this.#state, role);
    if (!metadata || !isOnlineRoleSigned(this.#state, role, this.#surroundings.verifier)) return true;
    const periods = parsePeriods(this.#holder(role));
    return !periods || isInSigningPeriod(metadata.signed.expires, periods, this.#surroundings.now);
  }

  #holder(role: OnlineRole): JsonObject {
    return get(metadataOf(this.#state, 'root')!.signed.roles, role) as JsonObject;
  }

  #expiry(role: OnlineRole): { now: number; expiryDays: number } {
    const periods = parsePeriods(this.#holder(role));
    if (!periods) {
      throw new TufError('form', `root does not say for how many days ${role} is signed`, {
        hint: `Set its expiry period: tuf-on-ci-delegate EVENT ${role}`,
      });
    }
    return { now: this.#surroundings.now, expiryDays: periods.expiry };
  }

  /**
   * What clients may have seen last: the newest that is validly signed. An unsigned file on the default branch must not
   * lead to a version that nobody can follow; only where nothing is known good it has to do.
   */
  #previous<S extends Snapshot | Timestamp>(role: OnlineRole): Metadata<S> | undefined {
    const here = metadataOf(this.#state, role);
    const known = this.#base && metadataOf(this.#base, role);
    const isTrusted = !known || isOnlineRoleSigned(this.#state, role, this.#surroundings.verifier);
    const newest = [known, isTrusted ? here : undefined]
      .filter((metadata) => metadata !== undefined)
      .sort((a, b) => b.signed.version - a.signed.version)[0];
    return newest as Metadata<S> | undefined;
  }

  async #sign<S extends Snapshot | Timestamp>(
    role: OnlineRole,
    previous: Metadata<S> | undefined,
    signed: S,
  ): Promise<Metadata<S>> {
    const signers = signersOf(delegationOf(this.#state, role)!);
    const payload = payloadOf(canonicalJson(signed));
    const empty = objectOf([]) as Metadata<S>;
    let metadata = unsigned(
      previous ?? empty,
      signed,
      signers.map(({ keyid }) => keyid),
    );
    for (const { keyid, key } of signers) {
      const uri = onlineUri(key);
      if (uri === undefined) continue;
      const signer = await this.#signerFor(uri, key);
      const fields = await signer.sign(payload.bytes);
      if (fields.bundle) await this.#surroundings.prepareSigstore();
      metadata = attachSignature(metadata, payload, keyid, key, fields, this.#surroundings.verifier);
    }
    this.signed.push({ role, version: signed.version });
    return metadata;
  }
}
