/** What the log of online signing begins with, and how a run without a signature still notices a key that is lost. */
import { checkOnlineKeys, type OnlineKey, readOnlineKeys } from '../operations/doctor.ts';
import type { Surroundings } from '../operations/read-event.ts';
import type { SignerFor } from '../ports/signer.ts';
import { renderOnlineKeys } from '../render/doctor.ts';
import { terminal } from '../text/terminal.ts';
import type { Step } from './step.ts';

/** Which online keys the repository names, and for which roles. Errors: `no-metadata`, `git`. */
export async function tellOnlineKeys(opened: Surroundings, { runner }: Step): Promise<readonly OnlineKey[]> {
  const keys = await readOnlineKeys(opened);
  for (const line of renderOnlineKeys(keys).split('\n')) if (line !== '') runner.say(line);
  return keys;
}

/**
 * For a run in which nothing was due: lets the keys sign a test message, so that a key that is disabled is noticed while there is time. A run
 * that signs needs none of it: its signatures are the test, one call each.
 */
export async function warnOfLostKeys(
  opened: Surroundings,
  keys: readonly OnlineKey[],
  signerFor: SignerFor,
  { runner }: Step,
): Promise<void> {
  for (const { uri, signs, error } of await checkOnlineKeys(opened, keys, signerFor, { sigstore: false })) {
    if (signs) runner.say(terminal`${uri} signs a test message`.text);
    if (error)
      runner.warning(`The online key cannot sign, though nothing is due yet. ${error.message}. ${error.hint ?? ''}`);
  }
}
