import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MemoryFile } from '../../../src/ports/memory-tree.ts';
import { Documents } from '../../../src/verifier/document.ts';
import { judge } from '../../../src/verifier/judge.ts';
import { readState } from '../../../src/verifier/state.ts';
import { contextOf, judgeDraft } from '../../support/judge-draft.ts';
import { delegating, delegation, delegationIn, withRole, withRoleFile } from '../../support/role-stories.ts';
import { Draft, type Loose, soundRepository, targetEntry } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';

const sound = soundRepository();
const hello = 'hello.txt';
const tool = 'releases/1.0/tool.txt';
const entryFor = (content: string) => targetEntry(Buffer.from(content));

/** A new version of a role's list, edited by hand and signed. */
const listing = (change: (targets: Loose) => void, role = 'targets', base: Draft = sound) =>
  base.step(role, ({ targets }) => change(targets)).resign(role);
/** The list with an entry under any name, `__proto__` included. */
const adding = (path: string, entry: Loose = entryFor('x'), role = 'targets', base: Draft = sound) =>
  listing(
    (targets) =>
      Object.defineProperty(targets, path, { value: entry, enumerable: true, configurable: true, writable: true }),
    role,
    base,
  );
/** An entry for hello.txt with other hashes. */
const hashes = (change: (hashes: Loose) => void) => listing((targets) => change(targets[hello].hashes));
/** A file that is listed as it is. */
const withFile = (path: string, content: string | MemoryFile = 'x', role = 'targets', base: Draft = sound) =>
  adding(path, entryFor('x'), role, base.file(`targets/${path}`, content));
const digest = (algorithm: string, content: string) => createHash(algorithm).update(content).digest('hex');

const content: Story[] = [
  {
    story: 'changes a file and not the list',
    head: sound.file(`targets/${hello}`, 'hullo\n'),
    found: ['error target-files/sha256 targets'],
  },
  {
    story: 'changes a file of a delegated role, its length too, and not the list',
    head: sound.file(`targets/${tool}`, 'another tool\n'),
    found: ['error target-files/sha256 releases'],
  },
  {
    story: 'changes the hash in the list and not the file',
    head: listing((targets) => Object.assign(targets[hello].hashes, entryFor('hullo\n').hashes)),
    found: ['error target-files/sha256 targets'],
  },
  {
    story: 'changes length and hash in the list',
    head: listing((targets) => Object.assign(targets[hello], entryFor('another'))),
    found: ['error target-files/sha256 targets'],
  },
  {
    story: 'has had a wrong hash for ever',
    base: hashes((all) => Object.assign(all, entryFor('x').hashes)),
    head: hashes((all) => Object.assign(all, entryFor('x').hashes)),
    found: ['error target-files/sha256 targets'],
  },
  {
    story: 'publishes a wrong hash',
    base: null,
    head: sound.file(`targets/${hello}`, 'hullo\n'),
    options: { door: 'publish' },
    found: ['error target-files/sha256 targets'],
  },
  {
    story: 'changes the length in the list, so that a client stops the download',
    head: listing((targets) => Object.assign(targets[hello], { length: 5 })),
    found: ['error target-files/length targets'],
  },
  {
    story: 'lists a wrong length with no hash that can be checked',
    head: listing((targets) =>
      Object.assign(targets[hello], { length: 5, hashes: { sha512: digest('sha512', 'hello\n') } }),
    ),
    found: ['error target-files/length targets', 'error target-files/no-sha256 targets'],
  },
  {
    story: 'adds a wrong second hash',
    head: hashes((all) => Object.assign(all, { sha512: digest('sha512', 'hullo\n') })),
    found: ['error target-files/other-hash targets'],
  },
  {
    story: 'lists the SHA-512 alone',
    head: listing((targets) => Object.assign(targets[hello], { hashes: { sha512: digest('sha512', 'hello\n') } })),
    found: ['error target-files/no-sha256 targets'],
  },
  {
    story: 'lists a hash of their own invention alone',
    head: listing((targets) => Object.assign(targets[hello], { hashes: { __proto: '00'.repeat(16) } })),
    found: ['error target-files/no-sha256 targets', 'warning target-files/unknown-hash targets'],
  },
  {
    story: 'writes the hash in upper case',
    head: hashes((all) => Object.assign(all, { sha256: all.sha256.toUpperCase() })),
    found: ['error target-files/hash-form targets'],
  },
  {
    story: 'cuts the hash',
    head: hashes((all) => Object.assign(all, { sha256: all.sha256.slice(0, 32) })),
    found: ['error target-files/hash-form targets'],
  },
  {
    story: 'empties the hash',
    head: hashes((all) => Object.assign(all, { sha256: '' })),
    found: ['error target-files/hash-form targets'],
  },
  {
    story: 'puts a way out of the artifacts folder into an unknown hash, which becomes a file name',
    head: hashes((all) => Object.assign(all, { md5: '../../../index' })),
    found: ['error target-files/hash-form targets'],
  },
];

