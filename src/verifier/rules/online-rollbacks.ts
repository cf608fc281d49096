/** Family *online roles*, what online-sign does not repair: somebody has put back, or pushed forward, what clients see. */
import { get, type Json, names } from '../../tuf/json.ts';
import type { MetaFile, Snapshot } from '../../tuf/metadata.ts';
import { versionIn, wrongFact } from '../../tuf/snapshot.ts';
import {
  areOnlineRolesJudged,
  isOnlineRoleSigned,
  listedVersion,
  type OnlineRole,
  roleVersions,
} from '../online-roles.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import { samePayload } from '../signature-entries.ts';
import { metadataOf, type RepositoryState } from '../state.ts';
import type { RoleSubject } from '../subjects.ts';
import { isOnlineRole } from './changes.ts';

const restore = (role: string) =>
  `Put back what was published last, and let tuf-on-ci-online-sign go on from there: git log -- metadata/${role}.json`;

/** Signed by the present online keys: only then does a file say anything. What is not is made anew (SPEC B1). */
function isSigned(role: string, { state, verifier }: Context): boolean {
  return isOnlineRole(role) && isOnlineRoleSigned(state, role as OnlineRole, verifier);
}

const olderThanTimestamp = stateRule({
  id: 'online-roles/older-than-timestamp',
  on: 'role',
  why: 'A validly signed snapshot that is older than the timestamp says was put back by somebody (rollback, TUF 5.5.4).',
  check({ role, metadata }: RoleSubject, context) {
    if (role !== 'snapshot' || !areOnlineRolesJudged(context)) return undefined;
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
  why: 'Clients refuse versions that go down, and never fetch another file of one version (TUF 5.4.3, 5.5.4).',
  step({ role, metadata, document }: RoleSubject, before, context) {
    if (!before || document.oid === before.document.oid || !isSigned(role, context)) return undefined;
    const [version, known] = [metadata.signed.version, before.metadata.signed.version];
    return version < known || (version === known && !samePayload(document, before.document))
      ? { version, known }
      : undefined;
  },
  say: ({ version, known }, { role }) =>
    version === known
      ? `There are two different files of ${role} version ${version}`
      : `${role} goes back from version ${known} to ${version}`,
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
  remedy: (_, { role }) =>
    `If nobody here did this, replace the online key (tuf-on-ci-delegate EVENT ${role}). ${restore(role)}`,
});

const roleRollback = stateRule({
  id: 'online-roles/role-rollback',
  on: 'role',
  why: 'Clients that have seen the snapshot refuse an older version of a role it lists (TUF 5.5.5).',
  check({ role, metadata: { signed } }: RoleSubject, context) {
    const { state, base } = context;
    const listed = roleVersions(state).has(role) ? listedVersion(state, `${role}.json`) : undefined;
    if (listed === undefined || listed <= signed.version || !areOnlineRolesJudged(context)) return undefined;
    if (base && isSaidByVersions(base, role, signed.version)) return undefined;
    return isSigned('snapshot', context) ? { version: signed.version, listed } : undefined;
  },
  say: ({ version, listed }, { role }) =>
    `${role} is version ${version}, but the snapshot lists version ${listed} already`,
  remedy: ({ listed }, { role }) =>
    `Make ${role} version ${listed + 1} in a signing event, or restore version ${listed}: git log -- metadata/${role}.json`,
});

/** Is it versions/unchanged or versions/reused already, because known good has seen a newer one? */
function isSaidByVersions(base: RepositoryState, role: string, version: number): boolean {
  const before = metadataOf(base, role)?.signed.version;
  return before === undefined ? (listedVersion(base, `${role}.json`) ?? 0) >= version : before > version;
}

interface OtherEntry {
  readonly file: string;
  /** Null where there is no entry. */
  readonly version: number | null;
  readonly known: number | null;
}

/** Entries of a new snapshot that belong to no role here, and differ from known good's. */
function changedOthers(
  { role, metadata, document }: RoleSubject,
  before: RoleSubject | undefined,
  context: Context,
): OtherEntry[] {
  if (role !== 'snapshot' || !before || document.oid === before.document.oid || !isSigned(role, context)) return [];
  const [now, then] = [metadata, before.metadata].map(({ signed }) => (signed as Snapshot).meta) as [Meta, Meta];
  const present = roleVersions(context.state);
  return [...new Set([...names(then), ...names(now)])]
    .filter((file) => !present.has(file.replace(/\.json$/, '')))
    .map((file) => ({ file, version: versionIn(now, file) ?? null, known: versionIn(then, file) ?? null }))
    .filter(({ version, known }) => version !== known);
}

type Meta = Snapshot['meta'];

const entryLost = stepRule({
  id: 'online-roles/entry-lost',
  on: 'role',
  why: 'Clients refuse a snapshot that lists less than the one before, also of roles that have left (SPEC A2, TUF 5.5.5).',
  step: (subject: RoleSubject, before, context) =>
    changedOthers(subject, before, context).filter(({ version, known }) => (version ?? 0) < (known ?? 0)),
  say: ({ file, version, known }) =>
    version === null
      ? `The snapshot no longer lists ${file}`
      : `The snapshot lists ${file} with version ${version} instead of ${known}`,
  remedy: () => restore('snapshot'),
});

const entryPlanted = stepRule({
  id: 'online-roles/entry-planted',
  on: 'role',
  why: 'A version listed for a role that is not here can never be taken back: no role of that name could be older (TUF 5.5.5).',
  step: (subject: RoleSubject, before, context) =>
    changedOthers(subject, before, context).filter(({ version, known }) => (version ?? 0) > (known ?? 0)),
  say: ({ file, version }) => `The snapshot lists ${file} with version ${version}, and there is no such role`,
  remedy: () =>
    `If nobody here did this, replace the online key (tuf-on-ci-delegate EVENT snapshot). ${restore('snapshot')}`,
});

const metaFacts = stateRule({
  id: 'online-roles/meta-facts',
  on: 'role',
  why: 'Clients refuse a file whose length or hash differs from what the snapshot or timestamp says (TUF 5.5.2, 5.6.2).',
  // docs/adr/0012: what an import leaves behind is not this step's doing.
  historic: true,
  check({ role, metadata }: RoleSubject, context) {
    if (!isOnlineRole(role) || !areOnlineRolesJudged(context) || !isSigned(role, context)) return undefined;
    const { state } = context;
    const listed = role === 'timestamp' ? ['snapshot'] : [...roleVersions(state).keys()];
    return listed.flatMap((name) => {
      const entry = get((metadata.signed as Snapshot).meta, `${name}.json`) as MetaFile | undefined;
      const isHere = entry !== undefined && metadataOf(state, name)?.signed.version === entry.version;
      const fact = isHere ? wrongFact(entry, state.roles.get(name)!.document.bytes) : undefined;
      return fact === undefined ? [] : [{ name, fact, listed: entry as Json }];
    });
  },
  say: ({ name, fact }, { role }) =>
    `The ${fact} of ${name} in the ${role} ${fact === 'length' ? 'is' : 'are'} not those of metadata/${name}.json`,
  remedy: ({ name }) => `Restore metadata/${name}.json as it was signed, or give it a new version`,
});

export const rollbackRules: readonly Rule[] = [
  olderThanTimestamp,
  rollback,
  tooHigh,
  roleRollback,
  entryLost,
  entryPlanted,
  metaFacts,
];
