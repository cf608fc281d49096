import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../src/tuf/key.ts';
import { type JudgeOptions, judgeDraft } from '../../support/judge-draft.ts';
import { add, listed, newRoot, newTargets, owned } from '../../support/key-stories.ts';
import { bob, type Draft, type Loose, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';
import { ecdsaPair, ed25519Pair, keyWith, mlDsaPair, pointOf, rsaPair } from '../../tuf/keys/make-key.ts';

const sound = soundRepository();
const zoe = (key: Key) => listed({ ...key, ...owned('@zoe') });
const inRoot = (key: Key) => newRoot((signed) => add(signed, zoe(key), 'root'));
const inDelegations = (key: Key) => newTargets((delegations) => add(delegations, zoe(key), 'releases'));

const p256 = ecdsaPair('p256').key;
const p384 = ecdsaPair('p384').key;
const rsa = rsaPair().key;
const sigstore = {
  keytype: 'sigstore-oidc',
  scheme: 'Fulcio',
  keyval: { identity: 'zoe@example.com', issuer: 'https://github.com/login/oauth' },
};

/** Target files of releases with other names, or other members of their entries. */
const releasing = (path: string, members: Loose = {}) =>
  sound
    .file(`targets/${path}`, 'new\n')
    .list('releases')
    .with('releases', ({ targets }) => Object.assign(targets[path], members))
    .resign('releases');
/** The one file of releases with a second hash. */
const twoHashes = sound
  .step('releases', ({ targets }) => {
    const { hashes } = targets['releases/1.0/tool.txt'];
    hashes.sha512 = createHash('sha512').update('a tool\n').digest('hex');
  })
  .resign('releases');

const warned: Story[] = [
  { story: 'a P-384 key in root', head: inRoot(p384), found: ['warning clients/p-384 root'] },
  { story: 'a P-384 key in the delegations', head: inDelegations(p384), found: ['warning clients/p-384 targets'] },
  {
    story: 'a P-384 key of the historic key type',
    head: inRoot(keyWith(p384, { keytype: 'ecdsa-sha2-nistp384' })),
    found: ['warning clients/p-384-keytype root'],
  },
  { story: 'a P-521 key', head: inRoot(ecdsaPair('p521').key), found: ['warning clients/p-521 root'] },
  {
    story: 'an RSA key with PKCS#1 v1.5 signatures',
    head: inRoot(keyWith(rsa, { scheme: 'rsa-pkcs1v15-sha256' })),
    found: ['warning clients/rsa-pkcs1v15 root'],
  },
  {
    story: 'an RSA key with PSS over SHA-224',
    head: inRoot(keyWith(rsa, { scheme: 'rsassa-pss-sha224' })),
    found: ['warning clients/rsa-pkcs1v15 root'],
  },
  {
    story: 'an RSA key with PSS over SHA-512',
    head: inRoot(keyWith(rsa, { scheme: 'rsassa-pss-sha512' })),
    found: ['warning clients/rsa-pss-long root'],
  },
  {
    story: 'an ECDSA key that is a point in hexadecimal',
    head: inRoot(keyWith(p256, { public: pointOf(p256, 65).toString('hex') })),
    found: ['warning clients/ecdsa-hex-point root'],
  },
  {
    story: 'a Sigstore identity in the delegations',
    head: inDelegations(sigstore as Loose),
    found: ['warning clients/sigstore-key targets'],
  },
  { story: 'an ML-DSA key', head: inRoot(mlDsaPair('ml-dsa-44').key), found: ['warning clients/ml-dsa root'] },
  {
    story: 'a historic keyid, where keyids are not compared with their keys',
    head: newRoot((signed) => add(signed, { ...zoe(p256), keyid: 'ab'.repeat(32) }, 'root')),
    options: { noVerifyKeyid: true },
    found: ['warning clients/keyid root'],
  },
  {
    story: 'a field of its own on a delegated role',
    head: newTargets(({ roles }) => {
      roles[0]['x-note'] = 'ours';
    }),
    found: ['warning clients/delegation-fields targets'],
  },
  {
    story: 'a field of its own beside the delegated roles',
    head: newTargets((delegations) => {
      delegations['x-note'] = 'ours';
    }),
    found: ['warning clients/delegation-fields targets'],
  },
  {
    story: 'several hashes of one target file',
    head: twoHashes,
    found: ['warning clients/hash-algorithms releases'],
  },
  {
    story: 'a target name that looks encoded',
    head: releasing('releases/a%2fb'),
    found: ['warning clients/percent-name releases'],
  },
  {
    story: 'a target name with a blank',
    head: releasing('releases/a b'),
    found: ['warning clients/blank-name releases'],
  },
  {
    story: 'custom data of another kind',
    head: releasing('releases/a', { custom: { colour: 'red' } }),
    found: ['warning clients/custom releases'],
  },
  {
    story: 'custom data that is no object',
    head: releasing('releases/a', { custom: null }),
    found: ['warning clients/custom releases'],
  },
];

const twins: Story[] = [
  { story: 'a P-256 key', head: inRoot(p256), found: [] },
  {
    story: 'a P-256 key of the historic key type',
    head: inRoot(keyWith(p256, { keytype: 'ecdsa-sha2-nistp256' })),
    found: [],
  },
  { story: 'an ed25519 key', head: inRoot(ed25519Pair().key), found: [] },
  { story: 'an RSA key with PSS over SHA-256', head: inRoot(rsa), found: [] },
  { story: 'a target name of other letters', head: releasing('releases/größe-100%.txt'), found: [] },
  {
    story: 'custom data as Sigstore has it',
    head: releasing('releases/a', { custom: { sigstore: { status: 'Active' } } }),
    found: [],
  },
  {
    story: 'a field of its own on a key, and on the signed part',
    head: newTargets((delegations) => add(delegations, zoe({ ...p256, 'x-note': 'ours' }), 'releases')),
    found: [],
  },
  {
    story: 'a wrong keyid where keyids are compared, which is an error already',
    head: newRoot((signed) => add(signed, { ...zoe(p256), keyid: 'abcd' }, 'root')),
    found: expect.not.arrayContaining(['warning clients/keyid root']),
  },
];

describe('clients: what some of them refuse or miss', () => {
  it.each(warned)('$story', async (story) => {
    expect(await told('clients', story)).toEqual(story.found);
  });
});

describe('clients: what all of them take', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('clients', story)).toEqual(story.found);
  });
});

