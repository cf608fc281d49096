/**
 * Signatures of people who worked at the same time (SPEC B4): two versions of an event whose documents say the same are one, signed by
 * both. Used by the signer's tool after a rejected push, and for pull requests from forks.
 */

import { signerName } from '../deployment/custom-fields.ts';
import { writeEventState } from '../deployment/event-state.ts';
import { eventStatePath, placeOf } from '../deployment/layout.ts';
import type { Change } from '../ports/repository.ts';
import { byCodePoint } from '../text/code-point-order.ts';
import { listInWords } from '../text/quantities.ts';
import { withMembers } from '../tuf/edit.ts';
import { equalJson, get, names } from '../tuf/json.ts';
import type { Key, SignatureEntry } from '../tuf/key.ts';
import { type Metadata, typeOfRole } from '../tuf/metadata.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { writeJson } from '../tuf/write-json.ts';
import type { Document } from '../verifier/document.ts';
import { eligibleKeys } from '../verifier/eligible-keys.ts';
import { entryIn, samePayload, verifies } from '../verifier/signature-entries.ts';
import { invitesOf, type RepositoryState, type RoleFile } from '../verifier/state.ts';
import { signatureOrder } from './signature-plan.ts';

/** A file that both sides changed, each in its own way. */
export interface MergeConflict {
  readonly path: string;
  /** Why, as part of a sentence: `its version and expires differ`. */
  readonly reason: string;
}

export type EventMerge =
  /** What to change in `theirs`; empty when it has everything already. */
  | { readonly kind: 'merged'; readonly changes: readonly Change[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly MergeConflict[] };

/** A signature that one side has and the other has not. */
export interface AddedSignature {
  readonly role: string;
  readonly keyid: string;
  /** As SPEC B2 names signers. */
  readonly signer: string;
}

export type SignatureMerge =
  | { readonly kind: 'merged'; readonly metadata: Metadata; readonly added: readonly AddedSignature[] }
  | { readonly kind: 'differs'; readonly reason: string };

/**
 * Merges the signatures of two versions of a role. Who may sign is what `state` (that of `theirs`) says; of two entries of one key the
 * one that verifies is kept, else that of `theirs`. Entries of strangers are dropped.
 */
export function mergeSignatures(
  state: RepositoryState,
  ours: RoleFile,
  theirs: RoleFile,
  verifier: SignatureVerifier,
): SignatureMerge {
  const { role } = theirs;
  const [metadata, other] = [theirs, ours].map(({ document }): Metadata | undefined =>
    document.metadata(typeOfRole(role)),
  );
  if (!metadata || !other) return { kind: 'differs', reason: 'one of the two cannot be read' };
  if (!samePayload(ours.document, theirs.document)) return { kind: 'differs', reason: differenceOf(metadata, other) };
  const eligible = eligibleKeys(state, role) ?? new Map<string, readonly Key[]>();
  const chosen: SignatureEntry[] = [];
  const added: AddedSignature[] = [];
  for (const keyid of signatureOrder(state, role)) {
    const keys = eligible.get(keyid) ?? [];
    const [own, known] = [ours, theirs].map(({ document }) => entryIn(document, role, keyid));
    const isAdded = own !== undefined && verifies(own, keys, verifier) && !(known && verifies(known, keys, verifier));
    if (isAdded) added.push({ role, keyid, signer: keys[0] ? signerName(keyid, keys[0]) : keyid });
    const entry = isAdded ? own.entry : (known ?? own)?.entry;
    if (entry) chosen.push(entry);
  }
  return { kind: 'merged', metadata: withMembers(metadata, { signatures: chosen }), added };
}

/** Which members of the signed parts differ, as part of a sentence. */
function differenceOf({ signed: one }: Metadata, { signed: other }: Metadata): string {
  const members = [...new Set([...names(one), ...names(other)])].sort(byCodePoint);
  const differing = members.filter((name) => !equalJson(get(one, name) ?? null, get(other, name) ?? null));
  return `what is to be signed differs: ${listInWords(differing)}`;
}

export interface EventMergeInput {
  /** The state that we began with. */
  readonly base: RepositoryState;
  /** What we made of it. */
  readonly ours: RepositoryState;
  /** What others made of it meanwhile. */
  readonly theirs: RepositoryState;
}

/**
 * Brings our work into what others have pushed meanwhile. What only one side touched is taken from it; where both signed the same
 * document the lists are merged; whatever else both touched is a conflict. The result is judged like any other state before it is pushed.
 */
export function planEventMerge({ base, ours, theirs }: EventMergeInput, verifier: SignatureVerifier): EventMerge {
  const changes: Change[] = [];
  const conflicts: MergeConflict[] = [];
  for (const path of pathsOf(base, ours)) {
    const [before, own, other] = [base, ours, theirs].map((state) => state.entries.get(path)?.oid);
    if (own === before || own === other) continue;
    if (other === before) changes.push({ path, content: contentOf(ours, path) });
    else {
      const merged = mergeFile(path, ours, theirs, verifier);
      if (typeof merged === 'string') conflicts.push({ path, reason: merged });
      else if (merged) changes.push({ path, content: merged });
    }
  }
  return conflicts.length > 0 ? { kind: 'conflict', conflicts } : { kind: 'merged', changes };
}

function pathsOf(...states: readonly RepositoryState[]): readonly string[] {
  return [...new Set(states.flatMap(({ entries }) => [...entries.keys()]))].sort(byCodePoint);
}

/** The merged bytes, nothing where `theirs` has all signatures, or why it cannot be done. */
function mergeFile(
  path: string,
  ours: RepositoryState,
  theirs: RepositoryState,
  verifier: SignatureVerifier,
): Uint8Array | string | undefined {
  const [own, other] = [ours, theirs].map((state) => roleFileAt(state, path));
  if (!own || !other) return own || other ? 'one side has removed it' : 'both sides have changed it';
  const merge = mergeSignatures(theirs, own, other, verifier);
  if (merge.kind === 'differs') return merge.reason;
  return merge.added.length > 0 ? writeJson(merge.metadata) : undefined;
}

/** The metadata at a path; a version of root from its history, too. */
export function roleFileAt({ roles, rootHistory }: RepositoryState, path: string): RoleFile | undefined {
  const place = placeOf(path);
  if (place.kind === 'metadata') return roles.get(place.role);
  return place.kind === 'root-history' ? rootHistory.get(place.version) : undefined;
}

/** What the tool writes is metadata, root's history, invites and removals: nothing else has content here. */
function contentOf(state: RepositoryState, path: string): Uint8Array | null {
  const document: Document | undefined = roleFileAt(state, path)?.document;
  if (document) return document.bytes;
  return path === eventStatePath ? writeEventState(invitesOf(state)) : null;
}
