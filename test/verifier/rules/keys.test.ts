import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  add,
  altered,
  type ListedKey,
  listed,
  newRoot,
  newTargets,
  owned,
  replace,
  roleIn,
  type Story,
  verdict,
} from '../../support/key-stories.ts';
import { alice, bob, carol, dave, type Loose, soundRepository, withCustom } from '../../support/sound-repository.ts';

interface Attack extends Story {
  /** `severity rule role`, of all findings. */
  readonly found: readonly string[];
}

const noVerifyKeyid = { noVerifyKeyid: true };
const ancient = 'f'.repeat(64);

/** A repository of before: carol's key has a keyid that is not its hash, in root and then in the delegations too. */
const carolOfOld = { ...carol, keyid: ancient };
const importedRoot = newRoot((signed) => replace(signed, carol, carolOfOld), soundRepository(), [carolOfOld]);
const imported = newTargets((delegations) => replace(delegations, carol, carolOfOld), importedRoot, [carolOfOld]);

const daveForTargets = (key: ListedKey) => newRoot((signed) => add(signed, key, 'targets'));
const daveForReleases = (key: ListedKey) => newTargets((delegations) => add(delegations, key, 'releases'));
const inKeyval = (members: Loose) => altered(dave, { keyval: { ...dave.key.keyval, ...members } });
const pem = (type: 'rsa', modulusLength: number) =>
  generateKeyPairSync(type, { modulusLength }).publicKey.export({ type: 'spki', format: 'pem' });
const keyOf = (keytype: string, scheme: string, publicKey: unknown) =>
  listed({ keytype, scheme, keyval: { public: publicKey }, ...owned('@tuf-test-dave') });

const withNull = daveForTargets(altered(dave, { 'x-note': null }, ancient));

/** A repository of before tuf-on-ci: nobody has said whose dave's key is. */
const withoutOwner = daveForTargets(listed(withCustom(dave, {}).key, ancient));

