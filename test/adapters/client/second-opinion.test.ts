import { describe, expect, test } from 'vitest';
import { secondOpinion } from '../../../src/adapters/client/second-opinion.ts';
import type { SecondOpinion } from '../../../src/ports/client.ts';
import { formatTime } from '../../../src/tuf/expires.ts';
import {
  ed25519,
  foreign,
  inDays,
  notYet,
  now,
  p256,
  p521,
  publish,
  rsaPkcs1,
  sigstore,
  type TestRepository,
  tamper,
} from './published-repository.ts';

function ask(repository: TestRepository, trustedRootVersion = 1): Promise<SecondOpinion> {
  return secondOpinion({ files: repository.metadata, now, trustedRootVersion });
}

const agreed: SecondOpinion = { disagreements: [], notJudged: [] };
const roles = (entries: readonly { role: string }[]): string[] => entries.map(({ role }) => role);
const manyFiles = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`file-${i}`, 'same']));

describe('a sound repository', () => {
  test('both implementations agree', async () => {
    expect(await ask(publish())).toEqual(agreed);
  });

  test('delegations are walked to the last, in whatever names they come', async () => {
    const repository = publish({
      delegates: [
        { name: 'ünïcode', files: { 'ünïcode/a b': 'x' } },
        { name: 'deep', delegates: [{ name: 'deeper', key: ed25519(), files: { 'deep/er/x': 'y' } }] },
      ],
    });
    expect(await ask(repository)).toEqual(agreed);
    repository.metadata.delete('1.deeper.json');
    expect(roles((await ask(repository)).disagreements)).toEqual(['deeper']);
  });

  test('a role that is delegated twice, and one from below, are visited once', async () => {
    const shared = { name: 'shared', expires: inDays(-1), delegates: [{ name: 'a' }] };
    const repository = publish({
      delegates: [
        { name: 'b', delegates: [shared] },
        { name: 'a', delegates: [shared] },
      ],
    });
    expect(roles((await ask(repository)).notJudged)).toEqual(['shared']);
  });

  test('root keys change hands twice', async () => {
    const [a, b, c] = [p256(), ed25519(), p256()];
    expect(await ask(publish({ roots: [[a], [a, b], [b, c]] }))).toEqual(agreed);
  });

  test('a historic root that nobody can read is before the beginning', async () => {
    const repository = publish({ roots: [[p256()], [p256()]] });
    repository.metadata.set('1.root.json', Buffer.from('{"signed": "in another age"}'));
    expect(await ask(repository, 2)).toEqual(agreed);
    expect(roles((await ask(repository, 1)).disagreements)).toEqual(['root']);
  });
});

describe('a repository that a client would refuse', () => {
  const delegated = { delegates: [{ name: 'team', files: { 'team/a': 'x' } }] };
  const spoiled: readonly [story: string, role: string, spoil: (repository: TestRepository) => void][] = [
    ['the first root is not signed by itself', 'root', (it) => tamper(it, '1.root.json')],
    [
      'the second root is not signed',
      'root',
      (it) => it.metadata.set('2.root.json', publish().metadata.get('1.root.json')!),
    ],
    ['there is no timestamp', 'timestamp', (it) => it.metadata.delete('timestamp.json')],
    ['the timestamp was changed', 'timestamp', (it) => tamper(it, 'timestamp.json')],
    ['the snapshot was changed', 'snapshot', (it) => tamper(it, '1.snapshot.json')],
    ['targets was changed', 'targets', (it) => tamper(it, '1.targets.json')],
    ['a delegated role was changed', 'team', (it) => tamper(it, '1.team.json')],
    ['a file is not JSON', 'team', (it) => it.metadata.set('1.team.json', Buffer.from('{'))],
    [
      'a file has a member twice',
      'team',
      (it) => it.metadata.set('1.team.json', Buffer.from('{"signed":1,"signed":2}')),
    ],
  ];
  test.each(spoiled)('%s', async (_story, role, spoil) => {
    const repository = publish(delegated);
    spoil(repository);
    expect(roles((await ask(repository)).disagreements)).toEqual([role]);
  });

  test('the snapshot names another version of targets than is published', async () => {
    const [old, young] = [publish({ version: 1 }), publish({ version: 2 })];
    young.metadata.set('2.targets.json', old.metadata.get('1.targets.json')!);
    expect(roles((await ask(young)).disagreements)).toEqual(['targets']);
  });

  test('a delegated role signed by somebody else', async () => {
    const repository = publish(delegated);
    const other = publish({ delegates: [{ name: 'team', key: p256(), files: { 'team/a': 'x' } }] });
    repository.metadata.set('1.team.json', other.metadata.get('1.team.json')!);
    expect(roles((await ask(repository)).disagreements)).toEqual(['team']);
  });
});

describe('expiry', () => {
  const expired = inDays(-1);

  test('expired roles of people do not stop publishing, and are named', async () => {
    const repository = publish({
      expires: { root: expired, targets: inDays(-20) },
      delegates: [{ name: 'old', expires: formatTime(now) }, { name: 'young' }],
    });
    const opinion = await ask(repository);
    expect(opinion.disagreements).toEqual([]);
    expect(roles(opinion.notJudged)).toEqual(['root', 'targets', 'old']);
  });

  test.each(['timestamp', 'snapshot'] as const)(
    'an expired %s is a disagreement, also below an expired root',
    async (role) => {
      for (const root of [inDays(365), inDays(-30)]) {
        const { disagreements } = await ask(publish({ expires: { root, [role]: expired } }));
        expect(roles(disagreements)).toEqual([role]);
      }
    },
  );

  test('an expired timestamp is found although tuf-js cannot verify its signature', async () => {
    const { disagreements } = await ask(publish({ onlineKey: sigstore(), expires: { timestamp: expired } }));
    expect(roles(disagreements)).toEqual(['timestamp']);
  });
});

