/**
 * Input that is made to wear the verifier out: each grows with `n`, and is judged in linear time and bounded memory. With
 * quadratic work the size below would take minutes: the timeout of the test is the only clock.
 */
import { describe, expect, it } from 'vitest';
import { judgeScene, type Scene } from '../attacks/attack.ts';
import { owned } from '../support/key-stories.ts';
import { delegation } from '../support/role-stories.ts';
import { alice, Draft, type Loose, soundRepository } from '../support/sound-repository.ts';

const scale = Number(process.env['HOSTILE_SCALE'] ?? 1);
const sound = soundRepository();
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const byName = <T>(n: number, make: (i: number) => [string, T]) => Object.fromEntries(times(n, make));

/** A role's document as the story has it, unsigned; written without the tool. */
function written(role: string, change: (document: Loose) => void, draft = sound): Draft {
  const document = draft.document(role);
  document.signed.version += 1;
  change(document);
  return draft.file(`metadata/${role}.json`, JSON.stringify(document));
}
const raw = (text: string) => sound.file('metadata/targets.json', text);
const delegations = (change: (delegations: Loose) => void) =>
  written('targets', ({ signed }) => change(signed.delegations));
/** Many files at once. */
const withFiles = (n: number, path: (i: number) => string, draft = sound) =>
  new Draft(new Map([...draft.files, ...times(n, (i) => [path(i), content] as const)]));
const content = Buffer.from('x\n');
const digest = '0'.repeat(64);
const entry = { hashes: { sha256: digest }, length: 2 };
/** Without spreading: there are more than a call can have arguments. */
const append = (list: Loose[], items: readonly Loose[]) => {
  for (const item of items) list.push(item);
};
const hexOf = (i: number) => i.toString(16).padStart(64, '0');

