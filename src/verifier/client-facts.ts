/**
 * What real clients refuse or miss (CLIENTS.md, measured): one table, from which both the rules of the family *clients*
 * and the report of SPEC B11 are made. What a client is not named for, it accepts.
 */

/** The measured clients, in the order of CLIENTS.md. */
export const clients = [
  { name: 'tuf-js', version: '6.0.2' },
  { name: 'python-tuf', version: '7.0.1' },
  { name: 'go-tuf', version: '2.4.2' },
  { name: 'tough', version: '0.24.0' },
  { name: 'sigstore-java', version: '2.0.0' },
  { name: 'old go-tuf', version: '0.7.0' },
] as const;

export type ClientName = (typeof clients)[number]['name'];

/** What a matter does to a client. */
export type Effect =
  /** It refuses the whole file. */
  | 'refuses'
  /** It refuses what the key is to sign, as soon as a role lists the key. */
  | 'refuses-when-listed'
  /** It does not count the key's signatures. */
  | 'cannot-verify'
  /** It does not find the target files. */
  | 'misses'
  /** It may ask for a target file by another of its hashes than other clients do. */
  | 'differs';

export type Effects = Readonly<Partial<Record<ClientName, Effect>>>;

/** How a matter is warned of, where no rule of another family refuses it and it is not everybody's. */
export interface Warning {
  readonly why: string;
  readonly remedy: string;
}

export interface Fact {
  /** What it is, in the plural. */
  readonly what: string;
  readonly effects: Effects;
  readonly warning?: Warning;
}

export type FactId = keyof typeof facts;

const everyone = clients.map(({ name }) => name);

function only(effect: Effect, names: readonly ClientName[]): Effects {
  return Object.fromEntries(names.map((name) => [name, effect]));
}

/** Keys that these clients know; tough refuses to read a file with any scheme that it does not know. */
function knownTo(...names: readonly ClientName[]): Effects {
  const others = everyone.filter((name) => !names.includes(name));
  const effects = only('cannot-verify', others);
  return others.includes('tough') ? { ...effects, tough: 'refuses' } : effects;
}

/** python-tuf knows it since securesystemslib 1.5. */
const mlDsaKey: Effects = {
  ...only('refuses', ['tough', 'old go-tuf']),
  'go-tuf': 'refuses-when-listed',
  ...only('cannot-verify', ['tuf-js', 'sigstore-java']),
};
const unknownKey: Effects = { ...mlDsaKey, 'python-tuf': 'refuses' };
/** Known, but not in this form: these two refuse the key, the others only its signatures. */
const misreadByGo: Effects = { 'go-tuf': 'refuses-when-listed', 'old go-tuf': 'refuses' };

const otherKey =
  'Use P-256, ed25519 or rsassa-pss-sha256, which every client knows, or accept that these cannot use it';
const renameTarget = 'Rename the files, or accept that these clients cannot download them';

