/** A pusher who wants other files to reach clients, or none: target files, their lists, delegated paths. */
import { createHash } from 'node:crypto';
import { delegating, delegation, delegationIn, withRole, withRoleFile } from '../support/role-stories.ts';
import { bob, carol, type Draft, type Loose, targetEntry } from '../support/sound-repository.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { listing, mallory, relisted, sound } from './moves.ts';

const tool = 'targets/releases/1.0/tool.txt';
const evil = Buffer.from('evil\n');
const sha512 = (content: Uint8Array) => createHash('sha512').update(content).digest('hex');
/** A new file of releases, listed and signed. */
const another = (path: string, content = 'a file\n') => relisted(sound.file(`targets/${path}`, content), roleOf(path));
const roleOf = (path: string) => (path.includes('/') ? 'releases' : 'targets');
const hello = (change: (entry: Loose) => void) => listing((targets) => change(targets['hello.txt']));

const content: readonly AttackOf[] = [
  {
    id: 'swapped-file',
    story: 'pushes another tool.txt and leaves the list alone',
    goal: 'have it published under the old signature',
    scene: () => sound.file(tool, 'evil\n'),
    found: 'error target-files/sha256 releases',
    twin: ['the list follows and is signed', () => another('releases/1.0/tool.txt', 'better\n')],
  },
  {
    id: 'unsigned-list',
    story: 'pushes another tool.txt and the list that fits it',
    goal: 'have it published without a signature',
    scene: () =>
      sound
        .file(tool, 'evil\n')
        .list('releases')
        .document$('releases', (document) => {
          document.signatures = [];
        }),
    found: 'incomplete',
    twin: ['one signer signs it', () => sound.file(tool, 'good\n').list('releases').resign('releases', [carol])],
  },
  {
    id: 'signed-by-stranger',
    story: 'signs the new list themselves',
    goal: 'have the signature counted',
    scene: () => sound.file(tool, 'evil\n').list('releases').knowing(mallory).resign('releases', [mallory]),
    found: 'error signatures/stranger releases',
    twin: ['bob signs it', () => sound.file(tool, 'good\n').list('releases').resign('releases', [bob])],
  },
  {
    id: 'unlisted-file',
    story: 'adds a file that no list has',
    goal: 'have it lie there as if it were reviewed',
    scene: () => sound.file('targets/releases/1.0/new.txt', 'evil\n'),
    found: 'error target-files/not-listed releases',
    twin: ['it is listed', () => another('releases/1.0/new.txt')],
  },
  {
    id: 'wrong-length',
    story: 'lists a file with one byte less',
    goal: 'have clients cut the download',
    scene: () => hello((entry) => entry.length--),
    found: 'error target-files/length targets',
    twin: ['an entry gains custom data', () => hello((entry) => (entry['x-note'] = 1))],
  },
  {
    id: 'wrong-second-hash',
    story: 'adds a SHA-512 that is not that of the file',
    goal: 'stop the clients that check it',
    scene: () => hello((entry) => (entry.hashes.sha512 = sha512(evil))),
    found: 'error target-files/other-hash targets',
    twin: ['it is that of the file', () => hello((e) => (e.hashes.sha512 = sha512(Buffer.from('hello\n'))))],
  },
  {
    id: 'no-sha256',
    story: 'lists a file by SHA-512 alone',
    goal: 'have it missed by clients that ask by SHA-256',
    scene: () => hello((entry) => (entry.hashes = { sha512: sha512(Buffer.from('hello\n')) })),
    found: 'error target-files/no-sha256 targets',
    twin: ['by both', () => hello((entry) => (entry.hashes.sha512 = sha512(Buffer.from('hello\n'))))],
  },
  {
    id: 'weak-hash-only',
    story: 'lists a file by MD5 beside SHA-256',
    goal: 'have some client check the one that can be forged',
    scene: () => hello((entry) => (entry.hashes.md5 = 'b1946ac92492d2347c6235b4d2611184')),
    found: 'warning target-files/unknown-hash targets',
    twin: ['by SHA-256 alone', () => hello(() => {})],
  },
  {
    id: 'upper-case-hash',
    story: 'writes a hash in capitals',
    goal: 'have clients compare it with small letters',
    scene: () => hello(({ hashes }) => (hashes.sha256 = hashes.sha256.toUpperCase())),
    found: 'error target-files/hash-form targets',
    twin: ['in small letters', () => hello(() => {})],
  },
  {
    id: 'hash-as-path',
    story: 'lists a file with the further hash "../../metadata/9.root"',
    goal: 'have build-repository write outside of the artifacts',
    scene: () => hello(({ hashes }) => (hashes.other = '../../metadata/9.root')),
    found: 'error target-files/hash-form targets',
    twin: ['without it', () => hello(() => {})],
  },
  {
    id: 'hash-as-root-version',
    story: 'adds the file root.json and lists it with the further hash "10"',
    goal: 'have 10.root.json among the artifacts, where metadata is published beside them',
    scene: () =>
      listing(
        (targets) => (targets['root.json'].hashes.other = '10'),
        relisted(sound.file('targets/root.json', '{}'), 'targets').with('targets', (signed) => (signed.version = 1)),
      ),
    found: 'error target-files/hash-form targets',
    twin: ['the file root.json, with its hash', () => another('root.json')],
  },
  {
    id: 'nothing-behind-it',
    story: 'lists a file that is not there',
    goal: 'have clients look for it for ever, or get it from elsewhere',
    scene: () => listing((targets) => (targets['ghost.txt'] = targetEntry(evil))),
    found: 'error target-files/no-file targets',
    twin: ['the file is there', () => another('ghost.txt')],
  },
  {
    id: 'link-as-target',
    story: 'makes tool.txt a symbolic link to /etc/passwd',
    goal: 'publish a file of the build machine',
    scene: () => sound.file(tool, { mode: '120000', content: Buffer.from('/etc/passwd') }),
    found: 'error form/link releases',
    twin: ['a file with that text', () => another('releases/1.0/tool.txt', '/etc/passwd')],
  },
  {
    id: 'submodule-as-target',
    story: 'puts a submodule into the folder of releases',
    goal: 'have files come from another repository',
    scene: () => sound.file('targets/releases/evil', { mode: '160000', content: Buffer.from('x') }),
    found: 'error form/link releases',
    twin: ['a file of that name', () => another('releases/evil')],
  },
  {
    id: 'link-as-metadata',
    story: 'makes the file of releases a symbolic link to another',
    goal: 'have the published bytes depend on where it points',
    scene: () => sound.file('metadata/releases.json', { mode: '120000', content: Buffer.from('targets.json') }),
    found: 'error form/link releases',
    twin: ['a file of mode 755', () => ({ head: executable(sound.step('releases').resign('releases')) })],
  },
];

