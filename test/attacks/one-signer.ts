/** One signer with one key: more than their share, alone. Bob may sign targets and releases, carol releases; root needs two of three. */
import { add, drop, newTargets, owned } from '../support/key-stories.ts';
import { delegation, withRole, withRoleFile } from '../support/role-stories.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  dave,
  type Loose,
  targetEntry,
  withCustom,
} from '../support/sound-repository.ts';
import { withSignatures } from '../support/stories.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { once, relisted, sound } from './moves.ts';

const secondBob = { ...withCustom(bob, owned('@bobby')), name: 'bob again' };
const newBob = { ...withCustom(dave, owned('@tuf-test-bob')), name: 'new bob' };
const bobAlone = (change: (signed: Loose) => void) =>
  sound.knowing(secondBob).step('root', change).resign('root', [bob]);
const byTwo = (draft: Draft) => draft.resign('root', [bob, carol]);

const root: readonly AttackOf[] = [
  {
    id: 'root-by-one',
    story: 'signs a new root alone',
    goal: 'own the repository',
    scene: () => bobAlone(() => {}),
    found: 'incomplete',
    twin: ['carol signs it too', () => byTwo(bobAlone(() => {}))],
  },
  {
    id: 'root-with-lowered-threshold',
    story: 'lowers the threshold of root to 1 in the root that they sign alone',
    goal: 'have the new threshold count',
    scene: () => bobAlone(({ roles }) => (roles.root.threshold = 1)),
    found: 'incomplete',
    twin: ['carol agrees', () => byTwo(bobAlone(({ roles }) => (roles.root.threshold = 1)))],
  },
  {
    id: 'root-by-one-twice',
    story: 'adds their key under another name and signs under both',
    goal: 'be two',
    scene: () => bobAlone((signed) => add(signed, secondBob, 'root')).resign('root', [bob, secondBob]),
    found: 'error keys/same-material root',
    twin: ['carol signs, and nothing is added', () => byTwo(bobAlone(() => {}))],
  },
  {
    id: 'root-by-one-entry-twice',
    story: 'signs root with two entries of their keyid',
    goal: 'be two',
    scene: () =>
      withSignatures(
        bobAlone(() => {}),
        'root',
        ([entry]) => [entry, entry],
      ),
    found: 'error signatures/repeated root',
    twin: ['carol signs too', () => byTwo(bobAlone(() => {}))],
  },
  {
    id: 'root-without-others',
    story: 'drops alice and carol from root and signs alone',
    goal: 'satisfy the new root, if only that one counts',
    scene: () =>
      bobAlone((signed) => {
        signed.roles.root = { keyids: [bob.keyid], threshold: 1 };
        signed.roles.targets.keyids = [bob.keyid];
        drop(signed, carol);
        delete signed.keys[sound.document('root').signed.roles.root.keyids[0]];
      }),
    found: 'incomplete',
    twin: ['carol leaves, and alice agrees', () => bobAlone((s) => drop(s, carol)).resign('root', [alice, bob])],
  },
  {
    id: 'new-key-signs-for-old',
    story: 'replaces their key, and signs with the new one alone for both roots',
    goal: 'have the new key count for the old root',
    scene: () =>
      sound
        .knowing(newBob)
        .step('root', (signed) => {
          drop(signed, bob);
          add(signed, newBob, 'root', 'targets');
        })
        .resign('root', [carol, newBob]),
    found: 'incomplete',
    twin: [
      'the old key signs too',
      () =>
        sound
          .knowing(newBob)
          .step('root', (signed) => {
            drop(signed, bob);
            add(signed, newBob, 'root', 'targets');
          })
          .resign('root', [carol, bob, newBob]),
    ],
  },
];

const foreignEntry = (path: string) =>
  sound.step('releases', ({ targets }) => (targets[path] = targetEntry(Buffer.from('hello\n'))));

