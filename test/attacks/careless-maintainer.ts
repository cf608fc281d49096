/** What is merged although it is not complete, or pushed to the default branch: stopped before it is signed online or published. */
import { add, drop, newRoot, newTargets, replace } from '../support/key-stories.ts';
import { delegation, withRoleFile } from '../support/role-stories.ts';
import { alice, bob, carol, type Draft, dave, day, now, signatureOf, withCustom } from '../support/sound-repository.ts';
import { withSignatures } from '../support/stories.ts';
import { type AttackOf, attacksOf, type Scene } from './attack.ts';
import { emptied, inviting, mallory, once, relisted, sound, takeFrom } from './moves.ts';

const at = (door: NonNullable<Scene['door']>, head: Draft, base: Draft | null = sound): Scene => ({ head, base, door });
const next = once(() => sound.step('targets').resign('targets'));
const published = once(() => next().online());
/** alice signs releases no more than she ever did; carol has been taken off it. */
const carolLeft = once(() =>
  newTargets((delegations) => drop(delegations, carol))
    .step('releases')
    .resign('releases', [bob])
    .online(),
);

const merges: readonly AttackOf[] = [
  {
    id: 'merged-unsigned',
    story: 'merges an event before anybody has signed it',
    goal: 'have it published today',
    scene: () => at('online-sign', emptied(next(), 'targets')),
    found: 'error signatures/threshold targets',
    twin: ['after alice has', () => at('online-sign', next())],
  },
  {
    id: 'merged-half-signed-root',
    story: 'merges a root that one of two has signed',
    goal: 'have it published today',
    scene: () => at('publish', sound.step('root').resign('root', [alice]).online()),
    found: 'error signatures/threshold root',
    twin: ['that two have signed', () => at('publish', sound.step('root').resign('root', [alice, bob]).online())],
  },
  {
    id: 'two-sound-events',
    story: 'merges an event that takes carol off releases, and another where carol signed releases',
    goal: 'get both done',
    scene: () =>
      at(
        'online-sign',
        takeFrom(
          sound.step('releases').resign('releases', [carol]),
          newTargets((d) => drop(d, carol)),
          'releases',
        ),
      ),
    found: 'error signatures/threshold releases',
    twin: [
      'the other was signed by bob',
      () =>
        at(
          'online-sign',
          takeFrom(
            sound.step('releases').resign('releases', [bob]),
            newTargets((d) => drop(d, carol)),
            'releases',
          ),
        ),
    ],
  },
  {
    id: 'event-on-unsound-main',
    story: 'lets new events begin from a default branch whose root nobody signed',
    goal: 'have it become the ground of all that follows',
    scene: () => at('create-events', sound.step('root').resign('root', [alice]), published()),
    found: 'error signatures/threshold root',
    twin: ['from a sound one', () => at('create-events', sound.step('root').resign('root'))],
  },
  {
    id: 'reverted-merge',
    story: 'reverts the merge of a published list',
    goal: 'be back where all was well',
    scene: () => at('online-sign', takeFrom(sound, published(), 'targets'), published()),
    found: 'error versions/unchanged targets',
    twin: [
      'the old list as a new version',
      () => at('online-sign', published().step('targets').resign('targets'), published()),
    ],
  },
  {
    id: 'invites-merged',
    story: 'merges with an invite that is open',
    goal: 'have it done',
    scene: () => at('publish', inviting({ '@zoe': ['releases'] })),
    found: 'warning event-state/open-on-default',
    twin: ['after it was withdrawn', () => at('publish', sound)],
  },
  {
    id: 'file-pushed',
    story: 'pushes a target file straight to the default branch',
    goal: 'save an event',
    scene: () => at('publish', sound.file('targets/hello.txt', 'hello again\n')),
    found: 'error target-files/sha256 targets',
    twin: [
      'an event lists it',
      () => at('publish', relisted(sound.file('targets/hello.txt', 'hello again\n'), 'targets').online()),
    ],
  },
  {
    id: 'history-rewritten',
    story: 'replaces the root history by one that is shorter',
    goal: 'have a small repository',
    scene: () => at('publish', sound.file('metadata/root_history/1.root.json', null)),
    found: 'error root-history/removed root',
    twin: ['all of it stays', () => at('publish', sound)],
  },
  {
    id: 'nobody-looked',
    story: 'lets targets expire',
    goal: 'have a holiday',
    scene: () => ({ ...at('online-sign', sound), now: now + 400 * day }),
    found: 'warning versions/expired targets',
    twin: ['a new version was signed in time', () => ({ ...at('online-sign', renewed()), now: now + 400 * day })],
  },
];