const lists: Story[] = [
  {
    story: 'adds a file that is not listed',
    head: sound.file('targets/extra.txt', 'x'),
    found: ['error target-files/not-listed targets'],
  },
  {
    story: 'adds a file to a delegated role that is not listed',
    head: sound.file('targets/releases/2.0/tool.txt', 'x'),
    found: ['error target-files/not-listed releases'],
  },
  {
    story: 'adds a file called __proto__ that is not listed',
    head: sound.file('targets/__proto__', 'x'),
    found: ['error target-files/not-listed targets'],
  },
  {
    story: 'takes a file off the list and leaves it',
    head: listing((targets) => delete targets[hello]),
    found: ['error target-files/not-listed targets'],
  },
  {
    story: 'removes a file and leaves it on the list',
    head: sound.file(`targets/${hello}`, null),
    found: ['error target-files/no-file targets'],
  },
  { story: 'lists a file that is not there', head: adding('ghost.txt'), found: ['error target-files/no-file targets'] },
  {
    story: 'lists a file by the other way to write its accent',
    head: adding('caf\u00e9', entryFor('x'), 'targets', sound.file('targets/cafe\u0301', 'x')),
    found: ['error target-files/no-file targets', 'error target-files/not-listed targets'],
  },
  {
    story: 'puts a file into a folder of no role',
    head: sound.file('targets/docs/manual.txt', 'x'),
    found: ['error target-files/no-role'],
  },
  ...['root', 'targets', 'snapshot', 'timestamp'].map(
    (name): Story => ({
      story: `puts a file into a folder called ${name}`,
      head: sound.file(`targets/${name}/x.txt`, 'x'),
      found: ['error target-files/no-role'],
    }),
  ),
  {
    story: 'puts a file into a folder called targets and lists it',
    head: withFile('targets/x.txt'),
    found: ['error target-files/foreign-entry targets', 'error target-files/no-role'],
  },
  {
    story: 'puts a file deeper than the paths of the role reach',
    head: sound.file('targets/releases/1/2/3/4/5.txt', 'x'),
    found: ['error target-files/not-covered releases'],
  },
  {
    story: 'puts a file deeper than the paths of the role reach and lists it',
    head: withFile('releases/1/2/3/4/5.txt', 'x', 'releases'),
    found: ['error target-files/foreign-entry releases'],
  },
  {
    story: 'takes the paths away from a role',
    head: delegating((delegations) => Object.assign(delegationIn(delegations), { paths: ['releases/*'] })),
    found: ['error target-files/foreign-entry releases'],
  },
  {
    story: 'adds a dot file, which no list shows',
    head: sound.file('targets/.hidden', 'x'),
    found: ['error target-files/not-covered targets'],
  },
  { story: 'lists a dot file', head: withFile('.hidden'), found: ['error target-files/foreign-entry targets'] },
  {
    story: 'lists .gitkeep',
    head: withFile('.gitkeep'),
    found: ['error target-files/foreign-entry targets'],
  },
  {
    story: 'lists a dot file that the paths name',
    head: withFile(
      'releases/.hidden',
      'x',
      'releases',
      delegating((all) => delegationIn(all).paths.push('releases/.hidden')),
    ),
    found: ['error target-files/foreign-entry releases'],
  },
  {
    story: 'adds a file whose name no disk holds',
    head: sound.file(`targets/${'n'.repeat(256)}`, 'x'),
    found: ['error target-files/not-covered targets'],
  },
  {
    story: 'lists a file of a delegated role in targets too',
    head: adding(tool, entryFor('a tool\n')),
    found: ['error target-files/listed-twice targets'],
  },
  {
    story: 'lists a file of targets in a delegated role too',
    head: adding(hello, entryFor('hello\n'), 'releases'),
    found: ['error target-files/listed-twice releases'],
  },
  {
    story: 'lists a file of a delegated role in targets instead',
    head: listing((targets) => delete targets[tool], 'releases', adding(tool, entryFor('a tool\n'))),
    found: ['error target-files/foreign-entry targets', 'error target-files/not-listed releases'],
  },
  {
    story: 'lists a name in the top folder that nobody has yet',
    head: adding('future.txt', entryFor('x'), 'releases'),
    found: ['error target-files/foreign-entry releases'],
  },
  {
    story: 'lists a file of no role that an open path allows',
    head: withFile(
      'docs/manual.txt',
      'x',
      'releases',
      delegating((all) => delegationIn(all).paths.push('docs/*')),
    ),
    found: ['error target-files/foreign-entry releases', 'error target-files/no-role'],
  },
];

