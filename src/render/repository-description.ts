/**
 * A published repository as plain data: what `repository.json` holds and `index.html` shows (SPEC B8). Names in it are
 * untrusted and raw; whoever prints them escapes them by sink.
 */
import { byCodePoint } from '../text/code-point-order.ts';

export type RoleType = 'root' | 'timestamp' | 'snapshot' | 'targets';

/** What the caller reads from the metadata that it publishes. */
export interface RepositoryFacts {
  /** For the heading: `owner/repository`; null when there is no such name. */
  readonly name: string | null;
  /** When the site was made, ISO 8601; null keeps two builds of one commit identical. */
  readonly generatedAt: string | null;
  readonly source: SourceFacts | null;
  /** Where target files are published, relative to the page or absolute, with `/` at the end; null: no links. */
  readonly artifactsUrl: string | null;
  /** The name under which this description lies beside the page; null when it is not published (SPEC A8). */
  readonly descriptionFile: string | null;
  /** The names of all published metadata files, beside the page. */
  readonly metadataFiles: readonly string[];
  readonly roles: readonly RoleFacts[];
}

/** What the site was built from. Only `http:` and `https:` addresses become links. */
export interface SourceFacts {
  /** Commit id, hex. */
  readonly commit: string;
  readonly commitUrl: string | null;
  readonly runUrl: string | null;
}

export interface RoleFacts {
  readonly name: string;
  readonly type: RoleType;
  readonly version: number;
  /** ISO 8601 in UTC, as the metadata has it. */
  readonly expires: string;
  /** Days; null where the metadata does not say. */
  readonly expiryPeriodDays: number | null;
  readonly signingPeriodDays: number | null;
  readonly threshold: number;
  /** One entry per key, in the order of the role's keyids. */
  readonly signers: readonly SignerFacts[];
  /** In the order in which clients search them. */
  readonly delegations: readonly DelegationFacts[];
  readonly targets: readonly TargetFacts[];
  /** The published file, such as `7.targets.json`. */
  readonly file: string;
}

export interface SignerFacts {
  /** Owner, URI of the online key, or keyid (SPEC B2). */
  readonly name: string;
  readonly keyid: string;
  readonly kind: 'person' | 'online';
  readonly keytype: string;
  /** Whether this version has a valid signature of the key. */
  readonly signed: boolean;
}

export interface DelegationFacts {
  readonly name: string;
  readonly paths: readonly string[];
  readonly terminating: boolean;
}

export interface TargetFacts {
  readonly path: string;
  /** Bytes. */
  readonly length: number;
  /** Hex. */
  readonly sha256: string;
}

export interface RoleDescription extends RoleFacts {
  /** Roles that delegate to this one, sorted; empty for the top-level roles. */
  readonly delegatedBy: readonly string[];
  /** ISO 8601: from then on a new version is due; null where no period says so. */
  readonly signingStarts: string | null;
  /** Valid signatures of this version. */
  readonly signatures: number;
  /** Bytes of all its target files. */
  readonly targetBytes: number;
}

export interface RepositoryDescription extends Omit<RepositoryFacts, 'roles'> {
  readonly targetFiles: number;
  readonly targetBytes: number;
  /** root, timestamp, snapshot, targets, then the delegated roles by name. */
  readonly roles: readonly RoleDescription[];
}

const ORDER: readonly string[] = ['root', 'timestamp', 'snapshot', 'targets'];
const DAY = 86_400_000;
const UTC_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Completes and sorts the facts. The same facts in any order of roles, files and targets give the same description. */
export function describeRepository(facts: RepositoryFacts): RepositoryDescription {
  const delegators = delegatorsOf(facts.roles);
  const roles = [...facts.roles].sort(byRole).map((role) => describeRole(role, delegators.get(role.name) ?? []));
  return {
    ...facts,
    metadataFiles: [...facts.metadataFiles].sort(byCodePoint),
    targetFiles: roles.reduce((sum, role) => sum + role.targets.length, 0),
    targetBytes: roles.reduce((sum, role) => sum + role.targetBytes, 0),
    roles,
  };
}

function describeRole(role: RoleFacts, delegatedBy: readonly string[]): RoleDescription {
  return {
    ...role,
    targets: [...role.targets].sort((a, b) => byCodePoint(a.path, b.path)),
    delegatedBy: [...delegatedBy].sort(byCodePoint),
    signingStarts: signingStartOf(role),
    signatures: role.signers.filter(({ signed }) => signed).length,
    targetBytes: role.targets.reduce((sum, { length }) => sum + length, 0),
  };
}

/** SPEC A3: without a signing period, half the expiry period counts. SPEC A6: it begins that long before expiry. */
function signingStartOf({ expires, expiryPeriodDays, signingPeriodDays }: RoleFacts): string | null {
  const days = signingPeriodDays ?? (expiryPeriodDays === null ? null : Math.floor(expiryPeriodDays / 2));
  // Date.parse alone reads much that is no date, and some of it in the local time zone.
  if (days === null || !UTC_SECONDS.test(expires)) return null;
  const date = new Date(Date.parse(expires) - days * DAY);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function delegatorsOf(roles: readonly RoleFacts[]): Map<string, string[]> {
  const delegators = new Map<string, string[]>();
  for (const { name, delegations } of roles) {
    for (const delegated of delegations) {
      const known = delegators.get(delegated.name);
      if (known === undefined) delegators.set(delegated.name, [name]);
      else known.push(name);
    }
  }
  return delegators;
}

function byRole(a: RoleFacts, b: RoleFacts): number {
  return rank(a) - rank(b) || byCodePoint(a.name, b.name);
}

function rank({ name }: RoleFacts): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}
