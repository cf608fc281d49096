/**
 * The chain of root versions (TUF 5.3): a client walks from the root it trusts to the newest, one version at a time, and
 * each must be signed by its own keys and by those of the version before.
 */
import { get } from './json.ts';
import type { Metadata, Role, Root } from './metadata.ts';
import { countSignatures, type Signatures } from './signatures.ts';
import type { Payload, SignatureVerifier } from './verify.ts';

/** One version of root, read. */
export interface RootVersion {
  readonly metadata: Metadata<Root>;
  readonly payload: Payload;
}

/** Who has signed a version of root: of its own keys, and of those of the version before. */
export interface RootSignatures {
  readonly own: Signatures;
  /** Undefined when there is no version before, or it cannot be read. */
  readonly previous: Signatures | undefined;
}

/** One reason why a client stops before a version. */
export interface BrokenLink {
  readonly version: number;
  /** The version whose keys and threshold are not satisfied: `version` itself or the one before. */
  readonly keysOf: number;
  /** Distinct keys that have validly signed. */
  readonly signed: number;
  readonly threshold: number;
}

/**
 * The oldest version with no hole after it (SPEC B1): where a chain can begin to be walked. Downwards from the newest of
 * the versions that can be read; 1 when there are none.
 */
export function oldestTrustedRoot(versions: ReadonlySet<number>): number {
  let oldest = 1;
  for (const version of versions) oldest = Math.max(oldest, version);
  while (versions.has(oldest - 1)) oldest--;
  return oldest;
}

/** Counts the signatures of one version of root (TUF 5.3.4). */
export function countRootSignatures(
  root: RootVersion,
  previous: RootVersion | undefined,
  verifier: SignatureVerifier,
): RootSignatures {
  const by = ({ metadata: { signed } }: RootVersion): Signatures => {
    const role = rootRole(signed);
    return role ? countSignatures(root.metadata, root.payload, { role, keys: signed.keys }, verifier) : nobody;
  };
  return { own: by(root), previous: previous && by(previous) };
}

function rootRole({ roles }: Root): Role | undefined {
  return get(roles, 'root') as Role | undefined;
}

/** A root without a root role lets nobody sign. */
const nobody: Signatures = { signed: [], missing: [], complete: false };

/** Where the step from one version to the next fails; empty when a client can take it. The oldest has none before it. */
export function brokenLinks(
  root: RootVersion,
  previous: RootVersion | undefined,
  verifier: SignatureVerifier,
): readonly BrokenLink[] {
  const { version } = root.metadata.signed;
  const counted = countRootSignatures(root, previous, verifier);
  const links: BrokenLink[] = [];
  const check = (signatures: Signatures | undefined, keysOf: RootVersion | undefined) => {
    if (!signatures || !keysOf || signatures.complete) return;
    const { signed } = keysOf.metadata;
    const threshold = rootRole(signed)?.threshold ?? 1;
    links.push({ version, keysOf: signed.version, signed: signatures.signed.length, threshold });
  };
  check(counted.own, root);
  check(counted.previous, previous);
  return links;
}