const escapes = [
  '/etc/passwd',
  '../escape.txt',
  'a/../../escape.txt',
  'a/./b',
  'a//b',
  'a/',
  '.',
  '..',
  '',
  'C:/Windows/evil.dll',
  'c:evil.dll',
  '\\\\server\\share',
  '\\evil.dll',
  'a\\..\\..\\evil.dll',
  '..\\evil.dll',
  'releases/..\\evil.dll',
  'a\\..',
].map(
  (path): Story => ({
    story: `lists ${JSON.stringify(path)}`,
    head: adding(path),
    found: ['error target-files/escaping-path targets'],
  }),
);

const names: Story[] = [
  {
    story: 'a file that leads out of the folder on Windows and is not listed',
    head: sound.file('targets/a\\..\\evil.dll', 'x'),
    found: ['error target-files/not-covered targets', 'warning target-files/name-unclear targets'],
  },
  {
    story: 'two names that differ by letter case',
    head: withFile('Hello.TXT'),
    found: ['warning target-files/name-case targets'],
  },
  {
    story: 'two folders that differ by letter case',
    head: withFile('releases/1.0/TOOL.txt', 'x', 'releases'),
    found: ['warning target-files/name-case releases'],
  },
  {
    story: 'two ways to write an accent',
    head: withFile('cafe\u0301', 'x', 'targets', withFile('caf\u00e9')),
    options: { history: { commitsChanging: () => 2 } },
    found: ['warning target-files/name-case targets'],
  },
  ...['a\\b', 'bytes\\xff', 'line\nbreak', 'rtl\u202Etxt.exe', 'zero\u200bwidth', 'tag\u{e0041}'].map(
    (path): Story => ({
      story: `a file called ${JSON.stringify(path)}`,
      head: withFile(path),
      found: ['warning target-files/name-unclear targets'],
    }),
  ),
];

