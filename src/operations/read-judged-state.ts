/** Reading a state whose signatures will be judged: what judges them is loaded when there is something to judge (SPEC A4). */
import type { Tree } from '../ports/repository.ts';
import { get, isObject } from '../tuf/json.ts';
import { typeOfRole } from '../tuf/metadata.ts';
import type { Document, Documents } from '../verifier/document.ts';
import { isOnlineRole } from '../verifier/rules/changes.ts';
import { type ReadOptions, type RepositoryState, readState } from '../verifier/state.ts';
import type { Surroundings } from './read-event.ts';

export interface JudgedReadOptions extends ReadOptions {
  /** Whether timestamp and snapshot are judged: in a signing event they are not (SPEC B1 *online roles*). Default: they are. */
  readonly onlineRoles?: boolean;
}

/**
 * Every operation reads states this way. A state without a Sigstore signature loads nothing for it, also when a key of that kind is listed;
 * one with such a signature is not judged at all when the trust root cannot be had: a valid signature would be taken for a missing one.
 * Errors: `signer`, `git`.
 */
export async function readJudgedState(
  surroundings: Pick<Surroundings, 'prepareSigstore'>,
  tree: Tree,
  documents: Documents,
  options: JudgedReadOptions,
): Promise<RepositoryState> {
  const state = await readState(tree, documents, options);
  const isJudged = (role: string) => options.onlineRoles !== false || !isOnlineRole(role);
  const judged = [...state.roles.values(), ...state.rootHistory.values()].filter(({ role }) => isJudged(role));
  await prepareToJudge(surroundings, judged);
  return state;
}

/** The same for documents that were read otherwise. */
export async function prepareToJudge(
  { prepareSigstore }: Pick<Surroundings, 'prepareSigstore'>,
  files: Iterable<{ readonly role: string; readonly document: Document }>,
): Promise<void> {
  for (const { role, document } of files) {
    if (holdsBundle(role, document)) return prepareSigstore();
  }
}

const answers = new WeakMap<Document, boolean>();

/** No other signature has a bundle. Asked once per document: states of one history share most of them. */
function holdsBundle(role: string, document: Document): boolean {
  const known =
    answers.get(document) ??
    document.metadata(typeOfRole(role))?.signatures.some((entry) => isObject(get(entry, 'bundle'))) ??
    false;
  answers.set(document, known);
  return known;
}
