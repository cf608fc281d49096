/** Which matters of CLIENTS.md a role's metadata has, and where. Found once per document. */
import { entries, get, isObject, names } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { keyId } from '../tuf/keyid.ts';
import {
  type Delegations,
  delegationsOf,
  type Keys,
  type Metadata,
  type Role,
  type Root,
  type TargetFile,
} from '../tuf/metadata.ts';
import { schemeOfKey } from '../tuf/scheme.ts';
import type { FactId } from './client-facts.ts';
import { firstEntries } from './signature-entries.ts';

/** Matter -> keyids, target paths or field names that show it. */
export type Quirks = ReadonlyMap<FactId, readonly string[]>;

const known = new WeakMap<Metadata, Quirks>();

export function quirksOf(metadata: Metadata): Quirks {
  let quirks = known.get(metadata);
  if (!quirks) {
    quirks = collect(metadata);
    known.set(metadata, quirks);
  }
  return quirks;
}

type Note = (fact: FactId, item: string) => void;

function collect(metadata: Metadata): Quirks {
  const found = new Map<FactId, string[]>();
  const note: Note = (fact, item) => {
    const items = found.get(fact);
    if (items) items.push(item);
    else found.set(fact, [item]);
  };
  const { signed, signatures } = metadata;
  const first = firstEntries(metadata);
  for (const [i, { keyid }] of signatures.entries()) if (first.get(keyid) !== i) note('repeated-signature', keyid);
  if (signed._type === 'root') noteKeys((signed as Root).keys, listedKeyids(metadata), note);
  if (signed._type === 'targets') {
    const delegations = delegationsOf(signed);
    if (delegations) {
      noteKeys(delegations.keys, listedKeyids(metadata), note);
      noteDelegations(delegations, note);
    }
    for (const path of names(signed.targets)) noteTarget(path, get(signed.targets, path) as TargetFile, note);
  }
  return found;
}

function noteKeys(keys: Keys, listed: ReadonlySet<string>, note: Note): void {
  for (const [keyid, key] of entries(keys) as [string, Key][]) {
    const fact = factOfKey(key);
    if (fact) note(fact, keyid);
    if (keyId(key) !== keyid) note('keyid', keyid);
  }
  for (const keyid of listed) if (get(keys, keyid) === undefined) note('keyid-without-key', keyid);
}

/** The keyids of all roles that root, or a targets role, delegates. */
export function listedKeyids({ signed }: Metadata): ReadonlySet<string> {
  const keyids = new Set<string>();
  for (const role of delegatedRoles(signed)) for (const keyid of role.keyids) keyids.add(keyid);
  return keyids;
}

function delegatedRoles(signed: Metadata['signed']): readonly Role[] {
  if (signed._type !== 'root') return delegationsOf(signed)?.roles ?? [];
  const { roles } = signed as Root;
  return names(roles).map((name) => get(roles, name) as Role);
}

/** What is special about a key; undefined for those that every client knows. */
export function factOfKey({ keytype, scheme: name, keyval }: Key): FactId | undefined {
  const scheme = schemeOfKey(keytype, name);
  if (typeof scheme === 'string') return 'unknown-key';
  switch (scheme.family) {
    case 'ed25519':
      return undefined;
    case 'ml-dsa':
      return 'ml-dsa';
    case 'sigstore-oidc':
      return 'sigstore-key';
    case 'rsa':
      if (scheme.padding === 'pkcs1v15' || scheme.digest === 'sha224') return 'rsa-pkcs1v15';
      return scheme.digest === 'sha256' ? undefined : 'rsa-pss-long';
    case 'ecdsa':
      if (scheme.curve === 'P-521') return 'p-521';
      if (scheme.curve === 'P-384') return keytype === 'ecdsa' ? 'p-384' : 'p-384-keytype';
      return /^[0-9A-Fa-f]+$/.test(String(get(keyval, 'public'))) ? 'ecdsa-hex-point' : undefined;
  }
}

const delegationFields: ReadonlySet<string> = new Set(['keys', 'roles']);
const roleFields: ReadonlySet<string> = new Set([
  'name',
  'keyids',
  'threshold',
  'terminating',
  'paths',
  'path_hash_prefixes',
]);

function noteDelegations(delegations: Delegations, note: Note): void {
  for (const field of names(delegations)) if (!delegationFields.has(field)) note('delegation-fields', field);
  for (const role of delegations.roles) {
    if (role.name.includes('/')) note('role-name-slash', role.name);
    for (const field of names(role)) if (!roleFields.has(field)) note('delegation-fields', `${role.name}.${field}`);
  }
}

function noteTarget(path: string, file: TargetFile, note: Note): void {
  if (names(file.hashes).length > 1) note('hash-algorithms', path);
  if (/%[0-9A-Fa-f]{2}/.test(path)) note('percent-name', path);
  if (path.includes(' ')) note('blank-name', path);
  if (path.includes('/')) note('folder-target', path);
  const custom = get(file, 'custom');
  if (custom !== undefined && !(isObject(custom) && isObject(get(custom, 'sigstore')))) note('custom', path);
}
