/** A pusher who wants two readers to see two things: people and machines, one client and another, one disk and another. */
import { add, altered, newTargets, owned } from '../support/key-stories.ts';
import { delegating, delegation } from '../support/role-stories.ts';
import { alice, bob, carol, type Draft, type Loose, signatureOf } from '../support/sound-repository.ts';
import { withSignatures } from '../support/stories.ts';
import { type AttackOf, attacksOf } from './attack.ts';
import { mallory, once, retype, sigstoreKey, sound } from './moves.ts';

const next = once(() => sound.step('targets').resign('targets'));
const inTargets = (change: (text: string) => string) => retype(next(), 'targets', change);
/** The next version of targets with other members, signed. */
const misformed = (change: (signed: Loose) => void) => sound.step('targets', change).resign('targets');
const stray = (path: string, content = '{}') => next().file(path, content);

const json: readonly AttackOf[] = [
  {
    id: 'second-signed-part',
    story: 'writes "signed" twice, first theirs and then the signed one',
    goal: 'have a reader that takes the first see theirs',
    scene: () => inTargets((text) => text.replace('{', '{"signed": {"targets": {}},')),
    found: 'error form/json targets',
    twin: ['the next version', next],
  },
  {
    id: 'second-entry',
    story: 'lists hello.txt twice with two hashes',
    goal: 'have some clients take the other file',
    scene: () =>
      inTargets((text) => text.replace('"hello.txt"', '"hello.txt": {"hashes": {}, "length": 0},\n "hello.txt"')),
    found: 'error form/json targets',
    twin: ['the next version', next],
  },
  {
    id: 'escaped-second-entry',
    story: 'lists hello.txt twice, once with an escaped h',
    goal: 'have some clients take the other file',
    scene: () =>
      inTargets((text) => text.replace('"hello.txt"', '"\\u0068ello.txt": {"hashes": {}, "length": 0},\n "hello.txt"')),
    found: 'error form/json targets',
    twin: [
      'a name is written with an escape',
      () => inTargets((text) => text.replace('"hello.txt"', '"\\u0068ello.txt"')),
    ],
  },
  {
    id: 'rounded-version',
    story: 'writes the version as 2.0',
    goal: 'have canonical forms differ between languages',
    scene: () => inTargets((text) => text.replace(/"version": 2/, '"version": 2.0')),
    found: 'error form/json targets',
    twin: ['as 2', next],
  },
  {
    id: 'exponent',
    story: 'writes the version as 2e0',
    goal: 'have one parser read 2 and another refuse',
    scene: () => inTargets((text) => text.replace(/"version": 2/, '"version": 2e0')),
    found: 'error form/json targets',
    twin: ['as 2', next],
  },
  {
    id: 'unsafe-integer',
    story: 'lists a length of 9007199254740993',
    goal: 'have it rounded to another by some',
    scene: () => inTargets((text) => text.replace(/"length": \d+/, '"length": 9007199254740993')),
    found: 'error form/json targets',
    twin: ['the length of the file', next],
  },
  {
    id: 'half-a-character',
    story: 'writes half of a surrogate pair into a name',
    goal: 'have it replaced by another character by some',
    scene: () => inTargets((text) => text.replace('"hello.txt"', '"hello\\ud800.txt"')),
    found: 'error form/json targets',
    twin: ['the name as it is', next],
  },
  {
    id: 'byte-order-mark',
    story: 'puts a byte order mark before the file',
    goal: 'have some clients refuse it',
    scene: () => inTargets((text) => `\ufeff${text}`),
    found: 'error form/json targets',
    twin: ['without', next],
  },
  {
    id: 'something-behind',
    story: 'appends a second document to the file',
    goal: 'have a reader that takes the last see theirs',
    scene: () => inTargets((text) => `${text}\n{}`),
    found: 'error form/json targets',
    twin: ['a newline at the end', () => inTargets((text) => `${text}\n`)],
  },
  {
    id: 'deep-nesting',
    story: 'nests a custom field 100,000 levels deep',
    goal: 'have the tool or a client run out of stack',
    scene: () => inTargets((text) => text.replace('{', `{"x": ${'['.repeat(1e5)}${']'.repeat(1e5)},`)),
    found: 'error form/json targets',
    twin: ['50 levels deep', () => misformed((signed) => (signed['x-deep'] = nested(50)))],
  },
  {
    id: 'reformatted',
    story: 'writes the file with other blanks',
    goal: 'have a diff of every line that hides the one that matters',
    scene: () => inTargets((text) => JSON.stringify(JSON.parse(text), null, 4)),
    found: 'warning form/bytes targets',
    twin: ['as the tool writes it', next],
  },
];

