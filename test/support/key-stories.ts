/** Moves of the stories about keys and roles: who is put on which list, in root or in the delegations of targets. */
import type { JsonObject } from '../../src/tuf/json.ts';
import { keyId } from '../../src/tuf/keyid.ts';
import type { Finding } from '../../src/verifier/finding.ts';
import { rules } from '../../src/verifier/registry.ts';
import { type JudgeOptions, judgeDraft } from './judge-draft.ts';
import { type Draft, type Loose, soundRepository, type TestKey } from './sound-repository.ts';

/** A key as metadata lists it: what it is called there, and what it is. */
export type ListedKey = Pick<TestKey, 'keyid' | 'key'>;

/** A key object under its own keyid, or under one that the story gives it. */
export function listed(key: Loose, keyid: string = keyId(key as JsonObject)): ListedKey {
  return { keyid, key };
}

/** The same key with other members, under its own keyid unless the story keeps the old one. */
export function altered({ key }: ListedKey, members: Loose, keyid?: string): ListedKey {
  return listed({ ...key, ...members }, keyid);
}

export const owned = (name: string) => ({ 'x-tuf-on-ci-keyowner': name });
export const onlineAt = (uri: string) => ({ 'x-tuf-on-ci-online-uri': uri });

/** A new version of root, signed by whoever was and is on its list. */
export function newRoot(
  change: (signed: Loose) => void,
  base: Draft = soundRepository(),
  knowing: TestKey[] = [],
): Draft {
  return base
    .knowing(...knowing)
    .step('root', change)
    .resign('root');
}

/** A new version of targets with other delegations, and `releases` signed again by its present keys. */
export function newTargets(
  change: (delegations: Loose) => void,
  base: Draft = soundRepository(),
  knowing: TestKey[] = [],
): Draft {
  const changed = base.knowing(...knowing).step('targets', ({ delegations }) => change(delegations));
  return changed.resign('targets').resign('releases');
}

/** The list of a role in root's signed part or in the delegations of targets. */
export function roleIn(place: Loose, role: string): Loose {
  return Array.isArray(place.roles) ? place.roles.find(({ name }: Loose) => name === role) : place.roles[role];
}

/** Puts a key on the list of each role, at its end. */
export function add(place: Loose, key: ListedKey, ...roles: string[]): void {
  place.keys[key.keyid] = key.key;
  for (const role of roles) roleIn(place, role).keyids.push(key.keyid);
}

/** Takes a key off every list. */
export function drop(place: Loose, { keyid }: { keyid: string }): void {
  delete place.keys[keyid];
  for (const role of Object.values(place.roles) as Loose[]) {
    role.keyids = role.keyids.filter((other: string) => other !== keyid);
  }
}

/** Puts one key in the place of another, on every list. */
export function replace(place: Loose, old: { keyid: string }, key: ListedKey): void {
  delete place.keys[old.keyid];
  place.keys[key.keyid] = key.key;
  for (const role of Object.values(place.roles) as Loose[]) {
    role.keyids = role.keyids.map((keyid: string) => (keyid === old.keyid ? key.keyid : keyid));
  }
}

export interface Story {
  readonly story: string;
  readonly head: Draft;
  /** Known good; the sound repository unless the story says otherwise, `null` for none. */
  readonly base?: Draft | null;
  readonly options?: JudgeOptions;
}

/** The families that these stories are about; the others have their own. */
const judgedHere = rules.filter(({ id }) => ['form', 'versions', 'keys', 'roles'].includes(id.split('/')[0]!));

/** `severity rule role` of each finding. */
export async function verdict({ head, base = soundRepository(), options = {} }: Story): Promise<string[]> {
  const { findings } = await judgeDraft(head, base ?? undefined, { rules: judgedHere, ...options });
  return findings.map(verdictOf);
}

const verdictOf = ({ severity, rule, role }: Finding): string => [severity, rule, role].filter(Boolean).join(' ');
