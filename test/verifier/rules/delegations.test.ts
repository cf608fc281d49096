import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import { delegating, delegation, delegationIn, withRole, withRoleFile } from '../../support/role-stories.ts';
import { alice, bob, carol, Draft, online, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';

const sound = soundRepository();
const paths = (...patterns: string[]) =>
  delegating((delegations) => Object.assign(delegationIn(delegations), { paths: patterns }));
const ownPaths: string[] = delegation('releases').paths;
const byHash = (...prefixes: string[]) =>
  delegating((delegations) => {
    delete delegationIn(delegations).paths;
    delegationIn(delegations).path_hash_prefixes = prefixes;
  });

/** targets no longer delegates to anybody. */
const undelegated = delegating((delegations) => Object.assign(delegations, { roles: [], keys: {} }));
const withoutReleases = undelegated.file('metadata/releases.json', null);
const removed = withoutReleases.file('targets/releases/1.0/tool.txt', null);

/** `releases` delegates to `deep`, which has a file. */
const nested = withRoleFile(
  sound
    .step('releases', (signed) => {
      signed.delegations = {
        keys: { [carol.keyid]: carol.key },
        roles: [delegation('deep', { keyids: [carol.keyid] })],
      };
    })
    .resign('releases'),
  'deep',
);
const stray = withRoleFile(sound, 'stray');
const twoRoles = withRole('tools');
const many = (count: number, pattern: (i: number) => string) => Array.from({ length: count }, (_, i) => pattern(i));

const tree: Story[] = [
  {
    story: 'removes the metadata of a role and leaves the delegation',
    head: sound.file('metadata/releases.json', null),
    found: ['error delegations/no-metadata targets'],
  },
  {
    story: 'delegates to a role that has no metadata',
    head: delegating(({ roles }) => roles.push(delegation('tools'))),
    found: ['error delegations/no-metadata targets'],
  },
  {
    story: 'delegates to a role called __proto__ that has no metadata',
    head: delegating(({ roles }) => roles.push(delegation('__proto__'))),
    found: ['error delegations/no-metadata targets'],
  },
  {
    story: 'removes targets.json',
    head: sound.file('metadata/targets.json', null),
    found: ['error delegations/no-metadata root'],
  },
  {
    story: 'removes root.json',
    head: sound.file('metadata/root.json', null),
    found: ['error delegations/no-root'],
  },
  {
    story: 'removes everything',
    head: new Draft(new Map()),
    found: [
      'error delegations/no-root',
      'error online-roles/removed snapshot',
      'error online-roles/removed timestamp',
      'error root-history/removed root',
    ],
  },
  {
    story: 'has one role and no root',
    head: new Draft(new Map([['metadata/releases.json', sound.bytes('metadata/releases.json')]])),
    base: null,
    found: ['error delegations/no-root'],
  },
  {
    story: 'never had a root.json',
    head: sound.file('metadata/root.json', null),
    base: null,
    found: ['error delegations/no-root'],
  },
  {
    story: 'puts metadata into the folder to which nobody delegates',
    head: stray,
    found: ['error delegations/not-delegated stray'],
  },
  {
    story: 'has had such metadata for ever',
    head: stray,
    base: stray,
    found: ['error delegations/not-delegated stray'],
  },
  {
    story: 'puts unreadable metadata into the folder to which nobody delegates',
    head: sound.file('metadata/stray.json', '{'),
    found: ['error delegations/not-delegated stray', 'error form/json stray'],
  },
  {
    story: 'removes a delegation and leaves the metadata',
    head: undelegated,
    found: ['error delegations/not-delegated releases'],
  },
  {
    story: 'removes a role and leaves its target files',
    head: withoutReleases,
    found: ['error target-files/no-role', 'warning delegations/role-removed releases'],
  },
  {
    story: 'delegates to one name twice, the second time with a key of their own choice',
    head: delegating(({ roles }) => roles.push(delegation('releases', { keyids: [carol.keyid] }))),
    found: ['error delegations/repeated-name targets'],
  },
  {
    story: 'delegates timestamp to people',
    head: delegating(({ roles }) => roles.push(delegation('timestamp', { paths: ['*'] }))),
    found: ['error delegations/top-level-name targets'],
  },
  {
    story: 'delegates targets to itself',
    head: delegating(({ roles }) => roles.push(delegation('targets'))),
    found: ['error delegations/top-level-name targets'],
  },
  {
    story: 'lets a delegated role delegate',
    head: nested,
    found: ['error delegations/too-deep releases'],
  },
  {
    story: 'lets a delegated role delegate to itself',
    head: sound
      .step('releases', (signed) => {
        signed.delegations = {
          keys: { [carol.keyid]: carol.key },
          roles: [delegation('releases', { keyids: [carol.keyid] })],
        };
      })
      .resign('releases'),
    found: ['error delegations/too-deep releases'],
  },
  {
    story: 'changes the delegation that known good has below a delegated role to another role',
    base: nested,
    head: withRoleFile(
      nested
        .step('releases', ({ delegations }) => {
          delegations.roles = [delegation('deeper', { keyids: [carol.keyid] })];
        })
        .resign('releases')
        .file('metadata/deep.json', null),
      'deeper',
    ),
    found: ['error delegations/too-deep releases', 'warning delegations/role-removed deep'],
  },
];

const coverage: Story[] = [
  ...[
    ['', 'an empty path'],
    ['/releases/*', 'a path from the top of the disk'],
    ['releases//*', 'a path with an empty folder'],
    ['releases/', 'a path that ends with a slash'],
    ['releases/../*', 'a path that climbs out'],
    ['./releases/*', 'a path with a dot'],
    ['releases/?', 'a question mark'],
    ['releases/[a-z]*', 'brackets'],
    ['releases/{a,b}', 'braces'],
    ['releases\\*', 'a backslash'],
    [`releases/${'a'.repeat(256)}`, 'a name that no disk holds'],
  ].map(
    ([pattern, what]): Story => ({
      story: `adds ${what}`,
      head: paths(...ownPaths, pattern!),
      found: ['error delegations/path-form targets'],
    }),
  ),
  {
    story: 'leaves a role without any path',
    head: paths(),
    found: ['error delegations/no-paths targets', 'error target-files/foreign-entry releases'],
  },
  {
    story: 'lets a role list the files of another',
    head: paths(...ownPaths, '*'),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'lets a role list one file of another',
    head: paths(...ownPaths, 'hello.txt'),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'lets a new role list the files of a role before it',
    head: delegating(
      ({ roles }) => roles.unshift(delegation('a', { paths: ['a/*', '*/1.0/*'] })),
      withRoleFile(sound, 'a'),
    ),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'has let a role list the files of another for ever',
    base: paths(...ownPaths, '*'),
    head: paths(...ownPaths, '*'),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'brings a file that the paths of another role have waited for',
    base: withRole('tools', { paths: ['tools/*', '*.exe'] }),
    head: withRole('tools', { paths: ['tools/*', '*.exe'] })
      .file('targets/setup.exe', 'MZ')
      .list('targets')
      .resign('targets'),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'covers half of all names by hash',
    head: byHash('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'),
    found: ['error delegations/covers-others targets'],
  },
  {
    story: 'covers everything by no hash at all',
    head: byHash('', 'f'),
    found: ['error delegations/path-form targets', 'warning delegations/hash-prefixes targets'],
  },
  {
    story: 'delegates by hash prefixes in upper case, which no hash has',
    head: byHash('AB'),
    found: ['error delegations/path-form targets', 'warning delegations/hash-prefixes targets'],
  },
  {
    story: 'lists more patterns than anybody reads',
    head: paths(...ownPaths, ...many(200, (i) => `releases/${i}-*`)),
    found: ['error delegations/too-many-paths targets'],
  },
  {
    story: 'lists more patterns outside of the folder than anybody reads, over many roles',
    head: delegating(
      ({ roles }) => roles.push(delegation('tools', { paths: many(101, (i) => `other/${i}-*`) })),
      withRoleFile(paths(...ownPaths, ...many(100, (i) => `other/${i}-*`)), 'tools'),
    ),
    options: { history: { commitsChanging: () => 2 } },
    found: ['error delegations/too-many-paths targets', 'warning delegations/outside-folder targets'],
  },
  {
    story: 'hides one that covers others among them',
    head: delegating(
      ({ roles }) =>
        roles.push(delegation('tools', { paths: ['tools/*', 'hello.txt', ...many(101, (i) => `other/${i}-*`)] })),
      withRoleFile(paths(...ownPaths, ...many(100, (i) => `other/${i}-*`)), 'tools'),
    ),
    options: { history: { commitsChanging: () => 2 } },
    found: ['error delegations/too-many-paths targets', 'warning delegations/outside-folder targets'],
  },
];

const twins: Story[] = [
  {
    story: 'as many patterns outside of the folder as are looked at',
    head: paths(...ownPaths, ...many(196, (i) => `other/${i}-*`)),
    found: ['warning delegations/outside-folder targets'],
  },
  { story: 'the longest name there is', head: paths(...ownPaths, `releases/${'a'.repeat(255)}`), found: [] },
  {
    story: 'a role is removed with all that belongs to it',
    head: removed,
    found: ['warning delegations/role-removed releases'],
  },
  {
    story: 'a repository before its first online signature',
    head: sound.file('metadata/snapshot.json', null).file('metadata/timestamp.json', null),
    base: null,
    found: [],
  },
  {
    story: 'a fifth role of root: the family roles says so',
    head: sound.step('root', ({ roles }) => Object.assign(roles, { fifth: roles.targets })).resign('root'),
    found: ['error roles/top-level-extra root'],
  },
  { story: 'a stray file is removed', base: stray, head: sound, found: [] },
  { story: 'a new role', head: twoRoles, found: [] },
  { story: 'a new role with target files', head: withRole('tools', {}, { 'tools/a/b/c/d': 'deep' }), found: [] },
  {
    story: 'a delegation below a delegated role that known good has',
    base: nested,
    head: nested,
    found: ['warning delegations/too-deep releases'],
  },
  {
    story: 'a role that nobody can read: what it delegates is not judged',
    base: nested,
    head: nested.file('metadata/releases.json', '{'),
    found: ['error form/json releases'],
  },
  {
    story: 'targets that nobody can read: what it delegates is not judged',
    head: sound.file('metadata/targets.json', '{'),
    found: ['error form/json targets'],
  },
  { story: 'a repository that is not one yet', head: new Draft(new Map()), base: null, found: [] },
  { story: 'one path that names a file', head: paths('releases/1.0/tool.txt'), found: [] },
  { story: 'two stars, which are one', head: paths(...ownPaths, 'releases/**'), found: [] },
  {
    story: 'as many patterns as are looked at, and more paths without any',
    head: paths(...ownPaths, ...many(196, (i) => `releases/${i}-*`), ...many(1000, (i) => `releases/${i}`)),
    found: [],
  },
  {
    story: 'a path outside of the folder where no role has a file',
    head: paths(...ownPaths, 'other/*', '*.exe'),
    found: ['warning delegations/outside-folder targets'],
  },
  {
    story: 'a path that only begins like the folder',
    head: paths(...ownPaths, 'releases2/*'),
    found: ['warning delegations/outside-folder targets'],
  },
  {
    story: 'a path of the name of the folder alone',
    head: paths(...ownPaths, 'releases'),
    found: ['warning delegations/outside-folder targets'],
  },
  {
    story: 'a path listed twice',
    head: paths(...ownPaths, 'releases/*'),
    found: ['warning delegations/repeated-path targets'],
  },
  {
    story: 'a path with a character that does not show',
    head: paths(...ownPaths, 'releases/\u202Etxt.*'),
    found: ['warning delegations/path-unseen targets'],
  },
  {
    story: 'a delegation by the hash of its own file alone',
    head: byHash(createHash('sha256').update('releases/1.0/tool.txt').digest('hex').slice(0, 8)),
    found: ['warning delegations/hash-prefixes targets'],
  },
];

const notes: Story[] = [
  {
    story: 'a key less, and the signatures stay',
    head: delegating((delegations) => {
      delegationIn(delegations).keyids = [bob.keyid];
      delete delegations.keys[carol.keyid];
    }),
    found: ['note delegations/signers-changed targets'],
  },
  {
    story: 'a higher threshold that the signatures meet',
    head: delegating((delegations) => Object.assign(delegationIn(delegations), { threshold: 2 })),
    found: ['note delegations/signers-changed targets'],
  },
  {
    story: 'a key whose content changes under the same keyid',
    head: delegating(({ keys }) => Object.assign(keys[carol.keyid], { 'x-note': 'new' })),
    options: { noVerifyKeyid: true },
    found: ['note delegations/signers-changed targets'],
  },
  {
    story: 'another threshold of targets by root',
    head: sound.step('root', ({ roles }) => Object.assign(roles.targets, { threshold: 2 })).resign('root'),
    found: ['note delegations/signers-changed root'],
  },
  {
    story: 'another threshold, and a new version',
    head: delegating((delegations) => Object.assign(delegationIn(delegations), { threshold: 2 }))
      .step('releases')
      .resign('releases'),
    found: [],
  },
  {
    story: 'the same keys in another order',
    head: delegating((delegations) => delegationIn(delegations).keyids.reverse()),
    found: [],
  },
  {
    story: 'terminating turned off',
    head: delegating((delegations) => Object.assign(delegationIn(delegations), { terminating: false })),
    found: ['note delegations/not-terminating targets'],
  },
  {
    story: 'a new role that is not terminating',
    head: withRole('tools', { terminating: false }),
    found: ['note delegations/not-terminating targets'],
  },
  {
    story: 'a role that never was terminating',
    base: withRole('tools', { terminating: false }),
    head: withRole('tools', { terminating: false }),
    found: [],
  },
  {
    story: 'another order of roles',
    base: twoRoles,
    head: delegating(({ roles }) => roles.reverse(), twoRoles),
    found: ['note delegations/order-changed targets'],
  },
  {
    story: 'a role put before the others',
    head: delegating(({ roles }) => roles.unshift(delegation('tools')), withRoleFile(sound, 'tools')),
    found: [],
  },
];

describe('delegations: who tampers with the tree', () => {
  it.each(tree)('$story', async (story) => {
    expect(await told('delegations', story)).toEqual(story.found);
  });
});

describe('delegations: who tampers with the paths', () => {
  it.each(coverage)('$story', async (story) => {
    expect(await told('delegations', story)).toEqual(story.found);
  });
});

describe('delegations: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('delegations', story)).toEqual(story.found);
  });
});