const attacks: Attack[] = [
  {
    story: 'files a key under a keyid of their choice in root',
    head: daveForTargets(listed(dave.key, ancient)),
    found: ['error keys/keyid root'],
  },
  {
    story: 'files a key under a keyid of their choice in a delegation',
    head: daveForReleases(listed(dave.key, ancient)),
    found: ['error keys/keyid targets'],
  },
  {
    story: 'uses a historic keyid of root for a new delegation',
    base: importedRoot,
    head: imported,
    found: ['error keys/keyid targets', 'warning keys/keyid root'],
  },
  {
    story: 'hides a member in the key values and keeps the keyid',
    head: newRoot((signed) => {
      signed.keys[alice.keyid].keyval.extra = '';
    }),
    found: ['error keys/changed root'],
  },
  {
    story: 'swaps the material behind a keyid',
    head: newTargets(
      (delegations) => {
        delegations.keys[carol.keyid] = { ...carol.key, keyval: dave.key.keyval };
      },
      soundRepository(),
      [{ ...dave, keyid: carol.keyid }],
    ),
    found: ['error keys/changed targets', 'warning keys/owner-new-key targets'],
  },
  {
    story: 'swaps the material behind a historic keyid where keyids are not compared',
    base: imported,
    head: newTargets(
      (delegations) => {
        delegations.keys[ancient] = { ...carol.key, keyval: dave.key.keyval };
      },
      imported,
      [{ ...dave, keyid: ancient }],
    ),
    options: noVerifyKeyid,
    found: ['error keys/changed targets', 'warning keys/owner-new-key targets'],
  },
  {
    story: 'renames the owner of a historic key where keyids are not compared',
    base: imported,
    head: newRoot((signed) => {
      signed.keys[ancient] = { ...carol.key, ...owned('@eve') };
    }, imported),
    options: noVerifyKeyid,
    found: ['error keys/changed root', 'warning keys/owner-changed root'],
  },
  {
    story: 'takes a member off a historic key where keyids are not compared',
    base: imported,
    head: newRoot((signed) => {
      delete signed.keys[ancient]['x-tuf-on-ci-keyowner'];
    }, imported),
    options: noVerifyKeyid,
    found: ['error keys/changed root', 'error keys/owner-missing root'],
  },
  {
    story: 'takes an empty member off a historic key where keyids are not compared',
    base: withNull,
    head: newRoot((signed) => {
      delete signed.keys[ancient]['x-note'];
    }, withNull),
    options: noVerifyKeyid,
    found: ['error keys/changed root'],
  },
  {
    story: 'gives a historic key a member that is not x- where keyids are not compared',
    base: imported,
    head: newRoot((signed) => {
      signed.keys[ancient].keyid_hash_algorithms = ['sha256'];
    }, imported),
    options: noVerifyKeyid,
    found: ['error keys/changed root', 'error keys/keyid-reused targets'],
  },
  {
    story: "uses the keyid of root's alice for another key where keyids are not compared",
    head: newTargets((delegations) => add(delegations, listed(dave.key, alice.keyid), 'releases'), soundRepository(), [
      { ...dave, keyid: alice.keyid },
    ]),
    options: noVerifyKeyid,
    found: ['error keys/keyid-reused targets'],
  },
  {
    story: 'adds a member beside x- to the same keyid elsewhere where keyids are not compared',
    head: daveForReleases(altered(alice, { keyid_hash_algorithms: [] }, alice.keyid)),
    options: noVerifyKeyid,
    found: ['error keys/keyid-reused targets'],
  },
  {
    story: 'has one keyid for two keys with empty members where keyids are not compared',
    head: newTargets(
      (delegations) => add(delegations, altered(dave, { other: 1 }, ancient), 'releases'),
      daveForTargets(altered(dave, { empty: null }, ancient)),
    ),
    options: noVerifyKeyid,
    found: ['error keys/keyid-reused targets'],
  },
  {
    story: 'invents a keyid that reads like a sentence where keyids are not compared',
    head: daveForTargets(listed(dave.key, 'approved by everybody')),
    options: noVerifyKeyid,
    found: ['error keys/keyid-form root'],
  },
  {
    story: 'lists a key of a type that clients do not know',
    head: daveForTargets(altered(dave, { keytype: 'rot13' })),
    found: ['error keys/unknown-keytype root'],
  },
  {
    story: 'lists a key whose scheme nobody can verify',
    head: daveForReleases(altered(dave, { scheme: 'ecdsa-sha1' })),
    found: ['error keys/unknown-scheme targets'],
  },
  {
    story: 'lists a P-256 key with the scheme of P-384',
    head: daveForTargets(altered(dave, { scheme: 'ecdsa-sha2-nistp384' })),
    found: ['error keys/scheme-mismatch root'],
  },
  {
    story: 'lists an ecdsa key with a scheme of rsa',
    head: daveForTargets(altered(dave, { scheme: 'rsassa-pss-sha256' })),
    found: ['error keys/scheme-mismatch root'],
  },
  {
    story: 'lists a key that is no key',
    head: daveForTargets(inKeyval({ public: 'none' })),
    found: ['error keys/unreadable root'],
  },
  {
    story: 'lists a key that everybody can sign with',
    head: daveForReleases(keyOf('ed25519', 'ed25519', `01${'00'.repeat(31)}`)),
    found: ['error keys/weak targets'],
  },
  {
    story: 'lists an RSA key that can be factored',
    head: daveForTargets(keyOf('rsa', 'rsassa-pss-sha256', pem('rsa', 1024))),
    found: ['error keys/weak root'],
  },
  {
    story: 'weakness is no hygiene: known good has the key too',
    base: daveForTargets(keyOf('ed25519', 'ed25519', '00'.repeat(32))),
    head: daveForTargets(keyOf('ed25519', 'ed25519', '00'.repeat(32))),
    found: ['error keys/weak root'],
  },
  {
    story: 'pushes a private seed beside the public key by mistake',
    head: daveForTargets(inKeyval({ private: '00'.repeat(32) })),
    found: ['error keys/private-key root'],
  },
  {
    story: 'pushes a private key that is no text beside the public key by mistake',
    head: daveForTargets(inKeyval({ private: { d: '00' } })),
    found: ['error keys/private-key root'],
  },
  {
    story: 'pushes a private key in a note by mistake',
    head: daveForTargets(altered(dave, { 'x-note': ['mine:', { pem: '-----BEGIN PRIVATE KEY-----\nMC4C…' }] })),
    found: ['error keys/private-key root'],
  },
  {
    story: 'pushes a private key in a member of keyval by mistake',
    head: daveForTargets(inKeyval({ backup: '-----BEGIN EC PRIVATE KEY-----\nMC4C…' })),
    found: ['error keys/private-key root'],
  },
  {
    story: 'counts twice: one key under two keyids',
    head: newRoot((signed) => add(signed, altered(alice, { 'x-note': '2' }), 'root', 'targets')),
    found: ['error keys/same-material root', 'error keys/same-material root'],
  },
  {
    story: 'counts twice: one key in two spellings of its PEM, under two names',
    head: newRoot((signed) => {
      const keyval = { public: alice.key.keyval.public.replaceAll('\n', '\r\n') };
      add(signed, altered(alice, { keyval, ...owned('@tuf-test-carla') }), 'targets');
    }),
    found: ['error keys/same-material root', 'warning keys/owner-changed root'],
  },
  {
    story: 'counts twice: one person with two keys',
    head: newTargets((delegations) => add(delegations, altered(dave, owned('@tuf-test-bob')), 'releases')),
    found: ['error keys/same-owner targets', 'warning keys/owner-new-key targets'],
  },
];

