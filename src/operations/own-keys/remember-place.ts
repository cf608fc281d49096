/** Keeping where a person's key is (SPEC A7 *Settings*, B6). */
import { TufError } from '../../errors.ts';
import type { KeyStore } from '../../ports/key-store.ts';
import type { Terminal } from '../../ports/terminal.ts';
import { say } from '../signer/prompts/say.ts';

/** A store that cannot be written does not cost the signature: this run knows the place all the same. */
export async function rememberPlace(
  { keyStore, terminal }: { readonly keyStore: KeyStore; readonly terminal: Terminal },
  keyid: string,
  uri: string,
): Promise<void> {
  if (keyStore.uriOf(keyid) === uri) return;
  await keyStore.remember(keyid, uri).catch((error: unknown) => {
    if (!(error instanceof TufError)) throw error;
    say(terminal, `Where this key is could not be written down: ${error.message}`, 'magenta');
  });
}
