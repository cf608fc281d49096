import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import { alice, bob, carol, type Draft, dave, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told, withSignatures } from '../../support/stories.ts';

const sound = soundRepository();
const file = (version: number) => `metadata/root_history/${version}.root.json`;
const copyOf = (draft: Draft, version: number) => draft.bytes(file(version));
const newRoot = sound.step('root').resign('root');

/** Five versions, soundly signed: known good with something to lose. */
const older = [3, 4, 5].reduce((draft) => draft.step('root').resign('root'), sound).online();
const withoutHistory = (draft: Draft, ...versions: number[]) =>
  versions.reduce((less, version) => less.file(file(version), null), draft);
/** What the import of a repository may look like: only the newest versions were kept. */
const imported = withoutHistory(older, 1, 2, 3);

/** A version of root as dave would like it: his keys, his signature. */
const daves = (version: number) =>
  sound
    .with('root', (signed) => {
      signed.version = version;
      signed.keys[dave.keyid] = dave.key;
      signed.roles.root = { keyids: [dave.keyid], threshold: 1 };
    })
    .resign('root', [dave])
    .bytes('metadata/root.json');

/** A known-good history whose versions 2 and 3 were published with too few signatures. */
const badlySigned = (() => {
  const second = sound.step('root').resign('root', [alice]);
  return second.step('root').resign('root').online();
})();

/** Version 3 gives root to carol and dave; version 4 is bob's and carol's, and needs dave's signature from version 3. */
const handedOver = sound
  .step('root', ({ keys, roles }) => {
    keys[dave.keyid] = dave.key;
    roles.root = { keyids: [carol.keyid, dave.keyid], threshold: 2 };
  })
  .resign('root', [alice, bob, carol, dave])
  .step('root', ({ keys, roles }) => {
    delete keys[dave.keyid];
    roles.root = { keyids: [carol.keyid, bob.keyid], threshold: 1 };
  })
  .resign('root', [carol, dave]);

const manyCommits = { options: { history: { commitsChanging: () => 9 } } } as const;
/** History with a forged version 1, which nobody can reach over the hole at 3. */
const forgedBelowHole = older.file(file(1), daves(1)).file(file(3), null);

const atDoor = (door: 'online-sign' | 'publish' | 'audit') => ({ options: { door } }) as const;

const attacks: Story[] = [
  {
    story: 'makes a new root and forgets the history',
    head: newRoot.file(file(3), null),
    found: ['error root-history/newest'],
  },
  {
    story: 'signs root.json and not its copy',
    head: newRoot.file(file(3), copyOf(sound.step('root'), 3)),
    found: ['error root-history/newest'],
  },
  {
    story: 'writes the same meaning in other bytes',
    head: newRoot.file(file(3), Buffer.concat([newRoot.bytes('metadata/root.json'), Buffer.from('\n')])),
    found: ['error root-history/newest-bytes'],
  },
  {
    story: 'puts keys of their own into an old root',
    head: newRoot.file(file(2), daves(2)),
    found: ['error root-history/chain root', 'error root-history/changed root'],
  },
  {
    story: 'changes the oldest root, from which new clients begin',
    head: older.file(file(1), daves(1)),
    base: older,
    found: ['error root-history/chain root', 'error root-history/changed root'],
  },
  {
    story: 'makes an old root unreadable',
    head: older.file(file(2), '{'),
    base: older,
    found: ['error root-history/changed root'],
  },
  {
    story: 'removes an old root',
    head: older.file(file(2), null),
    base: older,
    found: ['error root-history/removed root'],
  },
  {
    story: 'removes the copy of the known-good root while making a new one',
    head: newRoot.file(file(2), null),
    found: ['error root-history/removed root'],
  },
  {
    story: 'has the next root ready in the history',
    head: sound.file(file(3), copyOf(newRoot, 3)),
    found: ['error root-history/beyond root'],
  },
  {
    story: 'puts root back to an older version',
    head: older.file('metadata/root.json', copyOf(older, 4)),
    base: older,
    found: ['error root-history/beyond root', 'error versions/unchanged root'],
  },
  {
    story: 'names a version beyond counting',
    head: sound.file(file(Number.MAX_SAFE_INTEGER), daves(3)),
    found: ['error root-history/beyond root'],
  },
  {
    story: 'gives an old file another number, where nothing is known good',
    head: older.file(file(2), copyOf(older, 1)),
    base: null,
    ...atDoor('publish'),
    found: ['error root-history/misnamed root'],
  },
  ...['01.root.json', '0.root.json', '3.Root.json', 'root.json', '3.root.json.bak', 'more/3.root.json', 'README'].map(
    (name) => ({
      story: `lays ${name} into the history`,
      head: sound.file(`metadata/root_history/${name}`, copyOf(sound, 1)),
      found: ['error root-history/stray'],
    }),
  ),
  {
    story: 'takes two steps at once and signs only the last',
    head: withSignatures(newRoot, 'root', () => [])
      .step('root')
      .resign('root'),
    ...manyCommits,
    found: ['error root-history/chain root', 'error versions/root-step root'],
  },
  {
    story: 'strips the known-good root of what the version before needs',
    head: withSignatures(handedOver, 'root', (entries) => entries.filter(({ keyid }) => keyid !== dave.keyid)),
    base: handedOver,
    found: ['error root-history/chain root'],
  },
  {
    story: 'has published a version that too few have signed',
    head: badlySigned,
    base: badlySigned,
    ...atDoor('publish'),
    found: ['error root-history/chain root'],
  },
  {
    story: 'skips a version behind the merge',
    head: older.step('root').step('root').resign('root').file(file(6), null).online(),
    base: older,
    ...atDoor('online-sign'),
    found: ['error root-history/hole'],
  },
  {
    story: 'makes a new hole beside an old one',
    head: imported.step('root').step('root').resign('root').file(file(6), null),
    base: imported,
    ...manyCommits,
    found: ['error root-history/hole', 'error versions/root-step root', 'warning root-history/hole'],
  },
  {
    story: 'begins a history that does not begin',
    head: withoutHistory(sound, 1),
    base: withoutHistory(sound, 1, 2).file('metadata/root.json', null),
    ...manyCommits,
    found: ['error root-history/hole'],
  },
  {
    story: 'adds an old root of their own below a hole',
    head: imported.file(file(1), daves(1)),
    base: imported,
    found: ['warning root-history/added root', 'warning root-history/hole'],
  },
];

