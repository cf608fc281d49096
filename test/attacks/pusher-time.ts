/** A pusher who turns back or runs ahead: versions, dates, the history of root, the online roles, and what comes along. */

import { formatTime } from '../../src/tuf/expires.ts';
import { add, drop, newRoot } from '../support/key-stories.ts';
import { withRole } from '../support/role-stories.ts';
import { alice, bob, carol, type Draft, day, now } from '../support/sound-repository.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { emptied, mallory, once, sound, takeFrom } from './moves.ts';

const next = once(() => sound.step('targets').resign('targets'));
const rooted = once(() => sound.step('root').resign('root'));
/** Known good is two versions of targets later. */
const later = once(() => next().step('targets').resign('targets').online());
const dated = (expires: string) => sound.step('targets', (signed) => (signed.expires = expires)).resign('targets');
const period = (field: string, value: unknown) =>
  sound.step('targets', (signed) => (signed[`x-tuf-on-ci-${field}-period`] = value)).resign('targets');
const timestampPeriod = (field: string, value: unknown) =>
  newRoot(({ roles }) => (roles.timestamp[`x-tuf-on-ci-${field}-period`] = value));
/** releases has left, and known good has been signed online since. */
const withoutReleases = once(() =>
  sound
    .step('targets', (signed) => delete signed.delegations)
    .resign('targets')
    .file('metadata/releases.json', null)
    .file('targets/releases/1.0/tool.txt', null)
    .online(),
);
/** releases comes back with a first version, or with another. */
const returned = (version: number) => ({
  base: withoutReleases(),
  head: withRole('releases', {}, {}, restoredDelegations(withoutReleases()))
    .with('releases', (signed) => (signed.version = version))
    .resign('releases'),
});
const restoredDelegations = (draft: Draft) =>
  draft.with(
    'targets',
    (signed) => (signed.delegations = { keys: sound.document('targets').signed.delegations.keys, roles: [] }),
  );

