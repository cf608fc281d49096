/** Findings for the status text: grouped by severity, each with what to do. */
import { code, joined, type Markdown, markdown } from '../text/markdown.ts';
import { plural } from '../text/quantities.ts';
import { shortened } from '../text/visible.ts';
import type { Finding, Severity } from '../verifier/finding.ts';
import { filled } from './filled.ts';

const MESSAGE_LIMIT = 1_000;
const NAME_LIMIT = 200;

const GROUPS: Record<Severity, { readonly heading: Markdown; readonly noun: string }> = {
  error: { heading: markdown`### ❌ Errors to solve first`, noun: 'error' },
  warning: { heading: markdown`### ⚠️ Warnings`, noun: 'warning' },
  note: { heading: markdown`### ℹ️ Good to know`, noun: 'note' },
};

/** The findings of one severity under a heading, at most `budget` characters; `undefined` when there are none. */
export function renderFindingGroup(
  findings: readonly Finding[],
  severity: Severity,
  budget: number,
): Markdown | undefined {
  const group = findings.filter((finding) => finding.severity === severity);
  if (group.length === 0) return undefined;
  const { heading, noun } = GROUPS[severity];
  const items = filled(group, renderFinding, budget - heading.text.length, (left) => plural(left, `more ${noun}`));
  return markdown`${heading}\n\n${joined(items, '\n')}`;
}

function renderFinding({ role, message, remedy, rule }: Finding): Markdown {
  const subject = role === undefined ? '' : markdown`**${code(shortened(role, NAME_LIMIT))}**: `;
  const what = markdown`- ${subject}${shortened(message, MESSAGE_LIMIT)} (${code(rule)})`;
  return remedy === '' ? what : markdown`${what}\n  What to do: ${shortened(remedy, MESSAGE_LIMIT)}`;
}