const twins: Story[] = [
  { story: 'a new root that waits for its signatures', head: withSignatures(newRoot, 'root', () => []), found: [] },
  { story: 'a root that nothing was known good before', head: sound, base: null, found: [] },
  { story: 'five versions in a row', head: older, base: older, found: [] },
  { story: 'five versions in a row, published', head: older, base: older, ...atDoor('publish'), found: [] },
  {
    story: 'several new roots since the last publication',
    head: older,
    base: sound,
    ...atDoor('online-sign'),
    found: [],
  },
  {
    story: 'holes that known good has',
    head: imported.step('root').resign('root'),
    base: imported,
    found: ['warning root-history/hole'],
  },
  {
    story: 'holes of an imported repository that is published for the first time',
    head: imported,
    base: null,
    ...atDoor('publish'),
    found: ['warning root-history/hole'],
  },
  {
    story: 'an old root that could never be read',
    head: older.file(file(2), '{'),
    base: older.file(file(2), '{'),
    found: ['warning root-history/unreadable root'],
  },
  {
    story: 'a wrongly signed version before the last hole, which nobody can walk',
    head: forgedBelowHole,
    base: forgedBelowHole,
    ...atDoor('publish'),
    found: ['warning root-history/hole'],
  },
  {
    story: 'old versions that are found again and put back',
    head: older,
    base: imported,
    found: ['warning root-history/added root'],
  },
  { story: 'a placeholder for an empty folder', head: sound.file('metadata/root_history/.gitkeep', ''), found: [] },
  {
    story: 'a version beyond root.json that known good has and the event takes away',
    head: sound,
    base: sound.file(file(7), daves(7)),
    found: [],
  },
  {
    story: 'an unreadable root, which is its own finding',
    head: sound.file('metadata/root.json', '{'),
    found: ['error form/json root'],
  },
];

describe('root history: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await told('root-history', story)).toEqual(story.found);
  });
});

describe('root history: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('root-history', story)).toEqual(story.found);
  });
});

describe('root history: a version number that an attacker chose', () => {
  it('names a bounded number of holes', async () => {
    const head = sound.step('root', (signed) => {
      signed.version = 2 ** 50;
    });
    const { findings } = await judgeDraft(head.resign('root'), sound);
    const holes = findings.filter(({ rule }) => rule === 'root-history/hole');
    expect(holes).toHaveLength(51);
    expect(holes.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^1000 findings/));
  });
});
