/** What is merged although it is not complete, or pushed to the default branch: stopped before it is signed online or published. */
import { drop, newTargets } from '../support/key-stories.ts';
import { alice, bob, carol, type Draft, day, now, signatureOf } from '../support/sound-repository.ts';
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

export const carelessMaintainer = attacksOf('careless maintainer', [...merges, ...leftovers]);
