/** The pull request's page that `npm run demo` writes: what GitHub would show of our comments, and nothing that acts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../scripts/demo/pull-page/markdown.ts';
import { type PullPage, renderPullPage } from '../scripts/demo/pull-page/page.ts';
import { renderPullRequestBody, renderStatusComment } from '../src/render/event-comment.ts';
import { code, markdown } from '../src/text/markdown.ts';

const shown = (text: string) => renderMarkdown(text).text.replaceAll('\n', '');

/** What a reader sees. */
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&');

describe('a status comment', () => {
  test('has headings, nested lists, code and mentions; its mark is not seen', () => {
    const status = [
      '## ⏳ Signing event `sign/x` is waiting',
      '',
      '**Please sign:** @tuf-test-bob, @tuf-test-carol',
      '',
      '```sh',
      'tuf-on-ci-sign sign/x',
      '```',
      '',
      '- ⏳ **`tools`** version 1 → 2',
      '  - target files: 1 added',
      '    - added `hello.txt`',
      '- ✅ **`root`**',
    ].join('\n');
    const html = shown(renderStatusComment(status, 'a'.repeat(40), ['0123456789ab']));
    expect(html).toContain('<h3>⏳ Signing event <code>sign/x</code> is waiting</h3>');
    expect(html).toContain('<b class="mention">@tuf-test-bob</b>, <b class="mention">@tuf-test-carol</b>');
    expect(html).toContain('<pre><code>tuf-on-ci-sign sign/x</code></pre>');
    expect(html).toContain(
      '<ul><li>⏳ <strong><code>tools</code></strong> version 1 → 2<ul><li>target files: 1 added<ul><li>added <code>hello.txt</code></li></ul></li></ul></li><li>✅',
    );
    expect(html).not.toContain('tuf-on-ci:status');
  });

  test('shows names that people on an event branch have chosen as they are, whatever they are', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /^[!-~]+( [!-~]+)*$/.test(text));
    fc.assert(
      fc.property(name, (name) => {
        expect(textOf(shown(markdown`- added ${code(name)}`.text))).toBe(`added ${name}`);
      }),
    );
  });
});

describe('a page', () => {
  const page: PullPage = {
    repository: 'sample/tuf',
    number: 1,
    title: 'Signing event: sign/x',
    state: 'draft',
    head: 'sign/x',
    base: 'main',
    labels: ['signing-event'],
    posts: [
      {
        author: 'mallory',
        body: renderPullRequestBody('sign/x'),
        createdAt: '2026-11-23T00:00:00Z',
        updatedAt: '2026-11-23T00:00:00Z',
      },
    ],
    commits: [{ oid: 'b'.repeat(40), author: 'mallory', title: 'one' }],
    checks: [{ name: 'tuf-on-ci/signing-event', state: 'pending', description: 'Signatures are missing in 1 role' }],
    asOf: '2026-11-23T00:00:00Z',
  };

  test('says what state the pull request is in, and what still fails', () => {
    const html = renderPullPage(page);
    expect(html).toContain('<span class="chip draft">Draft</span>');
    expect(html).toContain('Signatures are missing in 1 role');
    expect(html).toContain('1 commit<');
  });

  test('has no markup but its own, whatever is written into the pull request', () => {
    const tags = (html: string) => new Set(html.match(/<\/?[a-z][a-z0-9]*/gi));
    const own = ['strong', 'a', 'b', 'h3', 'h4', 'ul', 'li', 'pre', 'code', 'p'].flatMap((tag) => [
      `<${tag}`,
      `</${tag}`,
    ]);
    const allowed = new Set([...tags(renderPullPage(page)), ...own]);
    const hostile = fc.stringMatching(/^([<>"'&`*[\]()@#\n -]|script|img|onerror=|javascript:|https:\/\/x|x)*$/);
    fc.assert(
      fc.property(hostile, (text) => {
        const posts = [{ ...page.posts[0]!, author: text, body: text }];
        const html = renderPullPage({ ...page, title: text, labels: [text], head: text, posts });
        expect([...tags(html)].filter((tag) => !allowed.has(tag))).toEqual([]);
        expect(html).not.toMatch(/<[^>]*(?:onerror|javascript:)/);
      }),
    );
  });
});
