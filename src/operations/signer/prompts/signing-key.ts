/** With which key a person signs from now on (SPEC A7 *signing key*). */
import { TufError } from '../../../errors.ts';
import type { NewKey, NewKeyChoice, OwnKeys } from '../../../ports/own-keys.ts';
import type { Terminal } from '../../../ports/terminal.ts';
import { type Answer, askChoice, askFor } from './question.ts';
import { say, sayError } from './say.ts';

type Choice = Exclude<NewKeyChoice, object> | 'tkey' | 'uri';

/** Offers the choice again when a key cannot be had. @throws TufError('aborted') */
export async function askSigningKey(terminal: Terminal, ownKeys: OwnKeys): Promise<NewKey> {
  for (;;) {
    const choice = await askKind(terminal);
    try {
      return await ownKeys.newKey(choice === 'uri' ? { uri: await askUri(terminal) } : choice);
    } catch (error) {
      if (!(error instanceof TufError) || !['signer', 'login', 'key', 'usage'].includes(error.code)) throw error;
      sayError(terminal, error);
    }
  }
}

/**
 * The same prompts where the answer changes nothing, as the user has a key already: no device is touched. A script gives the
 * lines all the same (SPEC A7); a person is not asked.
 * @throws TufError('aborted')
 */
export async function askSigningKeyInVain(terminal: Terminal): Promise<void> {
  if (terminal.isInteractive) return;
  const choice = await askKind(terminal);
  if (choice === 'hardware') await terminal.ask('Enter: ');
  if (choice === 'uri') await askUri(terminal);
}

async function askKind(terminal: Terminal): Promise<Exclude<Choice, 'tkey'>> {
  terminal.show('\nWhich key do you want to sign with?\n');
  for (;;) {
    const choice = await askChoice<Choice>(
      terminal,
      [
        { number: 1, label: 'Sigstore: you log in with your browser each time you sign', value: 'sigstore' },
        { number: 2, label: 'A hardware key: a YubiKey or another PKCS#11 token', value: 'hardware' },
        { number: 3, label: 'A Tillitis TKey (not supported yet)', value: 'tkey' },
        { number: 4, label: 'A program or key file of yours (exec:, file2:)', value: 'uri' },
      ],
      1,
    );
    if (choice !== 'tkey') return choice;
    say(terminal, 'Signing with a TKey is not supported yet: please choose another key', 'magenta');
  }
}

function askUri(terminal: Terminal): Promise<string> {
  const parse = (answer: string): Answer<string> =>
    /^(exec|file2):./.test(answer)
      ? { value: answer }
      : { problem: 'It begins with exec: and the path of a program, or with file2: and the path of a key file' };
  return askFor(terminal, 'exec:<program> or file2:<key file>', parse);
}
