/** What rules look at. Each subject has an address, and its counterpart in another state is found by it. */
import type { Place } from '../deployment/layout.ts';
import type { BlobDigest } from '../ports/read-tree.ts';
import type { TreeEntry } from '../ports/repository.ts';
import type { Key, SignatureEntry } from '../tuf/key.ts';
import type { Metadata, TargetFile } from '../tuf/metadata.ts';
import type { Document } from './document.ts';
import type { Delegation } from './role-graph.ts';
import type { RepositoryState } from './state.ts';

export interface Addressed {
  readonly address: string;
  /** The role that a finding belongs to. */
  readonly role?: string;
}

/** Any file below `metadata/` and `targets/`. */
export interface FileSubject extends Addressed {
  readonly entry: TreeEntry;
  readonly place: Place;
  /** For a file that should be metadata: its document. */
  readonly document?: Document;
}

/** A role whose file is sound in form. */
export interface RoleSubject extends Addressed {
  readonly role: string;
  readonly metadata: Metadata;
  readonly document: Document;
  readonly delegation: Delegation | undefined;
}

/** One key of root's or a delegator's key list; `address` is `<holder>/keys/<keyid>`. */
export interface KeySubject extends Addressed {
  readonly role: string;
  readonly keyid: string;
  readonly key: Key;
  /** The roles of this holder that list the keyid. */
  readonly usedBy: readonly string[];
}

/** One entry of a delegation list; `address` is `<delegator>/roles/<name>`. A finding belongs to the delegator. */
export interface DelegationSubject extends Addressed {
  readonly role: string;
  readonly delegation: Delegation;
}

/** One target file as a role lists it; `address` is `<role>/targets/<path>`. */
export interface TargetSubject extends Addressed {
  readonly role: string;
  readonly path: string;
  readonly entry: TargetFile;
  /** The file of that name, if it is there. */
  readonly file: TreeEntry | undefined;
  /** Undefined for a file that is missing, no regular file, or not hashed. */
  readonly digest: BlobDigest | undefined;
}

/** One signature entry; `address` is `<role>/signatures/<keyid>`. */
export interface SignatureSubject extends Addressed {
  readonly role: string;
  readonly entry: SignatureEntry;
  readonly index: number;
  readonly metadata: Metadata;
  readonly document: Document;
}

/** One version of root in `root_history/`, sound in form or not; `address` is its path. */
export interface RootVersionSubject extends Addressed {
  readonly role: 'root';
  readonly version: number;
  readonly document: Document;
}

/** One invite; `address` is `invites/<user>/<role>`. */
export interface InviteSubject extends Addressed {
  readonly user: string;
  readonly invitedTo: string;
}

/** The state as a whole; `address` is empty. */
export interface RepositorySubject extends Addressed {
  readonly state: RepositoryState;
}

export interface Subjects {
  file: FileSubject;
  role: RoleSubject;
  key: KeySubject;
  delegation: DelegationSubject;
  target: TargetSubject;
  signature: SignatureSubject;
  'root-version': RootVersionSubject;
  invite: InviteSubject;
  repository: RepositorySubject;
  /** Visited from the base: what the step takes away. */
  'removed-file': FileSubject;
  'removed-role': RoleSubject;
  'removed-root-version': RootVersionSubject;
}

export type SubjectKind = keyof Subjects;