const twins: Attack[] = [
  { story: 'a new signer with a key of their own', head: daveForTargets(dave), found: [] },
  { story: 'one person in root and in a delegation, with the same key', head: daveForReleases(alice), found: [] },
  {
    story: 'an unknown member in a key changes its keyid and nothing else',
    head: daveForTargets(altered(dave, { 'x-note': 'PRIVATE KEY in the safe', keyid_hash_algorithms: ['sha256'] })),
    found: [],
  },
  {
    story: 'an empty private member, as old libraries wrote it',
    head: daveForTargets(inKeyval({ private: '' })),
    found: [],
  },
  {
    story: 'a strong RSA key',
    head: daveForReleases(keyOf('rsa', 'rsassa-pss-sha256', pem('rsa', 2048))),
    found: [],
  },
  {
    story: 'a historic key type',
    head: daveForReleases(altered(dave, { keytype: 'ecdsa-sha2-nistp256' })),
    found: [],
  },
  {
    story: 'historic keyids that known good has: hygiene',
    base: imported,
    head: newRoot(() => {}, imported),
    found: ['warning keys/keyid root', 'warning keys/keyid targets'],
  },
  {
    story: 'historic keyids, not compared',
    base: imported,
    head: newRoot(() => {}, imported),
    options: noVerifyKeyid,
    found: [],
  },
  {
    story: 'historic keyids of another form that known good has, not compared',
    base: daveForTargets(listed(dave.key, 'dave')),
    head: daveForTargets(listed(dave.key, 'dave')),
    options: noVerifyKeyid,
    found: ['warning keys/keyid-form root'],
  },
  {
    story: 'a historic key gains its owner, keyids not compared',
    base: withoutOwner,
    head: newRoot((signed) => add(signed, listed(dave.key, ancient)), withoutOwner),
    options: noVerifyKeyid,
    found: [],
  },
  {
    story: 'one historic keyid in two lists, whose x- members differ, keyids not compared',
    head: newTargets((delegations) => add(delegations, altered(alice, { 'x-note': 'safe' }, alice.keyid), 'releases')),
    options: noVerifyKeyid,
    found: [],
  },
  {
    story: 'a compliant keyid instead of a historic one',
    base: imported,
    head: newRoot((signed) => replace(signed, { keyid: ancient }, carol), imported),
    found: ['warning keys/keyid targets'],
  },
];

describe('keys: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('keys: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('keys: hostile input', () => {
  it('looks names like __proto__ up as what they are', async () => {
    const head = newTargets((delegations) => {
      const odd = JSON.parse(JSON.stringify({ ...dave.key, ...owned('__proto__') }));
      Object.defineProperty(delegations.keys, '__proto__', { value: odd, enumerable: true });
      roleIn(delegations, 'releases').keyids.push('__proto__');
    });
    expect(await verdict({ story: '', head })).toEqual([
      'error keys/keyid targets',
      'error keys/owner-malformed targets',
    ]);
  });

  it('stays linear on many keyids of one key and many owners', async () => {
    const head = newTargets((delegations) => {
      for (let i = 0; i < 5_000; i++) add(delegations, altered(dave, { 'x-n': i, ...owned(`@d${i}`) }), 'releases');
    });
    const found = await verdict({ story: '', head });
    expect(found.filter((line) => line.startsWith('error keys/same-material'))).toHaveLength(51);
  });

  it('tells nothing twice that another key tells', async () => {
    const nobody = withCustom(bob, {});
    const head = newRoot((signed) => add(signed, nobody, 'targets'));
    expect(await verdict({ story: '', head })).toEqual([
      'error keys/owner-missing root',
      'error keys/same-material root',
    ]);
  });
});