const versions: readonly AttackOf[] = [
  {
    id: 'old-list-again',
    story: 'puts back an old targets.json with its good old signatures',
    goal: 'have clients get the vulnerable files again',
    scene: () => ({ base: later(), head: takeFrom(sound, later(), 'targets') }),
    found: 'error versions/unchanged targets',
    twin: [
      'the old content as a new version, signed',
      () => ({ base: later(), head: later().step('targets').resign('targets') }),
    ],
  },
  {
    id: 'same-number',
    story: 'changes targets and keeps its version',
    goal: 'split clients in two that never meet again',
    scene: () => sound.with('targets', (signed) => (signed['x-note'] = 1)).resign('targets'),
    found: 'error versions/unchanged targets',
    twin: ['a signature is added to what stays', () => sound.resign('targets', [alice, bob])],
  },
  {
    id: 'last-version-ever',
    story: 'makes targets version 2^53-1',
    goal: 'have no newer one possible',
    scene: () => sound.with('targets', (signed) => (signed.version = Number.MAX_SAFE_INTEGER)).resign('targets'),
    found: 'error versions/too-high targets',
    twin: [
      'two commits change it, two versions',
      () => ({ commits: [next()], head: next().step('targets').resign('targets') }),
    ],
  },
  {
    id: 'ahead-by-ten',
    story: 'makes targets version 12 in a single commit',
    goal: 'use numbers up',
    scene: () => sound.step('targets', (signed) => (signed.version = 12)).resign('targets'),
    found: 'error versions/too-high targets',
    twin: ['version 2', next],
  },
  {
    id: 'new-role-ahead',
    story: 'brings a new role with version 1000',
    goal: 'use numbers up',
    scene: () =>
      withRole('tools')
        .with('tools', (signed) => (signed.version = 1000))
        .resign('tools'),
    found: 'error versions/too-high tools',
    twin: ['with version 1', () => withRole('tools')],
  },
  {
    id: 'role-born-again',
    story: 'brings releases back as version 1',
    goal: 'have clients that knew it refuse the repository',
    scene: () => returned(1),
    found: 'error versions/reused releases',
    twin: ['as version 2', () => returned(2)],
  },
  {
    id: 'root-leap',
    story: 'makes root version 4 in two commits',
    goal: 'have clients find no version 3, and stop',
    scene: () => ({
      commits: [rooted()],
      head: rooted().step('root').resign('root').file('metadata/root_history/3.root.json', null),
    }),
    found: 'error versions/root-step root',
    twin: ['version 3 in two commits', () => ({ commits: [emptied(rooted(), 'root')], head: rooted() })],
  },
  {
    id: 'expired-at-birth',
    story: 'brings a version that has expired',
    goal: 'have clients stop the moment it is merged',
    scene: () => dated(formatTime(now - day)),
    found: 'error versions/expired-change targets',
    twin: ['its date is a year from now', next],
  },
  {
    id: 'expires-tomorrow',
    story: 'writes the date of tomorrow in a change that all sign',
    goal: 'have clients stop the day after it is merged',
    scene: () => dated(formatTime(now + day)),
    found: 'warning versions/expires-soon targets',
    twin: ['its date is a year from now', next],
  },
  {
    id: 'valid-for-ever',
    story: 'writes the date 9999-12-31',
    goal: 'hold clients at this version for ever',
    scene: () => dated('9999-12-31T23:59:59Z'),
    found: 'error versions/expiry-too-far targets',
    twin: ['an hour past its period, by a clock that is wrong', () => dated(formatTime(now + 365 * day + 3600))],
  },
  {
    id: 'valid-for-ever-without-period',
    story: 'writes the date 9999-12-31 where known good has no period',
    goal: 'hold clients at this version for ever',
    scene: () => ({
      base: withoutPeriod(sound),
      head: withoutPeriod(sound)
        .step('targets', (signed) => (signed.expires = '9999-12-31T23:59:59Z'))
        .resign('targets'),
    }),
    found: 'error versions/expiry-too-far targets',
    twin: [
      'ten years',
      () => ({
        base: withoutPeriod(sound),
        head: withoutPeriod(sound)
          .step('targets', (signed) => (signed.expires = formatTime(now + 3650 * day)))
          .resign('targets'),
      }),
    ],
  },
  {
    id: 'no-period',
    story: 'takes the expiry period off targets',
    goal: 'have nobody asked to sign it again',
    scene: () => sound.step('targets', (signed) => delete signed['x-tuf-on-ci-expiry-period']).resign('targets'),
    found: 'error versions/period-missing targets',
    twin: [
      'the signing period goes, which is then half of it',
      () => sound.step('targets', (s) => delete s['x-tuf-on-ci-signing-period']).resign('targets'),
    ],
  },
  {
    id: 'period-of-a-century',
    story: 'sets the expiry period of timestamp to 36500 days',
    goal: 'hold clients back with an old timestamp for a lifetime',
    scene: () => timestampPeriod('expiry', 36_500),
    found: 'error versions/period-unsound root',
    twin: ['to 10 days', () => timestampPeriod('expiry', 10)],
  },
  {
    id: 'signing-never-due',
    story: 'sets the signing period of targets to 0',
    goal: 'have nobody asked before it has expired',
    scene: () => period('signing', 0),
    found: 'error versions/period-unsound targets',
    twin: ['to 1', () => period('signing', 1)],
  },
  {
    id: 'signing-always-due',
    story: 'sets the signing period of targets to its expiry period',
    goal: 'have signers asked every day until they stop looking',
    scene: () => period('signing', 365),
    found: 'error versions/period-unsound targets',
    twin: ['to a day less', () => period('signing', 364)],
  },
  {
    id: 'period-of-a-day',
    story: 'sets the expiry period of targets to 1 day and takes the signing period off',
    goal: 'have half of it be no day at all',
    scene: () =>
      sound
        .step('targets', (signed) => {
          delete signed['x-tuf-on-ci-signing-period'];
          Object.assign(signed, { 'x-tuf-on-ci-expiry-period': 1, expires: formatTime(now + day) });
        })
        .resign('targets'),
    found: 'error versions/period-unsound targets',
    twin: [
      'to 2 days',
      () =>
        sound
          .step('targets', (signed) => {
            delete signed['x-tuf-on-ci-signing-period'];
            Object.assign(signed, { 'x-tuf-on-ci-expiry-period': 2, expires: formatTime(now + 2 * day) });
          })
          .resign('targets'),
    ],
  },
  {
    id: 'period-as-text',
    story: 'writes a period as "365"',
    goal: 'have each tool make something else of it',
    scene: () => period('expiry', '365'),
    found: 'error versions/period-unsound targets',
    twin: ['as 365', next],
  },
  {
    id: 'longer-timestamp',
    story: 'sets the expiry period of timestamp from 20 days to 3650',
    goal: 'hold clients back with one old timestamp for ten years',
    scene: () => timestampPeriod('expiry', 3650),
    found: 'warning versions/period-raised root',
    twin: ['to 10 days', () => timestampPeriod('expiry', 10)],
  },
];