const renewed = () =>
  ['root', 'targets', 'releases'].reduce(
    (draft, role) => draft.step(role, () => {}, now + 300 * day).resign(role),
    sound as Draft,
  );

/** What known good violates already. */
const inherited: readonly AttackOf[] = [
  {
    id: 'wrong-hash-inherited',
    story: 'goes on from known good whose list has a wrong hash',
    goal: 'leave the past alone',
    scene: () => at('publish', wrongHash(), wrongHash()),
    found: 'error target-files/sha256 targets',
    twin: ['whose list is right', () => at('publish', published(), published())],
  },
  {
    id: 'keyid-inherited',
    story: 'makes an event where known good has a key under a keyid that is not its hash',
    goal: 'leave the past alone',
    scene: () => ({ base: oldKeyid(), head: oldKeyid().step('releases').resign('releases') }),
    found: 'warning keys/keyid root',
    twin: ['where all keyids are', () => sound.step('releases').resign('releases')],
  },
  {
    id: 'keyid-beside-inherited',
    story: 'adds another such key',
    goal: 'have what was once forgiven forgiven again',
    scene: () => ({
      base: oldKeyid(),
      head: newRoot((signed) => add(signed, { ...dave, keyid: 'd'.repeat(64) }, 'targets'), oldKeyid(), [carolOfOld]),
    }),
    found: 'error keys/keyid root',
    twin: [
      'adds a key under its hash',
      () => ({ base: oldKeyid(), head: newRoot((signed) => add(signed, dave, 'targets'), oldKeyid(), [carolOfOld]) }),
    ],
  },
  {
    id: 'import-without-owners',
    story: 'publishes for the first time what was imported, with a key that has no owner',
    goal: 'tidy up later',
    scene: () => at('publish', ownerless(), null),
    found: 'warning keys/owner-missing root',
    twin: ['with owners', () => at('publish', sound, null)],
  },
  {
    id: 'stranger-inherited',
    story: "makes an event where known good has mallory's signature on targets",
    goal: 'leave the past alone',
    scene: () => ({ base: withStranger(), head: withStranger().step('releases').resign('releases') }),
    found: 'warning signatures/former-signer targets',
    twin: ['where it has not', () => sound.step('releases').resign('releases')],
  },
  {
    id: 'unused-key-inherited',
    story: 'makes an event where known good lists a key that no role uses',
    goal: 'leave the past alone',
    scene: () => ({ base: withSpareKey(), head: withSpareKey().step('releases').resign('releases') }),
    found: 'warning roles/unused-key root',
    twin: ['where all are used', () => sound.step('releases').resign('releases')],
  },
  {
    id: 'deep-inherited',
    story: 'makes an event where releases of known good delegates',
    goal: 'leave the past alone',
    scene: () => ({ base: deepened(), head: deepened().step('targets').resign('targets') }),
    found: 'warning delegations/too-deep releases',
    twin: ['where targets alone does', () => sound.step('targets').resign('targets')],
  },
  {
    id: 'hole-inherited',
    story: 'makes an event where known good has lost its first root',
    goal: 'leave the past alone',
    scene: () => ({ base: pruned(), head: pruned().step('releases').resign('releases') }),
    found: 'warning root-history/hole',
    twin: ['where all are there', () => sound.step('releases').resign('releases')],
  },
  {
    id: 'threshold-inherited',
    story: 'goes on from a known good whose releases nobody has signed',
    goal: 'leave the past alone',
    scene: () => at('publish', emptied(sound, 'releases'), emptied(sound, 'releases')),
    found: 'error signatures/threshold releases',
    twin: ['that is signed', () => at('publish', sound)],
  },
  {
    id: 'broken-link-inherited',
    story: 'goes on from a known good whose second root the first never signed',
    goal: 'leave the past alone',
    scene: () => at('publish', brokenLink(), brokenLink()),
    found: 'error root-history/chain root',
    twin: ['that has lost the first', () => at('publish', pruned(), pruned())],
  },
  {
    id: 'turned-back-inherited',
    story: 'goes on from a known good whose snapshot is older than its timestamp says',
    goal: 'leave the past alone',
    scene: () => at('publish', turnedBack(), turnedBack()),
    found: 'error online-roles/older-than-timestamp snapshot',
    twin: ['whose snapshot is the one', () => at('publish', published(), published())],
  },
  {
    id: 'same-version-behind-the-merge',
    story: 'merges another list under the published version',
    goal: 'save a number',
    scene: () =>
      at(
        'online-sign',
        published()
          .with('targets', (s) => (s['x-note'] = 1))
          .resign('targets'),
        published(),
      ),
    found: 'error versions/unchanged targets',
    twin: [
      'three versions later, after three events',
      () => at('online-sign', steps(published(), 'targets', 3), published()),
    ],
  },
  {
    id: 'squashed-backwards',
    story: 'squashes an event into a commit with an older version',
    goal: 'have no history to be measured by',
    scene: () => ({ ...at('audit', takeFrom(sound, published(), 'targets'), published()), history: squashed }),
    found: 'error versions/unchanged targets',
    twin: [
      'with one that is three higher',
      () => ({ ...at('audit', steps(published(), 'targets', 3), published()), history: squashed }),
    ],
  },
  {
    id: 'broken-link-in-history',
    story: 'publishes a history whose second root the first never signed',
    goal: 'import it as it is',
    scene: () => at('publish', brokenLink(), null),
    found: 'error root-history/chain root',
    twin: [
      'without the first root, which is lost: the chain begins with the second',
      () => at('publish', pruned(), null),
    ],
  },
  {
    id: 'stranger-on-root',
    story: "merges root with mallory's signature beside the good ones",
    goal: 'get it done',
    scene: () => {
      const root = sound.step('root').resign('root');
      const { signed } = root.document('root');
      return at('publish', withSignatures(root, 'root', (list) => [...list, signatureOf(signed, mallory)]).online());
    },
    found: 'warning signatures/stranger root',
    twin: [
      'with that of carol, who leaves with it',
      () =>
        at(
          'publish',
          newRoot((signed) => drop(signed, carol))
            .resign('root', [alice, bob, carol])
            .online(),
        ),
    ],
  },
  {
    id: 'expired-while-signing',
    story: 'asks for a signature on a version that has expired meanwhile',
    goal: 'get it done',
    scene: () => ({ ...at('sign', next()), now: now + 400 * day }),
    found: 'warning versions/expired-change targets',
    twin: ['that has not', () => at('sign', next())],
  },
];

