/** The part of a summary that matters most: what an event changes in who may sign what, key by key (SPEC B6). */
import {
  expiryPeriodField,
  keyOwnerField,
  onlineUriField,
  signerName,
  signingPeriodField,
} from '../deployment/custom-fields.ts';
import { type Periods, parsePeriods } from '../deployment/periods.ts';
import { roleOrder } from '../deployment/role-order.ts';
import { sortedByCodePoint } from '../text/code-point-order.ts';
import { equalJson, get, names } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { type DelegatedRole, isTopLevelRole, pathHashPrefixes, pathPatterns } from '../tuf/metadata.ts';
import type { Delegation } from '../verifier/role-graph.ts';
import { delegationOf, type RepositoryState } from '../verifier/state.ts';
import { type MemberChange, otherMembers, type Step } from './change-summary-members.ts';
import { invitesDelegatedBy } from './changed-roles.ts';

/** A key as a signer knows it. */
export interface KeyLine {
  readonly keyid: string;
  /** Owner, online URI, or the keyid (SPEC B2). */
  readonly signer: string;
  /** `ecdsa-sha2-nistp256`, … */
  readonly scheme: string;
  /** Of a Sigstore key: who logs in, and where. */
  readonly identity: { readonly identity: string; readonly issuer: string } | undefined;
  /** Names of members that this tool does not know. */
  readonly otherMembers: readonly string[];
}

/** What changes for a role in the metadata that delegates it. */
export interface DelegationChange {
  readonly name: string;
  readonly kind: 'added' | 'modified' | 'removed';
  readonly threshold: Step<number>;
  /** How many keys there are. */
  readonly keys: Step<number>;
  readonly keysAdded: readonly KeyLine[];
  readonly keysRemoved: readonly KeyLine[];
  /** Keys whose keyid stays and whose content does not (TUF_ON_CI_NO_VERIFY_KID). */
  readonly keysChanged: readonly KeyLine[];
  readonly keysKept: readonly KeyLine[];
  /** People who are invited and have not accepted. */
  readonly invited: readonly string[];
  readonly paths: Step<readonly string[]>;
  readonly terminating: Step<boolean>;
  /** timestamp and snapshot alone. */
  readonly periods: Step<Periods>;
  readonly members: readonly MemberChange[];
}

/** The delegations of a role that an event changes or that somebody is invited to, in SPEC A5's order. */
export function delegationChanges(
  delegator: string,
  state: RepositoryState,
  knownGood: RepositoryState,
): readonly DelegationChange[] {
  const invited = new Map<string, string[]>();
  const invites = delegator === 'root' || delegator === 'targets' ? invitesDelegatedBy(state, delegator) : new Map();
  for (const [user, roles] of invites) {
    for (const role of roles) invited.set(role, [...(invited.get(role) ?? []), user]);
  }
  const named = [state, knownGood].flatMap(({ graph }) =>
    [...graph.byName.values()].flatMap((delegation) => (delegation.delegator === delegator ? [delegation.name] : [])),
  );
  const all = [...new Set([...named, ...invited.keys()])].sort(roleOrder);
  return all.flatMap((name) => {
    const step = { before: by(delegator, name, knownGood), now: by(delegator, name, state) };
    const people = invited.get(name) ?? [];
    return people.length === 0 && isSame(step) ? [] : [change(name, step, people)];
  });
}

function by(delegator: string, name: string, state: RepositoryState): Delegation | undefined {
  const delegation = delegationOf(state, name);
  return delegation?.delegator === delegator ? delegation : undefined;
}

function isSame({ before, now }: Step<Delegation>): boolean {
  if (!before || !now) return before === now;
  return (
    equalJson(before.role, now.role) &&
    now.role.keyids.every((keyid) => equalJson(get(before.keys, keyid) ?? null, get(now.keys, keyid) ?? null))
  );
}

const toldElsewhere = new Set([
  'name',
  'keyids',
  'threshold',
  'paths',
  'path_hash_prefixes',
  'terminating',
  expiryPeriodField,
  signingPeriodField,
]);

function change(name: string, delegations: Step<Delegation>, invited: readonly string[]): DelegationChange {
  const { before, now } = delegations;
  const step = <T>(of: (delegation: Delegation) => T | undefined): Step<T> => ({
    before: before && of(before),
    now: now && of(now),
  });
  const known = new Set(before?.role.keyids);
  const present = new Set(now?.role.keyids);
  const isKept = (keyid: string) => equalJson(get(before!.keys, keyid) ?? null, get(now!.keys, keyid) ?? null);
  const kept = [...present].filter((keyid) => known.has(keyid));
  return {
    name,
    kind: !before && now ? 'added' : before && !now ? 'removed' : 'modified',
    threshold: step(({ role }) => role.threshold),
    keys: { before: before && known.size, now: now && present.size },
    keysAdded: lines(
      now,
      [...present].filter((keyid) => !known.has(keyid)),
    ),
    keysRemoved: lines(
      before,
      [...known].filter((keyid) => !present.has(keyid)),
    ),
    keysChanged: lines(
      now,
      kept.filter((keyid) => !isKept(keyid)),
    ),
    keysKept: lines(now, kept.filter(isKept)),
    invited,
    paths: step(({ role }) => pathPatterns(role as DelegatedRole) ?? pathHashPrefixes(role as DelegatedRole)),
    terminating: step(({ role }) => (role as DelegatedRole).terminating as boolean | undefined),
    periods: step(({ role }) => (isTopLevelRole(name) ? parsePeriods(role) : undefined)),
    members: otherMembers(
      step(({ role }) => role),
      toldElsewhere,
    ),
  };
}

function lines(delegation: Delegation | undefined, keyids: readonly string[]): readonly KeyLine[] {
  return keyids.map((keyid) => {
    const key = delegation && (get(delegation.keys, keyid) as Key | undefined);
    return key
      ? keyLine(keyid, key)
      : { keyid, signer: keyid, scheme: 'no key', identity: undefined, otherMembers: [] };
  });
}

const knownKeyMembers = new Set(['keytype', 'scheme', 'keyval', keyOwnerField, onlineUriField]);

function keyLine(keyid: string, key: Key): KeyLine {
  const [identity, issuer] = [get(key.keyval, 'identity'), get(key.keyval, 'issuer')];
  return {
    keyid,
    signer: signerName(keyid, key),
    scheme: key.scheme,
    identity: typeof identity === 'string' && typeof issuer === 'string' ? { identity, issuer } : undefined,
    otherMembers: sortedByCodePoint(names(key)).filter((name) => !knownKeyMembers.has(name)),
  };
}
