/** Bringing an existing TUF repository into the format of SPEC A3 (SPEC A7 *import-repo*). Pure. */
import {
  expiryPeriodField,
  keyOwner,
  onlineUri,
  onlineUriField,
  signingPeriodField,
} from '../deployment/custom-fields.ts';
import { parsePeriods } from '../deployment/periods.ts';
import { roleOrder } from '../deployment/role-order.ts';
import { TufError } from '../errors.ts';
import { withMembers } from '../tuf/edit.ts';
import { entries, equalJson, get, has, type Json, type JsonObject, objectOf } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import {
  type Delegations,
  delegationsOf,
  type Keys,
  type Metadata,
  type Role,
  type Root,
  type Signed,
} from '../tuf/metadata.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import { renamedKeyids, withKeyids } from './edit/compliant-keyids.ts';
import { keysOf, rolesOf } from './edit/delegation.ts';
import { type EditContext, type EventContent, withDocuments } from './edit/event-content.ts';
import { withVersionOf } from './edit/new-version.ts';
import { withPeriodMembers } from './edit/role.ts';
import { type ImportedRole, type ImportFile, undefinedHolder, undefinedPeriod } from './import-file.ts';
import { heldBy, withoutHexPoint } from './import-key.ts';

export type ImportPlan =
  | { readonly kind: 'import'; readonly event: EventContent }
  /** What the file has to say before it can be done, in the form of the file. */
  | { readonly kind: 'missing'; readonly missing: JsonObject }
  /** It is in the format already. */
  | { readonly kind: 'nothing' };

/**
 * Root and every targets role with owners, URIs, periods and keyids of SPEC A3, each as a new version.
 * @throws TufError('no-metadata') without root and targets
 */
export function planImport(event: EventContent, file: ImportFile, context: EditContext): ImportPlan {
  if (!event.documents.has('root') || !event.documents.has('targets')) {
    throw new TufError(
      'no-metadata',
      'There is no TUF repository to import: metadata/root.json or targets.json is missing',
      {
        hint: 'Put the metadata of the repository, file names without version, into metadata/ of the default branch first',
      },
    );
  }
  const missing = missingFrom(event, file);
  if (missing) return { kind: 'missing', missing };
  const imported = [...event.documents].map(
    ([role, { signed }]) => [role, importedSigned(signed, file.get(role))] as const,
  );
  if (imported.every(([role, signed]) => equalJson(signed, event.documents.get(role)!.signed))) {
    return { kind: 'nothing' };
  }
  // First what all of them say, so that every role's signers are known when its signatures are emptied.
  const said = withDocuments(
    event,
    imported.map(([role, signed]) => [role, withMembers(event.documents.get(role)!, { signed }) as Metadata]),
  );
  return {
    kind: 'import',
    event: imported.reduce((next, [role, signed]) => withVersionOf(next, role, signed, context), said),
  };
}

/** What neither metadata nor file say, role by role; undefined when nothing is missing. */
function missingFrom({ documents }: EventContent, file: ImportFile): JsonObject | undefined {
  const roles = [...documents].flatMap(([role, { signed }]): [string, JsonObject][] => {
    const said = file.get(role);
    const own = converted(signed);
    const periods: [string, Json][] =
      said?.periods || parsePeriods(own)
        ? []
        : [expiryPeriodField, signingPeriodField].map((name) => [name, undefinedPeriod]);
    const holders = usedKeys(signed)
      .filter(([keyid, key]) => !said?.holders.has(keyid) && !isNamed(converted(key)))
      .map(([keyid]): [string, Json] => [keyid, undefinedHolder]);
    return periods.length + holders.length > 0 ? [[role, objectOf([...periods, ...holders])]] : [];
  });
  return roles.length > 0 ? objectOf(roles.sort(([a], [b]) => roleOrder(a, b))) : undefined;
}

function isNamed(key: Key): boolean {
  return keyOwner(key) !== undefined || onlineUri(key) !== undefined;
}

const oldPrefix = 'x-playground-';
const newPrefix = 'x-tuf-on-ci-';

/** The object with fields of the playground under today's names; a field of today that is there already wins. */
function converted<T extends JsonObject>(object: T): T {
  const members = entries(object).flatMap(([name, value]): [string, Json][] => {
    if (!name.startsWith(oldPrefix)) return [[name, value]];
    const today = `${newPrefix}${name.slice(oldPrefix.length)}`;
    return has(object, today) ? [] : [[today, value]];
  });
  return objectOf(members) as T;
}

/** The keys that some role lists: another is in nobody's hands, and gone after the import. */
function usedKeys(signed: Signed): readonly [keyid: string, key: Key][] {
  const used = new Set(rolesOf(signed).flatMap(([, { keyids }]) => keyids));
  return entries(keysOf(signed)).filter(([keyid]) => used.has(keyid)) as [string, Key][];
}

function importedSigned(signed: Signed, said: ImportedRole | undefined): Signed {
  const own = converted(signed);
  const periods = said?.periods ?? parsePeriods(own)!;
  const dated = withPeriodMembers(own, periods);
  const keys = objectOf(usedKeys(signed).map(([keyid, key]) => [keyid, named(converted(key), keyid, said)])) as Keys;
  const delegating = dated._type === 'root' ? importedRoot(dated as Root, keys) : importedTargets(dated, keys);
  return withKeyids(delegating, renamedKeyids(delegating));
}

function named(key: Key, keyid: string, said: ImportedRole | undefined): Key {
  const holder = said?.holders.get(keyid);
  return withoutHexPoint(holder ? heldBy(key, holder) : key);
}

/** Root's periods also go to timestamp and snapshot, where they have none. */
function importedRoot(root: Root, keys: Keys): Signed {
  const periods = parsePeriods(root)!;
  const roles = objectOf(
    rolesOf(root).map(([name, role]) => {
      const own = converted(role);
      return [name, isOnlineRole(name) ? withPeriodMembers(own, parsePeriods(own) ?? periods) : own];
    }),
  );
  return withMembers(root, { keys, roles, consistent_snapshot: true });
}

function importedTargets(signed: Signed, keys: Keys): Signed {
  const delegations = delegationsOf(signed);
  if (!delegations) return signed;
  const roles = delegations.roles.map((role) => converted<Role>(role) as Delegations['roles'][number]);
  return withMembers(signed, { delegations: withMembers(converted(delegations), { keys, roles }) });
}

/** Each online key of an event once, with its URI: those that have to prove themselves before an import is pushed. */
export function onlineKeysOf({ documents }: EventContent): ReadonlyMap<string, Key> {
  const found = [...documents.values()].flatMap(({ signed }) =>
    entries(keysOf(signed)).flatMap(([keyid, key]): [string, Key][] =>
      typeof get(key as Key, onlineUriField) === 'string' ? [[keyid, key as Key]] : [],
    ),
  );
  return new Map(found);
}
