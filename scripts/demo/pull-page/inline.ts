/** What a line of Markdown has in it: code, bold text, links and mentions. */
import { type Html, html } from '../../../src/text/html.ts';

/** In the order in which they are looked for at each place. A code span ends with as many backticks as it began with. */
const span =
  /(?<ticks>`+)(?<code>.+?)(?<!`)\k<ticks>(?!`)|\*\*(?<bold>.+?)\*\*|\[(?<label>[^\]]+)\]\((?<url>https?:\/\/[^\s)]+)\)|(?<![\w`])@(?<name>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)|\\(?<escaped>[!-/:-@[-`{-~])/gu;

export function renderInline(text: string): Html {
  const pieces: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(span)) {
    pieces.push(html`${text.slice(end, match.index)}`, renderSpan(match.groups!));
    end = match.index + match[0].length;
  }
  return html`${[...pieces, html`${text.slice(end)}`]}`;
}

function renderSpan({ code, bold, label, url, name, escaped }: Record<string, string | undefined>): Html {
  // CommonMark 6.1: the one blank on each side is there so that code may begin with a backtick.
  if (code !== undefined) return html`<code>${/^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code}</code>`;
  if (bold !== undefined) return html`<strong>${renderInline(bold)}</strong>`;
  if (label !== undefined && url !== undefined) return html`<a href="${url}">${renderInline(label)}</a>`;
  return name === undefined ? html`${escaped ?? ''}` : html`<b class="mention">@${name}</b>`;
}
