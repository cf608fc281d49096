/**
 * Many path patterns and hash prefixes, looked up by path: 1,000 delegations stay fast for 100,000 target files.
 */
import { hash } from 'node:crypto';
import { isWild, PathPattern, type PathSegments, segmentsOf } from './path-pattern.ts';

interface Wild<T> {
  readonly pattern: PathPattern;
  readonly value: T;
}

/** Values by the patterns and hash prefixes that they were added with. */
export class PathIndex<T> {
  readonly #exact = new Map<string, T[]>();
  /** Patterns with wildcards by their first segment, where that has none. */
  readonly #byFolder = new Map<string, Wild<T>[]>();
  readonly #anywhere: Wild<T>[] = [];
  readonly #hashPrefixes = new Map<string, T[]>();
  readonly #prefixLengths = new Set<number>();

  /** Adds a value for the paths that a pattern of `paths` matches. */
  addPattern(pattern: string, value: T): void {
    if (!isWild(pattern)) {
      append(this.#exact, pattern, value);
      return;
    }
    const folder = firstSegment(pattern);
    const wild = { pattern: new PathPattern(pattern), value };
    if (folder === undefined || isWild(folder)) this.#anywhere.push(wild);
    else append(this.#byFolder, folder, wild);
  }

  /** Adds a value for the paths whose SHA-256 in hex begins so (TUF 4.5 path_hash_prefixes). */
  addHashPrefix(prefix: string, value: T): void {
    append(this.#hashPrefixes, prefix, value);
    this.#prefixLengths.add(prefix.length);
  }

  /** Does anything match the path? */
  has(path: string): boolean {
    return !this.find(path).next().done;
  }

  /** The values of everything that matches the path, in no order; a value comes once for each of its patterns that match. */
  *find(path: string): Generator<T, undefined> {
    yield* this.#exact.get(path) ?? [];
    const folder = firstSegment(path);
    const inFolder = folder === undefined ? [] : (this.#byFolder.get(folder) ?? []);
    if (inFolder.length + this.#anywhere.length > 0) {
      const segments = segmentsOf(path);
      yield* matching(inFolder, segments);
      yield* matching(this.#anywhere, segments);
    }
    if (this.#prefixLengths.size > 0) yield* this.#findByHash(hash('sha256', path, 'hex'));
  }

  *#findByHash(digest: string): Generator<T> {
    for (const length of this.#prefixLengths) {
      if (length <= digest.length) yield* this.#hashPrefixes.get(digest.slice(0, length)) ?? [];
    }
  }
}

function* matching<T>(wilds: readonly Wild<T>[], path: PathSegments): Generator<T> {
  for (const { pattern, value } of wilds) if (pattern.matches(path)) yield value;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The text before the first `/`, if there is one. */
function firstSegment(path: string): string | undefined {
  const slash = path.indexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}
