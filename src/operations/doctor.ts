/** `tuf-on-ci doctor`: can the online keys of a repository be used from here? */

import { onlineUri } from '../deployment/custom-fields.ts';
import { roleOrder } from '../deployment/role-order.ts';
import { parseSignerUri } from '../deployment/signer-uri.ts';
import { TufError } from '../errors.ts';
import type { SignerFor } from '../ports/signer.ts';
import type { CheckedKey } from '../render/doctor.ts';
import { byCodePoint } from '../text/code-point-order.ts';
import { canonicalJson } from '../tuf/canonical-json.ts';
import { objectOf } from '../tuf/json.ts';
import type { Key } from '../tuf/key.ts';
import { signersOf } from '../tuf/signatures.ts';
import { payloadOf } from '../tuf/verify.ts';
import { Documents } from '../verifier/document.ts';
import { delegationOf, type RepositoryState, readState } from '../verifier/state.ts';
import type { Surroundings } from './read-event.ts';

/** An online key that the repository names. */
export interface OnlineKey {
  readonly uri: string;
  readonly keyid: string;
  readonly key: Key;
  /** Whose signatures it makes, in the order of SPEC A5. */
  readonly roles: readonly string[];
}

/** The online keys of a state, by URI. A state that cannot be read has none. */
export function onlineKeysIn(state: RepositoryState): readonly OnlineKey[] {
  const found = new Map<string, OnlineKey>();
  for (const role of [...state.graph.byName.keys()].sort(roleOrder)) {
    const delegation = delegationOf(state, role);
    for (const { keyid, key } of delegation ? signersOf(delegation) : []) {
      const uri = onlineUri(key);
      if (uri === undefined) continue;
      const known = found.get(`${keyid} ${uri}`);
      found.set(`${keyid} ${uri}`, { uri, keyid, key, roles: [...(known?.roles ?? []), role] });
    }
  }
  return [...found.values()].sort((a, b) => byCodePoint(a.uri, b.uri));
}

/** The online keys that HEAD names. Errors: `no-metadata`, `git`. */
export async function readOnlineKeys({ repository }: Pick<Surroundings, 'repository'>): Promise<readonly OnlineKey[]> {
  const head = await repository.resolve('HEAD');
  const state = head ? await readState(repository.tree(head), new Documents(), { digests: false }) : undefined;
  if (state?.roles.has('root')) return onlineKeysIn(state);
  throw new TufError('no-metadata', 'There is no metadata/root.json that could name online keys', {
    hint: 'Run it in a clone of the TUF repository, on its default branch or a sign/ branch.',
  });
}

export interface CheckupOptions {
  /** Sign with Sigstore too: each signature is public for ever, so it is not made without being asked for. */
  readonly sigstore: boolean;
}

/** Signs a test message with each key, one after the other. What goes wrong is part of the outcome. */
export async function checkOnlineKeys(
  surroundings: Pick<Surroundings, 'verifier' | 'prepareSigstore'>,
  keys: readonly OnlineKey[],
  signerFor: SignerFor,
  { sigstore }: CheckupOptions,
): Promise<readonly CheckedKey[]> {
  const checkups: CheckedKey[] = [];
  for (const { uri, keyid, key, roles } of keys) {
    const reading = parseSignerUri(uri);
    const isTried = sigstore || !reading.ok || reading.uri.kind !== 'sigstore';
    const error = isTried ? await trySigning(surroundings, { uri, keyid, key }, signerFor) : undefined;
    checkups.push({ uri, keyid, roles, signs: isTried ? error === undefined : undefined, ...(error && { error }) });
  }
  return checkups;
}

/** No metadata of any type: nobody can use its signature for anything. */
const testMessage = payloadOf(
  canonicalJson(
    objectOf([
      ['_type', 'tuf-on-ci test message'],
      ['about', 'Made by "tuf-on-ci doctor". It says nothing.'],
    ]),
  ),
);

/** What went wrong, if anything did. */
async function trySigning(
  { verifier, prepareSigstore }: Pick<Surroundings, 'verifier' | 'prepareSigstore'>,
  { uri, keyid, key }: Pick<OnlineKey, 'uri' | 'keyid' | 'key'>,
  signerFor: SignerFor,
): Promise<TufError | undefined> {
  try {
    const signer = await signerFor(uri, key);
    const fields = await signer.sign(testMessage.bytes);
    if (fields.bundle) await prepareSigstore();
    if (verifier.verify(key, testMessage, { keyid, ...fields })) return undefined;
    return new TufError('signer', `${uri} made a signature that the key in the metadata does not verify`, {
      hint: 'The URI names another key: import the key again with tuf-on-ci-delegate.',
    });
  } catch (error) {
    if (error instanceof TufError) return error;
    throw error;
  }
}
