/** The online menu's work (SPEC A7): the key of timestamp and snapshot and their periods, all of it in root. */
import type { Periods } from '../../deployment/periods.ts';
import { withMembers } from '../../tuf/edit.ts';
import { equalJson, get } from '../../tuf/json.ts';
import type { Key } from '../../tuf/key.ts';
import type { Role, Root, Signed } from '../../tuf/metadata.ts';
import { signersOf } from '../../tuf/signatures.ts';
import { keyidIn, withRoleIn } from './delegation.ts';
import { type EditContext, type EventContent, rootOf } from './event-content.ts';
import { withSigned } from './new-version.ts';
import { withPeriodMembers } from './role.ts';
import { type OnlineConfig, readOnlineConfig } from './role-config.ts';

/** Gives timestamp and snapshot the config. Root alone changes. @throws TufError('no-metadata') without root */
export function withOnlineRoles(event: EventContent, config: OnlineConfig, context: EditContext): EventContent {
  const isSameKey = equalJson(readOnlineConfig(event).key, config.key);
  const root = rootOf(event)!.signed;
  return withSigned(event, 'root', withOnlineMembers(root, config, isSameKey), context);
}

/** @param keepKeys leaves keyids and threshold: an imported repository may have more than one online key */
export function withOnlineMembers(root: Root, config: OnlineConfig, keepKeys: boolean): Signed {
  const timestamp = withOnlineRole(root, 'timestamp', config.key, config.timestamp, keepKeys);
  return withOnlineRole(timestamp as Root, 'snapshot', config.key, config.snapshot, keepKeys);
}

function withOnlineRole(root: Root, name: string, key: Key, periods: Periods | undefined, keepKeys: boolean): Signed {
  const before = (get(root.roles, name) as Role | undefined) ?? ({ keyids: [], threshold: 1 } as unknown as Role);
  const keyid = keyidIn(root.keys, key);
  const isKept = keepKeys && signersOf({ role: before, keys: root.keys }).length > 0;
  const signed = isKept ? before : withMembers(before, { keyids: [keyid], threshold: 1 });
  return withRoleIn(root, name, periods ? withPeriodMembers(signed, periods) : signed, isKept ? [] : [[keyid, key]]);
}
