import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import {
  add,
  drop,
  listed,
  newRoot,
  newTargets,
  onlineAt,
  owned,
  replace,
  roleIn,
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

const set = (role: string, members: Loose) => (place: Loose) => {
  Object.assign(roleIn(place, role), members);
};
const inRoot = (role: string, members: Loose, base?: Draft) => newRoot(set(role, members), base);
const onReleases = (members: Loose) => newTargets(set('releases', members));

function inviting(draft: Draft, ...roles: string[]): Draft {
  return draft.file('metadata/.signing-event-state', JSON.stringify({ invites: { '@zoe': roles } }, null, 2));
}

const second = withCustom(dave, onlineAt('file2:second.pem'));
/** Keys that nobody has seen before (the points of RFC 8032 7.1). */
const unseen = (custom: Loose, point: string) =>
  listed({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: point }, ...custom });
const zoe = unseen(owned('@zoe'), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
const yan = unseen(owned('@yan'), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
const third = unseen(onlineAt('file2:third.pem'), 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');

const nobodyLeft = newTargets((delegations) => {
  drop(delegations, bob);
  drop(delegations, carol);
});

/** releases as it may come from an import: bob, and the online key beside him. */
const mixed = newTargets((delegations) => replace(delegations, carol, online));

const twoMachines = newRoot((signed) => add(signed, second, 'snapshot', 'timestamp'));
const leftOver = newRoot((signed) => add(signed, dave));
const targetsOnline = newRoot((signed) => {
  signed.roles.targets.keyids = [online.keyid];
});

const attacks: Attack[] = [
  {
    story: 'lets everybody sign root',
    head: inRoot('root', { threshold: 0 }),
    found: ['error roles/threshold-zero root'],
  },
  {
    story: 'lets everybody sign a delegated role',
    head: onReleases({ threshold: 0 }),
    found: ['error roles/threshold-zero targets'],
  },
  {
    story: 'asks for more signatures than there are keys',
    head: inRoot('targets', { threshold: 3 }),
    found: ['error roles/threshold-unreachable root'],
  },
  {
    story: 'asks for more signatures than there are keys in a delegation',
    head: onReleases({ threshold: 3 }),
    found: ['error roles/threshold-unreachable targets'],
  },
  {
    story: 'reaches the threshold by one key under two keyids',
    head: newRoot((signed) => {
      drop(signed, bob);
      add(signed, withCustom(alice, { ...owned('@tuf-test-alice'), 'x-note': 'again' }), 'targets');
      signed.roles.targets.threshold = 2;
    }),
    found: ['error keys/same-material root', 'error roles/threshold-unreachable root'],
  },
  {
    story: 'reaches the threshold by one keyid that is listed twice',
    head: newRoot((signed) => {
      signed.roles.targets.keyids = [alice.keyid, alice.keyid];
      signed.roles.targets.threshold = 2;
    }),
    found: ['error roles/keyid-twice root', 'error roles/threshold-unreachable root'],
  },
  {
    story: 'hides behind an invite to another role',
    head: inviting(onReleases({ threshold: 3 }), 'targets'),
    found: ['error roles/threshold-unreachable targets'],
  },
  {
    story: 'publishes a role that still waits for its invited signers',
    head: inviting(onReleases({ threshold: 3 }), 'releases'),
    options: { door: 'publish' },
    found: ['error roles/threshold-unreachable targets'],
  },
  {
    story: 'leaves a role without keys',
    head: nobodyLeft,
    found: ['error roles/no-keys targets'],
  },
  {
    story: 'leaves a role without keys where the invites are behind the merge',
    head: inviting(nobodyLeft, 'releases'),
    options: { door: 'online-sign' },
    found: ['error roles/no-keys targets'],
  },
  {
    story: 'lists a keyid that has no key',
    head: newRoot((signed) => signed.roles.targets.keyids.push('f'.repeat(64))),
    found: ['error roles/key-missing root'],
  },
  {
    story: 'lists a name that every object seems to have',
    head: newTargets((delegations) => roleIn(delegations, 'releases').keyids.push('constructor', '__proto__')),
    found: ['error roles/key-missing targets', 'error roles/key-missing targets'],
  },
  {
    story: 'lists a key of root that the delegations do not have',
    head: newTargets((delegations) => roleIn(delegations, 'releases').keyids.push(alice.keyid)),
    found: ['error roles/key-missing targets'],
  },
  {
    story: 'lists a keyid three times',
    head: newTargets((delegations) => roleIn(delegations, 'releases').keyids.push(bob.keyid, bob.keyid)),
    found: ['error roles/keyid-twice targets'],
  },
  {
    story: 'leaves a key behind for later',
    head: newRoot((signed) => add(signed, dave)),
    found: ['error roles/unused-key root'],
  },
  {
    story: 'leaves a key behind in the delegations',
    head: newTargets((delegations) => add(delegations, dave)),
    found: ['error roles/unused-key targets'],
  },
  {
    story: 'takes the last role of a key that known good uses',
    head: newTargets((delegations) => roleIn(delegations, 'releases').keyids.pop()),
    found: ['error roles/unused-key targets'],
  },
  {
    story: 'takes targets out of root',
    head: newRoot((signed) => delete signed.roles.targets),
    found: ['error roles/top-level-missing root'],
  },
  {
    story: 'takes timestamp out of root, and is not told that it differs from snapshot',
    head: newRoot((signed) => delete signed.roles.timestamp),
    found: ['error roles/top-level-missing root'],
  },
  {
    story: 'adds a fifth role to root',
    head: newRoot((signed) => {
      signed.roles.mirrors = { keyids: [alice.keyid], threshold: 1 };
    }),
    found: ['error roles/top-level-extra root'],
  },
  {
    story: 'adds a delegated role to root, where nobody looks for it',
    head: newRoot((signed) => {
      signed.roles.releases = { keyids: [alice.keyid], threshold: 1 };
    }),
    found: ['error roles/top-level-extra root'],
  },
  {
    story: 'turns consistent snapshots off',
    head: newRoot((signed) => {
      signed.consistent_snapshot = false;
    }),
    found: ['error roles/consistent-snapshot root'],
  },
  {
    story: 'adds a key to timestamp alone',
    head: newRoot((signed) => add(signed, second, 'timestamp')),
    found: ['error roles/online-roles-differ root'],
  },
  {
    story: 'gives snapshot another key than timestamp',
    head: newRoot((signed) => {
      add(signed, second);
      signed.roles.snapshot.keyids = [second.keyid];
    }),
    found: ['error roles/online-roles-differ root'],
  },
  {
    story: 'gives snapshot and timestamp a different second key',
    head: newRoot((signed) => {
      add(signed, second, 'snapshot');
      add(signed, third, 'timestamp');
    }),
    found: ['error roles/online-roles-differ root'],
  },
  {
    story: 'asks for fewer signatures of timestamp than of snapshot',
    head: newRoot((signed) => {
      add(signed, second, 'snapshot', 'timestamp');
      signed.roles.snapshot.threshold = 2;
    }),
    found: ['error roles/online-roles-differ root'],
  },
  {
    story: 'puts themselves beside the online key',
    head: newRoot((signed) => add(signed, dave, 'snapshot', 'timestamp')),
    found: ['error roles/online-role-person root', 'error roles/online-role-person root'],
  },
  {
    story: 'puts the online key on root',
    head: newRoot((signed) => signed.roles.root.keyids.push(online.keyid)),
    found: ['error roles/root-online-key root'],
  },
  {
    story: 'counts the online key among the people of targets',
    head: newRoot((signed) => signed.roles.targets.keyids.push(online.keyid)),
    found: ['error roles/online-key-not-alone root'],
  },
  {
    story: 'counts the online key among the people of a delegation',
    head: mixed,
    found: ['error roles/online-key-not-alone targets'],
  },
  {
    story: 'adds one more person beside the online key of an imported role',
    base: mixed,
    head: newTargets((delegations) => add(delegations, dave, 'releases'), mixed),
    found: ['error roles/online-key-not-alone targets'],
  },
  {
    story: 'lowers the threshold of root',
    head: inRoot('root', { threshold: 1 }),
    found: ['warning roles/threshold-lowered root'],
  },
  {
    story: 'lowers the threshold of a delegation',
    base: onReleases({ threshold: 2 }),
    head: newTargets(set('releases', { threshold: 1 }), onReleases({ threshold: 2 })),
    found: ['warning roles/threshold-lowered targets'],
  },
  {
    story: 'takes a role over',
    head: newTargets((delegations) => {
      replace(delegations, bob, zoe);
      replace(delegations, carol, yan);
    }),
    found: ['warning roles/all-replaced targets'],
  },
  {
    story: 'takes a role with one signer over',
    base: newTargets((delegations) => drop(delegations, carol)),
    head: newTargets(
      (delegations) => replace(delegations, bob, dave),
      newTargets((delegations) => drop(delegations, carol)),
    ),
    found: ['warning roles/all-replaced targets'],
  },
  {
    story: 'takes a role from the machine, for people',
    base: targetsOnline,
    head: newRoot((signed) => {
      signed.roles.targets.keyids = [alice.keyid, bob.keyid];
    }, targetsOnline),
    found: ['warning roles/all-replaced root'],
  },
  {
    story: 'gives the online roles of two machines to a third',
    base: twoMachines,
    head: newRoot((signed) => {
      drop(signed, second);
      replace(signed, online, third);
    }, twoMachines),
    found: ['warning roles/all-replaced root', 'warning roles/all-replaced root'],
  },
];

const twins: Attack[] = [
  { story: 'a threshold that needs every key', head: inRoot('root', { threshold: 3 }), found: [] },
  {
    story: 'a threshold that waits for invited signers',
    head: inviting(onReleases({ threshold: 3 }), 'releases'),
    found: [],
  },
  {
    story: "a threshold that waits for invited signers, in the signer's tool",
    head: inviting(onReleases({ threshold: 3 }), 'releases'),
    options: { door: 'sign' },
    found: [],
  },
  {
    story: 'a role that has invites and no keys yet',
    head: inviting(nobodyLeft, 'releases'),
    found: [],
  },
  {
    story: 'a key that cannot be read is told once, and not as a threshold too',
    head: newTargets((delegations) => {
      add(delegations, listed({ ...dave.key, keyval: { public: 'none' } }), 'releases');
      roleIn(delegations, 'releases').threshold = 3;
    }),
    found: ['error keys/unreadable targets'],
  },
  {
    story: 'a keyid without key is told once, and not as a threshold too',
    head: newTargets((delegations) => {
      roleIn(delegations, 'releases').keyids.push('f'.repeat(64));
      roleIn(delegations, 'releases').threshold = 3;
    }),
    found: ['error roles/key-missing targets'],
  },
  {
    story: 'an unused key that known good has: hygiene',
    base: leftOver,
    head: newRoot(() => {}, leftOver),
    found: ['warning roles/unused-key root'],
  },
  {
    story: 'a delegated role that delegates: its keys are used',
    base: deeper(),
    head: deeper(),
    found: [],
  },
  {
    story: 'a file with delegations that nobody delegates to is told by the delegations, not by its keys',
    base: deeper(),
    head: deeper().with('targets', (signed) => {
      delete signed.delegations;
      signed.version += 1;
    }),
    found: [],
  },
  {
    story: 'two online keys that both online roles have, in any order',
    head: newRoot((signed) => {
      add(signed, second, 'snapshot', 'timestamp');
      signed.roles.snapshot.keyids.reverse();
    }),
    found: ['warning roles/several-online-keys root'],
  },
  {
    story: 'another online key for both online roles',
    head: newRoot((signed) => replace(signed, online, second)),
    found: [],
  },
  {
    story: 'an online key alone on targets',
    head: targetsOnline,
    found: ['warning roles/all-replaced root', 'warning roles/online-key-delegates targets'],
  },
  {
    story: 'an online key among people that known good has: hygiene',
    base: mixed,
    head: newTargets(() => {}, mixed),
    found: ['warning roles/online-key-not-alone targets'],
  },
  { story: 'a higher threshold', head: inRoot('targets', { threshold: 2 }), found: [] },
  {
    story: 'a new role with a threshold of 1',
    head: newTargets((delegations) => {
      delegations.roles.push({ ...roleIn(delegations, 'releases'), name: 'other', paths: ['other/*'] });
    })
      .file('metadata/other.json', soundRepository().bytes('metadata/releases.json'))
      .with('other', (signed) => {
        signed.targets = {};
      })
      .resign('other'),
    found: [],
  },
  {
    story: 'one of two signers is replaced',
    head: newTargets((delegations) => replace(delegations, carol, dave)),
    found: [],
  },
  {
    story: 'the only signer gets a new key',
    base: newTargets((delegations) => drop(delegations, carol)),
    head: newTargets(
      (delegations) => replace(delegations, bob, withCustom(dave, owned('@tuf-test-bob'))),
      newTargets((delegations) => drop(delegations, carol)),
    ),
    found: ['warning keys/owner-new-key targets'],
  },
  {
    story: 'an imported key gets its owner',
    base: newTargets((delegations) => {
      drop(delegations, carol);
      replace(delegations, bob, withCustom(bob, {}));
    }),
    head: newTargets(
      (delegations) => replace(delegations, withCustom(bob, {}), bob),
      newTargets((delegations) => {
        drop(delegations, carol);
        replace(delegations, bob, withCustom(bob, {}));
      }),
    ),
    found: [],
  },
];

/** releases delegates a role of its own, signed by dave. */
function deeper(): Draft {
  const role = { name: 'deep', keyids: [dave.keyid], threshold: 1, terminating: true, paths: ['releases/x/*'] };
  return soundRepository()
    .file('metadata/deep.json', soundRepository().bytes('metadata/releases.json'))
    .with('deep', (signed) => {
      signed.targets = {};
    })
    .resign('deep', [dave])
    .with('releases', (signed) => {
      signed.delegations = { keys: { [dave.keyid]: dave.key }, roles: [role] };
    })
    .resign('releases');
}

describe('roles: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('roles: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await verdict(story)).toEqual(story.found);
  });
});

