/**
 * A pull request from a signer's fork to an event branch (SPEC B4): merged by the action when it adds valid signatures of people who may
 * sign, and nothing else. The fork is judged as data; whoever made it may be anybody.
 */
import { metadataPath, placeOf, rootHistoryPath } from '../deployment/layout.ts';
import type { Change } from '../ports/repository.ts';
import { byCodePoint } from '../text/code-point-order.ts';
import { equalJson } from '../tuf/json.ts';
import { type Metadata, typeOfRole } from '../tuf/metadata.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { writeJson } from '../tuf/write-json.ts';
import { eligibleKeys } from '../verifier/eligible-keys.ts';
import { entryIn, verifies } from '../verifier/signature-entries.ts';
import { metadataOf, type RepositoryState, type RoleFile } from '../verifier/state.ts';
import { type AddedSignature, mergeSignatures, roleFileAt } from './merge-signatures.ts';

export interface ForkMergeInput {
  /** The event branch as it is now: it says who may sign what. */
  readonly head: RepositoryState;
  /** The merge base of event branch and fork. */
  readonly ancestor: RepositoryState;
  readonly fork: RepositoryState;
  /** Files outside `metadata/` and `targets/` that the fork changes against the ancestor. */
  readonly filesElsewhere: readonly string[];
}

export type ForkMerge =
  | { readonly kind: 'merge'; readonly changes: readonly Change[]; readonly added: readonly AddedSignature[] }
  /** The event has all its signatures already. */
  | { readonly kind: 'nothing' }
  /** It changes more, or signs something else: a person has to look. Reasons are sentences of plain text with raw names. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** The first reasons: whoever opened the pull request chooses how many there are. */
const reasonsGiven = 10;

/** Decides about a pull request from a fork; the changes are those to the head of the event branch. */
export function planForkMerge(input: ForkMergeInput, verifier: SignatureVerifier): ForkMerge {
  const { head, ancestor, fork } = input;
  const reasons = input.filesElsewhere.map((path) => `It changes ${path}`);
  const changes: Change[] = [];
  const added: AddedSignature[] = [];
  for (const path of changedPaths(ancestor, fork)) {
    const verdict = judgePath(path, head, fork, verifier);
    if (typeof verdict === 'string') reasons.push(verdict);
    else if (verdict && verdict.added.length > 0) {
      const { role } = verdict.added[0]!;
      const content = writeJson(verdict.metadata);
      changes.push({ path: metadataPath(role), content });
      if (role === 'root') changes.push({ path: rootHistoryPath(verdict.metadata.signed.version), content });
      added.push(...verdict.added);
    }
  }
  if (reasons.length > 0) return { kind: 'refused', reasons: firstOf(reasons) };
  return added.length > 0 ? { kind: 'merge', changes, added } : { kind: 'nothing' };
}

function firstOf(reasons: readonly string[]): readonly string[] {
  const more = reasons.length - reasonsGiven;
  return more > 0 ? [...reasons.slice(0, reasonsGiven), `And ${more} more like these`] : reasons;
}

/** Paths that the fork adds, changes (content or mode) or removes. */
function changedPaths(before: RepositoryState, after: RepositoryState): readonly string[] {
  return [...new Set([...before.entries.keys(), ...after.entries.keys()])]
    .filter((path) => {
      const [one, other] = [before.entries.get(path), after.entries.get(path)];
      return one?.oid !== other?.oid || one?.mode !== other?.mode;
    })
    .sort(byCodePoint);
}

type SignaturesOf = { readonly metadata: Metadata; readonly added: readonly AddedSignature[] };

/** What the fork adds to a file, nothing when it is the copy of another, or why it may not. */
function judgePath(
  path: string,
  head: RepositoryState,
  fork: RepositoryState,
  verifier: SignatureVerifier,
): SignaturesOf | string | undefined {
  const place = placeOf(path);
  const isOldRoot = place.kind === 'root-history' && place.version !== metadataOf(head, 'root')?.signed.version;
  const [theirs, ours] = isOldRoot ? [] : [head, fork].map((state) => roleFileAt(state, path));
  if (!theirs || !ours || fork.entries.get(path)?.mode !== head.entries.get(path)?.mode) return `It changes ${path}`;
  const merge = mergeSignatures(head, ours, theirs, verifier);
  if (merge.kind === 'differs') return `It signs another ${path} than the event has: ${merge.reason}`;
  if (hasOtherMembers(ours, theirs)) return `It changes more in ${path} than signatures`;
  const bad = badEntries(head, ours, theirs, verifier);
  if (bad !== undefined)
    return `It adds a signature of the key ${bad} to ${path} that is not valid, or whose key may not sign`;
  // The copy in root's history follows root.json, whatever the fork has made of it.
  return place.kind === 'root-history' ? undefined : merge;
}

/** Does the envelope say more, or other things, than that of the event? */
function hasOtherMembers(ours: RoleFile, theirs: RoleFile): boolean {
  const [one, other] = [ours, theirs].map(({ role, document }) => {
    const { signatures: _, signed: __, ...members } = document.metadata(typeOfRole(role)) as Metadata;
    return members;
  });
  return !equalJson(one!, other!);
}

/** The first keyid whose entry is new or another in the fork, not empty, and not a valid signature of who may sign. */
function badEntries(
  head: RepositoryState,
  { role, document }: RoleFile,
  theirs: RoleFile,
  verifier: SignatureVerifier,
): string | undefined {
  const metadata = document.metadata(typeOfRole(role)) as Metadata;
  const eligible = eligibleKeys(head, role);
  const seen = new Set<string>();
  const bad = metadata.signatures.find((entry) => {
    const isRepeated = seen.size === seen.add(entry.keyid).size;
    const known = entryIn(theirs.document, role, entry.keyid);
    if (!isRepeated && (entry.sig === '' || (known && equalJson(known.entry, entry)))) return false;
    return isRepeated || !verifies({ document, entry }, eligible?.get(entry.keyid) ?? [], verifier);
  });
  return bad?.keyid;
}