const nested = (depth: number): Loose => (depth === 0 ? 1 : [nested(depth - 1)]);

const members: readonly AttackOf[] = [
  {
    id: 'threshold-as-text',
    story: 'writes a threshold as "1"',
    goal: 'have it compared as text by some',
    scene: () => misformed(({ delegations }) => (delegations.roles[0].threshold = '1')),
    found: 'error form/members targets',
    twin: ['as 1', next],
  },
  {
    id: 'other-spec',
    story: 'writes spec_version 2.0.0',
    goal: 'have clients refuse the file once it is signed',
    scene: () => misformed((signed) => (signed.spec_version = '2.0.0')),
    found: 'error form/members targets',
    twin: ['1.1.0', () => misformed((signed) => (signed.spec_version = '1.1.0'))],
  },
  {
    id: 'other-type',
    story: 'makes targets.json a snapshot',
    goal: 'have a key of one role sign for another',
    scene: () => misformed((signed) => (signed._type = 'snapshot')),
    found: 'error form/members targets',
    twin: ['it is of type targets', next],
  },
  {
    id: 'never-expires',
    story: 'writes expires with a time zone',
    goal: 'have clients refuse it, or never see it expire',
    scene: () => misformed((signed) => (signed.expires = '2031-01-01T00:00:00+00:00')),
    found: 'error form/members targets',
    twin: ['with Z', next],
  },
  {
    id: 'no-terminating',
    story: 'leaves "terminating" out',
    goal: 'have clients choose what it is',
    scene: () => misformed(({ delegations }) => delete delegations.roles[0].terminating),
    found: 'error form/members targets',
    twin: ['it says true', next],
  },
  {
    id: 'paths-and-prefixes',
    story: 'gives releases paths and hash prefixes',
    goal: 'have clients choose which',
    scene: () => misformed(({ delegations }) => (delegations.roles[0].path_hash_prefixes = ['00'])),
    found: 'error form/members targets',
    twin: ['paths alone', next],
  },
  {
    id: 'emptied-file',
    story: 'empties targets.json',
    goal: 'have a reader take nothing for nothing to check',
    scene: () => sound.file('metadata/targets.json', ''),
    found: 'error form/json targets',
    twin: ['the next version', next],
  },
];

const files: readonly AttackOf[] = [
  {
    id: 'root-in-capitals',
    story: 'adds metadata/Root.JSON',
    goal: 'replace root.json on a disk without letter case',
    scene: () => stray('metadata/Root.JSON', Buffer.from(sound.bytes('metadata/root.json')).toString()),
    found: 'error form/stray-metadata',
    twin: ['.gitkeep', () => stray('metadata/.gitkeep', '')],
  },
  {
    id: 'root-in-other-letters',
    story: 'adds metadata/targets.json with a dot behind it, which Windows drops',
    goal: 'replace targets.json on Windows',
    scene: () => stray('metadata/targets.json.'),
    found: 'error form/stray-metadata',
    twin: ['.gitkeep', () => stray('metadata/.gitkeep', '')],
  },
  {
    id: 'root-with-unseen-character',
    story: 'adds metadata/targets.js\\u200con, which an old Mac takes for targets.json',
    goal: 'replace targets.json there',
    scene: () => stray('metadata/targets.js\u200con'),
    found: 'error form/stray-metadata',
    twin: ['.gitkeep', () => stray('metadata/.gitkeep', '')],
  },
  {
    id: 'folder-of-metadata',
    story: 'adds metadata/old/root.json',
    goal: 'have a tool that looks into folders find it',
    scene: () => stray('metadata/old/root.json'),
    found: 'error form/stray-metadata',
    twin: ['.gitkeep', () => stray('metadata/.gitkeep', '')],
  },
  {
    id: 'kept-folder',
    story: 'adds metadata/targets/.gitkeep',
    goal: 'have a folder where no folder is expected',
    scene: () => stray('metadata/targets/.gitkeep', ''),
    found: 'error form/stray-metadata',
    twin: ['metadata/root_history/.gitkeep', () => stray('metadata/root_history/.gitkeep', '')],
  },
  {
    id: 'note-among-metadata',
    story: 'adds metadata/README.md, which says what to sign',
    goal: 'have signers believe it',
    scene: () => stray('metadata/README.md', 'Sign everything'),
    found: 'warning form/stray-file',
    twin: ['.gitkeep', () => stray('metadata/.gitkeep', '')],
  },
  {
    id: 'metadata-is-a-link',
    story: 'makes metadata/root_history a symbolic link',
    goal: 'have the history come from elsewhere',
    scene: () =>
      withoutHistory(next()).file('metadata/root_history', { mode: '120000', content: Buffer.from('../../elsewhere') }),
    found: 'error form/link',
    twin: ['a folder', next],
  },
  {
    id: 'metadata-is-a-submodule',
    story: 'makes metadata/releases.json a submodule',
    goal: 'have it come from their repository',
    scene: () => next().file('metadata/releases.json', { mode: '160000', content: Buffer.from('x') }),
    found: 'error form/link releases',
    twin: ['a file', next],
  },
  {
    id: 'role-nobody-delegates',
    story: 'adds metadata/tools.json, well signed by themselves',
    goal: 'have it published, and found by somebody',
    scene: () => next().file('metadata/tools.json', sound.bytes('metadata/releases.json')),
    found: 'error delegations/not-delegated tools',
    twin: ['nothing is added', next],
  },
];