const removed = delegating((all) => Object.assign(all, { roles: [], keys: {} }));
const link: MemoryFile = { mode: '120000', content: Buffer.from('hello\n') };
const twins: Story[] = [
  {
    story: 'a file changes with its list',
    head: sound.file(`targets/${hello}`, 'hullo\n').list('targets').resign('targets'),
    found: [],
  },
  { story: 'a new file with its list', head: withFile('extra.txt'), found: [] },
  {
    story: 'a file leaves with its entry',
    head: listing((targets) => delete targets[hello], 'targets', sound.file(`targets/${hello}`, null)),
    found: [],
  },
  { story: 'an empty file', head: sound.file('targets/empty', '').list('targets').resign('targets'), found: [] },
  { story: 'files called like members of every object', head: withFile('__proto__', 'x', 'targets'), found: [] },
  {
    story: 'a file in the deepest folder that the paths reach',
    head: withFile('releases/1/2/3/4', 'x', 'releases'),
    found: [],
  },
  { story: 'a new role with files', head: withRole('tools', {}, { 'tools/a': 'a', 'tools/b/c': 'c' }), found: [] },
  {
    story: 'a file in a dot folder that the paths name',
    head: withFile(
      'releases/.well-known/x',
      'x',
      'releases',
      delegating((all) => delegationIn(all).paths.push('releases/.well-known/*')),
    ),
    found: [],
  },
  {
    story: 'a .gitkeep here and there',
    head: sound.file('targets/.gitkeep', '').file('targets/docs/.gitkeep', '').file('targets/releases/.gitkeep', ''),
    found: [],
  },
  {
    story: 'a right second hash',
    head: hashes((all) => Object.assign(all, { sha512: digest('sha512', 'hello\n') })),
    found: [],
  },
  {
    story: 'a hash that is not checked here',
    head: hashes((all) => Object.assign(all, { md5: digest('md5', 'hello\n') })),
    found: ['warning target-files/unknown-hash targets'],
  },
  {
    story: 'custom and unknown members',
    head: listing((targets) => Object.assign(targets[hello], { custom: { sigstore: {} }, 'x-note': 1 })),
    found: [],
  },
  { story: 'names with dots, blanks and colons', head: withFile('a..b'), found: [] },
  {
    story: 'a name with a colon, which Windows cannot hold',
    head: withFile('ab:c'),
    found: ['warning target-files/name-windows targets'],
  },
  { story: 'that was there before', base: withFile('ab:c'), head: withFile('ab:c'), found: [] },
  {
    story: 'a link: the family form says so',
    head: sound.file(`targets/${hello}`, link),
    found: ['error form/link targets'],
  },
  { story: 'a link that nobody lists', head: sound.file('targets/docs/link', link), found: ['error form/link'] },
  {
    story: 'a list that nobody can read',
    head: sound.file('metadata/releases.json', '{').file('targets/releases/new', 'x'),
    found: ['error form/json releases'],
  },
  {
    story: 'delegations that nobody can read',
    head: sound.file('metadata/targets.json', '{').file('targets/docs/new', 'x'),
    found: ['error form/json targets'],
  },
  {
    story: 'paths that cannot be used: what they cover is not judged',
    head: delegating((all) => Object.assign(delegationIn(all), { paths: ['releases/[0-9]*/*'] })),
    found: ['error delegations/path-form targets'],
  },
  {
    story: 'a role whose file is gone',
    head: sound.file('metadata/releases.json', null),
    found: ['error delegations/no-metadata targets'],
  },
  { story: 'a list to which nobody delegates', head: removed, found: ['error delegations/not-delegated releases'] },
  {
    story: 'metadata to which nobody delegates that lists what another role lists',
    head: withRoleFile(sound, 'stray', { targets: { [hello]: entryFor('hello\n') } }),
    found: ['error delegations/not-delegated stray'],
  },
];

describe('target files: who tampers with the content', () => {
  it.each(content)('$story', async (story) => {
    expect(await told('target-files', story)).toEqual(story.found);
  });
});

describe('target files: who tampers with the lists', () => {
  it.each(lists)('$story', async (story) => {
    expect(await told('target-files', story)).toEqual(story.found);
  });
});

describe('target files: paths that lead out of the folder', () => {
  it.each(escapes)('$story', async (story) => {
    expect(await told('target-files', story)).toEqual(story.found);
  });
});

describe('target files: names', () => {
  it.each(names)('$story', async (story) => {
    expect(await told('target-files', story)).toEqual(story.found);
  });
});

describe('target files: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('target-files', story)).toEqual(story.found);
  });
});

describe('target files: what to do', () => {
  const remedyOf = async (head: Draft, base: Draft = sound) =>
    (await judgeDraft(head, base)).findings.find(({ rule }) => rule.startsWith('target-files/'))?.remedy;

  it('is to let update-targets write the list where files changed', async () => {
    expect(await remedyOf(sound.file(`targets/${hello}`, 'hullo\n'))).toContain('tuf-on-ci-update-targets');
  });

  it('is to restore the list where it alone changed', async () => {
    expect(await remedyOf(adding('ghost.txt'))).toContain('git checkout origin/HEAD -- metadata/targets.json');
  });

  it('is to make update-targets look at it where known good has it too', async () => {
    const wrong = adding('ghost.txt');
    expect(await remedyOf(wrong, wrong)).toContain('Change a file of targets in a signing event');
  });

  it('is the same in a new role, which known good has no list of', async () => {
    const head = withRoleFile(
      delegating(({ roles }) => roles.push(delegation('tools'))),
      'tools',
      { targets: { 'tools/ghost': entryFor('x') } },
    );
    expect(await remedyOf(head)).toContain('Change a file of tools in a signing event');
  });

  it('depends on why a file cannot be listed', async () => {
    const tooDeep = sound.file('targets/releases/1/2/3/4/5', 'x');
    expect(await remedyOf(tooDeep)).toContain('where the paths of releases reach');
    expect(await remedyOf(sound.file('targets/.hidden', 'x'))).toContain('Rename or remove');
  });

  it('is to move a file that no role can have', async () => {
    expect(await remedyOf(sound.file('targets/docs/x', ''))).toContain('tuf-on-ci-delegate EVENT docs');
    expect(await remedyOf(sound.file('targets/targets/x', ''))).not.toContain('tuf-on-ci-delegate');
  });

  it('is to remove what is left of a removed role', async () => {
    const left = removed.file('metadata/releases.json', null);
    expect(await remedyOf(left)).toBe(`Remove it: git rm -- targets/${tool}`);
  });
});

