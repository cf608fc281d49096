/**
 * The note that deployments leave at a destination, so that the next need not look at everything. Nobody has signed it: it may be
 * lost, old or forged. It can say of what the signed live metadata reaches that it was found there, and of nothing else.
 */
import { hash } from 'node:crypto';
import { TufError } from '../../errors.ts';
import type { Condition, Destination } from '../../ports/destination.ts';
import { contentOf, UploadError } from '../../ports/destination.ts';
import { get, isObject, type Json } from '../../tuf/json.ts';
import { parseJson } from '../../tuf/strict-json.ts';

export const manifestName = '.tuf-on-ci-deploy.json';

/** Bytes; it holds a few numbers. */
const limit = 100_000;
/** How many snapshots are remembered: those of runs that were stopped or overtaken must not push out the live one. */
const remembered = 8;

/** A snapshot of which everything that it reaches was there. */
export interface Mark {
  readonly version: number;
  /** Of the snapshot file. */
  readonly sha256: string;
  /** With target files under the names that tough asks for too (SPEC B11). */
  readonly tough: boolean;
}

export interface Manifest {
  /** Newest last. */
  readonly complete: readonly Mark[];
  /** The newest timestamp version that a run has begun to put in place. */
  readonly begun: number;
}

export interface StoredManifest extends Manifest {
  readonly condition: Condition;
}

/** What there is of it; an unreadable one says nothing. Errors: `upload`, `login`. */
export async function readManifest(destination: Destination): Promise<StoredManifest> {
  const object = await destination.read(manifestName, limit);
  const manifest = (object?.bytes && parseManifest(object.bytes)) ?? { complete: [], begun: 0 };
  return { ...manifest, condition: object ? { tag: object.tag } : 'absent' };
}

export function markOf(version: number, bytes: Uint8Array, tough: boolean): Mark {
  return { version, sha256: hash('sha256', bytes), tough };
}

/** The mark of this snapshot file. */
export function findMark({ complete }: Manifest, bytes: Uint8Array): Mark | undefined {
  const sha256 = hash('sha256', bytes);
  return complete.findLast((mark) => mark.sha256 === sha256);
}

/** Adds to what is there, also when another run has just done so. Returns what is there then. Errors: `upload`, `login`. */
export async function addToManifest(
  destination: Destination,
  known: StoredManifest,
  mark: Mark,
  begun: number,
): Promise<Manifest> {
  let stored = known;
  for (let attempts = 0; attempts < 20; attempts++) {
    const complete = [...stored.complete.filter(({ sha256 }) => sha256 !== mark.sha256), mark];
    const manifest = { complete: complete.slice(-remembered), begun: Math.max(begun, stored.begun) };
    if (await destination.write(manifestName, contentOf(writeManifest(manifest)), serving, stored.condition)) {
      return manifest;
    }
    stored = await readManifest(destination);
  }
  throw new UploadError(`${manifestName} changes faster than it can be written`, {
    hint: 'Let one deployment run at a time: give the workflow a concurrency group',
  });
}

const serving = { contentType: 'application/json', cacheControl: 'no-store' } as const;

function writeManifest({ complete, begun }: Manifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ 'tuf-on-ci-deploy': 1, complete, begun }, null, 1)}\n`);
}

function parseManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    const document = parseJson(bytes);
    if (!isObject(document) || get(document, 'tuf-on-ci-deploy') !== 1) return undefined;
    const complete = get(document, 'complete');
    const begun = get(document, 'begun');
    if (!Array.isArray(complete) || typeof begun !== 'number') return undefined;
    return { complete: complete.filter(isMark).slice(-remembered), begun };
  } catch (error) {
    if (error instanceof TufError) return undefined;
    throw error;
  }
}

function isMark(value: Json): value is Json & Mark {
  if (!isObject(value)) return false;
  const types = [get(value, 'version'), get(value, 'sha256'), get(value, 'tough')].map((member) => typeof member);
  return types.join() === 'number,string,boolean';
}
