import { describe, expect, it } from 'vitest';
import { withRole } from '../../support/role-stories.ts';
import { type Draft, type Loose, soundRepository } from '../../support/sound-repository.ts';
import { type Story, told } from '../../support/stories.ts';

const sound = soundRepository();
const next = sound.step('targets').resign('targets');
const text = (role: string) => Buffer.from(next.bytes(`metadata/${role}.json`)).toString();
const written = (content: string, role = 'targets') => next.file(`metadata/${role}.json`, content);
const withFile = (path: string, content = '{}') => next.file(path, content);
const link = (path: string, mode: '120000' | '160000' = '120000') =>
  next.file(path, { mode, content: Buffer.from('elsewhere') });
const broken = (change: (document: Loose) => void): Draft => next.document$('releases', change);

const attacks: Story[] = [
  ...['', '{', 'null,', '{"a":1,"a":2}', '{"a":1.0}', '\ufeff{}', `${'['.repeat(101)}${']'.repeat(101)}`].map(
    (content) => ({
      story: `writes ${JSON.stringify(content.slice(0, 20))}`,
      head: written(content),
      found: ['error form/json targets'],
    }),
  ),
  {
    story: 'writes a snapshot that is no JSON, which an event must leave alone',
    head: written('{', 'snapshot'),
    found: ['error form/json snapshot', 'error online-roles/changed snapshot'],
  },
  { story: 'writes a list', head: written('[]'), found: ['error form/members targets'] },
  { story: 'writes null', head: written('null'), found: ['error form/members targets'] },
  {
    story: 'leaves the signatures out',
    head: broken((document) => delete document.signatures),
    found: ['error form/members releases'],
  },
  {
    story: 'makes a version a text',
    head: broken(({ signed }) => (signed.version = '1')),
    found: ['error form/members releases'],
  },
  {
    story: 'makes a delegated role a root',
    head: broken(({ signed }) => (signed._type = 'root')),
    found: ['error form/members releases'],
  },
  ...[
    'metadata/x/y.json',
    'metadata/x/y',
    'metadata/x/.gitkeep',
    'metadata/.json',
    'metadata/Root.JSON',
    'metadata/a.json.',
    'metadata/a.js\u200bon',
  ].map((path) => ({
    story: `adds ${JSON.stringify(path)}`,
    head: withFile(path),
    found: ['error form/stray-metadata'],
  })),
  ...[
    'metadata/x',
    'metadata/json',
    'metadata/root.json.bak',
    'metadata/.signing-event-state~',
    'metadata/targets',
  ].map((path) => ({ story: `adds ${path}`, head: withFile(path), found: ['warning form/stray-file'] })),
  { story: 'makes a role a link', head: link('metadata/releases.json'), found: ['error form/link releases'] },
  { story: 'makes a target a link', head: link('targets/hello.txt'), found: ['error form/link targets'] },
  {
    story: 'makes an old root a link',
    head: link('metadata/root_history/1.root.json'),
    found: ['error form/link root'],
  },
  {
    story: 'adds a link that is no role',
    head: link('metadata/x'),
    found: ['error form/link', 'warning form/stray-file'],
  },
  { story: 'adds a submodule', head: link('targets/releases/x', '160000'), found: ['error form/link releases'] },
  { story: 'makes a placeholder a link', head: link('targets/.gitkeep'), found: ['error form/link'] },
  {
    story: 'writes a file in one line',
    head: written(JSON.stringify(next.document('targets'))),
    found: ['warning form/bytes targets'],
  },
  {
    story: 'ends a file with a newline',
    head: written(`${text('targets')}\n`),
    found: ['warning form/bytes targets'],
  },
  { story: 'delegates to a name with a blank', head: withRole('a b'), found: ['error form/role-name targets'] },
  { story: 'delegates to a name that is hidden', head: withRole('.a'), found: ['error form/role-name targets'] },
  { story: 'delegates to a name in capitals', head: withRole('RELEASES'), found: ['error form/role-name-case'] },
  {
    story: 'delegates to a name in wide letters',
    head: withRole('\uff52eleases'),
    found: ['error form/role-name-case'],
  },
  {
    story: 'adds metadata of a name in capitals, which nobody delegates',
    head: next.file('metadata/Releases.json', Buffer.from(next.bytes('metadata/releases.json')).toString()),
    found: ['error delegations/not-delegated Releases', 'error form/role-name-case'],
  },
  {
    story: 'delegates to a name that reads like another',
    head: withRole('re1eases'),
    found: ['warning form/role-name-lookalike'],
  },
  {
    story: 'delegates to one that reads like timestamp',
    head: withRole('time-stamp'),
    found: ['warning form/role-name-lookalike'],
  },
];

const twins: Story[] = [
  { story: 'the next version', head: next, found: [] },
  {
    story: 'the event state and placeholders',
    head: withFile('metadata/.signing-event-state', '{"invites": {"@zoe": ["root"]}}')
      .file('metadata/.gitkeep', '')
      .file('metadata/root_history/.gitkeep', 'x'),
    found: [],
  },
  {
    story: 'a file of mode 755',
    head: next.file('targets/hello.txt', { mode: '100755', content: Buffer.from('hello\n') }),
    found: [],
  },
  {
    story: 'unknown members',
    head: sound.step('targets', (signed) => Object.assign(signed, { 'x-a': { b: [null, true] } })).resign('targets'),
    found: [],
  },
  { story: 'a role of another name', head: withRole('tools'), found: [] },
  {
    story: 'two roles that read alike and are known good',
    base: withRole('re1eases'),
    head: withRole('re1eases').step('releases').resign('releases'),
    found: [],
  },
  {
    story: 'the reformatted file of known good, which nobody touches',
    base: written(JSON.stringify(next.document('targets'))),
    head: written(JSON.stringify(next.document('targets')))
      .step('releases')
      .resign('releases'),
    found: ['warning form/bytes targets'],
  },
];

describe('form: what an attacker or an honest mistake does', () => {
  it.each(attacks)('$story', async (story) => {
    expect(await told('form', story)).toEqual(story.found);
  });
});

describe('form: sound twins', () => {
  it.each(twins)('$story', async (story) => {
    expect(await told('form', story)).toEqual(story.found);
  });
});