const stories: readonly (readonly [story: string, n: number, make: (n: number) => Draft | Scene])[] = [
  ['arrays inside each other', 2_000_000, (n) => raw('['.repeat(n))],
  ['objects inside each other', 1_000_000, (n) => raw('{"a":'.repeat(n))],
  ['one long string', 20_000_000, (n) => raw(`{"signed": "${'a'.repeat(n)}"}`)],
  ['one long string of escapes', 2_000_000, (n) => raw(`{"signed": "${'\\u0041'.repeat(n)}"}`)],
  ['a number of many digits', 5_000_000, (n) => raw(`{"signed": ${'9'.repeat(n)}}`)],
  ['blanks', 20_000_000, (n) => raw(`${' '.repeat(n)}{}`)],
  [
    'members that differ in their last character',
    50_000,
    (n) => raw(`{${times(n, (i) => `"${'a'.repeat(100)}${i}":0`).join(',')}}`),
  ],
  ['members that are indexes', 200_000, (n) => raw(`{${times(n, (i) => `"${i * 7}":0`).join(',')}}`)],
  ['empty objects', 1_000_000, (n) => raw(`[${'{},'.repeat(n)}{}]`)],
  [
    'keys of root',
    20_000,
    (n) =>
      written('root', ({ signed }) =>
        Object.assign(
          signed.keys,
          byName(n, (i) => [hexOf(i), alice.key]),
        ),
      ),
  ],
  [
    'keys of one person',
    10_000,
    (n) =>
      delegations((all) => {
        Object.assign(
          all.keys,
          byName(n, (i) => [
            hexOf(i),
            { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: hexOf(i) }, ...owned('@zoe') },
          ]),
        );
        all.roles[0].keyids = times(n, hexOf);
      }),
  ],
  [
    'keyids of a role, all the same',
    200_000,
    (n) => delegations(({ roles }) => (roles[0].keyids = times(n, () => alice.keyid))),
  ],
  ['keyids of a role without keys', 60_000, (n) => delegations(({ roles }) => (roles[0].keyids = times(n, hexOf)))],
  [
    'signatures of one keyid',
    40_000,
    (n) => written('targets', (d) => (d.signatures = times(n, (i) => ({ keyid: alice.keyid, sig: hexOf(i) })))),
  ],
  [
    'signatures of strangers',
    50_000,
    (n) => written('targets', (d) => (d.signatures = times(n, (i) => ({ keyid: hexOf(i), sig: '00' })))),
  ],
  [
    'empty signatures',
    100_000,
    (n) => written('targets', (d) => (d.signatures = times(n, (i) => ({ keyid: hexOf(i), sig: '' })))),
  ],
  [
    'delegations',
    10_000,
    (n) =>
      delegations(({ roles }) =>
        append(
          roles,
          times(n, (i) => delegation(`role-${i}`)),
        ),
      ),
  ],
  [
    'delegations of one name',
    10_000,
    (n) =>
      delegations(({ roles }) =>
        append(
          roles,
          times(n, () => delegation('tools')),
        ),
      ),
  ],
  [
    'delegations to top-level roles',
    10_000,
    (n) =>
      delegations(({ roles }) =>
        append(
          roles,
          times(n, () => delegation('root')),
        ),
      ),
  ],
  [
    'names that look alike',
    10_000,
    (n) =>
      delegations(({ roles }) =>
        append(
          roles,
          times(n, (i) => delegation(`r${'1l'[i % 2]}${'-'.repeat(i % 150)}`)),
        ),
      ),
  ],
  ['a name of great length', 3_000_000, (n) => delegations(({ roles }) => roles.push(delegation('. '.repeat(n))))],
  ['paths', 100_000, (n) => delegations(({ roles }) => (roles[0].paths = times(n, (i) => `releases/${i}`)))],
  ['patterns', 100_000, (n) => delegations(({ roles }) => (roles[0].paths = times(n, (i) => `releases/${i}*`)))],
  [
    'patterns of many delegations and as many files',
    20_000,
    (n) => {
      const head = delegations(({ roles }) =>
        append(
          roles,
          times(n / 100, (i) => delegation(`role-${i}`, { paths: times(100, (j) => `*${j}*/x*`) })),
        ),
      );
      return withFiles(n, (i) => `targets/releases/1.0/${i}`, head);
    },
  ],
  [
    'stars',
    100,
    (n) =>
      withFiles(
        2000,
        (i) => `targets/releases/${'a'.repeat(200)}${i}`,
        delegations(({ roles }) => (roles[0].paths = times(n, () => `releases/${'*a'.repeat(100)}b`))),
      ),
  ],
  [
    'listed files that are not there',
    40_000,
    (n) => written('targets', ({ signed }) => (signed.targets = byName(n, (i) => [`file-${i}`, entry]))),
  ],
  [
    'listed files of others',
    20_000,
    (n) => written('targets', ({ signed }) => (signed.targets = byName(n, (i) => [`releases/1.0/${i}`, entry]))),
  ],
  [
    'a listed name of many folders',
    500_000,
    (n) => written('targets', ({ signed }) => (signed.targets['a/'.repeat(n)] = entry)),
  ],
  [
    'hashes of a file',
    50_000,
    (n) =>
      written('targets', ({ signed }) =>
        Object.assign(
          signed.targets['hello.txt'].hashes,
          byName(n, (i) => [`hash${i}`, digest]),
        ),
      ),
  ],
  ['files that nobody lists', 30_000, (n) => withFiles(n, (i) => `targets/releases/1.0/${i}`)],
  ['files of no role', 50_000, (n) => withFiles(n, (i) => `targets/role-${i}/x`)],
  [
    'names that differ by letter case',
    30_000,
    (n) =>
      withFiles(
        n,
        (i) => `targets/${[...i.toString(2).padStart(16, '0')].map((b) => (b === '0' ? 'a' : 'A')).join('')}`,
      ),
  ],
  ['files among metadata', 50_000, (n) => withFiles(n, (i) => `metadata/${i}.txt`)],
  [
    'metadata that nobody delegates',
    5_000,
    (n) =>
      new Draft(
        new Map([
          ...sound.files,
          ...times(n, (i) => [`metadata/${i}.json`, sound.bytes('metadata/releases.json')] as const),
        ]),
      ),
  ],
  [
    'old roots',
    3_000,
    (n) =>
      new Draft(
        new Map([
          ...sound.files,
          ...times(n, (i) => [`metadata/root_history/${i + 3}.root.json`, sound.bytes('metadata/root.json')] as const),
        ]),
      ),
  ],
  ['a root far ahead', Number.MAX_SAFE_INTEGER, (n) => written('root', ({ signed }) => (signed.version = n))],
  [
    'invited people',
    40_000,
    (n) =>
      sound.file(
        'metadata/.signing-event-state',
        JSON.stringify({ invites: byName(n, (i) => [`@zoe${i}`, ['root', 'timestamp']]) }),
      ),
  ],
  [
    'invites of one person',
    100_000,
    (n) =>
      sound.file(
        'metadata/.signing-event-state',
        JSON.stringify({ invites: { '@zoe': times(n, (i) => `role ${i}`) } }),
      ),
  ],
  [
    'files elsewhere',
    200_000,
    (n) => ({
      head: sound.step('targets').resign('targets'),
      history: { filesElsewhere: times(n, (i) => `Metadata/${i}`) },
    }),
  ],
  ['delegations that delegate', 1_000, (n) => chain(n)],
  [
    'files that the snapshot lists',
    50_000,
    (n) => ({
      door: 'publish',
      head: written(
        'snapshot',
        ({ signed }) =>
          Object.assign(
            signed.meta,
            byName(n, (i) => [`role-${i}.json`, { version: 1 }]),
          ),
        sound.online(),
      ),
    }),
  ],
];

/** Each role delegates to the next. */
function chain(n: number): Draft {
  const files = times(n, (i) => {
    const document = sound.document('releases');
    document.signed.delegations = {
      keys: { [alice.keyid]: alice.key },
      roles: [delegation(`role-${i + 1}`, { keyids: [alice.keyid] })],
    };
    return [`metadata/role-${i}.json`, Buffer.from(JSON.stringify(document))] as const;
  });
  const head = delegations(({ roles }) => roles.push(delegation('role-0')));
  return new Draft(new Map([...head.files, ...files]));
}

describe('is judged in linear time', () => {
  it.each(stories)('%s: %i', async (_, n, make) => {
    const { passes, findings } = await judgeScene(make(Math.min(n * scale, Number.MAX_SAFE_INTEGER)));
    expect(passes).toBe(false);
    // A status comment holds 65,536 characters, and an attacker chooses how many violations there are.
    expect(findings.length).toBeLessThan(1000);
  });
});
