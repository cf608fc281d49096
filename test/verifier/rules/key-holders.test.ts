import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import {
  add,
  drop,
  type ListedKey,
  listed,
  newRoot,
  newTargets,
  onlineAt,
  owned,
  replace,
  type Story,
  verdict,
} from '../../support/key-stories.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  dave,
  type Loose,
  online,
  soundRepository,
  withCustom,
} from '../../support/sound-repository.ts';

interface Attack extends Story {
  /** `severity rule role`, of all findings. */
  readonly found: readonly string[];
}

const onTargets = (key: ListedKey, base?: Draft) => newRoot((signed) => add(signed, key, 'targets'), base);
const daveAs = (custom: Loose) => withCustom(dave, custom);

/** Puts another online key on both online roles, in the place of the one that is there; `gone` leave all lists. */
const onlineRoles = (key: ListedKey, base?: Draft, ...gone: ListedKey[]) =>
  newRoot((signed) => {
    for (const old of [online, ...gone]) drop(signed, old);
    add(signed, key, 'snapshot', 'timestamp');
  }, base);

const workflow = 'https://github.com/o/r/.github/workflows/online-sign.yml@refs/heads/main';
const actions = 'https://token.actions.githubusercontent.com';
const github = 'https://github.com/login/oauth';
const sigstore = (identity: string, issuer: string, custom: Loose) =>
  listed({ keytype: 'sigstore-oidc', scheme: 'Fulcio', keyval: { identity, issuer }, ...custom });

const withDave = onTargets(dave);
const daveAndZoe = newTargets((delegations) => add(delegations, daveAs(owned('@zoe')), 'releases'), withDave);
/** A key whose owner nobody has said yet. */
const nobodys = onTargets(daveAs({}));
const invitation = (base: Draft, user: string) =>
  base.file('metadata/.signing-event-state', JSON.stringify({ invites: { [user]: ['root'] } }, null, 2));

const holders: Attack[] = [
  {
    story: "adds a key that is nobody's",
    head: onTargets(daveAs({})),
    found: ['error keys/owner-missing root'],
  },
  {
    story: "names an owner in a spelling that is not the signer's",
    head: onTargets(daveAs(owned('@Tuf-Test-Alice'))),
    found: ['error keys/owner-malformed root'],
  },
  {
    story: 'names an owner with a Cyrillic letter',
    head: onTargets(daveAs(owned('@tuf-test-аlice'))),
    found: ['error keys/owner-malformed root'],
  },
  {
    story: 'names no text as owner',
    head: onTargets(daveAs({ 'x-tuf-on-ci-keyowner': null })),
    found: ['error keys/owner-malformed root'],
  },
  {
    story: "lists a person's key that is an online key as well",
    head: onTargets(daveAs({ ...owned('@tuf-test-dave'), ...onlineAt('file2:keys/dave.pem') })),
    found: ['error keys/owner-and-uri root'],
  },
  {
    story: 'runs a program in CI',
    head: onlineRoles(daveAs(onlineAt('exec:/bin/sh'))),
    found: ['error keys/uri-malformed root'],
  },
  {
    story: 'invents a kind of URI',
    head: onlineRoles(daveAs(onlineAt('https://example.com/key'))),
    found: ['error keys/uri-malformed root'],
  },
  {
    story: 'writes an online URI that is no text',
    head: onlineRoles(daveAs({ 'x-tuf-on-ci-online-uri': ['file2:x'] })),
    found: ['error keys/uri-malformed root'],
  },
  {
    story: 'says sigstore: of a key that is none, by mistake',
    head: onlineRoles(daveAs(onlineAt('sigstore:'))),
    found: ['error keys/uri-mismatch root'],
  },
  {
    story: 'says gcpkms: of a Sigstore identity, by mistake',
    head: onlineRoles(
      sigstore(
        workflow,
        actions,
        onlineAt('gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1'),
      ),
    ),
    found: ['error keys/uri-mismatch root'],
  },
  {
    story: 'makes a YubiKey the online key, by mistake',
    head: onlineRoles(daveAs(onlineAt('hsm:2?label=YubiKey'))),
    found: ['warning keys/uri-of-person root'],
  },
  {
    story: 'makes a browser login the online key, by mistake',
    head: onlineRoles(sigstore('a@example.com', github, onlineAt('sigstore:?ambient=false'))),
    found: ['warning keys/uri-of-person root'],
  },
  {
    story: 'leads a file URI out of the folder of keys',
    head: onlineRoles(daveAs(onlineAt('file2:../../home/runner/key.pem'))),
    found: ['warning keys/uri-elsewhere root'],
  },
  {
    story: 'sends the credentials for Azure to a host of their own',
    head: onlineRoles(daveAs(onlineAt('azurekms://vault.azure.net.example.com/keys/k/1'))),
    found: ['warning keys/uri-elsewhere root'],
  },
  {
    story: "puts a workflow on root under a person's name",
    head: newRoot((signed) => add(signed, sigstore(workflow, actions, owned('@eve')), 'root')),
    found: ['error keys/workflow-as-person root'],
  },
  {
    story: "puts any workload of the issuer on targets under a person's name",
    head: onTargets(sigstore('repo:o/r:environment:x', actions, owned('@eve'))),
    found: ['error keys/workflow-as-person root'],
  },
  {
    story: "puts a machine of another issuer on targets under a person's name",
    head: onTargets(sigstore('spiffe://example.com/ci', 'https://ci.example.com', owned('@eve'))),
    found: ['error keys/workflow-as-person root'],
  },
  {
    story: 'lets the workflow of a signing event be the online key',
    head: onlineRoles(sigstore(workflow.replace('/main', '/sign/x'), actions, onlineAt('sigstore:'))),
    found: ['error keys/workflow-of-event root'],
  },
  {
    story: 'lets the workflow of a pull request be the online key',
    head: onlineRoles(sigstore(workflow.replace('heads/main', 'pull/7/merge'), actions, onlineAt('sigstore:'))),
    found: ['error keys/workflow-of-event root'],
  },
];

