/**
 * Joins over all keys of a state: who holds which key material. Built once per state, and without lists per material or
 * owner, so that a million keys of one material stay linear.
 */
import { type KeyHolder, keyHolder } from '../deployment/key-holder.ts';
import type { Key } from '../tuf/key.ts';
import { readPublicKey } from '../tuf/public-key.ts';
import type { RepositoryState } from './state.ts';
import { subjectsOf } from './subject-walk.ts';
import type { KeySubject } from './subjects.ts';

/** Who holds one key material, over all keys of all roles of a state. */
export interface MaterialHolders {
  readonly owners: ReadonlySet<string>;
  /** The first online URI. */
  readonly uri: string | undefined;
}

export interface KeyIndex {
  readonly byMaterial: ReadonlyMap<string, MaterialHolders>;
  /** The first key of each keyid. */
  readonly byKeyid: ReadonlyMap<string, KeySubject>;
  readonly owners: ReadonlySet<string>;
}

const indexes = new WeakMap<RepositoryState, KeyIndex>();

/** The keys of root and of all delegations, those of roles that nobody delegates to included. */
export function keyIndexOf(state: RepositoryState): KeyIndex {
  let index = indexes.get(state);
  if (!index) {
    index = buildIndex(state);
    indexes.set(state, index);
  }
  return index;
}

function buildIndex(state: RepositoryState): KeyIndex {
  const byMaterial = new Map<string, { owners: Set<string>; uri: string | undefined }>();
  const byKeyid = new Map<string, KeySubject>();
  const owners = new Set<string>();
  for (const subject of subjectsOf.key(state, undefined)) {
    if (!byKeyid.has(subject.keyid)) byKeyid.set(subject.keyid, subject);
    const holder = holderOf(subject.key);
    if (holder.kind === 'person') owners.add(holder.owner);
    const material = materialOf(subject.key);
    if (material === undefined) continue;
    const holders = byMaterial.get(material) ?? { owners: new Set<string>(), uri: undefined };
    byMaterial.set(material, holders);
    if (holder.kind === 'person') holders.owners.add(holder.owner);
    if (holder.kind === 'online') holders.uri ??= holder.uri;
  }
  return { byMaterial, byKeyid, owners };
}

const holders = new WeakMap<Key, KeyHolder>();

/** Who signs with the key, read once per key object. */
export function holderOf(key: Key): KeyHolder {
  let holder = holders.get(key);
  if (!holder) {
    holder = keyHolder(key);
    holders.set(key, holder);
  }
  return holder;
}

/** The owner of a key that is one person's. */
export function ownerOf(key: Key): string | undefined {
  const holder = holderOf(key);
  return holder.kind === 'person' ? holder.owner : undefined;
}

/** The same for two keys exactly when their key material is the same; undefined for a key that cannot be used. */
export function materialOf(key: Key): string | undefined {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : undefined;
}