const withoutHistory = (draft: Draft) =>
  draft.file('metadata/root_history/1.root.json', null).file('metadata/root_history/2.root.json', null);

const entries: readonly AttackOf[] = [
  {
    id: 'copied-from-other-role',
    story: "puts bob's signature of releases into targets",
    goal: 'have it counted there',
    scene: () =>
      withSignatures(
        sound.step('targets'),
        'targets',
        () => sound.step('releases').resign('releases', [bob]).document('releases').signatures,
      ),
    found: 'error signatures/wrong targets',
    twin: ['bob signs targets', () => sound.step('targets').resign('targets', [bob])],
  },
  {
    id: 'copied-from-before',
    story: 'keeps the signatures of the version before',
    goal: 'have them counted for the new one',
    scene: () => sound.step('targets', ({ targets }) => delete targets['x']),
    found: 'error signatures/wrong targets',
    twin: ['the signatures are emptied', () => ({ head: next(), commits: [sound.step('targets')] })],
  },
  {
    id: 'entry-twice',
    story: "repeats alice's entry",
    goal: 'have a client count it twice',
    scene: () => withSignatures(next(), 'targets', (list) => [...list, list[0]]),
    found: 'error signatures/repeated targets',
    twin: ['two signers, an entry each', () => sound.step('targets').resign('targets', [alice, bob])],
  },
  {
    id: 'entry-hidden-behind-empty',
    story: 'puts an empty entry of alice before hers',
    goal: 'have clients differ on whether she has signed',
    scene: () => withSignatures(next(), 'targets', ([entry]) => [{ ...entry, sig: '' }, entry]),
    found: 'error signatures/repeated targets',
    twin: [
      'empty entries of those who have not signed',
      () => withSignatures(next(), 'targets', ([a]) => [a, { keyid: bob.keyid, sig: '' }]),
    ],
  },
  {
    id: 'capital-keyid',
    story: "repeats alice's signature under her keyid in capitals",
    goal: 'have it counted as another',
    scene: () =>
      withSignatures(next(), 'targets', (list) => [...list, { ...list[0], keyid: list[0].keyid.toUpperCase() }]),
    found: 'error signatures/stranger targets',
    twin: ['once', next],
  },
  {
    id: 'capital-signature',
    story: "writes alice's signature in capitals",
    goal: 'have a diff where nothing has changed',
    scene: () => withSignatures(next(), 'targets', (list) => list.map((e) => ({ ...e, sig: e.sig.toUpperCase() }))),
    found: 'warning signatures/upper-case targets',
    twin: ['in small letters', next],
  },
  {
    id: 'signature-in-base64',
    story: "writes alice's signature in base64",
    goal: 'have clients refuse the file',
    scene: () =>
      withSignatures(next(), 'targets', (list) =>
        list.map((e) => ({ ...e, sig: Buffer.from(e.sig, 'hex').toString('base64') })),
      ),
    found: 'error signatures/malformed targets',
    twin: ['in hexadecimal', next],
  },
  {
    id: 'sigstore-signature-in-hex',
    story: 'writes the signature of a Sigstore login in hexadecimal with a dash',
    goal: 'have clients refuse the file',
    scene: () => signedByLogin('ab-cd'),
    found: 'error signatures/malformed releases',
    twin: ['it is empty, and another signer has signed', () => signedByLogin('')],
  },
  {
    id: 'signature-taken-away',
    story: "takes away alice's signature of a role that has not changed",
    goal: 'have it fall below its threshold one day',
    scene: () => ({
      base: sound.resign('targets', [alice, bob]),
      head: sound.resign('targets', [bob]),
    }),
    found: 'warning signatures/removed targets',
    twin: [
      'bob signs it too',
      () => ({ base: sound.resign('targets', [alice]), head: sound.resign('targets', [alice, bob]) }),
    ],
  },
  {
    id: 'changed-after-signing',
    story: 'changes targets after alice has signed it',
    goal: 'have her not notice that her signature is void',
    scene: () => ({
      commits: [sound.step('targets').resign('targets', [alice])],
      head: sound.step('targets', (signed) => (signed['x-note'] = 1)).resign('targets', [bob]),
    }),
    found: 'note signatures/voided targets',
    twin: [
      'bob signs after her',
      () => ({
        commits: [sound.step('targets').resign('targets', [alice])],
        head: sound.step('targets').resign('targets', [alice, bob]),
      }),
    ],
  },
  {
    id: 'signer-for-a-commit',
    story: 'lists their key in one commit, signs, and takes it off in the next',
    goal: 'leave a signature that was good for a moment',
    scene: () => {
      const during = newTargets((delegations) => add(delegations, mallory, 'releases'), sound, [mallory]);
      const signed = sound.step('releases').resign('releases', [bob]);
      const { signed: part } = signed.document('releases');
      const head = withSignatures(signed, 'releases', (list) => [...list, signatureOf(part, mallory)]);
      return { commits: [during], head };
    },
    found: 'warning signatures/former-signer releases',
    twin: ['without their signature', () => sound.step('releases').resign('releases', [bob])],
  },
  {
    id: 'replayed-for-another-role',
    story: 'copies the empty list of one role, signed by bob, to another role of his, whose files they remove',
    goal: 'empty a role with a signature that was made for another',
    scene: () => ({ base: twins(), head: replayed() }),
    found: 'error signatures/copied plugins',
    twin: ['bob signs the empty list', () => ({ base: twins(), head: takenBack().resign('plugins', [bob]) })],
  },
];