describe('keys that tuf-js does not know', () => {
  const keys = {
    'sigstore-oidc': sigstore,
    'ml-dsa': () => foreign('ml-dsa', 'ml-dsa-44/1', { public: 'a key' }),
    'P-521': p521,
    'PKCS#1 v1.5': rsaPkcs1,
  };
  test.each(Object.entries(keys))('%s: the role is not judged, what depends on it is', async (_name, key) => {
    const repository = publish({ onlineKey: key(), delegates: [{ name: 'team' }] });
    const opinion = await ask(repository);
    expect(opinion.disagreements).toEqual([]);
    expect(roles(opinion.notJudged)).toEqual(['timestamp', 'snapshot']);
    tamper(repository, '1.team.json');
    expect(roles((await ask(repository)).disagreements)).toEqual(['team']);
  });

  test('a root with such a key: the roles below are judged', async () => {
    const repository = publish({ roots: [[p521()], [p256()]] });
    expect(await ask(repository)).toMatchObject({ disagreements: [], notJudged: [{ role: 'root' }, { role: 'root' }] });
    tamper(repository, '1.targets.json');
    expect(roles((await ask(repository)).disagreements)).toEqual(['targets']);
  });

  test('a root signed with such a key in the middle of the chain', async () => {
    const repository = publish({ roots: [[p256()], [p521()], [p256()]] });
    expect(await ask(repository)).toMatchObject({ disagreements: [], notJudged: [{ role: 'root' }, { role: 'root' }] });
  });

  test('an empty signature of a known key is none', async () => {
    const [known, unknown] = [p256(), p521()];
    const targetsKeys = [known, unknown];
    const repository = publish({ targetsKeys, targetsThreshold: 1, targetsSigners: [notYet(known), unknown] });
    expect(await ask(repository)).toMatchObject({ disagreements: [], notJudged: [{ role: 'targets' }] });
  });

  test('what is not judged is still read, and compared', async () => {
    const repository = publish({ onlineKey: sigstore() });
    const timestamp = JSON.parse(Buffer.from(repository.metadata.get('timestamp.json')!).toString());
    timestamp.signed.meta['targets.json'] = { version: 1 };
    repository.metadata.set('timestamp.json', Buffer.from(JSON.stringify(timestamp)));
    const { disagreements } = await ask(repository);
    expect(roles(disagreements)).toEqual(['timestamp']);
    expect(disagreements[0]!.message).toContain('targets.json');
  });

  test('enough known keys: such a key next to them changes nothing', async () => {
    const targetsKeys = [p256(), p521()];
    const repository = publish({ targetsKeys, targetsThreshold: 1 });
    expect(await ask(repository)).toEqual(agreed);
    tamper(repository, '1.targets.json');
    expect(roles((await ask(repository)).disagreements)).toEqual(['targets']);
  });

  test('too few signatures are too few, whatever the keys', async () => {
    const targetsKeys = [p521(), p521()];
    const repository = publish({ targetsKeys, targetsThreshold: 2, targetsSigners: targetsKeys.slice(0, 1) });
    expect(roles((await ask(repository)).disagreements)).toEqual(['targets']);
  });

  test('a document that is not signed at all does not pass as not judged', async () => {
    const repository = publish({ onlineKey: sigstore() });
    const unsigned = JSON.parse(Buffer.from(repository.metadata.get('timestamp.json')!).toString()) as object;
    repository.metadata.set('timestamp.json', Buffer.from(JSON.stringify({ ...unsigned, signatures: [] })));
    expect(roles((await ask(repository)).disagreements)).toEqual(['timestamp']);
  });
});

describe('what tuf-js cannot do', () => {
  test('2,001 target files: the role is left out, its delegations are not', async () => {
    const repository = publish({ files: manyFiles(2001), delegates: [{ name: 'team' }] });
    expect(await ask(repository)).toMatchObject({ disagreements: [], notJudged: [{ role: 'targets' }] });
    tamper(repository, '1.team.json');
    expect(roles((await ask(repository)).disagreements)).toEqual(['team']);
  });

  test('2,000 target files are read', async () => {
    expect(await ask(publish({ files: manyFiles(2000) }))).toEqual(agreed);
  });

  test('2,001 delegated roles: nothing below the snapshot is judged', async () => {
    const delegates = Array.from({ length: 2001 }, (_, i) => ({ name: `role-${i}` }));
    const repository = publish({ delegates });
    expect(await ask(repository)).toMatchObject({ disagreements: [], notJudged: [{ role: 'snapshot' }] });
  });

  test('delegated roles named 10 and 2, in this order', async () => {
    const opinion = await ask(publish({ delegates: [{ name: '10' }, { name: '2' }] }));
    expect(opinion).toMatchObject({ disagreements: [], notJudged: [{ role: 'targets' }] });
    expect(await ask(publish({ delegates: [{ name: '2' }, { name: '10' }] }))).toEqual(agreed);
  });

  test('target names that UTF-16 sorts otherwise than code points', async () => {
    const opinion = await ask(publish({ files: { '\u{1f600}': 'a', '\uff21': 'b' } }));
    expect(opinion).toMatchObject({ disagreements: [], notJudged: [{ role: 'targets' }] });
    expect(await ask(publish({ files: { '\u{1f600}': 'a', a: 'b' } }))).toEqual(agreed);
  });

  test.each(['__proto__', 'constructor', 'toString'])('a delegated role named %s', async (name) => {
    const opinion = await ask(publish({ delegates: [{ name }, { name: 'team' }] }));
    expect(opinion).toMatchObject({ disagreements: [], notJudged: [{ role: name }] });
  });
});