const withStranger = once(() => {
  const { signed } = sound.document('targets');
  return withSignatures(sound, 'targets', (list) => [...list, signatureOf(signed, mallory)]);
});
const withSpareKey = once(() => newRoot((signed) => add(signed, dave)).online());
const deepened = once(() =>
  withRoleFile(
    sound
      .step('releases', (signed) => {
        signed.delegations = {
          keys: { [carol.keyid]: carol.key },
          roles: [delegation('deep', { keyids: [carol.keyid] })],
        };
      })
      .resign('releases'),
    'deep',
  ).online(),
);
/** Root version 3, and the first one is somebody else's, or lost. */
const rooted = once(() => sound.step('root').resign('root').online());
const brokenLink = once(() =>
  rooted().file('metadata/root_history/1.root.json', { mode: '100644', content: strangeRoot() }),
);
const pruned = once(() => rooted().file('metadata/root_history/1.root.json', null));
const turnedBack = once(() => takeFrom(sound, published(), 'snapshot'));
const wrongHash = once(() =>
  sound
    .step('targets', ({ targets }) => (targets['hello.txt'].hashes.sha256 = '0'.repeat(64)))
    .resign('targets')
    .online(),
);
const carolOfOld = { ...carol, keyid: 'c'.repeat(64) };
const oldKeyid = once(() => newRoot((signed) => replace(signed, carol, carolOfOld), sound, [carolOfOld]).online());
const nobodys = { ...withCustom(dave, {}), name: 'nobody' };
const ownerless = once(() => newRoot((signed) => add(signed, nobodys, 'targets'), sound, [nobodys]).online());
const squashed = { commitsChanging: () => undefined };
const steps = (draft: Draft, role: string, count: number): Draft =>
  count === 0 ? draft : steps(draft.step(role).resign(role), role, count - 1);
