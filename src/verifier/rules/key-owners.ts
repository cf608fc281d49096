/** Family *keys* (SPEC B1), across keys and over time: a key and the name on it belong together. */
import { signerName } from '../../deployment/custom-fields.ts';
import type { Key } from '../../tuf/key.ts';
import { holderOf, keyIndexOf, type MaterialHolders, materialOf, ownerOf } from '../key-index.ts';
import { skeleton } from '../names.ts';
import { type Rule, stateRule, stepRule } from '../rule.ts';
import { invitesOf, type RepositoryState } from '../state.ts';
import type { KeySubject } from '../subjects.ts';
import { delegateCommand, newKeyFor, titleOf } from './key-sentences.ts';

const onlineAndOwner = stateRule({
  id: 'keys/online-and-owner',
  on: 'key',
  why: "A key that a machine holds is no person's, under whatever keyid: its thief would sign as a person (SPEC B1).",
  check({ key }: KeySubject, { state }) {
    const holders = holdersOf(key, state);
    if (!isOnlineAndOwned(holders)) return undefined;
    const [owner] = holders.owners;
    const { kind } = holderOf(key);
    if (kind === 'person') return { other: holders.uri };
    return kind === 'online' ? { other: owner } : undefined;
  },
  say: ({ other }, subject) => `${titleOf(subject)} is also said to be the key of ${other}`,
  remedy: (_, subject) => newKeyFor(subject),
});

const twoOwners = stateRule({
  id: 'keys/two-owners',
  on: 'key',
  why: 'One person under two names looks like two who watch each other (SPEC B1).',
  severity: 'warning',
  check(subject: KeySubject, { state, base }) {
    const owner = ownerOf(subject.key);
    const first = firstOwner(subject.key, state, base);
    if (owner === undefined || first === undefined || owner === first) return undefined;
    // What the event renames is keys/owner-changed.
    return base && ownerChange(subject, state, base) ? undefined : { other: first };
  },
  say: ({ other }, subject) => `${titleOf(subject)} is also listed as the key of ${other}`,
  remedy: (_, subject) => `Ask both whose key it is, then name one owner: ${delegateCommand(subject)}`,
});

/** Of several owners, the one that known good has. */
function firstOwner(key: Key, state: RepositoryState, base: RepositoryState | undefined): string | undefined {
  const owners = holdersOf(key, state)?.owners ?? new Set<string>();
  const [known = ''] = (base && holdersOf(key, base)?.owners) ?? [];
  const [first] = owners;
  return owners.has(known) ? known : first;
}

const ownerChanged = stepRule({
  id: 'keys/owner-changed',
  on: 'key',
  why: 'Who signs with the key stays the same, whatever name it now has (SPEC B1).',
  severity: 'warning',
  step: (subject: KeySubject, _, { state, base }) => ownerChange(subject, state, base),
  say: ({ before }, subject) => `${titleOf(subject)} was the key of ${before}`,
  remedy: () => 'Ask both before you sign; if it is a mistake, restore the owner in the signing event',
});

/** Whose the key material was in the base, when that was somebody else. */
function ownerChange(
  { key }: KeySubject,
  state: RepositoryState,
  base: RepositoryState,
): { before: string } | undefined {
  const known = holdersOf(key, base);
  // A person's and an online key at the same time is keys/online-and-owner.
  if (!known || isOnlineAndOwned(holdersOf(key, state))) return undefined;
  const [owner = known.uri] = known.owners;
  const holder = holderOf(key);
  const isNew = holder.kind === 'person' ? !known.owners.has(holder.owner) : holder.kind === 'online' && !known.uri;
  return isNew && owner !== undefined ? { before: owner } : undefined;
}

const ownerNewKey = stepRule({
  id: 'keys/owner-new-key',
  on: 'key',
  why: 'Who can push can put a key of their own under the name of a trusted signer; only that person can tell.',
  severity: 'warning',
  step({ key }: KeySubject, _, { base }) {
    const owner = ownerOf(key);
    const material = materialOf(key);
    const known = keyIndexOf(base);
    if (owner === undefined || material === undefined || known.byMaterial.has(material)) return undefined;
    return known.owners.has(owner) ? {} : undefined;
  },
  say: (_, { key, keyid, role }) => `${signerName(keyid, key)} gets another key in ${role}: ${keyid}`,
  remedy: (_, { key, keyid }) => `Make sure that it is the key of ${signerName(keyid, key)} before you sign`,
});

const lookalike = stateRule({
  id: 'keys/lookalike-owner',
  on: 'repository',
  why: "A stranger whose name reads like a signer's is invited and approved in their place.",
  severity: 'warning',
  check(_, { state, base }) {
    const people = peopleOf(state);
    const known = base ? peopleOf(base) : new Set<string>();
    const seen = new Map<string, string>();
    const found: { name: string; other: string }[] = [];
    // Those that known good has come first: the newcomer is the one to look at.
    for (const name of new Set([...[...known].filter((name) => people.has(name)), ...people])) {
      const other = seen.get(skeleton(name));
      if (other === undefined) seen.set(skeleton(name), name);
      else if (!known.has(name)) found.push({ name, other });
    }
    return found;
  },
  say: ({ name, other }) => `The user name ${name} looks like ${other}`,
  remedy: ({ name }) => `Make sure that ${name} is the person you mean before you sign`,
});

/** Everybody who holds a key or is invited. */
function peopleOf(state: RepositoryState): ReadonlySet<string> {
  return new Set([...keyIndexOf(state).owners, ...invitesOf(state).keys()]);
}

function holdersOf(key: Key, state: RepositoryState): MaterialHolders | undefined {
  const material = materialOf(key);
  return material === undefined ? undefined : keyIndexOf(state).byMaterial.get(material);
}

function isOnlineAndOwned(holders: MaterialHolders | undefined): holders is MaterialHolders & { readonly uri: string } {
  return holders?.uri !== undefined && holders.owners.size > 0;
}

export const keyOwnerRules: readonly Rule[] = [onlineAndOwner, twoOwners, ownerChanged, ownerNewKey, lookalike];
