import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, safeUrl, trustedHtml } from '../../src/text/html.ts';
import { visible } from '../../src/text/visible.ts';
import { hostile } from './hostile.ts';

const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };

function unescaped(text: string): string {
  return text.replace(/&([a-z0-9#]+);/g, (_, name: string) => NAMES[name] ?? '?');
}

describe('values in HTML', () => {
  test('are text, in an element and in an attribute, whatever they hold', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const page = html`<p title="${a}" class="x">${b}</p>`.text;
        const [, title, text] = /^<p title="([^<>"'`]*)" class="x">([^<>"'`]*)<\/p>$/.exec(page) ?? [];
        expect(unescaped(title ?? 'no title')).toBe(visible(a));
        expect(unescaped(text ?? 'no text')).toBe(visible(b));
      }),
    );
  });

  test('in a link lead to the web, to the same site, or nowhere', () => {
    fc.assert(
      fc.property(hostile, (url) => {
        const target = unescaped(/^<a href="([^<>"'`]*)">$/.exec(html`<a href="${url}">`.text)?.[1] ?? '?');
        // What no browser can read leads nowhere either.
        fc.pre(URL.canParse(target, 'https://here.example/'));
        expect(new URL(target, 'https://here.example/').protocol).toMatch(/^https?:$/);
      }),
    );
  });

  test.each([
    ['https://github.com/x', 'https://github.com/x'],
    ['7.targets.json', '7.targets.json'],
    ['../targets/a%3Ab', '../targets/a%3Ab'],
    ['#role-root', '#role-root'],
    ['a/b:c', 'a/b:c'],
    ['javascript:alert(1)', '#'],
    ['JaVaScRiPt:alert(1)', '#'],
    [' javascript:alert(1)', '#'],
    ['data:text/html,x', '#'],
    ['//evil.example', '#'],
    ['\\\\evil.example', '#'],
    [' //evil.example', '#'],
    ['https:evil', '#'],
  ])('link to %s', (url, target) => {
    expect(safeUrl(url)).toBe(target);
  });

  test('compose', () => {
    const items = ['<a>', 'b'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${1}`.text).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>1');
    expect(html`<style>${trustedHtml('a > b {}')}</style><i>${'x'}</i>`.text).toBe('<style>a > b {}</style><i>x</i>');
  });

  test('where escaping cannot help there is no value', () => {
    const mistake = expect.objectContaining({ code: 'internal' });
    expect(() => html`<script>${'x'}</script>`).toThrow(mistake);
    expect(() => html`<style>${'x'}</style>`).toThrow(mistake);
    expect(() => html`<p ${'x'}>`).toThrow(mistake);
    expect(() => html`<p class=${'x'}>`).toThrow(mistake);
    expect(() => html`<p onclick="${'x'}">`).toThrow(mistake);
    expect(() => html`<p style="${'x'}">`).toThrow(mistake);
    expect(() => html`<!-- ${'x'} -->`).toThrow(mistake);
    expect(() => html`<p title="${html`<b>`}">`).toThrow(mistake);
    expect(() => html`<a href="${html`x`}">`).toThrow(mistake);
  });
});
