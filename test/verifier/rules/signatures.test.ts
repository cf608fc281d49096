import { describe, expect, it } from 'vitest';
import { Document } from '../../../src/verifier/document.ts';
import { judgeDraft } from '../../support/judge-draft.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  dave,
  type Loose,
  signatureOf,
  soundRepository,
  type TestKey,
  withCustom,
} from '../../support/sound-repository.ts';
import { type Story, told, withSignatures } from '../../support/stories.ts';

const sound = soundRepository();
/** A new version of targets, properly signed by alice and bob. */
const newTargets = sound.step('targets').resign('targets');
const newRoot = sound.step('root').resign('root');

const sigOf = (draft: Draft, role: string, key: TestKey): string =>
  draft.document(role).signatures.find(({ keyid }: Loose) => keyid === key.keyid).sig;
const signing = (draft: Draft, role: string, key: TestKey, sig: string) =>
  withSignatures(draft, role, (entries) => [
    ...entries.filter(({ keyid }) => keyid !== key.keyid),
    { keyid: key.keyid, sig },
  ]);
const adding = (draft: Draft, role: string, key: TestKey) =>
  withSignatures(draft, role, (entries) => [...entries, signatureOf(draft.document(role).signed, key)]);
const without = (draft: Draft, role: string, key: TestKey) =>
  withSignatures(draft, role, (entries) => entries.filter(({ keyid }) => keyid !== key.keyid));

const atPublish = { options: { door: 'publish' } } as const;
const wrongFromBefore = signing(sound, 'targets', bob, sigOf(sound, 'releases', bob));
const strangerFromBefore = adding(sound, 'targets', dave);
/** carol leaves root; she signs this version too, as root N-1 still names her. */
const carolLeaves = sound
  .step('root', ({ keys, roles }) => {
    delete keys[carol.keyid];
    roles.root.keyids.pop();
  })
  .resign('root');

const attacks: Story[] = [
  {
    story: 'changes what was signed and leaves the signatures',
    head: newTargets.with('targets', (signed) => {
      signed['x-note'] = 'nobody signed this';
    }),
    found: ['error signatures/wrong targets'],
  },
  {
    story: 'makes a new version and keeps the old signatures',
    head: sound.step('releases'),
    found: ['error signatures/wrong releases'],
  },
  {
    story: 'signs with a key of their own under the name of a signer',
    head: signing(newTargets, 'targets', alice, signatureOf(newTargets.document('targets').signed, dave).sig),
    found: ['error signatures/wrong targets'],
  },
  {
    story: 'carries a signature over from another role',
    head: wrongFromBefore,
    found: ['error signatures/wrong targets'],
  },
  {
    story: 'spoils the signature of a root key of the version before',
    head: signing(carolLeaves, 'root', carol, sigOf(sound, 'root', carol)),
    found: ['error signatures/wrong root'],
  },
  {
    story: 'signs a role without being its signer',
    head: adding(newTargets, 'targets', dave),
    found: ['error signatures/stranger targets'],
  },
  {
    story: 'signs with the key material of a signer under another keyid',
    head: adding(newTargets, 'targets', withCustom(alice, { 'x-tuf-on-ci-keyowner': '@mallory' })),
    found: ['error signatures/stranger targets'],
  },
  {
    story: 'signs a role that has not changed',
    head: strangerFromBefore,
    found: ['error signatures/stranger targets'],
  },
  {
    story: 'signs under a keyid that every object seems to have',
    head: signing(newTargets, 'targets', { ...dave, keyid: '__proto__' }, '00'),
    found: ['error signatures/stranger targets'],
  },
  {
    story: 'counts one signature twice towards the threshold of root',
    head: withSignatures(without(newRoot, 'root', bob), 'root', ([first, ...others]) => [first, first, ...others]),
    found: ['error signatures/repeated root'],
  },
  {
    story: 'repeats the empty entry of a signer who is missing',
    head: withSignatures(newTargets, 'targets', (entries) => [...entries, { keyid: bob.keyid, sig: '' }]),
    found: ['error signatures/repeated targets'],
  },
  ...['zz', 'abc', '30 45', `0x${sigOf(newTargets, 'targets', alice)}`, 'MEUCIQDx/A=='].map((sig) => ({
    story: `writes the signature as ${sig.slice(0, 12)}`,
    head: signing(newTargets, 'targets', alice, sig),
    found: ['error signatures/malformed targets'],
  })),
  {
    story: 'writes the signature in capitals',
    head: signing(newTargets, 'targets', alice, sigOf(newTargets, 'targets', alice).toUpperCase()),
    found: ['warning signatures/upper-case targets'],
  },
  {
    story: 'takes a good signature off a role that has not changed',
    head: without(sound, 'targets', bob),
    found: ['warning signatures/removed targets'],
  },
  {
    story: 'empties a good signature of a role that has not changed',
    head: signing(sound, 'targets', bob, ''),
    found: ['warning signatures/removed targets'],
  },
  {
    story: 'publishes a role that nobody has signed',
    head: withSignatures(newTargets, 'targets', () => []).online(),
    ...atPublish,
    found: ['error signatures/threshold targets'],
  },
  {
    story: 'publishes a delegated role that only a stranger has signed',
    head: sound.step('releases').resign('releases', [alice]).online(),
    ...atPublish,
    found: ['error signatures/threshold releases', 'warning signatures/stranger releases'],
  },
  {
    story: 'lets a role with a voided signature reach the default branch',
    head: sound.step('releases').online(),
    options: { door: 'online-sign' },
    found: ['error signatures/threshold releases', 'error signatures/wrong releases'],
  },
  {
    story: 'merges an unsigned root, from which new events are made',
    head: withSignatures(sound.step('root'), 'root', () => []),
    options: { door: 'create-events' },
    found: ['error signatures/threshold root'],
  },
  {
    story: 'replaces the signers of root, whom the old ones never confirmed',
    head: sound
      .step('root', ({ keys, roles }) => {
        keys[dave.keyid] = dave.key;
        roles.root = { keyids: [dave.keyid, alice.keyid], threshold: 1 };
        delete keys[carol.keyid];
      })
      .resign('root', [dave, alice]),
    ...atPublish,
    found: ['error signatures/threshold root'],
  },
  {
    story: 'signs a new root with the old keys alone',
    head: sound
      .step('root', ({ keys, roles }) => {
        keys[dave.keyid] = dave.key;
        roles.root.keyids.push(dave.keyid);
        roles.root.threshold = 4;
      })
      .resign('root', [alice, bob, carol]),
    ...atPublish,
    found: ['error signatures/threshold root'],
  },
];

