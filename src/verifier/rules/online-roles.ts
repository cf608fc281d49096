/** Family *online roles* (SPEC B1): snapshot and timestamp say what is there, and never less than they said before. */
import { isExpired } from '../../tuf/expires.ts';
import { get, names } from '../../tuf/json.ts';
import type { MetaFile, Snapshot, Timestamp } from '../../tuf/metadata.ts';
import { versionIn, wrongFact } from '../../tuf/snapshot.ts';
import { otherFiles } from '../../tuf/timestamp.ts';
import { isOnlineRoleSigned, listedVersion, type OnlineRole, onlineSignatures, roleVersions } from '../online-roles.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import { samePayload } from '../signature-entries.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { FileSubject, RepositorySubject, RoleSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';

const onlineRoles: readonly OnlineRole[] = ['snapshot', 'timestamp'];

const signNew = () => 'Make new ones: tuf-on-ci-online-sign';
const restore = (role: string) =>
  `Put back what was published last, and let tuf-on-ci-online-sign go on from there: git log -- metadata/${role}.json`;

/**
 * In `audit` a step that leaves both files alone is a merge whose online signature follows; what it leaves outdated is
 * the next step's work.
 */
function isJudged({ door, state, base }: Context): boolean {
  return door !== 'audit' || onlineRoles.some((role) => blobOf(state, role) !== blobOf(base, role));
}

function blobOf(state: RepositoryState | undefined, role: OnlineRole): string | undefined {
  return state?.roles.get(role)?.document.oid;
}

/** Signed by the present online keys: only then does a file say anything. What is not is made anew (SPEC B1). */
function isSigned(role: string, { state, verifier }: Context): boolean {
  return isOnlineRole(role) && isOnlineRoleSigned(state, role as OnlineRole, verifier);
}

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
    isNew ? `Remove it: git rm metadata/${role}.json` : `Restore it: git checkout <default branch> -- metadata/${role}.json`,
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
  remedy: ({ role }) => `Restore it: git checkout <default branch> -- metadata/${role}.json`,
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
    if (!isOnlineRole(role) || !isJudged(context)) return undefined;
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
    if (role !== 'snapshot' || !isJudged(context)) return undefined;
    const { meta } = metadata.signed as Snapshot;
    return [...roleVersions(context.state)].flatMap(([name, version]) => {
      const listed = versionIn(meta, `${name}.json`) ?? null;
      return listed === version ? [] : [{ name, version, listed }];
    });
  },
  say: ({ name, version, listed }) =>
    listed === null ? `The snapshot does not list ${name}` : `The snapshot lists ${name} version ${listed}, but it is version ${version}`,
  remedy: signNew,
});

const timestampOutdated = stateRule({
  id: 'online-roles/timestamp-outdated',
  on: 'role',
  why: 'The timestamp tells clients which snapshot is the newest (TUF 5.5.1).',
  check({ role, metadata }: RoleSubject, context) {
    const snapshot = metadataOf(context.state, 'snapshot');
    if (role !== 'timestamp' || !snapshot || !isJudged(context)) return undefined;
    const { version } = snapshot.signed;
    const listed = versionIn((metadata.signed as Timestamp).meta, 'snapshot.json') ?? null;
    // A timestamp that says more is online-roles/older-than-timestamp.
    return listed === null || listed < version ? { version, listed } : undefined;
  },
  say: ({ version, listed }) =>
    listed === null ? 'The timestamp lists no snapshot' : `The timestamp lists snapshot version ${listed}, but it is version ${version}`,
  remedy: signNew,
});

const timestampOthers = stateRule({
  id: 'online-roles/timestamp-others',
  on: 'role',
  why: 'A timestamp lists the snapshot alone; some clients forget what else it lists, and then find it wrongly signed (TUF 4.5).',
  check({ role, metadata }: RoleSubject, context) {
    if (role !== 'timestamp' || !isJudged(context)) return undefined;
    return otherFiles(metadata.signed as Timestamp).map((file) => ({ file }));
  },
  say: ({ file }) => `The timestamp lists ${file}, and should list nothing but snapshot.json`,
  remedy: signNew,
});

const olderThanTimestamp = stateRule({
  id: 'online-roles/older-than-timestamp',
  on: 'role',
  why: 'A validly signed snapshot that is older than the timestamp says was put back by somebody (rollback, TUF 5.5.5).',
  check({ role, metadata }: RoleSubject, context) {
    if (role !== 'snapshot' || !isJudged(context)) return undefined;
    const timestamp = metadataOf(context.state, 'timestamp');
    const listed = timestamp && versionIn(timestamp.signed.meta, 'snapshot.json');
    const { version } = metadata.signed;
    if (listed === undefined || listed <= version) return undefined;
    return isSigned('snapshot', context) && isSigned('timestamp', context) ? { version, listed } : undefined;
  },
  say: ({ version, listed }) => `The snapshot is version ${version}, but the timestamp lists version ${listed}`,
  remedy: () => restore('snapshot'),
});

const rollback = stepRule({
  id: 'online-roles/rollback',
  on: 'role',
  why: 'Clients refuse versions that go down, and never fetch another file of one version (TUF 5.4.3, 5.5.5).',
  step({ role, metadata, document }: RoleSubject, before, context) {
    if (!before || document.oid === before.document.oid || !isSigned(role, context)) return undefined;
    const [version, known] = [metadata.signed.version, before.metadata.signed.version];
    return version < known || (version === known && !samePayload(document, before.document)) ? { version, known } : undefined;
  },
  say: ({ version, known }, { role }) =>
    version === known ? `There are two different files of ${role} version ${version}` : `${role} goes back from version ${known} to ${version}`,
  remedy: (_, { role }) => restore(role),
});

