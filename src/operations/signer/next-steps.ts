/** What comes next, once something was handed over: who has to do what for the event to be complete (SPEC B3). */
import { invitesDelegatedBy } from '../../signing-event/changed-roles.ts';
import type { EventStatus } from '../../signing-event/event-status.ts';
import { eventStatus } from '../../signing-event/status.ts';
import { listInWords } from '../../text/quantities.ts';
import { shellWord } from '../../text/shell.ts';
import { isOnlineRole } from '../../verifier/rules/changes.ts';
import { say } from './prompts/say.ts';
import type { Proposal } from './proposal.ts';
import type { SignerSession } from './session.ts';
import type { Workspace } from './workspace.ts';

/** @param handedOver the event as it is now */
export function sayNextSteps({ terminal }: SignerSession, { event }: Workspace, handedOver: Proposal): void {
  const { judgement, reading } = handedOver;
  const { context, head, knownGood } = reading;
  const status = eventStatus({ event, head, knownGood, context, judgement });
  if (status.complete) {
    say(terminal, 'The event is complete: once its checks on GitHub are green it can be merged.');
    return;
  }
  const command = `tuf-on-ci-sign ${shellWord(event)}`;
  for (const role of ['root', 'targets']) {
    const users = [...invitesDelegatedBy(context.state, role).keys()];
    if (users.length === 0) continue;
    say(terminal, `${listInWords(users)} must accept the invitation first, then ${role} can be signed: ${command}`);
  }
  for (const { role, names } of missingSigners(status)) say(terminal, `${role} waits for ${names}: ${command}`);
}

function missingSigners({ roles }: EventStatus): readonly { readonly role: string; readonly names: string }[] {
  return roles.flatMap(({ role, complete, invites, missing, knownGoodRoot }) => {
    const names = [...new Set([...missing, ...(knownGoodRoot?.missing ?? [])])];
    if (complete || isOnlineRole(role) || invites.length > 0 || names.length === 0) return [];
    return [{ role, names: listInWords(names) }];
  });
}
