/**
 * Files that never change under their name (SPEC A8): made where they are not there, left alone where they are, and an error where
 * something else has their name.
 */
import { createHash } from 'node:crypto';
import type { TufError } from '../../errors.ts';
import type { Content, Destination, Serving, StoredObject } from '../../ports/destination.ts';
import { contentOf, UploadError } from '../../ports/destination.ts';
import { equalJson } from '../../tuf/json.ts';
import type { Metadata } from '../../tuf/metadata.ts';
import type { PublishedMetadata } from './built-repository.ts';
import { parse } from './live.ts';

/** A year: what HTTP calls for ever (RFC 9111). */
const cacheControl = 'public, max-age=31536000, immutable';

export const metadataServing: Serving = { contentType: 'application/json', cacheControl };

/**
 * A target file is served as what it is only where a browser would not run it: repositories hold what others wrote, and the page
 * of the repository may be at the same origin.
 */
export function artifactServing(name: string): Serving {
  const types: Readonly<Record<string, string>> = { json: 'application/json', txt: 'text/plain; charset=utf-8' };
  const extension = /\.([a-z]+)$/.exec(name)?.[1] ?? '';
  const contentType = (Object.hasOwn(types, extension) ? types[extension] : undefined) ?? 'application/octet-stream';
  return { contentType, cacheControl };
}

export type Placed = 'written' | 'there';

/** How often something may vanish between "it is there" and a look at it. */
const attempts = 3;

/**
 * Puts a file in place.
 * @param stored what a listing says is there; `null` when it says that there is nothing
 * Errors: `upload` when other content has the name.
 */
export async function placeArtifact(
  destination: Destination,
  name: string,
  content: Content,
  stored?: StoredObject | null,
): Promise<Placed> {
  let found = stored;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!found) {
      if (await destination.write(name, content, artifactServing(name), 'absent')) return 'written';
      found = await destination.stat(name);
      if (!found) continue;
    }
    if (await isSame(destination, found, content)) return 'there';
    throw otherContent(name);
  }
  throw vanishing(name);
}

/**
 * Puts a metadata file in place. One of the same signed part that has all of our signatures stays: it came from another build of
 * the same version. One that lacks some is replaced: people may sign a version after it was published.
 * Errors: `upload` when something else has the name.
 */
export async function placeMetadata(
  destination: Destination,
  name: string,
  { bytes, metadata: ours }: PublishedMetadata,
): Promise<Placed> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (await destination.write(name, contentOf(bytes), metadataServing, 'absent')) return 'written';
    const found = await destination.read(name, 2 * bytes.length + 1_000_000);
    if (!found) continue;
    if (found.bytes && Buffer.from(bytes).equals(found.bytes)) return 'there';
    const theirs = found.bytes && parse(found.bytes, ours.signed._type);
    if (!theirs || !equalJson(theirs.signed, ours.signed)) throw otherContent(name);
    if (hasSignatures(theirs, ours)) return 'there';
    if (await destination.write(name, contentOf(bytes), metadataServing, { tag: found.tag })) return 'written';
  }
  throw vanishing(name);
}

/** Has a document all the signatures of another? Empty ones do not count. */
export function hasSignatures(theirs: Metadata, ours: Metadata): boolean {
  const there = new Set(theirs.signatures.map(({ keyid, sig }) => JSON.stringify([keyid, sig])));
  return ours.signatures.every(({ keyid, sig }) => sig === '' || there.has(JSON.stringify([keyid, sig])));
}

/** By what the destination knows of it; where it knows nothing, by its content. */
async function isSame(destination: Destination, stored: StoredObject, content: Content): Promise<boolean> {
  if (stored.length !== content.length) return false;
  if (stored.sha256 !== undefined) return stored.sha256 === content.sha256;
  if (stored.md5 !== undefined && stored.md5 === (await md5Of(content))) return true;
  const found = (await destination.stat(stored.name)) ?? stored;
  if (found.sha256 !== undefined) return found.length === content.length && found.sha256 === content.sha256;
  const read = await destination.read(stored.name, content.length);
  return read?.bytes !== undefined && contentOf(read.bytes).sha256 === content.sha256;
}

async function md5Of(content: Content): Promise<string> {
  const hash = createHash('md5');
  for await (const piece of content.open()) hash.update(piece);
  return hash.digest('hex');
}

function otherContent(name: string): TufError {
  return new UploadError(
    `Something else is at the destination under the name ${name}, which never changes its content`,
    {
      hint: 'Nothing was published. Find out who wrote it; when it is damaged, remove it there and deploy again',
    },
  );
}

function vanishing(name: string): TufError {
  return new UploadError(`${name} is there for one request and gone for the next`, {
    hint: 'Something else writes to or prunes the destination at the same time: deploy again when it is done',
  });
}
