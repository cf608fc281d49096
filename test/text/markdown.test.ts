import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fragment } from '../../src/text/fragment.ts';
import { code, codeBlock, joined, link, markdown, mention } from '../../src/text/markdown.ts';
import { visible } from '../../src/text/visible.ts';
import { hostile, hostilePieces } from './hostile.ts';
import { mentions, readInline } from './markdown-reader.ts';

/** Everything with a meaning to GitHub outside of code: markup, entities, mentions, references, emoji, bare links. */
const SPECIAL = /[`*_[\]{}<>|~$\\@#\n\r]|&|:[^\s\ufffc"'’”),.;:?!]|\bwww\.\S|\bGH-\d|\b[0-9a-f]{7,}\b/iu;

describe('text in Markdown', () => {
  test.each([
    ['an owner', 'The key of @alice, twice.', 'The key of `@alice`, twice.'],
    ['a file name', 'See metadata/root.json.', 'See `metadata/root.json`.'],
    ['a name in quotes, blanks included', 'role "a b" is new', 'role `a b` is new'],
    ['markup', '<b>bold</b> *x*', '`<b>bold</b>` `*x*`'],
    ['an issue number in brackets', 'fixed (#12).', 'fixed (`#12`).'],
    ['a commit id', 'since deadbeef12', 'since `deadbeef12`'],
    ['an emoji', 'nice :smile:', 'nice `:smile`:'],
    ['an entity for the at sign', '&#64;alice', '`&#64;alice`'],
    ['a list', '- x', '`-` x'],
    ['a numbered list', '1. x', '`1`. x'],
    ['a heading', '# x', '`#` x'],
    ['a line break', 'a\nb', '`a\\nb`'],
    ['indented code', '    x', '&#32;&#32;&#32;&#32;x'],
    ['a backtick', 'a ` b', 'a `` ` `` b'],
    [
      'plain words',
      "That's 3 of 5 keys (two are missing); 10% – fine!",
      "That's 3 of 5 keys (two are missing); 10% – fine!",
    ],
  ])('%s', (_, text, shown) => {
    expect(markdown`${text}`.text).toBe(shown);
  });

  test('no value is markup, calls a person or begins a line, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        for (const { text } of [
          markdown`${a}`,
          markdown`- ${a}: ${b}`,
          markdown`**${code(a)}** ${b}`,
          markdown`${[a, markdown`, `, b]}`,
        ]) {
          const outside = readInline(text).text.replace(/^- |^\*\*\ufffc\*\*|&#32;/g, '');
          expect(outside).not.toMatch(SPECIAL);
          expect(outside).not.toMatch(/^(?:[-+=#>]| {4}|\d+[.)])/);
          expect(mentions(text)).toEqual([]);
          expect(text).not.toContain('\n');
        }
      }),
    );
  });

  test('every character is still there to read', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const { text, code: spans } = readInline(markdown`${value}`.text);
        let next = 0;
        const read = text.replaceAll('&#32;', ' ').replace(/\ufffc/gu, () => spans[next++] ?? '');
        // Names in quotes lose their quotes, neighbouring code spans get a blank between them.
        const letters = (words: string) => words.replace(/[" ]/g, '');
        expect(letters(read)).toBe(letters(visible(value)));
      }),
    );
  });

  test('a very long word takes no longer than it is', () => {
    for (const piece of ['"', '(', ':', 'a.', '`', ' ', 'f', '" '])
      expect(markdown`${piece.repeat(200_000)}`.text).not.toBe('');
  });
});

describe('code spans', () => {
  test('show exactly the text, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(readInline(code(a).text)).toEqual({ code: [visible(a) || ' '], text: '\ufffc' });
        expect(readInline(markdown`${code(a)}${code(b)}`.text).code).toEqual([visible(a) || ' ', visible(b) || ' ']);
        expect(readInline(markdown`${[code(a), code(b)]}`.text).code).toEqual([visible(a) || ' ', visible(b) || ' ']);
        expect(readInline(joined([code(a), code(b)], '').text).code).toEqual([visible(a) || ' ', visible(b) || ' ']);
      }),
    );
  });

  test('a block of lines cannot be closed from within', () => {
    expect(codeBlock(['```', 'x\n```', '@alice'], 'sh').text).toBe('````sh\n```\nx\\n```\n@alice\n````');
  });
});

describe('what is meant to have an effect', () => {
  test('a mention calls an owner, and nothing but an owner', () => {
    expect(mentions(markdown`Please sign: ${mention('@alice-1')}`.text)).toEqual(['@alice-1']);
    for (const name of [
      'alice',
      '@Alice',
      '@a b',
      '@a/b',
      '@',
      '@a\n@b',
      `@${'a'.repeat(40)}`,
      ...hostilePieces.filter((p) => p !== '@alice'),
    ]) {
      expect(mentions(mention(name).text)).toEqual([]);
    }
  });

  test('a link leads to the web or is no link', () => {
    expect(link('run 5', 'https://github.com/a/b?x=(1)').text).toBe('[run 5](https://github.com/a/b?x=%281%29)');
    expect(link('x', 'javascript:alert(1)').text).toBe('x (`javascript:alert(1)`)');
    fc.assert(
      fc.property(hostile, hostile, (label, tail) => {
        const { text } = link(label, `https://example.org/${tail}`);
        expect(readInline(text).text).toMatch(/^\[[^[\]]*\]\(https:\/\/example\.org[^\s()<>\\]*\)$/u);
      }),
    );
  });

  test('fragments compose without being escaped again; those of another sink do not pass', () => {
    const inner = markdown`**${'@x'}**`;
    expect(markdown`${inner}, ${inner}`.text).toBe('**`@x`**, **`@x`**');
    const foreign = new Fragment('html', '<b>') as unknown as Fragment<'markdown'>;
    expect(markdown`${foreign}`.text).toBe('`<b>`');
  });

  test('a value between backticks or beside HTML is a mistake of the author', () => {
    const mistake = expect.objectContaining({ code: 'internal' });
    expect(() => markdown`\`${'x'}\``).toThrow(mistake);
    expect(() => markdown`<summary>${'x'}</summary>`).toThrow(mistake);
  });
});
