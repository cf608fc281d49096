import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import { carol, type Draft, online, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';

const sound = soundRepository();
const path = 'metadata/.signing-event-state';
const withFile = (content: string, draft: Draft = sound) => draft.file(path, content);
const inviting = (invites: Record<string, unknown>, draft: Draft = sound) =>
  withFile(JSON.stringify({ invites }, null, 2), draft);

/** releases is signed by machine. */
const onlineReleases = sound
  .step('targets', ({ delegations }) => {
    delegations.keys = { [online.keyid]: online.key };
    delegations.roles[0].keyids = [online.keyid];
  })
  .resign('targets')
  .step('releases')
  .resign('releases', [online]);

const attacks: Story[] = [
  ...[
    '',
    '{',
    '[]',
    '{}',
    '{"invites": []}',
    '{"invites": {"@zoe": "root"}}',
    '{"invites": {"@zoe": [1]}}',
    '{"invites": {}, "invites": {}}',
  ].map((content) => ({
    story: `leaves ${JSON.stringify(content)}`,
    head: withFile(content),
    found: ['error event-state/form'],
  })),
  ...['zoe', '@Zoe', '@zoe smith', '@zo\u200de', '@', '__proto__', '@zoe\n- @bob'].map((user) => ({
    story: `invites ${JSON.stringify(user)}`,
    head: withFile(`{"invites": {${JSON.stringify(user)}: ["releases"]}}`),
    found: ['error event-state/user-name'],
  })),
  {
    story: 'invites somebody to sign timestamps',
    head: inviting({ '@zoe': ['timestamp'] }),
    found: ['error event-state/online-role'],
  },
  {
    story: 'invites somebody to sign snapshots',
    head: inviting({ '@zoe': ['root', 'snapshot'] }),
    found: ['error event-state/online-role'],
  },
  ...['../root', 'a/b', '', '.hidden', 'releases ', 'rele\u0430ses', '--help'].map((role) => ({
    story: `invites to the role ${JSON.stringify(role)}`,
    head: inviting({ '@zoe': [role] }),
    found: ['error event-state/role-name'],
  })),
  {
    story: 'invites somebody to a role with an online key',
    head: inviting({ '@zoe': ['releases'] }, onlineReleases),
    found: ['error event-state/online-key'],
  },
  { story: 'leaves an empty list of invites', head: inviting({}), found: ['warning event-state/empty'] },
  { story: 'leaves an invite to nothing', head: inviting({ '@zoe': [] }), found: ['warning event-state/empty'] },
  {
    story: 'invites somebody who has a key already',
    head: inviting({ '@tuf-test-carol': ['releases'] }),
    found: ['warning event-state/already-signer'],
  },
  {
    story: 'hides a wrong signature behind an invite',
    head: inviting({ '@zoe': ['releases'] }, sound.step('releases')),
    found: ['error signatures/wrong releases'],
  },
];

const twins: Story[] = [
  { story: 'invites to roles that are there', head: inviting({ '@zoe': ['root', 'targets', 'releases'] }), found: [] },
  { story: 'an invite to a role to come', head: inviting({ '@zoe': ['tools'] }), found: [] },
  { story: 'an invite of a signer to another role', head: inviting({ '@tuf-test-carol': ['targets'] }), found: [] },
  { story: 'a name with digits and dashes', head: inviting({ '@0-zoe-9': ['root'] }), found: [] },
  { story: 'the same in other bytes', head: withFile('{"invites":{"@zoe":["root","root"]}}\n'), found: [] },
  {
    story: 'an invite to a role of a bad name that is there, which is said of the role',
    head: inviting(
      { '@zoe': ['re leases'] },
      sound
        .step('targets', ({ delegations }) => {
          delegations.roles[0].name = 're leases';
        })
        .resign('targets'),
    ),
    found: expect.not.arrayContaining(['error event-state/role-name']),
  },
  {
    story: 'an invite to a role that has lost all its keys',
    head: inviting(
      { '@zoe': ['releases'] },
      sound
        .step('targets', ({ delegations }) => {
          delegations.keys = {};
          delegations.roles[0].keyids = [];
        })
        .resign('targets'),
    ),
    found: [],
  },
];

describe('event state: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await told('event-state', story)).toEqual(story.found);
  });
});

describe('event state: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('event-state', story)).toEqual(story.found);
  });
});

describe('event state on the default branch', () => {
  it('warns of invites that nobody will answer, and names who was invited', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`@zoe${i}`, ['root']]));
    for (const door of ['online-sign', 'publish', 'audit', 'create-events'] as const) {
      const { findings } = await judgeDraft(inviting(many), sound, { door });
      expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
        'warning event-state/open-on-default',
      ]);
      expect(findings[0]!.message).toContain('@zoe9 and 2 more');
    }
  });

  it('names nobody who is invited to nothing', async () => {
    const { findings } = await judgeDraft(inviting({ '@yan': [], '@zoe': ['root'] }), sound, { door: 'publish' });
    expect(findings.map(({ message }) => message)).toContain('Invites of @zoe are still open on the default branch');
  });

  it('goes through very many invites', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`@zoe${i}`, ['releases', 'timestamp']]));
    const { findings } = await judgeDraft(inviting(many), sound);
    expect(findings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^20000 findings/));
  });

  it('counts keys by their owner, whoever else has one', async () => {
    const head = inviting({ '@tuf-test-carol': ['root'] });
    const { findings } = await judgeDraft(head, sound);
    expect(findings.map(({ message }) => message)).toEqual([
      `${carol.key['x-tuf-on-ci-keyowner']} is invited to root and has a key of it already`,
    ]);
  });
});
