/**
 * Path patterns of delegations (TUF 4.5 PATHPATTERN). `*` stands for any run of characters but `/`, `?` for one such
 * character, and neither for a leading dot (SPEC A6).
 */

/**
 * No file system holds a longer name, so a longer segment, in pattern or path, is matched by no wildcard. It bounds
 * what a hostile pattern can cost: searching a name is linear for V8 up to this length.
 */
export const maxNameLength = 255;

/** A target path with its segments, taken apart once for all patterns. */
export interface PathSegments {
  readonly path: string;
  readonly names: readonly string[];
}

export function segmentsOf(path: string): PathSegments {
  return { path, names: path.split('/') };
}

/** Does the pattern have wildcards, or does it name one path? */
export function isWild(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/** Does the pattern match the target path? */
export function matchesPattern(pattern: string, path: string): boolean {
  return new PathPattern(pattern).matches(segmentsOf(path));
}

/** A pattern, ready to be asked about many paths. It is taken apart only when a path comes near. */
export class PathPattern {
  readonly #text: string;
  /** What stands before the first wildcard and after the last: rules out nearly every path at once. */
  readonly #beginning: string;
  readonly #ending: string;
  readonly #depth: number;
  #segments: readonly Segment[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#beginning = /^[^*?]*/.exec(text)![0];
    this.#ending = text.slice(Math.max(text.lastIndexOf('*'), text.lastIndexOf('?')) + 1);
    this.#depth = text.split('/').length;
  }

  matches({ path, names }: PathSegments): boolean {
    if (names.length !== this.#depth || !path.startsWith(this.#beginning) || !path.endsWith(this.#ending)) return false;
    this.#segments ??= this.#text.split('/').map(readSegment);
    return this.#segments.every((segment, i) => matchesSegment(segment, names[i]!));
  }
}

interface Segment {
  readonly text: string;
  /** What stands between the stars; undefined in a segment without wildcards. */
  readonly pieces: readonly string[] | undefined;
}

function readSegment(text: string): Segment {
  return { text, pieces: isWild(text) && text.length <= maxNameLength ? text.split('*') : undefined };
}

function matchesSegment({ text, pieces }: Segment, name: string): boolean {
  if (!pieces) return text === name && !isWild(text);
  if (name.length > maxNameLength || (name.startsWith('.') && !text.startsWith('.'))) return false;
  return matchesPieces(pieces, name);
}

/** The pieces must be found in this order; the leftmost place of each is as good as any other. */
function matchesPieces(pieces: readonly string[], name: string): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return first.length === name.length && standsAt(first, name, 0);
  const end = name.length - last.length;
  if (end < first.length || !standsAt(first, name, 0) || !standsAt(last, name, end)) return false;
  let at = first.length;
  for (let i = 1; i < pieces.length - 1; i++) {
    const piece = pieces[i]!;
    const found = findPiece(piece, name, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end;
}

function findPiece(piece: string, name: string, from: number): number {
  if (!piece.includes('?')) return name.indexOf(piece, from);
  for (let at = from; at + piece.length <= name.length; at++) if (standsAt(piece, name, at)) return at;
  return -1;
}

function standsAt(piece: string, name: string, at: number): boolean {
  if (!piece.includes('?')) return name.startsWith(piece, at);
  for (let i = 0; i < piece.length; i++) if (piece[i] !== '?' && piece[i] !== name[at + i]) return false;
  return true;
}
