/** Reading a state whose signatures will be judged: what judges them is loaded by what its keys are (SPEC A4). */
import type { Tree } from '../ports/repository.ts';
import { entries } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import type { Keys } from '../tuf/metadata.ts';
import type { Documents } from '../verifier/document.ts';
import { type ReadOptions, type RepositoryState, readState } from '../verifier/state.ts';
import type { Surroundings } from './read-event.ts';

/**
 * Every operation reads states this way. A repository without Sigstore keys loads nothing for them; one with them is not judged at all
 * when their trust root cannot be had: valid signatures would be taken for missing.
 * Errors: `signer`, `git`.
 */
export async function readJudgedState(
  { prepareSigstore }: Pick<Surroundings, 'prepareSigstore'>,
  tree: Tree,
  documents: Documents,
  options: ReadOptions,
): Promise<RepositoryState> {
  const state = await readState(tree, documents, options);
  if (listsSigstoreKey(state)) await prepareSigstore();
  return state;
}

/** Signatures are judged by the keys of delegations, and by those of earlier roots. */
function listsSigstoreKey({ graph, rootHistory }: RepositoryState): boolean {
  const keyLists = new Set(graph.all.map(({ keys }) => keys));
  for (const { document } of rootHistory.values()) {
    const root = document.metadata('root');
    if (root) keyLists.add(root.signed.keys);
  }
  return [...keyLists].some(hasSigstoreKey);
}

const answers = new WeakMap<Keys, boolean>();

/** Asked once per key list: states of one history share most of them. */
function hasSigstoreKey(keys: Keys): boolean {
  const known = answers.get(keys) ?? entries(keys).some(([, key]) => (key as Key).keytype === 'sigstore-oidc');
  answers.set(keys, known);
  return known;
}
