/** Members of metadata that this tool does not know, in a signer's summary (SPEC B6): shown as they are. */
import type { MemberChange } from '../signing-event/change-summary-members.ts';
import { shortened } from '../text/visible.ts';

/** A member by name with its values; what is long is cut. */
export function memberText({ name, before, now }: MemberChange): string {
  const value = (json: unknown) => shortened(JSON.stringify(json), 200);
  if (before === undefined) return `${name} is new: ${value(now)}`;
  return now === undefined
    ? `${name} is removed; it was ${value(before)}`
    : `${name}: ${value(before)} becomes ${value(now)}`;
}
