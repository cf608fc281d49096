import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeDraft } from '../../support/judge-draft.ts';
import {
  type Draft,
  dave,
  day,
  type Loose,
  now,
  online,
  soundRepository,
  type TestKey,
  withCustom,
} from '../../support/sound-repository.ts';
import { type Story, told, withSignatures } from '../../support/stories.ts';

const sound = soundRepository();
/** Targets version 2, merged and signed online. */
const next = sound.step('targets').resign('targets').online();
/** The same roles, signed online once more. */
const later = next.online();
/** Merged, and not yet signed online. */
const merged = sound.step('targets').resign('targets');
const bytesOf = (draft: Draft, role: string) => draft.bytes(`metadata/${role}.json`);
const withOnline = (draft: Draft, of: Draft, ...roles: string[]) =>
  roles.reduce((changed, role) => changed.file(`metadata/${role}.json`, bytesOf(of, role)), draft);
/** What a holder of the online key can make of a role. */
const forged = (draft: Draft, role: string, change: (signed: Loose) => void) => draft.with(role, change).resign(role);
const withoutOnline = (draft: Draft) =>
  draft.file('metadata/snapshot.json', null).file('metadata/timestamp.json', null);

/** root moves the online roles to another key. */
const secondOnline: TestKey = { ...withCustom(dave, { 'x-tuf-on-ci-online-uri': 'file2:second.pem' }), name: 'second' };
const rotated = next
  .knowing(secondOnline)
  .step('root', ({ keys, roles }) => {
    delete keys[online.keyid];
    keys[secondOnline.keyid] = secondOnline.key;
    roles.snapshot.keyids = [secondOnline.keyid];
    roles.timestamp.keyids = [secondOnline.keyid];
  })
  .resign('root');

/** releases leaves the delegation tree; the snapshot goes on listing it. */
const left = sound
  .step('targets', (signed) => {
    delete signed.delegations;
  })
  .resign('targets')
  .file('metadata/releases.json', null)
  .file('targets/releases/1.0/tool.txt', null)
  .online();

/** A snapshot that also lists length and hashes, as imported repositories have it. */
const facts = (content: Uint8Array) => ({
  length: content.length,
  hashes: {
    sha256: createHash('sha256').update(content).digest('hex'),
    sha512: createHash('sha512').update(content).digest('hex'),
  },
});
const pinned = (() => {
  const snapshot = forged(next, 'snapshot', ({ meta }) => {
    for (const role of ['targets', 'releases']) Object.assign(meta[`${role}.json`], facts(bytesOf(next, role)));
  });
  return forged(snapshot, 'timestamp', ({ meta }) => {
    Object.assign(meta['snapshot.json'], facts(bytesOf(snapshot, 'snapshot')));
  });
})();

const at = (door: 'event' | 'sign' | 'create-events' | 'online-sign' | 'publish' | 'audit', extra = {}) => ({
  options: { door, ...extra },
});

const inEvents: Story[] = [
  {
    story: 'brings a snapshot and timestamp of its own, soundly signed',
    head: next,
    found: ['error online-roles/changed snapshot', 'error online-roles/changed timestamp'],
  },
  {
    story: 'brings them while signers look at something else',
    head: next,
    ...at('sign'),
    found: ['error online-roles/changed snapshot', 'error online-roles/changed timestamp'],
  },
  {
    story: 'puts back the timestamp of last week',
    head: withOnline(next, sound, 'timestamp'),
    base: next,
    found: ['error online-roles/changed timestamp'],
  },
  {
    story: 'makes the timestamp a program',
    head: sound.file('metadata/timestamp.json', { mode: '100755', content: bytesOf(sound, 'timestamp') }),
    found: ['error online-roles/changed timestamp'],
  },
  {
    story: 'brings the first ones with the first event',
    head: sound,
    base: withoutOnline(sound),
    found: ['error online-roles/changed snapshot', 'error online-roles/changed timestamp'],
  },
  {
    story: 'removes them, so that versions begin anew',
    head: withoutOnline(sound),
    found: ['error online-roles/removed snapshot', 'error online-roles/removed timestamp'],
  },
  {
    story: 'adds a signature to a file whose hash the snapshot lists',
    head: withSignatures(pinned, 'targets', (entries) => entries.slice(0, 1)),
    base: pinned,
    found: ['error online-roles/pinned-bytes targets'],
  },
];

const eventTwins: Story[] = [
  { story: 'an event that leaves both alone', head: merged, found: [] },
  {
    story: 'an event before the first online signature',
    head: withoutOnline(merged),
    base: withoutOnline(sound),
    found: [],
  },
  {
    story: 'an event while the timestamp has expired',
    head: merged,
    options: { now: now + 30 * day },
    found: [],
  },
  {
    story: 'a new version of a role whose hash the snapshot lists',
    head: pinned.step('releases').resign('releases'),
    base: pinned,
    found: [],
  },
  {
    story: 'a signature on a file that the snapshot lists by version alone',
    head: withSignatures(next, 'targets', (entries) => entries.slice(0, 1)),
    base: next,
    found: [],
  },
  { story: 'new events from a branch that was signed online since', head: next, ...at('create-events'), found: [] },
];