const owners: Attack[] = [
  {
    story: "puts the online key on root under a person's name",
    head: newRoot((signed) => add(signed, withCustom(online, owned('@eve')), 'root')),
    found: ['error keys/online-and-owner root', 'error keys/online-and-owner root'],
  },
  {
    story: "makes a root signer's key the online key of a delegated role",
    head: newTargets((delegations) => {
      drop(delegations, bob);
      replace(delegations, carol, withCustom(alice, onlineAt('file2:alice.pem')));
    }),
    found: [
      'error keys/online-and-owner root',
      'error keys/online-and-owner targets',
      'warning roles/all-replaced targets',
    ],
  },
  {
    story: 'gives a key to somebody else',
    head: newRoot((signed) => replace(signed, carol, withCustom(carol, owned('@eve')))),
    found: ['warning keys/owner-changed root'],
  },
  {
    story: 'gives a key that stays where it was to somebody else in a delegation',
    head: newTargets((delegations) => add(delegations, withCustom(alice, owned('@zoe')), 'releases')),
    found: ['warning keys/owner-changed targets'],
  },
  {
    story: 'makes a person of the retired online key',
    head: newRoot((signed) => {
      replace(signed, online, daveAs(onlineAt('file2:new.pem')));
      add(signed, withCustom(online, owned('@eve')), 'targets');
    }),
    found: ['warning keys/owner-changed root'],
  },
  {
    story: 'makes a machine of a person who has left',
    base: withDave,
    head: onlineRoles(daveAs(onlineAt('file2:dave.pem')), withDave, dave),
    found: ['warning keys/owner-changed root'],
  },
  {
    story: 'two names for one new key, in root and in a delegation',
    head: daveAndZoe,
    found: ['warning keys/two-owners targets'],
  },
  {
    story: 'two names for one key are still told when known good has them',
    base: daveAndZoe,
    head: daveAndZoe,
    found: ['warning keys/two-owners targets'],
  },
  {
    story: 'puts a key of their own under the name of a signer',
    head: newTargets((delegations) => replace(delegations, bob, daveAs(owned('@tuf-test-bob'))), undefined, [
      daveAs(owned('@tuf-test-bob')),
    ]),
    found: ['warning keys/owner-new-key targets'],
  },
  {
    story: "takes a name that reads like a signer's",
    head: onTargets(daveAs(owned('@tuf-test-a1lce'))),
    found: ['warning keys/lookalike-owner'],
  },
  {
    story: "is invited under a name that reads like a signer's",
    head: invitation(soundRepository(), '@tuftest-alice'),
    found: ['warning keys/lookalike-owner'],
  },
  {
    story: 'names that look alike in a repository without known good',
    base: null,
    head: onTargets(daveAs(owned('@tuf-test-b0b'))),
    found: ['warning keys/lookalike-owner'],
  },
];