const executable = (draft: Draft) =>
  draft.file('metadata/releases.json', { mode: '100755', content: draft.bytes('metadata/releases.json') });

const places: readonly AttackOf[] = [
  {
    id: 'no-mans-folder',
    story: 'adds a file to the folder of no role',
    goal: 'have it there before the role comes that lists it',
    scene: () => sound.file('targets/tools/tool.txt', 'evil\n'),
    found: 'error target-files/no-role',
    twin: ['with its role', () => withRole('tools', {}, { 'tools/tool.txt': 'good\n' })],
  },
  {
    id: 'folder-of-timestamp',
    story: 'adds a file to targets/timestamp/',
    goal: 'have it belong to a role that everybody trusts',
    scene: () => sound.file('targets/timestamp/x', 'evil\n'),
    found: 'error target-files/no-role',
    twin: ['a file named timestamp', () => another('timestamp')],
  },
  {
    id: 'dot-file',
    story: 'adds .htaccess to the target files',
    goal: 'have the web server obey it',
    scene: () => sound.file('targets/.htaccess', 'Redirect / https://evil.example\n'),
    found: 'error target-files/not-covered targets',
    twin: ['.gitkeep', () => sound.file('targets/.gitkeep', '').step('targets').resign('targets')],
  },
  {
    id: 'listed-dot-file',
    story: 'adds .well-known/security.txt to releases and lists it',
    goal: 'have it published all the same',
    scene: () => relisted(sound.file('targets/releases/.evil', 'evil\n'), 'releases'),
    found: 'error target-files/foreign-entry releases',
    twin: ['a file without a dot', () => another('releases/evil')],
  },
  {
    id: 'too-deep-file',
    story: 'adds a file deeper than the paths of releases reach',
    goal: 'have it look published',
    scene: () => sound.file('targets/releases/1/2/3/4/5.txt', 'lost\n'),
    found: 'error target-files/not-covered releases',
    twin: ['as deep as they reach', () => another('releases/1/2/3/4.txt')],
  },
  {
    id: 'escaping-target',
    story: 'lists ../../../home/user/.ssh/authorized_keys',
    goal: 'have clients write there',
    scene: () => listing((targets) => (targets['../../../home/user/.ssh/authorized_keys'] = targetEntry(evil))),
    found: 'error target-files/escaping-path targets',
    twin: ['a name with two dots in it', () => another('a..b')],
  },
  {
    id: 'escaping-on-windows',
    story: 'lists ..\\..\\Startup\\evil.bat',
    goal: 'have clients on Windows write there',
    scene: () => listing((targets) => (targets['..\\..\\Startup\\evil.bat'] = targetEntry(evil))),
    found: 'error target-files/escaping-path targets',
    twin: ['a name with two dots in it', () => another('a..b')],
  },
  {
    id: 'case-twin',
    story: 'adds HELLO.TXT beside hello.txt',
    goal: 'have one replace the other on a disk without letter case',
    scene: () => another('HELLO.TXT'),
    found: 'warning target-files/name-case targets',
    twin: ['another name', () => another('hello2.txt')],
  },
  {
    id: 'right-to-left-name',
    story: 'adds a file whose name reads "tool.txt" and ends in .exe',
    goal: 'have it run',
    scene: () => another('releases/tool\u202etxt.exe'),
    found: 'warning target-files/name-unclear releases',
    twin: ['a name with letters from elsewhere', () => another('releases/ツール.txt')],
  },
  {
    id: 'not-utf8-name',
    story: 'adds a file whose name is no UTF-8',
    goal: 'have tools disagree on its name',
    scene: () => another('releases/\\xff'),
    found: 'warning target-files/name-unclear releases',
    twin: ['a name in UTF-8', () => another('releases/ÿ')],
  },
];

