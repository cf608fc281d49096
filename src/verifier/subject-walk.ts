/** Finds the subjects of a state, and the counterpart of a subject in another state. */
import { owningRole, placeOf } from '../deployment/layout.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { get, names } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { delegationsOf, type Keys, type Metadata, type TargetFile, typeOfRole } from '../tuf/metadata.ts';
import { delegationOf, invitesOf, isRegularFile, metadataOf, type RepositoryState } from './state.ts';
import type {
  Addressed,
  DelegationSubject,
  FileSubject,
  InviteSubject,
  KeySubject,
  RoleSubject,
  RootVersionSubject,
  SignatureSubject,
  SubjectKind,
  Subjects,
  TargetSubject,
} from './subjects.ts';

type Visits = {
  readonly [K in SubjectKind]: (state: RepositoryState, base: RepositoryState | undefined) => Iterable<Subjects[K]>;
};

/** Every subject of a kind. */
export const subjectsOf: Visits = {
  file: fileSubjects,
  role: roleSubjects,
  key: keySubjects,
  delegation: delegationSubjects,
  target: targetSubjects,
  signature: signatureSubjects,
  'root-version': rootVersionSubjects,
  invite: inviteSubjects,
  repository: (state) => [{ address: '', state }],
  'removed-file': removedFileSubjects,
  'removed-role': (state, base) => gone(base, roleSubjects, (subject) => state.roles.has(subject.role)),
  'removed-root-version': (state, base) =>
    gone(base, rootVersionSubjects, (subject) => state.rootHistory.has(subject.version)),
};

function* gone<S>(
  base: RepositoryState | undefined,
  subjects: (state: RepositoryState) => Iterable<S>,
  isThere: (subject: S) => boolean,
): Iterable<S> {
  if (base) for (const subject of subjects(base)) if (!isThere(subject)) yield subject;
}

/** The metadata roles of a state whose form is sound, in the order of their files. */
function* roleSubjects(state: RepositoryState): Iterable<RoleSubject> {
  for (const role of state.roles.keys()) {
    const subject = roleSubject(state, role);
    if (subject) yield subject;
  }
}

function roleSubject(state: RepositoryState, role: string): RoleSubject | undefined {
  const document = state.roles.get(role)?.document;
  const metadata = document?.metadata(typeOfRole(role));
  return document && metadata && { address: role, role, metadata, document, delegation: delegationOf(state, role) };
}

function* fileSubjects(state: RepositoryState): Iterable<FileSubject> {
  for (const entry of state.entries.values()) yield fileSubject(state, entry);
}

function* removedFileSubjects(state: RepositoryState, base: RepositoryState | undefined): Iterable<FileSubject> {
  for (const entry of base?.entries.values() ?? []) if (!state.entries.has(entry.path)) yield fileSubject(base!, entry);
}

function fileSubject(state: RepositoryState, entry: TreeEntry): FileSubject {
  const place = placeOf(entry.path);
  const subject = { address: entry.path, entry, place };
  if (place.kind === 'metadata') {
    const document = state.roles.get(place.role)?.document;
    return { ...subject, role: place.role, ...(document && { document }) };
  }
  if (place.kind === 'root-history') {
    const document = state.rootHistory.get(place.version)?.document;
    return { ...subject, role: 'root', ...(document && { document }) };
  }
  const owner = place.kind === 'target' ? owningRole(place.target) : undefined;
  return owner !== undefined && isRole(state, owner) ? { ...subject, role: owner } : subject;
}

/** Is there a role of this name, with a file or only a delegation? */
function isRole(state: RepositoryState, name: string): boolean {
  return state.roles.has(name) || delegationOf(state, name) !== undefined;
}

function* keySubjects(state: RepositoryState): Iterable<KeySubject> {
  for (const { role, metadata } of roleSubjects(state)) {
    const keys = keysHeldBy(metadata);
    for (const keyid of keys ? names(keys) : []) yield keySubject(state, role, keyid, get(keys!, keyid) as Key);
  }
}

function keySubject(state: RepositoryState, role: string, keyid: string, key: Key): KeySubject {
  const usedBy = indexOf(state).usersOfKeys.get(role)?.get(keyid) ?? [];
  return { address: `${role}/keys/${keyid}`, role, keyid, key, usedBy };
}

/** The key list of root, or of a targets role's delegations. */
function keysHeldBy(metadata: Metadata): Keys | undefined {
  return metadata.signed._type === 'root' ? metadata.signed.keys : delegationsOf(metadata.signed)?.keys;
}

/** What counterparts are found by: built once per state, so that a million keys stay linear. */
interface Index {
  /** Delegator -> keyid -> names of the delegated roles that list it. */
  readonly usersOfKeys: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly delegations: ReadonlyMap<string, DelegationSubject>;
  readonly signatures: Map<string, ReadonlyMap<string, SignatureSubject>>;
}

const indexes = new WeakMap<RepositoryState, Index>();

