/** Family *keys* (SPEC B1), the keys themselves: each is what its keyid says, can be used, and counts once. */
import { entries, equalJson, has, isArray, isObject, type Json, names, objectOf } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import { keyId } from '../../tuf/keyid.ts';
import { type KeyProblem, readPublicKey } from '../../tuf/public-key.ts';
import { isKeyIdForm } from '../../tuf/read-metadata.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { keyIndexOf, materialOf, ownerOf } from '../key-index.ts';
import { type Context, type Rule, stateRule, stepRule } from '../rule.ts';
import { counterpart } from '../subject-walk.ts';
import type { DelegationSubject, KeySubject } from '../subjects.ts';
import { keyHolderRules } from './key-holders.ts';
import { keyOwnerRules } from './key-owners.ts';
import { newKeyFor, titleOf } from './key-sentences.ts';

const compliantKeyids = (_: unknown, { role }: KeySubject): string =>
  `Give the keys of ${role} compliant keyids: tuf-on-ci-delegate --force-compliant-keyids EVENT ${role}`;

const keyid = stateRule({
  id: 'keys/keyid',
  on: 'key',
  why: 'A keyid that is not the hash of its key lets two people mean different keys, and tough refuses it (SPEC A3, CLIENTS.md).',
  historic: true,
  check(subject: KeySubject, context) {
    if (context.noVerifyKeyid || hasChanged(subject, beforeOf(subject, context), context)) return undefined;
    const computed = keyId(subject.key);
    return computed === subject.keyid ? undefined : { computed };
  },
  say: ({ computed }, subject) => `${titleOf(subject)} should have the keyid ${computed}, the hash of its content`,
  remedy: compliantKeyids,
});

const keyidForm = stateRule({
  id: 'keys/keyid-form',
  on: 'key',
  why: 'Where keyids are not compared with their keys, a keyid could still be any text that misleads a reader (SPEC A3).',
  historic: true,
  // Else keys/keyid says more.
  check: ({ keyid }: KeySubject, { noVerifyKeyid }) => (noVerifyKeyid && !isKeyIdForm(keyid) ? {} : undefined),
  say: (_, subject) => `${titleOf(subject)} has a keyid that is not 64 lower-case hexadecimal digits`,
  remedy: compliantKeyids,
});

const changed = stepRule({
  id: 'keys/changed',
  on: 'key',
  why: 'Who approved a keyid approved its key: another key under the same keyid is a swap that a diff of keyids hides (SPEC B1).',
  step: (subject: KeySubject, before, context) => (hasChanged(subject, before, context) ? {} : undefined),
  say: (_, subject) => `${titleOf(subject)} has another content than the known good key of this keyid`,
  remedy: (_, { role }) =>
    `Restore the key, or let its holder put in a new one with its own keyid: tuf-on-ci-delegate EVENT ${role}`,
});

/** Is the content other than known good's? With historic keyids a key may gain `x-` members (SPEC A3). */
function hasChanged({ key }: KeySubject, before: KeySubject | undefined, { noVerifyKeyid }: Context): boolean {
  if (!before || before.key === key || equalJson(before.key, key)) return false;
  return !noVerifyKeyid || !gainsCustomMembers(before.key, key);
}

function gainsCustomMembers(before: Key, now: Key): boolean {
  const kept = names(before).every((name) => has(now, name) && equalJson(before[name]!, now[name]!));
  return kept && names(now).every((name) => has(before, name) || name.startsWith('x-'));
}

function beforeOf(subject: KeySubject, { base }: Context): KeySubject | undefined {
  return base && counterpart('key', subject, base);
}

const keyidReused = stateRule({
  id: 'keys/keyid-reused',
  on: 'key',
  why: 'One keyid for two keys: a signer who knows it from one role takes the other for the same (SPEC A3).',
  check(subject: KeySubject, context) {
    // Compared with its content, a keyid cannot fit two keys: keys/keyid tells.
    if (!context.noVerifyKeyid || hasChanged(subject, beforeOf(subject, context), context)) return undefined;
    const first = keyIndexOf(context.state).byKeyid.get(subject.keyid);
    return !first || isSameButCustom(first.key, subject.key) ? undefined : { first: first.role };
  },
  say: ({ first }, subject) => `${titleOf(subject)} is another key than the one that ${first} has under this keyid`,
  remedy: compliantKeyids,
});

function isSameButCustom(one: Key, other: Key): boolean {
  const own = (key: Key) => objectOf(entries(key).filter(([name]) => !name.startsWith('x-')));
  return equalJson(own(one), own(other));
}

interface Unusable {
  readonly id: string;
  readonly why: string;
  /** What is wrong, after the key's name. */
  say(key: Key, detail: string): string;
}