describe('clients: how often it is said', () => {
  const said = async (head: Draft, base: Draft | undefined, options: JudgeOptions) =>
    (await judgeDraft(head, base, options)).findings.flatMap(({ rule, message }) =>
      rule.startsWith('clients/') ? [message] : [],
    );
  const known = inRoot(p384);

  it('names the clients, each with what it does', async () => {
    const [message] = await said(known, sound, {});
    expect(message).toMatch(
      /^root has P-384 keys: [0-9a-f]{64}; tough refuses the file; sigstore-java and old go-tuf cannot verify/,
    );
  });

  it('says in an event only what the event brings', async () => {
    expect(await said(known, known, {})).toEqual([]);
    const more = newRoot((signed) => add(signed, zoe(ecdsaPair('p384').key), 'targets'), known);
    const added = Object.keys(more.document('root').signed.keys).find(
      (keyid) => !(keyid in known.document('root').signed.keys),
    );
    expect(await said(more, known, {})).toEqual([expect.stringContaining(`P-384 keys: ${added};`)]);
  });

  it('says everything before it is published', async () => {
    expect(await said(known.online(), known, { door: 'publish' })).toHaveLength(1);
    expect(await said(known.online(), known, { door: 'online-sign' })).toEqual([]);
  });

  it('is one warning for very many target files', async () => {
    const head = sound
      .step('releases', ({ targets }) => {
        for (let i = 0; i < 20_000; i++) targets[`releases/a ${i}`] = targets['releases/1.0/tool.txt'];
      })
      .resign('releases', [bob]);
    expect(await said(head, sound, {})).toEqual([
      expect.stringMatching(
        /^releases has target files with a blank .* and 19995 more; sigstore-java cannot find them$/,
      ),
    ]);
  });
});
