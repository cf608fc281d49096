import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../src/tuf/expires.ts';
import { withRole } from '../../support/role-stories.ts';
import { type Draft, day, type Loose, now, signedAt, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';

const sound = soundRepository();
const published = sound.step('targets').resign('targets').online();
const targets = (change: (signed: Loose) => void, draft: Draft = sound) =>
  draft.step('targets', change).resign('targets');
const root = (change: (signed: Loose) => void) => sound.step('root', change).resign('root');
const version = (number: number, draft: Draft = sound) => targets((signed) => (signed.version = number), draft);
const expires = (time: number, draft: Draft = sound) => targets((signed) => (signed.expires = formatTime(time)), draft);
const commits = (count: number | undefined) => ({ options: { history: { commitsChanging: () => count } } });
const at = (door: 'event' | 'sign' | 'create-events' | 'online-sign' | 'publish' | 'audit', extra = {}) => ({
  options: { door, ...extra },
});
const periods = (expiry: unknown, signing?: unknown) => (holder: Loose) => {
  holder['x-tuf-on-ci-expiry-period'] = expiry;
  if (signing === undefined) delete holder['x-tuf-on-ci-signing-period'];
  else holder['x-tuf-on-ci-signing-period'] = signing;
};
/** With a date that fits any period. */
const soon = (change: (signed: Loose) => void) =>
  targets((signed) => {
    change(signed);
    signed.expires = formatTime(now + 2 * day);
  });
const withoutPeriod = targets((signed) => {
  delete signed['x-tuf-on-ci-expiry-period'];
  delete signed['x-tuf-on-ci-signing-period'];
}).online();
const brokenRoot = sound.file('metadata/root.json', '{');
/** releases had come to version 2 when it left. */
const withoutReleases = ['metadata/releases.json', 'targets/releases/1.0/tool.txt']
  .reduce(
    (draft, path) => draft.file(path, null),
    targets((signed) => delete signed.delegations, sound.step('releases').resign('releases').online()),
  )
  .online();
const back = (number: number, extra = {}) => ({
  base: withoutReleases,
  head: withRole(
    'releases',
    {},
    {},
    withoutReleases.with('targets', (signed) => {
      signed.delegations = { keys: sound.document('targets').signed.delegations.keys, roles: [] };
    }),
  )
    .with('releases', (signed) => (signed.version = number))
    .resign('releases'),
  ...extra,
});

const attacks: Story[] = [
  {
    story: 'changes what is signed under the same version',
    head: sound.with('targets', (signed) => (signed['x-note'] = 1)).resign('targets'),
    found: ['error versions/unchanged targets'],
  },
  { story: 'goes back', base: published, head: version(1, published), found: ['error versions/unchanged targets'] },
  { story: 'goes up by two in one commit', head: version(3), found: ['error versions/too-high targets'] },
  {
    story: 'goes up by four in three commits',
    head: version(5),
    ...commits(3),
    found: ['error versions/too-high targets'],
  },
  {
    story: 'goes up by two without any commit',
    head: version(3),
    ...commits(0),
    found: ['error versions/too-high targets'],
  },
  {
    story: 'begins with version 2',
    head: withRole('tools')
      .with('tools', (signed) => (signed.version = 2))
      .resign('tools'),
    found: ['error versions/too-high tools'],
  },
  { story: 'comes back as the version that it was', ...back(2), found: ['error versions/reused releases'] },
  { story: 'comes back two versions later', ...back(4), found: ['error versions/too-high releases'] },
  {
    story: 'comes back behind the merge as the version before: nothing else is said',
    ...back(1, at('online-sign')),
    found: ['error versions/reused releases'],
  },
  {
    story: 'makes root two versions in two commits',
    head: sound.step('root').step('root').resign('root'),
    ...commits(2),
    found: ['error root-history/chain root', 'error versions/root-step root'],
  },
  {
    story: 'has expired this second',
    head: expires(now),
    found: ['error versions/expired-change targets', 'warning versions/expired targets'],
  },
  {
    story: 'brings a role that has expired',
    head: withRole('tools')
      .with('tools', (signed) => (signed.expires = formatTime(now - 1)))
      .resign('tools'),
    found: ['error versions/expired-change tools', 'warning versions/expired tools'],
  },
  {
    story: 'lives a second longer than period and tolerance',
    head: expires(now + 366 * day + 1),
    found: ['error versions/expiry-too-far targets'],
  },
  {
    story: 'brings a role that lives for ever',
    head: withRole('tools')
      .with('tools', (signed) => (signed.expires = '9999-01-01T00:00:00Z'))
      .resign('tools'),
    found: ['error versions/expiry-too-far tools'],
  },
  {
    story: 'lives longer than any period where none is written',
    base: withoutPeriod,
    head: expires(now + 3651 * day + 1, withoutPeriod),
    found: ['error versions/expiry-too-far targets', 'warning versions/period-missing targets'],
  },
  {
    story: 'lives longer than any period where an unsound one is written',
    head: targets((signed) => {
      periods(99_999, 1)(signed);
      signed.expires = formatTime(now + 3652 * day);
    }),
    found: [
      'error versions/expiry-too-far targets',
      'error versions/period-unsound targets',
      'warning versions/period-raised targets',
    ],
  },
  {
    story: 'is in its signing period on the day that it comes',
    head: expires(now + 60 * day),
    found: ['warning versions/expires-soon targets'],
  },
  {
    story: 'brings a role that is',
    head: withRole('tools')
      .with('tools', (signed) => (signed.expires = formatTime(now + day)))
      .resign('tools'),
    found: ['warning versions/expires-soon tools'],
  },
  {
    story: 'raises a period by a day',
    head: targets(periods(366, 60)),
    found: ['warning versions/period-raised targets'],
  },
  {
    story: 'raises the period of snapshot',
    head: root(({ roles }) => periods(366, 60)(roles.snapshot)),
    found: ['warning versions/period-raised root'],
  },
  {
    story: 'has no period',
    head: soon((signed) => delete signed['x-tuf-on-ci-expiry-period']),
    found: ['error versions/period-missing targets'],
  },
  {
    story: 'leaves timestamp without one',
    head: root(({ roles }) => delete roles.timestamp['x-tuf-on-ci-expiry-period']),
    found: ['error versions/period-missing root'],
  },
  ...(
    [
      [0],
      [1],
      [-5, 1],
      [3651, 1],
      [10, 0],
      [10, 10],
      [10, 11],
      [10, -1],
      ['10', 1],
      [10, '1'],
      [10, null],
      [null, 1],
      [true],
    ] as const
  ).map(([expiry, signing]) => ({
    story: `has the periods ${JSON.stringify([expiry, signing])}`,
    head: soon(periods(expiry, signing)),
    found: [
      'error versions/period-unsound targets',
      ...(expiry === 3651 ? ['warning versions/period-raised targets'] : []),
    ],
  })),
  {
    story: 'brings a root of version 1 where root.json was broken',
    base: brokenRoot,
    head: sound
      .file('metadata/root_history/2.root.json', null)
      .with('root', (signed) => (signed.version = 1))
      .resign('root'),
    found: ['error versions/reused root'],
  },
  {
    story: 'puts back another root of the same version where root.json was broken',
    base: brokenRoot,
    head: sound.with('root', (signed) => (signed['x-note'] = 1)).resign('root'),
    found: ['error versions/reused root'],
  },
  {
    story: 'skips a root where root.json was broken',
    base: brokenRoot,
    head: sound.with('root', (signed) => (signed.version = 4)).resign('root'),
    found: ['error root-history/hole', 'error versions/too-high root'],
  },
];

const twins: Story[] = [
  { story: 'up by one', head: version(2), found: [] },
  { story: 'up by three in three commits', head: version(4), ...commits(3), found: [] },
  { story: 'up by one without a commit that tells', head: version(2), ...commits(0), found: [] },
  { story: 'up by many where nobody counts', head: version(100), ...commits(undefined), found: [] },
  { story: 'up by many behind the merge', head: version(100).online(), ...at('publish'), found: [] },
  { story: 'other signatures of the same version', head: sound.resign('targets'), found: [] },
  { story: 'back as the next version', ...back(3), found: [] },
  { story: 'a new role', head: withRole('tools'), found: [] },
  { story: 'root by one', head: root(() => {}), found: [] },
  { story: 'a second to live', head: expires(now + 1), found: ['warning versions/expires-soon targets'] },
  { story: 'as long as period and tolerance', head: expires(now + 366 * day), found: [] },
  { story: 'a second past the signing period', head: expires(now + 60 * day + 1), found: [] },
  {
    story: 'ten years where no period is written',
    base: withoutPeriod,
    head: expires(now + 3651 * day, withoutPeriod),
    found: ['warning versions/period-missing targets'],
  },
  {
    story: 'no period where known good has none, and somebody signs something else',
    base: withoutPeriod,
    head: withoutPeriod.step('releases').resign('releases'),
    found: ['warning versions/period-missing targets'],
  },
  ...([[2], [10, 9], [10, 1], [3, 1], [365, 364]] as const).map(([expiry, signing]: readonly [number, number?]) => ({
    story: `the periods ${JSON.stringify([expiry, signing])}`,
    head: targets((signed) => {
      periods(expiry, signing)(signed);
      signed.expires = formatTime(now + expiry * day);
    }),
    found: [],
  })),
  {
    story: 'ten years, for the first time',
    base: withoutPeriod,
    head: targets(periods(3650, 60), withoutPeriod),
    found: [],
  },
  { story: 'a period is lowered', head: root(({ roles }) => periods(19, 5)(roles.timestamp)), found: [] },
  {
    story: 'roles that nobody touches have expired',
    head: sound.step('releases', () => {}, signedAt + 400 * day).resign('releases'),
    options: { now: signedAt + 400 * day },
    found: ['warning versions/expired root', 'warning versions/expired targets'],
  },
  {
    story: 'roles that nobody touches are in their signing periods',
    head: sound.step('releases', () => {}, signedAt + 320 * day).resign('releases'),
    options: { now: signedAt + 320 * day },
    found: [],
  },
  {
    story: 'timestamp has expired, which is not for the event to mend',
    head: sound.step('targets', () => {}, signedAt + 30 * day).resign('targets'),
    options: { now: signedAt + 30 * day },
    found: [],
  },
  { story: 'the next root where root.json was broken', base: brokenRoot, head: root(() => {}), found: [] },
  { story: 'root.json is put back', base: brokenRoot, head: sound, found: [] },
  { story: 'root.json is put back with other signatures', base: brokenRoot, head: sound.resign('root'), found: [] },
];

describe('versions and expiry: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await told('versions', story)).toEqual(story.found);
  });
});