const unusable: Readonly<Record<KeyProblem, Unusable>> = {
  'unknown-keytype': {
    id: 'keys/unknown-keytype',
    why: 'Some clients refuse a whole root for one key of a type they do not know (CLIENTS.md).',
    say: ({ keytype }) => `has the unknown key type "${keytype}"`,
  },
  'unknown-scheme': {
    id: 'keys/unknown-scheme',
    why: 'Nobody can verify a signature whose scheme is unknown (SPEC A4).',
    say: ({ scheme }) => `has the unknown signature scheme "${scheme}"`,
  },
  'scheme-mismatch': {
    id: 'keys/scheme-mismatch',
    why: 'Clients disagree on what to do with a key whose material does not fit its scheme (SPEC A4).',
    say: ({ keytype, scheme }, detail) => `does not fit its key type "${keytype}" and scheme "${scheme}": ${detail}`,
  },
  unreadable: {
    id: 'keys/unreadable',
    why: 'A key that cannot be read can never sign, and clients refuse what lists it (SPEC A4).',
    say: (_, detail) => `cannot be read: ${detail}`,
  },
  weak: {
    id: 'keys/weak',
    why: 'With a weak key others can sign: RSA below 2048 bits, points of small order (SPEC B1).',
    say: (_, detail) => `is too weak to be trusted: ${detail}`,
  },
};

const unusableRules = (Object.keys(unusable) as KeyProblem[]).map((problem) =>
  stateRule({
    id: unusable[problem].id,
    on: 'key',
    why: unusable[problem].why,
    check({ key }: KeySubject) {
      const reading = readPublicKey(key);
      return reading.ok || reading.problem !== problem ? undefined : { detail: reading.detail };
    },
    say: ({ detail }, subject) => `${titleOf(subject)} ${unusable[problem].say(subject.key, detail)}`,
    remedy: (_, subject) => newKeyFor(subject),
  }),
);

const privateKey = stateRule({
  id: 'keys/private-key',
  on: 'key',
  why: 'What is pushed is public: whoever has read a private key here can sign with it (an honest mistake).',
  check: ({ key }: KeySubject) => (holdsPrivateKey(key) ? {} : undefined),
  say: (_, subject) => `${titleOf(subject)} contains a private key, which must now be taken as known to everybody`,
  remedy: (_, subject) => newKeyFor(subject),
});

/** A private key as text anywhere in the key object; for `keyval.public` itself keys/unreadable says so. */
function holdsPrivateKey({ keyval, ...others }: Key): boolean {
  const { public: _, private: secret, ...rest } = keyval;
  return (secret ?? '') !== '' || [others, rest].some(mentionsPrivateKey);
}

function mentionsPrivateKey(value: Json): boolean {
  if (typeof value === 'string') return value.includes('PRIVATE KEY-----');
  if (isArray(value)) return value.some(mentionsPrivateKey);
  return isObject(value) && names(value).some((name) => mentionsPrivateKey(value[name]!));
}

const sameMaterial = stateRule({
  id: 'keys/same-material',
  on: 'delegation',
  why: 'One private key under two keyids would sign twice where clients count keyids (TUF 4.2.1).',
  check: (subject: DelegationSubject) => copies(subject).map(({ keyid, first }) => ({ keyid, first })),
  say: ({ keyid, first }, { delegation: { name } }) => `${name} lists one key under two keyids, ${first} and ${keyid}`,
  remedy: (_, { delegation: { name } }) => `Let each signer have one key: tuf-on-ci-delegate EVENT ${name}`,
});

const sameOwner = stateRule({
  id: 'keys/same-owner',
  on: 'delegation',
  why: 'A threshold counts people: who has two keys of a role would be two of them (SPEC B1).',
  check(subject: DelegationSubject) {
    // The copy of a key is keys/same-material.
    const copied = new Set(copies(subject).map(({ keyid }) => keyid));
    return repeated(subject, ownerOf).filter(({ keyid }) => !copied.has(keyid));
  },
  say: ({ of, keyid, first }, { delegation: { name } }) => `${name} lists two keys of ${of}, ${first} and ${keyid}`,
  remedy: (_, { delegation: { name } }) => `Let each signer have one key: tuf-on-ci-delegate EVENT ${name}`,
});

const copies = (subject: DelegationSubject) => repeated(subject, materialOf);

/** The keys of a role that have something in common with an earlier one. */
function repeated(
  { delegation }: DelegationSubject,
  trait: (key: Key) => string | undefined,
): { of: string; first: string; keyid: string }[] {
  const firsts = new Map<string, string>();
  return signersOf(delegation).flatMap(({ keyid, key }) => {
    const of = trait(key);
    if (of === undefined) return [];
    const first = firsts.get(of);
    if (first === undefined) firsts.set(of, keyid);
    return first === undefined ? [] : [{ of, first, keyid }];
  });
}

export const keyRules: readonly Rule[] = [
  keyid,
  keyidForm,
  changed,
  keyidReused,
  ...unusableRules,
  privateKey,
  sameMaterial,
  sameOwner,
  ...keyHolderRules,
  ...keyOwnerRules,
];
