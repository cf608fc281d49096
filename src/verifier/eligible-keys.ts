/** Whose signatures a role may carry (SPEC B1 "signatures"). */
import { get } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import type { Keys, Role } from '../tuf/metadata.ts';
import type { Signers } from '../tuf/signatures.ts';
import { rootVersion } from './root-versions.ts';
import { delegationOf, metadataOf, type RepositoryState } from './state.ts';

/** Keyid -> the keys that it stands for: two where root N and root N-1 describe one keyid differently. */
export type EligibleKeys = ReadonlyMap<string, readonly Key[]>;

const known = new WeakMap<RepositoryState, Map<string, EligibleKeys | undefined>>();

/**
 * The keys that may sign a role: those of its delegation, for root N those of root N-1 too. A keyid without a key is
 * there with none. Undefined when nobody delegates the role.
 */
export function eligibleKeys(state: RepositoryState, role: string): EligibleKeys | undefined {
  const byRole = known.get(state) ?? new Map<string, EligibleKeys | undefined>();
  known.set(state, byRole);
  if (!byRole.has(role)) byRole.set(role, collect(signersOfRole(state, role)));
  return byRole.get(role);
}

/** The delegation of a role, and for root N that of root N-1 when it can be read: each must be satisfied. */
export function signersOfRole(state: RepositoryState, role: string): readonly Signers[] {
  const own = delegationOf(state, role);
  if (!own) return [];
  const root = role === 'root' ? metadataOf(state, 'root') : undefined;
  const previous = root && rootVersion(state, root.signed.version - 1)?.metadata.signed;
  const before = previous && (get(previous.roles, 'root') as Role | undefined);
  return before ? [own, { role: before, keys: previous.keys }] : [own];
}

function collect(signers: readonly Signers[]): EligibleKeys | undefined {
  if (signers.length === 0) return undefined;
  const eligible = new Map<string, readonly Key[]>();
  for (const { role, keys } of signers) {
    for (const keyid of new Set(role.keyids)) {
      eligible.set(keyid, [...(eligible.get(keyid) ?? []), ...keyOf(keys, keyid)]);
    }
  }
  return eligible;
}

function keyOf(keys: Keys, keyid: string): readonly Key[] {
  const key = get(keys, keyid) as Key | undefined;
  return key ? [key] : [];
}
