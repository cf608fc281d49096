/** A new version without a change: "sign again now" (SPEC B6). */
import { TufError } from '../../errors.ts';
import type { EditContext, EventContent } from './event-content.ts';
import { withVersionOf } from './new-version.ts';

/** A role as its next version, to be signed by everybody anew. @throws TufError('usage') for a role without metadata */
export function signedAgain(event: EventContent, role: string, context: EditContext): EventContent {
  const document = event.documents.get(role);
  if (document) return withVersionOf(event, role, document.signed, context);
  throw new TufError('usage', `There is no role "${role}" that people sign`, {
    hint: 'Name root, targets or a delegated role; timestamp and snapshot are signed by online-sign',
  });
}
