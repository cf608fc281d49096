/** Does what is served differ from the source? A failed deployment then heals by itself (SPEC B5). */

import type { Oid } from '../ports/repository.ts';
import type { FetchUrl } from '../ports/web.ts';
import { publishedMetadataName } from '../tuf/published-names.ts';
import { Documents } from '../verifier/document.ts';
import { metadataOf, type RepositoryState } from '../verifier/state.ts';
import { planPublication } from './publication.ts';
import type { Surroundings } from './read-event.ts';
import { readJudgedState } from './read-judged-state.ts';

export type LiveDifference =
  | { readonly kind: 'equal'; readonly url: string }
  | { readonly kind: 'differs'; readonly url: string; readonly file: string }
  /** Nothing is served there, or nobody answers: no difference. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Compares the metadata of a commit with the first of the URLs that serves a repository.
 * @param urls of metadata, with `/` at the end, by preference
 */
export async function readLiveDifference(
  surroundings: Surroundings,
  commit: Oid,
  urls: readonly string[],
  fetchUrl: FetchUrl,
): Promise<LiveDifference> {
  const reasons: string[] = [];
  for (const url of urls) {
    const timestamp = await fetchUrl(`${url}timestamp.json`);
    if (timestamp.kind !== 'found') {
      reasons.push(`${url}timestamp.json: ${timestamp.kind === 'missing' ? 'not found' : timestamp.reason}`);
      continue;
    }
    const tree = surroundings.repository.tree(commit);
    const state = await readJudgedState(surroundings, tree, new Documents(), { digests: false });
    return compare(state, url, fetchUrl);
  }
  return { kind: 'unknown', reason: reasons.join('; ') || 'no URL is known' };
}

/** Every file but earlier roots; with empty signatures or without, as the deployment publishes them (SPEC B9). */
async function compare(state: RepositoryState, url: string, fetchUrl: FetchUrl): Promise<LiveDifference> {
  const plain = planPublication(state, { cleanSignatures: false }).metadata;
  const clean = planPublication(state, { cleanSignatures: true }).metadata;
  const root = publishedMetadataName('root', metadataOf(state, 'root')?.signed.version ?? 0);
  const names = [...plain.keys()].filter((name) => !name.endsWith('.root.json') || name === root);
  // The timestamp first: it is what differs most of the time.
  for (const name of names.reverse()) {
    const live = await fetchUrl(url + encodeURIComponent(name));
    if (live.kind === 'unreachable') return { kind: 'unknown', reason: `${url}${name}: ${live.reason}` };
    const isSame = live.kind === 'found' && [plain, clean].some((files) => sameBytes(files.get(name)!, live.bytes));
    if (!isSame) return { kind: 'differs', url, file: name };
  }
  return { kind: 'equal', url };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
