/** Which clients can use a repository, and what stops the others (SPEC B11). Pure; `render/client-table.ts` prints it. */
import { roleOrder } from '../deployment/role-order.ts';
import type { Key } from '../tuf/key.ts';
import type { Metadata } from '../tuf/metadata.ts';
import { readPublicKey } from '../tuf/public-key.ts';
import { countSignatures, type Signer } from '../tuf/signatures.ts';
import type { SignatureVerifier } from '../tuf/verify.ts';
import { type ClientName, clients, type Effect, type Effects, type FactId, facts } from './client-facts.ts';
import { factOfKey, listedKeyids, type Quirks, quirksOf } from './client-quirks.ts';
import { signersOfRole } from './eligible-keys.ts';
import { metadataOf, type RepositoryState } from './state.ts';

/** One thing that stands between a client and a role. */
export interface ClientReason {
  /** `threshold`: the signatures that the client can verify are too few. */
  readonly matter: FactId | 'threshold';
  readonly role: string;
  /** For people: what it is, and what it does to the client. */
  readonly what: string;
  readonly effect: Effect;
  /** Keyids, target paths or field names, the first of them. Untrusted. */
  readonly items: readonly string[];
  /** How many there are in all. */
  readonly count: number;
}

/** What a repository is to one client. */
export interface ClientReport {
  readonly client: ClientName;
  /** The version that was measured. */
  readonly version: string;
  /** Nothing stops it: it gets through every role, though it may miss target files. */
  readonly works: boolean;
  /** In the order of SPEC A5. */
  readonly stops: readonly ClientReason[];
  readonly misses: readonly ClientReason[];
}

const itemsNamed = 5;

/** Judges every role that clients may load, the present root included; older roots and expiry are not looked at. */
export function judgeClients(state: RepositoryState, verifier: SignatureVerifier): readonly ClientReport[] {
  const roles = [...state.graph.byName.keys()].sort(roleOrder).flatMap((role) => readRole(state, role, verifier) ?? []);
  return clients.map(({ name, version }) => {
    const reasons = roles.flatMap((role) => [...quirkReasons(role, name), ...thresholdReasons(role, name)]);
    const misses = reasons.filter(({ effect }) => effect === 'misses');
    const stops = reasons.filter(({ effect }) => effect !== 'misses');
    return { client: name, version, works: stops.length === 0, stops, misses };
  });
}

/** A role as every client meets it. */
interface RoleReading {
  readonly role: string;
  readonly quirks: Quirks;
  readonly listed: ReadonlySet<string>;
  /** The role's signers, and for root those of the version before. */
  readonly signers: readonly { readonly threshold: number; readonly signed: readonly Signer[] }[];
}

function readRole(state: RepositoryState, role: string, verifier: SignatureVerifier): RoleReading | undefined {
  const metadata: Metadata | undefined = metadataOf(state, role);
  if (!metadata) return undefined;
  const { payload } = state.roles.get(role)!.document;
  const signers = signersOfRole(state, role).map((signers) => ({
    threshold: signers.role.threshold,
    signed: countSignatures(metadata, payload, signers, verifier).signed,
  }));
  return { role, quirks: quirksOf(metadata), listed: listedKeyids(metadata), signers };
}

function effectOn(matter: FactId, client: ClientName): Effect | undefined {
  return (facts[matter].effects as Effects)[client];
}

/** What the file has in it. A key that the client cannot verify does no harm by being there. */
function quirkReasons({ role, quirks, listed }: RoleReading, client: ClientName): readonly ClientReason[] {
  return [...quirks].flatMap(([matter, all]) => {
    const effect = effectOn(matter, client);
    if (effect === undefined || effect === 'cannot-verify' || effect === 'differs') return [];
    const items = effect === 'refuses-when-listed' ? all.filter((keyid) => listed.has(keyid)) : all;
    if (items.length === 0) return [];
    return [{ matter, role, what: facts[matter].what, effect, items: items.slice(0, itemsNamed), count: items.length }];
  });
}

/** Are there too few valid signatures by distinct keys that the client knows? */
function thresholdReasons({ role, signers }: RoleReading, client: ClientName): readonly ClientReason[] {
  return signers.flatMap(({ threshold, signed }, i) => {
    const known = new Set(signed.filter(({ key }) => canVerify(client, key)).map(materialOf)).size;
    if (known > 0 && known >= threshold) return [];
    const whose = i > 0 ? ' of the keys of the root version before' : '';
    const what = `${known} of ${threshold} signatures that it can verify${whose}`;
    return [{ matter: 'threshold' as const, role, what, effect: 'cannot-verify' as const, items: [], count: 0 }];
  });
}

function canVerify(client: ClientName, key: Key): boolean {
  const fact = factOfKey(key);
  return fact === undefined || effectOn(fact, client) === undefined;
}

function materialOf({ keyid, key }: Signer): string {
  const reading = readPublicKey(key);
  return reading.ok ? reading.key.material : keyid;
}
