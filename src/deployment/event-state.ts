/** `metadata/.signing-event-state`: the open invites of a signing event (SPEC A1). */

import { TufError } from '../errors.ts';
import { type Form, type FormProblem, Form as NewForm } from '../tuf/form.ts';
import { get, type Json, names } from '../tuf/json.ts';
import { parseJson } from '../tuf/strict-json.ts';

/** Invited user -> roles, in order of invitation. */
export type Invites = ReadonlyMap<string, readonly string[]>;

export type EventStateReading =
  | { readonly ok: true; readonly invites: Invites }
  | { readonly ok: false; readonly problem: string };

export const noInvites: Invites = new Map();

/** Reads the file; names are not judged here. A duplicate role of one user is read once. */
export function readEventState(bytes: Uint8Array): EventStateReading {
  try {
    const form = new NewForm();
    const invites = invitesOf(parseJson(bytes), form);
    const first = form.problems[0];
    return first ? { ok: false, problem: problemText(first) } : { ok: true, invites };
  } catch (error) {
    if (error instanceof TufError) return { ok: false, problem: error.message };
    throw error;
  }
}

function invitesOf(document: Json, form: Form): Invites {
  const invites = new Map<string, readonly string[]>();
  if (!form.object(document, [])) return invites;
  const list = get(document, 'invites');
  if (!form.object(list, ['invites'])) return invites;
  for (const user of names(list)) {
    const roles = get(list, user);
    if (!form.list(roles, ['invites', user])) continue;
    const invited = roles.filter((role, i): role is string => form.string(role, ['invites', user, i]));
    invites.set(user, [...new Set(invited)]);
  }
  return invites;
}

function problemText(problem: FormProblem): string {
  return `${problem.at.join('.') || 'the file'} should be ${problem.expected}`;
}

/** The file's bytes: two-space indent, in order of invitation, no newline at the end; null when there are no invites. */
export function writeEventState(invites: Invites): Uint8Array | null {
  const open = [...invites].filter(([, roles]) => roles.length > 0);
  if (open.length === 0) return null;
  const text = JSON.stringify({ invites: Object.fromEntries(open) }, null, 2);
  return new TextEncoder().encode(
    text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
