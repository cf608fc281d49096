/** Family *online roles* (SPEC B1): snapshot and timestamp say what is there, and never less than they said before. */
import { isExpired } from '../../tuf/expires.ts';
import { get } from '../../tuf/json.ts';
import type { MetaFile, Snapshot, Timestamp } from '../../tuf/metadata.ts';
import { versionIn, wrongFact } from '../../tuf/snapshot.ts';
import { otherFiles } from '../../tuf/timestamp.ts';
import { areOnlineRolesJudged, type OnlineRole, onlineRoles, onlineSignatures, roleVersions } from '../online-roles.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
import { metadataOf } from '../state.ts';
import type { FileSubject, RepositorySubject, RoleSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';
import { rollbackRules } from './online-rollbacks.ts';

const signNew = () => 'Make new ones: tuf-on-ci-online-sign';
/** The online role that a file below `metadata/` is. */
function onlineRoleOf({ place }: FileSubject): OnlineRole | undefined {
  return place.kind === 'metadata' && isOnlineRole(place.role) ? (place.role as OnlineRole) : undefined;
}

const changed = stepRule({
  id: 'online-roles/changed',
  on: 'file',
  why: 'Snapshot and timestamp are signed after the merge: an event that brings its own chooses what clients see (SPEC A5).',
  step(subject: FileSubject, before) {
    const role = onlineRoleOf(subject);
    if (role === undefined || (before?.entry.oid === subject.entry.oid && before.entry.mode === subject.entry.mode)) {
      return undefined;
    }
    return { role, isNew: before === undefined };
  },
  say: ({ role, isNew }) => `${role} is ${isNew ? 'added' : 'changed'} in this event`,
  remedy: ({ role, isNew }) =>
    isNew ? `Remove it: git rm metadata/${role}.json` : `Restore it: git checkout origin/HEAD -- metadata/${role}.json`,
});

const removed = stepRule({
  id: 'online-roles/removed',
  on: 'removed-file',
  why: 'Without the old snapshot and timestamp the new ones would begin at version 1, and every client refuse them (TUF 5.4.3).',
  step(subject: FileSubject) {
    const role = onlineRoleOf(subject);
    return role === undefined ? undefined : { role };
  },
  say: ({ role }) => `${role} is removed`,
  remedy: ({ role }) => `Restore it: git checkout origin/HEAD -- metadata/${role}.json`,
});

const missing = stateRule({
  id: 'online-roles/missing',
  on: 'repository',
  why: 'Clients begin with the timestamp and go on to the snapshot (TUF 5.4, 5.5).',
  check: ({ state }: RepositorySubject) =>
    onlineRoles.filter((role) => !state.entries.has(`metadata/${role}.json`)).map((role) => ({ role })),
  say: ({ role }) => `There is no metadata/${role}.json`,
  remedy: signNew,
});

const signatures = stateRule({
  id: 'online-roles/signatures',
  on: 'role',
  why: 'Clients take a snapshot and timestamp that are signed by the keys of the newest root, and no others (TUF 5.4.2, 5.5.3).',
  check({ role }: RoleSubject, context) {
    if (!isOnlineRole(role) || !areOnlineRolesJudged(context)) return undefined;
    const counted = onlineSignatures(context.state, role as OnlineRole, context.verifier);
    if (!counted || counted.complete) return undefined;
    return { signed: counted.signed, threshold: counted.threshold };
  },
  say: ({ signed, threshold }, { role }) =>
    `${role} is validly signed by ${signed} of its present keys, and ${threshold} are needed (each keyid once)`,
  remedy: signNew,
});

const expired = stateRule({
  id: 'online-roles/expired',
  on: 'role',
  why: 'Clients refuse an expired snapshot or timestamp, and with it the whole repository (TUF 5.4.4, 5.5.6).',
  check({ role, metadata: { signed } }: RoleSubject, { now }) {
    return isOnlineRole(role) && isExpired(signed.expires, now) ? { expires: signed.expires } : undefined;
  },
  say: ({ expires }, { role }) => `${role} has expired on ${expires}`,
  remedy: signNew,
});

const outdated = stateRule({
  id: 'online-roles/outdated',
  on: 'role',
  why: 'A role that the snapshot lists with another version than is there cannot be downloaded (TUF 5.6.1).',
  check({ role, metadata }: RoleSubject, context) {
    if (role !== 'snapshot' || !areOnlineRolesJudged(context)) return undefined;
    const { meta } = metadata.signed as Snapshot;
    return [...roleVersions(context.state)].flatMap(([name, version]) => {
      const listed = versionIn(meta, `${name}.json`) ?? null;
      // One that lists more is online-roles/role-rollback.
      return listed !== null && listed >= version ? [] : [{ name, version, listed }];
    });
  },
  say: ({ name, version, listed }) =>
    listed === null
      ? `The snapshot does not list ${name}`
      : `The snapshot lists ${name} version ${listed}, but it is version ${version}`,
  remedy: signNew,
});

const timestampOutdated = stateRule({
  id: 'online-roles/timestamp-outdated',
  on: 'role',
  why: 'The timestamp tells clients which snapshot is the newest (TUF 5.5.1).',
  check({ role, metadata }: RoleSubject, context) {
    const snapshot = metadataOf(context.state, 'snapshot');
    if (role !== 'timestamp' || !snapshot || !areOnlineRolesJudged(context)) return undefined;
    const { version } = snapshot.signed;
    const listed = versionIn((metadata.signed as Timestamp).meta, 'snapshot.json') ?? null;
    // A timestamp that says more is online-roles/older-than-timestamp.
    return listed === null || listed < version ? { version, listed } : undefined;
  },
  say: ({ version, listed }) =>
    listed === null
      ? 'The timestamp lists no snapshot'
      : `The timestamp lists snapshot version ${listed}, but it is version ${version}`,
  remedy: signNew,
});

const timestampOthers = stateRule({
  id: 'online-roles/timestamp-others',
  on: 'role',
  why: 'A timestamp lists the snapshot alone; some clients forget what else it lists, and then find it wrongly signed (TUF 4.6).',
  check({ role, metadata }: RoleSubject, context) {
    if (role !== 'timestamp' || !areOnlineRolesJudged(context)) return undefined;
    return otherFiles(metadata.signed as Timestamp).map((file) => ({ file }));
  },
  say: ({ file }) => `The timestamp lists ${file}, and should list nothing but snapshot.json`,
  remedy: signNew,
});

const pinned = stepRule({
  id: 'online-roles/pinned-bytes',
  on: 'role',
  why: 'A snapshot that lists the hash of a version stays right only while its file stays the same, signatures included (SPEC A2).',
  step({ role, metadata, document }: RoleSubject, before, { base }) {
    const meta = metadataOf(base, 'snapshot')?.signed.meta;
    const entry = meta && (get(meta, `${role}.json`) as MetaFile | undefined);
    if (!entry || !before || before.document.oid === document.oid || entry.version !== metadata.signed.version)
      return undefined;
    return roleVersions(base).has(role) && wrongFact(entry, document.bytes) ? { version: entry.version } : undefined;
  },
  say: ({ version }, { role }) =>
    `The file of ${role} version ${version} changes, but the snapshot lists its length or hash`,
  remedy: (_, { role }) => `Give ${role} a new version: tuf-on-ci-delegate EVENT ${role}`,
});

export const onlineRoleRules: readonly Rule[] = [
  changed,
  removed,
  missing,
  signatures,
  expired,
  outdated,
  timestampOutdated,
  timestampOthers,
  pinned,
  ...rollbackRules,
];