const withoutPeriod = (draft: Draft) =>
  draft
    .with('targets', (signed) => {
      delete signed['x-tuf-on-ci-expiry-period'];
      delete signed['x-tuf-on-ci-signing-period'];
    })
    .resign('targets');

const history = (version: number) => `metadata/root_history/${version}.root.json`;
/** A root of theirs, as an old or a new version. */
const ownRoot = (version: number) =>
  sound
    .knowing(mallory)
    .with('root', (signed) => {
      signed.version = version;
      add(signed, mallory);
      signed.roles.root = { ...signed.roles.root, keyids: [mallory.keyid], threshold: 1 };
      drop(signed, carol);
    })
    .resign('root', [mallory])
    .bytes('metadata/root.json');
const withRoot = (version: number) => {
  const bytes = Buffer.from(ownRoot(version));
  return sound
    .file('metadata/root.json', { mode: '100644', content: bytes })
    .file(history(version), { mode: '100644', content: bytes });
};
/** Root version 3, from which version 1 and its copy have gone long ago. */
const pruned = once(() => rooted().file(history(1), null));

const chain: readonly AttackOf[] = [
  {
    id: 'other-history',
    story: 'replaces root version 1 by one of their own',
    goal: 'own the clients that begin with it',
    scene: () => rooted().file(history(1), ownRoot(1)),
    found: 'error root-history/changed root',
    twin: ['version 3 is added', rooted],
  },
  {
    id: 'hole-in-history',
    story: 'removes root version 1',
    goal: 'strand the clients that still trust it',
    scene: () => rooted().file(history(1), null),
    found: 'error root-history/removed root',
    twin: ['version 3 is added', rooted],
  },
  {
    id: 'root-beyond',
    story: 'adds version 4 to the history, of their own',
    goal: 'have clients walk on to it',
    scene: () => rooted().file(history(4), ownRoot(4)),
    found: 'error root-history/beyond root',
    twin: ['version 3 is added', rooted],
  },
  {
    id: 'two-newest',
    story: 'leaves another root in the history than root.json',
    goal: 'have people look at one and clients get the other',
    scene: () => rooted().file(history(3), ownRoot(3)),
    found: 'error root-history/newest',
    twin: ['both are the same', rooted],
  },
  {
    id: 'newest-in-other-bytes',
    story: 'leaves a reformatted copy of root.json in the history',
    goal: 'have test-client and the next edit disagree',
    scene: () => rooted().file(history(3), JSON.stringify(rooted().document('root'))),
    found: 'error root-history/newest-bytes',
    twin: ['a copy, byte for byte', rooted],
  },
  {
    id: 'newest-missing',
    story: 'adds no copy of the new root to the history',
    goal: 'have clients never find it',
    scene: () => rooted().file(history(3), null),
    found: 'error root-history/newest',
    twin: ['with its copy', rooted],
  },
  {
    id: 'old-root-planted',
    story: 'adds an old root of their own where known good has none',
    goal: 'own the clients that begin with the oldest',
    scene: () => ({ base: pruned(), head: pruned().step('root').resign('root').file(history(1), ownRoot(1)) }),
    found: 'warning root-history/added root',
    twin: ['the hole stays', () => ({ base: pruned(), head: pruned().step('root').resign('root') })],
  },
  {
    id: 'old-root-misnamed',
    story: 'fills a hole with a root that says another version',
    goal: 'have clients refuse it',
    scene: () => ({ base: pruned(), head: pruned().step('root').resign('root').file(history(1), ownRoot(7)) }),
    found: 'error root-history/misnamed root',
    twin: ['the hole stays', () => ({ base: pruned(), head: pruned().step('root').resign('root') })],
  },
  {
    id: 'old-root-unreadable',
    story: 'fills a hole with what is no root',
    goal: 'have clients refuse it',
    scene: () => ({ base: pruned(), head: pruned().step('root').resign('root').file(history(1), '{}') }),
    found: 'error root-history/unreadable root',
    twin: ['the hole stays', () => ({ base: pruned(), head: pruned().step('root').resign('root') })],
  },
  {
    id: 'skipped-copy',
    story: 'makes two roots in one event and keeps the copy of the second only',
    goal: 'have clients stop before it',
    scene: () => ({ commits: [rooted()], head: rooted().step('root').resign('root').file(history(3), null) }),
    found: 'error root-history/hole',
    twin: ['one root in one event', rooted],
  },
  {
    id: 'note-in-history',
    story: 'adds metadata/root_history/01.root.json',
    goal: 'have a client that counts otherwise take it',
    scene: () => rooted().file('metadata/root_history/01.root.json', ownRoot(1)),
    found: 'error root-history/stray',
    twin: ['.gitkeep', () => rooted().file('metadata/root_history/.gitkeep', '')],
  },
  {
    id: 'old-signatures-gone',
    story: 'takes the signatures off root.json and its copy, which do not change',
    goal: 'stop every client that comes from version 1',
    scene: () => emptied(sound, 'root'),
    found: 'error root-history/chain root',
    twin: ['carol signs it too', () => ({ base: sound.resign('root', [alice, bob]), head: sound.resign('root') })],
  },
  {
    id: 'no-root',
    story: 'deletes root.json',
    goal: 'have everything judged as new',
    scene: () => next().file('metadata/root.json', null),
    found: 'error delegations/no-root',
    twin: ['it stays', next],
  },
];

