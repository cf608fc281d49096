/** Built repositories for the stories of deploy: the sound repository, and what became of it. */

import { type BuiltRepository, readBuiltRepository } from '../../../src/operations/deploy/built-repository.ts';
import type { BuiltFolders } from '../../../src/operations/deploy/built-tree.ts';
import { artifactNames, planArtifacts, planPublication } from '../../../src/operations/publication.ts';
import type { BuiltFolder } from '../../../src/ports/destination.ts';
import { readBlobs } from '../../../src/ports/read-tree.ts';
import { createSignatureVerifier } from '../../../src/tuf/verify.ts';
import { Documents } from '../../../src/verifier/document.ts';
import { readState } from '../../../src/verifier/state.ts';
import { opinionHere } from '../../support/opinions.ts';
import { type Draft, now } from '../../support/sound-repository.ts';

export const verifier = createSignatureVerifier();
export const tools = {
  now,
  verifier,
  noVerifyKeyid: false,
  prepareSigstore: () => Promise.reject(new Error('this story has no Sigstore key')),
};

/** Files in memory as a folder; a story may change them. */
export function memoryFolder(path: string, files: Map<string, Uint8Array>): BuiltFolder {
  return {
    path,
    files: async () => new Map(Array.from(files, ([name, bytes]) => [name, bytes.length])),
    async *open(file) {
      yield files.get(file)!;
    },
  };
}

export interface Built {
  readonly metadata: Map<string, Uint8Array>;
  readonly artifacts: Map<string, Uint8Array>;
}

/** What build-repository would write for a draft. */
export async function filesOf(draft: Draft, page = 'a page', toughPaths = false): Promise<Built> {
  const state = await readState(draft.tree, new Documents(), { digests: true });
  const { metadata } = planPublication(state, { cleanSignatures: false });
  const artifacts = new Map<string, Uint8Array>();
  const planned = planArtifacts(state);
  for (const [oid, bytes] of await readBlobs(draft.tree, planned.keys())) {
    for (const copy of planned.get(oid)!)
      for (const name of artifactNames(copy, { toughPaths })) artifacts.set(name, bytes);
  }
  return { metadata: new Map([...metadata, ['index.html', Buffer.from(page)]]), artifacts };
}

export function foldersOf({ metadata, artifacts }: Built): BuiltFolders {
  return { metadata: memoryFolder('built/metadata', metadata), artifacts: memoryFolder('built/targets', artifacts) };
}

/** A draft, built and judged. */
export async function built(draft: Draft, page?: string, toughPaths?: boolean): Promise<BuiltRepository> {
  return readBuiltRepository(tools, foldersOf(await filesOf(draft, page, toughPaths)), opinionHere);
}
