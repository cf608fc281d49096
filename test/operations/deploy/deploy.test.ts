/** What deploy puts where, what it leaves alone and what it refuses; clients and races are in the files beside. */
import { describe, expect, test } from 'vitest';
import { readBuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import { placeMetadata } from '../../../src/operations/deploy/immutable.ts';
import { contentOf } from '../../../src/ports/destination.ts';
import {
  type Bucket,
  copyOf,
  emptyBucket,
  memoryDestination,
  put,
  type Request,
} from '../../support/memory-destination.ts';
import { opinionHere } from '../../support/opinions.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  dave,
  day,
  now,
  signatureOf,
  soundRepository,
} from '../../support/sound-repository.ts';
import { type Built, built, filesOf, foldersOf, tools } from './publications.ts';
import { run, servedVersion } from './runs.ts';

const first = soundRepository();
const second = first.file('targets/new.txt', 'new\n').list('targets').resign('targets').online(now);
const third = second
  .file('targets/new.txt', null)
  .list('targets')
  .resign('targets')
  .online(now + 60);
const note = '.tuf-on-ci-deploy.json';

async function deployed(draft: Draft = first, page = 'a page') {
  const bucket = emptyBucket();
  await run(bucket, await built(draft, page));
  return bucket;
}

const names = (bucket: { objects: ReadonlyMap<string, unknown> }) => [...bucket.objects.keys()].sort();

/** Who has signed the targets role that is there. */
function signersOfTargets({ objects }: Bucket): readonly string[] {
  const { signatures } = JSON.parse(Buffer.from(objects.get('metadata/1.targets.json')!.bytes).toString());
  return signatures.map(({ keyid }: { keyid: string }) => keyid);
}

