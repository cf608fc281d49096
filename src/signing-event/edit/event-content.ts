/**
 * A signing event as edits see it: documents and invites, no files. Every edit is a function from one content to the next; `changesOf`
 * turns the last one into files (SPEC A1).
 */
import { type Invites, writeEventState } from '../../deployment/event-state.ts';
import { eventStatePath, metadataPath, owningRole, rootHistoryPath, targetFilePath } from '../../deployment/layout.ts';
import { roleOrder } from '../../deployment/role-order.ts';
import type { Change } from '../../ports/repository.ts';
import type { Seconds } from '../../tuf/expires.ts';
import type { Metadata, Root } from '../../tuf/metadata.ts';
import type { SignatureVerifier } from '../../tuf/verify.ts';
import { writeJson } from '../../tuf/write-json.ts';
import { listedVersion } from '../../verifier/online-roles.ts';
import { isOnlineRole } from '../../verifier/rules/changes.ts';
import { invitesOf, metadataOf, type RepositoryState } from '../../verifier/state.ts';

/** What an edit takes and gives. Never changed in place. */
export interface EventContent {
  /** Metadata of root and every targets role, by role. A role that is removed is not there any more. */
  readonly documents: ReadonlyMap<string, Metadata>;
  readonly invites: Invites;
}

/** What edits depend on beside the event's content. */
export interface EditContext {
  /** Known good; before the first event the state of a tree without files. */
  readonly knownGood: RepositoryState;
  readonly now: Seconds;
  readonly verifier: SignatureVerifier;
}

/** The content of a state. A file that cannot be read is left out: the verifier has said so before anybody edits. */
export function eventContent(state: RepositoryState): EventContent {
  const documents = new Map<string, Metadata>();
  for (const role of [...state.roles.keys()].sort(roleOrder)) {
    const metadata: Metadata | undefined = isOnlineRole(role) ? undefined : metadataOf(state, role);
    if (metadata) documents.set(role, metadata);
  }
  return { documents, invites: invitesOf(state) };
}

export function rootOf({ documents }: EventContent): Metadata<Root> | undefined {
  return documents.get('root') as Metadata<Root> | undefined;
}

/** The event's content with other documents (`undefined` removes one) in the order of SPEC A5. */
export function withDocuments(
  event: EventContent,
  changes: Iterable<readonly [role: string, document: Metadata | undefined]>,
): EventContent {
  const documents = new Map(event.documents);
  let isInOrder = true;
  for (const [role, document] of changes) {
    if (!document) documents.delete(role);
    else {
      // In the place of the one before, or at the end.
      isInOrder &&= documents.has(role);
      documents.set(role, document);
    }
  }
  if (isInOrder) return { ...event, documents };
  return { ...event, documents: new Map([...documents].sort(([a], [b]) => roleOrder(a, b))) };
}

/** The version that clients may have of a role: known good's, of one that has left the snapshot's; 0 when it is new. */
export function knownVersion(role: string, { knownGood }: EditContext): number {
  const metadata: Metadata | undefined = metadataOf(knownGood, role);
  return metadata?.signed.version ?? listedVersion(knownGood, `${role}.json`) ?? 0;
}

/**
 * The files that make a state what the event has become: metadata, root's history, invites, and of a role that is gone its target
 * files. Nothing where nothing differs.
 */
export function changesOf(state: RepositoryState, event: EventContent): readonly Change[] {
  const before = eventContent(state);
  const changes: Change[] = [];
  for (const [role, document] of event.documents) {
    if (document === before.documents.get(role)) continue;
    const content = writeJson(document);
    changes.push({ path: metadataPath(role), content });
    if (role === 'root') changes.push({ path: rootHistoryPath(document.signed.version), content });
  }
  for (const role of before.documents.keys()) if (!event.documents.has(role)) changes.push(...removalOf(state, role));
  return event.invites === before.invites ? changes : [...changes, ...invitesChange(state, event)];
}

function removalOf(state: RepositoryState, role: string): readonly Change[] {
  const own = [...state.targetFiles.keys()].filter((path) => owningRole(path) === role);
  return [metadataPath(role), ...own.map(targetFilePath)].map((path) => ({ path, content: null }));
}

function invitesChange(state: RepositoryState, { invites }: EventContent): readonly Change[] {
  const content = writeEventState(invites);
  return content || state.entries.has(eventStatePath) ? [{ path: eventStatePath, content }] : [];
}
