/** What an event does to the list of target files of a role (SPEC B2). */
import { byCodePoint } from '../text/code-point-order.ts';
import { equalJson, get, has, names } from '../tuf/json.ts';
import type { Targets } from '../tuf/metadata.ts';
import type { TargetChange } from './event-status.ts';

/**
 * The entries that differ between the list of the event and that of known good, sorted by path. Any difference counts,
 * also one of `custom` or of the hash algorithms: signers sign it. A side that is not there lists nothing.
 */
export function targetChanges(head: Targets | undefined, base: Targets | undefined): TargetChange[] {
  const now = head?.targets ?? {};
  const before = base?.targets ?? {};
  const changes: TargetChange[] = [];
  for (const path of names(now)) {
    if (!has(before, path)) changes.push({ path, change: 'added' });
    else if (!equalJson(get(now, path)!, get(before, path)!)) changes.push({ path, change: 'modified' });
  }
  for (const path of names(before)) if (!has(now, path)) changes.push({ path, change: 'removed' });
  return changes.sort((a, b) => byCodePoint(a.path, b.path));
}