/** A first root of people whom nobody knows. */
const strangeRoot = () =>
  sound
    .knowing(mallory)
    .with('root', (signed) => {
      signed.version = 1;
      add(signed, mallory);
      signed.roles.root = { ...signed.roles.root, keyids: [mallory.keyid], threshold: 1 };
      drop(signed, carol);
    })
    .resign('root', [mallory])
    .bytes('metadata/root.json');

const leftovers: readonly AttackOf[] = [
  {
    id: 'wrong-signature-left',
    story: 'leaves a wrong signature of bob in targets, which alice has signed',
    goal: 'get it done',
    scene: () => {
      const wrong = withSignatures(next(), 'targets', (list) => [...list.slice(0, 1), { keyid: bob.keyid, sig: '00' }]);
      return at('publish', wrong.online(), null);
    },
    found: 'warning signatures/wrong-before targets',
    twin: ['an empty one', () => at('publish', withEmptyBob().online(), null)],
  },
  {
    id: 'wrong-signature-untouched',
    story: 'signs releases over a wrong signature of targets that known good has',
    goal: 'leave the past alone',
    scene: () => ({ base: withWrongBob(), head: withWrongBob().step('releases').resign('releases') }),
    found: 'warning signatures/wrong-before targets',
    twin: ['without it', () => sound.step('releases').resign('releases')],
  },
  {
    id: 'former-signer',
    story: 'keeps the signature of carol, who has left, on releases',
    goal: 'have the version stay',
    scene: () => ({
      base: sound.resign('releases', [bob, carol]),
      head: newTargetsOf(sound.resign('releases', [bob, carol])),
    }),
    found: 'warning signatures/former-signer releases',
    twin: [
      'bob alone signed',
      () => ({ base: sound.resign('releases', [bob]), head: newTargetsOf(sound.resign('releases', [bob])) }),
    ],
  },
  {
    id: 'stranger-behind-the-merge',
    story: "keeps mallory's signature on targets, and merges",
    goal: 'get it done',
    scene: () => {
      const { signed } = next().document('targets');
      return at(
        'publish',
        withSignatures(next(), 'targets', (list) => [...list, signatureOf(signed, mallory)]).online(),
      );
    },
    found: 'warning signatures/stranger targets',
    twin: ['without it', () => at('publish', published())],
  },
  {
    id: 'carol-signs-on',
    story: 'merges a version of releases that carol signed after she had left',
    goal: 'get it done',
    scene: () => at('online-sign', carolLeft().step('releases').resign('releases', [carol]), carolLeft()),
    found: 'error signatures/threshold releases',
    twin: [
      'that bob signed',
      () => at('online-sign', carolLeft().step('releases').resign('releases', [bob]), carolLeft()),
    ],
  },
];

const withWrongBob = once(() => withSignatures(sound, 'targets', ([a]) => [a, { keyid: bob.keyid, sig: '00' }]));
const withEmptyBob = () => withSignatures(next(), 'targets', ([a]) => [a, { keyid: bob.keyid, sig: '' }]);
const newTargetsOf = (draft: Draft) =>
  draft.step('targets', ({ delegations }) => drop(delegations, carol)).resign('targets');

export const carelessMaintainer = attacksOf('careless maintainer', [...merges, ...inherited, ...leftovers]);