/** What online-sign repairs, and nobody else may publish. */
const repairable: Story[] = [
  {
    story: 'were never made',
    head: withoutOnline(sound),
    base: null,
    found: ['error online-roles/missing'],
  },
  { story: 'are gone', head: withoutOnline(merged), found: ['error online-roles/missing'] },
  {
    story: 'have expired',
    head: sound,
    options: { now: now + 400 * day },
    base: null,
    found: ['error online-roles/expired snapshot', 'error online-roles/expired timestamp'],
  },
  {
    story: 'are signed by a key that root no longer lists',
    head: rotated,
    base: next,
    found: ['error online-roles/signatures snapshot', 'error online-roles/signatures timestamp'],
  },
  {
    story: 'were changed by somebody without the key',
    head: next.with('snapshot', (signed) => {
      signed.version = 2 ** 53 - 1;
    }),
    found: ['error online-roles/signatures snapshot', 'error online-roles/timestamp-outdated timestamp'],
  },
  {
    story: 'have one keyid twice',
    head: withSignatures(next, 'timestamp', ([entry]) => [entry, { ...entry, sig: '' }]),
    found: ['error online-roles/signatures timestamp'],
  },
  { story: 'are older than the roles', head: merged, found: ['error online-roles/outdated snapshot'] },
  {
    story: 'list a role no more that is there',
    head: forged(next, 'snapshot', ({ meta }) => {
      delete meta['releases.json'];
    }),
    base: null,
    found: ['error online-roles/outdated snapshot'],
  },
  {
    story: 'are a timestamp of the snapshot before',
    head: withOnline(next, sound, 'timestamp'),
    found: ['error online-roles/timestamp-outdated timestamp'],
  },
  {
    story: 'are a timestamp of no snapshot',
    head: forged(next, 'timestamp', (signed) => {
      signed.meta = {};
    }),
    found: ['error online-roles/timestamp-outdated timestamp'],
  },
  {
    story: 'are a timestamp of other files too',
    head: forged(next, 'timestamp', ({ meta }) => {
      meta['root.json'] = { version: 2 };
    }),
    found: ['error online-roles/timestamp-others timestamp'],
  },
];

/** What a thief of the online key, or a pusher to the default branch, does: nothing here is repaired by signing on. */
const stopped: Story[] = [
  {
    story: 'puts back a snapshot of last week, which is validly signed',
    head: withOnline(later, next, 'snapshot'),
    base: null,
    found: ['error online-roles/older-than-timestamp snapshot'],
  },
  {
    story: 'puts back both',
    head: next,
    base: later,
    found: ['error online-roles/rollback snapshot', 'error online-roles/rollback timestamp'],
  },
  {
    story: 'signs another timestamp under a version that is out',
    head: forged(next, 'timestamp', (signed) => {
      signed['x-note'] = 'for you alone';
    }),
    base: next,
    found: ['error online-roles/rollback timestamp'],
  },
  {
    story: 'signs the last version there can be',
    head: forged(next, 'timestamp', (signed) => {
      signed.version = 2 ** 53 - 1;
    }),
    found: ['error online-roles/too-high timestamp'],
  },
  {
    story: 'lists a version of targets that nobody has signed',
    head: forged(next, 'snapshot', ({ meta }) => {
      meta['targets.json'].version = 2 ** 53 - 1;
    }),
    found: ['error online-roles/role-rollback targets'],
  },
  {
    story: 'puts targets back, where the snapshot alone remembers',
    head: next.file('metadata/targets.json', bytesOf(sound, 'targets')),
    base: null,
    found: ['error online-roles/role-rollback targets'],
  },
  {
    story: 'forgets a role that has left',
    head: forged(left.online(), 'snapshot', ({ meta }) => {
      delete meta['releases.json'];
    }),
    base: left,
    found: ['error online-roles/entry-lost snapshot'],
  },
  {
    story: 'lists an older version of a role that has left',
    head: forged(left.step('root').resign('root').online(), 'snapshot', ({ meta }) => {
      meta['releases.json'].version = 1;
    }),
    base: forged(left, 'snapshot', ({ meta }) => {
      meta['releases.json'].version = 3;
    }),
    found: ['error online-roles/entry-lost snapshot'],
  },
  {
    story: 'takes the name of a role to come',
    head: forged(next, 'snapshot', ({ meta }) => {
      meta['tools.json'] = { version: 2 ** 53 - 1 };
    }),
    found: ['error online-roles/entry-planted snapshot'],
  },
  {
    story: 'sees to it that a role that has left cannot come back',
    head: forged(left.online(), 'snapshot', ({ meta }) => {
      meta['releases.json'].version = 2 ** 53 - 1;
    }),
    base: left,
    found: ['error online-roles/entry-planted snapshot'],
  },
  {
    story: 'lists a hash that is not that of the file',
    head: forged(pinned, 'snapshot', ({ meta }) => {
      meta['targets.json'].hashes.sha512 = '00'.repeat(64);
    }),
    found: ['error online-roles/meta-facts snapshot', 'error online-roles/meta-facts timestamp'],
  },
  {
    story: 'lists a length that is not that of the file',
    head: forged(pinned, 'timestamp', ({ meta }) => {
      meta['snapshot.json'].length -= 1;
    }),
    found: ['error online-roles/meta-facts timestamp'],
  },
];