describe('target files: what the findings say', () => {
  const messageOf = async (head: Draft) =>
    (await judgeDraft(head, sound)).findings.find(({ rule }) => rule.startsWith('target-files/'))?.message;

  it('is why an entry cannot stay: folder, paths or name', async () => {
    expect(await messageOf(adding('docs/x'))).toContain('does not lie in its folder');
    expect(await messageOf(adding('releases/1/2/3/4/5', entryFor('x'), 'releases'))).toContain(
      'no path of the delegation',
    );
    expect(await messageOf(adding('.hidden'))).toContain('begin with a dot');
    expect(await messageOf(adding('n'.repeat(256)))).toContain('no file name');
  });

  it('is whether the role of a folder was removed, is unknown, or cannot be', async () => {
    expect(await messageOf(removed.file('metadata/releases.json', null))).toContain(
      'left of the removed role "releases"',
    );
    expect(await messageOf(sound.file('targets/docs/x', ''))).toContain('there is no role "docs"');
    expect(await messageOf(sound.file('targets/root/x', ''))).toContain('root has none');
  });
});

describe('target files: judging', () => {
  it('says nothing of the content of files that were not read', async () => {
    const head = sound.file(`targets/${hello}`, 'hullo\n');
    const context = await contextOf(head, sound);
    const state = await readState(head.tree, new Documents(), { digests: false });
    expect(judge({ ...context, state }).findings).toEqual([]);
  });

  it('is soon done with 20,000 files in 1,000 roles of 100 paths', async () => {
    const roles = numbered(1_000, (i) => `r${i}`);
    const delegations = roles.map((name) => delegation(name, { paths: numbered(100, (i) => `${name}/${i}-*`) }));
    const files = new Map(delegating((all) => all.roles.push(...delegations)).files);
    for (const role of roles) {
      const paths = numbered(20, (i) => `${role}/${i}-file`);
      for (const path of paths) files.set(`targets/${path}`, Buffer.from('x'));
      files.set(`metadata/${role}.json`, listOf(paths));
    }
    expect(await told('target-files', { story: '', head: new Draft(files), found: [] })).toEqual([]);
  });

  it.each([
    [
      'patterns like *a*a*a*b',
      numbered(150, (i) => `r/${'*a'.repeat(50)}*b${i}`),
      'error target-files/foreign-entry r',
    ],
    [
      'patterns that reach everywhere',
      numbered(150, (i) => `*/*a*a*b${i}`),
      'error target-files/foreign-entry r',
      'warning delegations/outside-folder targets',
    ],
    ['300,000 patterns', numbered(300_000, (i) => `r/*${i}`), 'error delegations/too-many-paths targets'],
  ])('is soon done with 5,000 files and %s', async (_, paths, ...expected) => {
    const files = new Map(delegating((all) => all.roles.push(delegation('r', { paths }))).files);
    const listed = numbered(5_000, (i) => `r/${'a'.repeat(200)}${i}`);
    for (const path of listed) files.set(`targets/${path}`, Buffer.from('x'));
    files.set('metadata/r.json', listOf(listed));
    const found = await told('delegations', { story: '', head: new Draft(files), found: [] });
    // The judge's own last word, how many there are in all, has no role.
    expect(found.filter((line) => line !== 'error target-files/foreign-entry')).toEqual(expected);
  });
});

function numbered<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** A role's file with nobody's signature. */
function listOf(paths: readonly string[]): Uint8Array {
  const signed = soundRepository().document('releases').signed;
  const targets = Object.fromEntries(paths.map((path) => [path, entryFor('x')]));
  return Buffer.from(JSON.stringify({ signatures: [], signed: { ...signed, version: 1, targets } }));
}