describe('delegations: what signers should know', () => {
  it.each(notes)('$story', async (story) => {
    expect(await told('delegations', story)).toEqual(story.found);
  });
});

describe('delegations: an online role', () => {
  it('gets its new version from online-sign, so that a new key is no news here', async () => {
    const base = sound;
    const head = sound
      .step('root', ({ keys, roles }) => {
        keys[alice.keyid] = alice.key;
        for (const role of ['timestamp', 'snapshot']) roles[role].keyids = [alice.keyid];
        delete keys[online.keyid];
      })
      .resign('root');
    const { findings } = await judgeDraft(head, base);
    expect(findings.filter(({ rule }) => rule.startsWith('delegations/'))).toEqual([]);
  });
});

describe('delegations: what the findings say', () => {
  const findingOf = async (head: Draft, rule: string, base = sound) =>
    (await judgeDraft(head, base)).findings.find((finding) => finding.rule === rule);

  it('is whether the event removes something, or it was never there', async () => {
    const gone = sound.file('metadata/releases.json', null);
    const never = delegating(({ roles }) => roles.push(delegation('tools')));
    expect((await findingOf(gone, 'delegations/no-metadata'))?.remedy).toContain('git checkout origin/HEAD');
    expect((await findingOf(never, 'delegations/no-metadata'))?.remedy).not.toContain('git checkout');
    expect((await findingOf(undelegated, 'delegations/not-delegated'))?.message).toContain('is removed');
    expect((await findingOf(stray, 'delegations/not-delegated'))?.message).not.toContain('is removed');
    const withoutRoot = sound.file('metadata/root.json', null);
    expect((await findingOf(withoutRoot, 'delegations/no-root'))?.message).toContain('is removed');
    expect((await findingOf(withoutRoot, 'delegations/no-root', withoutRoot))?.message).not.toContain('is removed');
  });

  it('is whether one role has too many paths, or all together have', async () => {
    const own = paths(...many(201, (i) => `releases/${i}-*`));
    const together = delegating(
      ({ roles }) => roles.push(delegation('tools', { paths: many(101, (i) => `other/${i}-*`) })),
      withRoleFile(paths(...many(100, (i) => `other/${i}-*`)), 'tools'),
    );
    expect((await findingOf(own, 'delegations/too-many-paths'))?.message).not.toContain('outside');
    expect((await findingOf(together, 'delegations/too-many-paths'))?.message).toContain('outside');
  });

  it('is how many target files a removed role takes with it', async () => {
    expect((await findingOf(removed, 'delegations/role-removed'))?.message).toContain(' 1 target file');
  });

  it('is whether a delegation stops being terminating or never was', async () => {
    const off = delegating((delegations) => Object.assign(delegationIn(delegations), { terminating: false }));
    const never = withRole('tools', { terminating: false });
    expect((await findingOf(off, 'delegations/not-terminating'))?.message).toContain('no longer');
    expect((await findingOf(never, 'delegations/not-terminating'))?.message).not.toContain('no longer');
  });

  it('is some of the paths, and how many there are', async () => {
    const head = paths(...ownPaths, ...many(5, (i) => `other/${i}`));
    expect((await findingOf(head, 'delegations/outside-folder'))?.message).toMatch(
      /"other\/0", "other\/1", "other\/2" and 2 more$/,
    );
    const unsound = paths(...ownPaths, 'releases/?', '');
    expect((await findingOf(unsound, 'delegations/path-form'))?.message).toMatch(
      /"releases\/\?" of "releases".*1 more/,
    );
    expect((await findingOf(paths(''), 'delegations/path-form'))?.message).not.toContain('more');
  });

  it('is the first files of others that a role covers', async () => {
    const base = ['a', 'b', 'c']
      .reduce((draft, path) => draft.file(`targets/${path}`, 'x'), sound)
      .list('targets')
      .resign('targets');
    const head = delegating((delegations) => delegationIn(delegations).paths.push('*', 'a', 'hello.txt'), base);
    const message = (await findingOf(head, 'delegations/covers-others', base))?.message;
    expect(message?.match(/"/g)).toHaveLength(2 + 2 * 3);
  });
});
