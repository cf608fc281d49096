/** The issue of a workflow that fails (SPEC A9), as Markdown. */
import { link, type Markdown, markdown } from '../text/markdown.ts';
import { paragraphs } from './status-headline.ts';

interface Run {
  readonly workflow: string;
  readonly runUrl: string;
}

/** The most that an issue holds, less what stands before. */
const TEMPLATE_LIMIT = 60_000;

/** @param template Markdown of the repository's own */
export function renderFailure({ workflow, runUrl }: Run, template: string | undefined): string {
  const text = markdown`The workflow ${workflow} has failed: ${link('see the run', runUrl)}.`;
  const own = template?.trim().slice(0, TEMPLATE_LIMIT);
  return own ? `${text}\n\n${own}\n` : `${text}\n`;
}

export function renderRecovery({ workflow, runUrl }: Run): string {
  const text: Markdown[] = [markdown`The workflow ${workflow} works again: ${link('see the run', runUrl)}.`];
  return `${paragraphs(text)}\n`;
}
