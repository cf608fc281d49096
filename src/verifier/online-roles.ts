/** Snapshot and timestamp of a state: are they signed, and do they say what is there (SPEC B1 "online roles")? */
import type { Oid } from '../ports/repository.ts';
import { countSignatures } from '../tuf/signatures.ts';
import { versionIn } from '../tuf/snapshot.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import type { Context } from './rule.ts';
import { firstEntries } from './signature-entries.ts';
import { delegationOf, metadataOf, type RepositoryState } from './state.ts';

export const onlineRoles = ['snapshot', 'timestamp'] as const;
export type OnlineRole = (typeof onlineRoles)[number];

/**
 * Is their content judged? In `audit` a step that leaves both files alone is a merge whose online signature follows: what
 * it leaves outdated is the next step's work.
 */
export function areOnlineRolesJudged({ door, state, base }: Context): boolean {
  return door !== 'audit' || onlineRoles.some((role) => blobOf(state, role) !== blobOf(base, role));
}

function blobOf(state: RepositoryState | undefined, role: OnlineRole): Oid | undefined {
  return state?.roles.get(role)?.document.oid;
}

/** How far an online role is signed. */
export interface OnlineSignatures {
  /** Distinct keys of root that have validly signed. */
  readonly signed: number;
  readonly threshold: number;
  /** As many as the threshold asks for, and no keyid twice: clients refuse that (CLIENTS.md). */
  readonly complete: boolean;
}

/** Who has signed an online role; undefined when its file or its delegation is missing or cannot be read. */
export function onlineSignatures(
  state: RepositoryState,
  role: OnlineRole,
  verifier: SignatureVerifier,
): OnlineSignatures | undefined {
  const metadata = metadataOf(state, role);
  const delegation = delegationOf(state, role);
  if (!metadata || !delegation) return undefined;
  const { payload } = state.roles.get(role)!.document;
  const { signed, complete } = countSignatures(metadata, payload, delegation, verifier);
  const isRepeated = firstEntries(metadata).size < metadata.signatures.length;
  return { signed: signed.length, threshold: delegation.role.threshold, complete: complete && !isRepeated };
}

/** Would a client that trusts the state's root accept the signatures? Expiry does not count. */
export function isOnlineRoleSigned(state: RepositoryState, role: OnlineRole, verifier: SignatureVerifier): boolean {
  return onlineSignatures(state, role, verifier)?.complete === true;
}

const versions = new WeakMap<RepositoryState, ReadonlyMap<string, number>>();

/** What the snapshot has to list: targets and every role below it whose file can be read, with its version. */
export function roleVersions(state: RepositoryState): ReadonlyMap<string, number> {
  let known = versions.get(state);
  if (!known) {
    const names = [...state.graph.byName.values()].filter(({ name, depth }) => depth > 1 || name === 'targets');
    known = new Map(
      names.flatMap(({ name }): [string, number][] => {
        const metadata = metadataOf(state, name);
        return metadata ? [[name, metadata.signed.version]] : [];
      }),
    );
    versions.set(state, known);
  }
  return known;
}

/** What the state's snapshot says of a file, also of a role that has left. */
export function listedVersion(state: RepositoryState, file: string): number | undefined {
  const meta = metadataOf(state, 'snapshot')?.signed.meta;
  return meta && versionIn(meta, file);
}
