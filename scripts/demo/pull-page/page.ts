/** A pull request of the lab's GitHub as one HTML file, without script and without anything from elsewhere. */
import { type Html, html, trustedHtml } from '../../../src/text/html.ts';
import { momentInWords, plural } from '../../../src/text/quantities.ts';
import { renderMarkdown } from './markdown.ts';
import { style } from './style.ts';

export interface PullPage {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'draft' | 'merged' | 'closed';
  readonly head: string;
  readonly base: string;
  readonly labels: readonly string[];
  /** What its author has written, and then the comments; Markdown. Times are ISO 8601. */
  readonly posts: readonly Post[];
  /** Oldest first. */
  readonly commits: readonly { readonly oid: string; readonly author: string; readonly title: string }[];
  readonly checks: readonly Check[];
  /** When the page was made, ISO 8601. */
  readonly asOf: string;
}

export interface Post {
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Check {
  readonly name: string;
  readonly state: 'success' | 'failure' | 'pending';
  readonly description: string;
}

export function renderPullPage(page: PullPage): string {
  const { repository, number, title, posts, commits, checks, asOf } = page;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} #${number}</title>
<style>${trustedHtml(style)}</style>
</head>
<body>
<header>
<p class="where">${repository}</p>
<h1>${title} <span class="number">#${number}</span></h1>
${renderState(page)}
</header>
<main>
${posts.map(renderPost)}
<section>
<h2>${plural(commits.length, 'commit')}</h2>
<ul class="rows">${commits.map(
    ({ oid, author, title }) =>
      html`<li><code>${oid.slice(0, 10)}</code> <span>${title}</span> <span class="soft">${author}</span></li>`,
  )}</ul>
</section>
<section>
<h2>Checks</h2>
<ul class="rows">${checks.map(renderCheck)}</ul>
</section>
</main>
<footer>As the lab’s GitHub has it on ${momentInWords(asOf)}. Made by npm run demo; signed with test keys that are worthless.</footer>
</body>
</html>
`.text;
}

const stateNames = { open: 'Open', draft: 'Draft', merged: 'Merged', closed: 'Closed' } as const;

function renderState({ state, head, base, labels }: PullPage): Html {
  const shown = labels.map((label) => html` <span class="label">${label}</span>`);
  return html`<p class="state"><span class="chip ${state}">${stateNames[state]}</span>
<code>${head}</code> into <code>${base}</code>${shown}</p>`;
}

function renderPost({ author, body, createdAt, updatedAt }: Post): Html {
  const edited = updatedAt === createdAt ? '' : `, edited ${momentInWords(updatedAt)}`;
  return html`<article>
<p class="by"><b>${author}</b> <span class="soft">${momentInWords(createdAt)}${edited}</span></p>
<div class="body">${renderMarkdown(body)}</div>
</article>
`;
}

const marks = { success: '✓', failure: '✗', pending: '●' } as const;

function renderCheck({ name, state, description }: Check): Html {
  return html`<li><span class="mark ${state}">${marks[state]}</span> <span>${name}</span> <span class="soft">${description}</span></li>`;
}
