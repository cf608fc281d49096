/** What delegations cover outside of their role's own folder: another role's files, as clients see it (SPEC B1). */
import { hash } from 'node:crypto';
import { owningRole } from '../deployment/layout.ts';
import { isWild, PathPattern, type PathSegments, segmentsOf } from '../tuf/path-pattern.ts';
import { arePathsSound, isSearched, maxPatterns, outsideEntries, pathsOf } from './delegated-paths.ts';
import type { Delegation } from './role-graph.ts';
import { delegationOf, type RepositoryState } from './state.ts';

export interface ForeignCoverage {
  /** By delegation, the first files of other roles that it covers. */
  readonly files: ReadonlyMap<Delegation, readonly string[]>;
  /** Delegations that were not looked at: there are too many patterns outside of their folders. */
  readonly unjudged: ReadonlySet<Delegation>;
}

/** So many files are named. */
const examples = 3;

const known = new WeakMap<RepositoryState, ForeignCoverage>();

/** Goes through the target files once for each pattern that reaches out of its folder: mostly there is none. */
export function foreignCoverageOf(state: RepositoryState): ForeignCoverage {
  let coverage = known.get(state);
  if (!coverage) {
    coverage = readCoverage(state);
    known.set(state, coverage);
  }
  return coverage;
}

function readCoverage(state: RepositoryState): ForeignCoverage {
  const files = new Map<Delegation, readonly string[]>();
  const unjudged = new Set<Delegation>();
  const search = new FileSearch(state);
  let left = maxPatterns;
  for (const delegation of state.graph.all) {
    const paths = pathsOf(delegation);
    if (!paths || !arePathsSound(paths)) continue;
    const outside = outsideEntries(paths);
    const searches = outside.filter((entry) => isSearched(paths, entry)).length;
    if (searches > left) {
      unjudged.add(delegation);
      continue;
    }
    left -= searches;
    const found = firstForeign(outside, delegation, search, state);
    if (found.length > 0) files.set(delegation, found);
  }
  return { files, unjudged };
}

function firstForeign(
  entries: readonly string[],
  delegation: Delegation,
  search: FileSearch,
  state: RepositoryState,
): readonly string[] {
  const found = new Set<string>();
  for (const entry of entries) {
    for (const path of search.matches(delegation, entry)) {
      const owner = owningRole(path);
      // A file in a folder of no role is a finding of its own.
      if (owner === undefined || owner === delegation.name || !delegationOf(state, owner)) continue;
      if (found.add(path).size === examples) return [...found];
    }
  }
  return [...found];
}

/** The target files, prepared when first searched. */
class FileSearch {
  readonly #files: RepositoryState['targetFiles'];
  #segments: readonly PathSegments[] | undefined;
  #hashes: readonly (readonly [path: string, sha256: string])[] | undefined;

  constructor({ targetFiles }: RepositoryState) {
    this.#files = targetFiles;
  }

  /** The files that an entry of the delegation's `paths` or `path_hash_prefixes` matches. */
  *matches({ role }: Delegation, entry: string): Generator<string> {
    if (role['paths'] === undefined) yield* this.#byHash(entry);
    else if (isWild(entry)) yield* this.#byPattern(new PathPattern(entry));
    else if (this.#files.has(entry)) yield entry;
  }

  *#byPattern(pattern: PathPattern): Generator<string> {
    this.#segments ??= [...this.#files.keys()].map(segmentsOf);
    for (const segments of this.#segments) if (pattern.matches(segments)) yield segments.path;
  }

  *#byHash(prefix: string): Generator<string> {
    this.#hashes ??= [...this.#files.keys()].map((path) => [path, hash('sha256', path, 'hex')] as const);
    for (const [path, digest] of this.#hashes) if (digest.startsWith(prefix)) yield path;
  }
}