/** A snapshot that lists the hash of targets, as imported repositories have it. */
const onlyAlice = once(() => sound.resign('targets', [alice]));
const pinned = once(() =>
  onlyAlice()
    .online()
    .with('snapshot', ({ meta }) => (meta['targets.json'].length = onlyAlice().bytes('metadata/targets.json').length))
    .resign('snapshot'),
);

/** Before the first online signature. */
const unpublished = () => sound.file('metadata/snapshot.json', null).file('metadata/timestamp.json', null);

const online: readonly AttackOf[] = [
  {
    id: 'own-timestamp',
    story: 'brings a timestamp that the online key has signed',
    goal: 'choose what clients see before anybody has judged it',
    scene: () => next().online(),
    found: 'error online-roles/changed timestamp',
    twin: ['both stay', next],
  },
  {
    id: 'old-timestamp-again',
    story: 'puts back an old timestamp',
    goal: 'have the next one begin from there',
    scene: () => ({ base: later(), head: takeFrom(sound, later(), 'timestamp').step('targets').resign('targets') }),
    found: 'error online-roles/changed timestamp',
    twin: ['both stay', next],
  },
  {
    id: 'online-roles-gone',
    story: 'deletes snapshot and timestamp',
    goal: 'have new ones begin with version 1',
    scene: () => next().file('metadata/snapshot.json', null).file('metadata/timestamp.json', null),
    found: 'error online-roles/removed snapshot',
    twin: ['both stay', next],
  },
  {
    id: 'first-online-roles',
    story: 'brings the first snapshot and timestamp with the first event',
    goal: 'choose what the first clients see',
    scene: () => ({ base: unpublished(), head: sound.step('releases').resign('releases') }),
    found: 'error online-roles/changed snapshot',
    twin: [
      'they come after the merge',
      () => ({ base: unpublished(), head: unpublished().step('releases').resign('releases') }),
    ],
  },
  {
    id: 'timestamp-mended',
    story: 'brings a fresh timestamp because that of known good has expired',
    goal: 'be thanked for it',
    scene: () => ({ head: next().online(now + 30 * day), now: now + 30 * day }),
    found: 'error online-roles/changed timestamp',
    twin: ['leaves the expired one alone', () => ({ head: next(), now: now + 30 * day })],
  },
  {
    id: 'squashed-main',
    story: 'squashes a newer default branch into the event',
    goal: 'pass what others merged for what this event changes',
    scene: () => later(),
    found: 'error online-roles/changed snapshot',
    twin: [
      'the default branch is merged, so that known good is newer',
      () => ({ base: later(), head: later().step('releases').resign('releases') }),
    ],
  },
  {
    id: 'pinned-file-changed',
    story: 'adds an entry to the signatures of a version whose length the snapshot lists',
    goal: 'have clients refuse it after the merge',
    scene: () => ({ base: pinned(), head: pinned().resign('targets', [alice, bob]) }),
    found: 'error online-roles/pinned-bytes targets',
    twin: ['with a new version', () => ({ base: pinned(), head: pinned().step('targets').resign('targets') })],
  },
];