const twins: Story[] = [
  { story: 'a new version signed by both signers', head: newTargets, found: [] },
  { story: 'a new version signed by one of them', head: sound.step('targets').resign('targets', [bob]), found: [] },
  {
    story: 'a new version that waits for its signatures',
    head: withSignatures(newTargets, 'targets', (entries) => entries.map(({ keyid }) => ({ keyid, sig: '' }))),
    found: [],
  },
  {
    story: 'an empty entry that a former signer leaves behind',
    head: signing(newTargets, 'targets', dave, ''),
    found: [],
  },
  {
    story: 'a signature that comes later to a version that is known good',
    head: sound,
    base: without(sound, 'targets', bob),
    found: [],
  },
  {
    story: 'a signer who signs the same version again',
    head: signing(sound, 'targets', bob, signatureOf(sound.document('targets').signed, bob).sig),
    found: [],
  },
  {
    story: 'a signature with a bundle',
    head: withSignatures(newTargets, 'targets', (entries) => entries.map((entry) => ({ ...entry, bundle: { x: [] } }))),
    found: [],
  },
  { story: 'the last signature of somebody who leaves root', head: carolLeaves, found: [] },
  { story: 'the same on the default branch', head: carolLeaves.online(), ...atPublish, found: [] },
  {
    story: 'a wrong signature that known good has',
    head: wrongFromBefore,
    base: wrongFromBefore,
    found: ['warning signatures/wrong-before targets'],
  },
  {
    story: 'a wrong signature where nothing is known good, over the threshold',
    head: wrongFromBefore,
    base: null,
    ...atPublish,
    found: ['warning signatures/wrong-before targets'],
  },
  {
    story: 'a stranger whom known good has',
    head: strangerFromBefore,
    base: strangerFromBefore,
    found: ['warning signatures/former-signer targets'],
  },
  {
    story: 'a signer whom this event takes off the list',
    head: sound
      .step('targets', ({ delegations }) => {
        delete delegations.keys[carol.keyid];
        delegations.roles[0].keyids = [bob.keyid];
      })
      .resign('targets')
      .step('releases')
      .resign('releases', [bob, carol]),
    found: ['warning signatures/former-signer releases'],
  },
  {
    story: 'a signer who came and went within the event',
    head: adding(newTargets, 'targets', dave),
    options: { history: { wasEligible: (role, keyid) => role === 'targets' && keyid === dave.keyid } },
    found: ['warning signatures/former-signer targets'],
  },
  {
    story: 'a leftover signature behind the merge, where the event is history',
    head: adding(newTargets, 'targets', dave).online(),
    ...atPublish,
    found: ['warning signatures/stranger targets'],
  },
  {
    story: 'a signer whose own signature is voided, and who is about to sign again',
    head: sound.step('releases'),
    options: { door: 'sign' },
    found: ['warning signatures/wrong releases'],
  },
  {
    story: 'a garbled signature that is about to be made again',
    head: signing(newTargets, 'targets', bob, 'zz'),
    options: { door: 'sign' },
    found: ['warning signatures/malformed targets'],
  },
  {
    story: 'a file that nobody delegates, which is not signed by anybody in particular',
    head: adding(sound.file('metadata/orphan.json', sound.bytes('metadata/releases.json')), 'orphan', dave),
    ...atPublish,
    found: ['error delegations/not-delegated orphan'],
  },
  {
    story: 'an online signature that is taken away, which its own family says',
    head: withSignatures(sound, 'timestamp', () => []),
    ...atPublish,
    found: ['error online-roles/signatures timestamp'],
  },
  {
    story: 'a missing signature while the event is open',
    head: withSignatures(newTargets, 'targets', () => []),
    found: [],
  },
  {
    story: 'one signature where one is enough',
    head: sound.step('targets').resign('targets', [bob]).online(),
    ...atPublish,
    found: [],
  },
];

