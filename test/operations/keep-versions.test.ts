/** Earlier versions in what replaces a site as a whole (SPEC B5). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtFolder } from '../../src/adapters/folder/built-folder.ts';
import { openOutputFolder } from '../../src/adapters/folder/output-folder.ts';
import { keepVersions } from '../../src/operations/keep-versions.ts';
import { changesTo } from '../support/commands.ts';
import { type ThrowAwayRepository, temporaryFolder, throwAwayRepository } from '../support/git.ts';
import {
  alice,
  bob,
  carol,
  type Draft,
  day,
  online,
  soundRepository,
  type TestKey,
} from '../support/sound-repository.ts';
import { surroundingsOf } from './surroundings.ts';

const first = soundRepository();
const second = first.file('targets/hello.txt', 'hello again\n').list('targets').resign('targets').online();
/** Merged, and not signed online yet. */
const merged = second.file('targets/hello.txt', 'too early\n').list('targets').resign('targets');
const third = merged.online();

function line(...drafts: readonly Draft[]): ThrowAwayRepository & { readonly commits: readonly string[] } {
  const git = throwAwayRepository();
  const commits = drafts.map((draft, i) => git.commit(changesTo(draft, drafts[i - 1])));
  git.push('main');
  return { ...git, commits };
}

/** What is added to the publication of the last commit, hashes cut short; `age`: days since the commit of this index. */
async function kept(
  git: ReturnType<typeof line>,
  { days = 7, age = 0, since = git.commits.length - 1 }: { days?: number; age?: number; since?: number } = {},
) {
  const time = Number(git.git('show', '-s', '--format=%ct', git.commits[since]!));
  const surroundings = await surroundingsOf(git, { now: time + age * day });
  const [metadata, artifacts] = [join(temporaryFolder(), 'metadata'), join(temporaryFolder(), 'targets')];
  const outcome = await keepVersions(
    surroundings,
    { commit: git.commits.at(-1)!, days, cleanSignatures: false, toughPaths: false },
    {
      openMetadata: () => openOutputFolder(metadata, 'metadata'),
      openArtifacts: () => openOutputFolder(artifacts, 'artifacts'),
    },
  );
  const filesIn = async (folder: string) => {
    const files = existsSync(folder) ? [...(await builtFolder(folder).files()).keys()] : [];
    return files.map((name) => name.replace(/([0-9a-f]{4})[0-9a-f]{60}/, '$1')).sort();
  };
  const files = [await filesIn(metadata), await filesIn(artifacts)];
  expect([outcome.metadataFiles, outcome.artifactFiles]).toEqual(files.map(({ length }) => length));
  return { ...outcome, files: files.flat() };
}

describe('earlier versions', () => {
  test('of the window stay: snapshots, what they list, and its target files; no timestamp, no roots', async () => {
    expect(await kept(line(first, second, merged, third))).toMatchObject({
      states: 2,
      isCutOff: false,
      files: [
        '1.snapshot.json',
        '1.targets.json',
        '2.snapshot.json',
        '2.targets.json',
        '5891.hello.txt',
        'd9a4.hello.txt',
      ],
    });
  });

  test('that were replaced before the window do not', async () => {
    const git = line(first, second, merged, third);
    // The first was replaced by the second commit, a little more than seven days ago.
    const { files } = await kept(git, { age: 7.0001, since: 1 });
    expect(files).toEqual(['2.snapshot.json', '2.targets.json', 'd9a4.hello.txt']);
    expect((await kept(git, { age: 8 })).files).toEqual([]);
    expect((await kept(git, { days: 0 })).files).toEqual([]);
  });

  test('are found past commits that leave metadata alone, and past the same state again', async () => {
    const git = line(first, second, second, third);
    expect((await kept(git)).states).toBe(2);
  });

  const signedBy = (role: string, key: TestKey) => second.resign(role, [key]);
  test.each([
    ['a timestamp', signedBy('timestamp', alice)],
    ['a snapshot', signedBy('snapshot', bob)],
    ['targets', signedBy('targets', carol)],
    ['a delegated role', signedBy('releases', alice)],
    [
      'a root of its own',
      second
        .with('root', (signed) => {
          signed.roles.timestamp.keyids = [alice.keyid];
          signed.roles.snapshot.keyids = [alice.keyid];
        })
        .resign('timestamp', [alice])
        .resign('snapshot', [alice]),
    ],
  ])('are none of a state with %s that a stranger signed', async (_, stranger) => {
    expect(online.keyid).not.toBe(alice.keyid);
    const { files } = await kept(line(first, stranger, third));
    expect(files).toEqual(['1.snapshot.json', '1.targets.json', '5891.hello.txt']);
  });

  test('are left out where git has another content under their name', async () => {
    const { files } = await kept(line(first, second.file('targets/hello.txt', 'not what is listed\n'), third));
    expect(files).not.toContain('d9a4.hello.txt');
  });

  test('never take the place of what is published', async () => {
    // The same version, signed by somebody else too: what is published is the newer file.
    const both = first.resign('targets', [alice, bob]);
    expect((await kept(line(first.resign('targets', [alice]), both.online()))).files).toEqual(['1.snapshot.json']);
  });

  test('are said to be incomplete in a clone that lacks history', async () => {
    const git = line(first, second, third);
    const shallow = git.clone('--depth=2');
    expect(await kept({ ...shallow, commits: git.commits.slice(1) })).toMatchObject({ states: 1, isCutOff: true });
  });
});