const twins: Attack[] = [
  {
    story: 'an imported key without owner that known good has: hygiene',
    base: nobodys,
    head: nobodys,
    found: ['warning keys/owner-missing root'],
  },
  {
    story: 'an imported key gets its owner',
    base: nobodys,
    head: newRoot((signed) => replace(signed, daveAs({}), dave), nobodys),
    found: [],
  },
  {
    story: 'an imported key turns out to be the online key',
    base: nobodys,
    head: onlineRoles(daveAs(onlineAt('file2:dave.pem')), nobodys, daveAs({})),
    found: [],
  },
  {
    story: 'a Sigstore identity as online key',
    head: onlineRoles(sigstore(workflow, actions, onlineAt('sigstore:'))),
    found: [],
  },
  {
    story: 'a service account as online key',
    head: onlineRoles(sigstore('s@p.example.com', 'https://accounts.google.com', onlineAt('sigstore:'))),
    found: [],
  },
  {
    story: 'a person who signs with Sigstore',
    head: onTargets(sigstore('eve@example.com', github, owned('@eve'))),
    found: [],
  },
  {
    story: "an absolute path, as the signer's tool writes it",
    head: onlineRoles(daveAs(onlineAt('file2:/keys/dave..pem'))),
    found: [],
  },
  {
    story: 'a vault of Azure',
    head: onlineRoles(daveAs(onlineAt('azurekms://x.vault.azure.net/keys/k/1'))),
    found: [],
  },
  {
    story: 'a vault of Azure in another cloud',
    head: onlineRoles(daveAs(onlineAt('azurekms://x.managedhsm.usgovcloudapi.net/keys/k/1'))),
    found: [],
  },
  {
    story: 'the online key moves to another URI',
    head: onlineRoles(withCustom(online, onlineAt('file2:keys/online.pem'))),
    found: [],
  },
  {
    story: 'the online key signs a delegated role as well',
    head: newTargets((delegations) => {
      drop(delegations, bob);
      replace(delegations, carol, online);
    }),
    found: ['warning roles/all-replaced targets'],
  },
  {
    story: 'a signer of root is invited elsewhere and uses the same key',
    head: newTargets((delegations) => add(delegations, alice, 'releases')),
    found: [],
  },
  { story: 'a new person with a new key', head: onTargets(daveAs(owned('@zoe'))), found: [] },
  {
    story: 'names that look alike and are both known good',
    base: onTargets(daveAs(owned('@tuf-test-b0b'))),
    head: onTargets(daveAs(owned('@tuf-test-b0b'))),
    found: [],
  },
  {
    story: 'an invited signer whose name is like no other',
    head: invitation(soundRepository(), '@tuf-test-dora'),
    found: [],
  },
];

describe('keys: who holds them', () => {
  it.each([...holders, ...owners])('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('keys: sound twins of holders', () => {
  it.each(twins)('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('keys: what the findings say', () => {
  it('names the newcomer, not the signer that they resemble', async () => {
    const head = onTargets(daveAs(owned('@tuf-test-a1lce')));
    const { findings } = await judgeDraft(head, soundRepository());
    expect(findings.find(({ rule }) => rule === 'keys/lookalike-owner')?.remedy).toContain('@tuf-test-a1lce');
  });

  it('sends an online key to the online menu and a person to their role', async () => {
    const remedyOf = async (head: Draft, rule: string) =>
      (await judgeDraft(head, soundRepository())).findings.find((finding) => finding.rule === rule)?.remedy;
    expect(await remedyOf(onlineRoles(daveAs(onlineAt('exec:x'))), 'keys/uri-malformed')).toMatch(
      /tuf-on-ci-delegate EVENT (timestamp|snapshot)$/,
    );
    expect(await remedyOf(onTargets(sigstore(workflow, actions, owned('@eve'))), 'keys/workflow-as-person')).toBe(
      'Let @eve use another key, or leave them off: tuf-on-ci-delegate EVENT targets',
    );
  });

  it('does not ask about decided changes behind the merge', async () => {
    const head = newTargets((delegations) => replace(delegations, bob, daveAs(owned('@tuf-test-bob'))), undefined, [
      daveAs(owned('@tuf-test-bob')),
    ]);
    for (const door of ['create-events', 'online-sign', 'publish'] as const) {
      expect(await verdict({ story: '', head, options: { door } })).not.toContain('warning keys/owner-new-key targets');
    }
    expect(await verdict({ story: '', head, options: { door: 'audit' } })).toContain(
      'warning keys/owner-new-key targets',
    );
  });

  it('takes a missing owner for hygiene where nothing is known good behind the merge', async () => {
    const story = { story: '', head: nobodys, base: null };
    expect(await verdict({ ...story, options: { door: 'publish' } })).toEqual(['warning keys/owner-missing root']);
    expect(await verdict(story)).toEqual(['error keys/owner-missing root']);
  });
});
