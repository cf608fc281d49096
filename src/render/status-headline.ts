/** The first lines of the status text: how the event stands, who is asked to do something, and with which command. */
import type { EventStatus } from '../signing-event/event-status.ts';
import { code, codeBlock, isMentionable, joined, type Markdown, markdown, mention } from '../text/markdown.ts';
import { plural, thousands } from '../text/quantities.ts';
import { shellWord } from '../text/shell.ts';
import { missingSigners, name } from './role-status.ts';

/** Whoever can push to an event must not choose how many people get mail. */
const MENTIONS = 50;
/** A longer name is no branch that a person made, and nothing to copy into a shell. */
const EVENT_LIMIT = 250;

interface Request {
  /** What the event waits for, for the heading. */
  readonly awaited: string;
  readonly text: Markdown;
  readonly byPerson: boolean;
}

const ONLINE: Request = {
  awaited: 'online signatures',
  text: markdown`No person has to act: what is missing is signed online, by this repository's workflow.`,
  byPerson: false,
};

/** For a repository in which TUF has not begun. */
export function renderStart(): Markdown {
  return paragraphs([
    markdown`## This repository has no TUF metadata yet`,
    markdown`To start, run this in a clone of the repository. It asks who signs and how often, and makes the first signing event:`,
    codeBlock(['tuf-on-ci-delegate sign/initial'], 'sh'),
  ]);
}

/** For an event that differs from known good in nothing. */
export function renderNoChanges({ event }: EventStatus): Markdown {
  return paragraphs([
    markdown`## Signing event ${name(event)} has no changes yet`,
    markdown`Push changed target files to a branch ${code('sign/…')}, or change who signs a role:`,
    ...command('tuf-on-ci-delegate', event.startsWith('sign/') ? event : 'sign/change'),
  ]);
}

/** For an event that changes something; `errors` and `warnings` are the numbers of its findings. */
export function renderHeadline(status: EventStatus, errors: number, warnings: number): Markdown {
  const event = name(status.event);
  if (status.complete) return renderComplete(event, warnings);
  const requests = requestsOf(status);
  if (errors > 0) {
    return paragraphs([
      markdown`## ❌ Signing event ${event} has ${plural(errors, 'error')}`,
      markdown`Nothing can be signed or merged before ${errors === 1 ? 'it is' : 'they are'} solved.`,
      ...requests.map(({ text }) => text),
    ]);
  }
  if (requests.length === 0) return markdown`## ⏳ Signing event ${event} is not complete`;
  return paragraphs([
    markdown`## ⏳ Signing event ${event} is waiting for ${requests.map(({ awaited }) => awaited).join(' and ')}`,
    ...requests.map(({ text }) => text),
    ...(requests.some(({ byPerson }) => byPerson) ? command('tuf-on-ci-sign', status.event) : []),
  ]);
}

/** Fragments with a blank line between them. */
export function paragraphs(parts: readonly Markdown[]): Markdown {
  return joined(parts, '\n\n');
}

function renderComplete(event: Markdown, warnings: number): Markdown {
  const look = warnings > 0 ? ` Look at the ${plural(warnings, 'warning')} below first.` : '';
  return paragraphs([
    markdown`## ✅ Signing event ${event} is ready to merge`,
    markdown`All signatures are there. Merging the pull request publishes the changes.${look}`,
  ]);
}

/** What people are asked for. Each is called once in the whole text: who is invited signs when accepting. */
function requestsOf({ roles }: EventStatus): Request[] {
  const invited = new Set(roles.flatMap(({ invites }) => invites));
  const missing = new Set(roles.flatMap(missingSigners));
  const signers = [...missing].filter((signer) => isMentionable(signer) && !invited.has(signer));
  return [
    ...request('signatures', markdown`**Please sign:**`, signers),
    ...request('invited signers', markdown`**Please accept the invitation:**`, [...invited].filter(isMentionable)),
    ...(missing.size > 0 && ![...missing].some(isMentionable) ? [ONLINE] : []),
  ];
}

function request(awaited: string, label: Markdown, people: readonly string[]): Request[] {
  if (people.length === 0) return [];
  const called = people.slice(0, MENTIONS).map(mention);
  const left = people.length - called.length;
  const list = joined(left > 0 ? [...called, markdown`and ${thousands(left)} more`] : called, ', ');
  return [{ awaited, text: markdown`${label} ${list}`, byPerson: true }];
}

function command(program: string, event: string): Markdown[] {
  if (event.length > EVENT_LIMIT) return [];
  return [markdown`In a clone of this repository, run:`, codeBlock([`${program} ${shellWord(event)}`], 'sh')];
}