describe('the first deployment', () => {
  test('writes target files, then roles, then the snapshot, the roots, and timestamp.json last', async () => {
    const { written } = await deployed();
    const place = (name: RegExp) => written.findIndex((one) => name.test(one));
    const last = (name: RegExp) => written.findLastIndex((one) => name.test(one));
    expect(written).toHaveLength(10);
    expect(last(/^targets\//)).toBeLessThan(place(/^metadata\//));
    expect(last(/1\.(targets|releases)\.json$/)).toBeLessThan(place(/snapshot/));
    expect(place(/1\.root/)).toBeLessThan(place(/2\.root/));
    expect(place(/snapshot/)).toBeLessThan(place(/1\.root/));
    expect(written.at(-1)).toBe('metadata/timestamp.json');
  });

  test('says how each file is served: what never changes for a year, what changes not at all or briefly', async () => {
    const draft = first
      .file('targets/page.html', '<script>')
      .file('targets/data.json', '{}')
      .list('targets')
      .resign('targets')
      .online(now);
    const served = Array.from((await deployed(draft)).objects, ([name, { serving }]) => {
      return `${name.replace(/[0-9a-f]{64}/, 'HASH')}: ${serving.contentType}; ${serving.cacheControl}`;
    });
    const forEver = 'public, max-age=31536000, immutable';
    expect(served.sort()).toEqual([
      '.tuf-on-ci-deploy.json: application/json; no-store',
      `metadata/1.releases.json: application/json; ${forEver}`,
      `metadata/1.root.json: application/json; ${forEver}`,
      `metadata/2.root.json: application/json; ${forEver}`,
      `metadata/2.snapshot.json: application/json; ${forEver}`,
      `metadata/2.targets.json: application/json; ${forEver}`,
      'metadata/index.html: text/html; charset=utf-8; public, max-age=60',
      'metadata/timestamp.json: application/json; no-store',
      `targets/HASH.data.json: application/json; ${forEver}`,
      `targets/HASH.hello.txt: text/plain; charset=utf-8; ${forEver}`,
      // Nothing that a browser would run.
      `targets/HASH.page.html: application/octet-stream; ${forEver}`,
      `targets/releases/1.0/HASH.tool.txt: text/plain; charset=utf-8; ${forEver}`,
    ]);
  });

  test('can put both folders into one, or one into the other', async () => {
    for (const layout of [
      { metadata: '', artifacts: '' },
      { metadata: 'a/', artifacts: '' },
    ]) {
      const bucket = emptyBucket();
      const built1 = await built(first);
      await run(bucket, built1, { layout });
      expect(names(bucket)).toContain(`${layout.metadata}timestamp.json`);
      expect((await run(bucket, built1, { layout })).kind).toBe('unchanged');
    }
  });
});

describe('a later deployment', () => {
  test('of the same writes nothing', async () => {
    const bucket = await deployed();
    bucket.written.length = 0;
    const { kind, calls } = await run(bucket, await built(first));
    expect(kind).toBe('unchanged');
    expect(bucket.written).toEqual([]);
    expect(Object.fromEntries(calls)).toEqual({ read: 2, stat: 2 });
  });

  test('writes what is new and nothing else, in few calls and without a listing', async () => {
    const bucket = await deployed();
    bucket.written.length = 0;
    const { kind, calls } = await run(bucket, await built(second, 'another page'));
    expect(kind).toBe('deployed');
    expect(bucket.written.map((name) => name.replace(/[0-9a-f]{64}/, 'HASH'))).toEqual([
      'targets/HASH.new.txt',
      'metadata/2.targets.json',
      'metadata/2.snapshot.json',
      note,
      'metadata/index.html',
      'metadata/timestamp.json',
    ]);
    process.stdout.write(`deploy, calls for a new target file: ${JSON.stringify(Object.fromEntries(calls))}\n`);
    expect(calls.get('list')).toBeUndefined();
    expect([...calls.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(20);
  });

  test('of a new timestamp alone needs nine calls', async () => {
    const bucket = await deployed();
    const { calls } = await run(bucket, await built(first.online(now), 'another page'));
    expect(Object.fromEntries(calls)).toEqual({ read: 3, stat: 2, write: 4 });
  });

  test('leaves earlier versions where they are', async () => {
    const bucket = await deployed();
    const before = names(bucket);
    await run(bucket, await built(second));
    await run(bucket, await built(third));
    expect(names(bucket)).toEqual(expect.arrayContaining(before));
    expect(servedVersion(bucket)).toBe(3);
  });

  test('leaves a newer version alone that is served already', async () => {
    const bucket = await deployed(second);
    bucket.written.length = 0;
    const outcome = await run(bucket, await built(first));
    expect(outcome).toMatchObject({ kind: 'superseded', version: 1, liveVersion: 2 });
    expect(bucket.written).toEqual([]);
  });

  test('knows a newer version whose online key it has never seen, by the roots that are served', async () => {
    const newer = second
      .step('root', (signed) => {
        for (const role of ['snapshot', 'timestamp']) signed.roles[role].keyids = [dave.keyid];
        signed.keys[dave.keyid] = dave.key;
      })
      .resign('root')
      .online(now);
    const bucket = emptyBucket();
    for (const [name, bytes] of (await filesOf(newer)).metadata) put(bucket, `metadata/${name}`, bytes);
    expect((await run(bucket, await built(first))).kind).toBe('superseded');
  });

  test('goes through many new target files by a listing, and writes those that are missing', async () => {
    let draft = first;
    for (let i = 0; i < 120; i++) draft = draft.file(`targets/file-${i}.txt`, `${i}\n`);
    draft = draft.list('targets').resign('targets').online(now);
    const bucket = await deployed();
    const { artifacts } = await filesOf(draft);
    for (const [name, bytes] of [...artifacts].slice(0, 60)) put(bucket, `targets/${name}`, bytes);
    bucket.written.length = 0;
    const { calls } = await run(bucket, await built(draft));
    expect(calls.get('list')).toBe(1);
    expect(bucket.written.filter((name) => name.startsWith('targets/')).length).toBeLessThanOrEqual(62);
    expect(servedVersion(bucket)).toBe(2);
  });

  test('brings a signature that was given after its version had been published', async () => {
    const early = first.resign('targets', [alice]).online(now);
    const late = early
      .document$('targets', ({ signed, signatures }) => void signatures.push(signatureOf(signed, bob)))
      .online(now + 60);
    const bucket = await deployed(early);
    await run(bucket, await built(late), { checkAll: true });
    expect(signersOfTargets(bucket)).toHaveLength(2);
    // An older build of the same version does not take it away again.
    const { metadata } = await built(early);
    const destination = memoryDestination(bucket);
    expect(await placeMetadata(destination, 'metadata/1.targets.json', metadata.get('1.targets.json')!)).toBe('there');
    expect(signersOfTargets(bucket)).toHaveLength(2);
  });

  test('with new keys looks at every metadata file: a version that is there may need another signature', async () => {
    const early = first.resign('targets', [alice]).online(now);
    const late = early
      .step('root', (signed) => {
        signed.roles.targets.keyids = [carol.keyid];
      })
      .resign('root')
      .resign('targets', [alice, carol])
      .online(now + 60);
    const bucket = await deployed(early);
    await run(bucket, await built(late));
    expect(signersOfTargets(bucket)).toContain(carol.keyid);
  });
});

describe('refused, and nothing written', () => {
  async function refusal(bucket = emptyBucket(), draft = second) {
    const before = new Map(bucket.objects);
    const error = await run(bucket, await built(draft)).then(
      () => undefined,
      ({ code }) => code,
    );
    const served = bucket.objects.get('metadata/timestamp.json');
    expect(served).toBe(before.get('metadata/timestamp.json'));
    return error;
  }

  test('another timestamp of the same version', async () => {
    expect(await refusal(await deployed(first.online(now + 5)), second)).toBe('version');
  });

  test.each([
    ['the snapshot goes back', 1],
    ['a role in the snapshot goes back', 9],
  ])('a step that clients would refuse: %s', async (_, version) => {
    const back = first
      .with('snapshot', (signed) => {
        signed.version = version;
      })
      .resign('snapshot')
      .with('timestamp', (signed) => {
        signed.version = 9;
        signed.meta['snapshot.json'].version = version;
      });
    expect(await refusal(await deployed(second), back.resign('timestamp'))).toBe('version');
  });

  test('a step that clients would refuse: a role leaves the snapshot', async () => {
    const without = second
      .online(now)
      .with('snapshot', (signed) => {
        delete signed.meta['left.json'];
      })
      .resign('snapshot');
    const served = second
      .with('snapshot', (signed) => {
        signed.meta['left.json'] = { version: 3 };
      })
      .resign('snapshot');
    expect(await refusal(await deployed(served), without)).toBe('version');
  });

  test('other content under a name that never changes', async () => {
    const { metadata, artifacts } = await filesOf(second);
    const [artifact] = [...artifacts.keys()].filter((name) => name.endsWith('new.txt'));
    for (const [name, bytes] of [
      [`targets/${artifact}`, 'mew\n'],
      [`targets/${artifact}`, 'something longer\n'],
      ['metadata/2.targets.json', 'no metadata'],
      ['metadata/2.snapshot.json', metadata.get('2.targets.json')!],
    ] as const) {
      const bucket = await deployed();
      put(bucket, name, bytes);
      expect(await refusal(bucket)).toBe('upload');
      expect(bucket.objects.get(name)!.bytes).toEqual(Buffer.from(bytes));
    }
  });

  const folder = (change: (files: Built) => void) => async () => {
    const files = await filesOf(second);
    change(files);
    return readBuiltRepository(tools, foldersOf(files), opinionHere);
  };
  test.each([
    ['a build without its timestamp', folder(({ metadata }) => void metadata.delete('timestamp.json'))],
    ['a build without its snapshot', folder(({ metadata }) => void metadata.delete('2.snapshot.json'))],
    ['a build without a delegated role', folder(({ metadata }) => void metadata.delete('1.releases.json'))],
    [
      'a build without its roots',
      folder(({ metadata }) => [1, 2].forEach((n) => void metadata.delete(`${n}.root.json`))),
    ],
    ['a build without a target file', folder(({ artifacts }) => void artifacts.delete([...artifacts.keys()][0]!))],
    [
      'a target file that is not what it should be',
      folder(({ artifacts }) => void artifacts.set([...artifacts.keys()][0]!, Buffer.from('hullo\n'))),
    ],
    ['metadata that is no JSON', folder(({ metadata }) => void metadata.set('2.targets.json', Buffer.from('{')))],
    ['a timestamp that is no JSON', folder(({ metadata }) => void metadata.set('timestamp.json', Buffer.from('{')))],
    [
      'a signature that does not verify',
      folder(({ metadata }) => {
        const text = Buffer.from(metadata.get('2.targets.json')!).toString();
        metadata.set('2.targets.json', Buffer.from(text.replace('signing-period": 60', 'signing-period": 61')));
      }),
    ],
  ])('%s', async (_, build) => {
    await expect(build()).rejects.toMatchObject({ code: 'unsound' });
  });

  test('a repository whose timestamp has expired', async () => {
    const late = { ...tools, now: now + 40 * day };
    await expect(readBuiltRepository(late, foldersOf(await filesOf(second)), opinionHere)).rejects.toMatchObject({
      code: 'unsound',
    });
  });

  test('a target file that changes between judging and uploading', async () => {
    const files = await filesOf(second);
    const judged = await readBuiltRepository(tools, foldersOf(files), opinionHere);
    const [name] = [...files.artifacts.keys()].filter((one) => one.endsWith('new.txt'));
    files.artifacts.set(name!, Buffer.from('mew\n'));
    const bucket = await deployed();
    await expect(run(bucket, judged)).rejects.toMatchObject({ code: 'unsound' });
    expect(names(bucket)).not.toContain(`targets/${name}`);
    expect(servedVersion(bucket)).toBe(1);
  });
});

describe('who writes to the bucket besides', () => {
  test('puts a timestamp there that nobody signed, with the highest version there is: it is replaced', async () => {
    const bucket = await deployed();
    const forged = first.with('timestamp', (signed) => {
      signed.version = 9_007_199_254_740_991;
    });
    for (const bytes of [forged.bytes('metadata/timestamp.json'), Buffer.from('{'), Buffer.alloc(2_000_000)]) {
      put(bucket, 'metadata/timestamp.json', bytes);
      const { kind, warnings } = await run(bucket, await built(second));
      expect(kind).toBe('deployed');
      expect(warnings).toHaveLength(1);
      expect(servedVersion(bucket)).toBe(2);
    }
  });

  test('puts an old timestamp back: it is replaced', async () => {
    const bucket = await deployed();
    const old = bucket.objects.get('metadata/timestamp.json')!.bytes;
    await run(bucket, await built(second));
    put(bucket, 'metadata/timestamp.json', old);
    await run(bucket, await built(second));
    expect(servedVersion(bucket)).toBe(2);
  });

  test.each([
    ['nothing', undefined],
    ['garbage', '{'],
    ['another program', '{"tuf-on-ci-deploy": 2}'],
    ['numbers out of range', '{"tuf-on-ci-deploy": 1, "complete": [null, {"version": 1}], "begun": 1}'],
  ])('makes the note %s: everything is looked at again', async (_, text) => {
    const bucket = await deployed();
    if (text === undefined) bucket.objects.delete(note);
    else put(bucket, note, text);
    bucket.objects.delete('metadata/1.releases.json');
    bucket.objects.delete('metadata/1.root.json');
    const { kind, written } = await run(bucket, await built(first));
    expect([kind, written]).toEqual(['deployed', ['metadata/1.releases.json', 'metadata/1.root.json']]);
    expect(servedVersion(bucket)).toBe(1);
    expect((await run(bucket, await built(first))).kind).toBe('unchanged');
  });

  test('forges a note that all is there: what is new is uploaded all the same, roots included', async () => {
    const next = second
      .step('root', () => {})
      .resign('root')
      .step('root', () => {})
      .resign('root')
      .online(now + 60);
    for (const from of [emptyBucket(), await deployed()]) {
      const marks = await Promise.all(
        [first, second, next].map(async (draft) => {
          const { metadata } = await filesOf(draft);
          const [name, bytes] = [...metadata].find(([one]) => one.includes('snapshot'))!;
          return { version: Number.parseInt(name, 10), sha256: contentOf(bytes).sha256, tough: true };
        }),
      );
      put(from, note, JSON.stringify({ 'tuf-on-ci-deploy': 1, complete: marks, begun: 0 }));
      await run(from, await built(next));
      expect(servedVersion(from)).toBe(next.document('timestamp').signed.version);
      for (const version of [1, 2, 3, 4]) expect(names(from)).toContain(`metadata/${version}.root.json`);
    }
  });

  test('forges a note of a newer version: clients get the repository, only the page stays as it was', async () => {
    const bucket = await deployed(first, 'old page');
    put(bucket, note, JSON.stringify({ 'tuf-on-ci-deploy': 1, complete: [], begun: 9_000 }));
    const { warnings } = await run(bucket, await built(second, 'new page'));
    expect(warnings).toHaveLength(1);
    expect(servedVersion(bucket)).toBe(2);
  });

  test('removes a file that has been there: --check-all finds it', async () => {
    const bucket = await deployed();
    const [artifact] = names(bucket).filter((name) => name.endsWith('hello.txt'));
    bucket.objects.delete(artifact!);
    expect((await run(bucket, await built(first))).kind).toBe('unchanged');
    expect((await run(bucket, await built(first), { checkAll: true })).written).toEqual([artifact]);
    expect(servedVersion(bucket)).toBe(1);
  });
});

describe('a dry run', () => {
  test('says what a run would write, and writes nothing', async () => {
    const bucket = await deployed();
    const wet = copyOf(bucket);
    const requests: Request[] = [];
    const dry = await run(
      bucket,
      await built(second, 'another page'),
      { dryRun: true },
      { before: (request) => void requests.push(request) },
    );
    const { written } = await run(wet, await built(second, 'another page'));
    expect(dry.kind).toBe('planned');
    expect([...dry.written].sort()).toEqual([...written].sort());
    expect(requests.filter(({ call }) => call === 'write' || call === 'remove')).toEqual([]);
  });
});

describe('--prune-older-than', () => {
  async function grown() {
    const bucket = emptyBucket(now - 100 * day);
    await run(bucket, await built(first));
    bucket.time = now - 50 * day;
    await run(bucket, await built(second));
    bucket.time = now - 3 * day;
    await run(bucket, await built(third));
    put(bucket, 'metadata/README.md', 'not ours');
    put(bucket, 'targets/notes.txt', 'not ours');
    return bucket;
  }

  test('removes what was superseded long enough ago, and nothing else', async () => {
    const bucket = await grown();
    bucket.time = now;
    const { removed } = await run(bucket, await built(third), { pruneOlderThan: 7 });
    expect(removed).toEqual(['metadata/1.snapshot.json', 'metadata/1.targets.json']);
    expect(servedVersion(bucket)).toBe(3);
    expect(names(bucket)).toEqual(
      expect.arrayContaining([
        'metadata/1.root.json',
        'metadata/README.md',
        'targets/notes.txt',
        'metadata/2.targets.json',
      ]),
    );
  });

  test('keeps a target file as long as metadata that lists it', async () => {
    const bucket = await grown();
    const listed = names(bucket).filter((name) => name.endsWith('.new.txt'));
    expect(listed).toHaveLength(1);
    const { removed } = await run(bucket, await built(third), { pruneOlderThan: 2 });
    expect(removed).toEqual([
      'metadata/1.snapshot.json',
      'metadata/2.snapshot.json',
      'metadata/1.targets.json',
      'metadata/2.targets.json',
      ...listed,
    ]);
    expect(servedVersion(bucket)).toBe(3);
    expect((await run(bucket, await built(third), { checkAll: true })).kind).toBe('unchanged');
  });

  test('removes nothing when another run has put something newer in place, or is about to', async () => {
    const bucket = await grown();
    const newer = third.online(now + 120);
    const overtake = {
      after: async ({ call, name }: Request) => {
        if (call === 'read' && name === note && servedVersion(bucket) === 3) await run(bucket, await built(newer));
      },
    };
    const { removed } = await run(bucket, await built(third), { pruneOlderThan: 2 }, overtake);
    expect(removed).toEqual([]);
    expect(names(bucket)).toContain('metadata/1.targets.json');
  });

  test('leaves alone what a run that is under way has just brought', async () => {
    const bucket = await grown();
    bucket.time = now;
    const newer = await filesOf(
      third
        .file('targets/next.txt', 'next\n')
        .list('targets')
        .resign('targets')
        .online(now + 120),
    );
    for (const [name, bytes] of newer.artifacts) put(bucket, `targets/${name}`, bytes);
    put(bucket, 'metadata/4.targets.json', newer.metadata.get('4.targets.json')!);
    await run(bucket, await built(third), { pruneOlderThan: 1 });
    expect(names(bucket)).toContain('metadata/4.targets.json');
    expect(names(bucket).filter((name) => name.endsWith('next.txt'))).toHaveLength(1);
  });
});