const along: readonly AttackOf[] = [
  {
    id: 'workflow-along',
    story: 'changes .github/workflows/online-sign.yml beside a target file',
    goal: 'have it merged unseen, and run with the online key',
    scene: () => ({ head: next(), history: { filesElsewhere: ['.github/workflows/online-sign.yml'] } }),
    found: 'warning around/files-elsewhere',
    twin: ['metadata alone', next],
  },
  {
    id: 'folder-in-capitals',
    story: 'adds Metadata/root.json',
    goal: 'replace metadata/root.json on a disk without letter case',
    scene: () => ({ head: next(), history: { filesElsewhere: ['Metadata/root.json'] } }),
    found: 'error around/lookalike-folder',
    twin: ['metadata alone', next],
  },
  {
    id: 'event-of-yesterday',
    story: 'begins an event before the commit of the default branch that took carol off releases, where she signs',
    goal: 'have it complete by what was known good then',
    scene: () => ({
      head: sound.step('releases').resign('releases', [carol]),
      history: { changedSince: ['metadata/targets.json', 'metadata/snapshot.json'] },
    }),
    found: 'warning around/default-moved',
    twin: [
      'the default branch was signed online meanwhile',
      () => ({
        head: sound.step('releases').resign('releases', [carol]),
        history: { changedSince: ['metadata/snapshot.json', 'metadata/timestamp.json'] },
      }),
    ],
  },
  {
    id: 'unrelated-branch',
    story: 'pushes a branch that has no commit in common with the default branch',
    goal: 'have no known good to be measured by',
    scene: () => ({ base: null, head: sound, history: { hasCommonAncestor: false } }),
    found: 'error around/no-common-ancestor',
    twin: ['a branch of the default branch', next],
  },
  {
    id: 'nothing-but-a-note',
    story: 'pushes an event that changes a workflow alone',
    goal: 'have it merged as complete',
    scene: () => ({ head: sound, history: { filesElsewhere: ['.github/workflows/x.yml'] } }),
    found: 'incomplete',
    twin: ['an event that changes targets', next],
  },
  {
    id: 'nothing-at-all',
    story: 'pushes an empty event',
    goal: 'have it merged as complete',
    scene: () => sound,
    found: 'incomplete',
    twin: ['an event that changes targets', next],
  },
  {
    id: 'removes-everything',
    story: 'removes all metadata and target files',
    goal: 'have nothing left to be wrong',
    scene: () => [...sound.files.keys()].reduce((draft: Draft, path) => draft.file(path, null), sound),
    found: 'error delegations/no-root',
    twin: ['removes one target file', () => sound.file('targets/hello.txt', null).list('targets').resign('targets')],
  },
];

const brokenRoot = once(() => sound.file('metadata/root.json', '{'));

/** Somebody has merged what broke root.json: the ground of the next event. */
const repairs: readonly AttackOf[] = [
  {
    id: 'root-after-broken-root',
    story: 'brings the next root, of their own, where root.json of the default branch is broken',
    goal: 'have it taken for an initial event',
    scene: () => ({ base: brokenRoot(), head: withRoot(3) }),
    found: 'incomplete',
    twin: ['the next root, signed by the signers of the one before', () => ({ base: brokenRoot(), head: rooted() })],
  },
  {
    id: 'first-root-after-broken-root',
    story: 'brings root version 1, of their own, where root.json of the default branch is broken',
    goal: 'have it taken for an initial event',
    scene: () => ({ base: brokenRoot(), head: withRoot(1).file(history(2), null) }),
    found: 'error versions/reused root',
    twin: ['root.json is put back', () => ({ base: brokenRoot(), head: sound })],
  },
];

export const pusherTime = attacksOf('pusher', [...versions, ...chain, ...online, ...along, ...repairs]);
