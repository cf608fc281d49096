import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STYLE } from '../../src/render/page/style.ts';
import { describeRepository, type RepositoryFacts } from '../../src/render/repository-description.ts';
import { renderRepositoryPage } from '../../src/render/repository-page.ts';
import { visible } from '../../src/text/visible.ts';
import { hostile } from '../text/hostile.ts';
import { readHtml } from './html-reader.ts';
import { repositoryFacts, roleFacts, signer, target } from './repositories.ts';

const render = (facts: RepositoryFacts) => renderRepositoryPage(describeRepository(facts));
const links = (page: string) =>
  readHtml(page)
    .tags.filter(({ name }) => name === 'a')
    .map(({ attributes }) => attributes.get('href') ?? '');

describe('a reader of the page', () => {
  const page = render(repositoryFacts());
  const { tags, text } = readHtml(page);

  test('finds roles, versions, dates, signers and thresholds', () => {
    for (const fact of [
      'example/tuf',
      '3 target files (3.7 kB) in 5 roles',
      'version 7',
      '5 January 2027, 10:00 UTC',
      '6 November 2026',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toMatch(/@alice\s+signed/);
    expect(text).toContain('1 signature of 1 key, 1 needed');
    expect(text).toMatch(/online key, ecdsa\s+(cd){32}/);
  });

  test('finds target files with size and hash, and can fetch them', () => {
    expect(text).toMatch(new RegExp(`docs/b c\\.txt1\\.2 kB${'ef'.repeat(32)}`));
    expect(links(page)).toContain(`../targets/docs/${'ef'.repeat(32)}.b%20c.txt`);
  });

  test('finds the metadata files and the description', () => {
    for (const file of ['7.targets.json', '2.docs.json', 'timestamp.json', '1.root.json', 'repository.json']) {
      expect(links(page)).toContain(file);
    }
  });

  test('finds the delegations as a tree below targets', () => {
    expect(page).toMatch(
      />targets<\/a>\s*<ul>\s*<li><a href="#role-docs">docs<\/a> <span class="scope"><code>docs\/\*<\/code>/,
    );
  });

  test('follows every link within the page', () => {
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const inside = links(page).filter((href) => href.startsWith('#'));
    expect(inside.length).toBeGreaterThan(9);
    for (const href of inside) expect(ids).toContain(href.slice(1));
  });

  test('who listens to it gets table headings, a language and exact times', () => {
    expect(tags.find(({ name }) => name === 'html')?.attributes.get('lang')).toBe('en');
    for (const { attributes } of tags.filter(({ name }) => name === 'th'))
      expect(attributes.get('scope')).toMatch(/^(col|row)$/);
    const times = tags.filter(({ name }) => name === 'time').map(({ attributes }) => attributes.get('datetime'));
    expect(times).toContain('2027-01-05T10:00:00Z');
  });

  test('sees where it comes from when that is known', () => {
    const source = {
      commit: '0123456789abcdef',
      commitUrl: 'https://github.com/a/b/commit/0',
      runUrl: 'javascript:alert(1)',
    };
    const built = render(repositoryFacts({ source, generatedAt: '2026-12-01T08:30:00Z' }));
    expect(readHtml(built).text).toContain('Made by tuf-on-ci on 1 December 2026, 08:30 UTC from commit 0123456789ab.');
    expect(links(built)).toContain('https://github.com/a/b/commit/0');
    expect(built).not.toContain('javascript:');
  });
});

describe('the page as a file', () => {
  test('is the same for the same facts', () => {
    expect(render(repositoryFacts())).toBe(render(repositoryFacts()));
  });

  test('allows its own script and style and nothing else', () => {
    const page = render(repositoryFacts());
    const policy = readHtml(page).tags.find(
      ({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy',
    );
    const hashes = ['script', 'style'].map((name) => {
      const content = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
      return `${name}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    });
    expect(policy?.attributes.get('content')).toBe(
      `default-src 'none'; ${hashes.join('; ')}; base-uri 'none'; form-action 'none'`,
    );
  });

  test('needs no other resource', () => {
    const { tags } = readHtml(render(repositoryFacts()));
    expect(
      tags.filter(({ name, attributes }) => ['link', 'img', 'iframe'].includes(name) || attributes.has('src')),
    ).toEqual([]);
    expect(STYLE).not.toMatch(/url\(|@import/);
  });

  test('stays small with 100,000 target files, and says where all of them are', () => {
    const targets = Array.from({ length: 100_000 }, (_, at) => target(`f/${at}`));
    const page = render(
      repositoryFacts({
        roles: [roleFacts({ targets }), roleFacts({ name: 'x', file: '1.x.json', targets: [target('x/y')] })],
      }),
    );
    expect(page.length).toBeLessThan(600_000);
    expect(readHtml(page).text).toContain('The first 1,000 of 100,000 are shown; all are in 7.targets.json.');
    expect(readHtml(page).text).toContain('They are in 1.x.json.');
  });

  test('stays small with 5,000 roles, signers, paths and long names', () => {
    const long = 'x'.repeat(5_000);
    const many = Array.from({ length: 5_000 }, (_, at) => `${at}${long}`);
    const signers = many.map((name) => signer(name));
    const delegations = many.map((name) => ({ name, paths: many.slice(0, 100), terminating: true }));
    const roles = [
      roleFacts({ signers, delegations }),
      ...many.map((name) => roleFacts({ name, file: `1.${name}.json` })),
    ];
    const page = render(repositoryFacts({ roles, metadataFiles: many }));
    expect(page.length).toBeLessThan(6_000_000);
    expect(readHtml(page).text).toContain('4,801 more roles in repository.json');
  });

  test('ends when delegations go round in circles', () => {
    const roles = ['targets', 'a', 'b'].map((name) =>
      roleFacts({
        name,
        delegations: ['a', 'b', 'targets', 'gone'].map((to) => ({ name: to, paths: [], terminating: false })),
      }),
    );
    const page = render(repositoryFacts({ roles }));
    expect(readHtml(page).text).toContain('gone');
    // At a glance, once below each of three roles, and no second time below itself.
    expect(links(page).filter((href) => href === '#role-a')).toHaveLength(4);
  });
});

describe('text that a stranger chose', () => {
  const strange = (text: (at: number) => string) =>
    repositoryFacts({
      name: text(0),
      source: { commit: text(1), commitUrl: 'https://x.example/', runUrl: null },
      metadataFiles: [text(2)],
      roles: [
        roleFacts({
          name: `r${text(3)}`,
          expires: text(4),
          file: text(5),
          signers: [signer(text(6), { keyid: text(7), keytype: text(8) })],
          targets: [{ path: text(9), length: 1, sha256: text(10) }],
        }),
        roleFacts({ delegations: [{ name: `r${text(3)}`, paths: [text(11)], terminating: false }] }),
      ],
    });
  const shape = (page: string) =>
    readHtml(page).tags.map(({ name, attributes }) => [name, ...attributes.keys()].join(' '));

  test('adds no tag and no attribute, and is there to read', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 12, maxLength: 12 }), (texts) => {
        const page = render(strange((at) => texts[at] ?? ''));
        expect(shape(page)).toEqual(shape(render(strange(() => 'x'))));
        const { text } = readHtml(page);
        for (const at of [0, 2, 5, 6, 7, 8, 9, 11]) expect(text).toContain(visible(texts[at] ?? ''));
        expect(text).toContain(visible(`r${texts[3]}`));
      }),
    );
  });

  test('leads nowhere but to a file beside the page or among the target files', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const href of links(render(strange(() => text)))) {
          const url = new URL(href, 'https://here.example/tuf/metadata/');
          if (url.hostname === 'x.example') continue;
          expect(url.href).toMatch(/^https:\/\/here\.example\/tuf\/(metadata|targets)\//);
          expect(url.search).toBe('');
        }
      }),
    );
  });

  test('a role named __proto__ or .. has its place', () => {
    for (const name of ['__proto__', '..', 'constructor']) {
      const roles = [
        roleFacts({ delegations: [{ name, paths: [], terminating: false }] }),
        roleFacts({ name, file: `1.${name}.json` }),
      ];
      expect(links(render(repositoryFacts({ roles })))).toContain(`1.${name}.json`);
    }
  });
});

describe('the countdown', () => {
  const script = /<script>([\s\S]*?)<\/script>/.exec(render(repositoryFacts()))?.[1] ?? '';

  test.each([
    ['2027-03-01T10:00:00Z', '55 days left', 'valid'],
    ['2027-01-06T09:00:00Z', '23 hours left', 'due'],
    ['2027-01-05T10:01:30Z', '1 minute left', 'due'],
    ['2027-01-04T10:00:00Z', 'expired 1 day ago', 'expired'],
    ['soon', '', undefined],
  ])('until %s', (expires, words, state) => {
    const label: { hidden: boolean; textContent: string; dataset: { state?: string } } = {
      hidden: true,
      textContent: '',
      dataset: {},
    };
    const signing = new Date(Date.parse(expires) - 40 * 86_400_000).toString();
    const time = { dateTime: expires, dataset: { signing }, nextElementSibling: label };
    const now = Date.parse('2027-01-05T10:00:00Z');
    const clock = { parse: Date.parse, now: () => now };
    runInNewContext(script, { document: { querySelectorAll: () => [time] }, setInterval: () => 0, Date: clock });
    expect([label.textContent, label.dataset.state, label.hidden]).toEqual([words, state, words === '']);
  });
});

describe('colours', () => {
  const [light = '', dark = ''] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => block);

  test.each([
    ['light', light],
    ['dark', dark],
  ])('%s: text stands out from its ground by 4.5 : 1 (WCAG 2.2, 1.4.3)', (_, block) => {
    const colours = new Map(
      [...block.matchAll(/--(\w+): (#\w{6})/g)].map(([, name = '', value = '']) => [name, luminance(value)]),
    );
    for (const ground of ['ground', 'fill']) {
      for (const ink of ['ink', 'soft', 'accent', 'good', 'wait', 'bad']) {
        const [low = 0, high = 0] = [colours.get(ground)!, colours.get(ink)!].sort((a, b) => a - b);
        expect((high + 0.05) / (low + 0.05), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  function luminance(colour: string): number {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
});