describe('versions and expiry: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('versions', story)).toEqual(story.found);
  });
});

describe('versions and expiry at the doors', () => {
  const late = { now: signedAt + 400 * day };
  const story = { story: '', base: sound, head: version(2), found: [] };

  it.each([
    ['event', 'error'],
    ['sign', 'warning'],
  ] as const)('a change that has expired is at %s: %s', async (door, severity) => {
    expect(await told('versions', { ...story, ...at(door, late) })).toContain(
      `${severity} versions/expired-change targets`,
    );
  });

  it.each(['create-events', 'online-sign', 'publish'] as const)('what has expired is a warning at %s', async (door) => {
    const lines = await told('versions', { ...story, ...at(door, late) });
    expect(lines.filter((line) => line.includes('versions/'))).toEqual([
      'warning versions/expired releases',
      'warning versions/expired root',
      'warning versions/expired targets',
    ]);
  });

  it.each([
    ['event', 'error'],
    ['sign', 'error'],
    ['online-sign', 'warning'],
    ['publish', 'warning'],
  ] as const)('a date too far is at %s: %s', async (door, severity) => {
    const lines = await told('versions', { ...story, head: expires(now + 1000 * day).online(), ...at(door) });
    expect(lines).toContain(`${severity} versions/expiry-too-far targets`);
  });

  it.each(['create-events', 'online-sign', 'publish'] as const)(
    'periods and near dates are nobody’s at %s',
    async (door) => {
      const head = expires(now + 10 * day, targets(periods(3650, 60))).online();
      const history = { commitsChanging: () => undefined };
      expect(await told('versions', { ...story, head, ...at(door, { history }) })).toEqual([]);
    },
  );
});
