/** The status of a signing event as Markdown: what `tuf-on-ci-status` prints and the pull request shows (SPEC A6, B3). */
import type { EventStatus } from '../signing-event/event-status.ts';
import { joined, type Markdown, markdown } from '../text/markdown.ts';
import { plural } from '../text/quantities.ts';
import type { Severity } from '../verifier/finding.ts';
import { filled } from './filled.ts';
import { renderFindingGroup } from './finding-list.ts';
import { type KnownGoodRole, renderRole } from './role-status.ts';
import { paragraphs, renderHeadline, renderNoChanges, renderStart } from './status-headline.ts';

export interface StatusOptions {
  /** false when neither the event nor known good has `metadata/root.json`. */
  readonly hasMetadata?: boolean;
  /** The changed roles as known good has them, by name: the text then shows what a version replaces. */
  readonly knownGood?: ReadonlyMap<string, KnownGoodRole>;
}

/**
 * The most characters each part may have. Together with the headline they stay below the 65,536 that a comment holds;
 * each part that is cut says how much is left out.
 */
const BUDGETS = { error: 20_000, roles: 20_000, warning: 12_000, note: 4_000 } as const;

/** Markdown, at most 65,536 characters, ends with a line break. Whoever has to act is @-mentioned, once. */
export function renderStatus(status: EventStatus, options: StatusOptions = {}): string {
  const findings = [...status.findings, ...status.roles.flatMap((role) => role.findings)];
  const group = (severity: Severity) => renderFindingGroup(findings, severity, BUDGETS[severity]);
  const parts = [
    renderHead(
      status,
      options,
      findings.map(({ severity }) => severity),
    ),
    group('error'),
    renderRoles(status, options),
    group('warning'),
    group('note'),
  ];
  return `${paragraphs(parts.filter((part) => part !== undefined))}\n`;
}

function renderHead(status: EventStatus, { hasMetadata = true }: StatusOptions, severities: Severity[]): Markdown {
  if (!hasMetadata) return renderStart();
  const errors = severities.filter((severity) => severity === 'error').length;
  if (status.roles.length === 0 && errors === 0) return renderNoChanges(status);
  return renderHeadline(status, errors, severities.filter((severity) => severity === 'warning').length);
}

function renderRoles({ roles }: EventStatus, { knownGood }: StatusOptions): Markdown | undefined {
  if (roles.length === 0) return undefined;
  const render = (role: EventStatus['roles'][number]) => renderRole(role, knownGood?.get(role.role));
  const items = filled(roles, render, BUDGETS.roles, (left) => plural(left, 'more role'));
  return paragraphs([markdown`### Changed roles`, joined(items, '\n')]);
}