/** Three years of daily signatures. */
const furthestJump = 1000;

const tooHigh = stepRule({
  id: 'online-roles/too-high',
  on: 'role',
  why: 'A version near the largest number would be the last one ever: what a thief of the online key can do for good (TUF 1.5.2).',
  step({ role, metadata: { signed } }: RoleSubject, before, context) {
    const known = before?.metadata.signed.version;
    if (known === undefined || signed.version <= known + furthestJump || !isSigned(role, context)) return undefined;
    return { version: signed.version, known };
  },
  say: ({ version, known }, { role }) => `${role} jumps from version ${known} to ${version}`,
  remedy: (_, { role }) => `If nobody here did this, replace the online key (tuf-on-ci-delegate <event> ${role}). ${restore(role)}`,
});

const roleRollback = stateRule({
  id: 'online-roles/role-rollback',
  on: 'role',
  why: 'Clients that have seen the snapshot refuse an older version of a role it lists (TUF 5.5.5, 5.6.5).',
  check({ role, metadata: { signed } }: RoleSubject, context) {
    const { state, base } = context;
    const listed = roleVersions(state).has(role) ? listedVersion(state, `${role}.json`) : undefined;
    if (listed === undefined || listed <= signed.version || !isJudged(context)) return undefined;
    // Where known good says so too it is versions/unchanged or versions/reused.
    const known = base && (metadataOf(base, role)?.signed.version ?? listedVersion(base, `${role}.json`));
    if (known !== undefined && known >= signed.version) return undefined;
    return isSigned('snapshot', context) ? { version: signed.version, listed } : undefined;
  },
  say: ({ version, listed }, { role }) => `${role} is version ${version}, but the snapshot lists version ${listed} already`,
  remedy: ({ listed }, { role }) => `Make ${role} version ${listed + 1} in a signing event, or restore version ${listed}: git log -- metadata/${role}.json`,
});

const entryLost = stepRule({
  id: 'online-roles/entry-lost',
  on: 'role',
  why: 'Clients refuse a snapshot that lists less than the one before, also of roles that have left (SPEC A2, TUF 5.5.5).',
  step({ role, metadata }: RoleSubject, before, context) {
    if (role !== 'snapshot' || !before || !isSigned(role, context)) return undefined;
    const [now, then] = [metadata, before.metadata].map(({ signed }) => (signed as Snapshot).meta) as [Meta, Meta];
    const present = roleVersions(context.state);
    return names(then).flatMap((file) => {
      const [version, known] = [versionIn(now, file) ?? null, versionIn(then, file)!];
      const isOthers = present.has(file.replace(/\.json$/, ''));
      return isOthers || (version !== null && version >= known) ? [] : [{ file, version, known }];
    });
  },
  say: ({ file, version, known }) =>
    version === null ? `The snapshot no longer lists ${file}` : `The snapshot lists ${file} with version ${version} instead of ${known}`,
  remedy: () => restore('snapshot'),
});

type Meta = Snapshot['meta'];

const metaFacts = stateRule({
  id: 'online-roles/meta-facts',
  on: 'role',
  why: 'Clients refuse a file whose length or hash differs from what the snapshot or timestamp says (TUF 5.5.2, 5.6.2).',
  check({ role, metadata }: RoleSubject, context) {
    if (!isOnlineRole(role) || !isJudged(context) || !isSigned(role, context)) return undefined;
    const { state } = context;
    const listed = role === 'timestamp' ? ['snapshot'] : [...roleVersions(state).keys()];
    return listed.flatMap((name) => {
      const entry = get((metadata.signed as Snapshot).meta, `${name}.json`) as MetaFile | undefined;
      const isHere = entry !== undefined && metadataOf(state, name)?.signed.version === entry.version;
      const fact = isHere ? wrongFact(entry, state.roles.get(name)!.document.bytes) : undefined;
      return fact === undefined ? [] : [{ name, fact }];
    });
  },
  say: ({ name, fact }, { role }) => `The ${fact} of ${name} in the ${role} ${fact === 'length' ? 'is' : 'are'} not those of metadata/${name}.json`,
  remedy: ({ name }) => `Restore metadata/${name}.json as it was signed, or give it a new version`,
});

const pinned = stepRule({
  id: 'online-roles/pinned-bytes',
  on: 'role',
  why: 'A snapshot that lists the hash of a version stays right only while its file stays the same, signatures included (SPEC A2).',
  step({ role, metadata, document }: RoleSubject, before, { base }) {
    const meta = metadataOf(base, 'snapshot')?.signed.meta;
    const entry = meta && (get(meta, `${role}.json`) as MetaFile | undefined);
    if (!entry || !before || before.document.oid === document.oid || entry.version !== metadata.signed.version) return undefined;
    return roleVersions(base).has(role) && wrongFact(entry, document.bytes) ? { version: entry.version } : undefined;
  },
  say: ({ version }, { role }) => `The file of ${role} version ${version} changes, but the snapshot lists its length or hash`,
  remedy: (_, { role }) => `Give ${role} a new version: tuf-on-ci-delegate <event> ${role}`,
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
  olderThanTimestamp,
  rollback,
  tooHigh,
  roleRollback,
  entryLost,
  metaFacts,
  pinned,
];
