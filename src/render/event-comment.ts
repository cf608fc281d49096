/**
 * What a signing event's pull request says: its own text, the status comment that is edited in place, and short comments that call people
 * who have to act (SPEC B3). Comments carry a mark that people do not see, by which later runs know them.
 */
import { createHash } from 'node:crypto';
import type { EventStatus } from '../signing-event/event-status.ts';
import { code, codeBlock, isMentionable, joined, type Markdown, markdown, mention } from '../text/markdown.ts';
import { plural } from '../text/quantities.ts';
import { shellWord } from '../text/shell.ts';
import { missingSigners, name } from './role-status.ts';
import { paragraphs } from './status-headline.ts';

/** The most characters that GitHub takes. */
const COMMENT_LIMIT = 65_536;
/** The most people that one run calls: whoever can push to an event must not choose how many people get mail. */
const CALLS = 50;
const STATUS_MARK = '<!-- tuf-on-ci:status';
const CALL_MARK = '<!-- tuf-on-ci:call';

/** Somebody who has to act, and for what: the same call has the same keys. */
export interface Call {
  /** `@name` */
  readonly person: string;
  readonly keys: readonly string[];
}

/** Whom the event waits for, once each. A role that changes again has to be signed again: that is another call. */
export function callsOf({ roles }: EventStatus): Call[] {
  const keys = new Map<string, string[]>();
  for (const role of roles) {
    const asked = [...missingSigners(role).map((who) => [who, 'sign']), ...role.invites.map((who) => [who, 'accept'])];
    for (const [who, what] of asked as [string, string][]) {
      if (!isMentionable(who)) continue;
      keys.set(who, [...(keys.get(who) ?? []), keyOf(who, what, role.role, role.version, role.expires)]);
    }
  }
  return [...keys].slice(0, CALLS).map(([person, keys]) => ({ person, keys }));
}

function keyOf(...parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** Whether a comment is the status comment, and whom it or a call has called. */
export function isStatusComment(body: string): boolean {
  return body.startsWith(STATUS_MARK);
}

export function calledIn(body: string): readonly string[] {
  const mark = [STATUS_MARK, CALL_MARK].find((mark) => body.startsWith(mark));
  const keys = mark && /^((?: [0-9a-f]{12})*) -->/.exec(body.slice(mark.length))?.[1];
  return keys ? keys.trim().split(' ') : [];
}

/**
 * The status comment. A mention that is edited in calls nobody, so it notes whom its first text called.
 * @param text of `renderStatus`
 * @param called keys
 */
export function renderStatusComment(text: string, commit: string, called: readonly string[]): string {
  const head = `${marked(STATUS_MARK, called)}\n`;
  const foot = `\n${markdown`As of commit ${code(commit.slice(0, 10))}.`}\n`;
  return `${head}${cut(text, COMMENT_LIMIT - head.length - foot.length)}${foot}`;
}

/** A short comment for people whom no comment has called yet. */
export function renderCall(event: string, calls: readonly Call[]): string {
  const people = joined(
    calls.map(({ person }) => mention(person)),
    ', ',
  );
  const text = paragraphs([
    markdown`${people}: signing event ${name(event)} waits for you. In a clone of this repository, run:`,
    codeBlock([`tuf-on-ci-sign ${shellWord(event)}`], 'sh'),
  ]);
  return `${marked(
    CALL_MARK,
    calls.flatMap(({ keys }) => keys),
  )}\n${text}\n`;
}

/** How a new pull request introduces itself. */
export function renderPullRequestBody(event: string): string {
  const text = paragraphs([
    markdown`This pull request holds signing event ${name(event)}: changes to the TUF metadata or target files of this repository, and the signatures for them.`,
    markdown`A comment below says what changes, who has signed and who is missing; it is kept up to date. The pull request becomes ready for review once everything is signed. Merging it publishes the changes.`,
    ...(event.length > 250
      ? []
      : [
          markdown`To sign, run this in a clone of the repository:`,
          codeBlock([`tuf-on-ci-sign ${shellWord(event)}`], 'sh'),
        ]),
  ]);
  return `${text}\n`;
}

/** One line for the commit status: at most 140 characters, plain text. */
export function renderCommitStatus(status: EventStatus): string {
  if (status.complete) return 'All signatures are there';
  const errors = errorsOf(status);
  if (errors > 0) return `${plural(errors, 'error')}: the pull request says what is wrong`;
  if (status.roles.length === 0) return 'There are no changes yet';
  const waiting = status.roles.filter(({ complete }) => !complete);
  return `Signatures are missing in ${plural(waiting.length, 'role')}`;
}

/** The number of error findings. */
export function errorsOf({ findings, roles }: EventStatus): number {
  return [...findings, ...roles.flatMap((role) => role.findings)].filter(({ severity }) => severity === 'error').length;
}

/** The thanks for signatures that came in a pull request of their own. */
export function renderSignaturesMerged(event: string, roles: readonly string[]): string {
  const list: Markdown = joined(roles.map(name), ', ');
  return `${markdown`Thank you. The signatures (${list}) are now in signing event ${name(event)}.`}\n`;
}

function marked(mark: string, keys: readonly string[]): string {
  return `${[mark, ...keys.slice(0, 500)].join(' ')} -->`;
}

/** At most so many characters, whole lines, and said when something is left out. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const note = '\n\n…and more: see the summary of the workflow run.\n';
  // A block of code that is left open would swallow what follows.
  const fence = '\n```';
  const kept = text.slice(0, length - note.length - fence.length);
  const lines = kept.slice(0, kept.lastIndexOf('\n'));
  return `${lines}${(lines.match(/^`{3,}/gm) ?? []).length % 2 === 1 ? fence : ''}${note}`;
}