const others: readonly AttackOf[] = [
  {
    id: 'list-of-another',
    story: 'lists the tool of releases in targets too, with another hash',
    goal: 'have clients take theirs, because targets comes first',
    scene: () => listing((targets) => (targets['releases/1.0/tool.txt'] = targetEntry(evil))),
    found: 'error target-files/listed-twice targets',
    twin: ['releases lists it anew', () => another('releases/1.0/tool.txt', 'new\n')],
  },
  {
    id: 'entry-in-wrong-role',
    story: 'moves a file of releases to the list of targets',
    goal: 'have it signed by others than its own signers',
    scene: () =>
      listing(
        (targets) => (targets['releases/1.0/tool.txt'] = targetEntry(Buffer.from('a tool\n'))),
        listing((targets) => delete targets['releases/1.0/tool.txt'], sound, 'releases'),
      ),
    found: 'error target-files/foreign-entry targets',
    twin: [
      'the file itself moves to the folder of targets',
      () => relisted(sound.file(tool, null).file('targets/tool.txt', 'a tool\n'), 'targets', 'releases'),
    ],
  },
  {
    id: 'swapped-roles',
    story: 'exchanges the files of targets and releases',
    goal: 'have the signers of one sign for the other',
    scene: () =>
      sound
        .file('metadata/targets.json', sound.bytes('metadata/releases.json'))
        .file('metadata/releases.json', sound.bytes('metadata/targets.json')),
    found: 'error delegations/not-delegated releases',
    twin: ['both get a new version', () => sound.step('targets').resign('targets').step('releases').resign('releases')],
  },
  {
    id: 'whole-tree',
    story: 'delegates * and */* to a role of their own',
    goal: 'list any file that is not listed yet',
    scene: () => withRole('extra', { paths: ['*', 'extra/*'] }),
    found: 'error delegations/covers-others targets',
    twin: ['its own folder', () => withRole('extra')],
  },
  {
    id: 'shadowing-role',
    story: 'puts a role before releases that covers releases/*/*',
    goal: 'have clients ask it first for the tool',
    scene: () => delegatedFirst(withRole('a', { paths: ['a/*', 'releases/*/*'] }), 'a'),
    found: 'error delegations/covers-others targets',
    twin: ['before releases, with its own folder', () => delegatedFirst(withRole('a'), 'a')],
  },
  {
    id: 'files-to-come',
    story: 'delegates releases2/* to a role of another name',
    goal: 'own the folder before its role comes',
    scene: () => withRole('extra', { paths: ['extra/*', 'releases2/*'] }),
    found: 'warning delegations/outside-folder targets',
    twin: ['its own folder', () => withRole('extra')],
  },
  {
    id: 'shadow-by-hash',
    story: 'delegates every path by the hash prefixes 0 to f',
    goal: 'hide which files the role covers',
    scene: () => byPrefixes([...'0123456789abcdef']),
    found: 'error delegations/covers-others targets',
    twin: ['by paths', () => withRole('extra')],
  },
  {
    id: 'hash-prefixes',
    story: 'delegates by a hash prefix that no file has yet',
    goal: 'hide which files the role covers',
    scene: () => byPrefixes(['0123456789']),
    found: 'warning delegations/hash-prefixes targets',
    twin: ['by paths', () => withRole('extra')],
  },
  {
    id: 'path-out-of-folder',
    story: 'delegates extra/../releases/*',
    goal: 'look as if it kept to its folder',
    scene: () => withRole('extra', { paths: ['extra/../releases/*'] }),
    found: 'error delegations/path-form targets',
    twin: ['extra/*', () => withRole('extra', { paths: ['extra/*'] })],
  },
  {
    id: 'path-from-the-top',
    story: 'delegates /extra/*',
    goal: 'have some clients match it and others never',
    scene: () => withRole('extra', { paths: ['/extra/*'] }),
    found: 'error delegations/path-form targets',
    twin: ['extra/*', () => withRole('extra', { paths: ['extra/*'] })],
  },
  {
    id: 'glob-that-differs',
    story: 'delegates extra/[a-z]?',
    goal: 'have two clients match two sets of files',
    scene: () => withRole('extra', { paths: ['extra/[a-z]?'] }),
    found: 'error delegations/path-form targets',
    twin: ['extra/a*', () => withRole('extra', { paths: ['extra/a*'] })],
  },
  {
    id: 'unseen-path',
    story: 'delegates extra/\\u200b*',
    goal: 'have signers read extra/*',
    scene: () => withRole('extra', { paths: ['extra/*', 'extra/\u200b*'] }),
    found: 'warning delegations/path-unseen targets',
    twin: ['extra/*', () => withRole('extra', { paths: ['extra/*'] })],
  },
  {
    id: 'path-twice',
    story: 'delegates extra/* twice',
    goal: 'have one of them left when it is taken away',
    scene: () => withRole('extra', { paths: ['extra/*', 'extra/*'] }),
    found: 'warning delegations/repeated-path targets',
    twin: ['once', () => withRole('extra', { paths: ['extra/*'] })],
  },
  {
    id: 'no-paths',
    story: 'takes all paths off releases',
    goal: 'have its files reach nobody',
    scene: () => delegating((delegations) => (delegationIn(delegations).paths = [])),
    found: 'error delegations/no-paths targets',
    twin: [
      'one path is left, which covers its file',
      () => delegating((d) => (delegationIn(d).paths = ['releases/*/*'])),
    ],
  },
  {
    id: 'endless-paths',
    story: 'delegates 10,000 patterns outside of the folder',
    goal: 'wear out whoever compares them with the files',
    scene: () => withRole('extra', { paths: Array.from({ length: 10_000 }, (_, i) => `extra/${i}/*`) }),
    found: 'error delegations/too-many-paths targets',
    twin: ['a hundred', () => withRole('extra', { paths: Array.from({ length: 100 }, (_, i) => `extra/${i}/*`) })],
  },
  {
    id: 'terminating-off',
    story: 'turns terminating off for releases',
    goal: 'have clients go on to a role of theirs for what releases does not list',
    scene: () => delegating((delegations) => (delegationIn(delegations).terminating = false)),
    found: 'note delegations/not-terminating targets',
    twin: ['it stays on', () => delegating(() => {})],
  },
  {
    id: 'order-turned',
    story: 'puts their role before another',
    goal: 'be asked first',
    scene: () => ({ base: twoRoles(), head: delegating(({ roles }) => roles.reverse(), twoRoles()) }),
    found: 'note delegations/order-changed targets',
    twin: ['the order stays', () => ({ base: twoRoles(), head: delegating(() => {}, twoRoles()) })],
  },
  {
    id: 'role-gone',
    story: 'removes releases with all its files',
    goal: 'have its users left alone',
    scene: () => withoutReleases().file(tool, null),
    found: 'warning delegations/role-removed releases',
    twin: ['the role stays and loses its file', () => relisted(sound.file(tool, null), 'releases')],
  },
  {
    id: 'delegation-gone',
    story: 'removes the delegation to releases and leaves its files',
    goal: 'bring another delegation later, which finds them',
    scene: () =>
      delegating((delegations) => {
        delegations.keys = {};
        delegations.roles = [];
      }),
    found: 'error delegations/not-delegated releases',
    twin: ['all of it goes', () => withoutReleases().file(tool, null)],
  },
  {
    id: 'metadata-gone',
    story: 'removes the file of releases and leaves its delegation',
    goal: 'stop clients that look for its files',
    scene: () => sound.file('metadata/releases.json', null),
    found: 'error delegations/no-metadata targets',
    twin: ['all of it goes', () => withoutReleases().file(tool, null)],
  },
  {
    id: 'files-left-behind',
    story: 'removes releases and leaves its target file',
    goal: 'have it there for a role of the same name',
    scene: () => withoutReleases(),
    found: 'error target-files/no-role',
    twin: ['the file goes too', () => withoutReleases().file(tool, null)],
  },
];

/** A role `extra` that is delegated by hash prefixes. */
const byPrefixes = (prefixes: string[]) =>
  withRoleFile(
    delegating(({ roles }) => {
      const { paths: _, ...role } = delegation('extra');
      roles.push({ ...role, path_hash_prefixes: prefixes });
    }),
    'extra',
  );
const delegatedFirst = (draft: Draft, name: string) =>
  draft
    .with('targets', ({ delegations }) => {
      delegations.roles.sort((role: Loose) => (role.name === name ? -1 : 1));
    })
    .resign('targets');
const twoRoles = () => withRole('tools');
/** Neither the delegation nor the file of releases, and its target file still there. */
const withoutReleases = () =>
  sound
    .step('targets', (signed) => {
      delete signed.delegations;
    })
    .resign('targets')
    .file('metadata/releases.json', null);

export const pusherFiles = attacksOf('pusher', [...content, ...places, ...others]);
