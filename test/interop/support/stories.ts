/**
 * Repositories that differ in one matter each from a plain one, and which of `client-facts.ts` they try. All have three root versions, a
 * delegated role, empty signature entries, a target in a folder and one whose name is not ASCII; they are fresh at the given time.
 */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../src/tuf/json.ts';
import { keyId } from '../../../src/tuf/keyid.ts';
import type { FactId } from '../../../src/verifier/client-facts.ts';
import { add, type ListedKey, listed, onlineAt, owned } from '../../support/key-stories.ts';
import {
  alice,
  bob,
  type Draft,
  type Loose,
  online,
  soundRepository,
  type TestKey,
} from '../../support/sound-repository.ts';
import { ecdsaPair, ed25519Pair, type KeyPair, keyWith, mlDsaPair, pointOf, rsaPair } from '../../tuf/keys/make-key.ts';

export interface Story {
  readonly story: string;
  /** What it tries of the table. */
  readonly tries: readonly FactId[];
  /** The repository, at a time in Unix seconds. Online roles are signed by our command. */
  draft(now: number): Draft;
  /** PKCS#8 of another online key than that of the sound repository; its URI is `file2:online.pem`. */
  readonly onlineKey?: string;
  /** Of build-repository. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What is changed in the signed parts, and which files there are besides. */
interface Changes {
  readonly root?: (signed: Loose) => void;
  readonly targets?: (signed: Loose) => void;
  readonly files?: Readonly<Record<string, string>>;
}

const noChange = () => {};

function repository({ root = noChange, targets = noChange, files = {} }: Changes, now: number): Draft {
  let draft = soundRepository().file('targets/größe-日本.txt', 'a name that is not ASCII\n');
  for (const [path, content] of Object.entries(files)) draft = draft.file(`targets/${path}`, content);
  draft = draft.step('root', root, now).resign('root');
  draft = draft.list('targets', now).list('releases', now).with('targets', targets);
  return signedByOne(signedByOne(draft, 'targets', alice), 'releases', bob);
}

/** A threshold of one is met; the entries of the others stay empty, as after a signing event. */
function signedByOne(draft: Draft, role: 'targets' | 'releases', signer: TestKey): Draft {
  const place = role === 'targets' ? draft.document('root').signed : draft.document('targets').signed.delegations;
  const { keyids } = Array.isArray(place.roles) ? place.roles[0] : place.roles[role];
  return draft.resign(role, [signer]).document$(role, (document) => {
    const others = keyids.filter((keyid: string) => keyid !== signer.keyid);
    document.signatures.push(...others.map((keyid: string) => ({ keyid, sig: '' })));
  });
}

const plain = (now: number) => repository({}, now);

const plainStories: Story[] = [
  { story: 'nothing special', tries: ['folder-target'], draft: plain },
  { story: 'build-repository --clean-signatures', tries: [], draft: plain, flags: ['--clean-signatures'] },
  { story: 'build-repository --tough-paths', tries: [], draft: plain, flags: ['--tough-paths'] },
];

/** A kind of key, and what is special about it. */
interface KeyKind {
  readonly kind: string;
  readonly fact?: FactId;
  readonly pair: KeyPair;
}

const p256 = ecdsaPair('p256');
const p384 = ecdsaPair('p384');
const hexPoint = keyWith(p256.key, { public: pointOf(p256.key, 65).toString('hex') });

const keyKinds: readonly KeyKind[] = [
  { kind: 'ed25519', pair: ed25519Pair() },
  { kind: 'P-256', pair: p256 },
  { kind: 'P-256 as ecdsa-sha2-nistp256', pair: { ...p256, key: keyWith(p256.key, { keytype: p256.key.scheme }) } },
  { kind: 'rsassa-pss-sha256', pair: rsaPair() },
  { kind: 'P-384', fact: 'p-384', pair: p384 },
  {
    kind: 'P-384 as ecdsa-sha2-nistp384',
    fact: 'p-384-keytype',
    pair: { ...p384, key: keyWith(p384.key, { keytype: p384.key.scheme }) },
  },
  { kind: 'P-521', fact: 'p-521', pair: ecdsaPair('p521') },
  { kind: 'rsassa-pss-sha512', fact: 'rsa-pss-long', pair: rsaPair('rsassa-pss-sha512') },
  { kind: 'rsa-pkcs1v15-sha256', fact: 'rsa-pkcs1v15', pair: rsaPair('rsa-pkcs1v15-sha256') },
  { kind: 'P-256 as a hexadecimal point', fact: 'ecdsa-hex-point', pair: { ...p256, key: hexPoint } },
  { kind: 'ml-dsa-44', fact: 'ml-dsa', pair: mlDsaPair('ml-dsa-44') },
];

const triedBy = ({ fact }: KeyKind): FactId[] => (fact ? [fact] : []);

const onlineStories: Story[] = keyKinds.map((kind) => {
  const key = listed({ ...kind.pair.key, ...onlineAt('file2:online.pem') });
  const root = (signed: Loose) => {
    delete signed.keys[online.keyid];
    signed.keys[key.keyid] = key.key;
    for (const role of ['snapshot', 'timestamp']) signed.roles[role].keyids = [key.keyid];
  };
  return {
    story: `online key: ${kind.kind}`,
    tries: triedBy(kind),
    draft: (now) => repository({ root }, now),
    onlineKey: kind.pair.pem,
  };
});

const zoe = owned('@zoe');
const sigstoreKey = listed({
  keytype: 'sigstore-oidc',
  scheme: 'Fulcio',
  keyval: { identity: 'zoe@example.com', issuer: 'https://github.com/login/oauth' },
  ...zoe,
});

/** Keys of people who need not sign: what a key does by being there. */
const bystanders: readonly { kind: string; fact: FactId; key: ListedKey }[] = [
  ...keyKinds.flatMap(({ kind, fact, pair }) => (fact ? [{ kind, fact, key: listed({ ...pair.key, ...zoe }) }] : [])),
  { kind: 'sigstore-oidc', fact: 'sigstore-key', key: sigstoreKey },
];

const bystanderStories: Story[] = bystanders.flatMap(({ kind, fact, key }) => [
  {
    story: `one more signer of targets: ${kind}`,
    tries: [fact],
    draft: (now) => repository({ root: (signed) => add(signed, key, 'targets') }, now),
  },
  {
    story: `one more signer of releases: ${kind}`,
    tries: [fact],
    draft: (now) => repository({ targets: ({ delegations }) => add(delegations, key, 'releases') }, now),
  },
]);

/** A keyid that was right before the key got another field. */
const historic = listed({ ...p256.key, ...zoe, 'x-since': 'later' }, keyId({ ...p256.key, ...zoe } as JsonObject));

const formStories: Story[] = [
  {
    story: 'a historic keyid',
    tries: ['keyid'],
    draft: (now) => repository({ root: (signed) => add(signed, historic, 'targets') }, now),
    env: { TUF_ON_CI_NO_VERIFY_KID: '1' },
  },
  {
    story: 'an unknown field of a delegated role',
    tries: ['delegation-fields'],
    draft: (now) =>
      repository(
        {
          targets: ({ delegations }) => {
            delegations.roles[0]['x-since'] = 'ever';
          },
        },
        now,
      ),
  },
  {
    story: 'a target with SHA-256 and SHA-512',
    tries: ['hash-algorithms'],
    draft: (now) =>
      repository(
        {
          targets: (signed) => {
            signed.targets['hello.txt'].hashes.sha512 = createHash('sha512').update('hello\n').digest('hex');
          },
        },
        now,
      ),
  },
  {
    story: 'a target with custom data',
    tries: ['custom'],
    draft: (now) =>
      repository(
        {
          targets: (signed) => {
            signed.targets['hello.txt'].custom = { 'x-language': 'en' };
          },
        },
        now,
      ),
  },
  {
    story: 'a target with "%20" in its name',
    tries: ['percent-name'],
    draft: (now) => repository({ files: { 'a%20b.txt': 'no blank\n' } }, now),
  },
  {
    story: 'a target with a blank in its name',
    tries: ['blank-name'],
    draft: (now) => repository({ files: { 'a b.txt': 'a blank\n' } }, now),
  },
];

export const stories: readonly Story[] = [...plainStories, ...onlineStories, ...bystanderStories, ...formStories];

/** What never gets as far as a client, and the rule that refuses it. */
export const refused: readonly (Story & { readonly rule: string })[] = [
  {
    story: 'a key of an unknown scheme',
    tries: ['unknown-key'],
    rule: 'keys/unknown-scheme',
    draft: (now) =>
      repository({ root: (signed) => add(signed, listed({ ...p256.key, ...zoe, scheme: 'x' }), 'targets') }, now),
  },
  {
    story: 'a listed keyid without a key',
    tries: ['keyid-without-key'],
    rule: 'roles/key-missing',
    draft: (now) => repository({ root: (signed) => signed.roles.targets.keyids.push('ab'.repeat(32)) }, now),
  },
  {
    story: 'two signatures by one key',
    tries: ['repeated-signature'],
    rule: 'signatures/repeated',
    draft: (now) => plain(now).document$('targets', ({ signatures }) => void signatures.push(signatures[0])),
  },
  {
    story: 'a delegated role with a slash in its name',
    tries: ['role-name-slash'],
    rule: 'form/role-name',
    draft: (now) =>
      repository(
        {
          targets: ({ delegations: { roles } }) => void roles.push({ ...roles[0], name: 'a/b', paths: ['a/*'] }),
        },
        now,
      ),
  },
];
