/** Invites in an event's content (SPEC A1, A7): who is asked to sign what. */
import type { EventContent } from './event-content.ts';

/** The event in which exactly these of all users are invited to a role: open invites stay as they are, new ones come last. */
export function withInvitees(event: EventContent, role: string, users: readonly string[]): EventContent {
  const invited = new Set(users);
  const invites = new Map<string, readonly string[]>();
  for (const [user, roles] of event.invites) {
    const kept = invited.has(user) ? roles : roles.filter((other) => other !== role);
    if (kept.length > 0) invites.set(user, kept);
  }
  for (const user of users) {
    const roles = invites.get(user) ?? [];
    if (!roles.includes(role)) invites.set(user, [...roles, role]);
  }
  return same(invites, event.invites) ? event : { ...event, invites };
}

/** The event without any invite of a user. */
export function withoutInvitesOf(event: EventContent, user: string): EventContent {
  if (!event.invites.has(user)) return event;
  return { ...event, invites: new Map([...event.invites].filter(([other]) => other !== user)) };
}

function same(one: EventContent['invites'], other: EventContent['invites']): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([user, roles]) => {
    const others = other.get(user);
    return others?.length === roles.length && roles.every((role, i) => role === others[i]);
  });
}