describe('roles: what the findings say', () => {
  it('counts keys in words that fit', async () => {
    const head = newTargets((delegations) => {
      drop(delegations, carol);
      roleIn(delegations, 'releases').threshold = 2;
    });
    const { findings } = await judgeDraft(head, soundRepository());
    expect(findings.map(({ message }) => message)).toContain('releases needs 2 signatures but has 1 different key');
  });

  it('shows a lowered threshold to signers and auditors, not behind the merge', async () => {
    const head = inRoot('root', { threshold: 1 });
    const told = async (door: 'sign' | 'audit' | 'create-events' | 'online-sign' | 'publish') =>
      (await verdict({ story: '', head, options: { door } })).includes('warning roles/threshold-lowered root');
    expect(await Promise.all([told('sign'), told('audit')])).toEqual([true, true]);
    expect(await Promise.all([told('create-events'), told('online-sign'), told('publish')])).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('stays linear on a delegation with many keyids', async () => {
    const head = newTargets((delegations) => {
      const many = Array.from({ length: 20_000 }, (_, i) => `${i}`);
      roleIn(delegations, 'releases').keyids = [bob.keyid, carol.keyid, ...many, ...many];
    });
    expect(new Set(await verdict({ story: '', head }))).toEqual(
      new Set([
        'error roles/key-missing targets',
        'error roles/keyid-twice targets',
        'error roles/key-missing',
        'error roles/keyid-twice',
      ]),
    );
  });
});
