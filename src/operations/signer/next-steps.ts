/** What comes next, once something was handed over: who has to do what for the event to be complete (SPEC B3). */
import { invitesDelegatedBy } from '../../signing-event/changed-roles.ts';
import type { EventStatus } from '../../signing-event/event-status.ts';
import { eventStatus } from '../../signing-event/status.ts';
import { listInWords } from '../../text/quantities.ts';
import { shellWord } from '../../text/shell.ts';
import { isOnlineRole } from '../../verifier/rules/changes.ts';
import { say } from './prompts/say.ts';
import type { JudgedEvent } from './publish.ts';
import type { SignerOptions, SignerSession } from './session.ts';
import type { Workspace } from './workspace.ts';

/** @param handedOver the event as it is now, or will be once what was made has come there */
export function sayNextSteps(
  { terminal, remote, pushRemote }: SignerSession,
  { push }: Pick<SignerOptions, 'push'>,
  { event }: Workspace,
  { judgement, reading }: JudgedEvent,
): void {
  const { context, head, knownGood } = reading;
  const status = eventStatus({ event, head, knownGood, context, judgement });
  if (status.complete) {
    const isThere = push && remote === pushRemote;
    say(
      terminal,
      isThere
        ? 'The event is complete: once its checks on GitHub are green it can be merged.'
        : 'With it the event is complete.',
    );
    return;
  }
  const command = `tuf-on-ci-sign ${shellWord(event)}`;
  for (const role of ['root', 'targets']) {
    const users = [...invitesDelegatedBy(context.state, role).keys()];
    if (users.length === 0) continue;
    say(terminal, `${listInWords(users)} must accept the invitation first, then ${role} can be signed: ${command}`);
  }
  for (const { role, people, keys } of missingSigners(status)) {
    if (people.length > 0) say(terminal, `${role} waits for ${listInWords(people)}: ${command}`);
    if (keys.length > 0)
      say(terminal, `${role} waits for its online key ${listInWords(keys)}: a workflow signs with it.`);
  }
}

interface Missing {
  readonly role: string;
  readonly people: readonly string[];
  /** URIs of online keys. */
  readonly keys: readonly string[];
}

function missingSigners({ roles }: EventStatus): readonly Missing[] {
  return roles.flatMap(({ role, complete, invites, missing, knownGoodRoot }) => {
    const names = [...new Set([...missing, ...(knownGoodRoot?.missing ?? [])])];
    if (complete || isOnlineRole(role) || invites.length > 0) return [];
    const isPerson = (name: string) => name.startsWith('@');
    return [{ role, people: names.filter(isPerson), keys: names.filter((name) => !isPerson(name)) }];
  });
}
