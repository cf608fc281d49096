/** What operations are told, on a repository of a test. */
import type { GitOptions } from '../../src/adapters/git/run-git.ts';
import type { Surroundings } from '../../src/operations/read-event.ts';
import { createSignatureVerifier } from '../../src/tuf/verify.ts';
import { opened } from '../adapters/git/opened.ts';
import { now } from '../support/sound-repository.ts';

const verifier = createSignatureVerifier();

/** When the stories of the sound repository happen, unless told otherwise; closed when the test is over. */
export async function surroundingsOf(
  place: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
  options: Partial<Surroundings> & { readonly git?: Partial<GitOptions> } = {},
): Promise<Surroundings> {
  const { git, ...others } = options;
  const repository = await opened(place, git);
  const prepareSigstore = () => Promise.reject(new Error('this story has no Sigstore key'));
  return { repository, now, verifier, prepareSigstore, noVerifyKeyid: false, defaultBranchNames: [], ...others };
}