const login = sigstoreKey('zoe@example.com', 'https://github.com/login/oauth', owned('@zoe'));
/** zoe, who logs in, has joined releases, and carol has signed. */
const signedByLogin = (sig: string) =>
  withSignatures(
    newTargets((delegations) => add(delegations, login, 'releases'))
      .step('releases')
      .resign('releases', [carol]),
    'releases',
    (list) => [...list, { keyid: login.keyid, sig }],
  );
/** Two roles of bob's: tools has just been emptied and signed, plugins has a file. */
const twins = once(() => {
  const delegated = delegating(({ roles }) => roles.push(delegation('tools'), delegation('plugins')));
  return ['tools', 'plugins'].reduce(
    (draft, role) => firstVersion(draft.file(`targets/${role}/x`, `${role}\n`), role),
    delegated,
  );
});
const firstVersion = (draft: Draft, role: string) =>
  draft
    .file(`metadata/${role}.json`, sound.bytes('metadata/releases.json'))
    .list(role)
    .with(role, (signed) => {
      signed.version = 1;
    })
    .resign(role, [bob]);
/** The list of tools is emptied, and signed by bob; somebody removes the file of plugins. */
const takenBack = once(() =>
  twins()
    .file('targets/tools/x', null)
    .list('tools')
    .resign('tools', [bob])
    .file('targets/plugins/x', null)
    .list('plugins'),
);
const replayed = () => takenBack().file('metadata/plugins.json', takenBack().bytes('metadata/tools.json'));

const privateKey: readonly AttackOf[] = [
  {
    id: 'key-with-its-secret',
    story: 'has a newcomer put the private key beside the public one',
    goal: 'sign as they, like everybody who reads the repository',
    scene: () =>
      newTargets((delegations) =>
        add(delegations, altered(mallory, { 'x-backup': '-----BEGIN PRIVATE KEY-----\nMIG…' }), 'releases'),
      ),
    found: 'error keys/private-key targets',
    twin: ['the public one alone', () => newTargets((d) => add(d, mallory, 'releases'), sound, [mallory])],
  },
];

export const pusherReaders = attacksOf('pusher', [...json, ...members, ...files, ...entries, ...privateKey]);