function indexOf(state: RepositoryState): Index {
  let index = indexes.get(state);
  if (!index) {
    index = {
      usersOfKeys: usersOfKeys(state),
      delegations: byAddress(delegationSubjects(state)),
      signatures: new Map(),
    };
    indexes.set(state, index);
  }
  return index;
}

function usersOfKeys(state: RepositoryState): Index['usersOfKeys'] {
  const byDelegator = new Map<string, Map<string, string[]>>();
  for (const { delegator, name, role } of state.graph.all) {
    const users = byDelegator.get(delegator) ?? new Map<string, string[]>();
    byDelegator.set(delegator, users);
    for (const keyid of new Set(role.keyids)) {
      const known = users.get(keyid);
      if (known) known.push(name);
      else users.set(keyid, [name]);
    }
  }
  return byDelegator;
}

/** The first subject of each address. */
function byAddress<S extends Addressed>(subjects: Iterable<S>): ReadonlyMap<string, S> {
  const map = new Map<string, S>();
  for (const subject of subjects) if (!map.has(subject.address)) map.set(subject.address, subject);
  return map;
}

function* delegationSubjects(state: RepositoryState): Iterable<DelegationSubject> {
  for (const delegation of state.graph.all) {
    yield { address: `${delegation.delegator}/roles/${delegation.name}`, role: delegation.delegator, delegation };
  }
}

function* targetSubjects(state: RepositoryState): Iterable<TargetSubject> {
  for (const { role, metadata } of roleSubjects(state)) {
    if (metadata.signed._type !== 'targets') continue;
    const { targets } = metadata.signed;
    for (const path of names(targets)) {
      const file = state.targetFiles.get(path);
      const digest = file && isRegularFile(file) ? state.digests.get(file.oid) : undefined;
      yield { address: `${role}/targets/${path}`, role, path, entry: get(targets, path) as TargetFile, file, digest };
    }
  }
}

function* signatureSubjects(state: RepositoryState): Iterable<SignatureSubject> {
  for (const subject of roleSubjects(state)) yield* signaturesOf(subject);
}

function* signaturesOf({ role, metadata, document }: RoleSubject): Iterable<SignatureSubject> {
  for (const [index, entry] of metadata.signatures.entries()) {
    yield { address: `${role}/signatures/${entry.keyid}`, role, entry, index, metadata, document };
  }
}

function signatureIndex(state: RepositoryState, role: string): ReadonlyMap<string, SignatureSubject> {
  const { signatures } = indexOf(state);
  let index = signatures.get(role);
  if (!index) {
    const subject = roleSubject(state, role);
    index = byAddress(subject ? signaturesOf(subject) : []);
    signatures.set(role, index);
  }
  return index;
}

function* rootVersionSubjects(state: RepositoryState): Iterable<RootVersionSubject> {
  for (const [version, { path, document }] of state.rootHistory)
    yield { address: path, role: 'root', version, document };
}

function* inviteSubjects(state: RepositoryState): Iterable<InviteSubject> {
  for (const [user, roles] of invitesOf(state)) {
    for (const invitedTo of roles) yield { address: `invites/${user}/${invitedTo}`, user, invitedTo };
  }
}

/** The counterpart of a subject in another state, by its address. */
export function counterpart<K extends SubjectKind>(
  kind: K,
  subject: Subjects[K],
  state: RepositoryState,
): Subjects[K] | undefined {
  return (find[kind] as (subject: Subjects[K], state: RepositoryState) => Subjects[K] | undefined)(subject, state);
}

type Finds = { readonly [K in SubjectKind]: (subject: Subjects[K], state: RepositoryState) => Subjects[K] | undefined };

const find: Finds = {
  file: ({ entry }, state) => {
    const other = state.entries.get(entry.path);
    return other && fileSubject(state, other);
  },
  role: ({ role }, state) => roleSubject(state, role),
  key: ({ role, keyid }, state) => {
    const metadata = metadataOf(state, role);
    const keys = metadata && keysHeldBy(metadata);
    const key = keys && (get(keys, keyid) as Key | undefined);
    return key && keySubject(state, role, keyid, key);
  },
  delegation: ({ address }, state) => indexOf(state).delegations.get(address),
  target: ({ role, path }, state) => {
    const metadata = metadataOf(state, role);
    if (metadata?.signed._type !== 'targets') return undefined;
    const entry = get(metadata.signed.targets, path) as TargetFile | undefined;
    return (
      entry && {
        address: `${role}/targets/${path}`,
        role,
        path,
        entry,
        file: state.targetFiles.get(path),
        digest: undefined,
      }
    );
  },
  signature: ({ role, address }, state) => signatureIndex(state, role).get(address),
  'root-version': ({ version }, state) => {
    const file = state.rootHistory.get(version);
    return file && { address: file.path, role: 'root', version, document: file.document };
  },
  invite: (subject, state) => (invitesOf(state).get(subject.user)?.includes(subject.invitedTo) ? subject : undefined),
  repository: (_, state) => ({ address: '', state }),
  'removed-file': () => undefined,
  'removed-role': () => undefined,
  'removed-root-version': () => undefined,
};