describe('signatures: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await told('signatures', story)).toEqual(story.found);
  });
});

describe('signatures: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('signatures', story)).toEqual(story.found);
  });
});

describe('signatures: what is said', () => {
  const voidedBy = (earlier: Draft[], head: Draft) =>
    judgeDraft(head, sound, {
      history: {
        earlierDocuments: (role) =>
          earlier.map((draft, i) => new Document(`${i}`, draft.bytes(`metadata/${role}.json`))),
      },
    });

  it('names everybody whose signature a later change in the event has voided', async () => {
    const changed = sound.step('targets', (signed) => {
      signed['x-note'] = 'an afterthought';
    });
    const head = withSignatures(changed, 'targets', (entries) => entries.map(({ keyid }) => ({ keyid, sig: '' })));
    const { findings } = await voidedBy([newTargets], head);
    const note = findings.find(({ rule }) => rule === 'signatures/voided');
    expect(note).toMatchObject({ severity: 'note', role: 'targets' });
    expect(note?.message).toMatch(
      /^@tuf-test-alice and @tuf-test-bob signed targets .* those signatures no longer count$/,
    );
  });

  it('keeps who has signed again apart from who has not', async () => {
    const head = sound.step('targets', (signed) => {
      signed['x-note'] = 'an afterthought';
    });
    const { findings } = await voidedBy([newTargets], head.resign('targets', [bob]));
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'signatures/voided @tuf-test-alice signed targets earlier in this event; that signature no longer counts',
    ]);
  });

  it('says nothing of those who have signed again, or had not signed', async () => {
    const unsigned = withSignatures(newTargets, 'targets', (entries) =>
      entries.map(({ keyid }) => ({ keyid, sig: '' })),
    );
    expect((await voidedBy([unsigned], unsigned)).findings).toEqual([]);
    expect((await voidedBy([newTargets, unsigned], newTargets)).findings).toEqual([]);
  });

  it('names the version of root whose keys are missing', async () => {
    const head = newRoot.resign('root', [alice]).online();
    const { findings } = await judgeDraft(head, sound, { door: 'audit' });
    const messages = findings.filter(({ rule }) => rule === 'signatures/threshold').map(({ message }) => message);
    expect(messages).toEqual([
      'root is validly signed by 1 of its keys of root version 3, and 2 are needed',
      'root is validly signed by 1 of its keys of root version 2, and 2 are needed',
    ]);
  });

  it('looks at each keyid once, and goes through very many entries', async () => {
    const many = (n: number, of: (i: number) => Loose) => Array.from({ length: n }, (_, i) => of(i));
    const head = withSignatures(newTargets, 'targets', (entries) => [
      ...entries,
      ...many(20_000, (i) => ({ keyid: `stranger ${i}`, sig: '00' })),
      ...many(20_000, () => ({ keyid: alice.keyid, sig: '00' })),
    ]);
    const { findings } = await judgeDraft(head, sound);
    expect(findings.filter(({ address }) => address === '').map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(/signatures\/repeated 20000 findings/),
      expect.stringMatching(/signatures\/stranger 20000 findings/),
    ]);
  });
});