const sounds: Story[] = [
  { story: 'a snapshot and timestamp of what is there', head: next, found: [] },
  { story: 'the same where nothing is known good', head: next, base: null, found: [] },
  { story: 'length and hashes of what is there', head: pinned, base: null, found: [] },
  {
    story: 'an entry of a role that left long ago, and one of root',
    head: forged(next, 'snapshot', ({ meta }) => {
      meta['rekor.json'] = { version: 7, length: 3 };
      meta['root.json'] = { version: 1 };
    }),
    base: null,
    found: [],
  },
  { story: 'a role that leaves and stays listed', head: left, found: [] },
  { story: 'a new key, and both signed with it', head: rotated.online(), base: next, found: [] },
  {
    story: 'many timestamps since known good',
    head: Array(20)
      .fill(0)
      .reduce((draft: Draft) => draft.online(), next),
    found: [],
  },
  {
    story: 'a hash by an algorithm that is not known here',
    head: forged(next, 'snapshot', ({ meta }) => {
      meta['targets.json'].hashes = { blake3: '00' };
    }),
    base: null,
    found: [],
  },
];

describe('online roles: what an event must not do', () => {
  it.each(inEvents)('$story', async (story) => {
    expect(await told('online-roles', story)).toEqual(story.found);
  });
});

describe('online roles: sound twins in events', () => {
  it.each(eventTwins)('$story', async (story) => {
    expect(await told('online-roles', story)).toEqual(story.found);
  });
});

describe('online roles: what online-sign repairs and nobody publishes', () => {
  it.each(repairable)('they $story', async (story) => {
    const options = { ...story.options, door: 'publish' } as const;
    expect(await told('online-roles', { ...story, options })).toEqual(story.found);
    expect(await told('online-roles', { ...story, options: { ...options, door: 'online-sign' } })).toEqual([]);
  });
});

describe('online roles: what nothing repairs', () => {
  it.each(stopped)('somebody $story', async (story) => {
    for (const door of ['publish', 'online-sign', 'audit'] as const) {
      expect(await told('online-roles', { ...story, options: { door } })).toEqual(story.found);
    }
  });
});

describe('online roles: sound twins on the default branch', () => {
  it.each(sounds)('$story', async (story) => {
    for (const door of ['publish', 'online-sign', 'audit'] as const) {
      expect(await told('online-roles', { ...story, options: { door } })).toEqual([]);
    }
  });
});

describe('online roles: what is known good says it once', () => {
  it('leaves a role that went back to the family versions', async () => {
    const head = next.file('metadata/targets.json', bytesOf(sound, 'targets'));
    const found = await told('online-roles', {
      story: '',
      head,
      base: next,
      options: { door: 'online-sign' },
      found: [],
    });
    expect(found).toEqual(['error versions/unchanged targets']);
  });

  it('leaves a role that comes back too old to the family versions', async () => {
    const head = forged(left.online(), 'snapshot', () => {})
      .file('metadata/targets.json', bytesOf(sound, 'targets'))
      .step('targets', (signed) => {
        signed.version = 3;
      })
      .resign('targets')
      .file('metadata/releases.json', bytesOf(sound, 'releases'))
      .file('targets/releases/1.0/tool.txt', 'a tool\n');
    const found = await told('online-roles', {
      story: '',
      head,
      base: left,
      options: { door: 'online-sign' },
      found: [],
    });
    expect(found).toEqual(['error versions/reused releases']);
  });
});

describe('online roles in the audit of a history', () => {
  const audited = (head: Draft, base: Draft) =>
    told('online-roles', { story: '', head, base, options: { door: 'audit' }, found: [] });

  it('lets a merge leave the online signature to the next commit', async () => {
    expect(await audited(merged, sound)).toEqual([]);
    expect(await audited(rotated, next)).toEqual([]);
  });

  it('judges the online signature itself', async () => {
    expect(await audited(next, merged)).toEqual([]);
    const stale = withOnline(next, sound, 'snapshot')
      .online()
      .file('metadata/snapshot.json', bytesOf(sound, 'snapshot'));
    expect(await audited(stale, merged)).toEqual([
      'error online-roles/older-than-timestamp snapshot',
      'error online-roles/outdated snapshot',
    ]);
  });

  it('finds where they were removed', async () => {
    expect(await audited(withoutOnline(sound), sound)).toEqual([
      'error online-roles/removed snapshot',
      'error online-roles/removed timestamp',
    ]);
  });

  it('does not hold against history that it has expired since', async () => {
    const { findings } = await judgeDraft(next, merged, { door: 'audit', now: now + 1000 * day });
    expect(findings.filter(({ rule }) => rule.startsWith('online-roles/'))).toEqual([]);
  });
});
