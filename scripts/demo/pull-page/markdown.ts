/**
 * Shows the Markdown that tuf-on-ci writes into pull requests as HTML: headings, paragraphs, nested lists, blocks of code. What
 * else Markdown knows is shown as the text that it is; all of it is escaped.
 */
import { type Html, html } from '../../../src/text/html.ts';
import { renderInline } from './inline.ts';

export function renderMarkdown(text: string): Html {
  return renderBlocks(text.replaceAll(/<!--.*?-->/gs, '').split('\n'));
}

/** One kind of block: takes it off the front of the lines, or answers nothing when the lines begin with something else. */
type Block = (lines: readonly string[]) => { readonly taken: number; readonly shown: Html } | undefined;

function renderBlocks(lines: readonly string[]): Html {
  const shown: Html[] = [];
  for (let rest = lines; rest.length > 0; ) {
    const block = nextBlock(rest);
    shown.push(block.shown);
    rest = rest.slice(block.taken);
  }
  return html`${shown}`;
}

function nextBlock(lines: readonly string[]) {
  for (const block of blocks) {
    const found = block(lines);
    if (found) return found;
  }
  return paragraph(lines);
}

const emptyLine: Block = ([first = '']) => (first.trim() === '' ? { taken: 1, shown: html`` } : undefined);

const heading: Block = ([first = '']) => {
  const [, marks, text = ''] = /^(#{1,6}) +(.*)$/.exec(first) ?? [];
  if (marks === undefined) return undefined;
  return {
    taken: 1,
    shown: marks.length < 3 ? html`<h3>${renderInline(text)}</h3>` : html`<h4>${renderInline(text)}</h4>`,
  };
};

const codeBlock: Block = (lines) => {
  const fence = /^`{3,}/.exec(lines[0] ?? '')?.[0];
  if (fence === undefined) return undefined;
  const end = lines.findIndex((line, at) => at > 0 && line.startsWith(fence) && line.trimEnd().length === fence.length);
  const code = lines.slice(1, end === -1 ? lines.length : end);
  return {
    taken: code.length + (end === -1 ? 1 : 2),
    shown: html`<pre><code>${code.map((line) => html`${line}\n`)}</code></pre>`,
  };
};

/** Items begin with `- `; what belongs to an item is indented by two. */
const list: Block = (lines) => {
  if (!lines[0]?.startsWith('- ')) return undefined;
  const end = lines.findIndex((line) => !line.startsWith('- ') && !line.startsWith('  '));
  const own = lines.slice(0, end === -1 ? lines.length : end);
  const starts = own.flatMap((line, at) => (line.startsWith('- ') ? [at] : []));
  const items = starts.map((start, at) => own.slice(start, starts[at + 1]).map((line) => line.slice(2)));
  const shown = items.map(([first = '', ...more]) => html`<li>${renderInline(first)}${renderBlocks(more)}</li>`);
  return { taken: own.length, shown: html`<ul>${shown}</ul>` };
};

const blocks: readonly Block[] = [emptyLine, heading, codeBlock, list];
const beginsBlock = /^(?:\s*$|#{1,6} |`{3,}|- )/;

/** Everything up to an empty line, or to where another block begins. */
function paragraph(lines: readonly string[]) {
  const end = lines.findIndex((line, at) => at > 0 && beginsBlock.test(line));
  const own = lines.slice(0, end === -1 ? lines.length : end);
  return { taken: own.length, shown: html`<p>${own.map((line) => html`${renderInline(line)}\n`)}</p>` };
}