/** Every matter of CLIENTS.md that metadata of sound form can have. */
export const facts = {
  'p-384': {
    what: 'P-384 keys',
    effects: knownTo('tuf-js', 'python-tuf', 'go-tuf'),
    warning: {
      why: 'tough refuses the whole root when one P-384 key is listed, even unused (CLIENTS.md).',
      remedy: otherKey,
    },
  },
  'p-384-keytype': {
    what: 'P-384 keys of key type ecdsa-sha2-nistp384',
    effects: { ...knownTo('tuf-js', 'python-tuf'), ...misreadByGo },
    warning: { why: 'go-tuf knows P-384 keys only as key type ecdsa (CLIENTS.md).', remedy: otherKey },
  },
  'p-521': {
    what: 'P-521 keys',
    effects: knownTo('python-tuf'),
    warning: { why: 'P-521 is known to python-tuf alone (CLIENTS.md).', remedy: otherKey },
  },
  'rsa-pkcs1v15': {
    what: 'RSA keys with PKCS#1 v1.5 or SHA-224 signatures',
    effects: knownTo('python-tuf'),
    warning: { why: 'These RSA schemes are known to python-tuf alone (CLIENTS.md).', remedy: otherKey },
  },
  'rsa-pss-long': {
    what: 'RSA keys with PSS signatures over SHA-384 or SHA-512',
    effects: knownTo('tuf-js', 'python-tuf'),
    warning: {
      why: 'PSS with the longer digests is known to tuf-js and python-tuf alone (CLIENTS.md).',
      remedy: otherKey,
    },
  },
  'ecdsa-hex-point': {
    what: 'ECDSA keys written as hexadecimal points',
    effects: { ...knownTo('tuf-js', 'tough'), ...misreadByGo },
    warning: {
      why: 'Only tuf-js and tough read this historic form (CLIENTS.md).',
      remedy: 'Write the key anew: tuf-on-ci-import-repo EVENT',
    },
  },
  'sigstore-key': {
    what: 'sigstore-oidc keys',
    effects: { ...knownTo(), ...only('refuses', ['python-tuf', 'go-tuf', 'old go-tuf']) },
    warning: {
      why: 'No client can verify sigstore-oidc signatures, and some refuse the file (CLIENTS.md).',
      remedy: otherKey,
    },
  },
  'ml-dsa': {
    what: 'ML-DSA keys',
    effects: mlDsaKey,
    warning: {
      why: 'A key type that few know is refused by some clients even when it is unused (CLIENTS.md).',
      remedy: otherKey,
    },
  },
  'unknown-key': { what: 'keys of an unknown type or scheme', effects: unknownKey },
  keyid: {
    what: 'keyids that are not the hash of their key',
    effects: { tough: 'refuses' },
    warning: {
      why: 'tough compares every keyid with its key; the others do not look (CLIENTS.md).',
      remedy: 'Give the keys proper keyids: tuf-on-ci-delegate --force-compliant-keyids EVENT',
    },
  },
  'keyid-without-key': { what: 'listed keyids without a key', effects: { 'go-tuf': 'refuses' } },
  'repeated-signature': {
    what: 'keyids with two signatures',
    effects: only(
      'refuses',
      everyone.filter((name) => name !== 'old go-tuf'),
    ),
  },
  'delegation-fields': {
    what: 'unknown fields in its delegations',
    effects: { tough: 'refuses' },
    warning: {
      why: 'tough forgets unknown fields of delegations, and then finds the signatures wrong (CLIENTS.md).',
      remedy: 'Put them elsewhere: clients keep unknown fields of keys and of the signed part',
    },
  },
  'role-name-slash': { what: 'delegated roles with a slash in their name', effects: { 'old go-tuf': 'refuses' } },
  'hash-algorithms': {
    what: 'target files with several hash algorithms',
    effects: { 'go-tuf': 'differs' },
    warning: {
      why: 'Clients differ in the hash by which they ask for a target file, go-tuf chooses at random (CLIENTS.md).',
      remedy: 'Let tuf-on-ci-update-targets write the list: it lists SHA-256 alone',
    },
  },
  'percent-name': {
    what: 'target files with a "%" and two digits in their name',
    effects: only('misses', everyone),
    warning: {
      why: 'A literal %xx in a target name is decoded on the way by every client (CLIENTS.md).',
      remedy: renameTarget,
    },
  },
  'blank-name': {
    what: 'target files with a blank in their name',
    effects: { 'sigstore-java': 'misses' },
    warning: { why: 'sigstore-java makes no URL of a name with a blank (CLIENTS.md).', remedy: renameTarget },
  },
  'folder-target': {
    what: 'target files in folders (published for it with --tough-paths)',
    effects: { tough: 'misses' },
  },
  custom: {
    what: 'target files with custom data but no "sigstore" in it',
    effects: { 'sigstore-java': 'refuses' },
    warning: {
      why: 'sigstore-java reads every custom object as its own (CLIENTS.md).',
      remedy: 'Nothing to do unless sigstore-java is a client of this repository',
    },
  },
} as const satisfies Record<string, Fact>;