const reach: readonly AttackOf[] = [
  {
    id: 'lists-hello',
    story: 'lists hello.txt in releases, which they sign alone',
    goal: 'own a file of targets',
    scene: () => foreignEntry('hello.txt').resign('releases', [carol]),
    found: 'error target-files/listed-twice releases',
    twin: ['lists a file of releases', () => relisted(sound.file('targets/releases/hello.txt', 'hello\n'), 'releases')],
  },
  {
    id: 'lists-what-is-not-there-yet',
    story: 'lists other/hello.txt in releases',
    goal: 'own a file before its role comes',
    scene: () => foreignEntry('other/hello.txt').resign('releases', [carol]),
    found: 'error target-files/foreign-entry releases',
    twin: ['lists a file of releases', () => relisted(sound.file('targets/releases/hello.txt', 'hello\n'), 'releases')],
  },
  {
    id: 'delegates-below',
    story: 'delegates from releases to a role with friends as signers',
    goal: 'name signers whom nobody has approved',
    scene: () =>
      withRoleFile(
        sound
          .step('releases', (signed) => {
            signed.delegations = {
              keys: { [dave.keyid]: dave.key },
              roles: [delegation('friends', { keyids: [dave.keyid] })],
            };
          })
          .resign('releases', [carol]),
        'friends',
        {},
        [dave],
      ),
    found: 'error delegations/too-deep releases',
    twin: ['targets delegates to friends', () => withRole('friends')],
  },
  {
    id: 'delegates-upwards',
    story: 'delegates from releases to targets',
    goal: 'say who signs targets',
    scene: () =>
      sound
        .step('releases', (signed) => {
          signed.delegations = {
            keys: { [carol.keyid]: carol.key },
            roles: [delegation('targets', { keyids: [carol.keyid] })],
          };
        })
        .resign('releases', [carol]),
    found: 'error delegations/top-level-name releases',
    twin: [
      'an empty list of delegations',
      () => sound.step('releases', (s) => (s.delegations = { keys: {}, roles: [] })).resign('releases', [carol]),
    ],
  },
  {
    id: 'targets-signed-by-carol',
    story: 'signs targets, which is not theirs to sign',
    goal: 'have it counted',
    scene: () => sound.step('targets').resign('targets', [carol]),
    found: 'error signatures/stranger targets',
    twin: ['bob signs it', () => sound.step('targets').resign('targets', [bob])],
  },
  {
    id: 'releases-for-themselves',
    story: 'throws the others out of releases with the one signature that targets needs',
    goal: 'own releases alone',
    scene: () =>
      sound
        .step('targets', ({ delegations }) => {
          delegations.roles[0].threshold = 1;
          drop(delegations, bob);
        })
        .resign('targets', [carol]),
    found: 'error signatures/stranger targets',
    twin: ['a signer of targets does', () => newTargets((delegations) => drop(delegations, bob))],
  },
  {
    id: 'signs-after-leaving',
    story: 'signs releases after they have been taken off its list',
    goal: 'have it counted still',
    scene: () => ({ base: withoutCarol(), head: withoutCarol().step('releases').resign('releases', [carol]) }),
    found: 'error signatures/stranger releases',
    twin: [
      'bob signs',
      () => ({ base: withoutCarol(), head: withoutCarol().step('releases').resign('releases', [bob]) }),
    ],
  },
  {
    id: 'lone-threshold',
    story: 'signs releases alone in the event that raises its threshold to two',
    goal: 'be the last who could do it alone',
    scene: () =>
      sound
        .step('targets', ({ delegations }) => (delegations.roles[0].threshold = 2))
        .resign('targets')
        .step('releases')
        .resign('releases', [carol]),
    found: 'incomplete',
    twin: [
      'bob signs too',
      () =>
        sound
          .step('targets', ({ delegations }) => (delegations.roles[0].threshold = 2))
          .resign('targets')
          .step('releases')
          .resign('releases', [bob, carol]),
    ],
  },
];

const withoutCarol = once(() => newTargets((delegations) => drop(delegations, carol)).online());

export const oneSigner = attacksOf('one signer', [...root, ...reach]);
